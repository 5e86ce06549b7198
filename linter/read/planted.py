"""Links to other hosts that stand where nobody sees them: what those leave who broke into a site.

Words in a text are never evidence: only a hidden block counts that leads out of the site and nowhere into it.
Menus, tabs and copies of the menu for small screens lead into it.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from urllib.parse import urlsplit

from selectolax.lexbor import LexborNode

from linter.model import Link
from linter.read.element import LexborElement
from linter.read.links import joined
from linter.read.pagetree import PageTree
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


@dataclass(slots=True)
class _Block:
    """A hidden element and the links below it, however deep: how many, the first, what speaks against them.
    `leads_out` is the place on the page of the first link out of the site that stands in no block inside it."""

    above: _Block | None = None
    leads_out: int | None = None
    count: int = 0
    first: tuple[int, Link] | None = None
    leads_in: bool = False
    baits: bool = False
    hosts: set[str] = field(default_factory=set)

    @property
    def is_evidence(self) -> bool:
        return not self.leads_in and (self.baits or len(self.hosts) >= FEW)

    def take(self, place: int, link: Link, own: str) -> None:
        self.count += 1
        self.first = self.first or (place, link)
        if own in link.url:
            self.leads_in = True
            return
        if self.leads_out is None:
            self.leads_out = place
        self.baits = self.baits or _BAIT.search(plain(link.text)) is not None
        host = _host(link.url)
        if len(self.hosts) < FEW and not _TRUSTED.search(host):
            self.hosts.add(host)

    def merge(self, inner: _Block) -> None:
        """Take over what a block inside this one holds."""
        self.count += inner.count
        if inner.first and (self.first is None or inner.first[0] < self.first[0]):
            self.first = inner.first
        self.leads_in |= inner.leads_in
        self.baits |= inner.baits
        if len(self.hosts) < FEW:
            self.hosts |= inner.hosts


def planted(tree: PageTree, url: str, links: Sequence[Link]) -> str:
    """The first hidden block of links out of the site, for a note: how many links, the words and host of the first;
    "" when there is none. `links` are all links of the page. Costs next to nothing where few of them lead away."""
    own = _host(url)
    away = _Block()
    for place, link in enumerate(links):
        if own not in link.url:
            away.take(place, link, own)
    if not away.is_evidence:
        return ""
    found = [(block.leads_out, block) for block in _blocks(tree, url, own) if block.leads_out is not None]
    for _, block in sorted(found, key=lambda pair: pair[0]):
        if block.is_evidence and block.first:
            first = block.first[1]
            return f"{block.count} liên kết, như “{first.text[:SHOWN]}” tới {_host(first.url)}"
    return ""


def _blocks(tree: PageTree, url: str, own: str) -> list[_Block]:
    """The hidden blocks that hold links. Each link is read once, however many hidden elements stand around it."""
    known: dict[int, _Block | None] = {}
    blocks: list[_Block] = []  # the outer before the inner
    hiding = {node.mem_id for node in tree.css("[style], [hidden], marquee") if _hides(node)}
    if not hiding:
        return []
    for place, anchor in enumerate(tree.css("a[href]")):
        block = _block_around(anchor, hiding, known, blocks)
        address = joined(url, anchor.attributes.get("href") or "") if block else None
        if block and address:
            block.take(place, Link(address, clean(anchor.text(separator=" "))), own)
    for block in reversed(blocks):
        if block.above:
            block.above.merge(block)
    return blocks


def _block_around(
    anchor: LexborNode, hiding: Collection[int], known: dict[int, _Block | None], blocks: list[_Block]
) -> _Block | None:
    """The nearest hidden element around a link; `known` tells it of the elements already passed."""
    way: list[LexborNode] = []
    node: LexborNode | None = anchor
    while node is not None and node.mem_id not in known:
        way.append(node)
        node = node.parent
    block = known[node.mem_id] if node is not None else None
    for inner in reversed(way):
        if inner.mem_id in hiding:
            block = _Block(block)
            blocks.append(block)
        known[inner.mem_id] = block
    return block


def _hides(node: LexborNode) -> bool:
    attributes = node.attributes
    names = f"{attributes.get('class') or ''} {attributes.get('id') or ''}"
    return is_hidden(LexborElement(node)) and not _OWN_BOX.search(names)


@lru_cache(maxsize=4096)  # the pages of a site lead away to the same addresses
def _host(url: str) -> str:
    return (urlsplit(url).hostname or "").removeprefix("www.")
