"""What is otherwise than in the run before, and why: the site is another, or the policy, or the tool."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

Json = Mapping[str, Any]
Cause = Literal["site", "policy", "tool", "policy-or-tool"]
Key = tuple[str, str, str]  # school, article ("" is the site), rule
Statuses = Mapping[Key, str]


@dataclass(frozen=True, slots=True)
class Change:
    """An outcome whose status is another. `because` is empty where it is not known: the pages of the run before are
    kept no more."""

    article: str
    title: str
    rule: str
    severity: str
    before: str
    after: str
    because: tuple[Cause, ...]


@dataclass(frozen=True, slots=True)
class SchoolChanges:
    """Articles by their addresses. `crawl` is how the site could be read before and after, where that changed."""

    id: str
    name: str
    outcomes: tuple[Change, ...] = ()
    new: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()
    crawl: tuple[str, str] | None = None

    @property
    def is_empty(self) -> bool:
        return not (self.outcomes or self.new or self.gone or self.crawl)


@dataclass(frozen=True, slots=True)
class Judge:
    """By what one run was judged."""

    policy: str
    tool: str

    @classmethod
    def of(cls, told: Json) -> Judge:
        return cls(told["tool"]["policy"], told["tool"]["version"])


@dataclass(frozen=True, slots=True)
class Between:
    """The statuses of the run before, its pages judged as those of the run after: by the policy and tool of today, and
    by the policy of then and the tool of today. None where that could not be done."""

    all_new: Statuses | None = None
    new_tool: Statuses | None = None


def changes(before: Json, after: Json, between: Between) -> tuple[SchoolChanges, ...]:
    """The schools of `after` in their order, without those where all is as it was; and those that are not there any
    more. Both are reports in JSON, schema 1."""
    old = {school["id"]: school for school in before["schools"]}
    found = [_school(old.get(school["id"]), school, _Why(before, after, between)) for school in after["schools"]]
    left = {school["id"] for school in after["schools"]}
    found += [_gone(school) for school in before["schools"] if school["id"] not in left]
    return tuple(school for school in found if not school.is_empty)


def statuses(told: Json) -> Statuses:
    """Of every outcome of a report in JSON."""
    return {
        (school["id"], subject, outcome["rule"]): _status(outcome)
        for school in told["schools"]
        for subject, _, outcome in _outcomes(school)
    }


class _Why:
    """The cause of a change of status."""

    def __init__(self, before: Json, after: Json, between: Between) -> None:
        self._old, self._new = Judge.of(before), Judge.of(after)
        self._between = between

    def causes(self, key: Key, before: str, after: str) -> tuple[Cause, ...]:
        if self._old == self._new:
            return ("site",)
        if self._between.all_new is None:
            return ()
        judged_anew = self._between.all_new.get(key, before)
        found: list[Cause] = [] if judged_anew == before else [self._judge(key, before)]
        if judged_anew != after:
            found.append("site")
        return tuple(found)

    def _judge(self, key: Key, before: str) -> Cause:
        if self._old.tool == self._new.tool:
            return "policy"
        if self._old.policy == self._new.policy:
            return "tool"
        if self._between.new_tool is None:
            return "policy-or-tool"
        return "policy" if self._between.new_tool.get(key, before) == before else "tool"


def _school(before: Json | None, after: Json, why: _Why) -> SchoolChanges:
    if before is None:
        return SchoolChanges(after["id"], after["name"], crawl=("", after["crawl"]["status"]))
    old = {(subject, outcome["rule"]): _status(outcome) for subject, _, outcome in _outcomes(before)}
    found = []
    for subject, title, outcome in _outcomes(after):
        was, now = old.get((subject, outcome["rule"])), _status(outcome)
        if was is not None and was != now:
            causes = why.causes((after["id"], subject, outcome["rule"]), was, now)
            found.append(Change(subject, title, outcome["rule"], outcome["severity"], was, now, causes))
    once, today = ([article["url"] for article in school["articles"]] for school in (before, after))
    crawl = before["crawl"]["status"], after["crawl"]["status"]
    return SchoolChanges(
        after["id"],
        after["name"],
        tuple(found),
        tuple(url for url in today if url not in set(once)),
        tuple(url for url in once if url not in set(today)),
        crawl if crawl[0] != crawl[1] else None,
    )


def _gone(before: Json) -> SchoolChanges:
    return SchoolChanges(before["id"], before["name"], crawl=(before["crawl"]["status"], ""))


def _outcomes(school: Json) -> Iterator[tuple[str, str, Json]]:
    """The address of an article, or "", its title, and each outcome."""
    for outcome in school["outcomes"]:
        yield "", "", outcome
    for article in school["articles"]:
        for outcome in article["outcomes"]:
            yield article["url"], article["title"], outcome


def _status(outcome: Json) -> str:
    return "waived" if outcome["waived"] is not None else str(outcome["status"])
