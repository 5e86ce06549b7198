"""From outcomes to the standing of a duty, and what comes first."""

from __future__ import annotations

from dataclasses import replace

import pytest
from samples import PAGES, a_draft, bau_sen, district, fault, hoa_sung, kenh_tram, outcome, school, unread

from linter.model import CrawlRecord, Outcome, Severity, Status, Verdict
from linter.report import words
from linter.report.agenda import tasks, to_mend
from linter.report.duties import Standing, duties, standing, tally, unreached
from linter.reported import ArticleReport, Report
from linter.rule import met, not_applicable, not_checked, not_met, unclear

PASS = met("thấy")
FAIL = not_met([fault("thiếu", "chữ", "thêm", "x")])
LOOK = unclear("chỉ là ảnh")
NONE = not_applicable("bài cũ")
UNKNOWN = not_checked("không trả lời")


def over(*verdicts: Verdict) -> list[Outcome]:
    return [outcome("article-length", verdict) for verdict in verdicts]


@pytest.mark.parametrize(
    ("verdicts", "expected"),
    [
        ([PASS, PASS], Standing.MET),
        ([PASS, FAIL], Standing.NOT_MET),
        ([PASS, LOOK], Standing.MET),
        ([PASS, UNKNOWN], Standing.MET),
        ([LOOK, UNKNOWN], Standing.TO_REVIEW),
        ([UNKNOWN, NONE], Standing.NO_DATA),
        ([NONE, NONE], Standing.NOT_APPLICABLE),
        ([], Standing.NO_DATA),
    ],
)
def test_met_means_no_fail_and_at_least_one_pass(verdicts: list[Verdict], expected: Standing) -> None:
    assert standing(over(*verdicts)) == expected


def test_a_waived_outcome_is_shown_and_not_counted() -> None:
    waived = outcome("article-length", FAIL, waived="trang mới lập")
    assert standing([waived, *over(PASS)]) == Standing.MET
    assert standing([waived]) == Standing.NOT_APPLICABLE
    told = {duty.rule: duty for duty in duties(hoa_sung())}["repost-source"]
    assert [o.waived for o in told.waived] == ["trang mới lập, miễn đến hết năm 2026"]
    assert sum(told.counts.values()) == 0
    assert words.duty_mark(told) == words.WAIVED


def test_not_checked_stands_outside_every_count() -> None:
    count = tally(duties(bau_sen(), tuple(PAGES)))
    assert (count.met, count.judged, count.no_data) == (1, 4, 3)
    nothing = tally(duties(unread("th-x", "Trường X", "timeout", "không trả lời"), tuple(PAGES)))
    assert (nothing.met, nothing.judged, nothing.no_data) == (0, 0, 8)


def test_more_timeouts_never_lower_a_school() -> None:
    told = kenh_tram()
    before = tally(duties(told))
    lost = tuple(replace(a, outcomes=tuple(replace(o, verdict=UNKNOWN) for o in a.outcomes)) for a in told.articles[:1])
    after = tally(duties(replace(told, articles=lost + told.articles[1:])))
    assert after.not_met <= before.not_met


def test_duties_follow_the_policy_and_none_is_forgotten() -> None:
    assert [duty.rule for duty in duties(kenh_tram(), tuple(PAGES))] == list(PAGES)
    strange = replace(kenh_tram(), outcomes=(outcome("new-rule", PASS),))
    assert [duty.rule for duty in duties(strange, ("section-about",))][:2] == ["section-about", "new-rule"]


def test_articles_behind_a_duty_are_counted() -> None:
    told = {duty.rule: duty for duty in duties(kenh_tram())}
    assert words.articles(told["portal-crosspost"]) == "3/3 bài đạt; 1 bài cần xem xét; 1 bài chưa có dữ liệu"
    assert words.articles(told["section-about"]) == ""


def test_a_fail_of_severity_info_is_a_reminder() -> None:
    told = {duty.rule: duty for duty in duties(kenh_tram())}["timeliness"]
    assert told.severity == Severity.INFO
    assert words.duty_mark(told) == words.REMIND
    assert words.mark(told.of(Status.FAIL)[0]).word == "Nhắc nhở"
    assert tally([told]).reminders == 1


def test_only_a_site_that_was_not_read_stands_apart() -> None:
    apart = [unreached(report) for report in district().reports]
    assert apart == [False, False, False, True, True]
    told = replace(kenh_tram(), crawl=CrawlRecord("error", "hết thời gian"))
    assert not unreached(told), "what was seen before the error still counts"
    assert not unreached(Report(school("th-x", "X"), CrawlRecord(), (), ()))


def test_the_gravest_comes_first_else_the_order_of_the_policy() -> None:
    order = [o.rule for o in to_mend(a_draft().outcomes)]
    assert order == ["prose-form", "article-length", "repost-source", "links", "timeliness"]
    told = tasks(duties(kenh_tram()))
    assert [(task.duty.rule, task.many) for task in told] == [
        ("section-contact", 0),
        ("article-length", 1),
        ("timeliness", 1),
    ]


def test_a_waived_fail_is_no_task() -> None:
    waived = outcome("article-length", FAIL, waived="miễn")
    one = ArticleReport(a_draft().article, (waived,))
    assert to_mend(one.outcomes) == ()
    assert tasks(duties(replace(kenh_tram(), outcomes=(), articles=(one,)))) == ()


def test_every_status_of_a_crawl_has_words() -> None:
    from typing import get_args

    from linter.model import ArticleKind, Confidence, CrawlStatus, Level

    assert set(words.CRAWLS) == set(get_args(CrawlStatus))
    assert set(words.KINDS) == set(ArticleKind)
    assert set(words.LEVELS) == set(get_args(Level))
    assert set(words.CONFIDENCES) == set(Confidence)
    assert set(words.SEVERITIES) == set(Severity)
    assert {mark.word for mark in words.MARKS} == set(words.LEGEND)
    assert len({mark.symbol + mark.word for mark in words.MARKS}) == len(words.MARKS)


def test_numbers_as_an_office_writes_them() -> None:
    assert words.share(12, 15) == "12/15 (80,0%)"
    assert words.share(0, 0) == "–"
    assert words.count(40000) == "40.000"
    assert words.day(district().run.as_of) == "23/11/2026"
    assert words.moment(district().run.started_at) == "07:05 ngày 23/11/2026"


def test_no_report_says_offence() -> None:
    told = " ".join([*words.LEGEND, *words.LEGEND.values(), *words.CRAWLS.values()])
    assert "vi phạm" not in told.lower()
