"""One file of the list → the rows it holds, as nodes, whatever kind of file it is."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import PurePath

from linter.errors import ConfigError
from linter.schools.sheet import Sheet, read_csv, read_xlsx
from linter.schools.table import HEADER_ROWS, Table, find_table, rows_of
from linter.text.plain import plain
from linter.yamldoc import Node, decode, parse

DELIMITERS = (";", ",", "\t")

_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
_MAIL = r"[^@\s<>()]+@[^@\s<>()]+\.[^@\s<>()]+"
_CONTACT = re.compile(rf"(?a:https?://[!-'*-~]+|{_MAIL})", re.ASCII)
_SHEETS = {"truong": "schools", "danh sach truong": "schools", "schools": "schools",
           "don vi": "units", "danh sach don vi": "units", "units": "units"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Crawl:
    """What the list says of the crawl: whom to write to (for the User-Agent), seconds between requests."""

    contact: str | None = None
    delay: float | None = field(default=None, metadata={"min": 0, "max": 60})


@dataclass(frozen=True, slots=True)
class Source:
    """The rows of one file, not yet judged."""

    crawl: Crawl = Crawl()
    units: tuple[Node, ...] = ()
    schools: tuple[Node, ...] = ()


def read(data: bytes, *, file: str) -> Source:
    """Raises ConfigError when the file as a whole cannot be read."""
    suffix = PurePath(file).suffix.lower()
    if data.startswith(_OLE) or suffix == ".xls":
        raise ConfigError(
            "tệp Excel đời cũ hoặc có mật khẩu; hãy mở bằng Excel, bỏ mật khẩu, lưu dạng .xlsx", file=file
        )
    if data.startswith(_ZIP) or suffix == ".xlsx":
        return _from_sheets(_workbook(data, file), file)
    if suffix in {".csv", ".tsv", ".txt"}:
        return _from_sheets([read_csv(data, file=file, delimiter=_delimiter(data, file))], file)
    return _from_yaml(data, file)


def _from_yaml(data: bytes, file: str) -> Source:
    node = parse(data, file=file)
    source = decode(Source, node)
    contact = source.crawl.contact
    if contact is not None and not (contact.isascii() and _CONTACT.fullmatch(contact)):
        raise node.at("crawl", "contact").error(
            f"“contact” phải là địa chỉ trang (https://…) hoặc hộp thư viết không dấu, không phải “{contact}”"
        )
    return source


def _from_sheets(sheets: Sequence[Sheet], file: str) -> Source:
    tables = [table for table in map(find_table, sheets) if table is not None]
    if not tables:
        raise ConfigError(
            "không tìm thấy dòng tiêu đề; cần các cột Mã, Tên trường, Cấp, Địa chỉ trang, "
            "hoặc Mã, Tên, Cổng cho danh sách đơn vị",
            file=file,
        )
    return Source(units=_rows(tables, "units"), schools=_rows(tables, "schools"))


def _rows(tables: Sequence[Table], kind: str) -> tuple[Node, ...]:
    return tuple(row for table in tables if table.kind == kind for row in rows_of(table))


def _workbook(data: bytes, file: str) -> list[Sheet]:
    """The sheets Trường and Đơn vị where there are such; else every sheet, to be told by its header."""
    sheets = read_xlsx(data, file=file)
    named = [sheet for sheet in sheets if plain(sheet.name) in _SHEETS]
    return named if any(_SHEETS[plain(sheet.name)] == "schools" for sheet in named) else sheets


def _delimiter(data: bytes, file: str) -> str:
    """The one with which the header of the file is best recognised: Excel's depends on the machine."""
    head = b"\n".join(data.splitlines()[:HEADER_ROWS])

    def fit(delimiter: str) -> tuple[int, int]:
        table = find_table(read_csv(head, file=file, delimiter=delimiter, strict=False))
        return table.fit if table else (0, 0)

    return max(DELIMITERS, key=fit)
