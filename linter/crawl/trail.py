"""What a crawl saw of lists and of posts on its way, kept as evidence of the days that unread posts can be of."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from linter.crawl.address import site_key
from linter.crawl.harvest import Settled
from linter.crawl.paging import turns
from linter.crawl.shape import name_of
from linter.model import Article, Link, Region
from linter.read.html import Reading

MANY = 8  # links; a text of the school's own that is split over pages has fewer, its pager included
FRAME_PAGES = 6  # a link that stands on so many pages and
FRAME_SHARE = 0.5  # on so many of all stands beside the lists, not in them


@dataclass(frozen=True, slots=True)
class Evidence:
    """Of a crawl, by `site_key` but for the addresses of `lists` and `scripted`.

    `lists` are the links of each listing page in its order, `days` those of the posts that were read, now or
    earlier, under each of their addresses; `changed` the days of last change in sitemaps; `parts` are further
    pages of posts, with the post's address and day; `names` the names of posts where a name with a number is one
    post's alone; `frame` are links that stand beside the lists; `scripted` lists go on by a script, `torn` pages
    were read in part; `homes` are the home page.
    """

    lists: Mapping[str, tuple[Link, ...]] = field(default_factory=dict)
    days: Mapping[str, date | None] = field(default_factory=dict)
    changed: Mapping[str, date] = field(default_factory=dict)
    parts: Mapping[str, tuple[str, date]] = field(default_factory=dict)
    names: frozenset[str] = frozenset()
    frame: frozenset[str] = frozenset()
    scripted: Mapping[str, str] = field(default_factory=dict)
    torn: frozenset[str] = frozenset()
    homes: frozenset[str] = frozenset()


class Trail:
    """Notes pages as they are read; `known` are the posts of earlier runs."""

    def __init__(self, known: Mapping[str, date | None]) -> None:
        self.torn: set[str] = set()
        self.homes: set[str] = set()
        self.changed: dict[str, date] = {}
        self._known = dict(known)
        self._lists: dict[str, tuple[Link, ...]] = {}
        self._turned_to: set[str] = set()
        self._scripted: dict[str, str] = {}
        self._parts: dict[str, tuple[str, date]] = {}
        self._names: set[str] = set()
        self._linked: Counter[str] = Counter()
        self._pages = 0

    def as_read(self, url: str, reading: Reading) -> Reading:
        """What a list turns to is a page, if it was read as a post or not."""
        if reading.article is None or site_key(url) not in self._turned_to:
            return reading
        page = replace(reading.page, blocks=reading.article.blocks)
        return replace(reading, page=page, article=None, parts=())

    def is_list(self, url: str, reading: Reading, *, framed: bool) -> bool:
        """Whether a page may list posts; a list with words of its own may be read as a post. What menus and
        frames lead to (`framed`) is one unless it shows a day."""
        if reading.article is None or site_key(url) in self.homes:
            return True
        return framed and reading.article.published_at is None

    def note(self, url: str, reading: Reading, turned: str, *, listing: bool) -> None:
        """A page that was read; `turned` is how it leads on by a script, or ""."""
        main = tuple(link for link in reading.page.links if link.region is Region.MAIN or _turns(url, link))
        self._pages += 1
        self._linked.update({site_key(link.url) for link in main})
        if listing:
            self._lists[url] = main
            if reading.article is None or len(main) >= MANY or site_key(url) in self._turned_to:
                self._turned_to |= {site_key(link.url) for link in main if _turns(url, link)}
            if turned:
                self._scripted[url] = turned
        elif reading.article is not None:
            self._note_post(url, reading, reading.article)

    def _note_post(self, url: str, reading: Reading, article: Article) -> None:
        moment = article.published_at
        if moment:
            self._parts |= dict.fromkeys(map(site_key, reading.parts), (url, moment.date()))
        if reading.identity and name_of(url):
            self._names.add(name_of(url))

    def again(self, url: str, final: str) -> None:
        """A post of an earlier run, met under another address."""
        self._known[site_key(url)] = self._known[site_key(final)]

    def evidence(self, settled: Settled) -> Evidence:
        days = dict(self._known)
        lists = set(map(site_key, self._lists))
        for article in settled.articles:
            days[site_key(article.url or "")] = article.published_at.date() if article.published_at else None
        for key, url in settled.aliases.items():
            days.setdefault(key, days.get(site_key(url)))
        days = {key: day for key, day in days.items() if key not in lists}
        most = max(FRAME_PAGES, self._pages * FRAME_SHARE)
        earlier = {name_of(f"http://{key}") for key in self._known} if self._names else set()
        return Evidence(
            lists=self._lists,
            days=days,
            changed=self.changed,
            parts=self._parts,
            names=frozenset(self._names | earlier) - {""},
            frame=frozenset(key for key, pages in self._linked.items() if pages >= most),
            scripted=self._scripted,
            torn=frozenset(self.torn),
            homes=frozenset(self.homes),
        )


def _turns(url: str, link: Link) -> bool:
    return turns(url, link.url, link.text)
