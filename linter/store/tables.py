"""The tables. A change of them raises `VERSION`."""

from __future__ import annotations

import sqlalchemy as sa

VERSION = 2
APPLICATION_ID = 0x54525748  # marks our own SQLite files, so that no other database is written into

metadata = sa.MetaData()

runs = sa.Table(
    "run",
    metadata,
    sa.Column("id", sa.String(40), primary_key=True),
    sa.Column("started_at", sa.String(40), nullable=False),
    sa.Column("finished_at", sa.String(40)),
    sa.Column("as_of", sa.String(10), nullable=False),
    sa.Column("policy", sa.String(80), nullable=False),
    sa.Column("tool", sa.String(40), nullable=False),
    sa.Column("report", sa.LargeBinary),  # the run's JSON, deflated
)

# A body is kept once, however many weeks it stays the same.
bodies = sa.Table(
    "body",
    metadata,
    sa.Column("sha256", sa.String(64), primary_key=True),
    sa.Column("data", sa.LargeBinary, nullable=False),  # deflated
)

snapshots = sa.Table(
    "snapshot",
    metadata,
    sa.Column("run", sa.String(40), sa.ForeignKey("run.id"), primary_key=True),
    sa.Column("target", sa.String(400), primary_key=True),
    sa.Column("requested", sa.String(2100), primary_key=True),
    sa.Column("url", sa.String(2100), nullable=False),
    sa.Column("status", sa.Integer, nullable=False),
    sa.Column("content_type", sa.String(200), nullable=False),
    sa.Column("body", sa.String(64), sa.ForeignKey("body.sha256"), nullable=False),
)

# Each time a run has taken in what it saw of a portal. Items stand from the state `since` until before `until`.
portal_states = sa.Table(
    "portal_state",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
    sa.Column("run", sa.String(40), nullable=False),
)

portal_items = sa.Table(
    "portal_item",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
    sa.Column("portal", sa.String(2100), nullable=False),
    sa.Column("url", sa.String(2100), nullable=False),
    sa.Column("since", sa.Integer, nullable=False),
    sa.Column("until", sa.Integer),
    sa.Column("title", sa.Text, nullable=False),
    sa.Column("published", sa.String(40)),
    sa.Column("is_post", sa.Boolean, nullable=False),  # no listing, no entry that only links
    sa.Column("digest", sa.String(64), nullable=False),
    sa.Column("links", sa.Text, nullable=False),  # JSON
    sa.Column("hashes", sa.LargeBinary, nullable=False),  # 32-bit, little-endian, sorted
    sa.Column("text", sa.LargeBinary, nullable=False),  # deflated; last, so that a scan does not read it
    sa.Index("portal_item_standing", "portal", "url"),
)

# What the last run left unread of a portal: nothing else may lead there the next time.
portal_pending = sa.Table(
    "portal_pending",
    metadata,
    sa.Column("portal", sa.String(2100), primary_key=True),
    sa.Column("url", sa.String(2100), primary_key=True),
)
