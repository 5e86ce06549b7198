"""The uses: judge a draft, judge a district."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from linter import __version__
from linter.crawl import Caps, Crawled, Fetcher, Progress, Snapshots, Target, crawl
from linter.engine import lint
from linter.lookup import CorpusLookup, PortalLookup, item_of, links_of
from linter.match.index import Index
from linter.model import (
    Article,
    ArticleReport,
    PortalReport,
    Report,
    RunRecord,
    School,
    Site,
    Summary,
    Tool,
    Unit,
)
from linter.policy import Policy
from linter.read import docx, html
from linter.read.charset import decode
from linter.rule import Context, Waiver
from linter.schools import SchoolList

NAME = "school-site-linter"
AT_ONCE = 64  # sites crawled side by side; each asks its own host, one request at a time


@dataclass(frozen=True, slots=True)
class Plan:
    """What a run judges by, and within which bounds it reads. `run_id` and `clock` come from outside."""

    policy: Policy
    as_of: date
    since: date
    run_id: str
    clock: Callable[[], datetime]
    school_caps: Caps = Caps()
    portal_caps: Caps = Caps(pages=3000, seconds=7200.0)


def tool(policy: Policy) -> Tool:
    return Tool(NAME, __version__, policy.hash)


def read_draft(data: bytes, name: str) -> Article:
    """A draft from the bytes of a .docx or of a page; DraftError when it is neither."""
    if data[:512].lstrip().lower().startswith((b"<!doctype html", b"<html")) or name.lower().endswith(
        (".html", ".htm")
    ):
        return html.read_draft(decode(data, "")[0], name)
    return docx.read(data, name)


def judge_draft(draft: Article, policy: Policy, as_of: date, since: date) -> ArticleReport:
    """The editor's report: the same rules as for a post."""
    context = Context(as_of, since)
    return ArticleReport(draft, lint(draft, policy.rules, context, policy.waivers_on(as_of)))


async def judge_district(
    schools: SchoolList, plan: Plan, fetcher: Fetcher, keep: Snapshots, progress: Progress
) -> Summary:
    """Crawl every school and portal, index what they carry, then judge in the order of the list."""
    started = plan.clock()
    portals = {portal.url: unit for unit in schools.units for portal in unit.portals}
    targets = [_school_target(school, plan.school_caps) for school in schools.schools]
    targets += [Target(url, unit.name, url, caps=plan.portal_caps) for url, unit in portals.items()]
    gate = asyncio.Semaphore(AT_ONCE)

    async def one(target: Target) -> Crawled:
        async with gate:
            return await crawl(target, fetcher, keep, progress)

    crawled = dict(zip([t.id for t in targets], await asyncio.gather(*map(one, targets)), strict=True))
    reports = judge_sites(schools.schools, crawled, list(portals), plan)
    return Summary(
        tool=tool(plan.policy),
        run=RunRecord(plan.run_id, started, plan.clock(), plan.as_of),
        portals=tuple(_portal_report(unit, url, crawled[url]) for url, unit in portals.items()),
        reports=reports,
        refused=schools.refused,
    )


def judge_sites(
    schools: Sequence[School], crawled: dict[str, Crawled], portals: Sequence[str], plan: Plan
) -> tuple[Report, ...]:
    """The reports of the schools from what was crawled; no network, no clock."""
    index = Index()
    for place in [*(school.id for school in schools), *portals]:
        for article in crawled[place].articles:
            index.put(item_of(article, place))
    for url in portals:
        for page in crawled[url].pages:
            item = links_of(page, url)
            if item is not None:
                index.put(item)
    unread = {url: why for url in portals if (why := _unread(crawled[url]))}
    places = frozenset(place for place, seen in crawled.items() if seen.articles)
    waivers = plan.policy.waivers_on(plan.as_of)
    return tuple(
        _report(
            _site(school, crawled[school.id]),
            Context(
                plan.as_of,
                plan.since,
                PortalLookup(school, index, unread, plan.as_of),
                CorpusLookup(school, index, places),
                school,
            ),
            plan.policy,
            waivers,
        )
        for school in schools
    )


def _site(school: School, seen: Crawled) -> Site:
    return Site(school, seen.pages, seen.articles, seen.unreached, seen.record)


def _report(site: Site, context: Context, policy: Policy, waivers: Sequence[Waiver]) -> Report:
    articles = tuple(ArticleReport(a, lint(a, policy.rules, context, waivers)) for a in site.articles)
    return Report(site.school, site.crawl, lint(site, policy.rules, context, waivers), articles)


def _unread(portal: Crawled) -> str:
    """Why absence on a portal proves nothing; "" when it was read to the end."""
    if portal.record.status != "completed":
        return f"chưa đọc hết cổng ({portal.record.reason or portal.record.status})"
    if portal.unreached:
        return f"chưa đọc được {len(portal.unreached)} trang của cổng ({portal.unreached[0].reason})"
    return "" if portal.articles else "không thấy bài nào trên cổng"


def _school_target(school: School, caps: Caps) -> Target:
    return Target(school.id, school.name, school.home, school.hosts, school.verify_tls, caps)


def _portal_report(unit: Unit, url: str, seen: Crawled) -> PortalReport:
    return PortalReport(unit, url, seen.record)
