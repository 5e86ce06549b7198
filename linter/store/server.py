"""A database on a server, PostgreSQL, in place of the file of a data folder: the same tables, the same statements."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

import sqlalchemy as sa

from linter.errors import InputError
from linter.store.faults import watch
from linter.store.lock import card, refusal
from linter.store.tables import APPLICATION_ID, VERSION, metadata

SCHEMES = ("postgresql://", "postgres://")
_OPTIONS = "-c lock_timeout=30000 -c idle_in_transaction_session_timeout=0"  # ms; as long as SQLite waits
_NO_DRIVER = "thiếu thư viện psycopg để nối tới PostgreSQL; hãy cài thêm psycopg[binary]"

# What the head of a file says of SQLite's; and who is at work.
_store = sa.Table(
    "linter_store",
    sa.MetaData(),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("at_work", sa.Text, nullable=False),
)


def is_server(where: object) -> bool:
    """Whether a place is named by the URL of a server."""
    return isinstance(where, str) and where.startswith(SCHEMES)


def open_server(url: str, *, make: bool) -> sa.Engine:
    """The database at a URL, with `make` given its tables when it has none.

    Raises InputError where it cannot be reached, is not ours or is newer than we are. Each use of the engine raises
    what `told` raises.
    """
    engine = _engine(url)
    try:
        with engine.begin() as connection:
            connection.execute(sa.select(sa.func.pg_advisory_xact_lock(APPLICATION_ID)))  # one maker at a time
            _check(connection, name_of(engine), make=make)
    except BaseException:
        engine.dispose()
        raise
    return engine


def name_of(engine: sa.Engine) -> str:
    """What people may read: no password."""
    return engine.url.set(drivername="postgresql").render_as_string(hide_password=True)


def _engine(url: str) -> sa.Engine:
    try:
        address = sa.make_url(url).set(drivername="postgresql+psycopg")
        engine = sa.create_engine(address, connect_args={"options": _OPTIONS, "connect_timeout": 10})
    except ImportError as error:
        raise InputError(_NO_DRIVER) from error
    except (sa.exc.ArgumentError, ValueError) as error:
        raise InputError("địa chỉ cơ sở dữ liệu trong --data không đúng dạng postgresql://máy/tên") from error
    watch(engine, name_of(engine))
    return engine


def _check(connection: sa.Connection, name: str, *, make: bool) -> None:
    there = set(sa.inspect(connection).get_table_names())
    if _store.name in there:
        version = connection.execute(sa.select(_store.c.version)).scalar_one()
        if version > VERSION:
            raise InputError(f"“{name}” do bản mới hơn của công cụ ghi; hãy cập nhật công cụ")
        return
    if there & set(metadata.tables):
        raise InputError(f"“{name}” không phải cơ sở dữ liệu của công cụ; hãy chọn cơ sở dữ liệu khác")
    if not make:
        raise InputError(f"không có dữ liệu đã lưu trong “{name}”; hãy xem lại --data, hoặc chạy lệnh crawl trước")
    _store.create(connection)
    connection.execute(_store.insert().values(version=VERSION, at_work=""))
    metadata.create_all(connection)


@contextmanager
def alone(engine: sa.Engine, started_at: datetime) -> Iterator[None]:
    """Keeps other runs out of a database. The lock is the connection's and ends with it, however that ends."""
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        if not connection.execute(sa.select(sa.func.pg_try_advisory_lock(APPLICATION_ID + 1))).scalar_one():
            raise refusal(name_of(engine), connection.execute(sa.select(_store.c.at_work)).scalar_one())
        connection.execute(_store.update().values(at_work=card(started_at)))
        try:
            yield
        finally:
            connection.invalidate()  # not given back: the lock is its own


def is_taken(engine: sa.Engine) -> bool:
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        free = connection.execute(sa.select(sa.func.pg_try_advisory_lock(APPLICATION_ID + 1))).scalar_one()
        if free:
            connection.execute(sa.select(sa.func.pg_advisory_unlock(APPLICATION_ID + 1)))
        return not free
