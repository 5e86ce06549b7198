"""What the readers of every format hand over before a text is settled into blocks."""

from __future__ import annotations

from dataclasses import dataclass

from linter.model import BlockKind, Region, Run

Line = tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Raw:
    """A paragraph as its markup says: its lines, parted by soft breaks, with the text as it was typed.

    `kind` is what the markup says (a heading tag or style, a list item, a table, a caption, an image); a
    plain paragraph may still turn out to be verse, a list or hard-wrapped prose: `settle` decides that
    for all formats alike. A table is one Raw: a line for each row, cells parted by a tab.
    """

    lines: tuple[Line, ...]
    kind: BlockKind = BlockKind.PARAGRAPH
    region: Region = Region.MAIN
    path: str = ""
