"""How wide each character of Times New Roman is, from the table beside this module (advances.md)."""

from __future__ import annotations

import json
import math
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from itertools import accumulate, chain, repeat
from operator import add
from pathlib import Path

_TABLE = Path(__file__).with_name("advances.json")
_STYLES = ("regular", "bold", "italic", "bold-italic")  # in the order of the style numbers 0 to 3
_SAME_AS = {"\u2011": "\u2010", "\u202f": "\u2009"}  # signs every program takes from a neighbour
_SIXTHS = 6

Run = tuple[str, int]


class Advances(dict[str, int]):
    """Character → advance in units of `em`; a character the font lacks gets the width of what replaces it."""

    def __init__(self, advances: Iterable[tuple[str, int]], em: int) -> None:
        super().__init__(advances)
        self.em = em

    def __missing__(self, character: str) -> int:
        if character in _SAME_AS:
            return self[_SAME_AS[character]]
        if unicodedata.category(character) in {"Mn", "Me", "Cf", "Cc"}:
            return 0
        base = unicodedata.normalize("NFD", character)[0]
        if base != character:
            return self[base]
        # A letter of another font: ideographs and emoji are one em wide, anything else half an em.
        return self.em if unicodedata.east_asian_width(character) in {"W", "F"} else self.em // 2


@dataclass(frozen=True, slots=True)
class Font:
    """The measures of the four styles; lengths in units, of which the size has `units_per_em`.

    The width of text of one style is rounded up to a multiple of `grain`.
    """

    units_per_em: int
    ascent: int
    descent: int
    line_gap: int
    advances: tuple[Advances, ...]
    kerning: tuple[dict[str, int], ...]
    grain: int = 1

    @property
    def space(self) -> int:
        """The width of a space, the same in the four styles."""
        return self.advances[0][" "]

    def line_twips(self, size_pt: float) -> int:
        """The height of a single-spaced line, in twips: what Word and LibreOffice round it to."""
        return round(size_pt * 20 * (self.ascent + self.descent + self.line_gap) / self.units_per_em)

    def positions(self, runs: Sequence[Run], *, kern: bool) -> list[int]:
        """Where each character of the runs' text begins when set in one line, and last where it ends.

        Marks stand on their letter and take no room. Kerning is off unless asked for, as in Word.
        """
        x = [0]
        for text, style in runs:
            widths = map(self.advances[style].__getitem__, text)
            if kern:
                pairs = map(add, text, text[1:])
                kerns = map(self.kerning[style].get, pairs, repeat(0))
                widths = map(add, widths, chain(kerns, (0,)))
            x.extend(accumulate(widths, initial=x.pop()))
        return x


@cache
def times() -> Font:
    """The table, read at the first call."""
    table = json.loads(_TABLE.read_text(encoding="utf-8"))
    em, characters = table["units_per_em"], table["characters"]
    return Font(
        units_per_em=em,
        ascent=table["ascent"],
        descent=table["descent"],
        line_gap=table["line_gap"],
        advances=tuple(Advances(zip(characters, table["advances"][s], strict=True), em) for s in _STYLES),
        kerning=tuple(table["kerning"][s] for s in _STYLES),
    )


@lru_cache(maxsize=16)
def rounded_times(size_pt: float) -> Font:
    """The table as LibreOffice 7.4 uses it at that size: advances in sixths of a twip, text in whole twips.

    Found by narrowing columns twip by twip: 57 of 57 sentences at 10 to 16 pt broke where this says.
    """
    font = times()
    em = round(size_pt * 20 * _SIXTHS)

    def rounded(units: int) -> int:
        return math.floor(units * em / font.units_per_em + 0.5)

    return replace(
        font,
        units_per_em=em,
        ascent=rounded(font.ascent),
        descent=rounded(font.descent),
        line_gap=rounded(font.line_gap),
        advances=tuple(Advances(((c, rounded(w)) for c, w in a.items()), em) for a in font.advances),
        kerning=tuple({pair: rounded(w) for pair, w in k.items()} for k in font.kerning),
        grain=_SIXTHS,
    )
