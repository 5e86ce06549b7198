"""A sheet of cells → the same nodes that the YAML list gives, so that both are read by one code.

The header may stand under title rows; its words may be Vietnamese or English. Other columns are left
alone, but for one that looks like a misspelt word of the header.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from linter.schools.sheet import Row, Sheet
from linter.text.plain import plain
from linter.yamldoc import MappingNode, Node, Place, ScalarNode, SequenceNode

Kind = Literal["schools", "units"]

HEADER_ROWS = 20  # how far down the header is looked for

_DATES = {
    "from": "tu ngay|ngay bat dau|hieu luc tu|from|since",
    "until": "den ngay|het ngay|ngay ket thuc|until|to",
}
_COLUMNS: Mapping[Kind, Mapping[str, str]] = {
    "schools": {
        "id": "ma|ma truong|ma so|ma so truong|ma dinh danh|id|code|school id",
        "name": "ten|ten truong|truong|ten don vi|name|school|school name",
        "level": "cap|cap hoc|bac hoc|loai truong|level",
        "home": "dia chi trang|dia chi trang web|trang web|website|web|dia chi web|dia chi website|trang chu|"
        "trang thong tin|trang thong tin dien tu|dia chi trang thong tin dien tu|home|home url|url",
        "unit": "don vi|ma don vi|don vi quan ly|don vi chu quan|don vi cap tren|cap tren|unit",
        **_DATES,
        "mail": "thu dien tu|email|e mail|mail|hop thu|hop thu dien tu",
        "hosts": "ten mien khac|hosts",
        "former_homes": "dia chi cu|trang cu|former homes",
        "verify_tls": "kiem tra chung thu|verify tls",
    },
    "units": {
        "id": "ma|ma don vi|id|code|unit id",
        "name": "ten|ten don vi|don vi|name|unit|unit name",
        "portal": "cong|dia chi cong|cong thong tin|cong thong tin dien tu|dia chi trang|trang web|website|"
        "portal|portals|portal url|url",
        **_DATES,
    },
}
_SHOWN = {"id": "Mã", "name": "Tên trường", "level": "Cấp", "home": "Địa chỉ trang", "unit": "Đơn vị",
          "portal": "Cổng", "from": "Từ ngày", "until": "Đến ngày", "mail": "Thư điện tử",
          "hosts": "Tên miền khác", "former_homes": "Địa chỉ cũ",
          "verify_tls": "Kiểm tra chứng thư"}  # fmt: skip
_REQUIRED: Mapping[Kind, tuple[str, ...]] = {
    "schools": ("id", "name", "level", "home"),
    "units": ("id", "name"),
}
_ROW_MARKS: Mapping[Kind, tuple[str, ...]] = {"schools": ("id", "level", "home"), "units": ("id", "portal")}
_WORDS: Mapping[Kind, Mapping[str, str]] = {
    kind: {word: field for field, words in columns.items() for word in words.split("|")}
    for kind, columns in _COLUMNS.items()
}
_TRUTH = {"co": "true", "x": "true", "khong": "false"}
_NUMBERING = re.compile(r"\(?[0-9]+\)?")
_DMY = re.compile(r"([0-9]{1,2})[/.-]([0-9]{1,2})[/.-]([0-9]{4})")


@dataclass(frozen=True, slots=True)
class Table:
    """A sheet whose header was found: `columns[i]` is the field of column i, or None."""

    sheet: Sheet
    kind: Kind
    header: int  # index into the sheet's rows
    columns: tuple[str | None, ...]

    @property
    def missing(self) -> tuple[str, ...]:
        return tuple(field for field in _REQUIRED[self.kind] if field not in self.columns)

    @property
    def fit(self) -> tuple[int, int]:
        """How well the header is that of `kind`: fields that it has, fields that it lacks."""
        return len(set(self.columns) - {None}), -len(self.missing)


def find_table(sheet: Sheet) -> Table | None:
    """The table of a sheet, or None when no row of its beginning is a header of schools or units."""
    tables = [
        Table(sheet, kind, index, tuple(words.get(_word(cell)) for cell in cells))
        for index, (_, cells) in enumerate(sheet.rows[:HEADER_ROWS])
        for kind, words in _WORDS.items()
    ]
    best = max(tables, key=lambda table: table.fit, default=None)
    return best if best and best.fit[0] >= 2 else None


def rows_of(table: Table) -> list[MappingNode]:
    """A node for each school or unit, its place the row's. Raises ConfigError for a header that lacks a
    column, has one twice or one that is misspelt."""
    _check_header(table)
    rows = [_cells(table, row) for row in table.sheet.rows[table.header + 1 :]]
    nodes = [_school(row) if table.kind == "schools" else row for row in rows if row.entries]
    return nodes if table.kind == "schools" else _units(nodes)


def _word(cell: str) -> str:
    return plain(re.sub(r"\(.*?\)", " ", cell))


def _check_header(table: Table) -> None:
    line, cells = table.sheet.rows[table.header]
    place = Place(table.sheet.file, line)
    known = _WORDS[table.kind]
    for cell in cells:
        near = _one_letter_off(_word(cell), known)
        if near and known[near] not in table.columns:
            raise place.error(f"không rõ cột “{cell}”; ý bạn là “{_SHOWN[known[near]]}”?")
    if table.missing:
        raise place.error(f"thiếu cột “{_SHOWN[table.missing[0]]}”; dòng tiêu đề đang có: {_listed(cells)}")
    for index, field in enumerate(table.columns):
        if field and field in table.columns[:index]:
            first = cells[table.columns.index(field)]
            raise place.error(f"hai cột cùng nghĩa: “{first}” và “{cells[index]}”; chỉ giữ một")


def _one_letter_off(word: str, known: Mapping[str, str]) -> str | None:
    """The word of the header that `word` becomes by one letter changed, added, dropped or swapped."""
    if len(word) < 4 or word in known:
        return None
    return next((k for k in known if len(k) >= 4 and _is_one_edit(word, k)), None)


def _is_one_edit(a: str, b: str) -> bool:
    start = next((i for i, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))
    left, right = a[start:], b[start:]
    swapped = left[:2] == right[1::-1] and left[2:] == right[2:]
    return left[1:] == right[1:] or left[1:] == right or left == right[1:] or swapped


def _listed(cells: Sequence[str]) -> str:
    return ", ".join(f"“{cell}”" for cell in cells if cell)


def _cells(table: Table, row: Row) -> MappingNode:
    """The filled cells of a row by field; nothing for a blank row, a heading inside the table, a footer."""
    line, cells = row
    place = Place(table.sheet.file, line)
    filled = {f: c for f, c in zip(table.columns, cells, strict=False) if f and c}
    if not _is_row(table.kind, filled, cells):
        filled = {}
    entries: dict[str, Node] = {field: _value(field, cell, place) for field, cell in filled.items()}
    return _mapping(place, entries)


def _is_row(kind: Kind, filled: Mapping[str, str], cells: Sequence[str]) -> bool:
    if all(_NUMBERING.fullmatch(cell) for cell in cells if cell):  # (1) (2) (3) under the header
        return False
    named = kind == "schools" and plain(filled.get("name", "")).startswith("truong")
    return named or any(field in filled for field in _ROW_MARKS[kind])


def _value(field: str, cell: str, place: Place) -> Node:
    if field in {"hosts", "former_homes"}:
        items = [ScalarNode(place, item, quoted=True) for item in re.split(r"[\s,;]+", cell) if item]
        return SequenceNode(place, tuple(items))
    if field == "verify_tls":
        return ScalarNode(place, _TRUTH.get(plain(cell), cell.lower()))
    return ScalarNode(place, _iso(cell) if field in _DATES else cell, quoted=True)


def _iso(cell: str) -> str:
    """dd/mm/yyyy as an ISO date; what is no such date stays as it is, for `decode` to refuse."""
    found = _DMY.fullmatch(cell)
    return f"{found[3]}-{int(found[2]):02}-{int(found[1]):02}" if found else cell


def _school(row: MappingNode) -> MappingNode:
    """The columns Đơn vị, Từ ngày, Đến ngày → `unit: [{id, from, until}]`."""
    entries = dict(row.entries)
    membership = {"id" if f == "unit" else f: entries.pop(f) for f in ("unit", *_DATES) if f in entries}
    if "id" in membership:
        entries["unit"] = SequenceNode(row.place, (_mapping(row.place, membership),))
    return _mapping(row.place, entries)


def _units(rows: Sequence[MappingNode]) -> list[MappingNode]:
    """Rows of one unit, a portal each → one node with `portals: [{url, from, until}]`.

    A row that names no unit goes on with the unit above it: left out, its portal would be missing there.
    """
    portals: dict[tuple[str, str], list[MappingNode]] = {}
    first: dict[tuple[str, str], MappingNode] = {}
    names: dict[str, str] = {}
    above = ""
    for row in rows:
        name = _text(row, "name")
        code = _text(row, "id") or (above if name in {"", names.get(above)} else "")
        key = (code, name or names.get(code, ""))
        names.setdefault(code, name)
        first.setdefault(key, row)
        above = code
        portal = {"url" if f == "portal" else f: row.entries[f] for f in ("portal", *_DATES) if f in row.entries}
        if "url" in portal:
            portals.setdefault(key, []).append(_mapping(row.place, portal))
    return [_unit(row, portals.get(key, [])) for key, row in first.items()]


def _unit(row: MappingNode, portals: Sequence[MappingNode]) -> MappingNode:
    own = {field: node for field, node in row.entries.items() if field in {"id", "name"}}
    return _mapping(row.place, {**own, "portals": SequenceNode(row.place, tuple(portals))})


def _text(row: MappingNode, field: str) -> str:
    node = row.entries.get(field)
    return node.text if isinstance(node, ScalarNode) else ""


def _mapping(place: Place, entries: Mapping[str, Node]) -> MappingNode:
    return MappingNode(place, entries, dict.fromkeys(entries, place))
