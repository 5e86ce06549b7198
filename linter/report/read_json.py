"""A stored report back from its JSON, for every other format, without what JSON does not hold: texts and pictures."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from linter.model import (
    Article,
    ArticleKind,
    Confidence,
    CrawlNote,
    CrawlRecord,
    Finding,
    Location,
    Membership,
    Outcome,
    School,
    Severity,
    Status,
    Unit,
    Verdict,
)
from linter.reported import ArticleReport, PortalReport, Report, RunRecord, Summary, Tool

Json = Mapping[str, Any]


def summary(told: Json) -> Summary:
    """Of schema 1, as `json.summary` wrote it."""
    run = told["run"]
    began, ended = (datetime.fromisoformat(run[name]) for name in ("started_at", "finished_at"))
    return Summary(
        tool=Tool(told["tool"]["name"], told["tool"]["version"], told["tool"]["policy"]),
        run=RunRecord(run["id"], began, ended, date.fromisoformat(run["as_of"])),
        portals=tuple(PortalReport(_unit(p["unit"]), p["url"], _crawl(p["crawl"])) for p in told["portals"]),
        reports=tuple(_school(school) for school in told["schools"]),
    )


def _school(told: Json) -> Report:
    unit = told["unit"]
    memberships = () if unit is None else (Membership(_unit(unit)),)
    school = School(told["id"], told["name"], told["level"], told["home_url"], memberships=memberships)
    outcomes = tuple(_outcome(outcome, school.id) for outcome in told["outcomes"])
    return Report(school, _crawl(told["crawl"]), outcomes, tuple(_article(article) for article in told["articles"]))


def _unit(name: str) -> Unit:
    return Unit(name, name, ())


def _crawl(told: Json) -> CrawlRecord:
    return CrawlRecord(
        status=told["status"],
        reason=told["reason"],
        found=told["pages_found"],
        read=told["pages_read"],
        failed=told["pages_failed"],
        skipped=told["skipped"],
        notes=tuple(CrawlNote(note["code"], note["message"], note["url"]) for note in told["notes"]),
    )


def _article(told: Json) -> ArticleReport:
    published = told["published_at"]
    article = Article(
        source=told["url"],
        title=told["title"],
        blocks=(),
        url=told["url"],
        author=told["author"],
        published_at=datetime.fromisoformat(published) if published else None,
        kind=ArticleKind(told["kind"]),
    )
    return ArticleReport(article, tuple(_outcome(outcome, told["url"]) for outcome in told["outcomes"]))


def _outcome(told: Json, subject: str) -> Outcome:
    status = Status(told["status"])
    said = {"seen" if status is Status.PASS else "reason": told["reason"]}
    findings = tuple(_finding(finding) for finding in told["findings"])
    verdict = Verdict(status, findings, facts=told["facts"], **said)
    return Outcome(told["rule"], told["clause"], Severity(told["severity"]), subject, verdict, told["waived"])


def _finding(told: Json) -> Finding:
    where = told["where"]
    place = Location(where["source"], where["block"], where["start"], where["end"])
    return Finding(told["message"], told["evidence"], told["suggestion"], place, Confidence(told["confidence"]))
