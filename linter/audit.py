"""The uses: judge a draft, judge a district."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta

from linter import __version__
from linter.crawl import Caps, Crawled, Fetcher, Progress, Snapshots, corpus, crawl_all, target
from linter.engine import lint
from linter.lookup import CorpusLookup, PortalLookup
from linter.match.archive import Archive
from linter.model import Article, School, Site
from linter.policy import Policy
from linter.read.draft import read_draft
from linter.reported import ArticleReport, PortalReport, Report, RunRecord, Summary, Tool
from linter.rule import Context, Waiver
from linter.schools import SchoolList

__all__ = ["Plan", "judge_district", "judge_draft", "judge_sites", "read_draft", "tool"]

NAME = "school-site-linter"
REREAD = timedelta(days=60)  # a portal's post of the last two months may still be edited or taken down


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
    accused: Mapping[str, Sequence[str]] = field(default_factory=dict)  # by school; addresses, "" is the site


def tool(policy: Policy) -> Tool:
    return Tool(NAME, __version__, policy.hash)


def judge_draft(draft: Article, policy: Policy, as_of: date, since: date) -> ArticleReport:
    """The editor's report: the same rules as for a post."""
    context = Context(as_of, since)
    return ArticleReport(draft, lint(draft, policy.rules, context, policy.waivers_on(as_of)))


async def judge_district(
    schools: SchoolList, plan: Plan, fetcher: Fetcher, keep: Snapshots, progress: Progress, *, archive: Archive
) -> Summary:
    """Crawl every school and portal, index what they carry, then judge in the order of the list."""
    started = plan.clock()
    portals = {portal.url: unit for unit in schools.units for portal in unit.portals}
    known = corpus.known(archive, portals, plan.as_of - REREAD)
    targets = [
        target.of_school(school, plan.school_caps, plan.as_of, plan.accused.get(school.id, ()))
        for school in schools.schools
    ]
    for url, unit in portals.items():
        read = target.of_portal(unit, url, plan.portal_caps, plan.as_of)
        targets.append(replace(read, known=known[url], pending=tuple(archive.pending(url))))
    crawled = await crawl_all(targets, fetcher, keep, progress)
    await asyncio.to_thread(corpus.renew, archive, plan.run_id, schools.schools, crawled, known)
    reports = await asyncio.to_thread(judge_sites, schools.schools, crawled, list(portals), plan, archive)
    return Summary(
        tool=tool(plan.policy),
        run=RunRecord(plan.run_id, started, plan.clock(), plan.as_of),
        portals=tuple(PortalReport(unit, url, crawled[url].record) for url, unit in portals.items()),
        reports=reports,
        refused=schools.refused,
    )


def judge_sites(
    schools: Sequence[School], crawled: Mapping[str, Crawled], portals: Sequence[str], plan: Plan, archive: Archive
) -> tuple[Report, ...]:
    """The reports of the schools from what was crawled; no network, no clock."""
    index = corpus.index(schools, crawled, portals, archive)
    unread = corpus.unread(schools, crawled, portals, archive, plan.as_of - REREAD)
    places = frozenset(portals) | {place for place, seen in crawled.items() if seen.articles}
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
    """What was left aside may be the section that its label names, so absence of that is not proved."""
    return Site(school, seen.pages, seen.articles, (*seen.unreached, *seen.aside), seen.record)


def _report(site: Site, context: Context, policy: Policy, waivers: Sequence[Waiver]) -> Report:
    articles = tuple(ArticleReport(a, lint(a, policy.rules, context, waivers)) for a in site.articles)
    return Report(site.school, site.crawl, lint(site, policy.rules, context, waivers), articles)
