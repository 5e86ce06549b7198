"""A page as a tree, and the regions of it: menu, header, footer, aside; what is left is the main part."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from selectolax.lexbor import LexborHTMLParser, LexborNode

from linter.model import Region
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
    (Region.HEADER, re.compile(r"^(?:site|page|top|main|section)?[-_]?header[-\w]*$|^(?:banner|masthead|top-?bar)$")),
    (Region.ASIDE, re.compile(r"^(?:left|right|primary|secondary)?[-_]?(?:sidebar|aside|widget)[-\w]*$")),
)
_INTERESTING = "nav, header, footer, aside, div, ul, section, table, td"
MOST_OF_PAGE = 0.6  # a "header" that holds more of the page's text than this is a wrapper


def parse(text: str) -> LexborHTMLParser:
    """The tree without what is never shown."""
    tree = LexborHTMLParser(text)
    for node in tree.css("script, style, noscript, template"):
        node.decompose()
    return tree


def region_roots(tree: LexborHTMLParser) -> Iterator[tuple[LexborNode, Region]]:
    """The outermost elements that name themselves menu, header, footer or aside."""
    body = tree.body
    if body is None:
        return
    whole = max(1, len(body.text()))
    taken: set[int] = set()
    for node in body.css(_INTERESTING):
        region = _named(node)
        if region is None or _inside(node, taken):
            continue
        if len(node.text()) <= whole * MOST_OF_PAGE or (region in {Region.FOOTER, Region.MENU} and node.tag in _TAGS):
            taken.add(node.mem_id)
            yield node, region


def _named(node: LexborNode) -> Region | None:
    if node.tag in _TAGS:
        return _TAGS[node.tag]
    names = f"{node.attributes.get('id') or ''} {node.attributes.get('class') or ''}".lower().split()
    for region, pattern in _NAMES:
        if any(pattern.match(name) for name in names):
            return region
    return None


def _inside(node: LexborNode, taken: set[int]) -> bool:
    parent = node.parent
    while parent is not None:
        if parent.mem_id in taken:
            return True
        parent = parent.parent
    return False


def first_text(tree: LexborHTMLParser | LexborNode, selectors: str) -> str:
    """The clean text of the first match that has any, or ""."""
    for node in tree.css(selectors):
        text = clean(unescaped(node.text(separator=" ")))
        if text:
            return text
    return ""


def meta(tree: LexborHTMLParser, name: str) -> str:
    """The content of a meta element by its property, name or itemprop, or ""."""
    for key in ("property", "name", "itemprop"):
        node = tree.css_first(f'meta[{key}="{name}"]')
        if node is not None and node.attributes.get("content"):
            return clean(unescaped(node.attributes["content"] or ""))
    return ""


def unescaped(text: str) -> str:
    """Some CMSs escape their titles twice: "673&amp;#x002F;SGDĐT"."""
    return html.unescape(text) if "&" in text else text
