"""Where a crawl begins beside the home page: the sitemaps of a site, the list of its WordPress, its feed."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from urllib.parse import urljoin

from linter.crawl.address import canonical, site_key
from linter.crawl.asker import Asker
from linter.crawl.discovery import SITEMAP_BYTES, Sitemap, day_of, read_feed, read_sitemap, text_of
from linter.crawl.entrance import Arrival
from linter.crawl.fetch import Failure, Response
from linter.crawl.frontier import Frontier, Rank
from linter.crawl.pace import server_day
from linter.crawl.paging import TYPICAL, is_section
from linter.crawl.standing import Standing
from linter.crawl.wordpress import KINDS, MOST_PAGES, PER_PAGE, read_rest, rest_list, rest_root
from linter.model import Region, Unreached
from linter.text.sections import SITEMAP_LABEL

FEED_LABEL = "nguồn tin RSS"
ROBOTS = "robots.txt không cho đọc"
TOO_LONG = "dài quá mức được đọc hoặc hỏng"
TOO_MANY = "có quá nhiều sơ đồ trang"
_NO_SUCH = {404, 410}
_NOWHERE = {"redirect-loop", "too-many-redirects"}
_LAST_NUMBER = re.compile(r"(\d{1,12})\D*$")
_AT_A_TIME = 500  # addresses added before other sites get their turn

Marked = Mapping[str, str]  # addresses and the moments of their last change, as they are written


@dataclass(slots=True)
class Seeds:
    """Puts what sitemaps and feeds list into a frontier. `lost` are those that may hold more than was read;
    `changed` are the days of the last change of what they list, by `site_key`."""

    frontier: Frontier
    asker: Asker
    standing: Standing
    most: int  # sitemaps
    lost: list[Unreached] = field(default_factory=list)
    changed: dict[str, date] = field(default_factory=dict)
    _listed: list[str] = field(default_factory=list)

    async def plant(self, home: str, arrival: Arrival) -> None:
        try:
            await self._sitemaps(home, arrival.robots.sitemaps)
            await self._rest(arrival)
            links = [link.url for link in arrival.reading.page.links if link.region is Region.MAIN]
            await asyncio.to_thread(self.standing.marks.look_at, links)
            await self._feed(arrival.reading.feeds)
        finally:
            await self._sow()

    async def _sitemaps(self, home: str, announced: Iterable[str]) -> None:
        """`announced` are those that robots.txt names; those on other hosts are none of this site."""
        scope = self.frontier.scope
        named = [url for url in map(canonical, announced) if scope.same_host(url)]
        usual = (urljoin(home, f"{scope.path}sitemap.xml"), urljoin(home, "/sitemap.xml"))
        queue = list(dict.fromkeys([*named, *map(canonical, usual)]))
        seen, sure = set(queue), set(named)
        for number, url in enumerate(queue):  # grows while it is walked
            if number >= self.most:
                self.lost.append(Unreached(url, TOO_MANY, (SITEMAP_LABEL,)))
                break
            found = [inner for inner in await self._sitemap(url, sure=url in sure) if inner not in seen]
            seen.update(found)
            sure.update(found)
            queue += dict.fromkeys(found)

    async def _rest(self, arrival: Arrival) -> None:
        """What a WordPress says that it carries. Many keep this to themselves; then nothing is lost."""
        text = await asyncio.to_thread(text_of, arrival.answer.body, arrival.answer.headers.get("content-type", ""))
        root = rest_root(text or "", arrival.answer.url)
        if root is None or not self.frontier.scope.holds(root):
            return
        for kind in KINDS:
            for number in range(1, MOST_PAGES + 1):
                rows = await self._rows(rest_list(root, kind, number))
                self._listed += rows
                self.changed |= {site_key(url): day for url, mark in rows.items() if (day := day_of(mark))}
                if len(rows) < PER_PAGE:
                    break

    async def _rows(self, url: str) -> dict[str, str]:
        answer = await self.asker.seed(url) if self.asker.permits.allows(url) else None
        if not isinstance(answer, Response) or answer.status != 200:
            return {}
        now = await asyncio.to_thread(_rest_marks, answer)
        await self._compare(url, now, _rest_marks)
        return now

    async def _compare(self, url: str, now: Marked, marks_of: Callable[[Response], Marked]) -> None:
        """Note what a list says of changes beside what it said to the last run."""
        held = self.standing.last(url)
        then = await asyncio.to_thread(marks_of, held.answer) if held else {}
        asked = server_day(held.answer.headers) if held else None
        await asyncio.to_thread(self.standing.marks.note, now, then, asked)

    async def _feed(self, feeds: Iterable[str]) -> None:
        for feed in [url for url in feeds if self.frontier.scope.same_host(url)][:1]:
            answer = self.standing.quietly(feed)
            text = _text(answer) if answer else await self._text(feed, FEED_LABEL, sure=True)
            for item in await asyncio.to_thread(read_feed, text) if text else ():
                self._add(item, Rank.LISTED)

    async def _sitemap(self, url: str, *, sure: bool) -> list[str]:
        """Adds the pages of a sitemap; the sitemaps it names come back."""
        text = await self._text(url, SITEMAP_LABEL, sure=sure)
        sitemap: Sitemap | None = await asyncio.to_thread(read_sitemap, text) if text else None
        if sitemap is None:
            return []
        if sitemap.cut:
            self.lost.append(Unreached(url, TOO_LONG, (SITEMAP_LABEL,)))
        if sitemap.is_index:
            return [found for found in map(canonical, sitemap.urls) if self.frontier.scope.same_host(found)]
        self._listed += sitemap.urls
        self.changed |= {site_key(address): day for address, day in sitemap.changed.items()}
        await self._compare(url, sitemap.marks, _sitemap_marks)
        return []

    async def _sow(self) -> None:
        """Sections first; then the posts, the newest first and in step with the pages of lists; at last those of
        which no day is known, the highest number first."""
        order = await asyncio.to_thread(lambda: sorted(dict.fromkeys(self._listed), key=self._age))
        for place, url in enumerate(order):
            rank = Rank.FOUND if site_key(url) in self.changed else Rank.REST
            self._add(url, Rank.LISTED if is_section(url) else rank, place // TYPICAL + 1)
            if place % _AT_A_TIME == 0:
                await asyncio.sleep(0)

    def _age(self, url: str) -> tuple[int, int]:
        number = _LAST_NUMBER.search(url)
        return -self.changed.get(site_key(url), date.min).toordinal(), -int(number[1]) if number else 0

    def _add(self, url: str, rank: Rank, page: int = 1) -> None:
        if self.frontier.scope.holds(url):
            self.frontier.add(url, rank, depth=2 * page)

    async def _text(self, url: str, label: str, *, sure: bool) -> str | None:
        """None when there is none. One that is said to be there and cannot be read, or fails, is lost."""
        await self.asker.permits.learn(url)
        if not self.asker.permits.allows(url):
            self._lose(url, ROBOTS, label, really=sure)
            return None
        answer = await self.asker.seed(url)
        if isinstance(answer, Failure):
            self._lose(url, answer.message, label, really=sure or answer.reason not in _NOWHERE)
            return None
        if answer.status != 200:
            failed = answer.status >= 400 and answer.status not in _NO_SUCH
            self._lose(url, f"máy chủ báo lỗi {answer.status}", label, really=failed)
            return None
        text = await asyncio.to_thread(_text, answer)
        self._lose(url, TOO_LONG, label, really=text is None or len(answer.body) >= SITEMAP_BYTES)
        return text

    def _lose(self, url: str, reason: str, label: str, *, really: bool) -> None:
        if really:
            self.lost.append(Unreached(url, reason, (label,)))


def _text(answer: Response) -> str | None:
    return text_of(answer.body, answer.headers.get("content-type", ""))


def _rest_marks(answer: Response) -> dict[str, str]:
    return read_rest(_text(answer) or "") or {}


def _sitemap_marks(answer: Response) -> Marked:
    sitemap = read_sitemap(_text(answer) or "")
    return sitemap.marks if sitemap else {}
