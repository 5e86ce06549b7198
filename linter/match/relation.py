"""What two texts have in common, and what that makes of them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from linter.match.align import common_words
from linter.match.item import Relation
from linter.match.rarity import Weights
from linter.text.shingle import SIZE, Hashes

SURE = 0.8  # of a text's weight: it is there, whatever else differs
CARRIED = 0.72  # of an article's words stand in the item, in order: reworded by a fifth they still do
TELLING = 0.2  # of a text's weight at least is shared where one is taken from the other; formulae weigh nearly nothing
CUT = 0.7  # of the item's runs stand in the article: the item is a piece of it
PURE = 0.9  # of the item's runs stand in the article: it has nothing of its own
CUT_SHARED = 12  # runs; a shorter piece may be a formula
PIECE = 0.2  # of the article's words, in one stretch: a round-up took a part
PIECE_WORDS = 34
WHOLE = 0.85  # of what they share is that one stretch; texts of one template share a sentence here and there
GAP = 6  # words
FEW = 30  # runs; so short an article may be a formula in a longer text
MOSTLY = 0.55  # of an article's runs, formulae or not
ALIKE = 0.67  # of an article's words, or nearly CUT of an item's runs: alike, and a person must tell
NEARLY_CUT = 0.65


@dataclass(frozen=True, slots=True)
class Overlap:
    """The shares of an article and of an item that stand in the other one: of their runs of words (`forth`, `back`)
    and of the weight of these (`rare_forth`, `rare_back`). `shared` counts runs, `weight` what they weigh."""

    shared: int
    forth: float
    back: float
    rare_forth: float
    rare_back: float
    weight: float = 0.0

    @property
    def is_sure(self) -> bool:
        """Whether one text stands in the other as it is, so that no words need be compared."""
        return self.rare_forth >= SURE or (min(self.back, self.rare_back) >= PURE and self.rare_forth < CARRIED)

    @property
    def is_telling(self) -> bool:
        """Whether enough is shared, in share or in weight, to compare the words."""
        return max(self.rare_forth, self.rare_back, self.forth / 2) >= TELLING or self.weight >= CUT_SHARED


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
        weight,
    )


@dataclass(frozen=True, slots=True)
class Alignment:
    """`forth` and `back` are the shares of words that stand in the other text, in order. `stretch` is the share of
    the article's words in its longest part that stands there as it is, `whole` that part's share of all that
    does; `words` its length."""

    forth: float = 0.0
    back: float = 0.0
    stretch: float = 0.0
    whole: float = 0.0
    words: int = 0


def align(own: Sequence[str], found: Sequence[str]) -> Alignment:
    """Of the folded words of an article and of an item."""
    places: dict[tuple[str, ...], list[int]] = {run: [] for run in _runs(own)}
    for place, run in enumerate(_runs(found)):
        if run in places:
            places[run].append(place)
    common = _paired([(place, places[run]) for place, run in enumerate(_runs(own)) if places[run]])
    if not common:
        return Alignment()
    # A long item has every word somewhere: only what stands around the common runs is compared.
    first = max(0, min(there for _, there in common) - common[0][0] - GAP)
    last = max(there for _, there in common) + SIZE + len(own) - common[-1][0] + GAP
    same = common_words(own, found[first:last])
    stretches = _stretches(common)
    longest = max(stretches)
    return Alignment(same / len(own), same / len(found), longest / len(own), longest / sum(stretches), longest)


def _runs(words: Sequence[str]) -> Iterator[tuple[str, ...]]:
    return zip(*(words[start:] for start in range(SIZE)), strict=False)


def _paired(common: Sequence[tuple[int, Sequence[int]]]) -> list[tuple[int, int]]:
    """For each common run its place in the article and, of its places in the item, the next after the last one."""
    pairs: list[tuple[int, int]] = []
    last = -1
    for place, there in common:
        slot = bisect_right(there, last)
        last = there[slot] if slot < len(there) else there[0]
        pairs.append((place, last))
    return pairs


def _stretches(common: Sequence[tuple[int, int]]) -> list[int]:
    """The words in each part that one text took from the other. A part goes on where words were left out or put in;
    where words of the one stand in place of words of the other it ends, as in two texts of one template."""
    stretches: list[int] = []
    covered, end, there_end = 0, 0, 0
    for place, there in common:
        near = place <= end + GAP or 0 <= there - there_end + SIZE <= GAP + SIZE
        if covered and near and there + SIZE > there_end:
            covered += min(SIZE, place + SIZE - end)
        else:
            if covered:
                stretches.append(covered)
            covered = SIZE
        end, there_end = place + SIZE, there + SIZE
    return [*stretches, covered]


def relation(seen: Overlap, aligned: Alignment, *, linked: bool) -> Relation | None:
    """What `seen` and `aligned` make of an item."""
    if seen.shared < FEW and seen.back < CUT and seen.forth >= TELLING and not linked:
        return "similar" if seen.forth >= SURE else None
    if seen.rare_forth >= SURE or (aligned.forth >= CARRIED and seen.rare_forth >= TELLING):
        return "pushed"
    if linked and seen.forth < PIECE:
        return "linked"
    if _is_cut(seen) or _is_piece(aligned):
        return "pushed-partly"
    if linked:
        return "linked"
    return "similar" if seen.is_telling and _is_alike(seen, aligned) else None


def _is_cut(seen: Overlap) -> bool:
    return seen.back >= CUT and seen.rare_back >= TELLING and seen.shared >= CUT_SHARED


def _is_piece(aligned: Alignment) -> bool:
    return aligned.stretch >= PIECE and aligned.words >= PIECE_WORDS and aligned.whole >= WHOLE


def _is_alike(seen: Overlap, aligned: Alignment) -> bool:
    mostly = seen.forth >= MOSTLY or (seen.back >= NEARLY_CUT and seen.shared >= CUT_SHARED)
    return aligned.forth >= ALIKE or mostly
