"""What a run comes to: the outcomes of schools, and of many schools together."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from linter.model import Article, CrawlRecord, Outcome, School, Unit


@dataclass(frozen=True, slots=True)
class Tool:
    name: str
    version: str
    policy: str  # "sha256:…"


@dataclass(frozen=True, slots=True)
class RunRecord:
    id: str
    started_at: datetime
    finished_at: datetime
    as_of: date


@dataclass(frozen=True, slots=True)
class ArticleReport:
    article: Article
    outcomes: tuple[Outcome, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """One school: the outcomes of its site, and those of each of its articles in the order of their URLs."""

    school: School
    crawl: CrawlRecord
    outcomes: tuple[Outcome, ...]
    articles: tuple[ArticleReport, ...]


@dataclass(frozen=True, slots=True)
class PortalReport:
    unit: Unit
    url: str
    crawl: CrawlRecord


@dataclass(frozen=True, slots=True)
class Summary:
    """Many schools, in the order of their list."""

    tool: Tool
    run: RunRecord
    portals: tuple[PortalReport, ...]
    reports: tuple[Report, ...]
    refused: tuple[str, ...] = ()  # rows of the school list that could not be used
