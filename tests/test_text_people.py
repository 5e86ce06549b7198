"""Leaders and groups: who is principal, which teams there are."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linter.text.people import groups, has_post, leaders


def found(*lines: str) -> list[tuple[str, str]]:
    return [(leader.name, leader.post) for leader in leaders(lines)]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        # Names of families that begin like other words.
        (["Trương Thị Lúa - Hiệu trưởng"], [("Trương Thị Lúa", "Hiệu trưởng")]),
        (["Đoàn Văn Sậy, Phó Hiệu trưởng"], [("Đoàn Văn Sậy", "Phó Hiệu trưởng")]),
        (["Tô Thị Bần: HT"], [("Tô Thị Bần", "HT")]),
        # Khmer and highland names, names of one letter.
        (["Hiệu trưởng: Thạch Sa Rương"], [("Thạch Sa Rương", "Hiệu trưởng")]),
        (["Danh Út - P.HT"], [("Danh Út", "P.HT")]),
        (["HT: Lâm Thị Ý"], [("Lâm Thị Ý", "HT")]),
        (["PHT: Thầy K'Rứt Điểu"], [("K'Rứt Điểu", "PHT")]),
        # Offices and titles around them.
        (["Nguyễn Văn Lau – Bí thư Chi bộ - Hiệu trưởng"], [("Nguyễn Văn Lau", "Hiệu trưởng")]),
        (["Bí thư Chi bộ - Hiệu trưởng: Nguyễn Văn Lau"], [("Nguyễn Văn Lau", "Hiệu trưởng")]),
        (["Q. Hiệu trưởng: Thạc Sĩ Nguyễn Văn Lau"], [("Nguyễn Văn Lau", "Hiệu trưởng")]),
        (
            ["Phó Hiệu trưởng phụ trách trường: Dương Văn Đước"],
            [("Dương Văn Đước", "Phó Hiệu trưởng phụ trách trường")],
        ),
        (["HIỆU TRƯỞNG: NGUYỄN VĂN LAU"], [("NGUYỄN VĂN LAU", "HIỆU TRƯỞNG")]),
        (["Hiệu trường: Nguyễn Văn Lau"], [("Nguyễn Văn Lau", "Hiệu trường")]),  # as it is mistyped
        # Each with the own post.
        (
            ["thầy Lê Văn Bần (Hiệu trưởng) và cô Ngô Thị Lau (Phó HT)"],
            [("Lê Văn Bần", "Hiệu trưởng"), ("Ngô Thị Lau", "Phó HT")],
        ),
        (
            ["Hiệu trưởng: Lê Văn Bần. Phó Hiệu trưởng: Ngô Thị Lau."],
            [("Lê Văn Bần", "Hiệu trưởng"), ("Ngô Thị Lau", "Phó Hiệu trưởng")],
        ),
        # Tables, forms and cards.
        (["1\tLê Văn Bần\tHiệu trưởng"], [("Lê Văn Bần", "Hiệu trưởng")]),
        (["Lê Văn Bần", "Hiệu trưởng"], [("Lê Văn Bần", "Hiệu trưởng")]),
        (["Hiệu trưởng", "Lê Văn Bần"], [("Lê Văn Bần", "Hiệu trưởng")]),
        (["Họ và tên: Lê Văn Bần", "Chức vụ: Hiệu trưởng"], [("Lê Văn Bần", "Hiệu trưởng")]),
        (["Lê Văn Bần\tNgô Thị Lau", "Hiệu trưởng\tPhó Hiệu trưởng"], [("Lê Văn Bần", "Hiệu trưởng")]),
        # Nobody.
        (["Hiệu trưởng Trường Tiểu học Kênh Nhỏ"], []),
        (["Ban giám hiệu Trường Tiểu học Kênh Nhỏ"], []),
        (["Đoàn Thanh niên", "Hiệu trưởng"], []),
        (["Số điện thoại Hiệu trưởng: 0299 3000 123"], []),
        (["Hiệu trưởng nhà trường phát động phong trào."], []),
        ([], []),
    ],
)
def test_leaders(lines: list[str], expected: list[tuple[str, str]]) -> None:
    assert found(*lines) == expected


def test_a_post_is_spoken_of() -> None:
    assert has_post("Nhà trường có Hiệu trưởng và một Phó Hiệu trưởng.")
    assert has_post("Ban giám hiệu\n1. Trương Thị Lúa\n2. Đoàn Văn Sậy")
    assert not has_post("Ban giám hiệu nhà trường luôn quan tâm.\nHọc sinh chăm ngoan.")
    assert not has_post("Cán bộ quản lý\t2\nGiáo viên\t23")


@pytest.mark.parametrize(
    ("text", "expected"),
    {
        "Tổ 1": ["Tổ 1"],
        "Tổ Bốn – Năm": ["Tổ Bốn – Năm"],
        "Tổ Văn - Sử - Địa - GDCD": ["Tổ Văn - Sử - Địa - GDCD"],
        "Tổ 4+5": ["Tổ 4+5"],
        "Tổ Lá": ["Tổ Lá"],
        "KHỐI LÁ": ["KHỐI LÁ"],
        "Khối Mẫu giáo 5-6 tuổi": ["Khối Mẫu giáo 5-6"],
        "tổ xã hội, tổ tự nhiên": ["tổ xã hội", "tổ tự nhiên"],
        "Tổ mẫu giáo": ["Tổ mẫu giáo"],
        "TỔ KHTN": ["TỔ KHTN"],
        "Tổ trưởng chuyên môn": ["Tổ trưởng chuyên môn"],
        "khối Một, khối Hai - Ba": ["khối Một", "khối Hai - Ba"],
        # None of them teaches.
        "Tổ chức bộ máy, TỔ CHỨC, Tổ Quốc": [],
        "Tổ Văn phòng, tổ Bảo vệ, Tổ Nuôi dưỡng, Tổ Công đoàn": [],
        "Tổ Trưởng: Lê Văn Bần": [],
        "Tổ 3, khu phố 2, phường Tràm": [],
        "Tổ 5, Ấp Kênh Nhỏ": [],
        "Tổ dân phố 3": [],
        "khối lượng, năm học, khối năm học": [],
    }.items(),
)
def test_groups(text: str, expected: list[str]) -> None:
    assert groups(text) == expected


def test_a_group_that_opens_a_text() -> None:
    assert groups("Tổ Lá: cô Bần", opening=True) == ["Tổ Lá"]
    assert groups("Chuyên đề của tổ Lá", opening=True) == []


@given(st.lists(st.text(max_size=40), max_size=5))
def test_nothing_raises(lines: list[str]) -> None:
    leaders(lines)
    has_post("\n".join(lines))
    groups("\n".join(lines))


@pytest.mark.slow
@pytest.mark.parametrize(
    "piece", ["Tổ A ", "Tổ 1 - ", "A ", "A", "Hiệu trưởng ", "Nguyễn Văn A Hiệu trưởng ", "thầy ", "1. "]
)
def test_hostile_text_takes_no_longer_than_its_length(piece: str) -> None:
    text = piece * (200_000 // len(piece))
    start = time.process_time()
    leaders([text, *[piece] * 2000])
    has_post(text)
    groups(text)
    assert time.process_time() - start < 12
