"""The archive of portals in the store: what each was seen to carry, week by week, with its fingerprints.

A week adds what is new and ends what was changed; nothing is written twice, and nothing is forgotten. A state is the
sum of the weeks up to it, so that a stored run can be judged again over what was known then.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from hashlib import sha256
from typing import Any

import numpy as np
import sqlalchemy as sa

from linter.match.archive import is_post, with_links
from linter.match.index import Index
from linter.match.item import Item
from linter.store.packed import READING, batched, clean
from linter.store.tables import portal_items, portal_pending, portal_states
from linter.text.shingle import Hashes, hashes


class StoredPortals:
    """An archive of the newest state, or of the one after `run`, or with `before` of the one before it."""

    def __init__(self, engine: sa.Engine, run: str | None = None, *, before: bool = False) -> None:
        self._engine = engine
        self._shelves: list[sa.Connection] = []
        self._run, self._before = run, before

    def known(self, portal: str, before: date) -> Mapping[str, date | None]:
        with self._read() as connection:
            query = self._of(connection, portal, portal_items.c.url, portal_items.c.published)
            rows = connection.execute(query.where(portal_items.c.is_post)).all()
        days = {url: datetime.fromisoformat(day).date() if day else None for url, day in rows}
        return {url: day for url, day in days.items() if day is None or day < before}

    def pending(self, portal: str) -> Sequence[str]:
        with self._read() as connection:
            query = sa.select(portal_pending.c.url).where(portal_pending.c.portal == portal)
            return connection.execute(query.order_by(portal_pending.c.url)).scalars().all()

    def all_pending(self) -> dict[str, list[str]]:
        """What the last runs left unread, by portal."""
        found: dict[str, list[str]] = {}
        with self._read() as connection:
            for portal, url in connection.execute(sa.select(portal_pending.c.portal, portal_pending.c.url)):
                found.setdefault(portal, []).append(url)
        return found

    def take_back(self, run: str, pending: Mapping[str, Collection[str]]) -> None:
        """Make undone what a run has taken in; `pending` was left unread before it."""
        own = sa.select(portal_states.c.id).where(portal_states.c.run == run)
        rows = [{"portal": portal, "url": url} for portal, urls in pending.items() for url in urls]
        with self._engine.begin() as connection:
            connection.execute(portal_items.delete().where(portal_items.c.since.in_(own)))
            connection.execute(portal_items.update().where(portal_items.c.until.in_(own)).values(until=None))
            connection.execute(portal_states.delete().where(portal_states.c.run == run))
            connection.execute(portal_pending.delete())
            for values in batched(rows):
                connection.execute(portal_pending.insert(), values)

    def renew(self, run: str, portal: str, seen: Sequence[Item], pending: Collection[str]) -> None:
        """One transaction: what a killed run had not finished is as if it had not begun."""
        columns = (portal_items.c[name] for name in ("id", "url", "digest", "links"))
        with self._engine.begin() as connection:
            rows = connection.execute(self._of(connection, portal, *columns))
            standing = {url: (number, written, links) for number, url, written, links in rows}
            changed, ended = [], []
            for item in {item.url: item for item in seen}.values():
                number, written, links = standing.get(item.url, (0, "", "[]"))
                row = _row(with_links(item, json.loads(links)))
                if row["digest"] != written:
                    changed.append(row)
                    ended.append(number)
            state = connection.execute(portal_states.insert().values(run=run)).inserted_primary_key
            number = state[0] if state else 0
            for some in batched(ended):
                connection.execute(portal_items.update().where(portal_items.c.id.in_(some)).values(until=number))
            for values in batched([row | {"since": number} for row in changed]):
                connection.execute(portal_items.insert(), values)
            connection.execute(portal_pending.delete().where(portal_pending.c.portal == portal))
            for values in batched([{"portal": portal, "url": url} for url in sorted(set(map(clean, pending)))]):
                connection.execute(portal_pending.insert(), values)

    def fill(self, index: Index, portals: Collection[str], spell: Callable[[Item], Item]) -> None:
        """The items are paged in from the store when an article is compared with them."""
        connection = self._engine.connect().execution_options(**READING)
        self._shelves.append(connection)
        index.load(_Shelf(connection), self._listed(connection, portals, spell))

    def close(self) -> None:
        """Let go of what filled indexes read from; they cannot be asked any more."""
        for connection in self._shelves:
            connection.close()

    def _listed(
        self, connection: sa.Connection, portals: Collection[str], spell: Callable[[Item], Item]
    ) -> Iterator[tuple[int, Item, Hashes]]:
        for portal in sorted(portals):
            columns = (portal_items.c[name] for name in ("id", "url", "title", "published", "links", "hashes"))
            for number, url, title, day, links, found in connection.execute(self._of(connection, portal, *columns)):
                published = datetime.fromisoformat(day) if day else None
                item = Item(portal, url, title, "", published, tuple(json.loads(links)))
                yield number, spell(item), np.frombuffer(found, np.uint32)

    def _read(self) -> sa.Connection:
        return self._engine.connect().execution_options(**READING)

    def _of(self, connection: sa.Connection, portal: str, *columns: sa.ColumnElement[Any]) -> sa.Select[Any]:
        here = portal_items.c.portal == portal
        return sa.select(*columns).where(self._current(connection), here).order_by(portal_items.c.url)

    def _current(self, connection: sa.Connection) -> sa.ColumnElement[bool]:
        state = portal_states.c.id
        newest = sa.select(sa.func.min(state) - 1 if self._before else sa.func.max(state))
        if self._run is not None:
            newest = newest.where(portal_states.c.run == self._run)
        number = connection.execute(newest).scalar() or 0
        ended = sa.or_(portal_items.c.until.is_(None), portal_items.c.until > number)
        return sa.and_(portal_items.c.since <= number, ended)


class PortalsAround:
    """The archive that a stored run had before it, and after it had taken in what it saw, to be judged again. Nothing
    is written."""

    def __init__(self, engine: sa.Engine, run: str, pending: Mapping[str, Sequence[str]]) -> None:
        self._before, self._after = StoredPortals(engine, run, before=True), StoredPortals(engine, run)
        self._pending = pending
        self._renewed = False

    def known(self, portal: str, before: date) -> Mapping[str, date | None]:
        return (self._after if self._renewed else self._before).known(portal, before)

    def pending(self, portal: str) -> Sequence[str]:
        return sorted(self._pending.get(portal, ()))

    def renew(self, run: str, portal: str, seen: Sequence[Item], pending: Collection[str]) -> None:  # noqa: ARG002
        self._renewed = True

    def fill(self, index: Index, portals: Collection[str], spell: Callable[[Item], Item]) -> None:
        self._after.fill(index, portals, spell)

    def close(self) -> None:
        self._after.close()


class _Shelf:
    """The texts and fingerprints of stored items, by their number."""

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection

    def hashes(self, key: int) -> Hashes:
        query = sa.select(portal_items.c.hashes).where(portal_items.c.id == key)
        return np.frombuffer(self._connection.execute(query).scalar_one(), np.uint32)

    def item(self, key: int) -> Item:
        row = self._connection.execute(sa.select(portal_items).where(portal_items.c.id == key)).one()
        published = datetime.fromisoformat(row.published) if row.published else None
        text = zlib.decompress(row.text).decode("utf-8", "surrogatepass")
        return Item(row.portal, row.url, row.title, text, published, tuple(json.loads(row.links)))


def _row(item: Item) -> dict[str, Any]:
    item = replace(item, url=clean(item.url), title=clean(item.title), links=tuple(map(clean, item.links)))
    found = hashes(item.text)
    text = item.text.encode("utf-8", "surrogatepass")
    links = json.dumps(item.links)
    day = item.published.isoformat() if item.published else None
    digest = sha256(repr((item.title, day, links)).encode("utf-8", "surrogatepass") + text).hexdigest()
    return {
        "portal": item.portal,
        "url": item.url,
        "title": item.title,
        "published": day,
        "is_post": is_post(item),
        "digest": digest,
        "links": links,
        "hashes": found.tobytes(),
        "text": zlib.compress(text),
    }
