"""The district that ships with the project, crawled over HTTP: every label of its truth holds."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from districts import ROOT, differences, judge
from ruamel.yaml import YAML

from linter import schools
from linter.demo import DemoDistrict, serve
from linter.model import Status
from linter.report import json
from linter.reported import Report, Summary

TRUTH: dict[str, Any] = YAML(typ="safe", pure=True).load((ROOT / "fixtures/sites/truth.yaml").read_text("utf-8"))


@pytest.fixture(scope="module")
def district() -> Iterator[tuple[DemoDistrict, Summary]]:
    with serve(ROOT / "fixtures" / "sites") as running:
        yield running, judge(schools.load([("schools.yaml", running.schools_yaml.encode())]))


def report_of(summary: Summary, site: str) -> Report:
    return next(report for report in summary.reports if report.school.id == site)


@pytest.mark.parametrize("site", sorted(set(TRUTH["sites"]) - {TRUTH["portal"]}))
def test_every_label_holds(district: tuple[DemoDistrict, Summary], site: str) -> None:
    running, summary = district
    assert list(differences(report_of(summary, site), TRUTH["sites"][site], running.homes[site])) == []


def test_nothing_that_is_no_article_is_reported_as_one(district: tuple[DemoDistrict, Summary]) -> None:
    running, summary = district
    for site, truth in TRUTH["sites"].items():
        if site == TRUTH["portal"]:
            continue
        never = {running.homes[site].rstrip("/") + entry["path"] for entry in truth.get("never", ())}
        assert never.isdisjoint({a.article.url for a in report_of(summary, site).articles})


def test_a_site_that_never_answers_is_not_judged(district: tuple[DemoDistrict, Summary]) -> None:
    _, summary = district
    dead = report_of(summary, "th-kinh-moi")
    assert dead.crawl.status == "error"
    assert {outcome.verdict.status for outcome in dead.outcomes} == {Status.NOT_CHECKED}
    assert all("503" in outcome.verdict.reason for outcome in dead.outcomes)


def test_traps_are_left_alone_and_counted(district: tuple[DemoDistrict, Summary]) -> None:
    running, summary = district
    asked = [hit.path for hit in running.log]
    for trap in (
        "savefile",
        "nv_redirect",
        "banners/click",
        "second=cronjobs",
        "replytocom",
        "?w=",
        "ctfull",
        "/print/",
    ):
        assert not [path for path in asked if trap in path], trap
    skipped = report_of(summary, "th-rach-dua").crawl.skipped
    assert skipped["liên kết theo phiên, đếm lượt hoặc tác vụ nền"] > 10


def test_the_same_web_gives_the_same_report(district: tuple[DemoDistrict, Summary]) -> None:
    running, summary = district
    again = judge(schools.load([("schools.yaml", running.schools_yaml.encode())]))
    assert json.summary(again)["schools"] == json.summary(summary)["schools"]


def test_one_request_at_a_time_and_an_honest_name(district: tuple[DemoDistrict, Summary]) -> None:
    running, _ = district
    assert {hit.user_agent for hit in running.log} == {"school-site-linter/test"}
