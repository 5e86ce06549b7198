"""What the pages of one site gave, put together: each article once, under its own address."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import urlsplit

from linter.crawl.address import Scope, canonical, left_alone
from linter.match.index import body_text
from linter.model import Article, Block, CrawlNote, Link, Page, Region, Unreached
from linter.read.chrome import without_chrome
from linter.read.html import Reading
from linter.text.placeholders import is_sample

FIRST_PART_ONLY = "bài có nhiều trang nhưng mới đọc được một phần"


class Harvest:
    """Collects readings; `pages` and `articles` give them settled, in the order of their addresses."""

    def __init__(self, scope: Scope) -> None:
        self.scope = scope
        self.notes: list[CrawlNote] = []
        self._pages: dict[str, Page] = {}
        self._articles: dict[str, Article] = {}
        self._parts: dict[str, tuple[str, ...]] = {}  # address of a first page → addresses of the rest
        self._menu: set[str] = set()
        self._keys: dict[str, str] = {}  # address → key, to find the parts of a post

    def add(self, url: str, reading: Reading) -> None:
        """Take in what the page at `url` showed."""
        self._menu.update(canonical(link.url) for link in reading.page.links if link.region is Region.MENU)
        if reading.article is None:
            self._pages[url] = reading.page
            return
        if is_sample(f"{reading.article.title}\n{body_text(reading.article)}"):
            self.notes.append(
                CrawlNote("sample-post", "bài mẫu có sẵn của phần mềm, không tính là bài của trường", url)
            )
            return
        own = self._own_address(url, reading)
        key = reading.identity or own
        self._keys[own] = key
        if reading.parts:
            self._parts.setdefault(key, tuple(map(canonical, reading.parts)))
        known = self._articles.get(key)
        if known is None or (known.url != own and own == canonical(url)):
            self._articles[key] = replace(reading.article, source=own, url=own)

    def point(self, url: str, target: str, label: str) -> None:
        """An entry that only leads to another site: a portal links to a school's post in this way."""
        self._pages[url] = Page(url, label, links=(Link(target, label),))

    def pages(self) -> tuple[Page, ...]:
        """The pages without the frame they share; what a menu leads to and has no day is a page."""
        fixed = {
            a.url or "": Page(a.url or "", a.title, a.blocks) for a in self._articles.values() if self._is_fixed(a)
        }
        pages = {**self._pages, **fixed}
        return without_chrome([pages[url] for url in sorted(pages)])

    def _is_fixed(self, article: Article) -> bool:
        return article.published_at is None and article.url in self._menu

    def articles(self, unreached: tuple[Unreached, ...]) -> tuple[Article, ...]:
        """The articles, posts of several pages whole; one with a part that was not reached carries a doubt."""
        lost = {u.url for u in unreached}
        whole = dict(self._articles)
        for key, parts in self._parts.items():
            if key not in whole:
                continue
            extra: list[Block] = []
            doubt = any(part in lost for part in parts)
            for part in parts:
                follow = whole.pop(self._keys.get(part, ""), None)
                extra += follow.blocks if follow else ()
                doubt = doubt or follow is None
            first = whole[key]
            doubts = (*first.doubts, FIRST_PART_ONLY) if doubt else first.doubts
            whole[key] = replace(first, blocks=(*first.blocks, *extra), doubts=doubts)
        posts = [article for article in whole.values() if not self._is_fixed(article)]
        return tuple(sorted(posts, key=lambda article: article.url or ""))

    def _own_address(self, url: str, reading: Reading) -> str:
        """The canonical link where it can be trusted: on this site, and no print or download twin."""
        named = canonical(reading.canonical) if reading.canonical else url
        deeper = len(urlsplit(named).path) > 1
        return named if self.scope.holds(named) and deeper and left_alone(named) is None else url
