"""What an answer really is. C40–C45, C50, C54, and pages that cost more to look at than they are long."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest
from crawling import page, post, prose

from linter.crawl.signs import (
    DEEPEST,
    MOST_TAGS,
    asks_to_log_in,
    is_page,
    read_signs,
    refresh,
    too_complex,
    visible_text,
)
from linter.text.vietnamese import syllables

NUKEVIET = (
    "<html><head><title>Hãy đợi...</title><style>.floodblocker {margin: 50px}</style></head><body>"
    '<div class="floodblocker">Hệ thống đang từ chối truy cập của bạn.<br/><span>Hãy đợi <span id="secField">60</span>'
    " giây...</span></div><script>var Timeout = '60';</script></body></html>"
)


def meaning(html: str) -> str | None:
    sign = read_signs(html)
    return sign.meaning if sign else None


@pytest.mark.parametrize(
    "html",
    [
        NUKEVIET,
        "<title>Just a moment...</title><p>Checking your browser before accessing</p>",
        "<title>Attention Required! | Cloudflare</title>",
        "<body>Verify you are human by completing the action below.",
    ],
)
def test_a_page_that_says_wait_is_a_block(html: str) -> None:
    assert meaning(html) == "blocked"


@pytest.mark.parametrize(
    "html",
    [
        page("Chiếu phim “Hãy đợi đấy” cho các em", "<p>Chiều thứ sáu, các em lớp 1 xem phim hoạt hình.</p>"),
        page("Chờ tin", "<p>Nhà trường đề nghị phụ huynh hãy đợi thông báo tiếp theo về lịch học.</p>"),
        post("Hãy đợi đấy", prose("phim")),
    ],
)
def test_a_page_about_waiting_is_a_page(html: str) -> None:
    assert meaning(html) is None


def test_a_long_page_that_quotes_a_block_is_a_page() -> None:
    assert meaning(page("Hãy đợi...", prose("tin học", 30))) is None


@pytest.mark.parametrize(
    "text",
    ["Website đang bảo trì", "Tên miền này đã hết hạn", "Account Suspended", "Welcome to nginx!", "Hosting đã hết hạn"],
)
def test_a_name_without_a_site(text: str) -> None:
    assert meaning(f"<html><body><h1>{text}</h1></body></html>") == "parked"


@pytest.mark.parametrize(
    "html",
    [
        '<body><div id="app"></div><script src="/a.js"></script>',
        "<body><div id=root>Đang tải…</div><script src=/a.js></script>",
        "<body><noscript>You need to enable JavaScript to run this app.</noscript><div id=main></div>",
    ],
)
def test_an_empty_shell_needs_a_script(html: str) -> None:
    assert meaning(html) == "needs-js"


def test_empty_and_login() -> None:
    assert meaning("<html><head><title></title></head><body> <br> </body></html>") == "empty"
    assert meaning("") == "empty"
    assert meaning("<frameset><frame src=a.html></frameset>") == "empty"
    assert meaning('<body>Đăng nhập<form><input type="password"></form>') == "login-required"
    assert meaning(page("Trang", prose("hội thi") + "<input type=password>")) is None


@pytest.mark.parametrize(
    ("lines", "asks"),
    [
        (["Bạn cần đăng nhập để xem nội dung này"], True),
        (["Vui lòng đăng nhập"], True),
        (["Bạn không có quyền truy cập khu vực này."], True),
        (["Bạn cần đăng nhập với tư cách là Thành viên chính thức để có thể bình luận"], False),
        (["Đăng nhập để xem và gửi bình luận"], False),
        (["Để giữ an toàn, các em không cho ai biết mật khẩu đăng nhập của mình."], False),
        (["Vui lòng đăng nhập", *["Nội dung dài về trường"] * 30], False),
    ],
)
def test_a_main_part_that_asks_to_log_in(lines: list[str], asks: bool) -> None:
    assert asks_to_log_in(lines, sum(map(syllables, lines))) is asks


@pytest.mark.parametrize(
    ("tag", "target"),
    [
        ('<meta http-equiv="refresh" content="0;url=/vi/">', "/vi/"),
        ("<META HTTP-EQUIV=Refresh CONTENT='5; URL=http://b.example/'>", "http://b.example/"),
        ('<meta http-equiv="refresh" content="0; url=&quot;/a?x=1&amp;y=2&quot;">', '"/a?x=1&y=2"'),
        ('<meta content="0;url=/a" http-equiv="refresh">', "/a"),
        ('<meta http-equiv="refresh" content="300;url=/a">', None),
        ('<meta http-equiv="refresh" content="60">', None),
        ('<noscript><meta http-equiv="refresh" content="0;url=/khong-js"></noscript>', None),
        ('<!-- <meta http-equiv="refresh" content="0;url=/cu"> -->', None),
        ("<script>document.write('<meta http-equiv=refresh content=0;url=/a>')</script>", None),
        ('<noscript>x</noscript><!-- x --><meta http-equiv="refresh" content="1;url=/a">', "/a"),
    ],
)
def test_where_a_page_sends_its_reader(tag: str, target: str | None) -> None:
    assert refresh(f"<html><head>{tag}</head><body>x</body></html>") == target


PDF, ZIP, PNG, DOC = b"%PDF-1.4 x", b"PK\x03\x04x", b"\x89PNG\r\n", b"\xd0\xcf\x11\xe0x"


@pytest.mark.parametrize(
    ("body", "media", "disposition", "is_one"),
    [
        (b"<html><body>x", "text/html", "", True),
        ("Chỉ có chữ".encode(), "text/html", "", True),
        (b"", "text/html", "", True),
        (b"\xef\xbb\xbf \r\n<!DOCTYPE html>", "application/octet-stream", "", True),
        (b"<?xml version='1.0'?><html xmlns='x'>", "application/xml", "", True),
        (b"<html>", "text/plain", "", True),
        (b"<html>", "", "", True),
        ("<html><body>x".encode("utf-16"), "application/octet-stream", "", True),
        (b"\0\1\2", "application/octet-stream", "", False),
        ("Tên;Lớp".encode(), "text/plain", "", False),
        (PDF, "text/html", "", False), (ZIP, "text/html", "", False), (PNG, "", "", False),
        (DOC, "text/html", "", False),
        (b"<html>", "application/msword", "", False), (b"<html>", "image/png", "", False),
        (b"{}", "application/json", "", False), (b"<rss>", "application/rss+xml", "", False),
        (b"<html><body>x", "text/html", 'attachment; filename="bai.html"', False),
        (b"<html><body>x", "text/html", "inline", True),
    ],
)  # fmt: skip
def test_pages_are_told_from_files_by_their_bytes(body: bytes, media: str, disposition: str, is_one: bool) -> None:
    assert is_page(body, media, disposition) is is_one


def test_too_deep_or_too_many_elements() -> None:
    assert too_complex("<DIV>" * (DEEPEST + 1))
    assert too_complex("<font>" * (DEEPEST + 1))
    assert not too_complex("<div></div>" * (DEEPEST + 1))
    assert not too_complex("<table>" + "<tr><td>một<td>hai" * 5000 + "</table>"), "cells need no end"
    assert too_complex("<br>" * (MOST_TAGS + 1))
    assert not too_complex(page("Trang", prose("hội thi") * 50))


def test_what_a_person_would_read() -> None:
    assert visible_text("<p>Một<script>hai</script> <b>ba</b><style>bốn</style></p>năm") == "Một ba năm"
    assert visible_text("<p>Một<script>hai") == "Một"


HOSTILE = [
    "<div " * 800_000, "<div id=app>" * 300_000, '<div id="app">' + " " * 4_000_000, "<noscript " * 400_000,
    "<noscript>" * 400_000, "<title " * 500_000, "<title>" * 500_000, "<" * 4_000_000, "<meta " * 600_000,
    "<meta http-equiv=refresh " * 160_000, "<meta http-equiv=refresh>" * 160_000,
    "<meta http-equiv=refresh content=" + "1" * 4_000_000, "<!--" * 1_000_000, "đăng nhập " * 300_000,
]  # fmt: skip


@pytest.mark.parametrize("look", [read_signs, refresh, too_complex], ids=lambda f: f.__name__)
@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_four_megabytes_of_anything_are_looked_at_once(look: Callable[[str], object], text: str) -> None:
    began = time.process_time()
    look(text)
    assert time.process_time() - began < 3, "not linear"


@pytest.mark.parametrize(
    "html",
    [
        page("Liên hệ", f"<p>Website đang xây dựng, mời xem tin ở bảng tin của trường.</p>{prose('hội thi', 3)}"),
        page("Hội chợ", f"<p>Hệ thống nước của trường đang bảo trì.</p>{prose('hội chợ', 1)}"),
        page("Tin", f"<p>Em viết: This old book is for sale.</p>{prose('sách', 3)}"),
        page("Index of prices", "<p>Bảng giá các món ăn của bếp trường.</p>"),
        page("Tin", f"<p>Vui lòng xác nhận bạn không phải là người máy</p>{prose('thư', 3)}"),
        page(
            "Tin", prose("hội thi", 1), head="<script src='/cdn-cgi/challenge-platform/scripts/jsd/main.js'></script>"
        ),
        "<title>Trường</title><script>var a</script><a href='/vao/'><img src='/bia.jpg'></a>",
        "<title>Trường</title><script>document.cookie='a=1'; if (x) location.reload()</script><a href='/vao/'>Vào</a>",
        page("Tên miền đã hết hạn", prose("tên miền", 30)),
    ],
)
def test_words_of_a_notice_in_a_text_of_its_own_are_a_text(html: str) -> None:
    assert meaning(html) is None


def test_advertisements_under_a_notice_are_no_text() -> None:
    row = "<p><a href='http://ads.example/'>Related search about loans and cars</a></p>"
    assert meaning(f"<p>This domain is parked.</p>{row * 60}") == "parked"
    assert meaning(f"<p>This domain is parked.</p>{prose('tên miền', 20)}{row * 60}") is None


def test_many_cookies_are_looked_at_once() -> None:
    began = time.process_time()
    assert meaning("<title>x</title><script>" + "document.cookie=" * 250_000) == "needs-js"
    assert time.process_time() - began < 3, "not linear"
