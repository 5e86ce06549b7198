"""Signatures and credits at the end of a text, in the shapes that schools write."""

from __future__ import annotations

import pytest

from linter.model import BlockKind, Region, Run
from linter.read.raw import Raw
from linter.read.tail import cut_tail
from linter.text.byline import Tail, split_tail

PROSE = (
    "Buổi lễ khai giảng của nhà trường đã diễn ra trong không khí vui tươi, phấn khởi và để lại nhiều"
    " ấn tượng đẹp trong lòng các em học sinh cùng quý phụ huynh./."
)


@pytest.mark.parametrize(
    ("line", "author"),
    [
        ("Tác giả: Trần Thị B", "Trần Thị B"),
        ("Tác giả bài viết: Trần Thị B", "Trần Thị B"),
        ("NGƯỜI VIẾT: TRẦN THỊ B", "TRẦN THỊ B"),
        ("Người viết bài : Trần Thị B - TPT", "Trần Thị B - TPT"),
        ("Tin, ảnh: Thu Hà", "Thu Hà"),
        ("Tin ảnh: Trường Tiểu học Kênh Tràm", "Trường Tiểu học Kênh Tràm"),
        ("(Tin, bài và ảnh: Thu Hà)./.", "Thu Hà"),
        ("- Bài và ảnh: Cô Lê Thị C.", "Cô Lê Thị C"),
        ("Bài: A B; Ảnh: C D", "A B"),
        ("Tin/ảnh: P.T.T", "P.T.T"),
        ("Thực hiện: A - B", "A - B"),
        ("Tác giả:\u00a0Tra\u0302\u0300n B", "Trần B"),
    ],
)
def test_an_author_is_read_and_the_line_taken(line: str, author: str) -> None:
    assert split_tail([PROSE, line]) == Tail(author, None, frozenset({1}))


@pytest.mark.parametrize(
    ("line", "source"),
    [
        ("Nguồn: Báo Rạch Sậy", "Báo Rạch Sậy"),
        ("Nguồn tin: https://bao.example/a", "https://bao.example/a"),
        ("NGUỒN: INTERNET", "INTERNET"),
        ("Nguồn Rạch Sậy: http://bao.example/x", "http://bao.example/x"),
        ("(Theo Báo Rạch Sậy)", "Báo Rạch Sậy"),
        ("(Theo bao.example).", "bao.example"),
        ("Theo: bao.example", "bao.example"),
        ("Theo Báo Rạch Sậy", "Báo Rạch Sậy"),
        ("Source: bao.example", "bao.example"),
        ("Sưu tầm", "Sưu tầm"),
        ("(ST)", "Sưu tầm"),
        ("Sưu tầm: Thu Hà", "Sưu tầm: Thu Hà"),
        ("Thu Hà (sưu tầm)", "Thu Hà (sưu tầm)"),
    ],
)
def test_a_source_is_read_and_the_line_taken(line: str, source: str) -> None:
    assert split_tail([PROSE, line]) == Tail(None, source, frozenset({1}))


@pytest.mark.parametrize(
    "line",
    [
        "Nguồn kinh phí: do phụ huynh đóng góp",
        "Học sinh sưu tầm",
        "Ảnh: Cô giáo trao quà cho em",
        "Hình ảnh: Các em học sinh",
        "Bài: học sinh làm",
        "Theo dòng lịch sử",
        "Theo kế hoạch: ngày mai nghỉ học, ngày kia học bù, ngày sau nữa thi rồi ngày cuối tổng kết",
        "Người viết phải nộp bài trước ngày 20/11.",
        "",
    ],
)
def test_text_stays_text(line: str) -> None:
    assert split_tail([PROSE, line]) == Tail()


@pytest.mark.parametrize("line", ["Ảnh: Thu Hà", "Nguồn ảnh: Internet", "Người đăng: Thu Hà"])
def test_photographers_and_posters_leave_the_text_but_credit_nobody_with_it(line: str) -> None:
    assert split_tail([PROSE, line]) == Tail(None, None, frozenset({1}))


def test_author_and_source_stand_on_lines_of_their_own_or_on_one() -> None:
    expected = ("Thu Hà", "Cổng Rạch Sậy")
    for lines in (
        ["Tin: Thu Hà", "", "Ảnh: Lê C", "Nguồn: Cổng Rạch Sậy"],
        ["Tin, ảnh: Thu Hà - Nguồn: Cổng Rạch Sậy"],
    ):
        tail = split_tail([PROSE, *lines])
        assert (tail.author, tail.source) == expected
        assert tail.taken == {place + 1 for place, line in enumerate(lines) if line}


def test_a_name_under_its_label() -> None:
    assert split_tail([PROSE, "NGƯỜI VIẾT", "", "Trần Thị B"]) == Tail("Trần Thị B", None, frozenset({1, 3}))
    assert split_tail([PROSE, "Người viết", "rất vui vì được gặp."]) == Tail()


def test_a_credit_in_brackets_after_the_last_sentence_leaves_it_there() -> None:
    assert split_tail([f"{PROSE} (Theo Báo Rạch Sậy)."]) == Tail(None, "Báo Rạch Sậy")
    assert split_tail([f"{PROSE} (sưu tầm)", "Tin: Thu Hà"]) == Tail("Thu Hà", "Sưu tầm", frozenset({1}))
    assert split_tail([f"(Theo Báo Rạch Sậy) {PROSE}"]) == Tail()


def test_above_prose_nothing_is_a_signature() -> None:
    assert split_tail(["Tác giả: Trần Thị B", PROSE]) == Tail()
    assert split_tail([]) == Tail()
    assert split_tail(["Nguồn: " + "a" * 1_000_000]) == Tail()


def test_lines_are_cut_out_of_their_paragraphs_and_tables_are_left_alone() -> None:
    last = Raw(((Run(PROSE),), (Run("Tin, ảnh: ", bold=True), Run("Thu Hà"))))
    table = Raw(((Run("Nguồn: a\tb"),),), BlockKind.TABLE)
    picture = Raw(((Run("Nguồn: c"),),), BlockKind.IMAGE)
    menu = Raw(((Run("Nguồn: d"),),), region=Region.MENU)
    raws, tail = cut_tail([last, table, Raw(((Run("Nguồn: Báo A"),),)), picture, menu])
    assert (tail.author, tail.source) == ("Thu Hà", "Báo A")
    assert raws == (Raw(((Run(PROSE),),)), table, picture, menu)
