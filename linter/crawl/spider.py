"""The crawl of one site: one request at a time, sections first, until all is read or a bound is met."""

from __future__ import annotations

import asyncio

from linter.crawl.address import Scope, canonical, site_key
from linter.crawl.allowance import allowed
from linter.crawl.asker import Asker
from linter.crawl.entrance import Arrival, Entrance
from linter.crawl.fetch import Fetcher
from linter.crawl.frontier import Rank
from linter.crawl.gaps import find_gaps
from linter.crawl.harvest import Settled, from_the_future
from linter.crawl.intake import Intake
from linter.crawl.lone import of_lone
from linter.crawl.losses import Losses
from linter.crawl.patience import Patience
from linter.crawl.rota import Later, at_once
from linter.crawl.seeds import ROBOTS, Seeds
from linter.crawl.standing import Standing
from linter.crawl.status import Stop
from linter.crawl.target import Crawled, Progress, Snapshots, Target
from linter.crawl.turning import turned
from linter.crawl.unchanged import Unchanged
from linter.lookup import Gap
from linter.model import CrawlNote, CrawlRecord, Unreached

SAME_EVERYWHERE = "mọi địa chỉ đều hiện cùng một nội dung; có lẽ trang chỉ chạy được với JavaScript"


async def crawl(
    target: Target, fetcher: Fetcher, keep: Snapshots, progress: Progress, later: Later = at_once
) -> Crawled:
    """Read a site. Never raises for anything a site does; a site that cannot be read says so in its record.

    A site whose server does not answer steps back until all others are done (`later`), and asks once more.
    """
    spider = _Spider(target, fetcher, keep, progress)
    try:
        async with allowed(target.caps.seconds) as own_time:
            await spider.run(Patience(target.home, fetcher, later, own_time))
    except TimeoutError:
        reason = f"quá thời gian dành cho một trang web ({target.caps.seconds:.0f} giây)"
        spider.stop = Stop("partial" if spider.intake.read else "timeout", reason)
    except Stop as stop:
        spider.stop = stop
    crawled = await asyncio.to_thread(spider.result)
    progress.done(target, crawled.record)
    return crawled


class _Spider:
    """One site's crawl: where it goes, and why it ends."""

    def __init__(self, target: Target, fetcher: Fetcher, keep: Snapshots, progress: Progress) -> None:
        self.target, self.progress = target, progress
        self.home = canonical(target.home)
        scope = Scope.of(self.home, target.hosts)
        self.asker = Asker(fetcher, scope, Unchanged(keep, target), verify=target.verify_tls)
        self.intake = Intake(target, self.asker, keep)
        self.frontier = self.intake.frontier
        self.standing = Standing(keep, target, self.frontier, self.asker)
        self.losses = Losses()
        self.notes: list[CrawlNote] = []
        self.at: str | None = self.home  # what is being read
        self.stop: Stop | None = None
        self.seeded = False
        self.asked = 0

    async def run(self, patience: Patience) -> None:
        entrance = Entrance(self.home, self.asker.scope, self.asker, self.notes)
        self.frontier.add(self.home, Rank.HOME)
        self.at = self.frontier.take()
        arrival = await patience.twice(entrance.arrive)
        leads_on = await asyncio.to_thread(turned, arrival.answer, arrival.reading.page)
        self._settle_in(arrival, leads_on)
        await self._seed(arrival)
        await entrance.probe(self.intake.missing, self.standing)
        for unread in self.target.pending:
            self.frontier.add(unread, Rank.REST)
        await self._read_all(patience)
        if self.intake.missing.shown and self.intake.read == 1:
            raise Stop("needs-js", SAME_EVERYWHERE)
        if stop := self.losses.of_share(self.intake.read):
            raise stop
        if self.intake.read == 1 and (stop := of_lone(arrival, self.asker.scope)):
            raise stop

    async def _read_all(self, patience: Patience) -> None:
        """Every address; after a silence of the server those once more at which it failed."""
        await self._walk()
        if not self.losses.deaf:
            return
        await patience.step_back()
        for url in self.losses.retry():
            self.intake.ledger.find(url)
            self.frontier.again(url)
        await self._walk()
        if self.losses.deaf:
            raise self.losses.of_silence(self.intake.read)

    async def _walk(self) -> None:
        """Read what waits, until nothing does or the server has fallen silent."""
        while not self.losses.deaf and (url := self.frontier.take()) is not None:
            self.at = url
            self._mind_caps()
            await self._page(url)
            self.at = None
            self.progress.page(self.target, self.intake.read, len(self.frontier))

    async def _page(self, url: str) -> None:
        robots = await self.asker.permits.learn(url)
        if not robots.allowed(url):
            closed = robots.blocked or robots.state == "unreachable"
            self.intake.ledger.lose(url, robots.note if closed else ROBOTS)
            return
        standing = await self.standing.answer(url)
        if standing is not None:
            await self.intake.sort(url, standing)
            return
        answer = await self.asker.page(url)
        self.losses.note(url, answer)
        reading = await self.intake.sort(url, answer)
        if reading is not None:
            self.standing.came(reading)

    def _settle_in(self, arrival: Arrival, leads_on: str) -> None:
        for address in (self.home, arrival.answer.url):
            self.frontier.mark(address)
            self.intake.harvest.home(address)
            self.intake.trail.homes.add(site_key(address))
            self.intake.missing.leads_to(address)
        self.intake.harvest.moved(self.home, arrival.answer.url)
        self.intake.take(canonical(arrival.answer.url), arrival.answer, arrival.reading, leads_on)
        self.at = None

    async def _seed(self, arrival: Arrival) -> None:
        seeds = Seeds(self.frontier, self.asker, self.standing, self.target.caps.sitemaps)
        try:
            await seeds.plant(self.home, arrival)
            self.seeded = True
        finally:
            self.intake.ledger.lose_seeds(seeds.lost)
            self.intake.trail.changed |= seeds.changed

    def _mind_caps(self) -> None:
        caps = self.target.caps
        if self.intake.read >= caps.pages:
            raise Stop("partial", f"đã đọc {caps.pages} trang, là giới hạn cho một trang web")
        if self.asked >= caps.requests:
            raise Stop("partial", f"đã hỏi {caps.requests} địa chỉ, là giới hạn cho một trang web")
        self.asked += 1

    def result(self) -> Crawled:
        settled = self.intake.harvest.settle()
        ledger = self.intake.ledger
        for url, reason in settled.hidden.items():
            ledger.lose(url, reason)
        if self.stop:
            for url in [*([self.at] if self.at else []), *self.frontier.waiting()]:
                ledger.lose(url, self.stop.reason)
        unreached = ledger.unreached()
        record = CrawlRecord(
            status=self.stop.status if self.stop else "completed",
            reason=self.stop.reason if self.stop else "",
            found=self.frontier.found,
            read=self.intake.read,
            failed=len(unreached),
            skipped=dict(sorted(self.frontier.skipped.items())),
            notes=tuple(self._noted(settled)),
        )
        return Crawled(
            settled.pages,
            settled.articles,
            unreached,
            record,
            aside=ledger.aside(),
            aliases=settled.aliases,
            gaps=self._gaps(settled, unreached),
        )

    def _noted(self, settled: Settled) -> list[CrawlNote]:
        future = from_the_future(settled.articles, self.target.day)
        return [*self.notes, *self.intake.harvest.notes, *future, *self.standing.notes]

    def _gaps(self, settled: Settled, unreached: tuple[Unreached, ...]) -> tuple[Gap, ...]:
        """A crawl that ended before all sitemaps were read, or otherwise than by a cap, knows of no bounds."""
        gaps = find_gaps(unreached, self.intake.trail.evidence(settled))
        if self.stop and (self.stop.status != "partial" or not self.seeded):
            return tuple(dict.fromkeys((Gap(self.home, self.stop.reason), *gaps)))
        return gaps
