"""The page, the font and the paragraphs of a draft as its author left them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Sequence
from typing import Literal, TypeVar

from linter.model import BlockKind, Layout
from linter.read.docx.piece import Piece
from linter.read.docx.styles import Face, Form
from linter.read.docx.xml import Element, W, points, value, whole

_MM_PER_POINT = 25.4 / 72
_TWIPS = 20  # in a point
_BODY = frozenset({BlockKind.PARAGRAPH, BlockKind.LIST_ITEM, BlockKind.QUOTE})
_MOST_COLUMNS = 45  # of Word
_WORD_2013 = 15  # the compatibility mode from which justified lines shrink their spaces
_ALIGNED: dict[str, Literal["justify", "center", "right"]] = {
    **dict.fromkeys(("both", "distribute", "thaiDistribute", "lowKashida", "mediumKashida", "highKashida"), "justify"),
    "center": "center",
    "right": "right",
    "end": "right",
}  # fmt: skip

T = TypeVar("T", bound=Hashable)
Letters = Sequence[tuple[Face, Form, int]]  # so many characters look so, in a paragraph that stands so


def layout_of(root: Element, settings: Element | None, pieces: Sequence[Piece]) -> Layout:
    """The body's section, which is the last, and how most of its characters and of their paragraphs look."""
    section = root.find(f"{W}body/{W}sectPr")
    size, margins, columns = (
        section.find(W + name) if section is not None else None for name in ("pgSz", "pgMar", "cols")
    )
    top, bottom, left, right = (_millimetres(margins, side) for side in ("top", "bottom", "left", "right"))
    known = top is not None and bottom is not None and left is not None and right is not None
    body = [(face, p.form, count) for p in pieces if p.raw.kind in _BODY for face, count in p.inks.items()]
    font, points_ = _most(body, lambda face, _: (face.font, face.size)) or (None, None)
    spacing, line = _most(body, lambda _, form: form.setting.height) or (1.0, 0.0)
    before, after = _most(body, lambda _, form: form.setting.gaps) or (0.0, 0.0)
    indents = _most(body, lambda _, form: form.setting.indents) or (0.0, 0.0, 0.0)
    first_mm, left_mm, right_mm = (round(length * _MM_PER_POINT, 2) for length in indents)
    return Layout(
        width_mm=_millimetres(size, "w"),
        height_mm=_millimetres(size, "h"),
        margins_mm=(top, bottom, left, right) if known else None,  # type: ignore[arg-type]  # known
        font=font or None,
        size_pt=points_,
        line_spacing=spacing,
        line_pt=line,
        before_pt=before,
        after_pt=after,
        first_line_mm=first_mm,
        indents_mm=(left_mm, right_mm),
        align=_ALIGNED.get(_most(body, lambda _, form: form.aligned or "") or "", "left"),
        columns=min(max(whole(value(columns, "num")) or 1, 1), _MOST_COLUMNS),
        kern=_most(body, lambda face, _: face.kerned) or False,
        shrinks_spaces=_mode(settings) >= _WORD_2013,
    )


def _millimetres(element: Element | None, name: str) -> float | None:
    """A page's measure; a margin below 0 holds although the header is taller, so its sign says nothing."""
    length = points(value(element, name), _TWIPS)
    return None if length is None else round(abs(length) * _MM_PER_POINT, 1)


def _most(letters: Letters, of: Callable[[Face, Form], T]) -> T | None:
    """What most characters have; None where there are none."""
    seen: Counter[T] = Counter()
    for face, form, count in letters:
        seen[of(face, form)] += count
    return max(seen, key=lambda looks: seen[looks], default=None)


def _mode(settings: Element | None) -> int:
    """The compatibility mode; a document that names none is Word 2007's (12)."""
    for setting in settings.iter(W + "compatSetting") if settings is not None else ():
        if value(setting, "name") == "compatibilityMode":
            return whole(value(setting)) or 12
    return 12
