"""The crawl of one site: one request at a time, sections first, until all is read or a bound is met."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from urllib.parse import urljoin

from linter.crawl import robots as robots_txt
from linter.crawl.address import Scope, canonical
from linter.crawl.discovery import read_feed, read_sitemap
from linter.crawl.fetch import Failure, Fetcher, Response
from linter.crawl.frontier import Frontier, Rank
from linter.crawl.harvest import Harvest
from linter.crawl.robots import Robots
from linter.crawl.signs import Sign, read_signs, too_deep
from linter.crawl.status import Stop, of_failure, of_sign, of_status
from linter.crawl.target import Crawled, Progress, Snapshots, Target
from linter.model import CrawlNote, CrawlRecord, Region, Unreached
from linter.read.charset import decode
from linter.read.html import Reading, read
from linter.text.sections import SITEMAP_LABEL

HTML = frozenset({"text/html", "application/xhtml+xml", ""})
BLOCK_PAUSE_S = 60.0  # NukeViet counts 40 requests in a minute
BLOCK_TRIES = 3
MISSING = "không tồn tại (404 hoặc chuyển về trang chủ)"
MOVED_AWAY = "chuyển sang trang khác, ngoài trang của trường"
ROBOTS = "robots.txt không cho đọc"
TWIN = "chuyển hướng tới trang đã đọc"
NOT_HTML = "không phải trang web (tệp, ảnh)"
DEEP = "trang lồng quá nhiều lớp"


async def crawl(target: Target, fetcher: Fetcher, keep: Snapshots, progress: Progress) -> Crawled:
    """Read a site. Never raises for anything a site does; a site that cannot be read says so in its record."""
    spider = _Spider(target, fetcher, keep, progress)
    try:
        async with asyncio.timeout(target.caps.seconds):
            await spider.run()
    except TimeoutError:
        spider.stop = Stop("partial", f"quá thời gian cho một trang ({target.caps.seconds:.0f} giây)")
    except Stop as stop:
        spider.stop = stop
    crawled = spider.result()
    progress.done(target, crawled.record)
    return crawled


class _Spider:
    """One site's crawl: what is known so far."""

    def __init__(self, target: Target, fetcher: Fetcher, keep: Snapshots, progress: Progress) -> None:
        self.target, self.fetcher, self.keep, self.progress = target, fetcher, keep, progress
        self.scope = Scope.of(target.home, target.hosts)
        self.frontier = Frontier(self.scope)
        self.harvest = Harvest(self.scope)
        self.home = canonical(target.home)
        self.unreached: list[Unreached] = []
        self.notes: list[CrawlNote] = []
        self.robots: Robots | None = None
        self.stop: Stop | None = None
        self.read = 0

    async def run(self) -> None:
        self.robots = await robots_txt.load(self.fetcher, self.home, verify=self.target.verify_tls)
        self._obey(self.robots)
        reading = await self._home()
        await self._listed(reading)
        while (url := self.frontier.take()) is not None:
            if self.read >= self.target.caps.pages:
                self.unreached.append(self._lost(url, "vượt giới hạn số trang"))
                raise Stop("partial", f"đã đọc {self.target.caps.pages} trang, là giới hạn cho một trang trường")
            await self._page(url)
            self.progress.page(self.target, self.read, len(self.frontier))

    def result(self) -> Crawled:
        if self.stop:
            self.unreached += [self._lost(url, self.stop.reason) for url in self.frontier.waiting()]
        unreached = tuple(sorted(self.unreached, key=lambda lost: lost.url))
        record = CrawlRecord(
            status=self.stop.status if self.stop else "completed",
            reason=self.stop.reason if self.stop else "",
            found=self.frontier.found,
            read=self.read,
            failed=len(unreached),
            skipped=dict(sorted(self.frontier.skipped.items())),
            notes=(*self.notes, *self.harvest.notes),
        )
        return Crawled(self.harvest.pages(), self.harvest.articles(unreached), unreached, record)

    # --- the start --------------------------------------------------------------------------------------

    def _obey(self, robots: Robots) -> None:
        if robots.note:
            self.notes.append(CrawlNote("robots", robots.note, robots.url))
        if robots.blocked:
            raise Stop("blocked", robots.note)
        if robots.state == "unreachable":
            raise Stop("error", robots.note) if robots.fault is None else of_failure(robots.fault)
        if not robots.allowed(self.home):
            raise Stop("robots-denied", "robots.txt không cho đọc trang chủ")

    async def _home(self) -> Reading:
        self.frontier.add(self.home, Rank.HOME)
        self.frontier.take()
        answer = await self._get(self.home)
        if isinstance(answer, Failure):
            raise of_failure(answer)
        if answer.location:
            self.notes.append(CrawlNote("moved", f"trang chủ chuyển hướng sang {answer.location}", answer.location))
            raise Stop("error", f"trang chủ chuyển hướng sang địa chỉ khác: {answer.location}")
        if answer.status != 200:
            raise of_status(answer.status)
        text, _ = decode(answer.body, answer.headers.get("content-type", ""))
        sign = read_signs(text)
        if sign:
            raise of_sign(sign)
        self.frontier.mark(answer.url)
        return self._take(self.home, answer, text)

    async def _listed(self, home: Reading) -> None:
        """Sitemaps, then the feeds that the home page names."""
        assert self.robots is not None  # noqa: S101 -- run() has read it
        roots = [url for url in self.robots.sitemaps if self.scope.holds(url)]
        waiting = list(dict.fromkeys([*roots, urljoin(self.home, "/sitemap.xml")]))
        for url in waiting:  # grows while it is walked
            if waiting.index(url) >= self.target.caps.sitemaps:
                break
            waiting += [found for found in await self._sitemap(url) if found not in waiting]
        for feed in home.feeds[:1]:
            if self.scope.holds(feed):
                await self._list(feed, read_feed)

    async def _sitemap(self, url: str) -> list[str]:
        text = await self._text_of(url)
        sitemap = read_sitemap(text) if text else None
        if sitemap is None:
            return []
        if sitemap.is_index:
            return [canonical(found) for found in sitemap.urls if self.scope.holds(found)]
        for found in sitemap.urls:
            self.frontier.add(found, Rank.LISTED)
        return []

    async def _list(self, url: str, reader: Callable[[str], tuple[str, ...]]) -> None:
        for found in reader(await self._text_of(url) or ""):
            self.frontier.add(found, Rank.LISTED)

    async def _text_of(self, url: str) -> str | None:
        """A sitemap's or feed's text; None when there is none. One that should be there and fails is lost."""
        if self.robots and not self.robots.allowed(url):
            return None
        answer = await self._get(url)
        if isinstance(answer, Failure) or answer.status >= 500:
            reason = answer.message if isinstance(answer, Failure) else f"máy chủ báo lỗi {answer.status}"
            self.unreached.append(Unreached(url, reason, (SITEMAP_LABEL,)))
            return None
        return decode(answer.body, answer.headers.get("content-type", ""))[0] if answer.status == 200 else None

    # --- a page -----------------------------------------------------------------------------------------

    async def _page(self, url: str) -> None:
        if self.robots and not self.robots.allowed(url):
            self.frontier.skip(url, ROBOTS)
            return
        answer = await self._get(url)
        if isinstance(answer, Failure):
            self.unreached.append(self._lost(url, answer.message))
        elif answer.location:
            self.frontier.skip(url, MOVED_AWAY)
            self.harvest.point(url, answer.location, next(iter(self.frontier.labels[url]), ""))
        elif answer.status in {404, 410} or self._fell_home(url, answer):
            self.frontier.skip(url, MISSING)
        elif answer.status != 200:
            self.unreached.append(self._lost(url, of_status(answer.status).reason))
        elif answer.content_type not in HTML:
            self.frontier.skip(url, NOT_HTML)
        elif canonical(answer.url) != url and not self.frontier.mark(answer.url):
            self.frontier.skip(url, TWIN)
        else:
            self._judge(url, answer)

    def _judge(self, url: str, answer: Response) -> None:
        text, _ = decode(answer.body, answer.headers.get("content-type", ""))
        sign = read_signs(text)
        if sign is not None:
            self.unreached.append(self._lost(url, sign.reason))
        elif too_deep(text):
            self.unreached.append(self._lost(url, DEEP))
        else:
            self._take(canonical(answer.url), answer, text)

    def _fell_home(self, url: str, answer: Response) -> bool:
        """NukeViet sends every unknown address to the home page, with 200 at the end."""
        return canonical(answer.url) == self.home and url != self.home

    def _take(self, url: str, answer: Response, text: str) -> Reading:
        self.keep.put(self.target.id, answer)
        self.read += 1
        reading = read(text, answer.url)
        self.harvest.add(url, reading)
        for link in reading.page.links:
            self.frontier.add(link.url, _rank(link.region), link.text)
        for part in reading.parts:
            self.frontier.add(part, Rank.LISTED)
        return reading

    async def _get(self, url: str) -> Response | Failure:
        """An answer, waiting and asking again where a server says "wait" in place of its page."""
        tries = 0
        while True:
            answer = await self.fetcher.get(url, within=self.scope.holds, verify=self.target.verify_tls)
            sign = _block(answer)
            if sign is None:
                return answer
            tries += 1
            if tries == BLOCK_TRIES:
                raise of_sign(sign)
            await self.fetcher.pause(url, BLOCK_PAUSE_S)

    def _lost(self, url: str, reason: str) -> Unreached:
        return Unreached(url, reason, tuple(self.frontier.labels[url]))


def _block(answer: Response | Failure) -> Sign | None:
    if isinstance(answer, Failure):
        return None
    if answer.status == 429:
        return Sign("blocked", "máy chủ giới hạn số lần truy cập (429)")
    if answer.status == 200 and answer.content_type in HTML and len(answer.body) < 20_000:
        sign = read_signs(decode(answer.body, answer.headers.get("content-type", ""))[0])
        return sign if sign and sign.meaning == "blocked" else None
    return None


def _rank(region: Region) -> Rank:
    return Rank.FRAME if region in {Region.MENU, Region.HEADER, Region.FOOTER} else Rank.FOUND
