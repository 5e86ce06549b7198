"""One draft, arranged for the page of its editor."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from linter.model import Article, Outcome, Status
from linter.report import words
from linter.report.agenda import SETTLED, TOP, gravity, to_mend
from linter.report.outcome_view import OutcomeRow, outcome_row
from linter.report.picture import page_of, page_picture, wanted
from linter.report.rulepage import Pages, title_of
from linter.reported import ArticleReport
from linter.text.length import Length

_TALLY = (
    (words.REVIEW, "cần xem xét"),
    (words.REMIND, "nhắc nhở"),
    (words.PASS, "mục đạt"),
    (words.WAIVED, "mục được miễn"),
    (words.NO_DATA, "chưa có dữ liệu, không tính"),
)


@dataclass(frozen=True, slots=True)
class Thing:
    """One thing to do, of the few that come first."""

    title: str
    todo: str
    why: str


@dataclass(frozen=True, slots=True)
class DraftView:
    """`tally` counts what is not failing; `groups` are the outcomes under their headings."""

    article: Article
    said: str
    failing: int
    concluded: bool
    tally: tuple[tuple[int, str], ...]
    first: tuple[Thing, ...]
    length: Length | None
    picture: str
    wanted: str
    groups: tuple[tuple[str, tuple[OutcomeRow, ...]], ...]


def draft_view(told: ArticleReport, pages: Pages) -> DraftView:
    """The outcomes on a draft, masked already, in the order in which an editor reads them."""
    marks = [words.mark(outcome) for outcome in told.outcomes]
    length = page_of(told.outcomes)
    return DraftView(
        article=told.article,
        said=words.draft_verdict(told.outcomes),
        failing=marks.count(words.FAIL),
        concluded=any(mark not in {words.NO_DATA, words.NONE} for mark in marks),
        tally=tuple((marks.count(mark), said) for mark, said in _TALLY if mark in marks),
        first=tuple(_thing(outcome, pages) for outcome in to_mend(told.outcomes)[:TOP]),
        length=length,
        picture=page_picture(length) if length else "",
        wanted=wanted(length) if length else "",
        groups=_groups(told.outcomes, pages),
    )


def _thing(outcome: Outcome, pages: Pages) -> Thing:
    title, verdict = title_of(outcome.rule, pages), outcome.verdict
    message = verdict.findings[0].message if verdict.findings else ""
    if verdict.status == Status.FAIL:
        return Thing(title, verdict.findings[0].suggestion or message, message)
    return Thing(title, "Xem lại và tự quyết định.", verdict.reason or message)


def _groups(outcomes: Sequence[Outcome], pages: Pages) -> tuple[tuple[str, tuple[OutcomeRow, ...]], ...]:
    """To be mended, to be looked at, and the rest; a group without rows has no heading."""
    rows = [outcome_row(outcome, pages) for outcome in sorted(outcomes, key=gravity)]
    groups = (
        ("Cần sửa", [row for row in rows if row.mark in {words.FAIL, words.REMIND}]),
        ("Cần người xem", [row for row in rows if row.mark == words.REVIEW]),
        ("Các mục khác", [row for row in rows if gravity(row.outcome) >= SETTLED]),
    )
    return tuple((heading, tuple(chosen)) for heading, chosen in groups if chosen)
