"""Which items of a corpus carry the text of an article.

Rare runs of words name the candidates; what they really share with the article decides. Nothing in a verdict is
sampled or drawn by lot, so every match can be shown side by side.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Callable, Collection, Iterable
from functools import cached_property
from hashlib import blake2b
from itertools import islice

import numpy as np

from linter.match.item import SENT_AHEAD_DAYS, Item, Match, Relation, body_text, is_address
from linter.match.postings import Postings
from linter.match.rarity import Rarity
from linter.match.relation import Alignment, align, overlap, relation
from linter.match.sample import Sample
from linter.match.spool import Shelf, Spool
from linter.model import Article
from linter.text.plain import plain
from linter.text.shingle import Hashes, distinct, fold, hashes

__all__ = ["SENT_AHEAD_DAYS", "Index", "Item", "Match", "Relation", "body_text"]

CANDIDATES = 8  # of each portal, and of all schools together
MOST_LINKING = 1000
SEVERAL = 3  # texts of a place
_DIGITS = re.compile(r"\b\d[\d.,:/-]*\b")
_TRACKING = re.compile(r"(?:utm_\w+|fbclid|gclid|zarsrc|_gl|mc_[ce]id)(?:=|$)", re.IGNORECASE)
_ORDER = {"pushed": 0, "pushed-partly": 1, "linked": 2, "similar": 3}


class Index:
    """Items by address. Their texts lie on shelves; what is in memory is under a kilobyte an item.

    `expected` is how many words are to come, if that is known: it saves counting them again as the index grows.
    """

    def __init__(self, expected: int = 0) -> None:
        self._spool = Spool()
        self._shelves: list[Shelf] = [self._spool]
        self._rarity = Rarity(expected)
        self._samples: dict[str, Sample] = {}  # by portal; all schools together
        self._links, self._titles = Postings(), Postings()
        self._numbers: dict[int, int] = {}  # by the hash of the address
        self._places: dict[str, int] = {}
        self._shelf, self._key, self._place, self._size = array("B"), array("q"), array("I"), array("I")
        self._alive = bytearray()
        self._varied: dict[str, _Variety] = {}  # by place

    def __len__(self) -> int:
        return len(self._numbers)

    def put(self, item: Item) -> None:
        """Add an item, instead of one of the same place and address."""
        found = hashes(item.text)
        self._enter(item, found, 0, self._spool.add(item, found))

    def load(self, shelf: Shelf, listed: Iterable[tuple[int, Item, Hashes]]) -> None:
        """Add items that lie on a shelf of their own, by key; their texts may be left out here."""
        self._shelves.append(shelf)
        for key, item, found in listed:
            self._enter(item, found, len(self._shelves) - 1, key)

    def remove(self, url: str) -> None:
        """Forget what stands at an address, whichever place says so; an unknown one is no error."""
        for place in self._places:
            self._forget(place, url)

    def _forget(self, place: str, url: str) -> None:
        number = self._numbers.pop(_digest(f"{place}\n{url}"), None)
        if number is not None:
            self._alive[number] = 0
            self._rarity.drop(self._hashes(number))
            self._varied[place].drop(self._size[number])

    def matches(
        self, article: Article, on: frozenset[str] | None = None, *, without: str | None = None
    ) -> tuple[Match, ...]:
        """The items that carry the article, the fullest first; `on` limits the places searched, but for `without`."""
        query = _Query(article, self._rarity)
        linking = dict.fromkeys(self._under(self._links, _link_key(article.url), on)) if article.url else {}
        likely = self._candidates(query, on, self._places.get(without or ""))
        found = [
            match
            for number in dict.fromkeys([*likely, *linking])
            if (match := self._match(number, query, linked=number in linking)) and match.item.url != article.url
        ]
        return tuple(sorted(found, key=lambda m: (_ORDER[m.relation], -m.article_in_item, m.item.url)))

    def repeats(self, on: frozenset[str] | None = None) -> bool:
        """Whether a place in which something stands shows one text at all of several addresses."""
        places = self._varied if on is None else on & self._varied.keys()
        return any(self._varied[place].repeats for place in places)

    def titled(self, title: str, on: frozenset[str] | None = None) -> tuple[Item, ...]:
        """The items under the very title, for posts that have too few words to be told by them."""
        wanted = plain(title)
        items = map(self._item, self._under(self._titles, wanted, on))
        return tuple(sorted((item for item in items if plain(item.title) == wanted), key=lambda item: item.url))

    def _enter(self, item: Item, found: Hashes, shelf: int, key: int) -> None:
        self._forget(item.portal, item.url)
        number = len(self._key)
        self._numbers[_digest(f"{item.portal}\n{item.url}")] = number
        self._shelf.append(shelf)
        self._key.append(key)
        self._place.append(self._places.setdefault(item.portal, len(self._places)))
        self._size.append(len(found))
        self._alive.append(1)
        self._count(found)
        self._varied.setdefault(item.portal, _Variety()).add(lambda: self._item(number).text, len(found))
        self._samples.setdefault(_group(item.portal), Sample()).add(number, found)
        if item.links:
            self._links.add(number, _keys(map(_link_key, item.links)))
        self._titles.add(number, _keys([plain(item.title)]))

    def _count(self, found: Hashes) -> None:
        if self._rarity.is_full:
            self._rarity = Rarity(self._rarity.capacity * 2)
            for number in self._numbers.values():
                self._rarity.add(self._hashes(number))
        else:
            self._rarity.add(found)

    def _hashes(self, number: int) -> Hashes:
        return self._shelves[self._shelf[number]].hashes(self._key[number])

    def _item(self, number: int) -> Item:
        return self._shelves[self._shelf[number]].item(self._key[number])

    def _under(self, postings: Postings, key: str, on: frozenset[str] | None) -> list[int]:
        numbers = postings.find(_keys([key]), MOST_LINKING).numbers
        places = None if on is None else {self._places[place] for place in on if place in self._places}
        standing = (number for number in sorted(set(numbers.tolist())) if self._stands(number, places))
        return list(islice(standing, MOST_LINKING))

    def _stands(self, number: int, places: Collection[int] | None) -> bool:
        return bool(self._alive[number]) and (places is None or self._place[number] in places)

    def _candidates(self, query: _Query, on: frozenset[str] | None, without: int | None) -> list[int]:
        """The numbers of the items that seem to share the most, the likeliest first; none of the place `without`."""
        places = None if on is None else {self._places[place] for place in on if place in self._places}
        found: list[int] = []
        for group in sorted({_group(place) for place in (self._places if on is None else on)} & self._samples.keys()):
            alike = self._samples[group].alike(query.hashes, query.weights, self._size)
            standing = (n for _, n in alike if self._place[n] != without and self._stands(n, places))
            found += islice(standing, CANDIDATES)
        return found

    def _match(self, number: int, query: _Query, *, linked: bool) -> Match | None:
        found = self._hashes(number)
        seen = overlap(query.hashes, query.weights, found, self._rarity.weights(found))
        if not linked and not seen.is_telling:
            return None
        item = self._item(number)
        aligned = align(query.words, fold(item.text)) if seen.is_telling and not seen.is_sure else Alignment()
        found_as = relation(seen, aligned, linked=linked)
        if found_as is None:
            return None
        if found_as == "pushed":
            return Match(item, found_as, max(seen.forth, aligned.forth), max(seen.back, aligned.back), seen.shared)
        return Match(item, found_as, seen.forth, seen.back, seen.shared)


class _Variety:
    """Whether a place shows more than one text; a count of visits and a clock make none."""

    def __init__(self) -> None:
        self._count, self._texts = 0, set[str]()

    def add(self, text: Callable[[], str], size: int) -> None:
        self._count += bool(size)
        if size and len(self._texts) < 2:
            self._texts.add(_DIGITS.sub("", text()))

    def drop(self, size: int) -> None:
        self._count -= bool(size)

    @property
    def repeats(self) -> bool:
        return self._count >= SEVERAL and len(self._texts) == 1


class _Query:
    """An article that is looked up."""

    def __init__(self, article: Article, rarity: Rarity) -> None:
        self._text = body_text(article)
        self.hashes = hashes(self._text)
        self.weights = rarity.weights(self.hashes)

    @cached_property
    def words(self) -> list[str]:
        return fold(self._text)


def _group(place: str) -> str:
    """Portals are searched one by one, schools all together."""
    return place if is_address(place) else ""


def _link_key(url: str) -> str:
    """Links write one address with and without "https", "www.", the last slash, and whence the reader comes."""
    address, _, query = url.partition("#")[0].partition("?")
    kept = "&".join(pair for pair in query.split("&") if pair and not _TRACKING.match(pair))
    return re.sub(r"^https?://(?:www\.)?", "", address).rstrip("/") + (f"?{kept}" if kept else "")


def _digest(text: str) -> int:
    return int.from_bytes(blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "little")


def _keys(texts: Iterable[str]) -> Hashes:
    return distinct(np.fromiter((_digest(text) & 0xFFFFFFFF for text in texts), np.uint32))
