"""A row of posts that is said to be in the order of their days, the newest first: whether it is, and what
follows for the places between."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

FEWEST = 8  # dated posts; fewer are in order by chance
IN_ORDER = 0.8  # of them; of eight in no order at all, seven stand so once in a thousand times
DEPTH = 4  # of the neighbours counts: a few wrong days beside a gap must not narrow it
DAYS = 4  # different ones among them: a row of one day shows no direction
SLACK = 7  # days; a post may be edited, held back or dated by hand
MOST_LATE = 45  # days a post may be newer than its place before its row says nothing of later days
MOST_EARLY = 14  # or older: a list sorted by last changes has old posts anywhere


@dataclass(frozen=True, slots=True)
class Span:
    """Days, both included; None is no bound."""

    earliest: date | None = None
    latest: date | None = None


@dataclass(frozen=True, slots=True)
class Falling:
    """The posts of a row that stand in order, by place and day. `late` and `early` are the days by which a post may
    be newer or older than its place says; None where they are no bound."""

    places: tuple[int, ...]
    days: tuple[date, ...]
    late: int | None
    early: int | None

    def between(self, before: int, after: int, depth: int = DEPTH) -> Span:
        """The days of posts that stand after the place `before` and before the place `after`. The `depth`-th
        neighbour counts."""
        newer, older = bisect_left(self.places, before), bisect_right(self.places, after)
        latest = self.days[newer - depth] if newer >= depth else None
        earliest = self.days[older + depth - 1] if older + depth <= len(self.days) else None
        return Span(_moved(earliest, self.early, -1), _moved(latest, self.late, 1))

    def holds(self, first: int, last: int) -> int:
        """How many posts in order stand from the place `first` to the place `last`."""
        return bisect_right(self.places, last) - bisect_left(self.places, first)


def _moved(day: date | None, slack: int | None, sign: int) -> date | None:
    if day is None or slack is None:
        return None
    return date.fromordinal(min(max(day.toordinal() + sign * slack, date.min.toordinal()), date.max.toordinal()))


def falling(row: Sequence[tuple[int, date]], fewest: int = FEWEST) -> Falling | None:
    """A row of places, rising, and days; None when it is not in order, or too short to tell."""
    if len(row) < fewest:
        return None
    kept = _longest([-day.toordinal() for _, day in row])
    core = [row[index] for index in kept]
    if len(core) < len(row) * IN_ORDER or len({day for _, day in core}) < DAYS:
        return None
    return Falling(tuple(place for place, _ in core), tuple(day for _, day in core), *_apart(row, kept))


def _apart(row: Sequence[tuple[int, date]], kept: list[int]) -> tuple[int | None, int | None]:
    """How far the posts that are not in order are newer and older than their neighbours that are."""
    late = early = timedelta(0)
    in_order = set(kept)
    for index, (_, day) in enumerate(row):
        if index in in_order:
            continue
        next_ = bisect_left(kept, index)
        if next_:
            late = max(late, day - row[kept[next_ - 1]][1])
        if next_ < len(kept):
            early = max(early, row[kept[next_]][1] - day)
    return _slack(late.days, MOST_LATE), _slack(early.days, MOST_EARLY)


def _slack(apart: int, most: int) -> int | None:
    return None if apart > most else SLACK + 2 * apart


def _longest(values: Sequence[int]) -> list[int]:
    """The indices of the longest part of a row that never falls."""
    ends: list[int] = []  # the smallest last value of a part of each length
    at: list[int] = []
    previous: list[int] = []
    for index, value in enumerate(values):
        length = bisect_right(ends, value)
        previous.append(at[length - 1] if length else -1)
        ends[length : length + 1] = [value]
        at[length : length + 1] = [index]
    found = []
    index = at[-1] if at else -1
    while index >= 0:
        found.append(index)
        index = previous[index]
    return found[::-1]
