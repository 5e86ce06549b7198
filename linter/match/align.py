"""How much of a text stands in another one, word by word and in order, however much was edited between."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

LONGEST = 20_000  # words; beyond, two texts are compared by their beginnings


def common_words(one: Sequence[str], other: Sequence[str]) -> int:
    """The length of the longest common subsequence of two texts, in words.

    By the bits of whole numbers (Hyyrö 2004, "Bit-parallel LCS-length computation revisited"): one step for each
    word of `other`, each as cheap as an addition of numbers of len(one) bits.
    """
    one, other = one[:LONGEST], other[:LONGEST]
    places: defaultdict[str, int] = defaultdict(int)
    for place, word in enumerate(one):
        places[word] |= 1 << place
    everything = (1 << len(one)) - 1
    left = everything
    for word in other:
        if stands := places.get(word):
            kept = left & stands
            left = ((left + kept) | (left - kept)) & everything
    return len(one) - left.bit_count()
