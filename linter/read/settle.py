"""From paragraphs as they were typed to blocks: the one place where the formats meet.

Editors break lines for many reasons: a verse, a list without list markup, a text pasted from Word with a
break at the end of each line of the sheet. What a break means is told from the lines themselves, so that the
same words give the same blocks from a .docx and from a page.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise
from operator import eq

from linter.model import Block, BlockKind, Origin, Region, Run
from linter.read.raw import Line, Raw
from linter.text.verse import FEW_LINES, is_free_verse, shape_of
from linter.text.vietnamese import UPPER, clean_with_offsets, ends_sentence, sentences, starts_lower, syllables

_MARKER = re.compile(r"^(?:[-–—+•*·●○◦▪■□►➢➤✓✔❖☛→]\s*|(?:\d{1,2}|[a-hđ])\)\s+|\d{1,2}\.\s+(?!\d))(?=\S)")
_CLOSED = frozenset({BlockKind.HEADING, BlockKind.CAPTION, BlockKind.LIST_ITEM, BlockKind.QUOTE})

# "Địa chỉ: …": one field of several, each on a line of its own.
_FIELD = re.compile(rf"[{UPPER}][^\s:]*(?: [^\s:]+){{0,4}} ?: ?\S")

SHORT_LINE = 10  # syllables of a line that may be of verse, of a list, a caption
HEADING_SYLLABLES = 30  # a longer "heading" is a paragraph that was to look big
CAPTION_SYLLABLES = 60  # a longer "caption" is a text in an element of that name
UNDER_PICTURE = 15  # syllables of an unmarked line under a picture that says what it shows


@dataclass(frozen=True, slots=True)
class _Unit:
    """A line, clean, with the style and the source's place of each character."""

    text: str
    styles: tuple[tuple[bool, bool], ...]
    offsets: Sequence[int]  # a range where nothing was changed
    kind: BlockKind
    region: Region
    path: str
    typed: int  # characters of the element it stands in, with one after each line
    apart: bool  # an element or an empty line stands before it, not a soft break


def settle(raws: Iterable[Raw]) -> tuple[Block, ...]:
    """The blocks of a text in reading order; empty paragraphs vanish."""
    units = [unit for raw in raws for unit in _units(raw)]
    return tuple(_block(unit) for unit in _captioned(_joined(_marked(_shaped(units)))))


def _units(raw: Raw) -> Iterator[_Unit]:
    if raw.kind is BlockKind.TABLE:
        yield from _table(raw)
        return
    if raw.kind is BlockKind.IMAGE:
        text = " ".join(run.text for line in raw.lines for run in line)
        yield replace(_unit((Run(text),), raw, 0, 0), apart=True)
        return
    typed = sum(len(run.text) for line in raw.lines for run in line) + len(raw.lines)
    if raw.kind in _CLOSED and not _is_prose(raw):
        spaced = tuple(run for line in raw.lines for run in (*line, Run(" ")))
        unit = _unit(spaced, raw, typed, 0)
        if unit.text:
            yield replace(unit, apart=True)
        return
    apart, start = True, 0
    for line in raw.lines:
        unit = _unit(line, raw, typed, start)
        start += sum(len(run.text) for run in line) + 1
        if unit.text:
            yield replace(unit, kind=BlockKind.PARAGRAPH, apart=apart)
        apart = not unit.text


def _is_prose(raw: Raw) -> bool:
    """Whether a paragraph only wears a heading's or a caption's dress: whole texts are set as headings to look
    big, or stand in an element whose name has "caption" in it."""
    text = " ".join(run.text for line in raw.lines for run in line)
    if raw.kind is BlockKind.CAPTION:
        return syllables(text) > CAPTION_SYLLABLES
    if raw.kind is not BlockKind.HEADING or syllables(text) <= SHORT_LINE:
        return False
    said = sentences(clean_with_offsets(text)[0])
    return syllables(text) > HEADING_SYLLABLES or len(said) > 1 or bool(re.search(r"[^./]\.$", said[-1]))


def _table(raw: Raw) -> Iterator[_Unit]:
    rows = []
    for line in raw.lines:
        cells = "".join(run.text for run in line).split("\t")
        row = "\t".join(clean_with_offsets(cell)[0] for cell in cells)
        if row.strip():
            rows.append(row)
    if rows:
        text = "\n".join(rows)
        yield _Unit(text, ((False, False),) * len(text), (), raw.kind, raw.region, raw.path, 0, apart=True)


def _unit(line: Line, raw: Raw, typed: int, start: int) -> _Unit:
    text, places = clean_with_offsets("".join(run.text for run in line))
    styles = {(run.bold, run.italic) for run in line}
    if len(styles) == 1:
        styled = tuple(styles) * len(text)
    else:
        typed_in = [(run.bold, run.italic) for run in line for _ in run.text]
        styled = tuple(typed_in[place] for place in places) if places else tuple(typed_in)
    return _Unit(
        text,
        styled,
        tuple(start + place for place in places) if places else range(start, start + len(text)),
        raw.kind,
        raw.region,
        raw.path,
        typed,
        apart=False,
    )


# --- runs of short lines --------------------------------------------------------------------------------

_SHAPED = {"verse": BlockKind.VERSE_LINE, "list": BlockKind.LIST_ITEM, "captions": BlockKind.CAPTION}


def _shaped(units: Sequence[_Unit]) -> list[_Unit]:
    """Runs of short lines as what they are: verse, a list, captions."""
    settled: list[_Unit] = []
    place = 0
    while place < len(units):
        end = _run(units, place, _is_line)
        lines = [unit.text for unit in units[place:end]]
        if any(map(starts_lower, lines)) and is_free_verse(lines):
            settled += (replace(unit, kind=BlockKind.VERSE_LINE) for unit in units[place:end])
        else:
            settled += _shaped_by_capitals(units, place, end)
        if end == place:
            settled.append(units[place])
        place = max(end, place + 1)
    return settled


def _shaped_by_capitals(units: Sequence[_Unit], start: int, stop: int) -> Iterator[_Unit]:
    """The runs of lines with a capital first, between two places."""
    place = start
    while place < stop:
        end = min(stop, _run(units, place, _is_short))
        if end - place >= FEW_LINES:
            yield from _as_shape(units, place, end)
        else:
            yield from units[place : max(end, place + 1)]
        place = max(end, place + 1)


def _as_shape(units: Sequence[_Unit], start: int, end: int) -> Iterator[_Unit]:
    pictures = 0
    while pictures < start and units[start - pictures - 1].kind is BlockKind.IMAGE:
        pictures += 1
    announced = units[start - pictures - 1].text if start > pictures else ""
    shape = shape_of([unit.text for unit in units[start:end]], announced, pictures)
    for unit in units[start:end]:
        yield replace(unit, kind=_SHAPED[shape]) if shape in _SHAPED else unit


def _run(units: Sequence[_Unit], start: int, belongs: Callable[[_Unit], bool]) -> int:
    """Where the run that begins at `start` ends."""
    end = start
    while end < len(units) and belongs(units[end]):
        end += 1
    return end


def _is_line(unit: _Unit) -> bool:
    """Whether a unit may be a line of verse, of a list, a caption."""
    told = unit.kind is BlockKind.PARAGRAPH and not _MARKER.match(unit.text)
    return told and 2 <= syllables(unit.text) <= SHORT_LINE


def _is_short(unit: _Unit) -> bool:
    return _is_line(unit) and not starts_lower(unit.text)


# --- lists and broken lines -----------------------------------------------------------------------------


def _marked(units: Iterable[_Unit]) -> Iterator[_Unit]:
    for unit in units:
        marker = _MARKER.match(unit.text)
        if unit.kind in {BlockKind.PARAGRAPH, BlockKind.LIST_ITEM} and marker:
            cut = marker.end()
            yield replace(
                unit,
                text=unit.text[cut:],
                styles=unit.styles[cut:],
                offsets=unit.offsets[cut:],
                kind=BlockKind.LIST_ITEM,
                apart=True,
            )
        else:
            yield unit


def _joined(units: Iterable[_Unit]) -> list[_Unit]:
    """Lines of one sentence as one unit; gathered first, for to lengthen a text line by line costs its square."""
    gathered: list[list[_Unit]] = []
    for unit in units:
        if gathered and _continues(gathered[-1], unit):
            gathered[-1].append(unit)
        else:
            gathered.append([unit])
    return [lines[0] if len(lines) == 1 else _join(lines) for lines in gathered]


def _continues(before: Sequence[_Unit], unit: _Unit) -> bool:
    """Whether a line goes on with the sentence of the lines before it."""
    kind = before[0].kind
    if unit.kind is not BlockKind.PARAGRAPH or before[0].region is not unit.region:
        return False
    if unit.region is not Region.MAIN or (_FIELD.match(unit.text) and _FIELD.match(before[-1].text)):
        return False  # the lines of a frame and the fields of a form are no sentences
    if kind is BlockKind.LIST_ITEM:
        return not unit.apart and not ends_sentence(before[-1].text) and starts_lower(unit.text)
    if kind is not BlockKind.PARAGRAPH:
        return False
    if starts_lower(unit.text):
        return not unit.apart or not ends_sentence(before[-1].text)
    return not unit.apart and not ends_sentence(before[-1].text)


def _join(lines: Sequence[_Unit]) -> _Unit:
    """Between two lines stands one blank, in the style and at the place of the character before it. Where they
    come from several elements, their places count through the texts of these, one after the other."""
    styles, offsets, paths, base = list(lines[0].styles), list(lines[0].offsets), [lines[0].path], 0
    for before, line in pairwise(lines):
        if line.path != before.path:
            base += before.typed
            paths.append(line.path)
        styles += (styles[-1], *line.styles)
        offsets += (offsets[-1], *(base + offset for offset in line.offsets))
    return replace(
        lines[0],
        text=" ".join(line.text for line in lines),
        styles=tuple(styles),
        offsets=tuple(offsets),
        path=" | ".join(paths),
    )


def _captioned(units: Sequence[_Unit]) -> Iterator[_Unit]:
    """A short line without a full stop right under a picture says what the picture shows."""
    for place, unit in enumerate(units):
        under = place > 0 and units[place - 1].kind is BlockKind.IMAGE and unit.region is Region.MAIN
        told = unit.kind is BlockKind.PARAGRAPH and syllables(unit.text) <= UNDER_PICTURE
        if under and told and not ends_sentence(unit.text):
            yield replace(unit, kind=BlockKind.CAPTION)
        else:
            yield unit


def _block(unit: _Unit) -> Block:
    unchanged = all(map(eq, unit.offsets, range(len(unit.text))))
    origin = Origin(unit.path, () if unchanged else tuple(unit.offsets))
    return Block(unit.kind, tuple(_runs(unit)), unit.region, origin)


def _runs(unit: _Unit) -> Iterator[Run]:
    if unit.text and unit.styles.count(unit.styles[0]) == len(unit.text):
        yield Run(unit.text, *unit.styles[0])
        return
    start = 0
    for style, same in groupby(unit.styles):
        end = start + sum(1 for _ in same)
        yield Run(unit.text[start:end], *style)
        start = end
