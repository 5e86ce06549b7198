"""Where a section of a site may stand, and whether the search for it was complete.

A section is told by what it says, not by one label: labels, headings, titles and addresses only lead to
the pages whose content then decides.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from linter.model import Article, Block, BlockKind, Page, Region, Site
from linter.text.plain import plain

Labels = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """A page, or a post, that may be the section, and what led to it. `own` is its main part."""

    url: str
    title: str
    led_by: str
    own: tuple[Block, ...]

    @property
    def lines(self) -> list[str]:
        """The lines and table rows of the main part."""
        return [
            line for block in self.own if block.kind is not BlockKind.IMAGE for line in block.text.split("\n")
        ]

    @property
    def text(self) -> str:
        return "\n".join(self.lines)

    @property
    def pictures(self) -> int:
        return sum(1 for block in self.own if block.kind is BlockKind.IMAGE)


def places(site: Site, labels: Labels) -> list[Place]:
    """The pages and posts that labels, titles, headings or addresses lead to, in the order of the site."""
    wanted = tuple(plain(label) for label in labels)
    pointed = _pointed(site.pages, wanted)
    found = []
    for page in site.pages:
        led_by = pointed.get(_key(page.url)) or _named(page, wanted)
        if led_by:
            own = tuple(block for block in page.blocks if block.region is Region.MAIN)
            found.append(Place(page.url, page.title, led_by, own))
    for article in site.articles:
        led_by = pointed.get(_key(article.url or "")) or _titled(article, wanted)
        if led_by:
            found.append(Place(article.url or article.source, article.title, led_by, article.blocks))
    return found


def missing(site: Site, labels: Labels) -> str:
    """Why absence would prove nothing: "" when home, menus, footer, sitemap and the section's pages were read."""
    if site.crawl.status != "completed":
        return f"chưa đọc hết trang của trường ({site.crawl.reason or site.crawl.status})"
    wanted = tuple(plain(label) for label in labels)
    for lost in site.unreached:
        if _key(lost.url) == _key(site.school.home):
            return f"không đọc được trang chủ ({lost.reason})"
        words = [*map(plain, lost.labels), *_path_words(lost.url)]
        if any(_fits(word, wanted) for word in words):
            return f"không đọc được trang “{next(iter(lost.labels), lost.url)}” ({lost.reason})"
    if not site.pages:
        return "chưa đọc được trang nào"
    return ""


def frame_texts(site: Site) -> list[str]:
    """What the headers and footers say, each text once, in the order of the site."""
    found: dict[str, None] = {}
    for page in site.pages:
        for region in (Region.FOOTER, Region.HEADER, Region.ASIDE):
            text = "\n".join(block.text for block in page.blocks if block.region is region)
            if text:
                found.setdefault(text, None)
    return list(found)


def _pointed(pages: Iterable[Page], wanted: Labels) -> dict[str, str]:
    """Addresses that a fitting link leads to, with the link's words."""
    found: dict[str, str] = {}
    for page in pages:
        for link in page.links:
            if link.region is not Region.ASIDE and _fits(plain(link.text), wanted):
                found.setdefault(_key(link.url), f"mục “{link.text}”")
    return found


def _named(page: Page, wanted: Labels) -> str:
    if _fits(plain(re.split(r"\s[-–|»]\s", page.title)[0]), wanted):
        return f"tiêu đề trang “{page.title}”"
    if any(_fits(word, wanted) for word in _path_words(page.url)):
        return f"địa chỉ {page.url}"
    for block in page.blocks:
        if (
            block.kind is BlockKind.HEADING
            and block.region is Region.MAIN
            and _fits(plain(block.text), wanted)
        ):
            return f"đề mục “{block.text}”"
    return ""


def _titled(article: Article, wanted: Labels) -> str:
    return f"bài “{article.title}”" if _fits(plain(article.title), wanted) else ""


def _fits(words: str, wanted: Sequence[str]) -> bool:
    """A label fits when it is a wanted one, perhaps with a few words more ("Giới thiệu về trường Kênh Tràm"),
    or a piece of one after it ("… | Liên hệ")."""
    if not words or len(words) > 80:
        return False
    return any(
        words == label or words.startswith(label + " ") or words.endswith(" " + label) for label in wanted
    )


def _path_words(url: str) -> list[str]:
    segments = unquote(urlsplit(url).path).split("/")
    return [plain(re.sub(r"\.\w{2,5}$", "", segment)) for segment in segments if segment]


def _key(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.netloc.removeprefix('www.')}{parts.path.rstrip('/')}?{parts.query}"


def looked_at(site: Site) -> str:
    """Where a search that found nothing has looked."""
    pages, articles = len(site.pages), len(site.articles)
    return f"đã xem trang chủ, trình đơn, chân trang, sơ đồ trang, {pages} trang và {articles} bài; không có trang nào"
