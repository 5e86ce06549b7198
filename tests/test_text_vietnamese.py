"""The normal form of a text, its syllables and sentences, and words without marks."""

from __future__ import annotations

import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linter.text.plain import plain
from linter.text.vietnamese import (
    UPPER,
    clean,
    clean_with_offsets,
    decimal,
    ends_sentence,
    sentences,
    starts_lower,
    syllables,
)

ANY = st.text(max_size=60)
# What real pages hold, and what breaks naive normalising.
_DIRT = "\u00a0\u200b\u00ad\ufeff\u0301\u0323\u0302\u031b\u0300\u1100\u1161\u11a8\x00\ud800"
DIRTY = st.text(alphabet=st.sampled_from(f"aAeêơưđĐ \n\t.…{_DIRT}"), max_size=40)


@pytest.mark.parametrize(
    ("typed", "shown"),
    {
        "  Kênh\u00a0\u00a0Nhỏ \n": "Kênh Nhỏ",
        "ho\u0323c": "học",
        "hoc\u0323": "hoc\u0323",  # a mark typed after the wrong letter stays where it was typed
        "e\u0302\u0301": "ế",
        "ê\u0301": "ế",  # Windows-1258 keeps the vowel whole and the tone apart
        "Ti\u200bếng V\u00adiệt\ufeff": "Tiếng Việt",
        "a\x00b\ud800c": "abc",
        "": "",
        " \t\n": "",
    }.items(),
)
def test_clean(typed: str, shown: str) -> None:
    assert clean(typed) == shown


@given(ANY | DIRTY)
def test_clean_is_composed_single_spaced_and_done_once(text: str) -> None:
    done = clean(text)
    assert unicodedata.is_normalized("NFC", done)
    assert done == done.strip()
    assert "  " not in done
    assert clean(done) == done


@given(ANY | DIRTY)
def test_every_character_comes_from_where_its_offset_says(text: str) -> None:
    done, offsets = clean_with_offsets(text)
    if not offsets:
        assert done == text or not done
        return
    assert len(offsets) == len(done)
    assert list(offsets) == sorted(offsets)
    starts = sorted(set(offsets))
    for start, end in zip(starts, [*starts[1:], len(text)], strict=True):
        shown = "".join(character for character, place in zip(done, offsets, strict=True) if place == start)
        assert clean(text[start:end]) == clean(shown)
        assert text[start].isspace() or shown[0] != " "


def test_a_place_in_clean_text_is_found_in_the_source() -> None:
    typed = "  Trường\u00a0 \u200bho\u0323c Kênh"
    done, offsets = clean_with_offsets(typed)
    start = done.index("học")
    assert typed[offsets[start] : offsets[start + 2] + 1] == "ho\u0323c"


@pytest.mark.parametrize(
    ("text", "count"),
    {
        "Trường Tiểu học Kênh Nhỏ": 5,
        "ngày 20/11/2025, CB-GV-NV (TH&THCS)": 4,
        "– … 🌹 •": 0,
        "1.600 em": 2,
        "": 0,
    }.items(),
)
def test_syllables(text: str, count: int) -> None:
    assert syllables(text) == count


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Ở TP. Vị Lau, ThS. Trần B. Lúa dự. Vui quá!", ["Ở TP. Vị Lau, ThS. Trần B. Lúa dự.", "Vui quá!"]),
        ("Có 1.600 em. Đến 7g30. Xong", ["Có 1.600 em.", "Đến 7g30.", "Xong"]),
        ("Em vẽ, hát… rồi múa. “Hay quá!” Cô khen.", ["Em vẽ, hát… rồi múa.", "“Hay quá!”", "Cô khen."]),
        ("1. Mục tiêu của trường. Hết./.", ["1. Mục tiêu của trường.", "Hết./."]),
        ("Kế hoạch năm 2026. Em đọc.", ["Kế hoạch năm 2026.", "Em đọc."]),
        ("v.v. và nhiều nữa. Xong.", ["v.v. và nhiều nữa.", "Xong."]),
        ("", []),
    ],
)
def test_sentences(text: str, parts: list[str]) -> None:
    assert sentences(text) == parts


@given(ANY)
def test_sentences_lose_no_word(text: str) -> None:
    text = clean(text)
    assert " ".join(sentences(text)).split() == text.split()


def test_a_line_ends_a_sentence_or_goes_on() -> None:
    assert all(map(ends_sentence, ("Hết.", "Hết!”", "Gồm:", "Rồi;", "Vậy sao?)")))
    assert not any(map(ends_sentence, ("Hết", "Năm học 2026-2027", "", "Lớp 5A,")))
    assert all(map(starts_lower, ("và em", "“và em")))
    assert not any(map(starts_lower, ("Và em", "- và em", "")))


def test_capitals_hold_no_small_letter() -> None:
    assert not [letter for letter in UPPER if not letter.isupper()]
    assert set("ĐÂĂÊÔƠƯẮỆỸÝ") <= set(UPPER)


@pytest.mark.parametrize(
    ("text", "folded"),
    {
        "Cơ-cấu  TỔ CHỨC": "co cau to chuc",
        "Ðịa chỉ, ðiện thoại": "dia chi dien thoai",  # the letter eth for đ, from old keyboards
        "Ｃơ cấu": "co cau",
        "Sаo Mаi": "sao mai",  # Cyrillic а
        "to\u0302\u0309 chu\u031b\u0301c": "to chuc",
        "…": "",
    }.items(),
)
def test_plain(text: str, folded: str) -> None:
    assert plain(text) == folded


def test_decimal_comma() -> None:
    assert (decimal(0.434), decimal(85.66, 1)) == ("0,43", "85,7")


HOSTILE = {
    "full stops": "." * 200_000 + "x",
    "short sentences": "Em đi. " * 30_000,
    "one word": "a" * 200_000 + ". A",
    "marks in two orders on one letter": "a" + "\u0301\u0323" * 100_000,
    "blanks": " " * 200_000 + "a",
    "quotes": '."' * 100_000,
}


@pytest.mark.slow
@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_hostile_text_takes_no_longer_than_its_length(text: str) -> None:
    start = time.process_time()
    sentences(clean(text))
    plain(clean(text))
    assert time.process_time() - start < 12  # a second on a quiet machine; the square would be minutes
