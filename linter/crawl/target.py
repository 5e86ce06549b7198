"""What is crawled, within which bounds, and what comes of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Protocol

from linter.crawl.address import site_key
from linter.crawl.reply import Response
from linter.lookup import Gap
from linter.model import Article, CrawlRecord, Page, School, Unit, Unreached


@dataclass(frozen=True, slots=True)
class Caps:
    """Bounds of one site. At one request in 2.1 s, 800 pages take half an hour."""

    pages: int = 400
    seconds: float = 1800.0
    sitemaps: int = 50
    links: int = 3000  # followed from one page; real pages have some 150

    @property
    def requests(self) -> int:
        """Pages asked for, found or not: a site of missing pages has an end as well."""
        return self.pages * 4


@dataclass(frozen=True, slots=True)
class Target:
    """A school's site or a portal. `known` are the posts that earlier runs have read and that need no second
    reading, by `site_key`, with their days; `pending` the addresses that the last run left unread. `accused`
    are the pages that something was said against, by `site_key`; of the site itself, its home. `day` is the day of the
    run; without it no day is in the future."""

    id: str
    name: str
    home: str
    hosts: tuple[str, ...] = ()
    verify_tls: bool = True
    caps: Caps = Caps()
    known: Mapping[str, date | None] = field(default_factory=dict)
    pending: tuple[str, ...] = ()
    accused: frozenset[str] = frozenset()
    day: date | None = None


def of_school(school: School, caps: Caps, day: date, accused: Iterable[str]) -> Target:
    """`accused` are addresses; "" is the site."""
    keys = frozenset(site_key(url or school.home) for url in accused)
    return Target(school.id, school.name, school.home, school.hosts, school.verify_tls, caps, accused=keys, day=day)


def of_portal(unit: Unit, url: str, caps: Caps, day: date) -> Target:
    return Target(url, unit.name, url, caps=caps, day=day)


@dataclass(frozen=True, slots=True)
class Crawled:
    """What a crawl saw, in the order of the addresses, and what it could not see.

    `unreached` are pages that were wanted and not read: while there are any, absence from the site proves
    nothing. `aside` were rightly left alone (a PDF, another host, a login) although a menu, header or footer
    leads there: they prove nothing against absence but of what their labels name. `aliases` are other
    addresses of the articles, by `site_key`. `gaps` are the unread pages that posts may stand on, with the days
    these can be of.
    """

    pages: tuple[Page, ...] = ()
    articles: tuple[Article, ...] = ()
    unreached: tuple[Unreached, ...] = ()
    record: CrawlRecord = CrawlRecord()
    aside: tuple[Unreached, ...] = ()
    aliases: Mapping[str, str] = field(default_factory=dict)
    gaps: tuple[Gap, ...] = ()


@dataclass(frozen=True, slots=True)
class Held:
    """A whole answer that earlier runs have kept, whatever its status, with its hops, `location` and headers.

    `read` is the day of the run that a server really gave it to. `stands` is for a run that is judged again: that run
    has taken the answer for its own, and so it is now.
    """

    answer: Response
    read: date
    stands: bool = False


class Earlier(Protocol):
    """What former runs have kept, so that a server need not be asked again for what has not changed.

    Of a target it is the state of one run, the last that read its home page and ended: an address for which that run
    was neither given a whole answer nor took one over (`stand`) has none, even if an older run had.
    """

    def held(self, target: str, url: str) -> Held | None:
        """What is held for an address that was asked for, however many bytes of it were wanted."""

    def stand(self, target: str, url: str, read: date) -> None:
        """Note that the answer held for an address is this run's as well, in place of what it was given for that
        address, if anything: a 304. `read` is the day on which a server last stood for it."""


class Snapshots(Earlier, Protocol):
    """Where the answers of a run are kept, so that changed rules can judge last week's web, beside those of the runs
    before it."""

    def put(self, target: str, response: Response) -> None: ...


class Progress(Protocol):
    """Who wants to know how far a crawl is."""

    def page(self, target: Target, read: int, waiting: int) -> None: ...

    def done(self, target: Target, record: CrawlRecord) -> None: ...


class Silent:
    """Keeps nothing, holds nothing and tells nobody."""

    def put(self, target: str, response: Response) -> None: ...

    def held(self, target: str, url: str) -> Held | None:  # noqa: ARG002
        return None

    def stand(self, target: str, url: str, read: date) -> None: ...

    def page(self, target: Target, read: int, waiting: int) -> None: ...

    def done(self, target: Target, record: CrawlRecord) -> None: ...
