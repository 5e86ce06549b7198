"""Runs: begun, ended in one of four ways, found again, in the order in which they began."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal

import sqlalchemy as sa

from linter.errors import InputError
from linter.reported import RunRecord, Tool
from linter.store.faults import told
from linter.store.history import take_in
from linter.store.packed import READING, pack, unpack
from linter.store.tables import runs

LATEST = "latest"
State = Literal["running", "finished", "incomplete", "suspicious"]


@dataclass(frozen=True, slots=True)
class StoredRun:
    """`number` orders runs, whatever the clock said. `pages` are those read, by school; `whole` is a run over all
    schools of its list. `signature` is equal for runs that were begun with the same list, policy and options."""

    number: int
    id: str
    state: State
    whole: bool
    started_at: datetime
    finished_at: datetime | None
    as_of: date
    policy: str
    tool: str
    signature: str
    pages: Mapping[str, int]


class Runs:
    """Every method is one transaction."""

    def __init__(self, engine: sa.Engine) -> None:
        self._engine = engine

    def begin(
        self, run: RunRecord, tool: Tool, *, signature: str = "", inputs: object = None, whole: bool = True
    ) -> StoredRun:
        """A new run, the last in the order. `inputs` is JSON: what it takes to do the run again."""
        newest = sa.select(sa.func.coalesce(sa.func.max(runs.c.number), 0) + 1).scalar_subquery()
        row = {
            "number": newest,
            "id": run.id,
            "state": "running",
            "whole": whole,
            "started_at": run.started_at.isoformat(),
            "as_of": run.as_of.isoformat(),
            "policy": tool.policy,
            "tool": tool.version,
            "signature": signature,
            "pages": "{}",
            "inputs": None if inputs is None else pack(inputs),
        }
        with self._engine.begin() as connection:
            connection.execute(runs.insert().values(**row))
            return _run(connection.execute(_query().where(runs.c.id == run.id)).one())

    def go_on(self, run: StoredRun) -> None:
        """A run that was ended before its time is taken up again."""
        self._set(run.id, state="running")

    def end(
        self,
        run: RunRecord,
        report: Mapping[str, object],
        *,
        pages: Mapping[str, int] | None = None,
        state: State = "finished",
    ) -> None:
        """Of a run that finished the history of outcomes takes note, in the same transaction."""
        values = {
            "state": state,
            "pages": json.dumps(dict(pages or {})),
            "finished_at": run.finished_at.isoformat(),
            "report": pack(report),
        }
        with self._engine.begin() as connection:
            connection.execute(runs.update().where(runs.c.id == run.id).values(**values))
            if state == "finished":
                number = connection.execute(sa.select(runs.c.number).where(runs.c.id == run.id)).scalar_one()
                take_in(connection, number, report)

    def break_off(self, run: str) -> None:
        """The run ended before its work was done, and knew it."""
        self._set(run, state="incomplete")

    def find(self, name: str) -> StoredRun:
        """The run of this name; "latest" is the last that finished, one over the whole list before one over some of
        its schools. InputError when there is none."""
        found = self.latest() if name == LATEST else self._first(_query().where(runs.c.id == name))
        if found is None:
            what = "chưa có lượt nào xong" if name == LATEST else f"không có lượt “{name}”"
            raise InputError(f"{what} trong dữ liệu đã lưu{self._hint()}")
        return found

    def latest(self) -> StoredRun | None:
        return self._first(_query().where(runs.c.state == "finished").order_by(runs.c.whole.desc(), _NEWEST).limit(1))

    def before(self, run: StoredRun) -> StoredRun | None:
        """The finished run that a run is compared with."""
        earlier = sa.and_(runs.c.number < run.number, runs.c.state == "finished", runs.c.whole)
        return self._first(_query().where(earlier).order_by(_NEWEST).limit(1))

    def unfinished(self) -> StoredRun | None:
        """The newest run, when it did not come to its end."""
        newest = self._first(_query().order_by(_NEWEST).limit(1))
        return newest if newest is not None and newest.state in {"running", "incomplete"} else None

    def report(self, run: str) -> Mapping[str, Any]:
        """The JSON of a run; InputError when it has none."""
        data = self._column(run, runs.c.report)
        if data is None:
            raise InputError(f"không có kết quả của lượt “{run}” trong dữ liệu đã lưu")
        with told():
            report: Mapping[str, Any] = unpack(data)
        return report

    def inputs(self, run: str) -> Any:
        """What a run was begun with; InputError for a run of a version that did not keep it."""
        data = self._column(run, runs.c.inputs)
        if data is None:
            raise InputError(f"lượt “{run}” do bản cũ của công cụ ghi nên không xét lại được")
        with told():
            return unpack(data)

    def _set(self, run: str, **values: object) -> None:
        with self._engine.begin() as connection:
            connection.execute(runs.update().where(runs.c.id == run).values(**values))

    def _first(self, query: sa.Select[Any]) -> StoredRun | None:
        with self._engine.connect().execution_options(**READING) as connection:
            row = connection.execute(query).first()
        return None if row is None else _run(row)

    def _column(self, run: str, column: sa.Column[Any]) -> Any:
        with self._engine.connect().execution_options(**READING) as connection:
            return connection.execute(sa.select(column).where(runs.c.id == run)).scalar()

    def _hint(self) -> str:
        with self._engine.connect().execution_options(**READING) as connection:
            ids = connection.execute(sa.select(runs.c.id).order_by(_NEWEST).limit(3)).scalars().all()
        return f"; các lượt gần đây: {', '.join(ids)}" if ids else "; hãy chạy lệnh crawl trước"


_NEWEST = runs.c.number.desc()


def _query() -> sa.Select[Any]:
    """A run without its large columns."""
    return sa.select(*(column for column in runs.c if column.name not in {"inputs", "report"}))


def _run(row: Any) -> StoredRun:
    return StoredRun(
        number=row.number,
        id=row.id,
        state=row.state,
        whole=row.whole,
        started_at=datetime.fromisoformat(row.started_at),
        finished_at=datetime.fromisoformat(row.finished_at) if row.finished_at else None,
        as_of=date.fromisoformat(row.as_of),
        policy=row.policy,
        tool=row.tool,
        signature=row.signature,
        pages=json.loads(row.pages),
    )
