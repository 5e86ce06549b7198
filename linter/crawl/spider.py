"""The crawl of one site: one request at a time, sections first, until all is read or a bound is met."""

from __future__ import annotations

import asyncio
import logging

from linter.crawl.address import FILE_REASON, LOGIN_REASON, Scope, canonical, for_members, left_alone, site_key
from linter.crawl.asker import Asker
from linter.crawl.entrance import Arrival, Entrance
from linter.crawl.fetch import Failure, Fetcher, Response
from linter.crawl.frontier import READ_BEFORE, Frontier, Rank
from linter.crawl.gaps import find_gaps
from linter.crawl.harvest import Harvest, Settled
from linter.crawl.ledger import Ledger
from linter.crawl.lone import of_lone
from linter.crawl.missing import Missing
from linter.crawl.ranks import rank_of, region_rank
from linter.crawl.seeds import ROBOTS, Seeds
from linter.crawl.signs import LOGIN
from linter.crawl.status import Stop, of_status
from linter.crawl.target import Crawled, Progress, Snapshots, Target
from linter.crawl.trail import Trail
from linter.crawl.turning import turned
from linter.crawl.view import OUR_FAULT, Away, File, View, look
from linter.lookup import Gap
from linter.model import CrawlNote, CrawlRecord, Unreached
from linter.read.html import Reading

log = logging.getLogger(__name__)

MISSING = "không tồn tại (404 hoặc chuyển về trang chủ)"
MOVED_AWAY = "chuyển sang trang khác, ngoài trang của trường"
TWIN = "chuyển hướng tới trang đã đọc"
ONWARD = "chuyển sang địa chỉ khác của trang"
TO_HOME = "trang tự chuyển về trang chủ"
MANY_LINKS = "trang có quá nhiều liên kết nên chỉ theo một phần"
SAME_EVERYWHERE = "mọi địa chỉ đều hiện cùng một nội dung; có lẽ trang chỉ chạy được với JavaScript"


async def crawl(target: Target, fetcher: Fetcher, keep: Snapshots, progress: Progress) -> Crawled:
    """Read a site. Never raises for anything a site does; a site that cannot be read says so in its record."""
    spider = _Spider(target, fetcher, keep, progress)
    try:
        async with asyncio.timeout(target.caps.seconds):
            await spider.run()
    except TimeoutError:
        reason = f"quá thời gian dành cho một trang web ({target.caps.seconds:.0f} giây)"
        spider.stop = Stop("partial" if spider.read else "timeout", reason)
    except Stop as stop:
        spider.stop = stop
    crawled = await asyncio.to_thread(spider.result)
    progress.done(target, crawled.record)
    return crawled


class _Spider:
    """One site's crawl: what is known so far."""

    def __init__(self, target: Target, fetcher: Fetcher, keep: Snapshots, progress: Progress) -> None:
        self.target, self.keep, self.progress = target, keep, progress
        self.home = canonical(target.home)
        self.scope = Scope.of(self.home, target.hosts)
        self.frontier = Frontier(self.scope, target.known)
        self.ledger = Ledger(self.frontier)
        self.harvest = Harvest(self.scope)
        self.trail = Trail(target.known)
        self.asker = Asker(fetcher, self.scope, verify=target.verify_tls)
        self.missing = Missing()
        self.notes: list[CrawlNote] = []
        self.done: set[str] = set()  # what was read, by key
        self.at: str | None = self.home  # what is being read
        self.stop: Stop | None = None
        self.seeded = False
        self.asked = 0
        self.read = 0

    async def run(self) -> None:
        entrance = Entrance(self.home, self.scope, self.asker, self.notes)
        self.frontier.add(self.home, Rank.HOME)
        self.at = self.frontier.take()
        arrival = await entrance.arrive()
        leads_on = await asyncio.to_thread(turned, arrival.answer, arrival.reading.page)
        self._settle_in(arrival, leads_on)
        await entrance.probe(self.missing)
        await self._seed(arrival)
        for unread in self.target.pending:
            self.frontier.add(unread, Rank.REST)
        while (url := self.frontier.take()) is not None:
            self.at = url
            self._mind_caps()
            await self._page(url)
            self.at = None
            self.progress.page(self.target, self.read, len(self.frontier))
        if self.missing.shown and self.read == 1:
            raise Stop("needs-js", SAME_EVERYWHERE)
        if self.read == 1 and (stop := of_lone(arrival, self.scope)):
            raise stop

    def _settle_in(self, arrival: Arrival, leads_on: str) -> None:
        for address in (self.home, arrival.answer.url):
            self.frontier.mark(address)
            self.harvest.home(address)
            self.trail.homes.add(site_key(address))
            self.missing.leads_to(address)
        self.harvest.moved(self.home, arrival.answer.url)
        self._take(canonical(arrival.answer.url), arrival.answer, arrival.reading, leads_on)
        self.at = None

    async def _seed(self, arrival: Arrival) -> None:
        seeds = Seeds(self.frontier, self.asker, self.target.caps.sitemaps)
        try:
            await seeds.plant(self.home, arrival.robots.sitemaps, arrival.reading.feeds)
            self.seeded = True
        finally:
            self.ledger.lose_seeds(seeds.lost)
            self.trail.changed |= seeds.changed

    def result(self) -> Crawled:
        settled = self.harvest.settle()
        for url, reason in settled.hidden.items():
            self.ledger.lose(url, reason)
        if self.stop:
            for url in [*([self.at] if self.at else []), *self.frontier.waiting()]:
                self.ledger.lose(url, self.stop.reason)
        unreached = self.ledger.unreached()
        record = CrawlRecord(
            status=self.stop.status if self.stop else "completed",
            reason=self.stop.reason if self.stop else "",
            found=self.frontier.found,
            read=self.read,
            failed=len(unreached),
            skipped=dict(sorted(self.frontier.skipped.items())),
            notes=(*self.notes, *self.harvest.notes),
        )
        return Crawled(
            settled.pages,
            settled.articles,
            unreached,
            record,
            aside=self.ledger.aside(),
            aliases=settled.aliases,
            gaps=self._gaps(settled, unreached),
        )

    def _gaps(self, settled: Settled, unreached: tuple[Unreached, ...]) -> tuple[Gap, ...]:
        """A crawl that ended before all sitemaps were read, or otherwise than by a cap, knows of no bounds."""
        gaps = find_gaps(unreached, self.trail.evidence(settled))
        if self.stop and (self.stop.status != "partial" or not self.seeded):
            return tuple(dict.fromkeys((Gap(self.home, self.stop.reason), *gaps)))
        return gaps

    def _mind_caps(self) -> None:
        caps = self.target.caps
        if self.read >= caps.pages:
            raise Stop("partial", f"đã đọc {caps.pages} trang, là giới hạn cho một trang web")
        if self.asked >= caps.requests:
            raise Stop("partial", f"đã hỏi {caps.requests} địa chỉ, là giới hạn cho một trang web")
        self.asked += 1

    async def _page(self, url: str) -> None:
        robots = await self.asker.permits.learn(url)
        if not robots.allowed(url):
            closed = robots.blocked or robots.state == "unreachable"
            self.ledger.lose(url, robots.note if closed else ROBOTS)
            return
        answer = await self.asker.page(url)
        if isinstance(answer, Failure):
            self.ledger.lose(url, answer.message)
        elif answer.location:
            self._led_on(url, answer.location)
        elif answer.status in {404, 410} or self.missing.fell(url, answer.url):
            self._miss(url)
        elif answer.status != 200:
            self.ledger.lose(url, of_status(answer.status).reason, answer.url)
        elif reason := self._twin(url, answer.url):
            self.frontier.skip(url, reason)
        else:
            self._judge(url, answer, *await asyncio.to_thread(_look, answer))

    def _twin(self, url: str, final: str) -> str:
        """Why the page at which a redirect ended is not read now, or ""."""
        if site_key(url) == site_key(final):
            return ""
        self.harvest.moved(url, final)
        if site_key(final) in self.target.known:
            self.trail.again(url, final)
            return READ_BEFORE
        self.frontier.mark(final)
        return TWIN if site_key(final) in self.done else ""

    def _judge(self, url: str, answer: Response, view: View, leads_on: str) -> None:
        if isinstance(view, Reading) and self.missing.shows(view):
            self._miss(url)
        elif isinstance(view, Reading):
            self._take(canonical(answer.url), answer, view, leads_on)
        elif isinstance(view, Away) and self.missing.fell(url, view.target):
            self.ledger.lose(url, TO_HOME, answer.url)
        elif isinstance(view, Away):
            self._led_on(url, view.target)
        elif isinstance(view, File):
            self.frontier.skip(url, FILE_REASON)
            self.ledger.leave(url, FILE_REASON)
        else:
            self.ledger.lose(url, view.reason, answer.url)

    def _miss(self, url: str) -> None:
        self.frontier.skip(url, MISSING)
        self.harvest.gone(url)

    def _led_on(self, url: str, location: str) -> None:
        """A redirect that was not followed, of the server or of the page."""
        labels = self.frontier.labels(url)
        if not self.scope.holds(location):
            self.frontier.skip(url, MOVED_AWAY)
            self.ledger.leave(url, MOVED_AWAY)
            self.harvest.point(url, location, next(iter(labels), ""))
            return
        reason = left_alone(canonical(location), self.scope.path)
        if reason == FILE_REASON or (reason == LOGIN_REASON and for_members(url)):
            self.frontier.skip(url, reason)
            self.ledger.leave(url, reason)
        elif reason:
            self.ledger.lose(url, LOGIN.reason if reason == LOGIN_REASON else reason, location)
        elif site_key(location) == site_key(url) or not self._open(location):
            self.ledger.lose(url, ROBOTS, location)
        else:
            self.frontier.skip(url, ONWARD)
            self.harvest.moved(url, location)
            for label in labels or ("",):
                self.frontier.add(location, self.frontier.rank(url), label)

    def _open(self, url: str) -> bool:
        return self.asker.permits.allows(url) or not self.asker.permits.knows(url)

    def _take(self, url: str, answer: Response, reading: Reading, leads_on: str) -> None:
        self.keep.put(self.target.id, answer)
        self.read += 1
        self.done.add(site_key(url))
        self.ledger.find(url)
        try:
            reading = self.trail.as_read(url, reading)
            self.harvest.add(url, reading)
            listing = self.trail.is_list(url, reading, framed=self.frontier.rank(url) < Rank.LISTED)
            self.trail.note(url, reading, leads_on, listing=listing)
            self._follow(url, reading, listing=listing)
        except Exception:
            log.exception("taking in %s failed", url)
            self._lose_part(url, OUR_FAULT)

    def _lose_part(self, url: str, reason: str) -> None:
        """Note a page of which more is there than was taken in."""
        self.ledger.lose(url, reason)
        self.trail.torn.add(site_key(url))

    def _follow(self, url: str, reading: Reading, *, listing: bool) -> None:
        links = sorted(dict.fromkeys(reading.page.links), key=region_rank)
        most = self.target.caps.links
        if len(links) > most:
            self._lose_part(url, MANY_LINKS)
        for link in links[:most]:
            rank, depth = rank_of(url, link, listing=listing)
            self.frontier.add(link.url, rank, link.text, depth=depth)
        for part in () if listing else reading.parts:
            self.frontier.add(part, Rank.LISTED)


def _look(answer: Response) -> tuple[View, str]:
    """What an answer shows, and how it leads on by a script where it is no post."""
    view = look(answer)
    dated = isinstance(view, Reading) and view.article is not None and view.article.published_at
    return view, turned(answer, view.page) if isinstance(view, Reading) and not dated else ""
