"""How wide each character of Times New Roman is, from the table beside this module (advances.md)."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import accumulate, chain, repeat
from operator import add
from pathlib import Path

_TABLE = Path(__file__).with_name("advances.json")
_STYLES = ("regular", "bold", "italic", "bold-italic")  # in the order of the style numbers 0 to 3
# A letter the fonts lack is set from another font: ideographs and emoji one em, anything else half an em.
_FOREIGN_WIDE, _FOREIGN = 2048, 1024
_SAME_AS = {"\u2011": "\u2010", "\u202f": "\u2009"}  # signs every program takes from a neighbour

Run = tuple[str, int]


class Advances(dict[str, int]):
    """Character → advance in font units; a character the font lacks gets the width of what replaces it."""

    def __missing__(self, character: str) -> int:
        if character in _SAME_AS:
            return self[_SAME_AS[character]]
        if unicodedata.category(character) in {"Mn", "Me", "Cf", "Cc"}:
            return 0
        base = unicodedata.normalize("NFD", character)[0]
        if base != character:
            return self[base]
        return _FOREIGN_WIDE if unicodedata.east_asian_width(character) in {"W", "F"} else _FOREIGN


@dataclass(frozen=True, slots=True)
class Font:
    """The measures of the four styles; lengths in font units, `units_per_em` to the size."""

    units_per_em: int
    ascent: int
    descent: int
    line_gap: int
    advances: tuple[Advances, ...]
    kerning: tuple[dict[str, int], ...]

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
    characters = table["characters"]
    return Font(
        units_per_em=table["units_per_em"],
        ascent=table["ascent"],
        descent=table["descent"],
        line_gap=table["line_gap"],
        advances=tuple(Advances(zip(characters, table["advances"][s], strict=True)) for s in _STYLES),
        kerning=tuple(table["kerning"][s] for s in _STYLES),
    )
