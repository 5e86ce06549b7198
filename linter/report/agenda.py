"""What to put right, and in which order."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from linter.model import Finding, Outcome, Severity, Status
from linter.report.duties import Duty, Standing
from linter.reported import ArticleReport

TOP = 3  # a person does three things; a list of twenty is put away

REVIEW = 2  # after what is surely to be mended, before what is only a reminder
SETTLED = 4

_GRAVITY = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.INFO: 3}


@dataclass(frozen=True, slots=True)
class Task:
    """One duty to be met by a school. `many` is the number of failing articles; 0 for a duty of the site."""

    duty: Duty
    finding: Finding
    many: int


def gravity(outcome: Outcome) -> int:
    """0 for the first thing to mend, 4 for what needs nothing."""
    if outcome.waived is not None:
        return SETTLED
    if outcome.verdict.status == Status.FAIL:
        return _GRAVITY[outcome.severity]
    return REVIEW if outcome.verdict.status == Status.NEEDS_REVIEW else SETTLED


def to_mend(outcomes: Iterable[Outcome]) -> tuple[Outcome, ...]:
    """Failing outcomes and those a person must look at, the gravest first, else in the policy's order."""
    return tuple(sorted((o for o in outcomes if gravity(o) < SETTLED), key=gravity))


def tasks(duties: Iterable[Duty]) -> tuple[Task, ...]:
    """The duties that a school does not meet, the gravest first, else in the policy's order."""
    unmet = (duty for duty in duties if duty.standing == Standing.NOT_MET)
    return tuple(_task(duty) for duty in sorted(unmet, key=lambda duty: _GRAVITY[duty.severity]))


def worst(article: ArticleReport) -> int:
    """The gravity of an article: that of its gravest outcome."""
    return min((gravity(outcome) for outcome in article.outcomes), default=SETTLED)


def _task(duty: Duty) -> Task:
    failing = duty.of(Status.FAIL)
    return Task(duty, failing[0].verdict.findings[0], len(failing) if duty.over_articles else 0)
