"""How paragraphs are set: the height of lines, the gaps around them, indents, alignment.

What holds, from below: the document's defaults, the paragraph's style with those it is based on, the level of
its list, the paragraph itself. Each attribute is inherited by itself (ECMA-376 part 1, 17.3.1.12, .13, .33).
"""

from __future__ import annotations

from dataclasses import dataclass

from linter.read.docx.xml import Element, W, is_on, points, value

_TWIPS = 20  # in a point
_SINGLE = 12.0  # a single line in the unit of w:line, which is a 240th
_WEB_GAP = 14.0  # what Word puts for "Auto" around a paragraph that came from a page
_HIGHEST = 1584.0  # points; Word takes no more


@dataclass(frozen=True, slots=True)
class Setting:
    """Properties of a paragraph's looks; None is unsaid. Lengths in points; `line` in points, or in 12ths of
    a single line where the `rule` is "auto"; `first` is below 0 when it hangs."""

    line: float | None = None
    rule: str | None = None
    before: float | None = None
    after: float | None = None
    web_before: bool | None = None
    web_after: bool | None = None
    tight: bool | None = None  # no gap to a neighbour of the same style
    first: float | None = None
    left: float | None = None
    right: float | None = None

    def under(self, top: Setting) -> Setting:
        """What holds where `top` is said over this."""
        return Setting(
            self.line if top.line is None else top.line,
            self.rule if top.rule is None else top.rule,
            self.before if top.before is None else top.before,
            self.after if top.after is None else top.after,
            self.web_before if top.web_before is None else top.web_before,
            self.web_after if top.web_after is None else top.web_after,
            self.tight if top.tight is None else top.tight,
            self.first if top.first is None else top.first,
            self.left if top.left is None else top.left,
            self.right if top.right is None else top.right,
        )

    @property
    def height(self) -> tuple[float, float]:
        """Of a line: in single lines (0 where it is exact), and the points that it has at least."""
        if not self.line:
            return 1.0, 0.0
        if self.rule == "exact":
            return 0.0, self.line
        return (1.0, self.line) if self.rule == "atLeast" else (self.line / _SINGLE, 0.0)

    @property
    def gaps(self) -> tuple[float, float]:
        """Before and after the paragraph, in points."""
        if self.tight:
            return 0.0, 0.0
        return (
            _WEB_GAP if self.web_before else self.before or 0.0,
            _WEB_GAP if self.web_after else self.after or 0.0,
        )

    @property
    def indents(self) -> tuple[float, float, float]:
        """Of the first line, of the left and of the right, in points."""
        return self.first or 0.0, self.left or 0.0, self.right or 0.0


def read_setting(properties: Element | None) -> Setting:
    """A `w:pPr`. Values that make no sense are passed over, as Word does."""
    if properties is None:
        return Setting()
    spacing, indent = properties.find(W + "spacing"), properties.find(W + "ind")
    tight = properties.find(W + "contextualSpacing")
    return Setting(
        line=_length(spacing, "line", least=1 / _TWIPS),
        rule=value(spacing, "lineRule"),
        before=_length(spacing, "before"),
        after=_length(spacing, "after"),
        web_before=_switch(spacing, "beforeAutospacing"),
        web_after=_switch(spacing, "afterAutospacing"),
        tight=None if tight is None else is_on(tight),
        first=_first(indent),
        left=_either(indent, "start", "left"),
        right=_either(indent, "end", "right"),
    )


def _first(indent: Element | None) -> float | None:
    """Hanging and indented exclude each other; hanging wins."""
    hanging = _length(indent, "hanging")
    return -hanging if hanging is not None else _length(indent, "firstLine")


def _either(element: Element | None, new: str, old: str) -> float | None:
    found = _length(element, new, least=-_HIGHEST)
    return _length(element, old, least=-_HIGHEST) if found is None else found


def _length(element: Element | None, name: str, least: float = 0.0) -> float | None:
    found = points(value(element, name), _TWIPS)
    return found if found is not None and least <= found <= _HIGHEST else None


def _switch(element: Element | None, name: str) -> bool | None:
    said = value(element, name)
    return None if said is None else said in {"1", "true", "on"}
