"""An inverted index in a few bytes: sorted runs of keys, each with the number it stands for."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from linter.text.shingle import Hashes

Numbers = NDArray[np.uint32]

PENDING = 1_000_000  # keys that wait unsorted; more are sorted into a run of their own
LEAST = 4  # keys that are looked up however many numbers they have


@dataclass(frozen=True, slots=True)
class _Run:
    keys: Hashes
    numbers: Numbers


class Postings:
    """Numbers by 32-bit keys, 8 bytes each. Runs grow as those of a merge sort do, so that adding and looking up
    in turn costs no more than a few sorted runs at any time."""

    def __init__(self) -> None:
        self._runs: list[_Run] = []
        self._waiting: list[tuple[Hashes, int]] = []
        self._pending = 0

    def add(self, number: int, keys: Hashes) -> None:
        """Put a number under keys."""
        if len(keys):
            self._waiting.append((keys, number))
            self._pending += len(keys)
        if self._pending > PENDING:
            self._settle()

    def find(self, keys: Hashes, most: int) -> tuple[Numbers, NDArray[np.intp]]:
        """The numbers under keys, each with the place of its key; the rarest keys first, up to about `most`."""
        self._settle()
        bounds = [(r.keys.searchsorted(keys, "left"), r.keys.searchsorted(keys, "right")) for r in self._runs]
        counts = sum((right - left for left, right in bounds), start=np.zeros(len(keys), np.intp))
        chosen = counts.nonzero()[0]
        if counts.sum() > most:
            rarest = chosen[counts[chosen].argsort(kind="stable")]
            within = int(counts[rarest].cumsum().searchsorted(most, "right"))
            chosen = rarest[: max(within, LEAST)]
        found = [
            _slice(run, left[chosen], right[chosen]) for run, (left, right) in zip(self._runs, bounds, strict=True)
        ]
        if len(found) == 1:
            return found[0][0], chosen.repeat(found[0][1])
        numbers = [np.empty(0, np.uint32), *(numbers for numbers, _ in found)]
        places = [np.empty(0, np.intp), *(chosen.repeat(lengths) for _, lengths in found)]
        return np.concatenate(numbers), np.concatenate(places)

    def _settle(self) -> None:
        """Sort what waits into a run, and merge runs until each is more than twice as long as the next."""
        if not self._waiting:
            return
        keys = np.concatenate([keys for keys, _ in self._waiting])
        numbers = np.repeat(
            np.array([number for _, number in self._waiting], np.uint32), [len(keys) for keys, _ in self._waiting]
        )
        self._waiting, self._pending = [], 0
        while self._runs and len(self._runs[-1].keys) <= 2 * len(keys):
            last = self._runs.pop()
            keys, numbers = np.concatenate([last.keys, keys]), np.concatenate([last.numbers, numbers])
        order = np.argsort(keys, kind="stable")
        self._runs.append(_Run(keys[order], numbers[order]))


def _slice(run: _Run, left: NDArray[np.intp], right: NDArray[np.intp]) -> tuple[Numbers, NDArray[np.intp]]:
    """The numbers of a run between each of the bounds, one after the other, and how many they are."""
    lengths = right - left
    ends = lengths.cumsum()
    count = int(ends[-1]) if len(ends) else 0
    return run.numbers[np.arange(count) + (left - ends + lengths).repeat(lengths)], lengths
