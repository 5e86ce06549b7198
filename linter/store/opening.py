"""Opening the file of a data folder: looked at before it is written into, made whole or not at all."""

from __future__ import annotations

import os
import secrets
import sqlite3
import time
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from linter.errors import InputError
from linter.store import migrations
from linter.store.faults import DAMAGED, told, watch
from linter.store.tables import APPLICATION_ID, VERSION, metadata

LOOK_S = 2.0  # of looking for damage at opening; a store of years is longer than that
LOCK_MS = 30_000
_STEPS = 10_000  # of SQLite's machine between two looks at the clock


def open_engine(path: Path) -> sa.Engine:
    """The database at `path`, made or brought up to today's tables.

    Raises InputError where it is not ours, newer than we are, or damaged; StoreBusy and DiskFull. Each use of the
    engine raises these as well.
    """
    if path.exists():
        _check(path)
        look_for_damage(path)
    else:
        _make(path)
    engine = _engine(path)
    try:
        with told(path):
            _renew(engine, path)
    except BaseException:
        engine.dispose()
        raise
    return engine


def _engine(path: Path) -> sa.Engine:
    engine = sa.create_engine(sa.URL.create("sqlite", database=str(path)))  # a name is no part of an address
    watch(engine, path)
    sa.event.listen(engine, "connect", configure)
    sa.event.listen(engine, "begin", _begin)
    return engine


def configure(connection: Any, _record: object) -> None:
    connection.isolation_level = None  # SQLAlchemy begins; see BEGIN IMMEDIATE
    with closing(connection.cursor()) as cursor:
        for pragma in (f"busy_timeout={LOCK_MS}", "synchronous=NORMAL", "foreign_keys=ON"):
            cursor.execute(f"PRAGMA {pragma}")
        (mode,) = cursor.execute("PRAGMA journal_mode=WAL").fetchone()
    if mode != "wal":
        raise InputError(
            "thư mục dữ liệu nằm ở nơi không ghi an toàn được (thường là ổ đĩa mạng); "
            "hãy chọn thư mục trên ổ đĩa của máy này"
        )


def _begin(connection: sa.Connection) -> None:
    """A writer waits for its turn at once; a reader keeps nobody waiting."""
    reading = connection.get_execution_options().get("reading")
    connection.exec_driver_sql("BEGIN" if reading else "BEGIN IMMEDIATE")


def _check(path: Path) -> None:
    """Look at a file's head before SQLite touches it: opening may already write into another's database."""
    with told(path):
        with path.open("rb") as file:
            head = file.read(100)
        if not head:
            raise InputError(f"“{path}” là tệp rỗng, không phải dữ liệu đã lưu; hãy xóa tệp đó nếu không cần nữa")
        application, version = int.from_bytes(head[68:72]), int.from_bytes(head[60:64])
        if Path(f"{path}-wal").exists():  # another run is at work: the newest head may stand there
            with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as connection:
                application = connection.execute("PRAGMA application_id").fetchone()[0]
                version = connection.execute("PRAGMA user_version").fetchone()[0]
    if not head.startswith(b"SQLite format 3\0") or application != APPLICATION_ID:
        raise InputError(f"“{path}” không phải cơ sở dữ liệu của công cụ; hãy chọn thư mục dữ liệu khác")
    if version > VERSION:
        raise InputError(f"“{path}” do bản mới hơn của công cụ ghi; hãy cập nhật công cụ")


def look_for_damage(path: Path, seconds: float = LOOK_S) -> None:
    """SQLite's own look at its pages, for so long at most. Raises InputError for the first fault."""
    until = time.monotonic() + seconds
    with told(path), closing(sqlite3.connect(path, timeout=LOCK_MS / 1000)) as connection:
        connection.set_progress_handler(lambda: time.monotonic() > until, _STEPS)
        try:
            (found,) = connection.execute("PRAGMA quick_check(1)").fetchone()
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_INTERRUPT:
                raise
            return
    if found != "ok":
        raise InputError(f"{DAMAGED} (“{path}”)")


def _make(path: Path) -> None:
    """A new database under another name first: nobody ever meets half of one, or an empty file."""
    beside = path.with_name(f".{secrets.token_hex(8)}.tmp")
    engine = _engine(beside)
    try:
        with told(path):
            with engine.begin() as connection:
                metadata.create_all(connection)
                connection.exec_driver_sql(f"PRAGMA application_id={APPLICATION_ID}")
                connection.exec_driver_sql(f"PRAGMA user_version={VERSION}")
            engine.dispose()  # the last to leave takes its log in
            with suppress(FileExistsError):  # somebody else was first
                os.rename(beside, path) if os.name == "nt" else os.link(beside, path)  # noqa: PTH104 -- never over one
    finally:
        engine.dispose()
        for name in (beside, Path(f"{beside}-wal"), Path(f"{beside}-shm")):
            with suppress(OSError):
                name.unlink(missing_ok=True)


def _renew(engine: sa.Engine, path: Path) -> None:
    """All steps to today's tables in one transaction, after a copy of the file."""
    with engine.connect() as connection:
        before = connection.execution_options(reading=True).exec_driver_sql("PRAGMA user_version").scalar_one()
    if before == VERSION:
        return
    _copy(path, path.with_name(f"{path.name}.v{before}"))
    with engine.begin() as connection:
        version = connection.exec_driver_sql("PRAGMA user_version").scalar_one()
        if version < VERSION:
            migrations.migrate(connection, version)
            connection.exec_driver_sql(f"PRAGMA user_version={VERSION}")


def _copy(path: Path, to: Path) -> None:
    """A whole copy, with what still stands in the log."""
    beside = to.with_name(f".{secrets.token_hex(8)}.tmp")
    try:
        with closing(sqlite3.connect(path)) as source, closing(sqlite3.connect(beside)) as copy:
            source.backup(copy)
        beside.replace(to)
    finally:
        with suppress(OSError):
            beside.unlink(missing_ok=True)
