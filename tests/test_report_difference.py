"""Two texts side by side: what a teacher sees of them, and that no text breaks it."""

from __future__ import annotations

import random
import time
import unicodedata
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html as lxml_html
from samples import PAGES, district, judged, kenh_tram

from linter.report import html
from linter.report.difference import CONTEXT, MOST, Difference, Row, Segment, compare, rows
from linter.report.pairing import Block, blocks
from linter.report.safe import shown
from linter.report.spelling import LONGEST
from linter.rule import showing, unclear

WORD = st.sampled_from("Hòa hoà trường Trường, (học sinh) “của” 12/10/2026 hội-thi - – * a b c d e f g".split())
PARAGRAPH = st.lists(WORD, max_size=40).map(" ".join)
TEXT = st.lists(PARAGRAPH, max_size=8).map("\n".join)
LONG = " ".join(f"chữ{i}" for i in range(60))
ATTACK = "</bdi></td><script>alert(1)</script>"


def joined(told: list[Row], side: str) -> list[str]:
    text = "".join(segment.text for row in told for segment in getattr(row, side))
    return unicodedata.normalize("NFC", text).split()


def of_kind(told: Difference, kind: str, side: str = "left") -> list[str]:
    return [s.bare for row in told.rows for s in getattr(row, side) if s.kind == kind and not s.folded]


def folds(told: Difference, side: str = "left") -> list[tuple[str, int]]:
    return [(s.kind, s.words) for row in told.rows for s in getattr(row, side) if s.folded]


def plain(told: Row) -> tuple[str, str]:
    return "".join(s.text for s in told.left).strip(), "".join(s.text for s in told.right).strip()


# --- the words --------------------------------------------------------------------------------------------


@settings(deadline=None, derandomize=True)
@given(TEXT, TEXT)
def test_the_segments_of_a_side_joined_are_its_words(left: str, right: str) -> None:
    told = rows(left, right)
    for side, text in (("left", left), ("right", right)):
        words = unicodedata.normalize("NFC", text).split()
        assert joined(told, side) == (words if any(c.isalnum() for c in text) else [])


@settings(deadline=None, derandomize=True)
@given(st.text(max_size=300), st.text(max_size=300))
def test_no_text_of_any_letters_loses_a_word(left: str, right: str) -> None:
    for side, text in (("left", left), ("right", right)):
        found = joined(rows(left, right), side)
        assert found in ([], unicodedata.normalize("NFC", shown(text)).split())
        assert found or not any(c.isalnum() for c in shown(text))


@settings(deadline=None, derandomize=True)
@given(TEXT, TEXT)
def test_the_equal_words_are_as_many_on_both_sides_of_a_row(left: str, right: str) -> None:
    for row in rows(left, right):
        same = [sum(s.words for s in side if s.kind == "same") for side in (row.left, row.right)]
        assert same[0] == same[1]
        assert not any(s.kind == "right" for s in row.left)
        assert not any(s.kind == "left" for s in row.right)


@settings(deadline=None, derandomize=True)
@given(TEXT, TEXT)
def test_folding_hides_no_word_from_the_count(left: str, right: str) -> None:
    told = compare(left, right)
    full = rows(left, right)
    for number in (0, 1):
        assert sum(r.words[number] for r in told.rows) + told.unshown[number] == sum(r.words[number] for r in full)


@settings(deadline=None, derandomize=True)
@given(TEXT)
def test_a_text_beside_itself_has_no_marks(text: str) -> None:
    assert compare(text, text).is_equal
    decomposed = unicodedata.normalize("NFD", text.upper()).replace("\n", " \n\n ")
    assert compare(text, decomposed).is_equal


def test_case_composition_tone_marks_and_signs_are_no_difference_but_are_shown_as_found() -> None:
    told = compare("– Trường HÒA BÌNH, khánh thành “thư viện”\nthêm", "Trường Hoà Bình khánh thành thư viện!")
    (row, extra) = rows("– Trường HÒA BÌNH, khánh thành “thư viện”\nthêm", "Trường Hoà Bình khánh thành thư viện!")
    assert (told.same, told.left, told.right, told.moved) == (7, 1, 0, 0)
    assert plain(row) == ("– Trường HÒA BÌNH, khánh thành “thư viện”", "Trường Hoà Bình khánh thành thư viện!")
    assert plain(extra) == ("thêm", "")


def test_a_changed_part_of_a_date_is_marked_by_itself() -> None:
    told = compare("Sáng ngày 12/10/2026 trường khai mạc", "Sáng ngày 13/10/2026 trường khai mạc")
    assert of_kind(told, "left") == ["12/"]
    assert of_kind(told, "right", "right") == ["13/"]


def test_a_chance_word_amid_long_differences_is_not_called_the_same() -> None:
    left = "một hai ba bốn năm của sáu bảy tám chín mười"
    right = "cam quýt mận đào lê của xoài ổi mít dừa na"
    assert compare(left, right).same == 0
    assert compare("lớp một của trường", "lớp hai của trường").same == 3


def test_runs_that_stand_once_are_paired_before_stray_words() -> None:
    run = "kênh tràm mùa nước nổi".split()
    assert blocks(["a", *run, "b"], ["b", "c", *run, "d"]) == [Block(1, 2, 5)]


# --- the rows ---------------------------------------------------------------------------------------------


def test_paragraphs_stand_beside_each_other() -> None:
    left = "Tựa bài\nĐoạn mở đầu của bài\nĐoạn thêm vào không có ở kia đâu\nĐoạn kết của bài này"
    right = "Tựa bài\nĐoạn mở đầu của bài\nĐoạn kết của bài này\nNguồn: phòng"
    assert [plain(row) for row in rows(left, right)] == [
        ("Tựa bài", "Tựa bài"),
        ("Đoạn mở đầu của bài", "Đoạn mở đầu của bài"),
        ("Đoạn thêm vào không có ở kia đâu", ""),
        ("Đoạn kết của bài này", "Đoạn kết của bài này"),
        ("", "Nguồn: phòng"),
    ]


def test_a_text_in_one_paragraph_is_cut_where_the_other_begins_a_paragraph() -> None:
    left = "Đoạn mở đầu của bài\nĐoạn kết của bài này"
    assert [plain(row) for row in rows(left, left.replace("\n", " "))] == [(line, line) for line in left.split("\n")]


def test_the_changed_beginning_of_a_paragraph_stands_with_its_paragraph() -> None:
    left = "Lời ngỏ của trường\nHôm qua các em học sinh lớp năm dự hội thi"
    right = "Sáng nay các em học sinh lớp năm dự hội thi"
    assert [plain(row) for row in rows(left, right)] == [
        ("Lời ngỏ của trường", ""),
        ("Hôm qua các em học sinh lớp năm dự hội thi", "Sáng nay các em học sinh lớp năm dự hội thi"),
    ]


def test_a_paragraph_that_was_moved_is_not_called_one_sided() -> None:
    moved = "Thư viện cám ơn các nhà hảo tâm"
    told = compare(f"{moved}\n{LONG}", f"{LONG}\n{moved}")
    assert (told.same, told.left, told.right, told.moved) == (60, 0, 0, 8)
    assert of_kind(told, "moved") == of_kind(told, "moved", "right") == [moved]
    assert not told.is_equal


# --- folding ----------------------------------------------------------------------------------------------


def test_long_equal_stretches_are_folded_around_a_difference() -> None:
    told = compare(f"{LONG} xuân {LONG}", f"{LONG} thu {LONG}")
    (row,) = told.rows
    assert folds(told) == folds(told, "right") == [("same", 60 - CONTEXT)] * 2
    assert row.left[2] == Segment("left", "xuân ", 1)
    assert row.left[1].bare.split() == LONG.split()[-CONTEXT:]


def test_equal_paragraphs_after_each_other_are_one_line() -> None:
    told = compare(f"{LONG}\n{LONG}\nmột", f"{LONG}\n{LONG}\nhai")
    assert told.rows[0] == Row(*[(Segment("same", "", 120, folded=True),)] * 2)
    assert len(told.rows) == 2


def test_a_long_one_sided_stretch_is_folded_with_its_ends_shown() -> None:
    told = compare(LONG + " " + LONG, "khác hẳn")
    (row,) = told.rows
    assert [(s.kind, s.words, s.folded) for s in row.left] == [
        ("left", 40, False),
        ("left", 68, True),
        ("left", 12, False),
    ]


def test_what_does_not_fit_is_counted() -> None:
    left, right = ("\n".join(f"{letter}{i} {letter}" for i in range(2000)) for letter in "xy")
    told = compare(left, right)
    words = sum(sum(row.words) for row in told.rows)
    assert 200 < words <= MOST
    assert words + sum(told.unshown) == 8000
    assert not told.cut


def test_equal_beginnings_of_texts_too_long_to_compare_are_not_called_equal_texts() -> None:
    long = " ".join(["chữ"] * (LONGEST + 1))
    assert compare(long + " một", long + " hai").cut
    assert compare("x" * 300_000 + "y", "x" * 300_000 + "z").cut
    assert not compare(long, long).cut, "the same letters to the end need no comparing"


# --- hostile texts ----------------------------------------------------------------------------------------

MANY = 1 << 21
DICE = random.Random(642)
HOSTILE = {
    "two words": tuple(" ".join(DICE.choices("ab", k=MANY // 8)) for _ in range(2)),
    "one word": ("x" * MANY, "y" * MANY),
    "lines": ("\n" * MANY, "a\n" * MANY),
    "nothing equal": tuple("\n".join(f"{c}{i}" for i in range(MANY // 8)) for c in "ab"),
    "every second word": tuple(" ".join(f"{DICE.choice('ab')} {c}{i}" for i in range(MANY // 8)) for c in "cd"),
    "backwards": tuple(" ".join(map(str, order)) for order in (range(9999), range(9999, 0, -1))),
    "marks": ("e" + "\u05b0\u0591" * MANY, "e" + "\u064b\u0316" * MANY),
    "signs": ("a" + " -" * MANY, "(" * MANY),
    "joined": ("a-" * MANY, "b-" * MANY),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_megabytes_take_less_than_a_second_and_little_room(name: str) -> None:
    started = time.process_time()
    told = compare(*HOSTILE[name])
    assert time.process_time() - started < 1
    assert told.cut
    text = [s.text for row in told.rows for s in (*row.left, *row.right)]
    assert sum(map(len, text)) < 9 * MOST
    assert sum(len(part.split()) for part in text) <= MOST
    assert len(told.rows) < 200


# --- the page ---------------------------------------------------------------------------------------------


def sides(left: str, right: str) -> lxml_html.HtmlElement:
    verdict = showing(unclear("gần giống"), sides=(left, right))
    told = replace(kenh_tram(), articles=(judged("https://x.example/1", "T", {"portal-crosspost": verdict}),))
    (found,) = lxml_html.document_fromstring(html.school(told, district(), PAGES)).xpath("//div[@class='sides']")
    return found


def said(element: lxml_html.HtmlElement) -> str:
    return " ".join(element.text_content().split())


def test_the_page_marks_differences_and_says_what_the_marks_mean() -> None:
    found = sides(f"{LONG}\nTrường khai mạc hội thi lớn", f"{LONG}\nTrường bế mạc hội thi lớn")
    assert [said(cell) for cell in found.xpath(".//td")] == [
        "… 60 chữ giống nhau …",
        "Trường khai mạc hội thi lớn",
        "Trường bế mạc hội thi lớn",
    ]
    assert found.xpath(".//td//mark/text()") == ["khai", "bế"]
    assert all(mark.xpath("ancestor::bdi") for mark in found.xpath(".//td//mark"))
    assert "Gạch dưới: chỗ chỉ có ở một bên. Chữ hoa" in said(found)
    assert "Giống nhau 65 chữ; chỉ có trong bài của trường 1 chữ" in said(found)
    assert "Gạch chấm" not in said(found)


def test_the_page_says_in_one_line_that_texts_are_equal() -> None:
    found = sides("Trường Hòa Bình khai giảng.", "TRƯỜNG HOÀ BÌNH\nkhai giảng")
    assert said(found) == "Hai bài giống nhau từng chữ."


def test_the_page_says_what_it_left_out() -> None:
    left, right = ("\n".join(f"{letter}{i}" for i in range(6000)) for letter in "xy")
    assert "Bảng chỉ in phần đầu: bài của trường còn 4." in said(sides(left, right))
    assert "Bài quá dài nên chỉ so phần đầu" in said(sides(left, right))
    assert "Gạch dưới: chỗ chỉ có ở một bên, trong phần được so." in said(sides(left, right))


def test_the_page_escapes_what_the_texts_say() -> None:
    found = sides(ATTACK + " một", "hai " + ATTACK)
    assert not found.xpath(".//script")
    assert "<script>alert(1)</script>" in said(found)


def test_two_texts_without_a_word_are_not_shown() -> None:
    with pytest.raises(ValueError, match="unpack"):
        sides(" - ", "\n")
