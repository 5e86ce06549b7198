"""Candidates: the texts that share much of what is rare in a text, found by a sample of their hashes.

A sample of the same hashes everywhere (those divisible by eight) estimates what two long texts share; a short text
is kept whole, so that the lead which a portal took over is found by its few words.
"""

from __future__ import annotations

from array import array

import numpy as np
from numpy.typing import NDArray

from linter.match.postings import Postings
from linter.match.rarity import Weights
from linter.text.shingle import Hashes

ONE_IN = 8  # a power of two
SHORT = 100  # hashes
MOST = 4000  # postings looked at for one text
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
        """The candidates for a text of `own` hashes of `weights`, each as (estimated share, number); `sizes` are the
        counts of hashes by number."""
        rare = float(weights.sum())
        found = _shared(self._short, own, weights, 1)
        if len(own) >= SHORT:
            kept = own & (ONE_IN - 1) == 0
            own, weights = own[kept], weights[kept]
        found += _shared(self._long, own, weights, ONE_IN)
        shares = ((weight / min(rare, sizes[number]), number) for weight, number in found)
        return [(share, number) for share, number in shares if share >= SHARE]


def _shared(postings: Postings, keys: Hashes, weights: Weights, one_in: int) -> list[tuple[float, int]]:
    """The texts that have some of the keys: (estimated weight in common, number)."""
    numbers, places = postings.find(keys, MOST)
    if not len(numbers):
        return []
    candidates, inverse = np.unique(numbers, return_inverse=True)
    scores: NDArray[np.float64] = np.bincount(inverse, weights[places]).astype(np.float64)
    return list(zip((scores * one_in).tolist(), candidates.tolist(), strict=True))


def _sampled(found: Hashes) -> Hashes:
    sampled: Hashes = found[found & (ONE_IN - 1) == 0]
    return sampled
