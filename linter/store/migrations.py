"""From the tables of an earlier version to those of today, step by step.

A step is SQL as it was needed then and never changes again: the tables of today are no part of it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import sqlalchemy as sa

_PORTALS = (
    "CREATE TABLE portal_state (id INTEGER NOT NULL, run VARCHAR(40) NOT NULL, PRIMARY KEY (id))",
    "CREATE TABLE portal_item (id INTEGER NOT NULL, portal VARCHAR(2100) NOT NULL, url VARCHAR(2100) NOT NULL,"
    " since INTEGER NOT NULL, until INTEGER, title TEXT NOT NULL, published VARCHAR(40), is_post BOOLEAN NOT NULL,"
    " digest VARCHAR(64) NOT NULL, links TEXT NOT NULL, hashes BLOB NOT NULL, text BLOB NOT NULL, PRIMARY KEY (id))",
    "CREATE INDEX portal_item_standing ON portal_item (portal, url)",
    "CREATE TABLE portal_pending (portal VARCHAR(2100) NOT NULL, url VARCHAR(2100) NOT NULL,"
    " PRIMARY KEY (portal, url))",
)
# The snapshots of version 2 had neither headers nor the requests that failed, without which no run can be judged
# again: they go, and the copy of the file that is made before keeps them.
_RUNS = (
    "ALTER TABLE run RENAME TO run_2",
    "CREATE TABLE run (number INTEGER NOT NULL, id VARCHAR(40) NOT NULL, state VARCHAR(20) NOT NULL,"
    " whole BOOLEAN NOT NULL, started_at VARCHAR(40) NOT NULL, finished_at VARCHAR(40), as_of VARCHAR(10) NOT NULL,"
    " policy VARCHAR(80) NOT NULL, tool VARCHAR(40) NOT NULL, signature VARCHAR(64) NOT NULL, pages TEXT NOT NULL,"
    " inputs BLOB, report BLOB, PRIMARY KEY (number), UNIQUE (id))",
    "INSERT INTO run SELECT row_number() OVER (ORDER BY started_at, id), id,"
    " CASE WHEN report IS NULL THEN 'incomplete' ELSE 'finished' END, 1,"
    " started_at, finished_at, as_of, policy, tool, '', '{}', NULL, report FROM run_2",
    "DROP TABLE snapshot",
    "DELETE FROM body",
    "DROP TABLE run_2",
    "CREATE TABLE answer (run INTEGER NOT NULL, address BLOB NOT NULL, place INTEGER NOT NULL, target TEXT NOT NULL,"
    " asked TEXT NOT NULL, most INTEGER NOT NULL, verify BOOLEAN NOT NULL, validators TEXT NOT NULL,"
    " read VARCHAR(10) NOT NULL, url TEXT NOT NULL, status INTEGER NOT NULL, headers TEXT NOT NULL,"
    " hops TEXT NOT NULL, location TEXT, body VARCHAR(64), reason VARCHAR(40) NOT NULL, message TEXT NOT NULL,"
    " PRIMARY KEY (run, address, place), FOREIGN KEY(run) REFERENCES run (number)) WITHOUT ROWID",
    "CREATE TABLE site (run INTEGER NOT NULL, target TEXT NOT NULL, pages INTEGER NOT NULL, given INTEGER,"
    " PRIMARY KEY (run, target), FOREIGN KEY(run) REFERENCES run (number))",
    "CREATE TABLE outcome (school VARCHAR(200) NOT NULL, article TEXT NOT NULL, rule VARCHAR(80) NOT NULL,"
    " since INTEGER NOT NULL, until INTEGER, status VARCHAR(20) NOT NULL,"
    " PRIMARY KEY (school, article, rule, since)) WITHOUT ROWID",
)
STEPS: Mapping[int, Sequence[str]] = {1: _PORTALS, 2: _RUNS}  # from this version to the next


def migrate(connection: sa.Connection, version: int) -> None:
    """The steps from `version` on, in the transaction of `connection`."""
    for step in range(version, max(STEPS) + 1):
        for statement in STEPS[step]:
            connection.exec_driver_sql(statement)
