"""What a site itself says of its changes: the moments that sitemaps and WordPress give beside addresses, now and when
the last run asked. They are compared as they are written: clocks of servers are years off."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Literal

from linter.crawl.address import site_key
from linter.crawl.discovery import day_of
from linter.crawl.shape import Shape, name_of, shape_of

FEWEST = 3  # announced addresses that the home page leads to; fewer show no life
MISSING = 0.1  # of the posts on the home page may be new to a sitemap that is made once a day
SAME_MOMENT = 8  # addresses; if all of them changed at one moment, that is when the list was made
ZONE = timedelta(days=1)
DAY = len("2026-11-16")

Told = Literal["same", "changed"]


@dataclass(slots=True)
class Marks:
    """By `site_key`. `alive` says that the newest posts are announced: a list that was made once and left says of
    everything that it never changed. `same` says that nothing has been announced since."""

    now: dict[str, str] = field(default_factory=dict)
    then: dict[str, str] = field(default_factory=dict)
    alive: bool = False
    same: bool = False
    _names: set[str] = field(default_factory=set)
    _forms: set[Shape] = field(default_factory=set)
    _around: set[str] = field(default_factory=set)

    def note(self, now: Mapping[str, str], then: Mapping[str, str], asked: date | None = None) -> None:
        """One list of moments as it is and as it was. A bare day says nothing of the rest of the day: what changed
        on the day the list was `asked` for last, by the server's clock, may have changed again."""
        self.now |= {site_key(url): mark for url, mark in now.items()}
        self.then |= {site_key(url): mark if _is_over(mark, asked) else "" for url, mark in then.items()}

    def look_at(self, home_links: Iterable[str]) -> None:
        """Learn from the fresh home page whether the posts it leads to are announced."""
        links = set(map(site_key, home_links))
        self._names = {name_of(f"http://{key}") for key in self.now} - {""}
        announced = {key for key in links if self._announces(key)}
        self._forms = {shape_of(f"http://{key}") for key in announced & self.now.keys()}
        alike = {key for key in links if shape_of(f"http://{key}") in self._forms} | announced
        one_moment = len(self.now) >= SAME_MOMENT and len(set(self.now.values())) == 1
        self.alive = len(announced) >= FEWEST and len(alike - announced) <= len(alike) * MISSING and not one_moment
        self.same = self.alive and self.now == self.then
        self._around = links - announced

    def of(self, *keys: str) -> Told | None:
        """What is said of a page by its addresses; None where nothing is, or nothing that may be believed."""
        told = [self.now.get(key) == self.then.get(key) for key in keys if key in self.now or key in self.then]
        if not told or (not self.alive and all(told)):
            return None
        return "same" if all(told) else "changed"

    def posts(self, links: Iterable[str]) -> tuple[int, int]:
        """Of the links of a page, by key: how many lead to what is announced, and how many to what might well be."""
        told = [key for key in links if self.alive and self._announces(key)]
        alike = [key for key in links if self.alive and shape_of(f"http://{key}") in self._forms]
        return len(told), len({*alike} - {*told} - self._around)

    def _announces(self, key: str) -> bool:
        """Under its own address or, as a post in a second category, under its name."""
        return key in self.now or name_of(f"http://{key}") in self._names


def _is_over(mark: str, asked: date | None) -> bool:
    day = day_of(mark)
    return len(mark) > DAY or (asked is not None and day is not None and day < asked - ZONE)
