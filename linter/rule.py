"""The contract of a rule: one duty of the dispatch, judged on one subject."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Generic, Protocol, TypeVar

from linter.match.index import Match
from linter.model import Article, Fact, Finding, School, Severity, Status, Verdict

S = TypeVar("S")  # the subject: Article, Site
O = TypeVar("O")  # noqa: E741 -- the options


@dataclass(frozen=True, slots=True)
class Explanation:
    """A rule's page for people, in Vietnamese."""

    what: str  # Kiểm tra gì
    why: str  # Vì sao
    wrong: str  # Sai
    right: str  # Đúng


@dataclass(frozen=True, slots=True)
class Search:
    """What looking for an article gave. Absence counts only if `complete`; else `reason` says why not. `portals` are
    the addresses of those that were valid on its day, `titled` what bears its title where its words are too few."""

    matches: tuple[Match, ...] = ()
    complete: bool = False
    reason: str = ""
    portals: tuple[str, ...] = ()
    titled: tuple[str, ...] = ()


class Portal(Protocol):
    """The parent body's portals, as far as they were read."""

    def search(self, article: Article, grace_days: int) -> Search:
        """Look for an article that may be pushed within `grace_days` of its day."""


class Corpus(Protocol):
    """The articles of every other site of the run."""

    def search(self, article: Article) -> Search: ...


@dataclass(frozen=True, slots=True)
class Unread:
    """A portal or corpus of which nothing is known: nothing can be said from it."""

    reason: str

    def search(self, article: Article, grace_days: int = 0) -> Search:  # noqa: ARG002 -- nothing is known of any
        return Search(reason=self.reason)


@dataclass(frozen=True, slots=True)
class Context:
    """What a rule may know beside its subject. `since`: articles before it are not judged."""

    as_of: date
    since: date
    portal: Portal = Unread("chưa đọc cổng của cấp trên")
    corpus: Corpus = Unread("chưa có bài của nơi khác để so sánh")
    school: School | None = None


@dataclass(frozen=True, slots=True)
class Rule(Generic[S, O]):
    """A duty. `check` fetches nothing, reads no file and knows neither the time nor HTML."""

    id: str
    clause: str
    title: str
    subject: type[S]
    options: type[O]
    check: Callable[[S, O, Context], Verdict]
    page: Explanation
    severity: Severity = Severity.ERROR

    def __post_init__(self) -> None:
        if not (self.id and self.clause and self.title):
            raise ValueError(f"rule without id, clause or title: {self!r}")


AnyRule = Rule[Any, Any]


@dataclass(frozen=True, slots=True)
class ConfiguredRule:
    """A rule with what the policy says of it."""

    rule: AnyRule
    options: object
    severity: Severity
    clause: str


@dataclass(frozen=True, slots=True)
class Waiver:
    """A decision of the office that a failed duty does not count for a subject. `school` or `url` may be
    left out to mean all."""

    rule: str
    reason: str
    school: str | None = None
    url: str | None = None


# --- the ways to leave ----------------------------------------------------------------------------------


def met(seen: str, **facts: Fact) -> Verdict:
    """The duty is met, and `seen` says what we saw."""
    return Verdict(Status.PASS, seen=seen, facts=facts)


def not_met(findings: Sequence[Finding], **facts: Fact) -> Verdict:
    """The duty is not met, and each finding holds its proof."""
    if not findings:
        raise ValueError("a fail without a finding accuses without proof")
    return Verdict(Status.FAIL, tuple(findings), facts=facts)


def unclear(reason: str, findings: Sequence[Finding] = (), **facts: Fact) -> Verdict:
    """A person must look."""
    return Verdict(Status.NEEDS_REVIEW, tuple(findings), reason=reason, facts=facts)


def not_applicable(reason: str, **facts: Fact) -> Verdict:
    """The duty does not concern this subject."""
    return Verdict(Status.NOT_APPLICABLE, reason=reason, facts=facts)


def not_checked(reason: str, **facts: Fact) -> Verdict:
    """A fact that the judgement needs is missing."""
    return Verdict(Status.NOT_CHECKED, reason=reason, facts=facts)


def showing(verdict: Verdict, **exhibits: object) -> Verdict:
    """The verdict with what a report may draw: two texts side by side ("sides"), a page as set."""
    return replace(verdict, exhibits=exhibits)
