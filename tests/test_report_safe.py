"""Text of strangers: shown, linked, and in the names of files (R02, R05, R07)."""

from __future__ import annotations

import pytest

from linter.report.names import file_names
from linter.report.safe import encodable, line, shown, web_link, writable


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)", "java\tscript:alert(1)", " javascript:alert(1)", "JaVaScRiPt:alert(1)",
        "data:text/html,<script>", "vbscript:x", "//evil.example/", "http:evil", "http://",
        "\x01javascript:1", "http:\\\\evil.example",
        "https://a.example\\@evil.example/", "https://a.example/\nx", "ftp://a.example/", "/tin/1", "", None,
        "http://[::1", "https://a.example/\u0085", "https://a.example/\ud800",
    ],
)  # fmt: skip
def test_r02_only_whole_http_addresses_become_links(url: str | None) -> None:
    assert web_link(url) is None


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1:8101/tin?id=1&a=2", "https://truong.example/giới-thiệu", "HTTPS://A.example/"]
)
def test_r02_honest_addresses_do(url: str) -> None:
    assert web_link(url) == url


def test_r05_what_no_file_can_hold_is_dropped() -> None:
    assert writable("a\x00b\x1b[0m\x85c\ufffe\ud800d\te\n") == "ab[0mc\ufffdd\te\n"


def test_r07_direction_towers_and_length() -> None:
    assert shown("Bài \u202egnp.exe") == "Bài gnp.exe"
    assert shown("e" + "\u0301" * 50) == "e" + "\u0301" * 3
    assert shown("Trường Tiểu học") == "Trường Tiểu học", "two marks on a letter are Vietnamese"
    assert len(line("x" * 5000)) == 200
    assert line("x" * 5000).endswith("…")
    assert line(" hai\n dòng ") == "hai dòng"


def test_r09_letters_that_a_console_lacks_lose_their_marks() -> None:
    assert encodable("Chưa đạt: ½ trang “A4” ✗ –", "ascii") == 'Chua dat: 1/2 trang "A4" x -'
    assert encodable("Đạt ở đây ≈ ½", "cp1252") == "Dat o day ~ ½"
    assert encodable("Có mặt", "cp1252") == "Co mat", "all marks or none"
    assert encodable("đã có", "utf-8") == "đã có"
    assert encodable("Chưa đạt ✗", "utf-8") == "Chưa đạt ✗"
    assert encodable("学校", "ascii") == "??"


def test_names_of_files_are_safe_on_windows_and_never_meet() -> None:
    ids = ["th-a", "TH-A", "index", "con", "../../etc/passwd", "a/b", "a?b", "trường", "", "x" * 300, "th-b"]
    names = file_names(ids)
    assert names["th-a"] == "th-a.html"
    assert names["th-b"] == "th-b.html"
    files = [names[school].lower() for school in ids]
    assert len(set(files)) == len(ids)
    assert "index.html" not in files
    assert "con.html" not in files
    assert all(set(name) <= set("abcdefghijklmnopqrstuvwxyz0123456789-_.") and len(name) < 100 for name in files)
    assert file_names(ids) == names
