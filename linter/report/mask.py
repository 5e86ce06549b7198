"""Numbers that lead to a person are hidden before any report is written.

Patterns: mobile and fixed telephone numbers of Vietnam, personal identity numbers of twelve digits. People
write them in groups, so dots, dashes, brackets and spaces may stand inside.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from linter.model import Article, Finding, Outcome, Verdict
from linter.reported import ArticleReport, Report, Summary

# The one rule whose proof *is* a telephone number: the school's own, which it has to publish.
OWN_CONTACT = frozenset({"section-contact"})

_GAP = r"[ \u00a0.\-–()]{0,3}"
_ADDRESS = r"https?://\S+"  # a page's own number is not a telephone
_DATE = r"(?!\d{2}[.\-]\d{1,2}[.\-](?:19|20)\d\d(?!\d))"
_IDENTITY = r"(?<!\d)0(?:\d{11}|\d{3}(?:[ .-]\d{4}){2}|\d{2}(?:[ .-]\d{3}){3})(?!\d)"
_MOBILE = rf"{_GAP}[35789](?:{_GAP}\d){{8}}"
_FIXED = rf"{_GAP}2(?:{_GAP}\d){{9}}"
_PHONE = rf"(?<!\d){_DATE}(?:\+?84|0)(?:{_MOBILE}|{_FIXED})(?!\d)"
_NUMBERS = re.compile(f"({_ADDRESS})|{_IDENTITY}|{_PHONE}")
_MAIL = re.compile(r"(?<![\w.+-])([\w+-])[\w.+-]*@(?=[\w-]+\.)")


def numbers(text: str) -> str:
    """Telephone and identity numbers as 09••••••99; numbers inside a web address stay."""
    return _NUMBERS.sub(_hide, text)


def lines(texts: Sequence[str]) -> list[str]:
    """The lines of one text with their numbers hidden, also those that go on in the next line.

    Every line keeps its length: only digits become dots.
    """
    hidden = list(texts)
    for glue in (" ", ""):  # a line ends at a space, which is gone, or after a hyphen
        dotted, at = _NUMBERS.sub(_dot, glue.join(hidden)), 0
        for place, text in enumerate(hidden):
            hidden[place] = dotted[at : at + len(text)]
            at += len(text) + len(glue)
    return hidden


def addresses(text: str) -> str:
    """E-mail addresses as h•••@…, for what leaves the school."""
    return _MAIL.sub(r"\1•••@", text)


def _hide(match: re.Match[str]) -> str:
    if match[1]:
        return match[1]
    digits = [c for c in match[0] if c.isdigit()]
    return "".join([*digits[:2], "•" * (len(digits) - 4), *digits[-2:]])


def _dot(match: re.Match[str]) -> str:
    if match[1]:
        return match[1]
    places = [place for place, c in enumerate(match[0]) if c.isdigit()]
    middle = set(places[2:-2])
    return "".join("•" if place in middle else c for place, c in enumerate(match[0]))


def outcome(told: Outcome) -> Outcome:
    """The outcome with its numbers hidden; the school's own contact data stay in their own finding."""
    return told if told.rule in OWN_CONTACT else replace(told, verdict=_verdict(told.verdict))


def article(told: ArticleReport) -> ArticleReport:
    return ArticleReport(_article(told.article), tuple(outcome(o) for o in told.outcomes))


def report(told: Report) -> Report:
    return replace(
        told,
        outcomes=tuple(outcome(o) for o in told.outcomes),
        articles=tuple(article(a) for a in told.articles),
    )


def summary(told: Summary) -> Summary:
    return replace(told, reports=tuple(report(r) for r in told.reports))


def _article(told: Article) -> Article:
    author = None if told.author is None else numbers(told.author)
    return replace(told, title=numbers(told.title), author=author)


def _verdict(told: Verdict) -> Verdict:
    return replace(
        told,
        findings=tuple(_finding(f) for f in told.findings),
        reason=numbers(told.reason),
        seen=numbers(told.seen),
        facts={k: numbers(v) if isinstance(v, str) else v for k, v in told.facts.items()},
        exhibits={k: _exhibit(v) for k, v in told.exhibits.items()},
    )


def _finding(told: Finding) -> Finding:
    return replace(
        told,
        message=numbers(told.message),
        evidence=numbers(told.evidence),
        suggestion=numbers(told.suggestion),
    )


def _exhibit(value: object) -> object:
    if isinstance(value, str):
        return numbers(value)
    return tuple(_exhibit(v) for v in value) if isinstance(value, tuple) else value
