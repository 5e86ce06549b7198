"""The second week of the captured sites of ../shared, from their files and without a port: a tenth of the requests,
the same facts."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import httpx
import pytest
from crawling import Clock
from districts import ROOT
from weekly import Noting, Weeks, facts

from linter.crawl import Caps, Crawled, Pace, Silent, Target, crawl

MIRROR = ROOT.parent / "shared" / "data" / "cms" / "mirror"
CAPTURED = date(2026, 11, 23)
SITES = {"nukeviet": 8101, "portal": 8102, "nukeviet46": 8105}

pytestmark = [
    pytest.mark.captured,
    pytest.mark.skipif(not MIRROR.is_dir(), reason="the captured sites of ../shared are not at hand"),
]


class Captured:
    """A captured site as its server answered: whatever it does not have leads home. `edited` stand in place of what was
    captured, by path."""

    def __init__(self, name: str) -> None:
        self.home = f"http://127.0.0.1:{SITES[name]}/"
        rows = map(json.loads, (MIRROR / name / "index.jsonl").read_text("utf-8").splitlines())
        self.rows: Mapping[str, Any] = {row["url"]: row for row in rows}
        self.blobs: Path = MIRROR / name / "blobs"
        self.edited: dict[str, str] = {}
        self.asked: list[str] = []

    def __call__(self, request: httpx.Request) -> httpx.Response:
        url = str(request.url)
        self.asked.append(url)
        row = self.rows.get(url)
        if row is None:
            return httpx.Response(301, headers={"Location": self.home})
        dropped = {"content-length", "content-encoding", "transfer-encoding", "connection", "set-cookie"}
        headers = [(name, value) for name, value in row["headers"] if name.lower() not in dropped]
        body = (self.blobs / row["file"]).read_bytes() if row["file"] else b""
        text = self.edited.get(url.removeprefix(self.home[:-1]))
        return httpx.Response(row["status"], headers=headers, content=body if text is None else text.encode())

    def text(self, path: str) -> str:
        return (self.blobs / self.rows[self.home[:-1] + path]["file"]).read_text("utf-8")

    def week(self, weeks: Weeks) -> Crawled:
        weeks.begin()
        self.asked.clear()
        clock = Clock()
        pace = Pace(2.1, clock=clock, sleep=clock.sleep)
        target = Target("x", "x", self.home, caps=Caps(pages=3000), day=weeks.day)
        listed, door = frozenset({self.home[:-1]}), httpx.MockTransport(self)

        async def run() -> Crawled:
            async with Noting(weeks, user_agent="test", pace=pace, listed=listed, transport=door) as fetcher:
                return await crawl(target, fetcher, weeks, Silent())

        seen = asyncio.run(run())
        weeks.end()
        return seen


@pytest.mark.parametrize("name", SITES)
def test_an_unchanged_site_costs_a_tenth_and_gives_the_same_facts(name: str) -> None:
    site, weeks = Captured(name), Weeks(day=CAPTURED)
    first = site.week(weeks)
    cost = len(site.asked)
    assert len(first.articles) >= 12
    assert facts(site.week(weeks)) == facts(first)
    assert len(site.asked) <= cost * 0.1


def test_a_changed_post_a_new_one_and_a_changed_section_are_seen_in_the_next_week() -> None:
    site, weeks = Captured("nukeviet"), Weeks(day=CAPTURED)
    first = site.week(weeks)
    old = sorted(first.articles, key=lambda article: str(article.published_at))[0]
    path = (old.url or "").removeprefix(site.home[:-1])
    new = "/tin-nha-truong/bai-moi-dang-99.html"
    moments = site.text("/sitemap-vi.news.xml")
    before, _, after = moments.partition(f"<loc>{old.url}</loc><lastmod>")
    fresh = f"<url><loc>{site.home[:-1]}{new}</loc><lastmod>2026-11-24T08:00:00+07:00</lastmod></url></urlset>"
    site.rows = {**site.rows, site.home[:-1] + new: site.rows[old.url]}
    site.edited = {
        "/sitemap-vi.news.xml": f"{before}<loc>{old.url}</loc><lastmod>2027{after[4:]}".replace("</urlset>", fresh),
        path: site.text(path).replace(old.title, "Một tên khác hẳn"),
        new: site.text(path).replace(old.title, "Bài mới đăng"),
        "/contact/": site.text("/contact/").replace("</body>", "<p>Ấp mới dọn đến</p></body>"),
    }
    seen = site.week(weeks)
    titles = {article.title for article in seen.articles}
    assert {"Một tên khác hẳn", "Bài mới đăng"} <= titles
    assert old.title not in titles
    assert site.home + "contact/" in site.asked
    assert len(site.asked) < 40
