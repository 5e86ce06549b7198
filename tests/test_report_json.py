"""Schema 1: its keys, their order, and its text."""

from __future__ import annotations

import json as standard
from dataclasses import replace
from datetime import datetime

import pytest
from samples import GOLDEN, RUN, TOOL, a_draft, district, golden, kenh_tram, outcome, school

from linter.model import CrawlRecord, Finding, Location, Membership, Unit
from linter.report import json
from linter.reported import Report, Summary
from linter.rule import met, not_met, showing


@pytest.mark.parametrize("name", golden())
def test_golden_files(name: str) -> None:
    """A change here is a change of what people and programs read: `PYTHONPATH=. python tests/samples.py`."""
    assert golden()[name] == (GOLDEN / name).read_bytes().decode("utf-8")


def test_every_key_stands_in_the_order_of_the_schema() -> None:
    told = json.summary(district())
    assert list(told) == ["schema", "tool", "run", "portals", "schools"]
    assert list(told["tool"]) == ["name", "version", "policy"]
    assert list(told["run"]) == ["id", "started_at", "finished_at", "as_of"]
    assert list(told["portals"][0]) == ["unit", "url", "crawl"]
    first = told["schools"][0]
    assert list(first) == ["id", "name", "level", "home_url", "unit", "crawl", "outcomes", "articles"]
    assert list(first["crawl"]) == [
        "status", "reason", "pages_found", "pages_read", "pages_skipped", "pages_failed", "skipped", "notes",
    ]  # fmt: skip
    assert list(first["crawl"]["notes"][0]) == ["code", "message", "url"]
    assert list(first["articles"][0]) == ["url", "title", "published_at", "author", "kind", "outcomes"]
    failed = first["outcomes"][2]
    assert list(failed) == ["rule", "clause", "severity", "status", "reason", "facts", "waived", "findings"]
    assert list(failed["findings"][0]) == ["message", "evidence", "suggestion", "confidence", "where"]
    assert list(failed["findings"][0]["where"]) == ["source", "block", "start", "end"]


def test_a_draft_and_several_drafts() -> None:
    one = json.draft(TOOL, a_draft())
    assert list(one) == ["schema", "tool", "subject", "outcomes"]
    assert one["subject"] == {"source": "bai-le-20-11.docx", "title": "Lễ chào mừng Ngày Nhà giáo Việt Nam"}
    many = json.drafts(TOOL, [a_draft(), a_draft("b.docx")])
    assert list(many) == ["schema", "tool", "drafts"]
    assert [list(draft) for draft in many["drafts"]] == [["subject", "outcomes"]] * 2
    assert many["drafts"][0]["outcomes"] == one["outcomes"]


def test_skipped_pages_are_summed_and_sorted_by_reason() -> None:
    skipped = {"trùng địa chỉ": 4, "ngoài tên miền": 2, "bị robots.txt chặn": 1}
    told = json.summary(replace(district(), reports=(replace(kenh_tram(), crawl=CrawlRecord(skipped=skipped)),)))
    crawl = told["schools"][0]["crawl"]
    assert crawl["pages_skipped"] == 7
    assert list(crawl["skipped"]) == ["bị robots.txt chặn", "ngoài tên miền", "trùng địa chỉ"]


def test_times_carry_their_offset() -> None:
    told = json.summary(district())
    assert told["run"] == {
        "id": "2026-w47",
        "started_at": "2026-11-23T00:05:30+00:00",
        "finished_at": "2026-11-23T08:41:02+07:00",
        "as_of": "2026-11-23",
    }
    base = kenh_tram()
    bare = replace(base.articles[0].article, published_at=datetime(2026, 11, 18, 9, 30))  # noqa: DTZ001 -- as read
    one = replace(base, articles=(replace(base.articles[0], article=bare),))
    article = json.summary(replace(district(), reports=(one,)))["schools"][0]["articles"][0]
    assert article["published_at"] == "2026-11-18T09:30:00+07:00"


def test_the_unit_is_that_of_the_day() -> None:
    old, new = Unit("pgd", "Phòng"), Unit("xa", "Xã")
    day = RUN.as_of
    members = (Membership(old, until=day.replace(year=2025)), Membership(new, since=day.replace(year=2026)))
    told = replace(school("th-a", "Trường A"), memberships=members)
    reports = (
        Report(told, CrawlRecord(), (), ()),
        Report(replace(told, memberships=()), CrawlRecord(), (), ()),
    )
    assert [s["unit"] for s in json.summary(replace(district(), reports=reports))["schools"]] == ["xa", None]


def test_a_pass_says_what_was_seen() -> None:
    first = json.summary(district())["schools"][0]["outcomes"][0]
    assert (first["status"], first["reason"]) == ("pass", "trang Giới thiệu, 412 chữ, nêu đúng tên trường")


def test_the_same_summary_gives_the_same_bytes() -> None:
    assert json.dumps(json.summary(district())) == json.dumps(json.summary(district()))


def test_dumps_writes_vietnamese_letters_and_one_space() -> None:
    assert json.dumps({"a": "Đạt"}) == '{\n "a": "Đạt"\n}\n'


def test_r05_text_that_json_or_utf8_cannot_hold_is_cleaned() -> None:
    finding = Finding("a\x00b", "nửa \ud83d cặp \ufffe\x1b[31m", "s\x07", Location("x\x00"))
    verdict = not_met([finding], share=float("nan"), told="x\udfff", endless=float("inf"))
    base = kenh_tram()
    told = Summary(TOOL, RUN, (), (replace(base, outcomes=(outcome("section-about", verdict),)),))
    text = json.dumps(json.summary(told))
    written = standard.loads(text.encode("utf-8"))["schools"][0]["outcomes"][0]
    assert written["facts"] == {"share": None, "told": "x\ufffd", "endless": None}
    assert written["findings"][0]["evidence"] == "nửa \ufffd cặp [31m"
    assert written["findings"][0]["message"] == "ab"


def test_r11_numbers_are_masked_in_json() -> None:
    told = json.summary(district())
    text = json.dumps(told)
    assert "0900 000 123" not in text
    assert "09••••••23" in text
    assert "(0299) 3000 456" in told["schools"][0]["outcomes"][2]["findings"][0]["evidence"]


def test_r08_no_school_and_one_school() -> None:
    nobody = Summary(TOOL, RUN, (), ())
    assert json.summary(nobody)["schools"] == []
    assert len(json.summary(replace(nobody, reports=(kenh_tram(),)))["schools"]) == 1


def test_exhibits_are_not_for_json() -> None:
    verdict = showing(met("thấy"), sides=("trái", "phải"))
    told = replace(kenh_tram(), outcomes=(outcome("section-about", verdict),))
    written = json.summary(replace(district(), reports=(told,)))["schools"][0]["outcomes"][0]
    assert "exhibits" not in written
    assert written["facts"] == {}


def test_published_at_may_be_missing() -> None:
    base = kenh_tram()
    bare = replace(base.articles[0].article, published_at=None, author="Tổ Văn")
    told = replace(base, articles=(replace(base.articles[0], article=bare),))
    article = json.summary(replace(district(), reports=(told,)))["schools"][0]["articles"][0]
    assert (article["published_at"], article["author"], article["kind"]) == (None, "Tổ Văn", "news")
