"""The store of one data folder, or of one database on a server."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from linter.errors import InputError
from linter.reported import RunRecord, Tool
from linter.store import lock, server
from linter.store.answers import Answers
from linter.store.history import History
from linter.store.opening import open_engine
from linter.store.portals import PortalsAround, StoredPortals
from linter.store.pruning import prune
from linter.store.runs import Runs, StoredRun
from linter.store.server import is_server, open_server
from linter.store.writer import Writer

FILE = "linter.sqlite3"
Where = Path | str  # a data folder, or the URL of a database


class Store:
    """Runs, their answers, and the archive of portals. Nothing is half written."""

    def __init__(self, engine: sa.Engine, is_taken: Callable[[], bool]) -> None:
        self.engine = engine
        self._is_taken = is_taken
        self._writer = Writer(engine)
        self.runs = Runs(engine)
        self.history = History(engine)

    def answers(self, run: StoredRun) -> Answers:
        return Answers(self.engine, self._writer, run.number, run.as_of)

    def begin(
        self, record: RunRecord, tool: Tool, signature: str, task: Mapping[str, Any], *, whole: bool
    ) -> StoredRun:
        """A new run. `task` is JSON; with what the portals had left unread and what was not met it is all
        that it takes to do it again."""
        inputs = {"task": task, "pending": self.portals().all_pending(), "accused": self.history.accused()}
        return self.runs.begin(record, tool, signature=signature, inputs=inputs, whole=whole)

    def accused(self, run: StoredRun) -> Mapping[str, Sequence[str]]:
        """What was not met when the run began, by school, see `History.accused`."""
        accused: Mapping[str, Sequence[str]] = self.runs.inputs(run.id).get("accused", {})
        return accused

    def take_up(self, run: StoredRun) -> None:
        """Have a run that was ended begin again, with all that it was answered: only what failed is asked anew, and
        what it had begun to take in of portals is as it was before."""
        self.portals().take_back(run.id, self.runs.inputs(run.id)["pending"])
        self.answers(run).forget_failures()
        self.runs.go_on(run)

    def prune(self) -> None:
        """Let go of the pages of runs long past."""
        prune(self.engine)

    def portals(self, run: str | None = None) -> StoredPortals:
        """What portals carry: the newest that is known, or what was known after a run."""
        return StoredPortals(self.engine, run)

    def portals_around(self, run: str) -> PortalsAround:
        """What a run itself knew of portals, before it and after it, for it to be judged again."""
        return PortalsAround(self.engine, run, self.runs.inputs(run)["pending"])

    @property
    def is_at_work(self) -> bool:
        """Whether some run is being made."""
        return self._is_taken()

    def close(self) -> None:
        self._writer.close()
        self.engine.dispose()


def open_store(where: Where, *, make: bool = True) -> Store:
    """The store in a data folder, or at the URL of a PostgreSQL database; with `make` made when it is not there.

    Raises InputError when the folder cannot be made or written, or when its database is not ours or damaged.
    """
    if is_server(where):
        engine = open_server(str(where), make=make)
        return Store(engine, partial(server.is_taken, engine))
    folder = Path(where)
    path = folder / FILE
    if not make and not path.exists():
        raise InputError(f"không có dữ liệu đã lưu trong “{folder}”; hãy xem lại --data, hoặc chạy lệnh crawl trước")
    _make(folder)
    return Store(open_engine(path), partial(lock.is_taken, folder))


@contextmanager
def working_store(where: Where, started_at: datetime) -> Iterator[Store]:
    """The store for a run, while no other run is made. InputError, naming the other, when one is at work."""
    if is_server(where):
        with closing(open_store(where)) as store, server.alone(store.engine, started_at):
            yield store
        return
    _make(Path(where))
    with lock.alone(Path(where), started_at), closing(open_store(where)) as store:
        yield store


def _make(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise InputError(f"không tạo được thư mục dữ liệu “{folder}”: {error.strerror}") from error
