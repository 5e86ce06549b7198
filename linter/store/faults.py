"""What went wrong with the store, from the exception to one sentence and an exit status."""

from __future__ import annotations

import errno
import json
import sqlite3
import zlib
from collections.abc import Iterator
from contextlib import contextmanager

import sqlalchemy as sa
from sqlalchemy.engine import ExceptionContext
from sqlalchemy.exc import DBAPIError

from linter.errors import DiskFull, InputError, LinterError, StoreBusy

FULL = "đĩa đầy hoặc không ghi được nữa; hãy giải phóng chỗ rồi chạy lại, phần đã đọc vẫn còn"
BUSY = "một chương trình khác đang giữ dữ liệu đã lưu quá 30 giây; hãy đóng chương trình đó rồi chạy lại"
DAMAGED = "tệp dữ liệu đã hỏng nên không dùng tiếp; hãy giữ lại tệp đó và chọn thư mục dữ liệu khác"
CLOSED = "không mở hoặc không ghi được tệp dữ liệu; hãy xem quyền ghi vào thư mục"

UNREACHABLE = "không nối được tới cơ sở dữ liệu; hãy xem máy chủ có chạy không và địa chỉ, mật khẩu có đúng không"

_BY_CODE: dict[int, tuple[type[LinterError], str]] = {
    sqlite3.SQLITE_FULL: (DiskFull, FULL),
    sqlite3.SQLITE_IOERR: (DiskFull, FULL),  # a disk that fills up under the log shows itself as this
    sqlite3.SQLITE_BUSY: (StoreBusy, BUSY),
    sqlite3.SQLITE_LOCKED: (StoreBusy, BUSY),
    sqlite3.SQLITE_CORRUPT: (InputError, DAMAGED),
    sqlite3.SQLITE_NOTADB: (InputError, DAMAGED),
    sqlite3.SQLITE_SCHEMA: (InputError, DAMAGED),
    sqlite3.SQLITE_READONLY: (InputError, CLOSED),
    sqlite3.SQLITE_CANTOPEN: (InputError, CLOSED),
    sqlite3.SQLITE_PERM: (InputError, CLOSED),
    sqlite3.SQLITE_AUTH: (InputError, CLOSED),
}
_PRIMARY = 0xFF  # the code without its extension
_BY_WORDS: dict[str, tuple[type[LinterError], str]] = {"Could not decode to UTF-8": (InputError, DAMAGED)}  # no code
_BY_STATE: dict[str, tuple[type[LinterError], str]] = {  # PostgreSQL, Appendix A; the first that fits
    "53100": (DiskFull, FULL),
    "55P03": (StoreBusy, BUSY),
    "57": (InputError, UNREACHABLE),  # it is being shut down
    "08": (InputError, UNREACHABLE),
    "28": (InputError, UNREACHABLE),  # not who it says it is
    "3D": (InputError, UNREACHABLE),  # no such database
    "42501": (InputError, CLOSED),
    "XX": (InputError, DAMAGED),
}


@contextmanager
def told(where: object = "") -> Iterator[None]:
    """Raises in place of an exception of the database its meaning; what has none, a fault of ours, stays as it is."""
    try:
        yield
    except (DBAPIError, sqlite3.Error, zlib.error, json.JSONDecodeError, OSError) as error:
        meant = meaning(error, where)
        if meant is None:
            raise
        raise meant from error


def watch(engine: sa.Engine, where: object) -> None:
    """Have every fault of an engine raised as what it means, whoever uses it."""

    def translate(context: ExceptionContext) -> None:
        error = context.original_exception
        meant = meaning(error, where) if isinstance(error, Exception) else None
        if meant is not None:
            raise meant from error

    sa.event.listen(engine, "handle_error", translate)


def meaning(error: Exception, where: object) -> LinterError | None:
    found = _explain(error)
    if found is None:
        return None
    kind, sentence = found
    return kind(f"{sentence} (“{where}”)" if where else sentence)


def _explain(error: Exception) -> tuple[type[LinterError], str] | None:
    if isinstance(error, zlib.error | json.JSONDecodeError):
        return InputError, DAMAGED
    if isinstance(error, OSError):
        return (DiskFull, FULL) if error.errno == errno.ENOSPC else (InputError, CLOSED)
    cause = error.orig if isinstance(error, DBAPIError) else error
    code = getattr(cause, "sqlite_errorcode", None)
    if code is not None:
        return _BY_CODE.get(code & _PRIMARY)
    return _of_server(cause) or next((found for words, found in _BY_WORDS.items() if words in str(error)), None)


def _of_server(cause: object) -> tuple[type[LinterError], str] | None:
    """Of PostgreSQL, whose errors bear a code of five letters; without one nobody has answered."""
    if type(cause).__module__.partition(".")[0] != "psycopg":
        return None
    code = getattr(cause, "sqlstate", None) or ""
    if not code and type(cause).__name__ == "OperationalError":
        return InputError, UNREACHABLE
    return next((found for start, found in _BY_STATE.items() if code.startswith(start)), None)
