"""CSV and Excel files → sheets of text, every cell as people see it."""

from __future__ import annotations

import csv
import io
import re
import warnings
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from xml.etree.ElementTree import ParseError

import openpyxl
from lxml.etree import LxmlError
from openpyxl.utils import range_boundaries
from openpyxl.utils.exceptions import InvalidFileException

from linter.errors import ConfigError
from linter.text.vietnamese import clean
from linter.yamldoc import read_text

MAX_CSV_BYTES = 32 * 1024 * 1024
MAX_XLSX_BYTES = 20 * 1024 * 1024
MAX_UNZIPPED = 128 * 1024 * 1024
MAX_ROWS = 1_048_576  # Excel's own limit; a damaged file may claim more
MAX_COLUMNS = 64

_MERGED = re.compile(rb'<(?:\w+:)?mergeCell\s[^>]*?ref="([A-Z]+[0-9]+:[A-Z]+[0-9]+)"')
# What openpyxl lets through when a part of the workbook is damaged or missing.
_DAMAGE = (
    zipfile.BadZipFile, InvalidFileException, ParseError, LxmlError, OSError, EOFError,
    KeyError, ValueError, TypeError, AttributeError, IndexError, NotImplementedError,
)  # fmt: skip

Row = tuple[int, tuple[str, ...]]  # its number in the file, its cells


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table without its blank rows. `file` is what messages name, `name` the sheet's own name."""

    file: str
    name: str
    rows: Sequence[Row]


def read_csv(data: bytes, *, file: str, delimiter: str, strict: bool = True) -> Sheet:
    """A CSV file parted by `delimiter`; a row has the number of the line on which it begins.

    Not `strict`, wrong quotes are let pass: for a look at the beginning of a file.
    """
    text = read_text(data, file=file, limit=MAX_CSV_BYTES)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=strict)
    rows: list[Row] = []
    line = 1
    try:
        for cells in reader:
            shown = tuple(clean(cell) for cell in cells[:MAX_COLUMNS])
            if any(shown):
                rows.append((line, shown))
            line = reader.line_num + 1
    except csv.Error:
        raise ConfigError("dấu nháy kép mở ở dòng này không đóng đúng", file=file, line=line) from None
    return Sheet(file, file, rows)


def read_xlsx(data: bytes, *, file: str) -> list[Sheet]:
    """Every sheet of a workbook. A formula gives its last result, or itself as text when it has none."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive, warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl warns of drop-downs and styles that it leaves out
            size = sum(part.file_size for part in archive.infolist())
            if len(data) > MAX_XLSX_BYTES or size > MAX_UNZIPPED:
                raise ConfigError("tệp Excel quá lớn; hãy lưu danh sách dạng CSV", file=file)
            return _read_workbook(data, file, archive)
    except _DAMAGE as error:
        raise ConfigError("tệp Excel hỏng; hãy mở bằng Excel rồi lưu lại dạng .xlsx", file=file) from error


def _read_workbook(data: bytes, file: str, archive: zipfile.ZipFile) -> list[Sheet]:
    book = openpyxl.load_workbook(io.BytesIO(data), read_only=True)
    sheets = []
    for index, sheet in enumerate(book.worksheets):
        grid, formulas = _grid(sheet)
        if formulas:
            results = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
            _fill_results(grid, formulas, _grid(results.worksheets[index])[0])
        part: str = sheet._worksheet_path  # type: ignore[attr-defined]  # it has no public name
        _fill_merged(grid, archive.read(part))
        rows = [(number, tuple(cells)) for number, cells in grid.items()]
        sheets.append(Sheet(f"{file}, trang {sheet.title}", sheet.title, rows))
    return sheets


Grid = dict[int, list[str]]


def _grid(sheet: Any) -> tuple[Grid, list[tuple[int, int]]]:
    """The rows that hold something, by number, and the places of the formulas."""
    sheet.reset_dimensions()  # some programs write a wrong size, and cells outside it would be lost
    grid: Grid = {}
    formulas = []
    for number, cells in enumerate(sheet.iter_rows(max_row=MAX_ROWS), start=1):
        shown = [_shown(cell) for cell in cells[:MAX_COLUMNS]]
        if any(shown):
            grid[number] = shown
            formulas += [(number, i) for i, cell in enumerate(cells[:MAX_COLUMNS]) if cell.data_type == "f"]
    return grid, formulas


def _shown(cell: Any) -> str:
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, int | float):
        return _number(value, cell.number_format or "")
    return clean(value if isinstance(value, str) else str(getattr(value, "text", value)))


def _number(value: float, form: str) -> str:
    """A code that Excel keeps as a number: 7 in the format "00000" is shown, and meant, as 00007."""
    text = str(int(value)) if value == int(value) else str(value)
    return text.zfill(len(form)) if re.fullmatch(r"0+", form) else text


def _fill_results(grid: Grid, formulas: Sequence[tuple[int, int]], results: Grid) -> None:
    for number, column in formulas:
        cells = results.get(number, [])
        if column < len(cells) and cells[column]:
            grid[number][column] = cells[column]


def _fill_merged(grid: Grid, part: bytes) -> None:
    """A cell merged over several rows holds its value in the first; people mean it for each of them."""
    for found in _MERGED.finditer(part):
        left, top, right, bottom = (int(bound or 0) for bound in range_boundaries(found[1].decode()))
        column = left - 1
        if left != right or top not in grid or column >= len(grid[top]):
            continue
        for number in range(top + 1, min(bottom, MAX_ROWS) + 1):
            cells = grid.get(number)
            if cells is not None:
                cells.extend([""] * (column + 1 - len(cells)))
                cells[column] = cells[column] or grid[top][column]
