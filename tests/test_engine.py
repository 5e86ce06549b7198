"""Rules over a subject: crashes, doubts, waivers, days."""

from __future__ import annotations

import dataclasses
from datetime import date, datetime

import pytest
from test_rule_cases import CASES

from linter.engine import lint
from linter.model import Article, Finding, Location, Severity, Site, Status, Verdict
from linter.rule import ConfiguredRule, Context, Explanation, Rule, Waiver, met, not_met
from linter.text.dates import VIETNAM

CONTEXT = Context(date(2026, 11, 16), date(2020, 9, 7))
ARTICLE = Article("http://a.example/1", "Bài", (), url="http://a.example/1")
BAD = not_met([Finding("sai", "đây", "sửa", Location("x"))])


@dataclasses.dataclass(frozen=True, slots=True)
class Options:
    pass


def rule(verdict: Verdict | Exception) -> ConfiguredRule:
    def check(subject: Article, options: Options, context: Context) -> Verdict:
        if isinstance(verdict, Exception):
            raise verdict
        return verdict

    page = Explanation("gì", "sao", "sai", "đúng")
    return ConfiguredRule(Rule("a-rule", "c/1", "Mục", Article, Options, check, page), Options(), Severity.ERROR, "c/1")


def judge(verdict: Verdict | Exception, article: Article = ARTICLE, *waivers: Waiver) -> Verdict:
    (outcome,) = lint(article, [rule(verdict)], CONTEXT, waivers)
    return outcome.verdict


def test_a_rule_that_crashed_accuses_nobody() -> None:
    verdict = judge(ZeroDivisionError())
    assert verdict.status is Status.NOT_CHECKED
    assert "công cụ gặp lỗi" in verdict.reason


@pytest.mark.parametrize("verdict", [BAD, met("thấy")])
def test_a_doubtful_reading_is_for_a_person(verdict: Verdict) -> None:
    judged = judge(verdict, dataclasses.replace(ARTICLE, doubts=("đọc chưa chắc",)))
    assert judged.status is Status.NEEDS_REVIEW
    assert "đọc chưa chắc" in judged.reason
    assert judged.findings == verdict.findings


def test_older_articles_are_not_judged() -> None:
    old = dataclasses.replace(ARTICLE, published_at=datetime(2020, 9, 6, 23, 59, tzinfo=VIETNAM))
    assert judge(BAD, old).status is Status.NOT_APPLICABLE
    assert judge(BAD, dataclasses.replace(old, published_at=datetime(2020, 9, 7, tzinfo=VIETNAM))) == BAD


def test_a_rule_is_not_asked_about_another_subject() -> None:
    site = next(case.subject for case in CASES if isinstance(case.subject, Site))
    assert lint(site, [rule(BAD)], CONTEXT) == ()


@pytest.mark.parametrize(
    ("waiver", "waived"),
    [
        (Waiver("a-rule", "được miễn"), "được miễn"),
        (Waiver("a-rule", "được miễn", url="http://a.example/1"), "được miễn"),
        (Waiver("a-rule", "được miễn", url="http://a.example/2"), None),
        (Waiver("a-rule", "được miễn", school="th-x"), None),
        (Waiver("other", "được miễn"), None),
    ],
)
def test_a_waiver_is_shown_and_the_verdict_stays(waiver: Waiver, waived: str | None) -> None:
    (outcome,) = lint(ARTICLE, [rule(BAD)], CONTEXT, [waiver])
    assert outcome.waived == waived
    assert outcome.verdict == BAD


def test_a_fail_needs_its_proof() -> None:
    with pytest.raises(ValueError, match="proof"):
        not_met([])
