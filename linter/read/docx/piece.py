"""A paragraph of a draft while it is read, and what it is once it is read."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import groupby

from linter.model import BlockKind, Run
from linter.read.docx.styles import Face, Form
from linter.read.raw import Line, Raw
from linter.text.vietnamese import syllables

HEADING_SYLLABLES = 40  # some set a whole text in a heading's style for its looks
_HEADING = re.compile(r"heading [1-9]|title|subtitle")
_CAPTION = frozenset({"caption", "illustration", "figure", "drawing"})
_QUOTE = frozenset({"quote", "intense quote", "quotations"})
# Symbol fonts keep their signs at U+F020 … U+F0FF; these are the ones used as marks of a list.
_SYMBOLS = dict.fromkeys(range(0xF020, 0xF100), " ") | {
    0xF02B: "+", 0xF02D: "-", 0xF046: "☛", 0xF06E: "■", 0xF06F: "□", 0xF076: "❖", 0xF0A7: "▪", 0xF0A8: "□",
    0xF0B7: "•", 0xF0D8: "➢", 0xF0E0: "→", 0xF0E8: "➤", 0xF0FC: "✓", 0xF0FE: "✔",
}  # fmt: skip
_SYMBOL = re.compile("[\uf020-\uf0ff]")


@dataclass(frozen=True, slots=True)
class Piece:
    """A `Raw` with what only a draft tells: how its letters look and how the paragraph stands."""

    raw: Raw
    form: Form = field(default_factory=Form)
    inks: Mapping[Face, int] = field(default_factory=dict)  # how many characters look so
    framed: bool = False  # in a table or a text box: what colour lies behind it is not known
    beside: bool = False  # in one of several columns

    @property
    def text(self) -> str:
        return " ".join("".join(run.text for run in line) for line in self.raw.lines)

    def mostly(self, looks: str) -> bool:
        """Whether all its characters are `bold` or all are in `caps`."""
        return bool(self.inks) and all(getattr(face, looks) for face in self.inks)


@dataclass(slots=True)
class Typed:
    """The text of a paragraph as it is met; `before` and `after` are pictures and text boxes in it."""

    lines: list[list[Run]] = field(default_factory=lambda: [[]])
    inks: Counter[Face] = field(default_factory=Counter)
    before: list[Piece] = field(default_factory=list)
    after: list[Piece] = field(default_factory=list)

    def say(self, text: str, face: Face) -> None:
        shown = text if text.isascii() or not _SYMBOL.search(text) else text.translate(_SYMBOLS)
        self.lines[-1].append(Run(shown, bool(face.bold), bool(face.italic)))
        written = sum(map(len, shown.split()))
        if written:
            self.inks[face] += written

    def break_line(self) -> None:
        self.lines.append([])

    def pieces(self, form: Form, kind: BlockKind, path: str) -> Iterator[Piece]:
        """The paragraph with its pictures before it and its text boxes after; nothing of an empty one."""
        yield from self.before
        if self.inks:
            yield Piece(Raw(_trimmed(self.lines), kind, path=path), form, self.inks)
        yield from self.after

    @property
    def text(self) -> str:
        return " ".join("".join(run.text for run in line) for line in self.lines)


def _trimmed(lines: list[list[Run]]) -> tuple[Line, ...]:
    """Without empty lines at both ends (a page break makes one), neighbours of one style in one run."""
    merged = [
        tuple(Run("".join(run.text for run in same), *style) for style, same in groupby(line, _style)) for line in lines
    ]
    written = [place for place, line in enumerate(merged) if any(run.text.strip() for run in line)]
    return tuple(merged[written[0] : written[-1] + 1])


def _style(run: Run) -> tuple[bool, bool]:
    return run.bold, run.italic


def kind_of(form: Form, text: str, *, listed: bool) -> BlockKind:
    """What a paragraph's style and numbering say it is."""
    count = syllables(text)
    if any(name in _QUOTE for name in form.names):
        return BlockKind.QUOTE
    if any(name.startswith("toc ") for name in form.names):
        return BlockKind.LIST_ITEM  # a line of the table of contents
    if count <= HEADING_SYLLABLES:
        if any(name in _CAPTION for name in form.names):
            return BlockKind.CAPTION
        if _is_heading(form):
            return BlockKind.HEADING
    return BlockKind.LIST_ITEM if listed else BlockKind.PARAGRAPH


def _is_heading(form: Form) -> bool:
    if form.outline is not None:
        return 0 <= form.outline <= 8
    return any(_HEADING.fullmatch(name) for name in form.names)
