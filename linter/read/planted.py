"""Links to other hosts that stand where nobody sees them: what those leave who broke into a site.

Words in a text are never evidence: only a hidden block counts that leads out of the site and nowhere into it.
Menus, tabs and copies of the menu for small screens lead into it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from urllib.parse import urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

from linter.model import Link
from linter.read.element import LexborElement
from linter.read.links import joined
from linter.read.visible import is_hidden
from linter.text.plain import plain
from linter.text.vietnamese import clean

FEW = 3  # other hosts that a hidden block leads to, where its words say nothing
SHOWN = 60  # characters of a link's words in the excerpt
# Offices, and what buttons and boxes that open on a click lead to.
_TRUSTED = re.compile(
    r"(?:^|\.)(?:gov\.vn|edu\.vn|facebook\.com|fb\.com|messenger\.com|m\.me|youtube\.com|youtu\.be|zalo\.me|google\.com"
    r"|goo\.gl|google\.com\.vn|twitter\.com|x\.com|instagram\.com|tiktok\.com|linkedin\.com|pinterest\.com|t\.me"
    r"|telegram\.me|whatsapp\.com|tumblr\.com|reddit\.com|wordpress\.org|joomla\.org|nukeviet\.vn|w3\.org)$"
)
_BAIT = re.compile(
    r"\b(?:nha cai|keo (?:bong|nha)|ca cuoc|ca do|casino|so bac|danh bac|lo de|soi cau|xo so|tai xiu|xoc dia|ban ca"
    r"|no hu|game bai|danh bai|da ga|slots?|baccarat|poker|jackpot|bet\d*|w88|fb88|188bet|m88"
    r"|vay (?:tien|nong|von|online)|cho vay|tin dung den)\b"
)
_OWN_BOX = re.compile(r"menu|nav|modal|popup|dropdown|share|social|lang|translate", re.IGNORECASE)


def planted(tree: LexborHTMLParser, url: str, links: Sequence[Link]) -> str:
    """The first hidden block of links out of the site, for a note: how many links, the words and host of the first;
    "" when there is none. `links` are all links of the page. Costs next to nothing where few of them lead away."""
    own = _host(url)
    if not _is_evidence(link for link in links if own not in link.url):
        return ""
    outside: dict[int, list[Link]] = {}
    seen: set[int] = set()
    for anchor in tree.css("a[href]"):
        address = joined(url, anchor.attributes.get("href") or "") or ""
        block = _hidden_above(anchor, seen) if address and own not in address else None
        if block is not None and block.mem_id not in outside:
            outside[block.mem_id] = found = _links_in(block, url)
            if all(own not in link.url for link in found) and _is_evidence(found):
                return f"{len(found)} liên kết, như “{found[0].text[:SHOWN]}” tới {_host(found[0].url)}"
    return ""


def _is_evidence(links: Iterable[Link]) -> bool:
    hosts: set[str] = set()
    for link in links:
        host = _host(link.url)
        if _BAIT.search(plain(link.text)):
            return True
        if not _TRUSTED.search(host):
            hosts.add(host)
    return len(hosts) >= FEW


def _links_in(block: LexborNode, url: str) -> list[Link]:
    found = ((joined(url, anchor.attributes.get("href") or ""), anchor) for anchor in block.css("a[href]"))
    return [Link(address, clean(anchor.text(separator=" "))) for address, anchor in found if address]


def _hidden_above(anchor: LexborNode, seen: set[int]) -> LexborNode | None:
    """The nearest hidden element around a link; `seen` are those known to stand in none."""
    way: list[int] = []
    node: LexborNode | None = anchor
    while node is not None and node.mem_id not in seen:
        attributes = node.attributes
        if ("style" in attributes or "hidden" in attributes or node.tag == "marquee") and _hides(node):
            return node
        way.append(node.mem_id)
        node = node.parent
    seen.update(way)
    return None


def _hides(node: LexborNode) -> bool:
    names = f"{node.attributes.get('class') or ''} {node.attributes.get('id') or ''}"
    return is_hidden(LexborElement(node)) and not _OWN_BOX.search(names)


def _host(url: str) -> str:
    return (urlsplit(url).hostname or "").removeprefix("www.")
