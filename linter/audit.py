"""The uses: judge a draft, judge a district."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from linter import __version__
from linter.crawl import Caps, Crawled, Fetcher, Progress, Snapshots, Target, crawl
from linter.crawl.address import Scope, canonical, site_key
from linter.crawl.view import OUR_FAULT
from linter.engine import lint
from linter.errors import LinterError
from linter.lookup import CorpusLookup, PortalLookup, item_of, links_of
from linter.match.index import Index, Item
from linter.model import (
    Article,
    ArticleReport,
    CrawlRecord,
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

log = logging.getLogger(__name__)

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
    opening = data[:512].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if opening.startswith((b"<!doctype html", b"<html")) or name.lower().endswith((".html", ".htm")):
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
    crawled = await _crawl_all(targets, fetcher, keep, progress)
    reports = await asyncio.to_thread(judge_sites, schools.schools, crawled, list(portals), plan)
    return Summary(
        tool=tool(plan.policy),
        run=RunRecord(plan.run_id, started, plan.clock(), plan.as_of),
        portals=tuple(_portal_report(unit, url, crawled[url]) for url, unit in portals.items()),
        reports=reports,
        refused=schools.refused,
    )


async def _crawl_all(
    targets: Sequence[Target], fetcher: Fetcher, keep: Snapshots, progress: Progress
) -> dict[str, Crawled]:
    """What each target gave. A crawl that fails by our own fault is that target's alone; a full disk or a
    wish to stop ends them all."""
    gate = asyncio.Semaphore(AT_ONCE)

    async def one(target: Target) -> Crawled:
        async with gate:
            try:
                return await crawl(target, fetcher, keep, progress)
            except LinterError:
                raise
            except Exception:
                log.exception("the crawl of %s failed", target.id)
                failed = Crawled(record=CrawlRecord(status="error", reason=OUR_FAULT))
                progress.done(target, failed.record)
                return failed

    tasks = [asyncio.ensure_future(one(target)) for target in targets]
    try:
        return dict(zip([target.id for target in targets], await asyncio.gather(*tasks), strict=True))
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


def judge_sites(
    schools: Sequence[School], crawled: Mapping[str, Crawled], portals: Sequence[str], plan: Plan
) -> tuple[Report, ...]:
    """The reports of the schools from what was crawled; no network, no clock."""
    index = _index(schools, crawled, portals)
    unread = {url: why for url in _all_portals(schools, portals) if (why := _unread(crawled.get(url)))}
    oldest = {url: day for url in portals if (day := _oldest(crawled[url]))}
    places = frozenset(place for place, seen in crawled.items() if seen.articles)
    waivers = plan.policy.waivers_on(plan.as_of)
    return tuple(
        _report(
            _site(school, crawled[school.id]),
            Context(
                plan.as_of,
                plan.since,
                PortalLookup(school, index, unread, plan.as_of, oldest),
                CorpusLookup(school, index, places),
                school,
            ),
            plan.policy,
            waivers,
        )
        for school in schools
    )


def _index(schools: Sequence[School], crawled: Mapping[str, Crawled], portals: Sequence[str]) -> Index:
    """Every article under the place it stands at, with its links in the spelling of the articles they mean."""
    index = Index()
    spell = _Spelling.of(schools, crawled)
    for school in schools:
        for article in crawled[school.id].articles:
            index.put(spell.item(item_of(article, school.id)))
    for url in portals:
        lodgers = _lodgers(schools, url)
        items = [item_of(article, url) for article in crawled[url].articles]
        items += [item for page in crawled[url].pages if (item := links_of(page, url)) is not None]
        for item in items:
            if not any(lodger.holds(item.url) for lodger in lodgers):
                index.put(spell.item(item))
    return index


def _lodgers(schools: Sequence[School], portal: str) -> list[Scope]:
    """The schools below a portal's address. Its crawl meets their pages as well; they are not the portal's."""
    place = Scope.of(portal)
    scopes = (Scope.of(school.home) for school in schools if place.holds(school.home))
    return [scope for scope in scopes if scope.path != place.path]


@dataclass(frozen=True, slots=True)
class _Spelling:
    """The addresses under which others may link to an article, and the one it is reported under."""

    aliases: Mapping[str, str]  # by site_key
    moved: Mapping[str, str]  # the key of a former home → the home of today

    @classmethod
    def of(cls, schools: Sequence[School], crawled: Mapping[str, Crawled]) -> _Spelling:
        aliases = {key: url for school in schools for key, url in crawled[school.id].aliases.items()}
        moved = {
            site_key(former).rstrip("/"): school.home.rstrip("/")
            for school in schools
            for former in (*school.former_homes, *(f"http://{host}/" for host in school.hosts))
        }
        return cls(aliases, moved)

    def item(self, item: Item) -> Item:
        return replace(item, links=tuple(map(self._meant, item.links)))

    def _meant(self, link: str) -> str:
        known = self.aliases.get(site_key(link))
        if known is not None:
            return known
        host, _, path = site_key(link).partition("/")
        today = f"{self.moved[host]}/{path}" if host in self.moved else canonical(link)
        return self.aliases.get(site_key(today), today)


def _all_portals(schools: Sequence[School], portals: Sequence[str]) -> list[str]:
    listed = (p.url for school in schools for member in school.memberships for p in member.unit.portals)
    return sorted({*portals, *listed})


def _site(school: School, seen: Crawled) -> Site:
    """What was left aside may be the section that its label names, so absence of that is not proved."""
    return Site(school, seen.pages, seen.articles, (*seen.unreached, *seen.aside), seen.record)


def _report(site: Site, context: Context, policy: Policy, waivers: Sequence[Waiver]) -> Report:
    articles = tuple(ArticleReport(a, lint(a, policy.rules, context, waivers)) for a in site.articles)
    return Report(site.school, site.crawl, lint(site, policy.rules, context, waivers), articles)


def _unread(portal: Crawled | None) -> str:
    """Why absence on a portal proves nothing; "" when it was read to the end."""
    if portal is None:
        return "lần này chưa đọc cổng"
    if portal.record.status != "completed":
        return f"chưa đọc hết cổng ({portal.record.reason or portal.record.status})"
    if portal.unreached:
        return f"chưa đọc được {len(portal.unreached)} trang của cổng ({portal.unreached[0].reason})"
    return "" if portal.articles else "không thấy bài nào trên cổng"


def _oldest(portal: Crawled) -> date | None:
    return min((a.published_at.date() for a in portal.articles if a.published_at), default=None)


def _school_target(school: School, caps: Caps) -> Target:
    return Target(school.id, school.name, school.home, school.hosts, school.verify_tls, caps)


def _portal_report(unit: Unit, url: str, seen: Crawled) -> PortalReport:
    return PortalReport(unit, url, seen.record)
