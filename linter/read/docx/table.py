"""Tables of a draft: rows and columns are one piece; a table that only lays out a page falls apart."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from linter.model import BlockKind, Run
from linter.read.docx.piece import Piece
from linter.read.raw import Line, Raw

Cell = Sequence[Piece]


def table_pieces(rows: Sequence[Sequence[Cell]], path: str) -> Iterator[Piece]:
    """One table piece with its pictures after it, or the pieces of its cells one after the other.

    A single column, a single row, or a single cell with words in it (a text beside its picture) is layout.
    """
    cells = [cell for row in rows for cell in row]
    broad = any(len(row) > 1 for row in rows)
    if not _is_data(rows):
        for cell in cells:
            yield from (replace(piece, framed=True, beside=broad or piece.beside) for piece in cell)
        return
    yield Piece(Raw(tuple(_row(row) for row in rows), BlockKind.TABLE, path=path), framed=True, beside=True)
    for cell in cells:
        yield from (replace(piece, framed=True, beside=True) for piece in cell if piece.raw.kind is BlockKind.IMAGE)


def _is_data(rows: Sequence[Sequence[Cell]]) -> bool:
    written = [cell for row in rows for cell in row if any(p.raw.kind is not BlockKind.IMAGE for p in cell)]
    return sum(1 for row in rows if len(row) > 1) >= 2 and len(written) > 1


def _row(cells: Sequence[Cell]) -> Line:
    runs: list[Run] = []
    for number, cell in enumerate(cells):
        if number:
            runs.append(Run("\t"))
        runs += _cell(cell)
    return tuple(runs)


def _cell(cell: Cell) -> Iterator[Run]:
    """The words of a cell, and of the tables in it, in one line."""
    first = True
    for piece in cell:
        for line in piece.raw.lines if piece.raw.kind is not BlockKind.IMAGE else ():
            if not first:
                yield Run(" ")
            yield from (replace(run, text=" ".join(run.text.split("\t"))) for run in line)
            first = False
