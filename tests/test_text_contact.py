"""Addresses, telephone numbers and e-mail addresses, in all the forms that pages give them, and whose they are."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linter.text.contact import addresses, demo_contact, mails, names_company, phones, shown, split_owners

OWN = "Trường Tiểu học Kênh Nhỏ"
MAIL = "thkenhnho@rachsay.edu.example"


@pytest.mark.parametrize(
    "written",
    [
        "(0299) 3000 123",
        "0299.3000.123",
        "0299 3 000 123",
        "02993 000 123",
        "0299-3000-123",
        "0299–3000–123",
        "0299/3000123",
        "0299 - 3000 123",
        "(0299)3000123",
        "+84 299 3000 123",
        "(+84) 299 3000 123",
        "84.299.3000.123",
        "0900 000 123",
        "ĐT.0299 3000 123",
        "Điện\u00a0thoại:\u00a00299\u00a03000\u00a0123",
        "ĐT: 0299 3000 123 - Fax: 0299 3000 124",
    ],
)
def test_a_telephone_number(written: str) -> None:
    number = phones(written.replace("\u00a0", " "))
    assert number
    assert "".join(c for c in number[0] if c.isdigit()).endswith(("2993000123", "900000123"))


@pytest.mark.parametrize(
    "written",
    ["Điện thoại: 3000 123", "Điện thoại\n3000.123", "SĐT (văn phòng): 3000123", "Đ.T: 300 0123"],
)
def test_a_number_after_its_label_may_lack_the_code(written: str) -> None:
    assert len(phones(written)) == 1


@pytest.mark.parametrize(
    "written",
    [
        "Mã số thuế: 0300588569",
        "Số tài khoản: 0123 4567 8912",
        "Phone: (08) 38.000.000",
        "0123456789",
        "Điện thoại: đang cập nhật",
        "điện thoại thông minh ngày 20-11-2026",
        "Điện thoại: 20.11.2026",
        "năm 2026-2027 có 12 lớp, 430 em",
        "1.0299.300.012",
    ],
)
def test_no_telephone_number(written: str) -> None:
    assert phones(written) == []


@pytest.mark.parametrize(
    "written",
    [
        MAIL,
        f"Email:{MAIL}.",
        "ThKenhNho@RachSay.edu.example",
        "thkenhnho @ rachsay.edu.example",
        "thkenhnho [at] rachsay.edu.example",
        "thkenhnho(at)rachsay.edu.example",
        "thkenhnho at rachsay [dot] edu [dot] example",
        "thkenhnho{at}rachsay.edu.example",
        "thkenhnho＠rachsay.edu.example",
        "Thư điện tử: thkenhnho@rachsay.edu.example Website: x",
    ],
)
def test_an_e_mail_address(written: str) -> None:
    assert mails(written) == [MAIL]


def test_an_e_mail_at_a_provider_s_host_is_the_school_s() -> None:
    assert mails("thkenhnho@edu.viettel.example, kenhnho@vnpt.example") == [
        "thkenhnho@edu.viettel.example",
        "kenhnho@vnpt.example",
    ]
    assert not names_company("Email: thkenhnho@edu.viettel.example")


def test_an_e_mail_that_is_hidden_from_machines_is_there() -> None:
    assert mails("Địa chỉ email này đang được bảo vệ khỏi spam bots. Cần bật JavaScript để xem.")
    assert mails("Email: [email\u00a0protected]")


@pytest.mark.parametrize(
    "written",
    [
        "customer@mysite.com",
        "name@example.com",
        "hotro@vnpt.example",
        "contact@vinades.example",
        "look at www.kenhnho.example",
        "gặp nhau tại 7.30",
        "@kenhnho",
        "a@b",
    ],
)
def test_no_e_mail_address_of_the_school(written: str) -> None:
    assert mails(written) == []


@pytest.mark.parametrize(
    "written",
    [
        "Số 12, đường Bờ Kênh, phường Tràm",
        "Ấp Kênh Nhỏ, xã Rạch Sậy",
        "KP.3, P.5, TP. Vị Lau",
        "Kp 3, TT. Cây Lau, H. Rạch Sậy",
        "Địa chỉ: Tràm Xanh, Rạch Sậy",
        "Địa chỉ: ấp 3",
        "Đ/c: thôn Bến",
        "Trụ sở: xã Rạch Sậy",
        "QL.61, Ấp 3",
        "Bản Mây, xã Nậm Lau",
        "Địa chỉ\nẤp Kênh Nhỏ",
        "Địa chỉ:\tRạch Sậy, Hậu Lau",
        "Trường TH Kênh Nhỏ, ấp Kênh Nhỏ, xã Rạch Sậy. Điện thoại: 0299 3000 123",
        "Xã Rạch Sậy, thành phố Cần Lau",
    ],
)
def test_an_address(written: str) -> None:
    assert addresses(written)


def test_an_address_in_a_long_line_of_many_things() -> None:
    line = (
        f"{OWN} - Ấp Kênh Nhỏ, xã Rạch Sậy, tỉnh Hậu Lau. Điện thoại: 0299 3000 123. Email: {MAIL}. "
        + "Chịu trách nhiệm nội dung " * 12
    )
    assert addresses(line)


@pytest.mark.parametrize(
    "written",
    [
        "Địa chỉ email: x",
        "Địa chỉ: đang cập nhật",
        "Địa chỉ: Đang cập nhật, Điện thoại: Đang cập nhật",
        "Đ/c Lê Văn Bần, Bí thư xã Rạch Sậy",
        "cả xã hội, số học sinh, đường đến trường",
        "xã ủng hộ, ấp ở xa",
        "Tổ 3 có 5 giáo viên",
        "Họ tên, Nội dung",
    ],
)
def test_no_address(written: str) -> None:
    assert addresses(written) == []


def test_the_sample_contact_of_a_cms() -> None:
    assert demo_contact("Email: customer@mysite.com") == "customer@mysite.com"
    assert demo_contact("Tel: (08) 38.000.000") == "(08) 38.000.000"
    assert demo_contact(f"{MAIL}, 0299 3000 123") == ""


BLOCK = ["Địa chỉ: ấp Kênh Nhỏ, xã Rạch Sậy", "Điện thoại: 0299 3000 123", f"Email: {MAIL}"]
THEIRS = ["Địa chỉ: số 1, đường Lộ Mới", "Điện thoại: 0299 3000 002", "Email: vanphong@rachsay.gov.example"]


@pytest.mark.parametrize(
    "lines",
    [
        BLOCK,
        [OWN, *BLOCK],
        ["Phòng GD&ĐT Rạch Sậy", OWN, *BLOCK],
        [*BLOCK, "Thiết kế bởi Công ty Sông Nước", "Hotline: 0900 000 888"],
        [f"{', '.join(BLOCK)} - Thiết kế và vận hành: VNPT"],
        ["Cơ quan chủ quản: UBND xã Rạch Sậy", *BLOCK],
        ["UBND xã Rạch Sậy", *BLOCK],  # the e-mail address is the school's
        ["Phòng GD&ĐT", "Sở GD&ĐT", "Hôm nay", "Hôm qua", "Tất cả", *BLOCK],  # links and a counter, then the foot
        ["Địa chỉ: cạnh Trường THCS Bãi Bồi, ấp Kênh Nhỏ", *BLOCK[1:]],
        ["Công ty Sông Nước", *THEIRS, OWN, *BLOCK],
    ],
)
def test_what_is_the_school_s(lines: list[str]) -> None:
    ours, _ = split_owners(lines, OWN)
    assert set(shown([ours])) == {"address", "phone", "mail"}
    assert shown([ours])["mail"] == MAIL


@pytest.mark.parametrize(
    "head",
    [
        "Phòng Giáo dục và Đào tạo huyện Rạch Sậy",
        "UBND xã Kênh Nhỏ",
        "Công ty Phần mềm Sông Nước",
        "Trường Tiểu học Xóm Lau",
        "Trường THCS Kênh Nhỏ",
    ],
)
def test_what_is_another_s(head: str) -> None:
    ours, theirs = split_owners([head, *THEIRS], OWN)
    assert shown([ours]) == {}
    assert set(shown([theirs])) == {"address", "phone", "mail"}


@given(st.lists(st.text(max_size=50), max_size=6))
def test_nothing_raises_and_no_line_is_lost(lines: list[str]) -> None:
    ours, theirs = split_owners(lines, OWN)
    assert sorted(f"{ours}{theirs}".replace("\n", "")) == sorted("".join(lines).replace("\n", ""))
    shown([ours, theirs])
    demo_contact(ours)


@pytest.mark.slow
@pytest.mark.parametrize(
    "piece",
    [
        "a",
        "a@b",
        "a@",
        "b.",
        "0",
        "0 ",
        "số ",
        "Địa chỉ: ",
        "Điện thoại ",
        "a at b ",
        "xã A, ",
        "thiết kế ",
        "email ",
        "Kênh, ",
        "(",
        "a [at] ",
    ],
)
def test_hostile_text_takes_no_longer_than_its_length(piece: str) -> None:
    text = piece * (200_000 // len(piece))
    start = time.process_time()
    shown([text])
    demo_contact(text)
    split_owners([text], OWN)
    assert time.process_time() - start < 20
