"""The store of one data folder."""

from __future__ import annotations

import hashlib
import json
import sqlite3
import zlib
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any, Protocol

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import DatabaseError, OperationalError

from linter.errors import DiskFull, InputError
from linter.reported import RunRecord, Tool
from linter.store.portals import StoredPortals
from linter.store.tables import APPLICATION_ID, VERSION, bodies, metadata, runs, snapshots

FILE = "linter.sqlite3"
_DISK_FULL = ("disk is full", "No space left", "disk I/O error", "could not extend")


class Answer(Protocol):
    """What the store wants of an answer."""

    @property
    def requested(self) -> str: ...
    @property
    def url(self) -> str: ...
    @property
    def status(self) -> int: ...
    @property
    def headers(self) -> Mapping[str, str]: ...
    @property
    def body(self) -> bytes: ...


class Store:
    """Runs and their snapshots. Every method is one transaction; nothing is half written."""

    def __init__(self, engine: sa.Engine) -> None:
        self._engine = engine

    def begin_run(self, run: RunRecord, tool: Tool) -> None:
        row = {
            "id": run.id,
            "started_at": run.started_at.isoformat(),
            "as_of": run.as_of.isoformat(),
            "policy": tool.policy,
            "tool": tool.version,
        }
        with self._write() as connection:
            connection.execute(runs.insert().values(**row))

    def keep(self, run: str, target: str, answer: Answer) -> None:
        """Keep an answer; the same address twice in a run keeps the later one."""
        digest = hashlib.sha256(answer.body).hexdigest()
        row = {
            "run": run,
            "target": target,
            "requested": answer.requested,
            "url": answer.url,
            "status": answer.status,
            "content_type": answer.headers.get("content-type", "")[:200],
            "body": digest,
        }
        with self._write() as connection:
            body = {"sha256": digest, "data": zlib.compress(answer.body, 6)}
            connection.execute(self._insert(bodies).values(**body).on_conflict_do_nothing())
            upsert = self._insert(snapshots).values(**row)
            connection.execute(upsert.on_conflict_do_update(index_elements=["run", "target", "requested"], set_=row))

    def end_run(self, run: RunRecord, report: Mapping[str, object]) -> None:
        data = zlib.compress(json.dumps(report, ensure_ascii=False).encode())
        with self._write() as connection:
            finished = {"finished_at": run.finished_at.isoformat(), "report": data}
            connection.execute(runs.update().where(runs.c.id == run.id).values(**finished))

    def report(self, run: str) -> Mapping[str, Any]:
        """The JSON of a finished run; InputError when there is none of that name."""
        with self._engine.connect() as connection:
            data = connection.execute(sa.select(runs.c.report).where(runs.c.id == run)).scalar()
        if data is None:
            raise InputError(f"không có kết quả của lượt “{run}” trong dữ liệu đã lưu")
        report: Mapping[str, Any] = json.loads(zlib.decompress(data))
        return report

    def portals(self, run: str | None = None) -> StoredPortals:
        """What portals carry: the newest that is known, or what was known after a run."""
        return StoredPortals(self._engine, run)

    def count_snapshots(self, run: str) -> int:
        with self._engine.connect() as connection:
            query = sa.select(sa.func.count()).select_from(snapshots).where(snapshots.c.run == run)
            return connection.execute(query).scalar_one()

    def close(self) -> None:
        self._engine.dispose()

    def _insert(self, table: sa.Table) -> sqlite.Insert | postgresql.Insert:
        return postgresql.insert(table) if self._engine.dialect.name == "postgresql" else sqlite.insert(table)

    @contextmanager
    def _write(self) -> Iterator[sa.Connection]:
        try:
            with self._engine.begin() as connection:
                yield connection
        except OperationalError as error:
            if any(words in str(error) for words in _DISK_FULL):
                raise DiskFull("đĩa đầy, không ghi thêm được; hãy giải phóng chỗ rồi chạy lại") from error
            raise


def open_store(folder: Path) -> Store:
    """The store in a data folder, made when it is not there.

    Raises InputError when the folder cannot be made or written, or when its database is not ours or damaged.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise InputError(f"không tạo được thư mục dữ liệu “{folder}”: {error.strerror}") from error
    path = folder / FILE
    engine = sa.create_engine(f"sqlite:///{path}")
    sa.event.listen(engine, "connect", _configure)
    sa.event.listen(engine, "begin", _begin)
    try:
        _check(path)
        _prepare(engine)
    except (DatabaseError, sqlite3.Error, OSError) as error:
        engine.dispose()
        raise InputError(f"không mở được “{path}”: tệp hỏng, hoặc không ghi được vào thư mục") from error
    return Store(engine)


def _check(path: Path) -> None:
    """Look at a file's head before SQLite touches it: opening may already write into another's database."""
    if not path.exists() or path.stat().st_size == 0:
        return
    with path.open("rb") as file:
        head = file.read(100)
    application, version = int.from_bytes(head[68:72]), int.from_bytes(head[60:64])
    if Path(f"{path}-wal").exists():  # another run is at work: the newest head may stand there
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as connection:
            application = connection.execute("PRAGMA application_id").fetchone()[0]
            version = connection.execute("PRAGMA user_version").fetchone()[0]
    if not head.startswith(b"SQLite format 3\0") or application != APPLICATION_ID:
        raise InputError(f"“{path}” không phải cơ sở dữ liệu của công cụ; hãy chọn thư mục dữ liệu khác")
    if version > VERSION:
        raise InputError(f"“{path}” do bản mới hơn của công cụ ghi; hãy cập nhật công cụ")


def _configure(connection: Any, _record: object) -> None:
    connection.isolation_level = None  # SQLAlchemy begins; see BEGIN IMMEDIATE
    for pragma in ("journal_mode=WAL", "synchronous=NORMAL", "foreign_keys=ON", "busy_timeout=30000"):
        connection.execute(f"PRAGMA {pragma}").close()


def _begin(connection: sa.Connection) -> None:
    """A writer waits for its turn at once; a reader keeps nobody waiting."""
    reading = connection.get_execution_options().get("reading")
    connection.exec_driver_sql("BEGIN" if reading else "BEGIN IMMEDIATE")


def _prepare(engine: sa.Engine) -> None:
    with engine.begin() as connection:
        metadata.create_all(connection)
        connection.exec_driver_sql(f"PRAGMA application_id={APPLICATION_ID}")
        connection.exec_driver_sql(f"PRAGMA user_version={VERSION}")
