"""Bytes into text: C46–C48 of the hostile cases."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linter.read.charset import decode

SAID = "<p>Trường Tiểu học Kênh Trạm đón học sinh ngày tựu trường</p>"
WORDS = "Cơ cấu tổ chức"


def meta(charset: str) -> bytes:
    return f'<meta http-equiv="Content-Type" content="text/html; charset={charset}">'.encode()


@pytest.mark.parametrize("header", ["", "text/html; charset=windows-1258", "text/html;charset=rac"])
@pytest.mark.parametrize("declared", ["utf-8", "iso-8859-1", "idna"])
def test_c46_valid_utf8_wins_over_what_is_declared(header: str, declared: str) -> None:
    text, name = decode(meta(declared) + SAID.encode(), header)
    assert SAID in text
    assert name == "utf-8"


@pytest.mark.parametrize(
    ("encoding", "name"),
    [("utf-8-sig", "utf-8"), ("utf-16", "utf-16-le"), ("utf-16-le", "utf-16-le"), ("utf-16-be", "utf-16-be")],
)
def test_c46_marks_and_wide_letters(encoding: str, name: str) -> None:
    page = f"<html><head><title>{WORDS}</title></head><body>{SAID}</body></html>"
    assert decode(page.encode(encoding), "text/html; charset=iso-8859-1") == (page, name)


@pytest.mark.parametrize(
    ("header", "page"),
    [
        ("text/html; charset=windows-1258", b""),
        ("text/html; charset=utf-8", meta("windows-1258")),
        ("text/html; charset=iso-8859-1", meta("Windows-1258")),
        ("", b'<?xml version="1.0" encoding="cp1258"?>'),
        ("", b"<meta charset='windows-1258'>"),
    ],
)
def test_c46_windows_1258_where_it_is_declared(header: str, page: bytes) -> None:
    told = "Trươ\u0300ng hoc\u0323"
    text, name = decode(page + told.encode("cp1258"), header)
    assert name == "windows-1258"
    assert text.endswith(told)


def test_c46_undeclared_single_bytes_are_windows_1252() -> None:
    """Text typed in a TCVN3 font looks like this, soft hyphens included; the text layer knows it."""
    page = b"Tr\xad\xeang \x93A\x94"
    for header in ("", "text/html; charset=latin-1"):
        assert decode(page, header) == ("Tr\xadêng “A”", "windows-1252")


def test_c46_a_few_broken_letters_do_not_spoil_utf8() -> None:
    page = (SAID * 3).encode() + "…đượ".encode()[:-1]
    text, name = decode(page, "")
    assert name == "utf-8"
    assert text.startswith(SAID)
    assert text.endswith("\ufffd")
    assert decode(b"caf\xe9 " * 20, "text/html; charset=utf-8")[1] == "windows-1252"


def test_c46_declaration_beyond_two_kibibytes_does_not_count() -> None:
    assert decode(b" " * 2048 + meta("windows-1258") + b"\xec\xec", "")[1] == "windows-1252"


@pytest.mark.parametrize("charset", ["idna", "zlib", "utf-16", "utf-7", "punycode", "unicode_escape", "\0"])
def test_c47_no_other_codec_is_ever_used(charset: str) -> None:
    body = b"<p>+ADw- \\u0041 xn--a caf\xe9</p>"
    assert decode(body, f"text/html; charset={charset}") == (body.decode("cp1252"), "windows-1252")


def test_c48_control_characters_go_and_lines_stay() -> None:
    body = "tr\0ườ\x07ng\tA\r\nB\x0bC\x85D\x9f\ufffe\uffff\u202e\u200dE".encode()
    assert decode(body, "")[0] == "trường\tA\r\nB C D\u202e\u200dE"


def test_c48_lone_surrogates_are_replaced() -> None:
    assert decode("<p>aa</p>".encode("utf-16-le") + b"\x3d\xd8", "")[0].isprintable()
    assert decode(b"\xff\xfea\0\x3d\xd8b\0", "")[0].encode("utf-8")


@given(st.binary(max_size=200), st.sampled_from(["", "text/html; charset=utf-8", "; charset=cp1258", "charset="]))
def test_anything_decodes_to_text_that_can_be_stored(body: bytes, content_type: str) -> None:
    text, _ = decode(body, content_type)
    assert "\0" not in text
    text.encode("utf-8")


@pytest.mark.parametrize("declared", ["text/html", "text/html; charset=utf-8"])
def test_windows_1258_is_known_by_its_tones(declared: str) -> None:
    text = "Trường tiểu học Kênh Nhỏ tổ chức ngày hội đọc sách cho các em vào sáng thứ hai"
    tones = "\u0300\u0301\u0303\u0309\u0323"
    typed = ""
    for letter in text:
        parts = unicodedata.normalize("NFD", letter)
        typed += unicodedata.normalize("NFC", "".join(c for c in parts if c not in tones))
        typed += "".join(c for c in parts if c in tones)
    shown, name = decode(typed.encode("cp1258"), declared)
    assert (unicodedata.normalize("NFC", shown), name) == (text, "windows-1258")


@pytest.mark.parametrize(
    "text",
    ["Tr\xad\xeang tiÓu häc Kªnh Nhá tæ chøc ngµy héi ®äc s¸ch c¸c em " * 3, "Élève à l'école, où là-bas déjà " * 9],
)  # fmt: skip
def test_other_bytes_are_not_taken_for_windows_1258(text: str) -> None:
    assert decode(text.encode("windows-1252"), "text/html")[1] == "windows-1252"
