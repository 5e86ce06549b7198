"""What portals were seen to carry, over the weeks: a large portal is read once and then kept up with."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date
from typing import Protocol

from linter.match.index import Index
from linter.match.item import Item


class Archive(Protocol):
    """The items of portals. `spell` says of an item's links which addresses they mean today."""

    def known(self, portal: str, before: date) -> Mapping[str, date | None]:
        """The addresses of the posts that need no second reading, those without a day or of days before `before`."""

    def renew(self, run: str, portal: str, seen: Sequence[Item], gone: Collection[str]) -> None:
        """Take in what a run saw on a portal, and forget the addresses that it found gone."""

    def addresses(self, portal: str) -> Collection[str]:
        """The addresses of all that a portal carries."""

    def fill(self, index: Index, portals: Collection[str], spell: Callable[[Item], Item]) -> None:
        """Enter the items of portals into an index."""


class Memory:
    """An archive of one run: nothing is known before, nothing is kept after."""

    def __init__(self) -> None:
        self._items: defaultdict[str, dict[str, Item]] = defaultdict(dict)

    def known(self, portal: str, before: date) -> Mapping[str, date | None]:
        days = {url: day_of(item) for url, item in self._items[portal].items() if item.text}
        return {url: day for url, day in days.items() if day is None or day < before}

    def renew(self, run: str, portal: str, seen: Sequence[Item], gone: Collection[str]) -> None:  # noqa: ARG002
        for url in gone:
            self._items[portal].pop(url, None)
        self._items[portal] |= {item.url: item for item in seen}

    def addresses(self, portal: str) -> Collection[str]:
        return self._items[portal].keys()

    def fill(self, index: Index, portals: Collection[str], spell: Callable[[Item], Item]) -> None:
        for portal in sorted(portals):
            for _, item in sorted(self._items[portal].items()):
                index.put(spell(item))


def day_of(item: Item) -> date | None:
    """The day an item was published."""
    return item.published.date() if item.published else None
