"""Runs week after week against sites in memory: what one run was given is there for the next, as a store would have it.

weeks = Weeks()
first = weeks.crawled(web)             # everything is asked for
second = weeks.crawled(web, later=7)   # seven days later
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any

import httpx
from crawling import ABOUT, DAY, HOME, NAME, Portal, Web, page, plan, prose, school_list

from linter.audit import judge_district
from linter.crawl import Caps, Crawled, Fetcher, Held, Pace, Response, Silent, Target, crawl
from linter.crawl.reply import Failure
from linter.crawl.wordpress import rest_list
from linter.match.archive import Memory
from linter.model import CrawlRecord
from linter.reported import Summary


@dataclass
class Weeks:
    """`Snapshots` in memory. `day` is that of the latest run; what a run was given counts once it has ended."""

    day: date = DAY - timedelta(days=7)
    before: dict[str, Held] = field(default_factory=dict)
    now: dict[str, Held] = field(default_factory=dict)
    stood: dict[str, date] = field(default_factory=dict)

    def held(self, target: str, url: str) -> Held | None:
        return self.before.get(url)

    def stand(self, target: str, url: str, read: date) -> None:
        self.stood[url] = read
        self.now[url] = replace(self.before[url], read=read)

    def put(self, target: str, response: Response) -> None: ...

    def begin(self, later: int = 7) -> None:
        self.day += timedelta(days=later)
        self.now, self.stood = {}, {}

    def end(self) -> None:
        if any(held.answer.status == 200 and "text/html" in held.answer.content_type for held in self.now.values()):
            self.before = self.now

    def fetcher(self, web: Web) -> Fetcher:
        pace = Pace(web.delay, clock=web.clock, sleep=web.clock.sleep)
        return Noting(self, user_agent="school-site-linter/test", pace=pace, transport=httpx.MockTransport(web))

    def crawled(self, web: Web, *, later: int = 7, caps: Caps = Caps(pages=2000), **target: Any) -> Crawled:  # noqa: B008
        """The crawl of HOME, so many days after the one before; `web.asked` is only of this run."""
        self.begin(later)
        web.asked.clear()
        wanted = Target("th-kenh-nho", NAME, HOME, caps=caps, day=self.day, **target)

        async def run() -> Crawled:
            async with self.fetcher(web) as fetcher:
                return await crawl(wanted, fetcher, self, Silent())

        seen = asyncio.run(run())
        self.end()
        return seen


def judged_weekly(weeks: Weeks, web: Web, archive: Memory) -> Summary:
    """The district of one school and one portal, a week after the last time."""
    weeks.begin()
    web.asked.clear()

    async def run() -> Summary:
        async with weeks.fetcher(web) as fetcher:
            return await judge_district(school_list(), plan(weeks.day), fetcher, weeks, Silent(), archive=archive)

    summary = asyncio.run(run())
    weeks.end()
    return summary


class Noting(Fetcher):
    """Keeps what it was given."""

    def __init__(self, weeks: Weeks, **options: Any) -> None:
        super().__init__(**options)
        self._weeks = weeks

    async def get(self, url: str, **options: Any) -> Response | Failure:
        answer = await super().get(url, **options)
        if isinstance(answer, Response) and answer.status != 304:
            self._weeks.now[url] = Held(answer, self._weeks.day)
        return answer


def facts(seen: Crawled) -> tuple[Crawled, CrawlRecord]:
    """What a crawl says of the site, without how it came to know it."""
    notes = tuple(note for note in seen.record.notes if note.code != "read-before")
    record = replace(seen.record, notes=notes)
    return replace(seen, record=CrawlRecord()), record


def site(
    posted: Mapping[str, date], *, announced: bool = True, at: str = "08:00:00+07:00", **others: Any
) -> dict[str, Any]:
    """A school's site: a home page with the newest ten posts, sections, one list that runs over pages. `announced`
    are its posts in a sitemap with the moments of their last changes, which are `at` on their days."""
    menu = {"Giới thiệu": "/gioi-thieu/", "Liên hệ": "/lien-he/", "Tin tức": "/tin-tuc/"}
    newest = "".join(f'<p><a href="{path}">Bài {path}</a></p>' for path in list(posted)[:10])
    answers = Portal(posted).answers() | {
        "/": page("Trang chủ", prose("trường", 3) + newest, menu=menu),
        "/gioi-thieu/": page("Giới thiệu", ABOUT, menu=menu),
        "/lien-he/": page("Liên hệ", "<p>Ấp Kênh Nhỏ, xã Rạch Sậy.</p>", menu=menu),
    }
    if announced:
        answers["/sitemap.xml"] = stamps({path: f"{day}T08:00:00+07:00" for path, day in posted.items()})
    return answers


def stamps(marks: Mapping[str, str]) -> httpx.Response:
    """A sitemap with moments as they are written."""
    rows = "".join(f"<url><loc>{HOME[:-1]}{path}</loc><lastmod>{mark}</lastmod></url>" for path, mark in marks.items())
    return httpx.Response(200, text=f"<urlset>{rows}</urlset>", headers={"Content-Type": "text/xml"})


def rest(marks: Mapping[str, str]) -> dict[str, Any]:
    """The lists that WordPress gives of its posts, a hundred on a page."""
    rows = [{"link": HOME[:-1] + path, "modified_gmt": mark} for path, mark in marks.items()]
    parts = [rows[at : at + 100] for at in range(0, len(rows), 100)] or [[]]
    kinds = {("posts", n + 1): part for n, part in enumerate(parts)} | {("pages", 1): []}
    return {
        rest_list(f"{HOME}wp-json/", kind, number): httpx.Response(
            200, json=part, headers={"Content-Type": "application/json"}
        )
        for (kind, number), part in kinds.items()
    }
