"""Text set in lines as Microsoft Word or LibreOffice 7.4 sets it, one line after the other.

Lengths come in twips (1/20 pt) and are turned into font units at once. A line's end is found by bisection in
the places of the characters, so the work is linear in the text.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from typing import Literal

from linter.text.typeset.breaks import before_slash, last_place, libreoffice_breaks, word_breaks
from linter.text.typeset.compose import compose
from linter.text.typeset.widths import Font, Run, rounded_times, times

Align = Literal["justify", "left", "center", "right"]
Engine = Literal["word", "libreoffice"]

# Word from 2013 on pulls the next unit of justified text up if the spaces then shrink by at most a quarter
# and the line without it would be stretched at least twice as much as the line with it is shrunk. Found from
# 1,061 decisions in files of Word 2016 to 365, of which it explains 1,060.
SHRINK = 0.25
STRETCH = 2.0
_USUAL = 2000  # characters of a paragraph
_ITALIC = 2  # the bit of a style that says italic

_NEWLINE = re.compile("\r\n|[\n\r\v\f\x85\u2028\u2029]")
_PIECE = re.compile("\t|[^\t]+")
_SPACES = re.compile(" *")


@dataclass(frozen=True, slots=True)
class Column:
    """The room of a paragraph: `first_line` counts from `left`, `left` and the `tab` stops from the margin.

    `italic_loss` is what italics leave unused at the end of a line.
    """

    width: float
    first_line: float
    left: float
    tab: float
    italic_loss: float = 0


@dataclass(frozen=True, slots=True)
class Strip:
    """Text without a line break, as one endless line.

    x: where each character begins, in font units, and at last where the text ends.
    ends, kinds: the strip in pieces of one style, each a tab ("\\t") or italic ("i") or upright text ("u").
    """

    text: str
    x: list[int]
    ends: list[int]
    kinds: list[str]
    font: Font


@dataclass(frozen=True, slots=True)
class Reach:
    """How far a line gets: `cut` is the first character that does not fit.

    The characters from `origin` on stand behind the line's last tab and have `room`, in font units.
    """

    cut: int
    origin: int
    room: float


EndRule = Callable[[Strip, int, Reach], int]


def set_lines(
    runs: Sequence[Run],
    *,
    size_pt: float,
    width: float,
    first_line: float = 0,
    left: float = 0,
    tab: float = 720,
    kern: bool = False,
    align: Align = "justify",
    engine: Engine = "word",
) -> list[int]:
    """The characters of each line of one paragraph, white space not counted; an empty one has one line of 0.

    See `break_lines` for the measures.
    """
    lines = break_lines(
        runs, size_pt=size_pt, width=width, first_line=first_line, left=left, tab=tab,
        kern=kern, align=align, engine=engine,
    )  # fmt: skip
    return [len("".join(line.split())) for line in lines]


def break_lines(
    runs: Sequence[Run],
    *,
    size_pt: float,
    width: float,
    first_line: float = 0,
    left: float = 0,
    tab: float = 720,
    kern: bool = False,
    align: Align = "justify",
    engine: Engine = "word",
) -> list[str]:
    """The text (NFC) of each line of one paragraph of Times New Roman, without the spaces at the line's end.

    runs: (text, style) with style 0 regular, 1 bold, 2 italic, 3 both; a newline in the text ends a line.
    Lengths in twips: `width` of the lines, indent of the `first_line` (below 0 when it hangs), indent of the
    paragraph from the `left` margin, distance of the `tab` stops, which are counted from the margin.
    engine: "word" (2013 and later) or "libreoffice" (7.4), which never shrinks a space, however it aligns.
    Raises ValueError on a size or width that is not above 0 and on another engine.
    """
    if size_pt <= 0 or width <= 0:
        raise ValueError(f"size {size_pt} pt and width {width} twips: both must be above 0")
    end_rule = _end_rule(engine, align)
    font = rounded_times(size_pt) if engine == "libreoffice" else times()
    column = _column(size_pt, font, Column(width, first_line, left, max(tab, 1)), engine)
    lines: list[str] = []
    for part in _hard_lines(runs):
        indent = 0 if lines else column.first_line
        lines.extend(
            _fill(_strip(part, font, kern=kern), column, indent, end_rule) if any(t for t, _ in part) else [""]
        )
    return lines


def _column(size_pt: float, font: Font, twips: Column, engine: Engine) -> Column:
    """A column given in twips, in the font's units."""
    units = font.units_per_em / (size_pt * 20)
    # LibreOffice keeps a twelfth of the line's height free for letters that lean out of it.
    italic_loss = times().line_twips(size_pt) // 12 if engine == "libreoffice" else 0
    return Column(
        width=twips.width * units,
        first_line=twips.first_line * units,
        left=twips.left * units,
        tab=twips.tab * units,
        italic_loss=italic_loss * units,
    )


def _end_rule(engine: Engine, align: Align) -> EndRule:
    if engine == "libreoffice":
        return _libreoffice_end
    if engine == "word":
        return _justified_word_end if align == "justify" else _word_end
    raise ValueError(f"no such engine: {engine!r}")


def _hard_lines(runs: Sequence[Run]) -> Iterator[list[Run]]:
    """The runs, composed and joined where the style is the same, parted at line breaks."""
    if len(runs) == 1:
        text, style = runs[0]
        yield from ([(line, style)] for line in _NEWLINE.split(compose(text)))
        return
    part: list[Run] = []
    for style, same in groupby((run for run in runs if run[0]), key=lambda run: run[1]):
        head, *tail = _NEWLINE.split(compose("".join(text for text, _ in same)))
        part.append((head, style))
        for text in tail:
            yield part
            part = [(text, style)]
    yield part


def _strip(runs: Sequence[Run], font: Font, *, kern: bool) -> Strip:
    if len(runs) == 1 and runs[0][1] == 0 and font is times() and not kern and len(runs[0][0]) <= _USUAL:
        return _regular(runs[0][0])
    return _strip_of(runs, font, kern=kern)


@lru_cache(maxsize=64)  # a text is set on several pages, each time in these letters
def _regular(text: str) -> Strip:
    return _strip_of([(text, 0)], times(), kern=False)


def _strip_of(runs: Sequence[Run], font: Font, *, kern: bool) -> Strip:
    ends: list[int] = []
    kinds: list[str] = []
    at = 0
    for text, style in runs:
        for piece in _PIECE.finditer(text):
            ends.append(at + piece.end())
            kinds.append("\t" if piece[0] == "\t" else "i" if style & _ITALIC else "u")
        at += len(text)
    text = "".join(text for text, _ in runs)
    return Strip(text, font.positions(runs, kern=kern), ends, kinds, font)


def _fill(strip: Strip, column: Column, indent: float, end_rule: EndRule) -> Iterator[str]:
    """The strip's lines; only the first has the indent."""
    text, start = strip.text, 0
    while True:
        reach = _reach(strip, column, start, indent)
        if reach.cut == len(text):
            yield text[start:].rstrip(" ")
            return
        place = end_rule(strip, start, reach)
        if place <= start:  # no place to end the line: as many characters as fit, and at least one
            place = max(reach.cut, start + 1)
        yield text[start:place].rstrip(" ")
        start = _after_spaces(text, place)  # spaces hang in the margin
        indent = 0
        if start == len(text):
            return


def _reach(strip: Strip, column: Column, start: int, indent: float) -> Reach:
    x, end = strip.x, len(strip.text)
    origin = at = start
    room = column.width - indent
    for piece in range(bisect_right(strip.ends, start), len(strip.ends)):
        if strip.kinds[piece] == "\t":
            used = x[at] - x[origin]
            room -= used + _tab_advance(column, column.width - room + used)
            if room < 0 and at > start:
                return Reach(at, origin, room)
            origin = at = at + 1
            continue
        limit = x[origin] + room - (column.italic_loss if strip.kinds[piece] == "i" else 0)
        cut = bisect_right(x, limit, at, end + 1) - 1
        if cut < strip.ends[piece]:
            return Reach(max(cut, at), origin, room)
        room -= -(x[strip.ends[piece]] - x[at]) % strip.font.grain
        at = strip.ends[piece]
    return Reach(end, origin, room)


def _tab_advance(column: Column, position: float) -> float:
    """From `position` (counted from the left indent) to the next stop; a hanging text's indent is one too."""
    at = column.left + position
    stop = ((at + 1) // column.tab + 1) * column.tab  # one font unit, 0.007 pt, for what floats leave
    if at + 1 < column.left:
        stop = min(stop, column.left)
    return stop - at


def _libreoffice_end(strip: Strip, start: int, reach: Reach) -> int:
    text, cut = strip.text, reach.cut
    if text[cut] in " \t":  # a space that does not fit ends the line, whatever stands behind it
        return cut
    place = last_place(text, cut, start, libreoffice_breaks)
    if place == cut and text[place - 1] == "/":  # even a path that fits up to its slash is not cut there
        place = last_place(text, place - 1, start, libreoffice_breaks)
    while place > start and text[place - 1] == "\t":  # a tab goes to the next line with what follows it
        place -= 1
    if place <= start or ("\u00a0" in text[place:cut] and " " not in text[start:place]):
        return start  # it does not look back over a no-break space in a line without a space
    return before_slash(text, place)


def _word_end(strip: Strip, start: int, reach: Reach) -> int:
    if strip.text[reach.cut] in " \t":
        return reach.cut
    return last_place(strip.text, reach.cut, start, word_breaks)


def _justified_word_end(strip: Strip, start: int, reach: Reach) -> int:
    place = _word_end(strip, start, reach)
    text, x, origin = strip.text, strip.x, reach.origin
    unit = _after_spaces(text, place)
    if place <= start or unit == len(text) or text[unit] == "\t":
        return place
    end = _unit_end(strip, unit, reach)
    spaces = text.count(" ", origin, end) * strip.font.space
    if not spaces:
        return place
    shrink = (x[end] - x[origin] - reach.room) / spaces
    tail = origin + len(text[origin:place].rstrip(" "))
    spaces_without = text.count(" ", origin, tail) * strip.font.space
    gap = reach.room - (x[tail] - x[origin])
    stretched_enough = gap >= STRETCH * shrink * spaces_without
    return end if shrink <= SHRINK and stretched_enough else place


def _unit_end(strip: Strip, start: int, reach: Reach) -> int:
    """Where the unit beginning at `start` ends, or a place too far to be pulled into the line."""
    text, x, end = strip.text, strip.x, start + 1
    # The spaces are less than the whole width, so that no line can shrink from more than this.
    too_far = min(bisect_right(x, x[reach.origin] + reach.room / (1 - SHRINK), start), len(text))
    while end < too_far and text[end] not in " \t" and not word_breaks(text, end):
        end += 1
    return end


def _after_spaces(text: str, place: int) -> int:
    spaces = _SPACES.match(text, place)
    return spaces.end() if spaces else place
