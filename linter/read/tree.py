"""A page as a tree, and the regions of it: menu, header, footer, aside; what is left is the main part."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from functools import lru_cache

from selectolax.lexbor import LexborHTMLParser, LexborNode

from linter.model import Region
from linter.read.pagetree import PageTree
from linter.read.visible import encodable
from linter.text.vietnamese import clean

_TAGS = {"nav": Region.MENU, "header": Region.HEADER, "footer": Region.FOOTER, "aside": Region.ASIDE}
_NAMES = (
    (Region.FOOTER, re.compile(r"^(?:site|page|main|wrap|section|bg|nv)?[-_]?footer[-\w]*$|^chan-?trang$")),
    (
        Region.MENU,
        re.compile(
            r"^(?:site|top|main|primary|left|side|mobile)?[-_]?(?:menu|navbar|navigation|nav)[-\w]*$"
            r"|^(?:metis|slim|mega)menu|^breadcrumbs?\b"
        ),
    ),
    (
        Region.HEADER,
        re.compile(r"^(?:site|page|top|main)?[-_]?header(?:[-_\d][-\w]*)?$|^(?:banner|masthead|top-?bar)$"),
    ),
    (Region.ASIDE, re.compile(r"^(?:left|right|primary|secondary)?[-_]?(?:sidebar|aside|widget)[-\w]*$")),
)
_HINT = re.compile(r"foot|chan-?trang|menu|nav|crumb|head|banner|top-?bar|side|widget")  # in what any of them matches
_INTERESTING = "nav, header, footer, aside, " + ", ".join(
    f"{tag}[{key}]" for tag in ("div", "ul", "section", "table", "td") for key in ("class", "id")
)
# What belongs to the text of a page and never to its frame.
_CONTENT = 'article, main, h1, [itemprop="articleBody"], .entry-content, .post-body, .article-content'
MOST_OF_PAGE = 0.6  # a "header" that holds more of the page's text than this is a wrapper
LINKED = 0.4  # of a menu's text at least stands in links; a "menu" of words is one of dishes, or a tab
NAME_CHARACTERS = 500  # of an element's names; longer lists of classes are no names
_WORD = re.compile(r"<(?:w:|m:|xml)", re.IGNORECASE)
_TAIL = re.compile(r"\s+[-–—|»:]\s+[^-–—|»]*$")
TITLE_CHARACTERS = 80  # a "header" that holds no more than a lower heading is the heading of a box


def parse(text: str) -> PageTree:
    """The tree without what is never shown. Some CMSs escape their signs twice: "673&amp;#x002F;SGDĐT"."""
    source = encodable(text.replace("&amp;#", "&#"))
    tree = PageTree(source)
    tree.has_word = _WORD.search(source) is not None
    for node in tree.css("script, style, noscript, template"):
        node.decompose()
    return tree


def region_roots(tree: PageTree) -> Iterator[tuple[LexborNode, Region]]:
    """The outermost elements that name themselves menu, header, footer or aside, and are."""
    body = tree.body
    if body is None:
        return
    whole = max(1, len(body.text()))
    holders = _holders(body)
    taken: dict[int, bool] = {}
    texts = {text.mem_id: True for text in body.css("article, main")}
    for node in body.css(_INTERESTING):
        region = _named(node, texts)
        if region is None or _below(node, taken) or (region is Region.ASIDE and node.mem_id in holders):
            continue
        if _is_frame(node, region, whole):
            taken[node.mem_id] = True
            yield node, region


def _holders(body: LexborNode) -> set[int]:
    """The memory ids of all elements that are, or hold, what belongs to a text."""
    held: set[int] = set()
    for content in body.css(_CONTENT):
        node: LexborNode | None = content
        while node is not None and node.mem_id not in held:
            held.add(node.mem_id)
            node = node.parent
    return held


def _is_frame(node: LexborNode, region: Region, whole: int) -> bool:
    """Whether an element that has the name of a part of the frame is one, and no wrapper of the text."""
    shown = len(node.text())
    if region is Region.MENU:
        linked = sum(len(anchor.text()) for anchor in node.css("a"))
        return linked >= shown * LINKED
    if region is Region.HEADER and shown <= TITLE_CHARACTERS and node.css_first("h2, h3, h4, h5, h6") is not None:
        return node.css_first("a, img, h1") is not None
    return shown <= whole * MOST_OF_PAGE or (region is Region.FOOTER and node.tag in _TAGS)


def _named(node: LexborNode, texts: dict[int, bool]) -> Region | None:
    """The region an element is named after. In an article or in the main part a header is a title, a footer a note."""
    if node.tag in _TAGS:
        return None if node.tag in {"header", "footer"} and _below(node, texts) else _TAGS[node.tag]
    attributes = node.attributes
    region = _by_name(f"{attributes.get('id') or ''} {attributes.get('class') or ''}"[:NAME_CHARACTERS])
    return None if region is Region.HEADER and _below(node, texts) else region


@lru_cache(maxsize=4096)  # the pages of a site have few names, over and over
def _by_name(names: str) -> Region | None:
    """The first region that one of the names (an id and classes) tells of."""
    names = names.lower()
    if not _HINT.search(names):
        return None
    each = names.split()
    return next((region for region, pattern in _NAMES if any(map(pattern.match, each))), None)


def _below(node: LexborNode, known: dict[int, bool]) -> bool:
    """Whether an element stands in one that `known` holds as True. What is learnt of those above it is kept there,
    so that each is looked at once: in a tower of elements the way up from all of them is the square of its height.
    Elements are to be asked for in reading order, for what is to be True later may stand above none of them."""
    way: list[int] = []
    parent = node.parent
    while parent is not None and parent.mem_id not in known:
        way.append(parent.mem_id)
        parent = parent.parent
    told = parent is not None and known[parent.mem_id]
    known.update(dict.fromkeys(way, told))
    return told


def first_text(tree: LexborHTMLParser | LexborNode, selectors: str) -> str:
    """The clean text of the first match that has any, or ""."""
    for node in tree.css(selectors):
        text = clean(unescaped(node.text(separator=" ")))
        if text:
            return text
    return ""


def title_of(tree: PageTree) -> tuple[str, ...]:
    """What the page is called by its own title: as a whole, and without the site's name after it."""
    whole = clean(unescaped(first_text(tree, "title")))
    return tuple(dict.fromkeys((whole, _TAIL.sub("", whole))))


def meta(tree: PageTree, name: str) -> str:
    """The content of a meta element by its property, name or itemprop, or ""."""
    for key in ("property", "name", "itemprop"):
        attributes = next((each for each in tree.metas if each.get(key) == name), {})
        if content := attributes.get("content"):
            return clean(unescaped(content))
    return ""


def unescaped(text: str) -> str:
    """Some CMSs escape their titles twice: "673&amp;#x002F;SGDĐT"."""
    return html.unescape(text) if "&" in text else text
