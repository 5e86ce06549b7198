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
        bounds = [(np.searchsorted(r.keys, keys, "left"), np.searchsorted(r.keys, keys, "right")) for r in self._runs]
        if not bounds or not len(keys):
            return np.empty(0, np.uint32), np.empty(0, np.intp)
        counts = np.sum([right - left for left, right in bounds], axis=0)
        chosen = np.flatnonzero(counts)
        if counts.sum() > most:
            rarest = chosen[np.argsort(counts[chosen], kind="stable")]
            within = np.searchsorted(np.cumsum(counts[rarest]), most, "right")
            chosen = rarest[: max(int(within), LEAST)]
        if not len(chosen):
            return np.empty(0, np.uint32), np.empty(0, np.intp)
        numbers, places = [], []
        for run, (left, right) in zip(self._runs, bounds, strict=True):
            lengths = (right - left)[chosen]
            ends = np.cumsum(lengths)
            slots = np.arange(ends[-1]) + np.repeat(left[chosen] - ends + lengths, lengths)
            numbers.append(run.numbers[slots])
            places.append(np.repeat(chosen, lengths))
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
