"""What was judged from run to run: a row for each change, none for what stays as it is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from linter.store.packed import READING, batched, clean
from linter.store.tables import outcomes

Json = Mapping[str, Any]
_Key = tuple[str, str]  # article, rule


@dataclass(frozen=True, slots=True)
class Stand:
    """A status and the runs, by number, from which and before which it stood; `article` is "" for the site."""

    article: str
    rule: str
    status: str
    since: int
    until: int | None


class History:
    """The statuses of schools over the runs that finished."""

    def __init__(self, engine: sa.Engine) -> None:
        self._engine = engine

    def of(self, school: str) -> Sequence[Stand]:
        """All that a school's outcomes were, by article and rule, in the order of the runs."""
        query = sa.select(outcomes).where(outcomes.c.school == school)
        query = query.order_by(outcomes.c.article, outcomes.c.rule, outcomes.c.since)
        with self._engine.connect().execution_options(**READING) as connection:
            rows = connection.execute(query).all()
        return [Stand(row.article, row.rule, row.status, row.since, row.until) for row in rows]

    def accused(self) -> dict[str, list[str]]:
        """By school the articles, "" for the site, of which something is not met."""
        query = sa.select(outcomes.c.school, outcomes.c.article).distinct()
        query = query.where(outcomes.c.until.is_(None), outcomes.c.status == "fail")
        found: dict[str, list[str]] = {}
        with self._engine.connect().execution_options(**READING) as connection:
            for school, article in connection.execute(query.order_by(outcomes.c.school, outcomes.c.article)):
                found.setdefault(school, []).append(article)
        return found


def take_in(connection: sa.Connection, number: int, report: Json) -> None:
    """Bring the history up to a run: its report is JSON, schema 1."""
    for school in report.get("schools", ()):
        _school(connection, number, school)


def _school(connection: sa.Connection, number: int, school: Json) -> None:
    here = outcomes.c.school == school["id"]
    columns = outcomes.c.article, outcomes.c.rule, outcomes.c.status
    rows = connection.execute(sa.select(*columns).where(here, outcomes.c.until.is_(None)))
    standing = {(article, rule): status for article, rule, status in rows}
    found = dict(_statuses(school))
    ended = [key for key, status in standing.items() if found.get(key, status) != status]
    if school["crawl"]["status"] == "completed":  # what was not seen is gone only where all was read
        ended += [key for key in standing if key not in found]
    begun = [key for key, status in found.items() if standing.get(key) != status]
    end = outcomes.update().where(
        here,
        outcomes.c.article == sa.bindparam("of_article"),
        outcomes.c.rule == sa.bindparam("of_rule"),
        outcomes.c.until.is_(None),
    )
    for some in batched([{"of_article": article, "of_rule": rule} for article, rule in ended]):
        connection.execute(end.values(until=number), some)
    new = [
        {"school": school["id"], "article": key[0], "rule": key[1], "since": number, "status": found[key]}
        for key in begun
    ]
    for values in batched(new):
        connection.execute(outcomes.insert(), values)


def _statuses(school: Json) -> Iterator[tuple[_Key, str]]:
    for outcome in school["outcomes"]:
        yield ("", outcome["rule"]), _status(outcome)
    for article in school["articles"]:
        for outcome in article["outcomes"]:
            yield (clean(article["url"]), outcome["rule"]), _status(outcome)


def _status(outcome: Json) -> str:
    return "waived" if outcome["waived"] is not None else str(outcome["status"])
