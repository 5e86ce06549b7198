"""An inverted index in a few bytes: sorted runs of keys, each with the number it stands for."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from linter.text.shingle import Hashes

Numbers = NDArray[np.uint32]
_Run = NDArray[np.uint64]  # sorted; the upper half of each is a key, the lower a number

PENDING = 500_000  # keys that wait unsorted; more are sorted into a run of their own
LEAST = 4  # keys that are looked up however many numbers they have
_HALF = np.uint64(32)


class Found(NamedTuple):
    """`numbers`, each with the place of the key it was found under; `passed` are the places of keys not looked at."""

    numbers: Numbers
    places: NDArray[np.intp]
    passed: NDArray[np.intp]


class Postings:
    """Numbers by 32-bit keys, 8 bytes each. Runs grow as those of a merge sort do, so that adding and looking up
    in turn costs no more than a few sorted runs at any time."""

    def __init__(self) -> None:
        self._runs: list[_Run] = []
        self._waiting: list[_Run] = []
        self._pending = 0

    def add(self, number: int, keys: Hashes) -> None:
        """Put a number under keys."""
        if len(keys):
            self._waiting.append((keys.astype(np.uint64) << _HALF) | np.uint64(number))
            self._pending += len(keys)
        if self._pending > PENDING:
            self._settle()

    def find(self, keys: Hashes, most: int) -> Found:
        """The numbers under keys; the rarest keys first, up to about `most` numbers."""
        self._settle()
        first = keys.astype(np.uint64) << _HALF
        last = first | np.uint64(0xFFFFFFFF)
        bounds = [(run.searchsorted(first, "left"), run.searchsorted(last, "right")) for run in self._runs]
        counts = sum((right - left for left, right in bounds), start=np.zeros(len(keys), np.intp))
        chosen = counts.nonzero()[0]
        passed = chosen[:0]
        if counts.sum() > most:
            rarest = chosen[counts[chosen].argsort(kind="stable")]
            within = max(int(counts[rarest].cumsum().searchsorted(most, "right")), LEAST)
            chosen, passed = rarest[:within], rarest[within:]
        found = [
            _slice(run, left[chosen], right[chosen]) for run, (left, right) in zip(self._runs, bounds, strict=True)
        ]
        if len(found) == 1:
            return Found(found[0][0], chosen.repeat(found[0][1]), passed)
        numbers = [np.empty(0, np.uint32), *(numbers for numbers, _ in found)]
        places = [np.empty(0, np.intp), *(chosen.repeat(lengths) for _, lengths in found)]
        return Found(np.concatenate(numbers), np.concatenate(places), passed)

    def _settle(self) -> None:
        """Sort what waits into a run, and merge runs until each is more than twice as long as the next."""
        if not self._waiting:
            return
        merged = [np.concatenate(self._waiting)]
        self._waiting, self._pending = [], 0
        count = len(merged[0])
        while self._runs and len(self._runs[-1]) <= 2 * count:
            merged.append(self._runs.pop())
            count += len(merged[-1])
        run = np.concatenate(merged)
        del merged
        run.sort()
        self._runs.append(run)


def _slice(run: _Run, left: NDArray[np.intp], right: NDArray[np.intp]) -> tuple[Numbers, NDArray[np.intp]]:
    """The numbers of a run between each of the bounds, one after the other, and how many they are."""
    lengths = right - left
    ends = lengths.cumsum()
    count = int(ends[-1]) if len(ends) else 0
    return run[np.arange(count) + (left - ends + lengths).repeat(lengths)].astype(np.uint32), lengths
