"""Candidates: the texts that share much of what is rare in a text, found by a sample of their hashes.

A sample of the same hashes everywhere (those divisible by eight) estimates what two long texts share; a short text
is kept whole, so that the lead which a portal took over is found by its few words.
"""

from __future__ import annotations

from array import array

import numpy as np
from numpy.typing import NDArray

from linter.match.postings import Numbers, Postings
from linter.match.rarity import Weights
from linter.text.shingle import Hashes

ONE_IN = 8  # a power of two
SHORT = 100  # hashes
MOST = 1200  # postings looked at for one text
SHARE = 0.08  # estimated; what shares less with either text is no candidate


class Sample:
    """The sampled hashes of texts by number."""

    def __init__(self) -> None:
        self._long, self._short = Postings(), Postings()

    def add(self, number: int, found: Hashes) -> None:
        """Note a text's hashes."""
        if len(found) < SHORT:
            self._short.add(number, found)
        else:
            self._long.add(number, _sampled(found))

    def alike(self, own: Hashes, weights: Weights, sizes: array[int]) -> list[tuple[float, int]]:
        """The candidates for a text of `own` hashes of `weights`, each as (estimated share, number), the likeliest
        first; `sizes` are the counts of hashes by number."""
        rare = float(weights.sum())
        found = [_shared(self._short, own, weights)]
        if len(own) >= SHORT:
            kept = own & (ONE_IN - 1) == 0
            own, weights = own[kept], weights[kept]
        numbers, shared = _shared(self._long, own, weights)
        found.append((numbers, shared * ONE_IN))
        numbers, shared = (np.concatenate(arrays) for arrays in zip(*found, strict=True))
        shares = shared / np.minimum(rare, np.frombuffer(sizes, np.uint32)[numbers])
        likely = np.flatnonzero(shares >= SHARE)
        likely = likely[np.lexsort((numbers[likely], -shares[likely]))]
        return list(zip(shares[likely].tolist(), numbers[likely].tolist(), strict=True))


def _shared(postings: Postings, keys: Hashes, weights: Weights) -> tuple[Numbers, NDArray[np.float64]]:
    """The numbers that have some of the keys, each with the weight of these."""
    numbers, places = postings.find(keys, MOST)
    if not len(numbers):
        return numbers, np.empty(0)
    order = np.argsort(numbers, kind="stable")
    numbers = numbers[order]
    starts = np.flatnonzero(np.concatenate(([True], numbers[1:] != numbers[:-1])))
    return numbers[starts], np.add.reduceat(weights[places[order]], starts, dtype=np.float64)


def _sampled(found: Hashes) -> Hashes:
    sampled: Hashes = found[found & (ONE_IN - 1) == 0]
    return sampled
