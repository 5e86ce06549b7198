"""Candidates: the texts that share much of what is rare in a text, found by a sample of their hashes.

A sample of the same hashes everywhere (one in four) estimates what two long texts share; a short text
is kept whole, so that the lead which a portal took over is found by its few words.
"""

from __future__ import annotations

from array import array

import numpy as np
from numpy.typing import NDArray

from linter.match.postings import Numbers, Postings
from linter.match.rarity import Weights
from linter.text.shingle import Hashes

ONE_IN = 4  # a power of two
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
        found = [_shares(self._short, (own, weights), rare, sizes, 1)]
        if len(own) >= SHORT:
            kept = own & (ONE_IN - 1) == 0
            own, weights = own[kept], weights[kept]
        found.append(_shares(self._long, (own, weights), rare, sizes, ONE_IN))
        numbers, shares = (np.concatenate(arrays) for arrays in zip(*found, strict=True))
        likely = np.flatnonzero(shares >= SHARE)
        likely = likely[np.lexsort((numbers[likely], -shares[likely]))]
        return list(zip(shares[likely].tolist(), numbers[likely].tolist(), strict=True))


def _shares(
    postings: Postings, keys: tuple[Hashes, Weights], rare: float, sizes: array[int], one_in: int
) -> tuple[Numbers, NDArray[np.float64]]:
    """The numbers that have some of the keys, each with the estimated share of the weight in common: of a text that
    weighs `rare`, but for the keys that stand in so many texts that they were not looked at."""
    weights = keys[1]
    found = postings.find(keys[0], MOST)
    if not len(found.numbers):
        return found.numbers, np.empty(0)
    order = np.argsort(found.numbers, kind="stable")
    numbers = found.numbers[order]
    starts = np.flatnonzero(np.concatenate(([True], numbers[1:] != numbers[:-1])))
    numbers = numbers[starts]
    shared = one_in * np.add.reduceat(weights[found.places[order]], starts, dtype=np.float64)
    told = max(rare - one_in * float(weights[found.passed].sum()), 1e-9)
    return numbers, shared / np.minimum(told, np.frombuffer(sizes, np.uint32)[numbers])


def _sampled(found: Hashes) -> Hashes:
    sampled: Hashes = found[found & (ONE_IN - 1) == 0]
    return sampled
