"""Schema 1, written field by field: never a dump of internal types, so they may change and this may not.

Key order is part of the schema. `reason` of a pass says what was seen. `skipped` is sorted by its reasons.
Rows of the school list that could not be used have no place in schema 1; the other formats tell them.
"""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from datetime import date, datetime

from linter.model import CrawlNote, CrawlRecord, Fact, Finding, Location, Outcome, School
from linter.report import mask
from linter.report.safe import writable
from linter.report.words import VIETNAM
from linter.reported import ArticleReport, PortalReport, Report, RunRecord, Summary, Tool

SCHEMA = 1

Json = dict[str, object]


def dumps(told: Json) -> str:
    """JSON text for a file in UTF-8: one space a level, Vietnamese as it is, a newline at the end."""
    return json.dumps(told, ensure_ascii=False, indent=1, allow_nan=False) + "\n"


def summary(told: Summary) -> Json:
    """What `crawl -f json` and `replay -f json` print."""
    hidden = mask.summary(told)
    return {
        "schema": SCHEMA,
        "tool": _tool(hidden.tool),
        "run": _run(hidden.run),
        "portals": [_portal(portal) for portal in hidden.portals],
        "schools": [_school(report, hidden.run.as_of) for report in hidden.reports],
    }


def draft(tool: Tool, told: ArticleReport) -> Json:
    """What `check -f json` prints for one draft."""
    return {"schema": SCHEMA, "tool": _tool(tool), **_subject(mask.article(told))}


def drafts(tool: Tool, told: Sequence[ArticleReport]) -> Json:
    """What `check -f json` prints for several drafts."""
    return {"schema": SCHEMA, "tool": _tool(tool), "drafts": [_subject(mask.article(one)) for one in told]}


def _subject(told: ArticleReport) -> Json:
    return {
        "subject": {"source": writable(told.article.source), "title": writable(told.article.title)},
        "outcomes": [_outcome(outcome) for outcome in told.outcomes],
    }


def _tool(tool: Tool) -> Json:
    return {"name": tool.name, "version": tool.version, "policy": tool.policy}


def _run(run: RunRecord) -> Json:
    return {
        "id": run.id,
        "started_at": _moment(run.started_at),
        "finished_at": _moment(run.finished_at),
        "as_of": run.as_of.isoformat(),
    }


def _portal(portal: PortalReport) -> Json:
    return {"unit": portal.unit.id, "url": writable(portal.url), "crawl": _crawl(portal.crawl)}


def _school(report: Report, as_of: date) -> Json:
    school = report.school
    return {
        "id": school.id,
        "name": writable(school.name),
        "level": school.level,
        "home_url": writable(school.home),
        "unit": _unit(school, as_of),
        "crawl": _crawl(report.crawl),
        "outcomes": [_outcome(outcome) for outcome in report.outcomes],
        "articles": [_article(article) for article in report.articles],
    }


def _unit(school: School, as_of: date) -> str | None:
    """The unit on the day of the report; None when the list names none for that day."""
    for member in school.memberships:
        if (member.since is None or member.since <= as_of) and (member.until is None or as_of <= member.until):
            return member.unit.id
    return None


def _crawl(crawl: CrawlRecord) -> Json:
    return {
        "status": crawl.status,
        "reason": writable(crawl.reason),
        "pages_found": crawl.found,
        "pages_read": crawl.read,
        "pages_skipped": sum(crawl.skipped.values()),
        "pages_failed": crawl.failed,
        "skipped": {writable(reason): crawl.skipped[reason] for reason in sorted(crawl.skipped)},
        "notes": [_note(note) for note in crawl.notes],
    }


def _note(note: CrawlNote) -> Json:
    return {
        "code": note.code,
        "message": writable(note.message),
        "url": None if note.url is None else writable(note.url),
    }


def _article(told: ArticleReport) -> Json:
    article = told.article
    return {
        "url": writable(article.url if article.url is not None else article.source),
        "title": writable(article.title),
        "published_at": None if article.published_at is None else _moment(article.published_at),
        "author": None if article.author is None else writable(article.author),
        "kind": article.kind.value,
        "outcomes": [_outcome(outcome) for outcome in told.outcomes],
    }


def _outcome(outcome: Outcome) -> Json:
    verdict = outcome.verdict
    return {
        "rule": outcome.rule,
        "clause": outcome.clause,
        "severity": outcome.severity.value,
        "status": verdict.status.value,
        "reason": writable(verdict.reason or verdict.seen),
        "facts": {name: _fact(value) for name, value in verdict.facts.items()},
        "waived": outcome.waived,
        "findings": [_finding(finding) for finding in verdict.findings],
    }


def _finding(finding: Finding) -> Json:
    return {
        "message": writable(finding.message),
        "evidence": writable(finding.evidence),
        "suggestion": writable(finding.suggestion),
        "confidence": finding.confidence.value,
        "where": _where(finding.where),
    }


def _where(where: Location) -> Json:
    return {"source": writable(where.source), "block": where.block, "start": where.start, "end": where.end}


def _fact(value: Fact) -> Fact:
    """JSON knows neither NaN nor infinity."""
    if isinstance(value, float) and not math.isfinite(value):
        return None
    return writable(value) if isinstance(value, str) else value


def _moment(value: datetime) -> str:
    """ISO 8601 with its offset. A moment without one comes from a Vietnamese page and is Vietnam's time."""
    return (value if value.tzinfo is not None else value.replace(tzinfo=VIETNAM)).isoformat()
