"""The tables. A change of them raises `VERSION` and adds a step to `migrations`."""

from __future__ import annotations

import sqlalchemy as sa

VERSION = 3
APPLICATION_ID = 0x54525748  # marks our own SQLite files, so that no other database is written into

metadata = sa.MetaData()

runs = sa.Table(
    "run",
    metadata,
    sa.Column("number", sa.Integer, primary_key=True),  # their order, whatever the clock said
    sa.Column("id", sa.String(40), nullable=False, unique=True),
    sa.Column("state", sa.String(20), nullable=False),
    sa.Column("whole", sa.Boolean, nullable=False),  # all schools of the list, not some of them
    sa.Column("started_at", sa.String(40), nullable=False),
    sa.Column("finished_at", sa.String(40)),
    sa.Column("as_of", sa.String(10), nullable=False),
    sa.Column("policy", sa.String(80), nullable=False),
    sa.Column("tool", sa.String(40), nullable=False),
    sa.Column("signature", sa.String(64), nullable=False),  # of what it was begun with; see `inputs`
    sa.Column("pages", sa.Text, nullable=False),  # JSON: pages read, by school
    sa.Column("inputs", sa.LargeBinary),  # JSON, deflated: the list, the policy and the options, to do it again
    sa.Column("report", sa.LargeBinary),  # JSON, deflated
)

# A body is kept once, however many weeks it stays the same.
bodies = sa.Table(
    "body",
    metadata,
    sa.Column("sha256", sa.String(64), primary_key=True),
    sa.Column("data", sa.LargeBinary, nullable=False),  # deflated
)

# Every answer that a run was given, in full: a run that goes on asks for none of them again, and one that is judged
# again asks for nothing at all. `place` counts what a site's crawl asks for more than once; below 0 stands what earlier
# runs had kept for an address: at -1 as it was told to the crawl, at -2 as the crawl took it over.
answers = sa.Table(
    "answer",
    metadata,
    sa.Column("run", sa.Integer, sa.ForeignKey("run.number"), primary_key=True),
    sa.Column("address", sa.LargeBinary(16), primary_key=True),  # a digest of `target` and `asked`
    sa.Column("place", sa.Integer, primary_key=True),
    sa.Column("target", sa.Text, nullable=False),  # "": asked for before it was known whose crawl it is
    sa.Column("asked", sa.Text, nullable=False),
    sa.Column("most", sa.Integer, nullable=False),  # bytes that were wanted; 0 is the usual bound
    sa.Column("verify", sa.Boolean, nullable=False),
    sa.Column("validators", sa.Text, nullable=False),  # JSON: the headers of a conditional request
    sa.Column("read", sa.String(10), nullable=False),  # the day of the run that a server gave it to
    sa.Column("url", sa.Text, nullable=False),
    sa.Column("status", sa.Integer, nullable=False),  # 0: none came, see `reason`
    sa.Column("headers", sa.Text, nullable=False),  # JSON
    sa.Column("hops", sa.Text, nullable=False),  # JSON
    sa.Column("location", sa.Text),
    sa.Column("body", sa.String(64)),  # a sha256 of `body`
    sa.Column("reason", sa.String(40), nullable=False),
    sa.Column("message", sa.Text, nullable=False),
    sqlite_with_rowid=False,
)

# The sites whose crawl ended: how many pages were read, and after how many answers it was ended where its time was
# over. Nothing else but answers decides the course of a crawl.
sites = sa.Table(
    "site",
    metadata,
    sa.Column("run", sa.Integer, sa.ForeignKey("run.number"), primary_key=True),
    sa.Column("target", sa.Text, primary_key=True),
    sa.Column("pages", sa.Integer, nullable=False),
    sa.Column("given", sa.Integer),
)

# What was judged, from run to run: a row stands from `since` until before `until` and is written when it changes.
outcomes = sa.Table(
    "outcome",
    metadata,
    sa.Column("school", sa.String(200), primary_key=True),
    sa.Column("article", sa.Text, primary_key=True),  # its address; "" is the site
    sa.Column("rule", sa.String(80), primary_key=True),
    sa.Column("since", sa.Integer, primary_key=True),
    sa.Column("until", sa.Integer),
    sa.Column("status", sa.String(20), nullable=False),
    sqlite_with_rowid=False,
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
