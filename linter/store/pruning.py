"""What is let go of: the pages of runs long past, and at last their reports. The history of outcomes stays."""

from __future__ import annotations

import sqlalchemy as sa

from linter.store.tables import answers, bodies, runs, sites

PAGES_OF, REPORTS_OF = 8, 60  # finished runs; some two months, and more than a year of weeks


def prune(engine: sa.Engine) -> None:
    """One transaction. Kept in any case is the newest run over all schools, whose report is the one that is shown, and
    what is newer than the oldest that is kept."""
    with engine.begin() as connection:
        past = _older(connection, PAGES_OF)
        gone = [connection.execute(table.delete().where(table.c.run.in_(past))).rowcount for table in (answers, sites)]
        if any(gone):
            used = sa.select(answers.c.body).where(answers.c.body.is_not(None))
            connection.execute(bodies.delete().where(bodies.c.sha256.not_in(used)))
        connection.execute(runs.update().where(runs.c.number.in_(_older(connection, REPORTS_OF))).values(report=None))


def _older(connection: sa.Connection, kept: int) -> list[int]:
    """The runs before the last finished ones, so many of them, without the one that is shown."""
    finished = sa.select(runs.c.number).where(runs.c.state == "finished")
    last = connection.execute(finished.order_by(runs.c.number.desc()).limit(kept)).scalars().all()
    shown = connection.execute(finished.where(runs.c.whole).order_by(runs.c.number.desc()).limit(1)).scalar()
    if len(last) < kept:
        return []
    query = sa.select(runs.c.number).where(runs.c.number < last[-1], runs.c.number != (shown or 0))
    return list(connection.execute(query).scalars())
