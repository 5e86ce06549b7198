"""Which numbering makes a paragraph an item of a list, and how it sets the item."""

from __future__ import annotations

from dataclasses import replace

from linter.read.docx.setting import Setting, read_setting
from linter.read.docx.styles import Form
from linter.read.docx.xml import Element, W, value, whole


class Lists:
    """The lists that a document defines. A paragraph that points at none of them is no item, as in Word."""

    def __init__(self, root: Element | None) -> None:
        self._known: dict[int, int | None] = {}
        self._silent: set[tuple[int | None, int]] = set()  # levels that show nothing before the text
        self._settings: dict[tuple[int | None, int], Setting] = {}
        if root is None:
            return
        for abstract in root.iter(W + "abstractNum"):
            number = whole(value(abstract, "abstractNumId"))
            for level in abstract.iter(W + "lvl"):
                place = (number, whole(value(level, "ilvl")) or 0)
                self._settings[place] = read_setting(level.find(W + "pPr"))
                if _is_silent(level):
                    self._silent.add(place)
        for listed in root.iter(W + "num"):
            number = whole(value(listed, "numId"))
            if number is not None:
                self._known[number] = whole(value(listed.find(W + "abstractNumId")))

    def shows(self, number: int | None, level: int | None) -> bool:
        """Whether a paragraph of this list and level gets a number or a mark."""
        if number is None or number not in self._known:
            return False
        return (self._known[number], level or 0) not in self._silent

    def form(self, style: Form, own: Form) -> Form:
        """What holds for a paragraph of this style that says this itself, its list's level among it.

        The level stands over the style, but under the style that named the list (ECMA-376 part 1, 17.7.2).
        """
        form = style.under(own)
        known = None if form.list_id is None else self._known.get(form.list_id)
        level = self._settings.get((known, form.level or 0))
        if level is None:
            return form
        below = level.under(style.setting) if own.list_id is None else style.setting.under(level)
        return replace(form, setting=below.under(own.setting))


def _is_silent(level: Element) -> bool:
    """Whether a level has neither figure nor text."""
    format_ = next(level.iter(W + "numFmt"), None)
    return value(format_) == "none" and not (value(level.find(W + "lvlText")) or "").strip()
