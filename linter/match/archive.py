"""What portals were seen to carry, over the weeks: a large portal is read once and then kept up with."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Protocol

from linter.match.index import Index
from linter.match.item import Item

MOST_LINKS = 5000  # of one listing over the years


class Archive(Protocol):
    """The items of portals. `spell` says of an item's links which addresses they mean today."""

    def known(self, portal: str, before: date) -> Mapping[str, date | None]:
        """The addresses of the posts that need no second reading, those without a day or of days before `before`."""

    def renew(self, run: str, portal: str, seen: Sequence[Item], pending: Collection[str]) -> None:
        """Take in what a run saw on a portal, and the addresses that it left unread.

        Nothing is forgotten: what a portal once carried was pushed, even if it was taken down since. A listing
        keeps its old links beside the new ones.
        """

    def pending(self, portal: str) -> Sequence[str]:
        """The addresses that the last run left unread."""

    def fill(self, index: Index, portals: Collection[str], spell: Callable[[Item], Item]) -> None:
        """Enter the items of portals into an index."""


class Memory:
    """An archive of one run: nothing is known before, nothing is kept after."""

    def __init__(self) -> None:
        self._items: defaultdict[str, dict[str, Item]] = defaultdict(dict)
        self._pending: dict[str, tuple[str, ...]] = {}

    def known(self, portal: str, before: date) -> Mapping[str, date | None]:
        days = {url: day_of(item) for url, item in self._items[portal].items() if is_post(item)}
        return {url: day for url, day in days.items() if day is None or day < before}

    def renew(self, run: str, portal: str, seen: Sequence[Item], pending: Collection[str]) -> None:  # noqa: ARG002
        for item in seen:
            before = self._items[portal].get(item.url)
            self._items[portal][item.url] = item if before is None else with_links(item, before.links)
        self._pending[portal] = tuple(sorted(pending))

    def pending(self, portal: str) -> Sequence[str]:
        return self._pending.get(portal, ())

    def fill(self, index: Index, portals: Collection[str], spell: Callable[[Item], Item]) -> None:
        for portal in sorted(portals):
            for _, item in sorted(self._items[portal].items()):
                index.put(spell(item))


def is_post(item: Item) -> bool:
    """Whether an item is a post, and no listing or entry that only links."""
    return item.published is not None or bool(item.text and not item.links)


def with_links(item: Item, before: Sequence[str]) -> Item:
    """A listing with the links it had before as well; a post has those of today."""
    if is_post(item):
        return item
    return replace(item, links=tuple(dict.fromkeys([*item.links, *before]))[:MOST_LINKS])


def day_of(item: Item) -> date | None:
    """The day an item was published."""
    return item.published.date() if item.published else None
