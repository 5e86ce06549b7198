"""Every answer that a run was given: what goes on where it was ended, and what is judged again, asks here first."""

from __future__ import annotations

import hashlib
import json
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any, Protocol

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from linter.store.faults import told
from linter.store.packed import READING, clean
from linter.store.sieve import Sieve
from linter.store.tables import answers, bodies, sites
from linter.store.writer import Writer

OVERLOADED = 429
NOT_MODIFIED = 304
_TOLD, _TAKEN = -1, -2  # the places of what earlier runs had kept
_LEVEL = 3  # of compression: half the time of 6, for a tenth more of place


class Question(Protocol):
    """What was asked for: `most` bytes of a body at an address, 0 for the usual bound, for the crawl of `target`."""

    @property
    def target(self) -> str: ...
    @property
    def url(self) -> str: ...
    @property
    def most(self) -> int: ...
    @property
    def verify(self) -> bool: ...
    @property
    def validators(self) -> Mapping[str, str]: ...


class Answer(Protocol):
    """What came: an answer, or with `status` 0 the reason why there was none."""

    @property
    def url(self) -> str: ...
    @property
    def status(self) -> int: ...
    @property
    def headers(self) -> Mapping[str, str]: ...
    @property
    def body(self) -> bytes: ...
    @property
    def hops(self) -> tuple[str, ...]: ...
    @property
    def location(self) -> str | None: ...
    @property
    def reason(self) -> str: ...
    @property
    def message(self) -> str: ...


@dataclass(frozen=True, slots=True)
class StoredAnswer:
    """An `Answer` of the store with the conditions of the question; `read` is the day on which a server gave it."""

    url: str
    status: int
    headers: Mapping[str, str]
    body: bytes
    hops: tuple[str, ...] = ()
    location: str | None = None
    reason: str = ""
    message: str = ""
    most: int = 0
    verify: bool = True
    validators: Mapping[str, str] = field(default_factory=dict)
    read: date = date.min


class Answers:
    """The answers of the run `number`, whose day is `day`."""

    def __init__(self, engine: sa.Engine, writer: Writer, number: int, day: date) -> None:
        self._engine, self._writer, self._number, self._day = engine, writer, number, day
        self._write = _writes(engine)
        self._before: dict[str, int | None] = {}

    @cached_property
    def _own(self) -> Sieve:
        with self._engine.connect().execution_options(**READING) as connection:
            query = sa.select(answers.c.address).where(answers.c.run == self._number)
            return Sieve(connection.execute(query).scalars())

    def find(self, question: Question, place: int) -> StoredAnswer | None:
        """What was answered when the crawl of a site asked for an address for the n-th time, `place` from 0."""
        address = _address(question.target, question.url)
        if not self._own.may_hold(address):
            return None
        return self._first(_FIND, address, self._number, place=place)

    async def keep(self, question: Question, place: int, answer: Answer) -> None:
        """Returns when the answer is safe."""
        row = self._row(question.target, question.url, answer) | {
            "place": place,
            "most": question.most,
            "verify": question.verify,
            "validators": json.dumps(dict(question.validators)),
        }
        self._own.add(row["address"])
        body = answer.body if answer.status else None
        await self._writer.write(lambda connection: self._write(connection, row, body))

    def earlier(self, target: str, url: str) -> StoredAnswer | None:
        """The whole answer, whatever its status, that the last run which read the site's home page was given for an
        address, or took over. That it was told is kept with this run: that one may be gone when this is judged again.
        """
        run = self._run_before(target)
        found = None if run is None else self._first(_EARLIER, _address(target, url), run)
        if found is not None:
            self._note(target, url, found, _TOLD)
        return found

    def held(self, target: str, url: str) -> StoredAnswer | None:
        """What `earlier` told of an address in this run."""
        return self._first(_FIND, _address(target, url), self._number, place=_TOLD)

    def taken(self, target: str, url: str) -> StoredAnswer | None:
        """What this run took over for an address."""
        return self._first(_FIND, _address(target, url), self._number, place=_TAKEN)

    def take(self, target: str, url: str, answer: Answer, read: date) -> None:
        """Note that an answer of an earlier run is this run's as well; on the day `read` a server stood for it."""
        self._note(target, url, answer, _TAKEN, read)

    def forget_failures(self) -> None:
        """What failed by the network or the server may be otherwise by now."""
        failed = sa.or_(answers.c.status == 0, answers.c.status >= 500, answers.c.status == OVERLOADED)
        own = sa.and_(answers.c.run == self._number, answers.c.place >= 0)
        with self._engine.begin() as connection:
            connection.execute(answers.delete().where(own, failed))

    def end(self, target: str, pages: int, given: int | None) -> None:
        """Note that the crawl of a site ended; `given` is after how many answers, where its time was over."""
        row = {"run": self._number, "target": target, "pages": pages, "given": given}
        with self._engine.begin() as connection:
            connection.execute(sites.delete().where(sites.c.run == self._number, sites.c.target == target))
            connection.execute(sites.insert().values(**row))

    def cuts(self) -> Mapping[str, int]:
        """After how many answers which sites were ended by their time."""
        query = sa.select(sites.c.target, sites.c.given).where(sites.c.run == self._number, sites.c.given.is_not(None))
        with self._engine.connect().execution_options(**READING) as connection:
            return {row.target: row.given for row in connection.execute(query)}

    def count(self) -> int:
        query = sa.select(sa.func.count()).select_from(answers)
        query = query.where(answers.c.run == self._number, answers.c.place >= 0)
        with self._engine.connect().execution_options(**READING) as connection:
            return connection.execute(query).scalar_one()

    def _run_before(self, target: str) -> int | None:
        """The last run before this one that read the home page of a site."""
        if target not in self._before:
            query = sa.select(sa.func.max(sites.c.run)).where(sites.c.target == target, sites.c.pages > 0)
            with self._engine.connect().execution_options(**READING) as connection:
                self._before[target] = connection.execute(query.where(sites.c.run < self._number)).scalar()
        return self._before[target]

    def _note(self, target: str, url: str, answer: Answer, place: int, read: date | None = None) -> None:
        """Without waiting: what comes later is written later."""
        row = self._row(target, url, answer) | {"place": place}
        if isinstance(answer, StoredAnswer):
            row["read"] = answer.read.isoformat()
        if read is not None:
            row["read"] = read.isoformat()
        self._own.add(row["address"])
        self._writer.put(lambda connection: self._write(connection, row, answer.body))

    def _row(self, target: str, url: str, answer: Answer) -> dict[str, Any]:
        return {
            "run": self._number,
            "address": _address(target, url),
            "target": target,
            "asked": clean(url),
            "most": 0,
            "verify": True,
            "validators": "{}",
            "read": self._day.isoformat(),
            "url": clean(answer.url),
            "status": answer.status,
            "headers": json.dumps(dict(answer.headers)),
            "hops": json.dumps(answer.hops),
            "location": None if answer.location is None else clean(answer.location),
            "reason": answer.reason,
            "message": clean(answer.message),
        }

    def _first(self, query: sa.Select[Any], address: bytes, run: int, **more: int) -> StoredAnswer | None:
        with self._engine.connect().execution_options(**READING) as connection, told():
            row = connection.execute(query, {"run": run, "address": address, **more}).first()
            return None if row is None or (row.body and row.data is None) else _answer(row)


# Made once: to make a statement costs more than to run it.
_WITH_BODY = (
    sa.select(answers, bodies.c.data)
    .outerjoin(bodies, bodies.c.sha256 == answers.c.body)
    .where(answers.c.run == sa.bindparam("run"), answers.c.address == sa.bindparam("address"))
)
_FIND = _WITH_BODY.where(answers.c.place == sa.bindparam("place"))
# What was taken over stands in place of what was given, if anything: a 304.
_EARLIER = (
    _WITH_BODY.where(
        sa.or_(
            answers.c.place == _TAKEN,
            sa.and_(answers.c.place >= 0, answers.c.status.not_in((0, NOT_MODIFIED))),
        )
    )
    .order_by(sa.case((answers.c.place == _TAKEN, 0), else_=1), answers.c.place.desc())
    .limit(1)
)
_HAS_BODY = sa.select(bodies.c.sha256).where(bodies.c.sha256 == sa.bindparam("sha256"))
_Write = Callable[[sa.Connection, dict[str, Any], bytes | None], None]


def _writes(engine: sa.Engine) -> _Write:
    """What writes a row with its body, over the one that stands in its place."""
    insert = postgresql.insert(answers) if engine.dialect.name == "postgresql" else sqlite.insert(answers)
    given = {column.name: insert.excluded[column.name] for column in answers.c if not column.primary_key}
    upsert = insert.on_conflict_do_update(index_elements=list(answers.primary_key), set_=given)

    def write(connection: sa.Connection, row: dict[str, Any], body: bytes | None) -> None:
        row["body"] = None if body is None else _keep_body(connection, body)
        connection.execute(upsert, row)

    return write


def _answer(row: Any) -> StoredAnswer:
    return StoredAnswer(
        url=row.url,
        status=row.status,
        headers=json.loads(row.headers),
        body=b"" if row.data is None else zlib.decompress(row.data),
        hops=tuple(json.loads(row.hops)),
        location=row.location,
        reason=row.reason,
        message=row.message,
        most=row.most,
        verify=row.verify,
        validators=json.loads(row.validators),
        read=date.fromisoformat(row.read),
    )


def _keep_body(connection: sa.Connection, body: bytes) -> str:
    digest = hashlib.sha256(body).hexdigest()
    if connection.execute(_HAS_BODY, {"sha256": digest}).first() is None:
        connection.execute(bodies.insert(), {"sha256": digest, "data": zlib.compress(body, _LEVEL)})
    return digest


def _address(target: str, url: str) -> bytes:
    return hashlib.blake2b(f"{target} {url}".encode("utf-8", "surrogatepass"), digest_size=16).digest()
