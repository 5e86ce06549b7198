"""One school's report, arranged for its page."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from linter.model import Article, Outcome, Status
from linter.report import words
from linter.report.agenda import REVIEW, TOP, Task, gravity, tasks, worst
from linter.report.duties import Duty, Standing, Tally, duties, tally
from linter.report.outcome_view import OutcomeRow, outcome_row
from linter.report.rulepage import Pages, RulePage, clause_of, title_of
from linter.report.words import Mark
from linter.reported import ArticleReport, Report

_EXAMPLES = 3  # articles named in a row of the table of duties: all of them stand below
_NOTHING = "chưa đọc được gì để xét mục này"


@dataclass(frozen=True, slots=True)
class Proof:
    """A line of proof. `anchor` leads to an article further down, whose title is `label`."""

    text: str
    evidence: str = ""
    source: str = ""
    label: str = ""
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class DutyRow:
    duty: Duty
    title: str
    clause: str
    page: RulePage | None
    mark: Mark
    behind: str
    proofs: tuple[Proof, ...]
    more: int  # articles that are not named here
    todo: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Unchecked:
    """A reason for which something could not be looked at, and the duties it touched with the number of their
    articles (0 for a duty of the site)."""

    reason: str
    duties: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class ArticleRow:
    anchor: str
    article: Article
    outcomes: tuple[OutcomeRow, ...]

    @property
    def notable(self) -> tuple[OutcomeRow, ...]:
        """What the closed row shows: all that neither passes nor stands outside."""
        return tuple(row for row in self.outcomes if row.mark not in {words.PASS, words.NONE})

    @property
    def mend(self) -> bool:
        """Someone has to do or decide something here: it is printed in full."""
        return any(row.mark in {words.FAIL, words.REMIND, words.REVIEW} for row in self.outcomes)

    @property
    def passed(self) -> int:
        return sum(row.mark == words.PASS for row in self.outcomes)


@dataclass(frozen=True, slots=True)
class Group:
    """Articles under one heading. `compact`: told in one line each, without their outcomes."""

    heading: str
    rows: tuple[ArticleRow, ...]
    compact: bool = False


@dataclass(frozen=True, slots=True)
class SchoolView:
    report: Report
    tally: Tally
    tasks: tuple[tuple[str, Task], ...]  # each with the title of its duty
    duties: tuple[DutyRow, ...]
    unchecked: tuple[Unchecked, ...]
    groups: tuple[Group, ...]


def school_view(report: Report, pages: Pages) -> SchoolView:
    """The report, masked already, in the order in which a principal reads it."""
    told = duties(report, tuple(pages))
    anchors = {id(article): f"bai-{number}" for number, article in enumerate(report.articles, 1)}
    owners = {id(o): (a, anchors[id(a)]) for a in report.articles for o in a.outcomes}
    return SchoolView(
        report=report,
        tally=tally(told),
        tasks=tuple((title_of(task.duty.rule, pages), task) for task in tasks(told)[:TOP]),
        duties=tuple(_duty_row(duty, owners, pages) for duty in told),
        unchecked=_unchecked(told, pages),
        groups=_groups([(article, anchors[id(article)]) for article in report.articles], pages),
    )


# --- duties ---------------------------------------------------------------------------------------------

_Owners = dict[int, tuple[ArticleReport, str]]


def _duty_row(duty: Duty, owners: _Owners, pages: Pages) -> DutyRow:
    page = pages.get(duty.rule)
    telling = duty.outcomes[:1] if not duty.over_articles else _telling(duty)
    shown = telling[:_EXAMPLES]
    return DutyRow(
        duty=duty,
        title=title_of(duty.rule, pages),
        clause=clause_of(duty.rule, pages) or duty.clause,
        page=page,
        mark=words.duty_mark(duty),
        behind=words.articles(duty) if duty.outcomes else _NOTHING,
        proofs=tuple(proof for outcome in shown for proof in _proofs(outcome, owners)) + _silence(duty),
        more=len(telling) - len(shown),
        todo=_todo(duty),
    )


def _telling(duty: Duty) -> tuple[Outcome, ...]:
    """The articles that decide a standing; of a met duty none has to be named."""
    if duty.standing == Standing.NOT_MET:
        return duty.of(Status.FAIL)
    return duty.of(Status.NEEDS_REVIEW) if duty.standing in {Standing.TO_REVIEW, Standing.MET} else ()


def _silence(duty: Duty) -> tuple[Proof, ...]:
    """Why nothing was said of any article; each reason once."""
    if not duty.over_articles or duty.standing not in {Standing.NO_DATA, Standing.NOT_APPLICABLE}:
        return ()
    reasons = dict.fromkeys(o.verdict.reason for o in duty.outcomes if o.waived is None)
    return tuple(Proof(reason) for reason in reasons)[:_EXAMPLES]


def _proofs(outcome: Outcome, owners: _Owners) -> tuple[Proof, ...]:
    verdict = outcome.verdict
    if id(outcome) in owners:
        article, anchor = owners[id(outcome)]
        text = verdict.findings[0].message if verdict.findings else verdict.reason
        return (Proof(text, label=article.article.title, anchor=anchor),)
    said = verdict.reason or verdict.seen
    reason = (Proof(said),) if said else ()
    return reason + tuple(Proof(f.message, f.evidence, f.where.source) for f in verdict.findings)


def _todo(duty: Duty) -> tuple[str, ...]:
    """Each suggestion once, those of failing outcomes only: nobody is told to mend what may be right."""
    failing = (f.suggestion for o in duty.of(Status.FAIL) for f in o.verdict.findings)
    return tuple(dict.fromkeys(failing))[:_EXAMPLES]


def _unchecked(told: Iterable[Duty], pages: Pages) -> tuple[Unchecked, ...]:
    by_reason: dict[str, dict[str, int]] = {}
    for duty in told:
        title = title_of(duty.rule, pages)
        if not duty.outcomes:
            by_reason.setdefault(_NOTHING, {})[title] = 0
        for outcome in duty.of(Status.NOT_CHECKED):
            touched = by_reason.setdefault(outcome.verdict.reason, {})
            touched[title] = touched.get(title, 0) + duty.over_articles
    return tuple(Unchecked(reason, tuple(touched.items())) for reason, touched in by_reason.items())


# --- articles -------------------------------------------------------------------------------------------


def _groups(articles: Sequence[tuple[ArticleReport, str]], pages: Pages) -> tuple[Group, ...]:
    """What needs work first; inside a group the order of the report."""
    rows = [(told, _article_row(told, anchor, pages)) for told, anchor in articles]
    outside = [row for told, row in rows if _outside(told)]
    mend = [row for told, row in rows if worst(told) < REVIEW]
    look = [row for told, row in rows if worst(told) == REVIEW]
    rest = [row for told, row in rows if worst(told) > REVIEW and not _outside(told)]
    groups = (
        Group("Bài cần sửa", tuple(mend)),
        Group("Bài cần người xem", tuple(look)),
        Group("Các bài khác", tuple(rest)),
        Group("Bài không thuộc diện xét", tuple(outside), compact=True),
    )
    return tuple(group for group in groups if group.rows)


def _outside(told: ArticleReport) -> bool:
    return all(o.verdict.status == Status.NOT_APPLICABLE for o in told.outcomes)


def _article_row(told: ArticleReport, anchor: str, pages: Pages) -> ArticleRow:
    outcomes = sorted(told.outcomes, key=gravity)
    return ArticleRow(anchor, told.article, tuple(outcome_row(o, pages) for o in outcomes))
