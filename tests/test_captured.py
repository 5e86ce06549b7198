"""The captured sites of ../shared, where they are at hand."""

from __future__ import annotations

import json
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from districts import ROOT, judge, status

from linter import schools
from linter.reported import Report, Summary

CMS = ROOT.parent / "shared" / "data" / "cms"
PORTS = (8101, 8102, 8105)
SECTIONS = ("section-about", "section-organisation", "section-contact")

pytestmark = [
    pytest.mark.captured,
    pytest.mark.skipif(not CMS.is_dir(), reason="the captured sites of ../shared are not at hand"),
]


@pytest.fixture(scope="module")
def summary() -> Iterator[Summary]:
    if any(_answers(port) for port in PORTS):
        pytest.skip("a port of the captured sites is taken on this machine")
    server = subprocess.Popen([sys.executable, CMS / "serve_mirror.py"], stdout=subprocess.DEVNULL)
    try:
        _wait()
        yield judge(schools.load([("schools.yaml", (CMS / "schools.yaml").read_bytes())]), date(2026, 11, 23))
    finally:
        server.kill()
        server.wait()


def _answers(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def _wait() -> None:
    for _ in range(200):
        if all(_answers(port) for port in PORTS):
            return
        time.sleep(0.05)
    raise AssertionError("the captured sites did not come up")


def _report(summary: Summary, school: str) -> Report:
    return next(report for report in summary.reports if report.school.id == school)


def _truth() -> list[dict[str, str]]:
    posts: list[dict[str, str]] = json.loads(Path(CMS / "truth.json").read_text("utf-8"))["posts"]
    return [post for post in posts if post["kind"] != "external"]


def test_the_articles_are_those_of_the_truth(summary: Summary) -> None:
    wanted = {post["url"] for post in _truth()}
    urls = [reported.article.url for reported in _report(summary, "th-kenh-tram").articles]
    found = set(urls)
    assert len(urls) == len(found), "an article is reported twice"
    assert len(found & wanted) / len(wanted) >= 0.97
    assert len(found & wanted) / len(found) >= 0.97


def test_no_token_print_savefile_category_or_demo_page_is_an_article(summary: Summary) -> None:
    for report in summary.reports:
        for reported in report.articles:
            url = reported.article.url or ""
            assert url.endswith(".html")
            assert not any(part in url for part in ("savefile", "print", "nvvithemever", "banners", "?"))
            assert "NukeViet" not in reported.article.title


def test_titles_and_days_are_those_of_the_truth(summary: Summary) -> None:
    articles = {a.article.url: a.article for a in _report(summary, "th-kenh-tram").articles}
    for post in _truth():
        article = articles[post["url"]]
        assert article.published_at
        assert f"{article.published_at:%Y-%m-%d %H:%M}" == post["date"], post["url"]


def test_all_three_sections_stand_on_8101(summary: Summary) -> None:
    outcomes = _report(summary, "th-kenh-tram").outcomes
    assert [status(outcomes, section) for section in SECTIONS] == ["pass"] * 3


def test_all_three_sections_are_missing_on_8105_with_proof(summary: Summary) -> None:
    outcomes = {o.rule: o.verdict for o in _report(summary, "mg-hoa-tram").outcomes}
    assert [outcomes[section].status for section in SECTIONS] == ["fail"] * 3
    assert "NukeViet" in outcomes["section-about"].findings[0].evidence
    assert "đã xem" in outcomes["section-organisation"].findings[0].evidence
    assert "customer@mysite.com" in outcomes["section-contact"].findings[0].evidence


def test_what_the_portal_carries_is_never_called_absent(summary: Summary) -> None:
    states = {post["url"]: post["portal_state"] for post in _truth()}
    for reported in _report(summary, "th-kenh-tram").articles:
        state = status(reported.outcomes, "portal-crosspost")
        carried = states[reported.article.url or ""] != "absent"
        assert not (carried and state == "fail"), reported.article.url
        assert carried or state != "pass", reported.article.url


def _states(graded: str) -> set[str]:
    if graded in {"absent", "linked"}:
        return {graded}
    usual = {"merged": {"pushed-partly"}, "lead_link": {"pushed-partly", "linked"}, "link_only": {"linked"}}
    return usual.get(graded, {"pushed"})  # verbatim, retitled, edited in some way, late


def test_every_graded_state_of_the_portal_comes_out_right(summary: Summary) -> None:
    graded = {post["url"]: post for post in _truth()}
    for reported in _report(summary, "th-kenh-tram").articles:
        post = graded[reported.article.url or ""]
        facts = next(o.verdict.facts for o in reported.outcomes if o.rule == "portal-crosspost")
        assert facts["state"] in _states(post["portal_state"]), post["url"]
        assert post["portal_state"] == "absent" or facts["portal_url"] == post["portal_url"], post["url"]
