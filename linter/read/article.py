"""The article of a page, read by the profile of its family."""

from __future__ import annotations

import html
import re
from collections.abc import Collection, Iterator
from dataclasses import replace
from datetime import datetime
from urllib.parse import urlsplit

from selectolax.lexbor import LexborNode

from linter.model import Article, ArticleKind, Attachment, Block, BlockKind, Run
from linter.read.cms import Profile
from linter.read.element import LexborElement
from linter.read.fragment import Fragment, read_fragment, walk
from linter.read.general import COMMENTS, MOST, find
from linter.read.hidden import folded_characters
from linter.read.links import joined
from linter.read.near import is_inside, nearest
from linter.read.pagetree import PageTree
from linter.read.raw import Raw
from linter.read.settle import settle
from linter.read.tail import cut_tail
from linter.read.tree import meta, title_of
from linter.read.trim import trimmed
from linter.text import dates
from linter.text.byline import split_tail
from linter.text.genre import filed_as, kind_of
from linter.text.plain import plain
from linter.text.vietnamese import clean, syllables

_LABEL = re.compile(
    r"^(?:(?:Tác giả(?: bài viết)?|Người (?:viết|đăng)|Bài viết|Đăng bởi|By)\s*:|(?:Được )?(?:viết|đăng) bởi\s*:?)\s*",
    re.IGNORECASE,
)
_DETAIL = re.compile(r"[/=_-]\d{2,}(?:\.\w+)?/?(?:[?&#].*)?$|/(?:id|detail|chi-?tiet)[/-]", re.IGNORECASE)
# What themes put into the element of the body, after the text.
_AROUND = ", ".join(
    f'[class*="{name}"]'
    for name in ("related", "post-tags", "tagcloud", "share-", "post-nav", "pagination", "page-links", "author-box")
)
_CATEGORY = re.compile(r"\bcat(?:id)?=\d+[:-]([a-z][a-z0-9-]+)")  # of Joomla: "catid=3:tin-nha-truong"
_TRAILS = (".breadcrumb a", ".breadcrumbs a", '[class*="crumb"] a', ".path a")
_SOURCE_LABEL = re.compile(r"^(?:Nguồn(?: tin)?|Nguồn bài viết)\s*:\s*", re.IGNORECASE)
UNKNOWN_FAMILY = "trang không thuộc hệ quản trị đã biết nên phần thân bài có thể đọc chưa đúng"
FOLDED_TEXT = "phần lớn chữ của bài bị ẩn, có thể chỉ hiện ra khi bấm “Đọc tiếp”"
FOLDED_CHARACTERS = 300
NAME_SYLLABLES = 8
ALBUM_SYLLABLES = 20
LINE_CHARACTERS = 200
# Elements that hold a lead, whoever made the theme.
_LEADS = tuple(f'[class*="{name}"]' for name in ("hometext", "sapo", "lead", "summary", "intro", "excerpt", "brief"))
LEAD_LEVELS = 3  # elements; further off it is the lead of another article
_LINKED_TITLE = ".entry-title a[href], h1 a[href], h2 a[href], h3 a[href]"


def read_article(
    tree: PageTree, url: str, profile: Profile | None, frame: Collection[int] = frozenset()
) -> Article | None:
    """The post on this page; None when the page shows none. `frame` are the memory ids of the elements that
    are header, menu, footer and sides of the page."""
    if _is_home(url) or (profile and profile.not_article and tree.css_first(profile.not_article) is not None):
        return None
    body = _body_of(tree, profile) if profile else None
    if profile is None or body is None:
        return _unknown(tree, url, profile, frame)
    return None if _is_one_of_many(tree, body) else _known(tree, url, profile, body, frame)


def _known(tree: PageTree, url: str, profile: Profile, body: LexborNode, frame: Collection[int]) -> Article | None:
    """The article whose body stands where its family has it."""
    title = _title(tree, profile, body, frame)
    published = _published(tree, profile, body, frame)
    if published is None and (found := find(tree, frame)):
        published = found.published
    if not title or not _is_post(tree, url, profile, published):
        return None
    author, source = _bylines(tree, profile, body)
    folded = folded_characters(body)
    fragment = _read_body(body, profile, url, frame)
    files = _files(fragment, tree, profile, url)
    categories = _categories(tree, profile.categories, url)
    article = _article(
        url, title, published, fragment, author=author, source=source, files=files, categories=categories
    )
    shown = sum(len(block.text) for block in article.blocks)
    return replace(article, doubts=(FOLDED_TEXT,)) if folded > max(shown, FOLDED_CHARACTERS) else article


def _unknown(tree: PageTree, url: str, profile: Profile | None, frame: Collection[int]) -> Article | None:
    """The article of a page whose markup nobody knows."""
    found = find(tree, frame)
    if found is None or not (found.published or (_DETAIL.search(url) and found.sure)):
        return None
    if profile and profile.id_in_path and profile.native_id(url) is None:
        return None
    fragment = walk(LexborElement(found.column, found.without), url)
    signed = split_tail((".", *found.beside))
    files = tuple(fragment.attachments)
    categories = [*found.trail, *_categories(tree, _TRAILS, url)]
    article = _article(
        url,
        found.title,
        found.published,
        fragment,
        author=signed.author,
        source=signed.source,
        files=files,
        categories=categories,
    )
    return article if found.sure else replace(article, doubts=(UNKNOWN_FAMILY,))


def _article(
    url: str,
    title: str,
    published: datetime | None,
    fragment: Fragment,
    *,
    author: str | None,
    source: str | None,
    files: tuple[Attachment, ...],
    categories: list[str],
) -> Article:
    raws, tail = cut_tail(fragment.raws)
    blocks = trimmed(settle(raws), title, has_files=bool(files))
    return Article(
        source=url,
        title=title,
        blocks=blocks,
        url=url,
        author=tail.author or author,  # an account's name is worth less than a signature
        published_at=published,
        credited_source=_better(source, tail.source),
        kind=_kind(categories, title, blocks, has_files=bool(files)),
        filed=filed_as(categories),
        attachments=files,
        links=tuple(fragment.links),
    )


def _is_home(url: str) -> bool:
    parts = urlsplit(url)
    return not parts.path.strip("/") and not parts.query


def _kind(categories: list[str], title: str, blocks: tuple[Block, ...], *, has_files: bool) -> ArticleKind:
    """Where it is filed says most; a post that is all pictures is an album wherever it stands."""
    kind = kind_of(categories, title)
    words = sum(syllables(block.text) for block in blocks if block.kind is not BlockKind.IMAGE)
    if kind is not ArticleKind.NEWS or words >= ALBUM_SYLLABLES:
        return kind
    pictured = any(block.kind is BlockKind.IMAGE for block in blocks)
    return ArticleKind.GALLERY if pictured and not has_files else kind


def _better(named: str | None, written: str | None) -> str | None:
    """The source that people wrote; NukeViet's own line shows no more than a host."""
    return written if named is None or (written and "." in named and " " not in named) else named


def _body_of(tree: PageTree, profile: Profile) -> LexborNode | None:
    """The fullest element of the best selector: a teaser or a list beside it may bear the same class."""
    for selector in profile.body:
        nodes = tree.css(selector)
        if nodes:
            return max(nodes, key=lambda node: len(node.text()))
    return None


def _is_one_of_many(tree: PageTree, body: LexborNode) -> bool:
    """Whether the body is an entry of a list: under a title that is a link, as others are."""
    entry: LexborNode | None = body
    while entry is not None and entry.tag != "article":
        entry = entry.parent
    if entry is None or entry.css_first(_LINKED_TITLE) is None:
        return False
    return sum(1 for other in tree.css("article") if other.css_first(_LINKED_TITLE) is not None) > 1


def _title(tree: PageTree, profile: Profile, body: LexborNode, frame: Collection[int]) -> str:
    """The family's title nearest before the body; the one that the page is named by, where several could be meant."""

    def read(node: LexborNode) -> str:
        classes = (node.attributes.get("class") or "").split()
        return "" if "hidden" in classes or _in_header(node) or is_inside(node, frame) else _text(node)

    names = [plain(name) for name in (meta(tree, "og:title"), *title_of(tree)) if name]
    candidates: dict[str, str] = {}
    for selector in profile.title:
        for title in (nearest(body, (selector,), read), *map(read, tree.css(selector))):
            if title and (folded := plain(title)) in names:
                return title
            if title:
                candidates.setdefault(folded, title)
    begun = (title for folded, title in candidates.items() if any(name.startswith(folded) for name in names))
    return next(begun, None) or next(iter(candidates.values()), None) or meta(tree, "og:title") or title_of(tree)[-1]


def _text(node: LexborNode) -> str:
    return clean(html.unescape(node.text(separator=" ")))


def _in_header(node: LexborNode) -> bool:
    """Whether an element stands in the head of the page; an article may have a head too. A site writes its own name
    as a heading at the top of every page."""
    headed, parent = False, node.parent
    while parent is not None:
        if parent.tag == "article":
            return False
        headed = headed or (parent.tag == "header" and parent.css_first("article, [itemprop]") is None)
        parent = parent.parent
    return headed


def _published(tree: PageTree, profile: Profile, body: LexborNode, frame: Collection[int]) -> datetime | None:
    """The visible day nearest before the body; the machine-readable one only where no visible one is."""

    def read(node: LexborNode) -> datetime | None:
        if node.tag != "time" and is_inside(node, frame):
            return None
        written = node.attrs.get("datetime") or node.attrs.get("content") or ""
        return dates.stamp(clean(node.text(separator=" "))) or dates.stamp(written)

    near = nearest(body, profile.date, read)
    if near:
        return near
    outside = (node for selector in profile.date for node in tree.css(selector) if not is_inside(node, frame))
    found = next(filter(None, map(read, outside)), None)
    return found or dates.stamp(meta(tree, "article:published_time") or meta(tree, "datePublished"))


def _is_post(tree: PageTree, url: str, profile: Profile, published: datetime | None) -> bool:
    """A known family's body element with a day is a post; where posts have numbers, with its number."""
    if profile.id_in_path is not None:
        return profile.native_id(url) is not None and (published is not None or profile.undated)
    return published is not None or bool(profile.article and tree.css_first(profile.article))


def _categories(tree: PageTree, selectors: Collection[str], url: str) -> list[str]:
    named = [clean(node.text()) for selector in selectors for node in tree.css(selector)]
    named += [slug.replace("-", " ") for slug in _CATEGORY.findall(urlsplit(url).query)]
    folders = [segment.replace("-", " ") for segment in urlsplit(url).path.rstrip("/").split("/")[1:-1]]
    return [*named[::-1], *folders[::-1]]


def _bylines(tree: PageTree, profile: Profile, body: LexborNode) -> tuple[str | None, str | None]:
    """The author and the source, from the family's own places and from the short lines after the body."""
    after = [clean(node.text(separator=" ")) for node in _following(body)]
    named = [clean(node.text(separator=" ")) for css in profile.source for node in tree.css(css)]
    source = next((_SOURCE_LABEL.sub("", line) for line in (*named, *after) if _SOURCE_LABEL.match(line)), None)
    named = [clean(node.text(separator=" ")) for css in profile.author for node in tree.css(css)]
    author = next((_LABEL.sub("", line) for line in (*named, *after) if _LABEL.match(line)), None)
    if author is None:
        author = next((line for line in named if 0 < syllables(line) <= NAME_SYLLABLES and ":" not in line), None)
    return (author or "").replace(" ,", ",") or None, source or None


def _following(body: LexborNode) -> Iterator[LexborNode]:
    node = body.next
    for _ in range(12):
        if node is None:
            return
        if node.tag not in {"-text", "-comment"} and len(node.text()) < LINE_CHARACTERS:
            yield node
        node = node.next


def _read_body(body: LexborNode, profile: Profile, url: str, frame: Collection[int]) -> Fragment:
    leads = (*profile.lead, *_LEADS)
    lead = nearest(body, leads, lambda node: "" if is_inside(node, frame) else _text(node), LEAD_LEVELS) or ""
    most = len(body.text()) * MOST
    around = [node for node in body.css(", ".join(filter(None, (profile.drop, _AROUND)))) if len(node.text()) < most]
    for node in (*around, *body.css(COMMENTS)):
        if node.mem_id != body.mem_id:  # a wrapper of the text may bear such a name
            node.remove()
    fragment = read_fragment(body.html or "", url)
    if lead and not _stands_in(lead, fragment.raws):
        fragment.raws.insert(0, Raw(((Run(lead),),), path="lead"))
    return fragment


def _stands_in(lead: str, raws: list[Raw]) -> bool:
    """Whether the body opens with its lead again, as many editors write it."""
    opening = plain(" ".join(run.text for raw in raws[:3] for line in raw.lines for run in line))
    return plain(lead).rstrip(" .") in opening


def _files(fragment: Fragment, tree: PageTree, profile: Profile, url: str) -> tuple[Attachment, ...]:
    files = list(fragment.attachments)
    if profile.files:
        for node in tree.css(profile.files):
            address = joined(url, node.attrs.get("href") or "")
            if address and all(address != known.url for known in files):
                files.append(Attachment(address, clean(node.text(separator=" "))))
    return tuple(files)
