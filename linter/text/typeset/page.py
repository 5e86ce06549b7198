"""How much of a page a text fills: lines, heights and the part of the text area."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from linter.text.typeset.lines import Align, Engine, break_lines
from linter.text.typeset.widths import Run, times

_USUAL = 2000  # characters of a paragraph; longer ones are not kept


@dataclass(frozen=True, slots=True)
class Profile:
    """A page and how its paragraphs are set; what is not given is the nominal page of the dispatch's ½ A4.

    Millimetres, but points for the size and the gaps before and after a paragraph. `margins_mm` are top,
    bottom, left, right, as in a draft's `Layout`. `line_spacing` 1.0 is single.
    """

    size_pt: float = 14
    line_spacing: float = 1.15
    before_pt: float = 0
    after_pt: float = 6
    indent_mm: float = 12.7
    margins_mm: tuple[float, float, float, float] = (20, 20, 30, 20)
    width_mm: float = 210
    height_mm: float = 297
    align: Align = "justify"
    engine: Engine = "word"
    kern: bool = False

    @property
    def text_width_twips(self) -> int:
        """The width of the text area, each length rounded to twips as Word keeps it in the file."""
        return _twips(self.width_mm) - _twips(self.margins_mm[2]) - _twips(self.margins_mm[3])

    @property
    def text_height_pt(self) -> float:
        return (_twips(self.height_mm) - _twips(self.margins_mm[0]) - _twips(self.margins_mm[1])) / 20

    @property
    def pitch_pt(self) -> float:
        """From one line to the next; both programs cut it to whole twips (at 14 pt 16.1, 18.5, 24.15)."""
        return math.floor(times().line_twips(self.size_pt) * self.line_spacing + 1e-6) / 20

    @property
    def gap_pt(self) -> float:
        """Between two paragraphs, beside the pitch: the larger of after and before, not their sum."""
        return max(self.after_pt, self.before_pt)


@dataclass(frozen=True, slots=True)
class Measured:
    """Paragraphs as they stand on a page of `profile`: the text of each line of each paragraph."""

    profile: Profile
    paragraphs: tuple[tuple[str, ...], ...]

    @property
    def lines(self) -> tuple[int, ...]:
        """Lines of each paragraph."""
        return tuple(map(len, self.paragraphs))

    @property
    def height_pt(self) -> float:
        """All lines and the gaps between paragraphs; nothing above the first and below the last."""
        gaps = max(len(self.paragraphs) - 1, 0)
        return sum(self.lines) * self.profile.pitch_pt + gaps * self.profile.gap_pt

    @property
    def fraction(self) -> float:
        """The part of the text area's height that is filled; above 1 on more than one page."""
        return self.height_pt / self.profile.text_height_pt

    def missing_lines(self, fraction: float = 0.5) -> int:
        """How many lines more reach that part of the text area; 0 when it is reached."""
        short = fraction * self.profile.text_height_pt - self.height_pt
        return max(math.ceil(round(short / self.profile.pitch_pt, 9)), 0)


def measure(paragraphs: Sequence[str | Sequence[Run]], profile: Profile) -> Measured:
    """Set each paragraph on the page; a paragraph is its text (in regular letters) or its runs."""
    return Measured(
        profile,
        tuple(
            _usual(paragraph, profile)
            if isinstance(paragraph, str) and len(paragraph) <= _USUAL
            else _set(paragraph, profile)
            for paragraph in paragraphs
        ),
    )


@lru_cache(maxsize=256)  # two rules set the same paragraphs on the same page
def _usual(paragraph: str, profile: Profile) -> tuple[str, ...]:
    return _set(paragraph, profile)


def _set(paragraph: str | Sequence[Run], profile: Profile) -> tuple[str, ...]:
    """The lines of one paragraph."""
    lines = break_lines(
        [(paragraph, 0)] if isinstance(paragraph, str) else paragraph,
        size_pt=profile.size_pt,
        width=profile.text_width_twips,
        first_line=_twips(profile.indent_mm),
        kern=profile.kern,
        align=profile.align,
        engine=profile.engine,
    )
    return tuple(lines)


def _twips(mm: float) -> int:
    return round(mm * 1440 / 25.4)
