"""What the answers of a site come to: pages taken in, addresses led on to, and what was not had."""

from __future__ import annotations

import asyncio
import logging

from linter.crawl.address import FILE_REASON, LOGIN_REASON, Scope, canonical, for_members, left_alone, site_key
from linter.crawl.asker import Asker
from linter.crawl.fetch import Failure, Response
from linter.crawl.frontier import READ_BEFORE, Frontier, Rank
from linter.crawl.harvest import Harvest
from linter.crawl.ledger import Ledger
from linter.crawl.missing import Missing
from linter.crawl.ranks import rank_of, region_rank
from linter.crawl.reasons import MANY_LINKS, MISSING, MOVED_AWAY, ONWARD, TO_HOME, TWIN
from linter.crawl.seeds import ROBOTS
from linter.crawl.signs import LOGIN
from linter.crawl.status import of_status
from linter.crawl.target import Snapshots, Target
from linter.crawl.trail import Trail
from linter.crawl.turning import look_on
from linter.crawl.view import OUR_FAULT, Away, File, View
from linter.read.html import Reading

log = logging.getLogger(__name__)


class Intake:
    """Sorts each answer and keeps what it gave: where to go on in `frontier`, what was read in `harvest` and `trail`,
    what was lost in `ledger`."""

    def __init__(self, target: Target, asker: Asker, keep: Snapshots) -> None:
        self.target, self.asker, self.keep = target, asker, keep
        self.scope: Scope = asker.scope
        self.frontier = Frontier(self.scope, target.known)
        self.ledger = Ledger(self.frontier)
        self.harvest = Harvest(self.scope)
        self.trail = Trail(target.known)
        self.missing = Missing()
        self.done: set[str] = set()  # what was read, by key
        self.read = 0

    async def sort(self, url: str, answer: Response | Failure) -> Reading | None:
        """Take what came back for an address; the page that it gave."""
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
            return self._judge(url, answer, *await asyncio.to_thread(look_on, answer))
        return None

    def take(self, url: str, answer: Response, reading: Reading, leads_on: str) -> None:
        """A page that was read at `url`; `leads_on` is how it goes on by a script."""
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

    def _judge(self, url: str, answer: Response, view: View, leads_on: str) -> Reading | None:
        if isinstance(view, Reading) and self.missing.shows(view):
            self._miss(url)
        elif isinstance(view, Reading):
            self.take(canonical(answer.url), answer, view, leads_on)
            return view
        elif isinstance(view, Away) and self.missing.fell(url, view.target):
            self.ledger.lose(url, TO_HOME, answer.url)
        elif isinstance(view, Away):
            self._led_on(url, view.target)
        elif isinstance(view, File):
            self.frontier.skip(url, FILE_REASON)
            self.ledger.leave(url, FILE_REASON)
        else:
            self.ledger.lose(url, view.reason, answer.url)
        return None

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
