"""What is crawled, within which bounds, and what comes of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Protocol

from linter.crawl.reply import Response
from linter.lookup import Gap
from linter.model import Article, CrawlRecord, Page, Unreached


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
    reading, by `site_key`, with their days; `pending` the addresses that the last run left unread."""

    id: str
    name: str
    home: str
    hosts: tuple[str, ...] = ()
    verify_tls: bool = True
    caps: Caps = Caps()
    known: Mapping[str, date | None] = field(default_factory=dict)
    pending: tuple[str, ...] = ()


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


class Snapshots(Protocol):
    """Where answers are kept, so that changed rules can judge last week's web."""

    def put(self, target: str, response: Response) -> None: ...


class Progress(Protocol):
    """Who wants to know how far a crawl is."""

    def page(self, target: Target, read: int, waiting: int) -> None: ...

    def done(self, target: Target, record: CrawlRecord) -> None: ...


class Silent:
    """Keeps nothing and tells nobody."""

    def put(self, target: str, response: Response) -> None: ...

    def page(self, target: Target, read: int, waiting: int) -> None: ...

    def done(self, target: Target, record: CrawlRecord) -> None: ...
