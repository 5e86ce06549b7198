"""Which paragraph of a draft is its title. Few teachers use styles: most centre a line or make it bold."""

from __future__ import annotations

import re
from collections.abc import Sequence

from linter.model import BlockKind
from linter.read.docx.piece import HEADING_SYLLABLES, Piece
from linter.read.docx.refusals import last_part
from linter.text.vietnamese import clean, syllables

_TEXT = frozenset({BlockKind.PARAGRAPH, BlockKind.HEADING})


def take_title(pieces: Sequence[Piece], name: str) -> tuple[str, list[Piece]]:
    """The title, and the pieces without it. Without one, the file's `name` less its ending is the title."""
    place = _place(pieces)
    if place is None:
        return re.sub(r"\.[A-Za-z]{3,5}$", "", last_part(name)), list(pieces)
    rest = [*pieces[:place], *pieces[place + 1 :]]
    return clean(pieces[place].text), rest


def _place(pieces: Sequence[Piece]) -> int | None:
    lines = [place for place, piece in enumerate(pieces) if piece.raw.kind in _TEXT and not piece.beside]
    titled = next((place for place in lines if "title" in pieces[place].form.names), None)
    if titled is not None:
        return titled
    heading = next((place for place in lines if pieces[place].raw.kind is BlockKind.HEADING), None)
    first = lines[0] if lines else None
    if first is not None and first != heading and _stands_out(pieces[first]):
        # A heading further down, below prose, opens a section; the first line is the title then.
        between = [place for place in lines if place < (len(pieces) if heading is None else heading)]
        if heading is None or any(syllables(pieces[place].text) > HEADING_SYLLABLES for place in between):
            return first
    return heading


def _stands_out(piece: Piece) -> bool:
    text = piece.text
    loud = text.isupper() or piece.mostly("caps")
    return syllables(text) <= HEADING_SYLLABLES and (piece.form.aligned == "center" or piece.mostly("bold") or loud)
