"""Make the table of advance widths from the four fonts of Liberation Serif 2.x (at build time only).

    python tools/font_widths.py FOLDER [OUT.json]

FOLDER holds LiberationSerif-{Regular,Bold,Italic,BoldItalic}.ttf, as the package fonts-liberation2 of
Debian installs them under /usr/share/fonts/truetype/liberation2. Version 1 of the fonts lacks most
Vietnamese letters and is refused.
"""

from __future__ import annotations

import json
import sys
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from fontTools.ttLib import TTFont

STYLES = {"regular": "Regular", "bold": "Bold", "italic": "Italic", "bold-italic": "BoldItalic"}
# Latin with the Vietnamese letters, combining marks, Greek, punctuation and signs: what an article can hold.
BLOCKS = ((0x0020, 0x03FF), (0x1E00, 0x1EFF), (0x2000, 0x26FF), (0xFB00, 0xFB06))
OUT = Path(__file__).parent.parent / "linter" / "text" / "typeset" / "advances.json"


def wanted(code: int) -> bool:
    return any(first <= code <= last for first, last in BLOCKS)


def advance(font: Any, glyph: str, character: str) -> int:
    """The width in font units; marks and format controls (soft hyphen, joiners) take no room."""
    if unicodedata.category(character) in ("Mn", "Me", "Cf", "Cc"):
        return 0
    width: int = font["hmtx"][glyph][0]
    return width


def kern_pairs(font: Any) -> Iterator[tuple[str, str, int]]:
    """(left glyph, right glyph, font units) of the GPOS feature "kern" for Latin script."""
    gpos = font["GPOS"].table
    latin = next(r.Script for r in gpos.ScriptList.ScriptRecord if r.ScriptTag == "latn")
    features = [gpos.FeatureList.FeatureRecord[i] for i in latin.DefaultLangSys.FeatureIndex]
    lookups = [i for f in features if f.FeatureTag == "kern" for i in f.Feature.LookupListIndex]
    for table in (t for i in lookups for t in gpos.LookupList.Lookup[i].SubTable):
        if table.Format != 1:
            sys.exit("a kerning table by classes: this script reads only tables by pairs")
        for left, pairs in zip(table.Coverage.glyphs, table.PairSet, strict=True):
            for pair in pairs.PairValueRecord:
                yield left, pair.SecondGlyph, pair.Value1.XAdvance


def kerning(font: Any, characters: str) -> dict[str, int]:
    """The pairs of characters set closer or wider, in font units."""
    by_glyph: dict[str, list[str]] = {}
    for character in characters:
        by_glyph.setdefault(font.getBestCmap()[ord(character)], []).append(character)
    return {
        left + right: units
        for first, second, units in kern_pairs(font)
        for left in by_glyph.get(first, ())
        for right in by_glyph.get(second, ())
        if units
    }


def table(folder: Path) -> dict[str, Any]:
    fonts = {name: TTFont(folder / f"LiberationSerif-{file}.ttf") for name, file in STYLES.items()}
    cmaps = [font.getBestCmap() for font in fonts.values()]
    characters = "".join(chr(c) for c in sorted(set.intersection(*map(set, cmaps))) if wanted(c))
    if "ợ" not in characters:
        sys.exit("these fonts lack Vietnamese letters: Liberation Serif 2.x is needed")
    regular = fonts["regular"]
    return {
        "font": "Liberation Serif " + regular["name"].getDebugName(5).removeprefix("Version "),
        "units_per_em": regular["head"].unitsPerEm,
        "ascent": regular["hhea"].ascent,
        "descent": -regular["hhea"].descent,
        "line_gap": regular["hhea"].lineGap,
        "characters": characters,
        "advances": {
            name: [advance(font, font.getBestCmap()[ord(c)], c) for c in characters] for name, font in fonts.items()
        },
        "kerning": {name: kerning(font, characters) for name, font in fonts.items()},
    }


def main() -> None:
    if len(sys.argv) not in {2, 3}:
        sys.exit(__doc__)
    made = table(Path(sys.argv[1]))
    out = Path(sys.argv[2]) if len(sys.argv) == 3 else OUT
    text = json.dumps(made, ensure_ascii=False, separators=(",", ":"))
    out.write_text(text.replace('],"', '],\n"').replace('},"', '},\n"') + "\n", encoding="utf-8")
    print(f"{out}: {made['font']}, {len(made['characters'])} characters, {len(text.encode())} bytes")


if __name__ == "__main__":
    main()
