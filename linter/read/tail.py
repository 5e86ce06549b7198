"""Takes the signature and the credit off the end of a text, for the readers of every format."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from linter.model import BlockKind, Region
from linter.read.raw import Raw
from linter.text.byline import Tail, split_tail

_WORDLESS = frozenset({BlockKind.TABLE, BlockKind.IMAGE})


def cut_tail(raws: Sequence[Raw]) -> tuple[tuple[Raw, ...], Tail]:
    """The text without its signature and credit, and what these say.

    Works on the lines as they were typed: an author's line often follows the last sentence by a soft break,
    and once the lines are settled it can no longer be told apart.
    """
    places = [
        (number, place)
        for number, raw in enumerate(raws)
        if raw.region is Region.MAIN and raw.kind not in _WORDLESS
        for place in range(len(raw.lines))
    ]
    texts = ["".join(run.text for run in raws[number].lines[place]) for number, place in places]
    pictured = {n for n, (number, place) in enumerate(places) if _under_picture(raws, number, place)}
    tail = split_tail(texts, pictured)
    taken = {places[order] for order in tail.taken}
    return tuple(_without(raws, taken)), tail


def _under_picture(raws: Sequence[Raw], number: int, place: int) -> bool:
    """Whether a line may say what a picture shows."""
    return raws[number].kind is BlockKind.CAPTION or (
        place == 0 and number > 0 and raws[number - 1].kind is BlockKind.IMAGE
    )


def _without(raws: Sequence[Raw], taken: set[tuple[int, int]]) -> Iterator[Raw]:
    touched = {number for number, _ in taken}
    for number, raw in enumerate(raws):
        if number not in touched:
            yield raw
            continue
        lines = tuple(line for place, line in enumerate(raw.lines) if (number, place) not in taken)
        if lines:
            yield replace(raw, lines=lines)
