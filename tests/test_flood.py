"""Servers with limits: NukeViet's 40 requests in a minute and 150 in five, answered by 429 or by a page of status 200
that asks for patience. `make flood` shows the same on the captured sites, in their own time; here the clock is a toy.
"""

from __future__ import annotations

import json
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from subprocess import Popen
from typing import Any
from urllib.parse import urljoin, urlsplit

import httpx
import pytest
from bench.flood import Asked, crowd, differences, hasty, mislabelled, outcomes, read_log, unfinished
from crawling import ABOUT, FLOOD, HOME, PORTAL, Clock, Portal, Web, html, judged, page, posts
from districts import status

from linter.crawl import DELAY_S
from linter.demo.flood import WINDOWS, Flood
from linter.report import json as report_json
from linter.reported import Summary

SITES = (HOME, PORTAL)
TOLD_S = 58.0
ALREADY = {"nobody else": (), "a minute used up": ((-5.0, 39),), "five minutes used up": ((-5.0, 30), (-100.0, 118))}


@dataclass
class Limited(Web):
    """Refuses what is beyond the limits. `before` are requests of others behind the same address, when and how many;
    `refused` is what was refused of ours, by site, and when."""

    wait: str = "429"
    before: tuple[tuple[float, int], ...] = ()
    refused: dict[str, list[float]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        super().__post_init__()
        self.limits = {urlsplit(site).netloc: Flood() for site in SITES}
        for at, count in self.before:
            for limit in self.limits.values():
                limit.seen["the one address"].extend([self.clock.now + at] * count)

    def __call__(self, request: httpx.Request) -> httpx.Response:
        host = request.url.host
        if not self.limits[host].refuses("the one address", self.clock.now):
            return super().__call__(request)
        self.asked.append(str(request.url))
        self.times.append(self.clock.now)
        self.refused.setdefault(host, []).append(self.clock.now)
        return html(FLOOD) if self.wait == "200" else html(FLOOD, 429, Retry_After=f"{TOLD_S:.0f}")

    def too_soon(self, host: str) -> list[float]:
        """When a site was asked although it had asked for patience."""
        asked = [at for at, url in zip(self.times, self.asked, strict=True) if urlsplit(url).netloc == host]
        waits = [(at, at + TOLD_S - 0.01) for at in self.refused.get(host, ())]
        return [at for at in asked for start, end in waits if start < at < end]


@cache
def answers() -> Mapping[str, Any]:
    """A school of 75 pages and a portal of 190, which carries a half of the school's posts."""
    menu = {"Giới thiệu": "/gioi-thieu/", "Tin tức": "/tin-tuc/"}
    school = Portal(posts(60)).answers(**{"/gioi-thieu/": page("Giới thiệu", ABOUT, menu=menu)})
    carried = {**posts(160, "/cong-{}.html"), **dict(list(posts(60).items())[:30])}
    portal = Portal(carried).answers()
    school["/"] = page("Trang chủ", ABOUT, menu=menu)
    return {**school, **{urljoin(PORTAL, path): answer for path, answer in portal.items()}}


@cache
def undisturbed() -> Summary:
    return judged(Web(answers()))


def run(wait: str, before: str = "nobody else", delay: float = DELAY_S) -> tuple[Limited, Summary]:
    web = Limited(answers(), wait=wait, before=ALREADY[before], delay=delay, clock=Clock(1000.0))
    return web, judged(web)


def told(summary: Summary) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(report_json.dumps(report_json.summary(summary)))
    return found


def crawls(summary: Summary) -> list[str]:
    return [each.crawl.status for each in (*summary.portals, *summary.reports)]


def test_the_sites_are_larger_than_the_limits() -> None:
    summary = undisturbed()
    assert crawls(summary) == ["completed"] * 2
    (portal,) = summary.portals
    assert portal.crawl.read > max(most for _, most in WINDOWS)
    states = [status(each.outcomes, "portal-crosspost") for each in summary.reports[0].articles]
    assert {states.count("pass"), states.count("fail")} == {30}, "to be called absent wrongly there must be something"
    assert status(summary.reports[0].outcomes, "section-about") == "pass"


@pytest.mark.parametrize("wait", ["429", "200"])
def test_at_the_usual_pace_no_limit_is_met(wait: str) -> None:
    web, summary = run(wait)
    assert web.refused == {}
    assert crawls(summary) == ["completed"] * 2
    assert outcomes(told(summary)) == outcomes(told(undisturbed()))


@pytest.mark.parametrize("wait", ["429", "200"])
def test_a_limit_that_others_have_met_is_waited_for(wait: str) -> None:
    """Schools and offices stand behind one address with those who crawl them. Their requests count for five minutes:
    a second refusal may come of them, and is waited for as well."""
    web, summary = run(wait, "a minute used up")
    assert web.refused.keys() == {urlsplit(site).netloc for site in SITES}
    for host, refused in web.refused.items():
        assert len(refused) <= 2
        assert web.too_soon(host) == []
    assert crawls(summary) == ["completed"] * 2
    assert outcomes(told(summary)) == outcomes(told(undisturbed()))


@pytest.mark.parametrize("wait", ["429", "200"])
def test_who_is_refused_again_and_again_gives_up_and_accuses_nobody(wait: str) -> None:
    web, summary = run(wait, "five minutes used up")
    for host, times in web.refused.items():
        assert web.too_soon(host) == []
        assert len(times) <= 4, host
    expected = outcomes(told(undisturbed()))
    for key, (given, state) in outcomes(told(summary)).items():
        assert given != "fail" or expected[key] == (given, state), key
    for each in summary.reports:
        if each.crawl.status not in {"completed", "partial"}:
            assert each.crawl.status == "blocked"
            assert not any(outcome.verdict.status.value == "fail" for outcome in each.outcomes)


@pytest.mark.parametrize("wait", ["429", "200"])
def test_who_was_too_fast_once_is_not_too_fast_again(wait: str) -> None:
    """A pause shorter than the usual one may be asked for; the first refusal ends that."""
    web, summary = run(wait, delay=1.0)
    assert web.refused
    assert all(len(times) == 1 for times in web.refused.values())
    assert crawls(summary) == ["completed"] * 2
    assert outcomes(told(summary)) == outcomes(told(undisturbed()))


# --- make flood -----------------------------------------------------------------------------------------


def asked(at: float, site: int = 8101, refused: bool = False) -> Asked:
    return Asked(at, site, "/", 429 if refused else 200, refused)


def test_the_most_requests_in_any_window() -> None:
    assert crowd([], 60) == 0
    assert crowd([0, 30, 60, 61, 62], 60) == 4
    assert crowd([0, 100, 200], 60) == 1


def test_a_request_before_the_wait_is_over_is_hasty() -> None:
    log = [asked(0), asked(2, refused=True), asked(3, site=8102), asked(60.5, refused=True), asked(61), asked(119)]
    assert list(hasty(log)) == ["8101/ was asked for before the wait was over"]


def reported(outcome: str = "pass", crawl: str = "completed", state: str = "pushed") -> dict[str, Any]:
    judged = [{"rule": "portal-crosspost", "status": outcome, "facts": {"state": state}}]
    sections = [{"rule": "section-about", "status": outcome, "facts": {}}]
    articles = [{"url": "http://a.example/1.html", "outcomes": judged}]
    told = {"status": crawl, "reason": "máy chủ giới hạn số lần truy cập (429)"}
    school = {"id": "th-kenh-tram", "home_url": "http://a.example/", "crawl": told, "outcomes": sections}
    return {"portals": [], "schools": [{**school, "articles": articles}]}


def test_what_a_disturbed_run_reports_otherwise_is_named() -> None:
    assert list(differences(reported(), reported())) == []
    assert len(list(differences(reported("fail", state="absent"), reported()))) == 2
    assert list(unfinished(reported())) == []
    assert "blocked" in next(unfinished(reported(crawl="blocked")))


def test_what_is_said_to_be_missing_and_is_there_is_named() -> None:
    truth = {"posts": [{"url": "http://a.example/1.html", "kind": "prose", "portal_state": "verbatim"}]}
    assert list(mislabelled(reported(), truth)) == []
    assert len(list(mislabelled(reported("fail"), truth))) == 2
    truth["posts"] += [{"url": "http://a.example/2.html", "kind": "prose", "portal_state": "absent"}]
    assert list(mislabelled(reported(), truth)) == ["1 of 2 labelled posts found"]


SERVER = """
import http.server, pathlib, sys
class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    def log_message(self, *_): pass
    def do_GET(self):
        wait = (pathlib.Path(__file__).parent / "mirror/extra/flood_p.html").read_bytes()
        body = wait if self.path == "/200" else b"<p>a page</p>"
        self.send_response_only(429 if self.path == "/429" else 200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)
server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
print(server.server_address[1], *sys.argv[1:], flush=True)
server.serve_forever()
"""


@pytest.fixture
def logged(tmp_path: Path) -> Iterator[tuple[int, Path]]:
    """A server of the form of the captured sites' own, and the log that is kept of it."""
    (tmp_path / "mirror" / "extra").mkdir(parents=True)
    (tmp_path / "mirror" / "extra" / "flood_p.html").write_text(FLOOD, "utf-8")
    (tmp_path / "serve_mirror.py").write_text(SERVER, "utf-8")
    program = Path(__file__).parent / "bench" / "flood_server.py"
    command = [sys.executable, str(program), str(tmp_path / "serve_mirror.py"), str(tmp_path / "log"), "--flood"]
    with Popen(command, stdout=-1, text=True) as server:
        assert server.stdout is not None
        port, option = server.stdout.readline().split()
        assert option == "--flood"
        yield int(port), tmp_path / "log"
        server.kill()


def test_the_log_of_the_server_tells_refusals_of_either_kind(logged: tuple[int, Path]) -> None:
    port, log = logged
    for path in ("/", "/429", "/200"):
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}") as answer:
                answer.read()
        except urllib.error.HTTPError as error:
            error.close()
    for _ in range(200):  # a line is written after its answer
        if len(found := read_log(log)) == 3:
            break
        time.sleep(0.01)
    assert [(each.path, each.status, each.refused) for each in found] == [
        ("/", 200, False),
        ("/429", 429, True),
        ("/200", 200, True),
    ]
    assert {each.site for each in found} == {port}
