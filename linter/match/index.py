"""Which items of a corpus carry the text of an article.

The first, exact form: shingles of five folded words in an inverted index, verified by containment in both
directions. Nothing is approximate, so a match can be shown side by side.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from linter.model import Article, BlockKind
from linter.text.plain import plain
from linter.text.shingle import Shingle, shingles

Relation = Literal["pushed", "pushed-partly", "linked", "similar"]

SIZE = 5  # words of a shingle: one edited word spoils five of them
CARRIED = 0.5  # of the article's shingles stand in the item: the article is there, perhaps edited
CUT = 0.6  # of the item's shingles stand in the article: the item is a piece of it
CUT_SHARED = 12  # shingles: a shorter piece may be a formula
PIECE = 0.2  # of the article's shingles: a round-up that took a part
PIECE_SHARED = 30
SENT_AHEAD_DAYS = 7  # a portal that is sent a text may show it before the school does
SIMILAR = 0.2  # below this two texts share formulae only


@dataclass(frozen=True, slots=True)
class Item:
    """A text that stands somewhere else. `portal` names the place: a portal's address or a school's id."""

    portal: str
    url: str
    title: str
    text: str
    published: datetime | None = None
    links: tuple[str, ...] = ()

    @property
    def on_portal(self) -> bool:
        """Whether it stands on a portal, which goes by its address, and not on a school's site."""
        return "://" in self.portal


@dataclass(frozen=True, slots=True)
class Match:
    """An item that carries the article. Containments are shares, 0 to 1, of the shingles of the one that
    stand in the other as well."""

    item: Item
    relation: Relation
    article_in_item: float
    item_in_article: float
    shared: int

    def days_after(self, article: Article) -> int | None:
        """How many days after the article the item was published; None where a day is not known."""
        if article.published_at is None or self.item.published is None:
            return None
        return (self.item.published.date() - article.published_at.date()).days


def body_text(article: Article) -> str:
    """The words of an article that are compared: no pictures and no captions; a portal loses those first."""
    left_out = {BlockKind.IMAGE, BlockKind.CAPTION}
    return "\n".join(block.text for block in article.blocks if block.kind not in left_out)


class Index:
    """Items by address. Adding and removing cost as much as the item is long."""

    def __init__(self) -> None:
        self._items: dict[str, Item] = {}
        self._shingles: dict[str, frozenset[Shingle]] = {}
        self._carriers: defaultdict[Shingle, set[str]] = defaultdict(set)
        self._linking: defaultdict[str, set[str]] = defaultdict(set)

    def __len__(self) -> int:
        return len(self._items)

    def put(self, item: Item) -> None:
        """Add an item, in place of one with the same address."""
        self.remove(item.url)
        found = shingles(item.text, SIZE)
        self._items[item.url] = item
        self._shingles[item.url] = found
        for shingle in found:
            self._carriers[shingle].add(item.url)
        for link in item.links:
            self._linking[_link_key(link)].add(item.url)

    def remove(self, url: str) -> None:
        """Forget an item; an unknown address is no error."""
        item = self._items.pop(url, None)
        if item is None:
            return
        for shingle in self._shingles.pop(url):
            self._carriers[shingle].discard(url)
        for link in item.links:
            self._linking[_link_key(link)].discard(url)

    def matches(self, article: Article, on: frozenset[str] | None = None) -> tuple[Match, ...]:
        """The items that carry the article, the fullest first; `on` limits the places searched."""
        own = shingles(body_text(article), SIZE)
        shared: Counter[str] = Counter()
        for shingle in own:
            shared.update(self._carriers.get(shingle, ()))
        linking = self._linking.get(_link_key(article.url), set()) if article.url else set()
        found = [
            match
            for url in {*shared, *linking}
            if (on is None or self._items[url].portal in on) and url != article.url
            for match in self._match(url, own, shared[url], linked=url in linking)
        ]
        return tuple(sorted(found, key=lambda m: (_ORDER[m.relation], -m.article_in_item, m.item.url)))

    def titled(self, title: str, on: frozenset[str] | None = None) -> tuple[Item, ...]:
        """The items under the very title, for posts that have too few words to be told by them."""
        wanted = plain(title)
        found = (i for i in self._items.values() if plain(i.title) == wanted and (on is None or i.portal in on))
        return tuple(sorted(found, key=lambda item: item.url))

    def _match(self, url: str, own: frozenset[Shingle], shared: int, *, linked: bool) -> list[Match]:
        item = self._items[url]
        forth = shared / len(own) if own else 0.0
        back = shared / max(1, len(self._shingles[url]))
        relation = _relation(forth, back, shared, linked=linked)
        return [Match(item, relation, forth, back, shared)] if relation else []


def _link_key(url: str) -> str:
    """Links write one address with and without "https", "www." and the last slash."""
    return re.sub(r"^https?://(?:www\.)?", "", url).rstrip("/")


_ORDER = {"pushed": 0, "pushed-partly": 1, "linked": 2, "similar": 3}


def _relation(forth: float, back: float, shared: int, *, linked: bool) -> Relation | None:
    if forth >= CARRIED:
        return "pushed"
    if linked and forth < PIECE:
        return "linked"
    if (back >= CUT and shared >= CUT_SHARED) or (forth >= PIECE and shared >= PIECE_SHARED):
        return "pushed-partly"
    return "similar" if max(forth, back) >= SIMILAR and shared >= CUT_SHARED else None
