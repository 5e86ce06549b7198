"""The page and the font of a draft as its author left them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from linter.model import BlockKind, Layout
from linter.read.docx.piece import Piece
from linter.read.docx.xml import Element, W, points, value

_MM_PER_POINT = 25.4 / 72
_TWIPS = 20  # in a point
_BODY = frozenset({BlockKind.PARAGRAPH, BlockKind.LIST_ITEM, BlockKind.QUOTE})


def layout_of(root: Element, pieces: Sequence[Piece]) -> Layout:
    """The body's section, which is the last, and the font and size of most of its characters."""
    section = root.find(f"{W}body/{W}sectPr")
    size = section.find(W + "pgSz") if section is not None else None
    margins = section.find(W + "pgMar") if section is not None else None
    top, bottom, left, right = (_millimetres(margins, side) for side in ("top", "bottom", "left", "right"))
    font, points_ = _letters(pieces)
    known = top is not None and bottom is not None and left is not None and right is not None
    return Layout(
        width_mm=_millimetres(size, "w"),
        height_mm=_millimetres(size, "h"),
        margins_mm=(top, bottom, left, right) if known else None,  # type: ignore[arg-type]  # known
        font=font or None,
        size_pt=points_,
    )


def _millimetres(element: Element | None, name: str) -> float | None:
    """A page's measure; a margin below 0 holds although the header is taller, so its sign says nothing."""
    length = points(value(element, name), _TWIPS)
    return None if length is None else round(abs(length) * _MM_PER_POINT, 1)


def _letters(pieces: Sequence[Piece]) -> tuple[str | None, float | None]:
    """Together the font and the size that most characters of the body have."""
    seen: Counter[tuple[str | None, float | None]] = Counter()
    for piece in pieces:
        if piece.raw.kind in _BODY:
            for face, count in piece.inks.items():
                seen[face.font, face.size] += count
    return max(seen, key=lambda pair: seen[pair], default=(None, None))
