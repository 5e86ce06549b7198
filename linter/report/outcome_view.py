"""One outcome on an article, arranged for a page."""

from __future__ import annotations

from dataclasses import dataclass

from linter.model import Outcome
from linter.report import words
from linter.report.agenda import SETTLED, gravity
from linter.report.difference import Difference, compare
from linter.report.picture import page_of, page_picture
from linter.report.rulepage import Pages, RulePage, clause_of, title_of
from linter.report.words import Mark


@dataclass(frozen=True, slots=True)
class OutcomeRow:
    title: str
    clause: str
    mark: Mark
    outcome: Outcome
    page: RulePage | None
    sides: Difference | None

    @property
    def calm(self) -> bool:
        """Told in one line: nothing to read, nothing to do."""
        return not self.outcome.verdict.findings and self.mark != words.REVIEW

    @property
    def picture(self) -> str:
        """SVG of the page where its length is to be mended or looked at; else nothing, to spare the file."""
        length = page_of([self.outcome]) if gravity(self.outcome) < SETTLED else None
        return page_picture(length) if length else ""


def outcome_row(outcome: Outcome, pages: Pages) -> OutcomeRow:
    """The outcome, masked already, with the words that stand around it."""
    return OutcomeRow(
        title=title_of(outcome.rule, pages),
        clause=clause_of(outcome.rule, pages) or outcome.clause,
        mark=words.mark(outcome),
        outcome=outcome,
        page=pages.get(outcome.rule),
        sides=_sides(outcome),
    )


def _sides(outcome: Outcome) -> Difference | None:
    """The difference of two texts, where the rule gave them and there is a word in them."""
    match outcome.verdict.exhibits.get("sides"):
        case (str(left), str(right)):
            told = compare(left, right)
            return told if told.rows else None
        case _:
            return None
