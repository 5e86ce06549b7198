"""Which numbering makes a paragraph an item of a list."""

from __future__ import annotations

from linter.read.docx.xml import Element, W, value, whole


class Lists:
    """The lists that a document defines. A paragraph that points at none of them is no item, as in Word."""

    def __init__(self, root: Element | None) -> None:
        self._known: dict[int, int | None] = {}
        self._silent: set[tuple[int | None, int]] = set()  # levels that show nothing before the text
        if root is None:
            return
        for abstract in root.iter(W + "abstractNum"):
            number = whole(value(abstract, "abstractNumId"))
            self._silent |= {
                (number, level) for level in map(_silent_level, abstract.iter(W + "lvl")) if level is not None
            }
        for listed in root.iter(W + "num"):
            number = whole(value(listed, "numId"))
            if number is not None:
                self._known[number] = whole(value(listed.find(W + "abstractNumId")))

    def shows(self, number: int | None, level: int | None) -> bool:
        """Whether a paragraph of this list and level gets a number or a mark."""
        if number is None or number not in self._known:
            return False
        return (self._known[number], level or 0) not in self._silent


def _silent_level(level: Element) -> int | None:
    """The number of a level without figure and without text; None for the others."""
    format_ = next(level.iter(W + "numFmt"), None)
    text = value(level.find(W + "lvlText"))
    return whole(value(level, "ilvl")) if value(format_) == "none" and not (text or "").strip() else None
