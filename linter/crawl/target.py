"""What is crawled, within which bounds, and what comes of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from linter.crawl.reply import Response
from linter.model import Article, CrawlRecord, Page, Unreached


@dataclass(frozen=True, slots=True)
class Caps:
    """Bounds of one site. At one request in 2.1 s, 800 pages take half an hour."""

    pages: int = 400
    seconds: float = 1800.0
    sitemaps: int = 50


@dataclass(frozen=True, slots=True)
class Target:
    """A school's site or a portal."""

    id: str
    name: str
    home: str
    hosts: tuple[str, ...] = ()
    verify_tls: bool = True
    caps: Caps = Caps()


@dataclass(frozen=True, slots=True)
class Crawled:
    """What a crawl saw, in the order of the addresses, and what it could not see."""

    pages: tuple[Page, ...] = ()
    articles: tuple[Article, ...] = ()
    unreached: tuple[Unreached, ...] = ()
    record: CrawlRecord = CrawlRecord()


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
