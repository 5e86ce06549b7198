"""What a report knows of a rule besides its outcomes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from linter.rule import Explanation


@dataclass(frozen=True, slots=True)
class RulePage:
    """The page of one rule that was asked in this run. `clause_text` is the dispatch word for word."""

    title: str
    explanation: Explanation
    clause: str
    clause_text: str


Pages = Mapping[str, RulePage]
"""Rule id → its page, in the order of the policy. A rule that was not asked is not in it."""


def title_of(rule: str, pages: Pages) -> str:
    """The rule's title; its id where the page is not given."""
    return pages[rule].title if rule in pages else rule


def clause_of(rule: str, pages: Pages) -> str:
    """The clause as people cite it; empty where the page is not given."""
    return pages[rule].clause if rule in pages else ""
