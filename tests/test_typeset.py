"""Lines and pages of A4: own paragraphs as LibreOffice 7.4 set them, Word's rule, and what no text may cost."""

from __future__ import annotations

import json
import time
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from linter.text.typeset import Profile, break_lines, measure, set_lines
from linter.text.typeset.compose import compose
from linter.text.typeset.widths import times

FIXTURE = Path(__file__).parent.parent / "fixtures" / "typeset" / "paragraphs.json"
PARAGRAPHS = json.loads(FIXTURE.read_text(encoding="utf-8"))
MEASURES = ("size_pt", "width", "first_line", "left", "align", "kern")
VOWELS = "aăâeêioôơuưy"
TONES = "\u0300\u0301\u0303\u0309\u0323"
VIETNAMESE = {unicodedata.normalize("NFC", vowel + tone) for vowel in VOWELS for tone in TONES} | set("đ" + VOWELS)
PROSE = (
    "Tiết mục kéo co giữa khối Bốn và khối Năm kéo dài hơn dự tính vì hai đội ngang sức, cổ động viên hò reo "
    "đến khản giọng mà vẫn chưa phân thắng bại."
)


def lines(text: str, *, width: float = 9071, **measures: object) -> list[str]:
    return break_lines([(text, 0)], size_pt=14, width=width, **measures)  # type: ignore[arg-type]


# --- LibreOffice: own paragraphs, measured by tools/libreoffice_lines.py ---------------------------------


@pytest.mark.parametrize("paragraph", PARAGRAPHS, ids=[p["name"] for p in PARAGRAPHS])
def test_every_line_ends_where_libreoffice_ended_it(paragraph):
    measures = {name: paragraph[name] for name in MEASURES if name in paragraph}
    assert set_lines(paragraph["runs"], engine="libreoffice", **measures) == paragraph["line_chars"]


# --- Word: justified text --------------------------------------------------------------------------------
# At 14 pt "n" is 140 twips wide and a space 70. Ten words "nnnn" take 6230 twips with nine spaces.

TEN = " ".join(["nnnn"] * 10)


def first_line_words(last: str, width: float, **measures: object) -> int:
    return len(lines(f"{TEN} {last} nnnn", width=width, **measures)[0].split())


def test_word_pulls_a_word_up_when_spaces_shrink_by_a_quarter():
    # With an eleventh word "nnnn" the line is 6860 twips long: 175 too many for ten spaces are a quarter.
    assert first_line_words("nnnn", 6860 - 175) == 11
    assert first_line_words("nnnn", 6860 - 176) == 10


def test_word_pulls_a_word_up_only_if_the_line_without_it_stretches_twice_as_much():
    # With "n" the line is 6440 long. At 6365 its spaces shrink by 75/700, and without it grow by 135/630.
    assert first_line_words("n", 6365) == 11
    assert first_line_words("n", 6364) == 10


@pytest.mark.parametrize("other", [{"align": "left"}, {"align": "center"}, {"engine": "libreoffice"}])
def test_only_justified_text_of_word_shrinks(other):
    assert first_line_words("nnnn", 6860 - 100) == 11
    assert first_line_words("nnnn", 6860 - 100, **other) == 10


def test_word_pulls_the_last_word_of_a_paragraph_up():
    assert len(lines(f"{TEN} nnnn", width=6860 - 100)) == 1


def test_word_pulls_up_the_part_of_a_word_before_a_hyphen():
    assert lines(f"{TEN} nnn-nnnnnn", width=6300 + 420 + 93 - 100)[0].endswith(" nnn-")


# --- Word: where a line may end --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("nnnnnn nnnnnn-nnnnnn", "nnnnnn nnnnnn-"),
        ("nnnnnn nnnnnn–nnnnnn", "nnnnnn nnnnnn–"),
        ("nnnnnn nnnnnn/nnnnnn", "nnnnnn"),
        ("nnnnnn nnnnnn.nnnnnn", "nnnnnn"),
        ("nnnnnn nnnnnn\u00a0nnnnnn", "nnnnnn"),
        ("nnnnnn nnnnnn\u2011nnnnnn", "nnnnnn"),
        ("nnnnnn nnnnnn?nnnnnn", "nnnnnn nnnnnn?"),
        ("nnnnnn nnnnnn<nnnnnn", "nnnnnn nnnnnn"),
        ("nnnnnn nnnnnn- nnnnnn", "nnnnnn nnnnnn-"),
        ("nnnnnn nnnnnn !nnnnnn", "nnnnnn nnnnnn"),
    ],
)
def test_word_ends_lines_at_spaces_and_after_hyphens_only(text, first):
    assert lines(text, width=2400, align="left")[0] == first


def test_a_word_longer_than_the_line_begins_a_line_and_is_cut_where_it_is_full():
    assert lines("nn " + "n" * 25, width=1400) == ["nn", "n" * 10, "n" * 10, "n" * 5]


def test_spaces_at_the_end_of_a_line_hang():
    assert lines(f"{TEN}          nnnn", width=6230, align="left") == [TEN, "nnnn"]


# --- indents, tabs, line breaks --------------------------------------------------------------------------


def test_only_the_first_line_is_indented():
    text = "n " * 40
    assert [len(line.split()) for line in lines(text, width=2030, first_line=420, align="left")] == [8, 10, 10, 10, 2]


def test_a_tab_leads_to_the_next_stop_counted_from_the_margin():
    # From 300 + 280 to the stop at 720: 860 twips of the line are left, six letters.
    assert lines("nn\tnnnnnn", width=1280, left=300, align="left") == ["nn\tnnnnnn"]
    assert lines("nn\tnnnnnn", width=1259, left=300, align="left")[0].split() == ["nn"]


def test_the_left_indent_of_a_hanging_paragraph_is_a_tab_stop():
    measures = {"left": 425, "first_line": -425, "align": "left"}
    assert lines("•\tnnn nnn", width=910, **measures) == ["•\tnnn nnn"]
    assert lines("•\tnnn nnn", width=909, **measures) == ["•\tnnn", "nnn"]


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\v", "\u2028"])
def test_a_line_break_ends_the_line(newline):
    assert lines(f"nn nn{newline}{newline}nn") == ["nn nn", "", "nn"]


@pytest.mark.parametrize("text", ["", " ", "     "])
def test_an_empty_paragraph_is_one_line(text):
    assert set_lines([(text, 0)], size_pt=14, width=9071) == [0]
    assert set_lines([], size_pt=14, width=9071) == [0]


def test_white_space_is_not_counted():
    assert set_lines([("một hai\tba\u00a0bốn", 0)], size_pt=14, width=9071) == [11]


@pytest.mark.parametrize(
    "wrong", [{"size_pt": 0, "width": 9071}, {"size_pt": 14, "width": 0}, {"size_pt": 14, "width": 1, "engine": "x"}]
)
def test_measures_that_mean_nothing_are_refused(wrong):
    with pytest.raises(ValueError, match=r"above 0|engine"):
        set_lines([("chữ", 0)], **wrong)


# --- widths ----------------------------------------------------------------------------------------------


def test_every_vietnamese_letter_has_its_width_in_every_style():
    for advances in times().advances:
        assert {letter for letter in VIETNAMESE | {c.upper() for c in VIETNAMESE} if letter not in advances} == set()


def test_widths_are_those_of_times_new_roman():
    regular, bold, italic, _ = times().advances
    em = times().units_per_em
    assert [round(regular[letter] / em * 1000) for letter in "ơưaợ "] == [529, 542, 444, 529, 250]
    assert [round(style["m"] / em * 1000) for style in (regular, bold, italic)] == [778, 833, 722]


def test_decomposed_letters_are_set_as_composed_ones():
    decomposed = unicodedata.normalize("NFD", PROSE)
    assert lines(decomposed, width=3000) == lines(PROSE, width=3000)


@pytest.mark.parametrize(
    ("text", "em"), [("中", 1), ("😀", 1), ("a\u0323\u0302", 0.4438), ("\u200b\u2060", 0), ("\u2011", 1 / 3)]
)
def test_letters_of_other_fonts_have_a_likely_width(text, em):
    x = times().positions([(text, 0)], kern=False)
    assert x[-1] / times().units_per_em == pytest.approx(em, abs=0.001)


def test_kerning_is_off_unless_asked_for():
    x = times().positions([("AVA", 0)], kern=False)[-1]
    assert times().positions([("AVA", 0)], kern=True)[-1] < x == 3 * 1479


@given(st.text(st.characters(codec="utf-8"), max_size=60), st.sampled_from(["word", "libreoffice"]))
@settings(max_examples=200, deadline=None)
def test_no_character_is_lost_or_set_twice(text, engine):
    set_text = "".join(break_lines([(text, 0)], size_pt=14, width=900, engine=engine))
    assert "".join(set_text.split()) == "".join(compose(text).split())


# --- what no text may cost -------------------------------------------------------------------------------


@pytest.mark.parametrize("engine", ["word", "libreoffice"])
@pytest.mark.parametrize("unit", ["a", "-", "/", "\u0301\u0323"], ids=["one-word", "hyphens", "slashes", "marks"])
def test_a_megabyte_takes_less_than_two_seconds(unit, engine):
    text = unit * (1_000_000 // len(unit))
    start = time.process_time()
    counts = set_lines([(text, 0)], size_pt=14, width=9071, first_line=720, engine=engine)
    assert time.process_time() - start < 2
    assert sum(counts) == len(text)


@pytest.mark.parametrize("engine", ["word", "libreoffice"])
@pytest.mark.parametrize("unit", ["1/", "( ", "\t", "\n", "\u00a0", "x\u0301", "😀", " .", "a\u00a0-", "\u200b", "%,"])
def test_time_grows_with_the_text_and_not_faster(unit, engine):
    text = "a" + unit * (100_000 // len(unit))
    start = time.process_time()
    set_lines([(text, 0)], size_pt=14, width=9071, engine=engine)
    assert time.process_time() - start < 1


# --- the page --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("size", "spacing", "pitch"),
    [(14, 1.0, 16.1), (14, 1.15, 18.5), (14, 1.5, 24.15), (13, 1.0, 14.95), (13, 1.15, 17.15), (13, 1.5, 22.4)],
)
def test_the_pitch_is_that_of_word(size, spacing, pitch):
    assert Profile(size_pt=size, line_spacing=spacing).pitch_pt == pitch


def test_the_nominal_page():
    page = Profile()
    assert (page.text_width_twips, page.text_height_pt, page.gap_pt) == (9071, 728.5, 6)
    assert page.text_height_pt / page.pitch_pt == pytest.approx(39.4, abs=0.05)


def test_gaps_stand_between_paragraphs_and_the_larger_counts():
    page = Profile(before_pt=4, after_pt=8)
    measured = measure(["nn\nnn", "nn"], page)
    assert measured.lines == (2, 1)
    assert measured.height_pt == pytest.approx(3 * 18.5 + 8)
    assert measured.fraction == pytest.approx((3 * 18.5 + 8) / 728.5)


def test_missing_lines_reach_half_a_page_and_one_less_does_not():
    page = Profile()
    short = "nn\n" * 14 + "nn"
    missing = measure([short], page).missing_lines()
    assert missing == 5
    assert measure([short + "\nnn" * missing], page).fraction >= 0.5 > measure([short + "\nnn" * 4], page).fraction
    assert measure([short + "\nnn" * missing], page).missing_lines() == 0


def test_no_paragraphs_fill_nothing():
    assert (measure([], Profile()).fraction, measure([], Profile()).missing_lines()) == (0, 20)


def test_a_text_and_its_regular_runs_measure_the_same():
    assert measure([PROSE * 5], Profile()) == measure([[(PROSE, 0), (PROSE * 4, 0)]], Profile())


def test_the_lines_hold_the_text():
    (paragraph,) = measure([PROSE * 3], Profile()).paragraphs
    assert " ".join(paragraph) == PROSE * 3


def test_the_page_of_the_draft_itself():
    letter = Profile(width_mm=215.9, height_mm=279.4, margins_mm=(25.4, 25.4, 25.4, 25.4), align="left")
    assert (letter.text_width_twips, letter.text_height_pt) == (9360, 648)
