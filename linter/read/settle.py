"""From paragraphs as they were typed to blocks: the one place where the formats meet.

Editors break lines for many reasons: a verse, a list without list markup, a text pasted from Word with a
break at the end of each line of the sheet. What a break means is told from the lines themselves, so that the
same words give the same blocks from a .docx and from a page.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from linter.model import Block, BlockKind, Origin, Region, Run
from linter.read.raw import Line, Raw
from linter.text.vietnamese import clean_with_offsets, ends_sentence, starts_lower, syllables

_MARKER = re.compile(r"^(?:[-–—+•*·●○◦▪■□►➢➤✓✔❖☛→]\s*|(?:\d{1,2}|[a-hđ])\)\s+|\d{1,2}\.\s+(?!\d))(?=\S)")
_CLOSED = frozenset({BlockKind.HEADING, BlockKind.CAPTION, BlockKind.LIST_ITEM, BlockKind.QUOTE})

VERSE_LINES = 4  # a couplet in prose is a quotation, not a poem
VERSE_SYLLABLES = 10
VERSE_STOPS = 0.5  # lines of verse seldom end a sentence


@dataclass(frozen=True, slots=True)
class _Unit:
    """A line, clean, with the style and the source's place of each character."""

    text: str
    styles: tuple[tuple[bool, bool], ...]
    offsets: tuple[int, ...]
    kind: BlockKind
    region: Region
    path: str
    apart: bool  # an element or an empty line stands before it, not a soft break


def settle(raws: Iterable[Raw]) -> tuple[Block, ...]:
    """The blocks of a text in reading order; empty paragraphs vanish."""
    units = [unit for raw in raws for unit in _units(raw)]
    return tuple(_block(unit) for unit in _joined(_marked(_versified(units))))


def _units(raw: Raw) -> Iterator[_Unit]:
    if raw.kind is BlockKind.TABLE:
        yield from _table(raw)
        return
    if raw.kind is BlockKind.IMAGE:
        text = " ".join(run.text for line in raw.lines for run in line)
        yield replace(_unit((Run(text),), raw, 0), apart=True)
        return
    if raw.kind in _CLOSED:
        spaced = tuple(run for line in raw.lines for run in (*line, Run(" ")))
        unit = _unit(spaced, raw, 0)
        if unit.text:
            yield replace(unit, apart=True)
        return
    apart, start = True, 0
    for line in raw.lines:
        unit = _unit(line, raw, start)
        start += sum(len(run.text) for run in line) + 1
        if unit.text:
            yield replace(unit, apart=apart)
        apart = not unit.text


def _table(raw: Raw) -> Iterator[_Unit]:
    rows = []
    for line in raw.lines:
        cells = "".join(run.text for run in line).split("\t")
        row = "\t".join(clean_with_offsets(cell)[0] for cell in cells)
        if row.strip():
            rows.append(row)
    if rows:
        text = "\n".join(rows)
        yield _Unit(text, ((False, False),) * len(text), (), raw.kind, raw.region, raw.path, apart=True)


def _unit(line: Line, raw: Raw, start: int) -> _Unit:
    typed = "".join(run.text for run in line)
    styles = [(run.bold, run.italic) for run in line for _ in run.text]
    text, offsets = clean_with_offsets(typed)
    places = offsets or tuple(range(len(text)))
    return _Unit(
        text,
        tuple(styles[place] for place in places),
        tuple(start + place for place in places),
        raw.kind,
        raw.region,
        raw.path,
        apart=False,
    )


# --- verse ----------------------------------------------------------------------------------------------


def _versified(units: Sequence[_Unit]) -> list[_Unit]:
    settled: list[_Unit] = []
    place = 0
    while place < len(units):
        end = place
        while end < len(units) and _short_line(units[end]):
            end += 1
        stretch = units[place:end]
        if stretch:
            settled += _as_verse(stretch)
            place = end
        else:
            settled.append(units[place])
            place += 1
    return settled


def _short_line(unit: _Unit) -> bool:
    return (
        unit.kind is BlockKind.PARAGRAPH
        and not _MARKER.match(unit.text)
        and 2 <= syllables(unit.text) <= VERSE_SYLLABLES
        and not starts_lower(unit.text)
    )


def _as_verse(stretch: Sequence[_Unit]) -> Sequence[_Unit]:
    if len(stretch) < VERSE_LINES:
        return stretch
    stops = sum(1 for unit in stretch if re.search(r"[.!?…]$", unit.text)) / len(stretch)
    first_words = [unit.text.split()[0] for unit in stretch]
    # "Cô …" in each line, or a figure in most: names and scores, one a line.
    most_common = max(first_words.count(word) for word in first_words)
    figures = sum(1 for unit in stretch if re.search(r"[\d:]", unit.text))
    listed = most_common * 2 > len(stretch) or figures * 2 > len(stretch)
    if listed:
        return [replace(unit, kind=BlockKind.LIST_ITEM) for unit in stretch]
    if stops <= VERSE_STOPS:
        return [replace(unit, kind=BlockKind.VERSE_LINE) for unit in stretch]
    return stretch


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
    settled: list[_Unit] = []
    for unit in units:
        if settled and _continues(settled[-1], unit):
            settled[-1] = _join(settled[-1], unit)
        else:
            settled.append(unit)
    return settled


def _continues(before: _Unit, unit: _Unit) -> bool:
    """Whether a line goes on with the sentence of the line before it."""
    if unit.kind is not BlockKind.PARAGRAPH or before.region is not unit.region:
        return False
    if before.kind is BlockKind.LIST_ITEM:
        return not unit.apart and not ends_sentence(before.text) and starts_lower(unit.text)
    if before.kind is not BlockKind.PARAGRAPH:
        return False
    if starts_lower(unit.text):
        return not unit.apart or not ends_sentence(before.text)
    return not unit.apart and not ends_sentence(before.text)


def _join(before: _Unit, unit: _Unit) -> _Unit:
    same = before.path == unit.path
    place = (before.offsets[-1],) if before.offsets else (0,)
    return replace(
        before,
        text=f"{before.text} {unit.text}",
        styles=(*before.styles, before.styles[-1], *unit.styles),
        offsets=(*before.offsets, *place, *unit.offsets) if same else (),
    )


def _block(unit: _Unit) -> Block:
    runs: list[Run] = []
    start = 0
    for place in range(1, len(unit.text) + 1):
        if place == len(unit.text) or unit.styles[place] != unit.styles[start]:
            runs.append(Run(unit.text[start:place], *unit.styles[start]))
            start = place
    unchanged = unit.offsets == tuple(range(len(unit.text)))
    return Block(unit.kind, tuple(runs), unit.region, Origin(unit.path, () if unchanged else unit.offsets))
