"""Many schools, arranged for the page of the officer."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from linter.model import Article, Outcome, Status
from linter.report import words
from linter.report.duties import Duty, Standing, Tally, duties, tally, unreached
from linter.report.names import file_names
from linter.report.rulepage import Pages, title_of
from linter.report.words import Mark
from linter.reported import Report, Summary


@dataclass(frozen=True, slots=True)
class Cell:
    """A school and a duty. `behind` is "9/12 bài" for a duty over articles."""

    title: str
    mark: Mark
    behind: str


@dataclass(frozen=True, slots=True)
class Look:
    """Something a person has to decide. `article` is None when the site itself is meant."""

    title: str
    reason: str
    article: Article | None


@dataclass(frozen=True, slots=True)
class SchoolRow:
    report: Report
    file: str
    tally: Tally
    cells: tuple[Cell, ...]
    looks: tuple[Look, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """One duty over all schools that were read. `met` of `judged`, as "12/15 (80,0%)"."""

    title: str
    clause: str
    met: str
    no_data: int


@dataclass(frozen=True, slots=True)
class SummaryView:
    summary: Summary
    columns: tuple[Column, ...]
    reached: tuple[SchoolRow, ...]
    missing: tuple[SchoolRow, ...]
    looks: int
    partial: int


def summary_view(summary: Summary, pages: Pages) -> SummaryView:
    """The summary, masked already, in the order of the list: nobody is ranked."""
    files = file_names([report.school.id for report in summary.reports])
    told = [(report, duties(report, tuple(pages))) for report in summary.reports]
    read = [pair for pair in told if not unreached(pair[0])]
    rules = tuple(dict.fromkeys((*pages, *(duty.rule for _, known in read for duty in known))))
    reached = tuple(_row(report, known, files, pages) for report, known in read)
    return SummaryView(
        summary=summary,
        columns=_columns(rules, [known for _, known in read], pages),
        reached=reached,
        missing=tuple(_row(report, known, files, pages) for report, known in told if unreached(report)),
        looks=sum(len(row.looks) for row in reached),
        partial=sum(report.crawl.status == "partial" for report, _ in read),
    )


def _columns(rules: Sequence[str], schools: Sequence[tuple[Duty, ...]], pages: Pages) -> tuple[Column, ...]:
    counts: dict[str, Counter[Standing]] = {rule: Counter() for rule in rules}
    clauses: dict[str, str] = {rule: pages[rule].clause for rule in rules if rule in pages}
    for known in schools:
        for duty in known:
            counts[duty.rule][duty.standing] += 1
            clauses[duty.rule] = clauses.get(duty.rule) or duty.clause
    return tuple(_column(title_of(rule, pages), clauses.get(rule, ""), counts[rule]) for rule in rules)


def _column(title: str, clause: str, count: Counter[Standing]) -> Column:
    judged = count[Standing.MET] + count[Standing.NOT_MET] + count[Standing.TO_REVIEW]
    return Column(title, clause, words.share(count[Standing.MET], judged), count[Standing.NO_DATA])


def _row(report: Report, known: tuple[Duty, ...], files: dict[str, str], pages: Pages) -> SchoolRow:
    return SchoolRow(
        report=report,
        file=files[report.school.id],
        tally=tally(known),
        cells=tuple(Cell(title_of(d.rule, pages), words.duty_mark(d), _behind(d)) for d in known),
        looks=_looks(report, pages),
    )


def _behind(duty: Duty) -> str:
    passed = duty.counts.get(Status.PASS, 0)
    judged = passed + duty.counts.get(Status.FAIL, 0)
    return f"{words.count(passed)}/{words.count(judged)} bài" if duty.over_articles and judged else ""


def _looks(report: Report, pages: Pages) -> tuple[Look, ...]:
    site = [(outcome, None) for outcome in report.outcomes]
    articles = [(outcome, told.article) for told in report.articles for outcome in told.outcomes]
    return tuple(_look(outcome, article, pages) for outcome, article in (*site, *articles) if _open(outcome))


def _look(outcome: Outcome, article: Article | None, pages: Pages) -> Look:
    verdict = outcome.verdict
    reason = verdict.reason or (verdict.findings[0].message if verdict.findings else "")
    return Look(title_of(outcome.rule, pages), reason, article)


def _open(outcome: Outcome) -> bool:
    return outcome.verdict.status == Status.NEEDS_REVIEW and outcome.waived is None
