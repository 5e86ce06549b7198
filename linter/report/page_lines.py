"""The lines of a page as SVG: where each begins and ends, as Word sets them. Lengths are points."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from linter.report import mask
from linter.report.safe import shown
from linter.report.svg import content, element, path
from linter.text.typeset import Measured, Profile
from linter.text.typeset.widths import times

MOST_LINES = 60  # drawn with their text; a page at 14 pt holds 39
_MOST_STROKES = 240  # lines of which only the length is drawn
_LONGEST = 300  # characters of a line: more do not fit, unless they have no width
_SERIF = "'Times New Roman', 'Liberation Serif', serif"


@dataclass(frozen=True, slots=True)
class SetLine:
    """A line on the page: where it begins, its top, its room and whether it is spread over all of it."""

    text: str
    x: float
    top: float
    room: float
    spread: bool


def drawn_lines(measured: Measured) -> str:
    """The first page's lines: their text, and of a text of several pages only strokes in the lower half.

    Numbers that lead to a person are hidden.
    """
    profile = measured.profile
    lines = list(islice(_lines(measured), MOST_LINES + _MOST_STROKES))
    told = _told_in_full(lines, measured)
    return "\n".join((_text(_masked(lines, told), profile), *_strokes(lines[told:], profile)))


def natural(text: str, profile: Profile, style: int = 0) -> float:
    """How wide the text is on one line whose spaces are as the font has them."""
    font = times()
    return font.positions([(text, style)], kern=profile.kern)[-1] / font.units_per_em * profile.size_pt


def points(mm: float) -> float:
    return mm * 72 / 25.4


def _lines(measured: Measured) -> Iterator[SetLine]:
    """The lines of the first page that have text."""
    profile = measured.profile
    top, left, width = points(profile.margins_mm[0]), points(profile.margins_mm[2]), profile.text_width_twips / 20
    bottom, y = top + profile.text_height_pt, top
    for paragraph in measured.paragraphs:
        for place, text in enumerate(paragraph):
            if y + profile.pitch_pt > bottom + 0.01:
                return
            indent = 0 if place else points(profile.indent_mm)
            spread = profile.align == "justify" and place < len(paragraph) - 1
            if text:
                yield SetLine(text, left + indent, y, width - indent, spread)
            y += profile.pitch_pt
        y += profile.gap_pt


def _told_in_full(lines: Sequence[SetLine], measured: Measured) -> int:
    """How many lines show their text."""
    profile = measured.profile
    if measured.fraction <= 1:
        return min(len(lines), MOST_LINES)
    middle = points(profile.margins_mm[0]) + profile.text_height_pt / 2
    return min(sum(line.top + profile.pitch_pt <= middle for line in lines), MOST_LINES)


def _masked(lines: Sequence[SetLine], count: int) -> list[SetLine]:
    """The first `count` lines, fit to be shown; one line more is read, into which a number may run."""
    hidden = mask.lines([line.text for line in lines[: count + 1]])
    return [replace(line, text=shown(text, _LONGEST)) for line, text in zip(lines[:count], hidden, strict=False)]


def _text(lines: Sequence[SetLine], profile: Profile) -> str:
    font = times()
    ascent = font.ascent / font.units_per_em * profile.size_pt
    drawn = (_drawn(line, profile, line.top + ascent) for line in lines)
    return element(
        "g",
        "\n",
        *(f"{line}\n" for line in drawn),
        font_family=_SERIF,
        font_size=profile.size_pt,
        fill="#1a1a1a",
        text_rendering="geometricPrecision",
        xml__space="preserve",
    )


def _drawn(line: SetLine, profile: Profile, baseline: float) -> str:
    """A line that ends where Word's does: its spaces stretched or shrunk, and its length given besides, for
    a viewer that has another font."""
    own = natural(line.text, profile)
    gaps = sum(map(line.text.count, (" ", "\u00a0")))
    spread = line.spread and gaps > 0
    width = line.room if spread else own
    attributes: dict[str, str | float] = {"x": line.x + _shift(profile, line.room - width), "y": baseline}
    if width > 0:
        attributes["textLength"] = width
    if spread:
        attributes["word_spacing"] = f"{(width - own) / gaps:.3f}"
    return element("text", content(line.text), **attributes)


def _shift(profile: Profile, free: float) -> float:
    return {"center": free / 2, "right": free}.get(profile.align, 0)


def _strokes(lines: Sequence[SetLine], profile: Profile) -> Iterator[str]:
    """Lines without their words."""
    if lines:
        steps: list[str | float] = []
        for line in lines:
            length = line.room if line.spread else min(natural(line.text, profile), line.room)
            steps += ["M", line.x, line.top + profile.pitch_pt / 2, "h", length]
        yield element("path", d=path(*steps), stroke="#c9ced5", stroke_width=profile.size_pt * 0.4)
