"""Tables of a page: some hold data, some only lay out a text or a set of pictures."""

from __future__ import annotations

from typing import Literal

from linter.read.element import Element
from linter.read.visible import shown_text
from linter.text.vietnamese import ends_sentence, sentences, syllables

Role = Literal["data", "layout", "photos"]

LONG_CELL = 20  # syllables of a cell that tells something in sentences
LONG_SHARE = 0.6  # of the table's words in such cells: a text in two columns


def role_of(table: Element) -> Role:
    """What a table is for. Rows of short cells are data; one row, one column, tables in tables and cells of
    prose are layout; pictures, each with at most one short cell of words, are photographs with captions."""
    if table.inside("table"):
        return "layout"
    rows = [cells for row in table.inside("tr") if (cells := row.inside("td", "th"))]
    if sum(1 for cells in rows if len(cells) > 1) < 2:
        return "layout"
    cells = [cell for row in rows for cell in row]
    texts = [text for cell in cells if (text := shown_text(cell))]
    long = sum(syllables(text) for text in texts if _tells(text))
    if texts and long >= LONG_SHARE * sum(map(syllables, texts)):
        return "layout"
    pictures = sum(len(cell.inside("img")) for cell in cells)
    return "photos" if pictures and len(texts) <= pictures + 1 else "data"


def _tells(text: str) -> bool:
    return syllables(text) >= LONG_CELL and (ends_sentence(text) or len(sentences(text)) > 1)


def rows_of(table: Element) -> list[str]:
    """The rows of a table of data, their cells parted by a tab."""
    rows = [[shown_text(cell) for cell in row.inside("td", "th")] for row in table.inside("tr")]
    return ["\t".join(cells) for cells in rows]
