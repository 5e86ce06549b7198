"""Whether a school meets a duty: one standing from many outcomes.

A rule on the site has one outcome, and that is the standing. A rule on articles is summed up over them: not
met when one article fails, met when none fails and at least one passes. An outcome that the office waived is
shown and never counted.

"5/7" reads: of the seven duties on which something could be said (met, not met, to review), five are met. A
duty without data is in neither number: a fault of ours or of the network must not lower a school. It is told
beside them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from linter.model import Outcome, Severity, Status
from linter.reported import Report


class Standing(StrEnum):
    MET = "met"
    NOT_MET = "not-met"
    TO_REVIEW = "to-review"
    NO_DATA = "no-data"
    NOT_APPLICABLE = "not-applicable"


_ORDER = (  # the first status that occurs decides
    (Status.FAIL, Standing.NOT_MET),
    (Status.PASS, Standing.MET),
    (Status.NEEDS_REVIEW, Standing.TO_REVIEW),
    (Status.NOT_CHECKED, Standing.NO_DATA),
    (Status.NOT_APPLICABLE, Standing.NOT_APPLICABLE),
)
_JUDGED = frozenset({Standing.MET, Standing.NOT_MET, Standing.TO_REVIEW})


@dataclass(frozen=True, slots=True)
class Duty:
    """One rule over one school. `counts` leaves the waived outcomes out; `outcomes` holds them all."""

    rule: str
    clause: str
    severity: Severity
    standing: Standing
    over_articles: bool
    counts: Mapping[Status, int]
    outcomes: tuple[Outcome, ...]

    @property
    def waived(self) -> tuple[Outcome, ...]:
        return tuple(o for o in self.outcomes if o.waived is not None)

    def of(self, status: Status) -> tuple[Outcome, ...]:
        """The outcomes of that status that count."""
        return tuple(o for o in self.outcomes if o.verdict.status == status and o.waived is None)


@dataclass(frozen=True, slots=True)
class Tally:
    """How many duties of a school stand where. `judged` = met + not met + to review. `reminders` are those of
    the not met that are only a reminder (severity info)."""

    met: int
    not_met: int
    to_review: int
    no_data: int
    reminders: int

    @property
    def judged(self) -> int:
        return self.met + self.not_met + self.to_review


def standing(outcomes: Iterable[Outcome]) -> Standing:
    """The standing of one duty. No outcome at all means that nothing is known of it."""
    told = tuple(outcomes)
    statuses = {o.verdict.status for o in told if o.waived is None}
    if told and not statuses:  # everything waived: the office has decided that it does not count
        return Standing.NOT_APPLICABLE
    return next((stand for status, stand in _ORDER if status in statuses), Standing.NO_DATA)


def duties(report: Report, rules: Sequence[str] = ()) -> tuple[Duty, ...]:
    """The duties of a school: those of `rules` in their order, then any other that has an outcome."""
    site = _by_rule(report.outcomes)
    articles = _by_rule(o for a in report.articles for o in a.outcomes)
    order = dict.fromkeys((*rules, *site, *articles))
    return tuple(_duty(rule, site.get(rule), articles.get(rule, [])) for rule in order)


def tally(told: Iterable[Duty]) -> Tally:
    known = tuple(told)
    count = Counter(duty.standing for duty in known)
    return Tally(
        met=count[Standing.MET],
        not_met=count[Standing.NOT_MET],
        to_review=count[Standing.TO_REVIEW],
        no_data=count[Standing.NO_DATA],
        reminders=sum(d.standing == Standing.NOT_MET and d.severity == Severity.INFO for d in known),
    )


def unreached(report: Report) -> bool:
    """Nothing could be said of this school, for its site was not read: it stands apart from the failing."""
    if report.crawl.status in {"completed", "partial"}:
        return False
    return not any(duty.standing in _JUDGED for duty in duties(report))


def _by_rule(outcomes: Iterable[Outcome]) -> dict[str, list[Outcome]]:
    grouped: dict[str, list[Outcome]] = {}
    for outcome in outcomes:
        grouped.setdefault(outcome.rule, []).append(outcome)
    return grouped


def _duty(rule: str, site: list[Outcome] | None, articles: list[Outcome]) -> Duty:
    outcomes = tuple(site if site is not None else articles)
    return Duty(
        rule=rule,
        clause=outcomes[0].clause if outcomes else "",
        severity=outcomes[0].severity if outcomes else Severity.ERROR,
        standing=standing(outcomes),
        over_articles=site is None,
        counts=Counter(o.verdict.status for o in outcomes if o.waived is None),
        outcomes=outcomes,
    )
