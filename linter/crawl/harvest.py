"""What the pages of one site gave, put together: pages without their frame, each article once."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from linter.crawl.address import Scope, canonical, left_alone, site_key
from linter.crawl.posts import Post, once, resolver, whole
from linter.crawl.signs import LOGIN, asks_to_log_in
from linter.match.index import body_text
from linter.model import Article, CrawlNote, Link, Page, Region
from linter.read.chrome import without_chrome
from linter.read.html import Reading
from linter.text.genre import is_own_page
from linter.text.placeholders import is_sample
from linter.text.sections import main_part
from linter.text.vietnamese import syllables

MIN_PAGES = 3
MOST_PLANTED = 5  # notes of hidden links on one site
_NUMBER = re.compile(r"\d+")
FROM_MOST = 0.5  # of a site's pages link to what its menu holds, whatever the menu is called


@dataclass(frozen=True, slots=True)
class Settled:
    """Pages and articles in the order of their addresses. `hidden` are pages that only ask to log in, with
    the reason; `aliases` are the other addresses of articles, by key."""

    pages: tuple[Page, ...]
    articles: tuple[Article, ...]
    hidden: Mapping[str, str]
    aliases: Mapping[str, str]


class Harvest:
    """Collects readings by the address they were read at; `settle` puts them together."""

    def __init__(self, scope: Scope) -> None:
        self.scope = scope
        self.notes: list[CrawlNote] = []
        self._homes: set[str] = set()
        self._pages: dict[str, Page] = {}
        self._posts: list[Post] = []
        self._menu: Counter[str] = Counter()
        self._linked: Counter[str] = Counter()
        self._moved: dict[str, str] = {}
        self._gone: set[str] = set()
        self._planted: set[str] = set()

    def home(self, url: str) -> None:
        """Note an address of the home page: no article names it as its own in earnest."""
        self._homes.add(site_key(url))

    def add(self, url: str, reading: Reading) -> None:
        """Take in what the page at `url` showed."""
        self._menu.update({site_key(link.url) for link in reading.page.links if link.region is Region.MENU})
        self._linked.update({site_key(link.url) for link in reading.page.links})
        self._note_planted(url, reading.planted)
        if reading.article is None:
            self._pages[url] = replace(reading.page, url=url)
        elif site_key(url) in self._homes:
            self._pages[url] = replace(reading.page, url=url, blocks=reading.article.blocks)
        elif is_sample(f"{reading.article.title}\n{body_text(reading.article)}"):
            note = "bài mẫu có sẵn của phần mềm, không tính là bài của trường"
            self.notes.append(CrawlNote("sample-post", note, url))
        else:
            own = self._own_address(url, reading)
            parts = tuple(map(canonical, reading.parts))
            self._posts.append(Post(url, reading.article, own, reading.identity, parts))

    def _note_planted(self, url: str, planted: str) -> None:
        """Once for each block and each kind of address: what stands in the frame stands on every page."""
        kind = _NUMBER.sub("0", url)
        if planted and len(self._planted) < MOST_PLANTED * 2 and self._planted.isdisjoint({planted, kind}):
            self._planted |= {planted, kind}
            self.notes.append(CrawlNote("hidden-links", f"nghi bị chèn liên kết: khối ẩn có {planted}", url))

    def point(self, url: str, target: str, label: str) -> None:
        """An entry that only leads to another site: a portal links to a school's post in this way."""
        self._pages[url] = Page(url, label, links=(Link(target, label),))

    def gone(self, url: str) -> None:
        """Note that there is nothing at an address: no article names it as its own in earnest."""
        self._gone.add(site_key(url))

    def moved(self, url: str, target: str) -> None:
        """Note that an address of the site leads to another one."""
        if site_key(url) != site_key(target):
            self._moved[site_key(url)] = canonical(target)

    def settle(self) -> Settled:
        """What a menu leads to and has no day, or is called as a page of the school's own, is a page; the rest of
        the posts are articles."""
        resolve = resolver(self._moved)
        most = max(MIN_PAGES, (len(self._pages) + len(self._posts)) * FROM_MOST)
        few = len(self._pages) + len(self._posts) < MIN_PAGES
        menu = {key for key, pages in self._menu.items() if few or pages > 1}  # "Bài trước" stands on one page only
        menu |= {site_key(self._moved[key]) for key in menu if key in self._moved}
        frame = {*menu, *(key for key, pages in self._linked.items() if pages >= most)}
        taken = {*map(site_key, self._pages), *self._gone}
        posts = [post if site_key(post.own) not in taken else replace(post, own=post.url) for post in self._posts]
        articles, aliases = once(whole(posts, resolve))
        fixed = {a.url: a for a in articles if _is_page(a, site_key(a.url or ""), menu, frame)}
        found = {**self._pages, **{url: Page(url, a.title, a.blocks) for url, a in fixed.items() if url}}
        pages = without_chrome([_arrived(found[url], resolve) for url in sorted(found)])
        hidden = {page.url: LOGIN.reason for page in pages if _asks_to_log_in(page)}
        ends = {key: resolve(target) for key, target in self._moved.items()}
        known = {article.url for article in articles}
        return Settled(
            pages=tuple(page for page in pages if page.url not in hidden),
            articles=tuple(article for article in articles if article.url not in fixed),
            hidden=hidden,
            aliases=aliases | {key: url for key, url in ends.items() if url in known},
        )

    def _own_address(self, url: str, reading: Reading) -> str:
        """The canonical link where it can be trusted: on this site, not its home, no print or download twin."""
        named = canonical(reading.canonical) if reading.canonical else url
        key = site_key(named)
        if key in {site_key(url), *self._homes} or key.partition("/")[2].strip("/") == self.scope.path.strip("/"):
            return url
        return named if self.scope.holds(named) and left_alone(named, self.scope.path) is None else url


def from_the_future(articles: Sequence[Article], day: date | None) -> list[CrawlNote]:
    """That posts are dated more than a day after the `day` of the run: a slip of the pen, or of a clock."""
    last = day + timedelta(days=1) if day else date.max
    late = [(a, a.published_at.date()) for a in articles if a.published_at and a.published_at.date() > last]
    if not late:
        return []
    first, told = late[0]
    message = f"{len(late)} bài ghi ngày sau ngày kiểm tra, thí dụ ngày {told:%d/%m/%Y}; nên xem lại ngày đăng"
    return [CrawlNote("future-date", message, first.url)]


def _is_page(article: Article, key: str, menu: Collection[str], frame: Collection[str]) -> bool:
    """Whether a post is a page of the school's own. `menu` and `frame` are keys of addresses that the menus, or
    most of the pages, link to: the newest posts are among the latter."""
    return (article.published_at is None and key in menu) or (is_own_page(article.title) and key in frame)


def _asks_to_log_in(page: Page) -> bool:
    lines = [block.text for block in main_part(page)]
    return asks_to_log_in(lines, sum(map(syllables, lines)))


def _arrived(page: Page, resolve: Callable[[str], str]) -> Page:
    """The page with its links leading to where they end, so that a section is found under its final address."""
    return replace(page, links=tuple(replace(link, url=resolve(canonical(link.url))) for link in page.links))
