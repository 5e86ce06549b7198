"""How long an article is on paper, against half a page: three layouts, one verdict band.

Office rules allow many layouts, and half a page holds 206 to 346 syllables over them. So a text is set three
times: on the common page (nominal), on the airiest that is allowed (lenient), where its title counts too,
and on the densest (strict).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from linter.model import Fact
from linter.text.typeset import Measured, Profile, measure
from linter.text.vietnamese import decimal, syllables

Band = Literal["đạt", "sát ngưỡng", "chưa đạt"]

SYLLABLES_PER_LINE = 13.9  # of school prose at 14 pt on the nominal page, measured
TORN_PARAGRAPHS = 6
TORN_SYLLABLES = 12  # in the mean: less than a line each


@dataclass(frozen=True, slots=True)
class Layouts:
    """The three pages a text is set on; `extra_lines` are given to it on the lenient one, so that no error of
    the engine accuses."""

    nominal: Profile
    lenient: Profile
    strict: Profile
    extra_lines: int


@dataclass(frozen=True, slots=True)
class Length:
    """A text as it was set. Fractions are of the text area; `wanted` is the part that is to be filled."""

    nominal: Measured
    lenient_fraction: float
    strict_fraction: float
    wanted: float
    torn: bool  # into so many scraps that its height says nothing about its length

    @property
    def band(self) -> Band:
        if self.nominal.fraction >= self.wanted:
            return "sát ngưỡng" if self.torn else "đạt"
        return "sát ngưỡng" if self.lenient_fraction >= self.wanted else "chưa đạt"

    @property
    def lines(self) -> int:
        return sum(self.nominal.lines)

    @property
    def missing_lines(self) -> int:
        return self.nominal.missing_lines(self.wanted)

    @property
    def missing_syllables(self) -> int:
        """About as many, to the nearest five."""
        return max(5, round(self.missing_lines * SYLLABLES_PER_LINE / 5) * 5) if self.missing_lines else 0

    @property
    def told(self) -> str:
        """ "0,43 trang A4 (17/20 dòng)"."""
        needed = self.lines + self.missing_lines
        counted = f"{self.lines}/{needed} dòng" if needed > self.lines else f"{self.lines} dòng"
        return f"{decimal(self.nominal.fraction)} trang A4 ({counted})"

    @property
    def facts(self) -> dict[str, Fact]:
        """What the report keeps of it."""
        return {
            "lines": self.lines,
            "pages": round(self.nominal.fraction, 2),
            "needed_lines": self.lines + self.missing_lines,
            "syllables_missing": self.missing_syllables,
            "band": self.band,
        }


def length_of(prose: Sequence[str], title: str, layouts: Layouts, wanted: float) -> Length:
    """Set the paragraphs on the three pages, in regular letters whatever the source has."""
    nominal = measure(prose, layouts.nominal)
    lenient = measure([title, *prose], layouts.lenient)
    extra = layouts.extra_lines * layouts.lenient.pitch_pt / layouts.lenient.text_height_pt
    strict = measure(prose, layouts.strict)
    torn = _in_scraps(prose) and measure([" ".join(prose)], layouts.nominal).fraction < wanted
    return Length(nominal, lenient.fraction + extra, strict.fraction, wanted, torn)


def _in_scraps(prose: Sequence[str]) -> bool:
    return len(prose) >= TORN_PARAGRAPHS and sum(map(syllables, prose)) < TORN_SYLLABLES * len(prose)
