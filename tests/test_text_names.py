"""Which school a text speaks of. To take one school for another accuses both."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linter.text.names import (
    about_another,
    distinct,
    in_address,
    names_office,
    names_school,
    other_schools,
    speaks_for,
)

OWN = "Trường Tiểu học Thạnh Hòa"


@pytest.mark.parametrize(
    ("name", "kept"),
    {
        "Trường Tiểu học Thạnh Hòa": "thanh hoa",  # "Th" of the name is no level
        "Trường THCS Thuận Hưng": "thuan hung",
        "Trường Mẫu giáo Minh Hưng": "minh hung",
        "Trường TH Vĩnh Trung 2": "vinh trung 2",
        "Trường TH Vĩnh Trung II": "vinh trung 2",
        "Trường Tiểu học số 1 Long Thạnh": "1 long thanh",
        "Trường Mầm non 1-6": "1 6",
        'Trường Tiểu học "Lê Văn Tám"': "le van tam",
        "Trường TH&THCS Cù Lao Mít": "cu lao mit",
        "Trường Tiểu học và Trung học cơ sở Cồn Trăng": "con trang",
        "Trường PTDTBT TH&THCS Bản Mây": "ban may",
        "Trường Mầm non tư thục Hoa Mai": "hoa mai",
        "Trường THCS TT Cây Lau": "thi tran cay lau",
        "Mầm non Sao Mai": "sao mai",
        "Trường TH": "th",
    }.items(),
)
def test_what_tells_a_school_from_others(name: str, kept: str) -> None:
    assert distinct(name) == kept


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("TRƯỜNG TIỂU HỌC THẠNH HOÀ", OWN),
        ("truong th thanh hoa", OWN),
        ("Trường TH Long Thạnh 2", "Trường Tiểu học số 2 Long Thạnh"),
        ("Trường TH số 2 Long Thạnh", "Trường Tiểu học Long Thạnh II"),
        ("Trường MN 1/6 chào mừng", "Trường Mầm non 1-6"),
        ("Trường THCS Thị trấn Cây Lau", "Trường THCS TT Cây Lau"),
        ("Tr\u01b0ờng Tiểu học “Lê Văn Tám”", 'Trường Tiểu học "Lê Văn Tám"'),
    ],
)
def test_a_school_is_named(text: str, name: str) -> None:
    assert names_school(text, name)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("chào mừng ngày Quốc tế thiếu nhi 1/6", "Trường Mầm non 1-6"),
        ("Trường Tiểu học Thạnh Hưng", OWN),
        ("Trường TH Vĩnh Trung 1", "Trường TH Vĩnh Trung 2"),
        ("", OWN),
    ],
)
def test_a_school_is_not_named(text: str, name: str) -> None:
    assert not names_school(text, name)


@pytest.mark.parametrize(
    ("text", "others"),
    [
        ("Trường Tiểu học Xóm Lau và Trường MN Hoa Súng", ["Trường Tiểu học Xóm Lau", "Trường MN Hoa Súng"]),
        ("TRƯỜNG TH THẠNH HOÀ 30 NĂM XÂY DỰNG", []),
        ("Trường Tiểu học Thạnh Hòa Đông", []),  # what follows a name may look like more of it
        ("các trường tiểu học ở xã, trường mầm non ấp Tư", []),
        ("TRƯỜNG TIỂU HỌC ĐẠT CHUẨN QUỐC GIA MỨC ĐỘ 1", []),
        ("TRƯỜNG MẦM NON TRONG THỜI KỲ MỚI", []),
        ("Trường THCS Thạnh Hòa", ["Trường THCS Thạnh Hòa"]),  # of the same name, of another level
        ("Trường TH&THCS Thạnh Hòa", []),  # what this one may have become
        ("Trường Đại học Cần Lau", []),
    ],
)
def test_other_schools(text: str, others: list[str]) -> None:
    assert other_schools(text, OWN) == others


def test_short_and_long_forms_of_a_name_are_one_school() -> None:
    assert other_schools("Trường TH TT Cây Lau", "Trường Tiểu học Thị trấn Cây Lau") == []
    assert other_schools("Trường Mầm non Hoa Mai", "Trường Mầm non tư thục Hoa Mai") == []
    assert other_schools("Trường Mẫu giáo Đồng Sậy", "Trường Mầm non Đồng Sậy") == []
    assert other_schools("Trường TH Vĩnh Trung 1", "Trường TH Vĩnh Trung 2") == ["Trường TH Vĩnh Trung 1"]


@pytest.mark.parametrize(
    ("text", "other"),
    [
        ("Trường Tiểu học Xóm Lau có 22 lớp. Trường TH Xóm Lau đạt chuẩn.", "Trường Tiểu học Xóm Lau"),
        ("Trường Tiểu học Xóm Lau có 22 lớp. Nhà trường đạt chuẩn.", ""),  # once
        ("Nhà trường tách từ Trường Tiểu học Xóm Lau. Khi ấy nhờ Trường Tiểu học Xóm Lau cho mượn bàn.", ""),
        ("Trường Tiểu học Xóm Lau có 22 lớp. Trường TH Xóm Lau kết nghĩa với Trường TH Thạnh Hòa.", ""),
        ("chữ " * 40 + "Trường TH Xóm Lau, Trường TH Xóm Lau", ""),  # far from the start
        ("", ""),
    ],
)
def test_whom_a_text_is_about(text: str, other: str) -> None:
    assert about_another(text, OWN) == other


@pytest.mark.parametrize(
    ("line", "own"),
    {
        "Trường TH Thạnh Hòa": True,
        "TH THẠNH HÒA": True,
        "UBND xã Thạnh Hòa": False,  # the commune that the school is called after
        "Ấp Thạnh Hòa, xã Rạch Sậy": False,
        "UBND XÃ THẠNH HÒA - TRƯỜNG TIỂU HỌC THẠNH HÒA": True,
        "Trường THCS Thạnh Hòa": False,
        "Trường Tiểu học Xóm Lau": False,
    }.items(),
)
def test_whom_a_line_speaks_for(line: str, own: bool) -> None:
    assert speaks_for(line, OWN) is own


def test_a_name_in_an_address() -> None:
    assert in_address("c1thanhhoa@rachsay.edu.example", OWN)
    assert in_address("http://th-thanh-hoa.edu.example/", OWN)
    assert not in_address("vanphong@rachsay.edu.example", OWN)
    assert not in_address("mn1-6@rachsay.edu.example", "Trường Mầm non 1-6")  # too short to tell


def test_an_office() -> None:
    assert all(map(names_office, ("Phòng GD&ĐT Rạch Sậy", "UBND xã", "Phòng Văn hóa - Xã hội", "Sở Giáo dục")))
    assert not names_office("Phòng học, phòng máy")


@given(st.text(max_size=80), st.text(max_size=30))
def test_nothing_raises(text: str, name: str) -> None:
    names_school(text, name)
    other_schools(text, name)
    about_another(text, name)
    speaks_for(text, name)
    in_address(text, name)


@pytest.mark.slow
@pytest.mark.parametrize("piece", ["Trường TH ", "Trường TH A ", "Trường TH A A A A A ", "th ", "Trường TH Xóm Lau, "])
def test_hostile_text_takes_no_longer_than_its_length(piece: str) -> None:
    text = piece * (200_000 // len(piece))
    start = time.process_time()
    about_another(text, OWN)
    distinct(text)
    assert time.process_time() - start < 12
