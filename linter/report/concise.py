"""One line a finding, to be searched and counted: `school: rule: status: message [url]`.

What a person must look at without a finding is a line with its reason, and a site that was not read is a line
of its own, so that an empty answer means a clean one.
"""

from __future__ import annotations

from collections.abc import Iterator

from linter.model import Finding, Outcome, Status
from linter.report import mask
from linter.report.duties import unreached
from linter.report.safe import line, web_link
from linter.report.words import NO_DATA, crawl, mark
from linter.reported import ArticleReport, Report, Summary

_LONGEST = 300


def summary(told: Summary) -> Iterator[str]:
    """The lines of every school, without line ends, in the order of the list."""
    for report in told.reports:
        yield from _report(mask.report(report))
    for row in told.refused:
        yield line(f"danh sách trường: {row}", _LONGEST)


def draft(told: ArticleReport) -> Iterator[str]:
    """The lines of one draft; its name stands where the school stands."""
    hidden = mask.article(told)
    for outcome in hidden.outcomes:
        yield from _outcome(line(hidden.article.source), outcome, hidden.article.url)


def _report(report: Report) -> Iterator[str]:
    school = report.school.id
    if unreached(report):
        why = line(crawl(report.crawl), _LONGEST)
        yield f"{school}: crawl: {NO_DATA.word}: {why}{_at(report.school.home)}"
    for outcome in report.outcomes:
        yield from _outcome(school, outcome, report.school.home)
    for article in report.articles:
        for outcome in article.outcomes:
            yield from _outcome(school, outcome, article.article.url)


def _outcome(subject: str, outcome: Outcome, url: str | None) -> Iterator[str]:
    verdict = outcome.verdict
    head = f"{subject}: {outcome.rule}: {mark(outcome).word}"
    waived = "" if outcome.waived is None else f" (lý do miễn: {line(outcome.waived)})"
    for finding in verdict.findings:
        yield f"{head}: {line(finding.message, _LONGEST)}{waived}{_at(_place(finding, url))}"
    if verdict.status == Status.NEEDS_REVIEW and not verdict.findings:
        yield f"{head}: {line(verdict.reason, _LONGEST)}{waived}{_at(url)}"


def _place(finding: Finding, url: str | None) -> str | None:
    """An address; in a draft, which has none, the paragraph."""
    block = finding.where.block
    return web_link(finding.where.source) or url or (None if block is None else f"đoạn {block + 1}")


def _at(url: str | None) -> str:
    return f" [{line(url, _LONGEST)}]" if url else ""
