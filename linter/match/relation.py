"""What two texts have in common, and what that makes of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from linter.match.align import common_words
from linter.match.item import Relation
from linter.match.rarity import Weights
from linter.text.shingle import SIZE, Hashes

SURE = 0.8  # of a text's weight: it is there, whatever else differs
CARRIED = 0.72  # of an article's words stand in the item, in order: reworded by a fifth it still does
TELLING = 0.2  # of a text's weight at least is shared where one is taken from the other; formulae weigh nearly nothing
CUT = 0.75  # of the item's words stand in the article: the item is a piece of it
CUT_SHARED = 12  # runs of words; a shorter piece may be a formula
PIECE = 0.2  # of the article, in one stretch: a round-up took a part
PIECE_WORDS = 34
GAP = 6  # words that may differ within a stretch
SIMILAR = 0.2  # of the runs: below, two texts share formulae only


@dataclass(frozen=True, slots=True)
class Overlap:
    """The shares of an article and of an item that stand in the other one: of their runs of words (`forth`, `back`)
    and of the weight of these (`rare_forth`, `rare_back`). `shared` counts runs."""

    shared: int
    forth: float
    back: float
    rare_forth: float
    rare_back: float

    @property
    def is_telling(self) -> bool:
        return max(self.rare_forth, self.rare_back) >= TELLING


def overlap(own: Hashes, own_weights: Weights, found: Hashes, found_weights: Weights) -> Overlap:
    """Of two sorted arrays of hashes, with a weight for each."""
    if not len(own) or not len(found):
        return Overlap(0, 0.0, 0.0, 0.0, 0.0)
    slots = np.minimum(np.searchsorted(found, own), len(found) - 1)
    common = found[slots] == own
    shared = int(np.count_nonzero(common))
    weight = float(own_weights[common].sum())
    return Overlap(
        shared,
        shared / len(own),
        shared / len(found),
        weight / max(float(own_weights.sum()), 1e-9),
        weight / max(float(found_weights.sum()), 1e-9),
    )


@dataclass(frozen=True, slots=True)
class Alignment:
    """`forth` and `back` are the shares of words, in order; `stretch` the words of the article's longest part that
    stands in the item nearly as it is."""

    forth: float
    back: float
    stretch: int
    words: int


def align(own: Sequence[str], found: Sequence[str]) -> Alignment:
    """Of the folded words of an article and of an item."""
    ours, theirs = _places(own), _places(found)
    common = sorted(place for run, places in ours.items() if run in theirs for place in places)
    if not common:
        return Alignment(0.0, 0.0, 0, len(own))
    there = [place for run, places in theirs.items() if run in ours for place in places]
    # A long item has every word somewhere: only what stands around the common runs is compared.
    first, last = max(0, min(there) - common[0] - GAP), max(there) + SIZE + len(own) - common[-1] + GAP
    same = common_words(own, found[first:last])
    return Alignment(same / len(own), same / len(found), _longest(common), len(own))


def _places(words: Sequence[str]) -> dict[tuple[str, ...], list[int]]:
    places: dict[tuple[str, ...], list[int]] = {}
    for place, run in enumerate(zip(*(words[start:] for start in range(SIZE)), strict=False)):
        places.setdefault(run, []).append(place)
    return places


def _longest(common: Sequence[int]) -> int:
    """Words of the longest stretch of runs that begin at `common`, sorted."""
    longest, began, end = 0, common[0], common[0] + SIZE
    for place in common:
        if place > end + GAP:
            began = place
        end = place + SIZE
        longest = max(longest, end - began)
    return longest


def relation(seen: Overlap, aligned: Alignment | None, *, linked: bool) -> Relation | None:
    """`aligned` is wanted where `seen` is telling and not sure."""
    if seen.rare_forth >= SURE:
        return "pushed"
    if aligned is not None and aligned.forth >= CARRIED and seen.rare_forth >= TELLING:
        return "pushed"
    if linked and seen.forth < PIECE:
        return "linked"
    if aligned is not None and _is_part(seen, aligned):
        return "pushed-partly"
    if linked:
        return "linked"
    return "similar" if max(seen.forth, seen.back) >= SIMILAR and seen.shared >= CUT_SHARED else None


def _is_part(seen: Overlap, aligned: Alignment) -> bool:
    if aligned.back >= CUT and seen.rare_back >= TELLING and seen.shared >= CUT_SHARED:
        return True
    return aligned.stretch >= max(PIECE_WORDS, PIECE * aligned.words) and seen.rare_forth >= PIECE / 2
