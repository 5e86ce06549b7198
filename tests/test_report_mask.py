"""Numbers of people never leave in a report (R11)."""

from __future__ import annotations

from dataclasses import replace

import pytest
from samples import fault, kenh_tram, outcome

from linter.report import mask
from linter.rule import not_met, showing


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("gọi 0900000123", "gọi 09••••••23"),
        ("gọi 0900 000 123 gặp cô", "gọi 09••••••23 gặp cô"),
        ("0900.000123", "09••••••23"),
        ("0900 - 000 - 123", "09••••••23"),
        ("(+84) 900 000 123", "(84•••••••23"),
        ("+84900000123.", "84•••••••23."),
        ("0900\u00a0000\u00a0123", "09••••••23"),
        ("ĐT (0299) 3000 456", "ĐT (02•••••••56"),
        ("029.93000.456", "02•••••••56"),
        ("số định danh 099000000123 của em", "số định danh 09••••••••23 của em"),
        ("0990 0000 0123", "09••••••••23"),
        ("099 000 000 123", "09••••••••23"),
    ],
)
def test_r11_telephone_and_identity_numbers(text: str, masked: str) -> None:
    assert mask.numbers(text) == masked


@pytest.mark.parametrize(
    "text",
    [
        "ngày 07.09.2020 08 giờ 30",
        "ngày 05/9/2025, năm học 2020-2021",
        "Số 642/PGDĐT ngày 07/9/2020",
        "38/42 học sinh, 0,68 trang, 1.234.567 đồng",
        "https://truong.edu.example/tin/0900000123-khai-giang.html",
        "0\t5\t12\t9\t8\t7\t10\t3\t5\t6",
        "mã 0900000123456789",
        "0299",
    ],
)
def test_dates_counts_and_addresses_stay(text: str) -> None:
    assert mask.numbers(text) == text


def test_every_text_of_an_outcome_is_masked() -> None:
    number = "0900000123"
    finding = fault(f"có số {number}", f"gọi {number}", f"bỏ số {number}", "https://x.example/")
    verdict = showing(not_met([finding], phone=number, lines=7), sides=(number, number))
    told = mask.outcome(outcome("article-length", replace(verdict, reason=number, seen=number)))
    assert number not in repr(told)
    assert told.verdict.facts["lines"] == 7
    assert told.verdict.exhibits["sides"] == ("09••••••23", "09••••••23")


def test_the_schools_own_number_stays_in_its_own_finding() -> None:
    verdict = not_met([fault("thiếu thư điện tử", "ĐT: (0299) 3000 456", "thêm", "https://x.example/")])
    assert mask.outcome(outcome("section-contact", verdict)).verdict == verdict
    assert "3000 456" not in repr(mask.outcome(outcome("section-organisation", verdict)))


def test_titles_and_authors_are_masked() -> None:
    base = kenh_tram()
    named = replace(base.articles[0].article, title="Gọi 0900000123", author="Cô A 0900000123")
    told = mask.report(replace(base, articles=(replace(base.articles[0], article=named),)))
    assert (told.articles[0].article.title, told.articles[0].article.author) == (
        "Gọi 09••••••23",
        "Cô A 09••••••23",
    )


def test_masking_twice_changes_nothing() -> None:
    once = mask.report(kenh_tram())
    assert mask.report(once) == once


def test_addresses_for_the_district() -> None:
    assert mask.addresses("thư hoasung@rachsay.edu.example nhé") == "thư h•••@rachsay.edu.example nhé"
    assert mask.addresses("5 @ cái") == "5 @ cái"
