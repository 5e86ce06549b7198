# ruff: noqa: E501 -- pages as they come
"""Hostile pages through the whole of it: C39–C52 and C59–C64 of the hostile cases. Sites stand in memory.

What one function decides is tested beside that function; here a page is answered, crawled, read and judged.
"""

from __future__ import annotations

import json as standard
import re
import time
import unicodedata
import zlib
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

import httpx
import pytest
from crawling import HOME, NAME, Web, judged, page, post, prose, school_list, verdict
from districts import status
from samples import PAGES
from selectolax.lexbor import LexborHTMLParser

from linter.crawl.reply import Response
from linter.crawl.view import TOO_COMPLEX, File, Unreadable, View, look
from linter.model import CrawlNote
from linter.read.element import LexborElement
from linter.read.hidden import hidden_ids
from linter.read.html import Reading
from linter.read.lines import lines_of
from linter.read.tables import rows_of
from linter.read.visible import steps
from linter.report import html, json
from linter.reported import ArticleReport, Report
from linter.text.signature import is_person, signature_of
from linter.text.verse import shape_of

SECTIONS = ("section-about", "section-organisation", "section-contact")
UNDECIDED = {"needs-review", "not-checked", "not-applicable"}
ABOUT = f"<p>{NAME} được thành lập năm 1990 bên dòng kênh.</p>{prose('nhà trường', 8)}"
ORGANISATION = (
    "<table><tr><td>STT</td><td>Họ tên</td><td>Chức vụ</td></tr><tr><td>1</td><td>Trương Thị Lúa</td><td>Hiệu trưởng</td></tr>"
    "<tr><td>2</td><td>Đoàn Văn Sậy</td><td>Phó Hiệu trưởng</td></tr></table><p>Tổ 1</p><p>Tổ 2 + 3</p>"
)
CONTACT = f"<p>{NAME}</p><p>Địa chỉ: ấp Kênh Nhỏ, xã Rạch Sậy<br>Điện thoại: (0299) 3000 123<br>Email: thkenhnho@rachsay.edu.example</p>"
LABELS = ("Giới thiệu", "Cơ cấu tổ chức", "Liên hệ")
TITLE = "Ngày hội đọc sách bên kênh"
BODY = prose("ngày hội", 14)
SHORT = prose("ngày hội", 4)


def known(*values: Any, why: str, id: str | None = None) -> Any:  # noqa: A002 -- as pytest calls it
    """A case that the program does not get right yet."""
    return pytest.param(*values, id=id, marks=pytest.mark.xfail(strict=True, reason=why))


def site(posts: Mapping[str, Any] | None = None, **sections: str) -> dict[str, Any]:
    """A site that has all that a school's site needs, and posts; addresses say nothing of what they lead to."""
    menu = dict(zip((*LABELS, "Tin tức"), ("/p/1/", "/p/2/", "/p/3/", "/tin/"), strict=True))
    texts = {"about": ABOUT, "organisation": ORGANISATION, "contact": CONTACT, **sections}
    pages = {
        f"/p/{n}/": page(label, text, menu=menu)
        for n, (label, text) in enumerate(zip(LABELS, texts.values(), strict=True), 1)
    }
    links = "".join(f'<p><a href="{url}">Tin {n}</a></p>' for n, url in enumerate(posts or {}))
    return {
        "/": page("Trang chủ", prose("hội thi", 3), menu=menu),
        **pages,
        "/tin/": page("Tin tức", links, menu=menu),
        **(posts or {}),
    }  # fmt: skip


def report(answers: Mapping[str, Any], **more: Any) -> Report:
    return judged(Web(answers, **more)).reports[0]


def told(found: Report) -> dict[str, str]:
    return {rule: status(found.outcomes, rule) for rule in SECTIONS}


PASSED = dict.fromkeys(SECTIONS, "pass")
UNCHECKED = dict.fromkeys(SECTIONS, "not-checked")


def of(found: Report, rule: str) -> list[str]:
    """The statuses of a rule on each article."""
    return [status(article.outcomes, rule) for article in found.articles]


def measured(article: ArticleReport) -> tuple[Any, ...]:
    """What the rules made of an article's form and length."""
    wanted = [o.verdict for o in article.outcomes if o.rule in {"prose-form", "article-length"}]
    return tuple((v.status.value, dict(v.facts)) for v in wanted)


def answer(body: str | bytes, media: str = "text/html; charset=utf-8") -> httpx.Response:
    return httpx.Response(
        200, content=body.encode() if isinstance(body, str) else body, headers={"Content-Type": media}
    )


def seen(body: str, url: str = f"{HOME}tin/bai-12.html") -> View:
    return look(Response(url, url, 200, {"content-type": "text/html; charset=utf-8"}, body.encode(), ()))


def words(view: View) -> str:
    assert isinstance(view, Reading), view
    return " ".join(block.text for block in (view.article.blocks if view.article else view.page.blocks))


def nukeviet(title: str, body: str, *, after: str = "") -> str:
    return (
        f'<html><head><title>{title}</title><meta name="generator" content="NukeViet v4.5"></head><body><div class="news_column">'
        f'<h1 class="title">{title}</h1><span class="h5">Thứ hai - 05/10/2026 08:00</span>'
        f'<div id="news-bodyhtml" class="bodytext">{body}</div>{after}</div></body></html>'
    )


def unnamed(title: str, body: str, *, after: str = "") -> str:
    """A post of a site whose markup nobody knows."""
    return (
        f"<html><head><title>{title}</title></head><body><div id='m'><a href='/p/1/'>Một</a> <a href='/p/2/'>Hai</a></div>"
        f"<div class='ct'><div class='td'>{title}</div><div>Ngày đăng: 05/10/2026</div><div class='nd'>{body}</div>{after}</div></body></html>"
    )


def wordpress(title: str, body: str, *, after: str = "") -> str:
    return post(title, body, more=after)


FAMILIES: dict[str, tuple[Callable[..., str], str]] = {
    "wordpress": (wordpress, "/ngay-hoi/"),
    "nukeviet": (nukeviet, "/tin/ngay-hoi-12.html"),
    "unnamed": (unnamed, "/chi-tiet/ngay-hoi-12.html"),
}


def posted(family: str, body: str, *, after: str = "") -> Report:
    written, url = FAMILIES[family]
    return report(site({url: written(TITLE, body, after=after)}))


def only(found: Report) -> ArticleReport:
    assert len(found.articles) == 1, [article.article.url for article in found.articles]
    return found.articles[0]


@pytest.mark.parametrize("family", FAMILIES)
def test_the_site_without_anything_hostile_passes(family: str) -> None:
    found = posted(family, BODY)
    assert told(found) == PASSED
    assert found.crawl.status == "completed"
    assert (of(found, "prose-form"), of(found, "article-length")) == (["pass"], ["pass"])


# --- C39: 200 for whatever is asked ---------------------------------------------------------------------------------

_LEAD = f"<h1>{TITLE}</h1><p>Đăng ngày 05/10/2026</p>{SHORT}"
SOFT = {
    "the home page": page("Trang chủ", f"<h2>{TITLE}</h2><p>Đăng ngày 05/10/2026</p>{SHORT}"),
    "a page with the day": page("Lỗi", "<p>Thứ hai, 05/10/2026 08:00</p><p>Trang bạn tìm không còn, mời bạn xem tin khác của nhà trường.</p>"),
    "a post that says sorry": post("Ôi!", "<p>Trang không tồn tại, mời xem bài khác của trường.</p>"),
    "the newest post": page(TITLE, _LEAD),
}  # fmt: skip


@pytest.mark.parametrize("missing", SOFT.values(), ids=SOFT)
def test_c39_dead_links_that_are_answered_with_something_else_are_no_articles(missing: str) -> None:
    answers = site({"/ngay-hoi/": post(TITLE, BODY)})
    dead = "".join(f'<p><a href="/tin-cu-{n}.html">Tin cũ {n}</a></p>' for n in range(4))
    answers["/tin/"] = answers["/tin/"].replace("</h1>", f"</h1>{dead}")
    counter = iter(range(1000, 9999))
    found = report(answers, missing=lambda _: missing.replace("</body>", f"<p>Lượt xem: {next(counter)}</p></body>"))
    assert [a.article.url for a in found.articles] == [f"{HOME}ngay-hoi/"]
    assert told(found) == PASSED


# --- C40–C42: a home page that is none ------------------------------------------------------------------------------

PARKED = {
    "suspended": "<title>Account Suspended</title><h1>This Account has been suspended.</h1><p>Contact your hosting provider for more information.</p>",
    "for sale": "<h1>Tên miền này đang được rao bán</h1>",
    "with a frame": page("Trường Kênh Nhỏ", "<p>Website đang bảo trì, mời quý phụ huynh quay lại sau.</p>", menu={"Trang chủ": "/"}),
    "being maintained": "<title>Bảo trì</title><h1>Website đang được bảo trì</h1><p>Xin quay lại sau.</p>",
    "system": "<title>Kênh Nhỏ</title><h1>Hệ thống đang bảo trì, nâng cấp</h1><p>Mong quý phụ huynh thông cảm.</p>",
    "stopped": "<title>Kênh Nhỏ</title><h1>Trang web tạm ngừng hoạt động để nâng cấp</h1>",
    "wordpress": "<title>Maintenance</title><p>Briefly unavailable for scheduled maintenance. Check back in a minute.</p>",
    "locked": "<h1>Tài khoản hosting đã bị tạm khóa</h1><p>Vui lòng liên hệ nhà cung cấp.</p>",
    "service over": "<h1>Dịch vụ hosting của quý khách đã hết hạn</h1>",
    "site over": "<h1>Website đã hết hạn sử dụng, vui lòng gia hạn</h1>",
    "named domain": "<h1>Tên miền th-kenh-nho.edu.example đã hết hạn</h1>",
    "named for sale": "<h1>th-kenh-nho.edu.example is for sale</h1><p>Buy this domain</p>",
    "cpanel": "<title>Default Web Site Page</title><h1>SORRY!</h1><p>If you are the owner of this website, please contact your hosting provider.</p>",
    "iis": "<title>IIS Windows Server</title><a href='http://iis.example/'><img src='iisstart.png' alt='IIS'></a>",
    "apache": "<html><body><h1>It works!</h1></body></html>",
    "plesk": "<title>Domain Default page</title><p>You see this page because there is no Web site at this address.</p>",
    "index of": "<title>Index of /</title><h1>Index of /</h1><pre><a href='?C=N;O=D'>Name</a></pre>",
    "link farm": "<p>This domain is parked. Buy it now.</p>" + "".join(f"<p><a href='http://ads.example/{n}'>Related search about loans number {n}</a></p>" for n in range(60)),
    "to be built": "<title>Kênh Nhỏ</title><h1>Website đang xây dựng</h1>",
}  # fmt: skip


@pytest.mark.parametrize("home", PARKED.values(), ids=PARKED)
def test_c40_a_name_without_a_site_is_parked_and_no_section_is_missing(home: str) -> None:
    found = report({"/": home})
    assert told(found) == UNCHECKED
    assert found.crawl.status == "parked"
    assert "bảo trì" in found.crawl.reason


@pytest.mark.parametrize(
    "words", ["Website đang bảo trì nên các em xem lịch ở bảng tin.", "Tên miền này đã hết hạn, trường vừa gia hạn."]
)
def test_c40_a_short_post_that_speaks_of_maintenance_is_a_post(words: str) -> None:
    found = report(site({"/thong-tin/": post(TITLE, f"<p>{words}</p>{SHORT}")}))
    assert len(found.articles) == 1
    assert found.crawl.failed == 0


CHALLENGES = {
    "cloudflare": '<html><head><title>Just a moment...</title></head><body><noscript>Enable JavaScript and cookies to continue</noscript></body></html>',
    "incapsula": '<iframe src="/_Incapsula_Resource?x">Request unsuccessful. Incapsula incident ID: 1</iframe>',
    "cloudflare in Vietnamese": '<title>Chờ một chút...</title><div id="challenge-error-text">Bật JavaScript và cookie để tiếp tục</div><script src="/cdn-cgi/challenge-platform/x.js"></script>',
    "a cookie by script": '<html><body><script>document.cookie="D1N=abc; expires=Fri, 31-Dec-2099";window.location.reload(true);</script></body></html>',
    "browser check": "<title>Kiểm tra trình duyệt</title><p>Đang kiểm tra trình duyệt của bạn trước khi truy cập…</p>",
    "a captcha": "<title>Xác minh</title><p>Vui lòng xác nhận bạn không phải là người máy</p><form><div class='g-recaptcha'></div></form>",
    "a firewall": "<title>Not Acceptable!</title><h1>Not Acceptable!</h1><p>This error was generated by Mod_Security.</p>",
}  # fmt: skip


@pytest.mark.parametrize("home", CHALLENGES.values(), ids=CHALLENGES)
def test_c41_a_challenge_is_a_block_that_nobody_tries_to_pass(home: str) -> None:
    cookies: list[str | None] = []

    def challenged(request: httpx.Request) -> httpx.Response:
        cookies.append(request.headers.get("cookie"))
        return httpx.Response(200, text=home, headers={"Content-Type": "text/html", "Set-Cookie": "cf=1; Path=/"})

    web = Web({"/": challenged})
    found = judged(web).reports[0]
    assert told(found) == UNCHECKED
    assert found.crawl.status == "blocked"
    assert set(cookies) == {None}
    assert set(web.paths()) == {"/"}
    assert len(cookies) <= 3


SHELLS = {
    "nuxt": "<div id='__nuxt'></div>",
    "next": '<div id="__next"></div><script id="__NEXT_DATA__" type="application/json">{"a": "Giới thiệu"}</script>',
    "asks for scripts": "<noscript>Trình duyệt của bạn cần bật JavaScript</noscript><div id='x'>Đang tải</div>",
    "angular": "<app-root></app-root>",
    "angular that loads": "<app-root>Đang tải...</app-root>",
    "a spinner in the root": "<div id='app'><div class='spinner'>Đang tải dữ liệu</div></div>",
    "a wrapper": "<div id='wrapper'></div>",
    "flutter": "<flt-glass-pane></flt-glass-pane><p>Loading</p>",
    "another notice": "<noscript>Vui lòng cho phép Javascript để tiếp tục.</noscript><div id='x'>Đang tải</div>",
}  # fmt: skip


@pytest.mark.parametrize("shell", SHELLS.values(), ids=SHELLS)
def test_c42_a_shell_of_scripts_needs_them_and_no_section_is_missing(shell: str) -> None:
    found = report(
        {"/": f"<html><head><title>Kênh Nhỏ</title></head><body>{shell}<script src='main.js'></script></body></html>"}
    )
    assert told(found) == UNCHECKED
    assert found.crawl.status == "needs-js"


# --- C43–C45: more markup than text ---------------------------------------------------------------------------------


@pytest.mark.slow
def test_c43_a_million_nested_elements_are_not_parsed() -> None:
    began = time.process_time()
    assert seen("<div>" * 1_000_000 + ABOUT) == Unreadable(TOO_COMPLEX)
    assert time.process_time() - began < 10


@pytest.mark.parametrize("tag", ["div", "font", "table", "section", "header", "footer", "nav", "aside"])
def test_c43_depth_is_seen_before_anything_is_parsed(tag: str) -> None:
    assert seen(f"<title>T</title>{f'<{tag}>' * 2500}{ABOUT}") == Unreadable(TOO_COMPLEX)


@pytest.mark.parametrize("tag", ["pre", "dialog", "summary", "menu", "dir", "listing", "hgroup"])
def test_c43_elements_that_old_pages_nest_are_counted_too(tag: str) -> None:
    assert seen(f"<title>T</title>{f'<{tag}>' * 4000}{ABOUT}") == Unreadable(TOO_COMPLEX)


@pytest.mark.slow
def test_c43_links_below_many_hidden_elements_are_counted_once() -> None:
    links = "".join(f"<a href='http://qc{n}.example/'>Tin {n}</a>" for n in range(7))
    nested = f"<div style='display:none'>{links}" * 400 + "</div>" * 400
    began = time.process_time()
    view = seen(f"<title>T</title>{ABOUT}{nested}")
    assert time.process_time() - began < 10
    assert isinstance(view, Reading)
    assert view.planted == "2800 liên kết, như “Tin 0” tới qc0.example"


def test_c43_a_hidden_block_around_a_hidden_menu_of_the_site_is_no_evidence() -> None:
    out = "".join(f"<a href='http://qc{n}.example/'>Tin {n}</a>" for n in range(4))
    inner = "<div hidden><a href='/p/1/'>Giới thiệu</a></div>"
    found = [seen(f"<title>T</title>{ABOUT}<div hidden>{out}{more}</div>") for more in ("", inner)]
    assert [bool(view.planted) for view in found if isinstance(view, Reading)] == [True, False]


@pytest.mark.slow
@pytest.mark.parametrize(
    "line", ["ngày-" * 20_000, "Lê Thị Lúa, " * 3000 + "Lúa", "Lê Thị\u200bLúa-" * 3000, "tháng " * 20_000]
)
def test_c45_a_line_without_end_is_no_signature(line: str) -> None:
    began = time.process_time()
    assert signature_of([BODY, line, "Lê Thị Lúa"])[0] == "Lê Thị Lúa"
    assert not is_person(line)
    assert time.process_time() - began < 10


@pytest.mark.slow
def test_c45_a_hundred_thousand_short_lines_have_a_shape() -> None:
    began = time.process_time()
    assert shape_of([f"w{n} kênh nhỏ" for n in range(100_000)]) == "list"
    assert time.process_time() - began < 10


WORD = "<xml><w:WordDocument><w:View>Normal</w:View><w:Zoom>0</w:Zoom><w:TrackMoves/>false</w:WordDocument></xml>"


@pytest.mark.parametrize("word", [WORD, WORD.replace("<xml>", "").replace("</xml>", "")], ids=["xml", "w"])
def test_c44_what_word_left_on_a_page_is_no_text(word: str) -> None:
    body = LexborHTMLParser(f"<body><div>{word}<p>Kênh nhỏ</p></div></body>").body
    assert body is not None
    assert [line.text for line in lines_of(body, ())] == ["Kênh nhỏ"]
    element = LexborElement(body, hidden_ids(body))
    assert "".join(node for _, node in steps(element, shown=True) if isinstance(node, str)) == "Kênh nhỏ"


def test_c44_a_tag_of_word_that_nobody_closed_hides_no_text() -> None:
    body = LexborHTMLParser("<body><div><w:TrackMoves/><p>Kênh nhỏ</p></div></body>").body
    assert body is not None
    assert [line.text for line in lines_of(body, ())] == ["Kênh nhỏ"]


def test_c44_hidden_rows_of_a_table_are_no_rows() -> None:
    rows = "<tr><td>A<td>B</tr><tr hidden><td>X<td>Y</tr><tbody style='display:none'><tr><td>Z<td>T</tr></tbody>"
    tree = LexborHTMLParser(f"<body><table>{rows}<tr><td>C<td style='display:none'>N<td>D</tr></table></body>")
    table = tree.css_first("table")
    assert tree.body is not None
    assert table is not None
    assert rows_of(LexborElement(table, hidden_ids(tree.body))) == ["A\tB", "C\tD"]
    assert len(LexborElement(table).inside("tr")) == 4


@pytest.mark.parametrize("depth", [256, 999])
@pytest.mark.parametrize("tag", ["div", "span", "font", "b", "small", "dl"])
@pytest.mark.parametrize("family", FAMILIES)
def test_c44_no_text_vanishes_below_many_elements(family: str, tag: str, depth: int) -> None:
    """lxml drops what lies deeper than 256 elements, without a word."""
    written, url = FAMILIES[family]
    nested, flat = (written(TITLE, f"{f'<{tag}>' * deep}{BODY}") for deep in (depth - 20, 0))
    assert words(seen(nested, HOME[:-1] + url)) == words(seen(flat, HOME[:-1] + url))


@pytest.mark.parametrize("depth", [256, 999])
def test_c44_no_section_vanishes_below_many_elements(depth: int) -> None:
    below = "<div>" * (depth - 20)
    assert told(report(site(about=below + ABOUT, organisation=below + ORGANISATION, contact=below + CONTACT))) == PASSED


@pytest.mark.parametrize("before", ["", ABOUT, "<h1>Giới thiệu</h1>"])
def test_c45_sixty_kilobytes_of_unclosed_tags_cost_one_page_and_accuse_nobody(before: str) -> None:
    junk = before + "<a <a " * 10_000
    began = time.process_time()
    found = report(site({"/ngay-hoi/": post(TITLE, f"{SHORT}{junk}")}, about=junk))
    assert time.process_time() - began < 10
    assert told(found)["section-about"] in {"pass", "not-checked"}
    assert told(found)["section-organisation"] == "pass"
    assert "fail" not in of(found, "article-length")
    assert found.crawl.status == "completed"


# --- C46, C47: letters that are not what they say -------------------------------------------------------------------

_TCVN3 = dict(zip(
    "àảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵăâêôơưđĂÂÊÔƠƯĐ",
    "µ¶·¸¹»¼½¾ÆÇÈÉÊËÌÎÏÐÑÒÓÔÕÖ×ØÜÝÞßáâãäåæçèéêëìíîïñòóôõö÷øùúûüýþ¨©ª«¬\u00ad®¡¢£¤¥¦§",
    strict=True,
))  # fmt: skip
_VNI_ALONE = dict(zip("đơưíìỉĩịỵĐƠƯ", "ñôöíìæóòîÑÔÖ", strict=True))
_VNI_MARKS = {"": "", "\u0301": "ù", "\u0300": "ø", "\u0309": "û", "\u0303": "õ", "\u0323": "ï"}
_VNI_HATS = {
    "\u0302": dict(zip(_VNI_MARKS, "âáàåãä", strict=True)),
    "\u0306": dict(zip(_VNI_MARKS, "êéèúüë", strict=True)),
}


def _tcvn3(text: str) -> str:
    return "".join(_TCVN3.get(letter, _TCVN3.get(letter.lower(), letter)) for letter in text)


def _vni_letter(letter: str) -> str:
    parts = unicodedata.normalize("NFD", letter)
    if letter in _VNI_ALONE or not "a" <= parts[0].lower() <= "z" or len(parts) == 1:
        return _VNI_ALONE.get(letter, letter)
    tone = next((mark for mark in parts[1:] if mark in _VNI_MARKS), "")
    hat = next((mark for mark in parts[1:] if mark in _VNI_HATS), "")
    base = _VNI_ALONE[unicodedata.normalize("NFC", f"{parts[0]}\u031b")] if "\u031b" in parts else parts[0]
    return base + (_VNI_HATS[hat] if hat else _VNI_MARKS)[tone]


def _vni(text: str) -> str:
    return "".join(map(_vni_letter, unicodedata.normalize("NFC", text)))


def _cp1258(text: str) -> bytes:
    """Tones are letters of their own there."""
    tones = "\u0300\u0301\u0303\u0309\u0323"
    found = []
    for letter in unicodedata.normalize("NFC", text):
        parts = unicodedata.normalize("NFD", letter)
        base = unicodedata.normalize("NFC", "".join(part for part in parts if part not in tones))
        found += [base, *(part for part in parts if part in tones)]
    return "".join(found).encode("cp1258", "xmlcharrefreplace")


Encode = Callable[[str], bytes]
READABLE: dict[str, tuple[Encode, str]] = {
    "windows-1258 is said, UTF-8 is sent": (str.encode, "text/html; charset=windows-1258"),
    "UTF-16 without a mark, UTF-8 is said": (lambda text: text.encode("utf-16-le"), "text/html; charset=utf-8"),
    "UTF-16, the great end first": (lambda text: text.encode("utf-16-be"), "text/html"),
    "windows-1258 is said and sent": (_cp1258, "text/html; charset=windows-1258"),
    **{f"{name} is said": (str.encode, f"text/html; charset={name}") for name in ("idna", "zlib", "utf-16", "hex", "rot13", "x" * 300, '"')},
}  # fmt: skip


def encoded(encode: Encode, media: str, posts: Mapping[str, str]) -> dict[str, Any]:
    return {url: answer(encode(text), media) for url, text in site(posts).items()}


@pytest.mark.parametrize(("encode", "media"), READABLE.values(), ids=READABLE)
def test_c46_c47_a_site_is_read_by_its_bytes_whatever_is_said_of_them(encode: Encode, media: str) -> None:
    posts = {"/ngay-hoi/": post(TITLE, BODY)}
    clean, found = report(site(posts)), report(encoded(encode, media, posts))
    assert told(found) == PASSED
    assert only(found).article.blocks == only(clean).article.blocks
    assert only(found).article.title == TITLE


@pytest.mark.parametrize("charset", ["idna", "zlib", "utf-16", "punycode", "unicode_escape"])
def test_c47_a_codec_that_the_page_names_is_never_called(charset: str) -> None:
    declared = f'<meta charset="{charset}">'
    answers = {url: text.replace("<head>", f"<head>{declared}") for url, text in site().items()}
    assert told(report(answers)) == PASSED


UNREADABLE: dict[str, tuple[Encode, str]] = {
    "TCVN3 in UTF-8": (lambda text: _tcvn3(text).encode(), "text/html; charset=utf-8"),
    "TCVN3 in bytes": (lambda text: _tcvn3(text).encode("cp1252", "replace"), "text/html"),
    "VNI in UTF-8": (lambda text: _vni(text).encode(), "text/html; charset=utf-8"),
    "VNI in bytes": (lambda text: _vni(text).encode("cp1252", "replace"), "text/html; charset=iso-8859-1"),
    "UTF-8 taken for Latin-1": (lambda text: text.encode().decode("latin-1").encode(), "text/html; charset=utf-8"),
    "UTF-8 taken for windows-1252": (lambda text: text.encode().decode("cp1252", "replace").encode(), "text/html"),
    "windows-1258, UTF-8 is said": (_cp1258, "text/html; charset=utf-8"),
    "windows-1258, nothing is said": (_cp1258, "text/html"),
    "question marks for letters": (lambda text: text.encode("ascii", "replace"), "text/html; charset=utf-8"),
}


@pytest.mark.parametrize(("encode", "media"), UNREADABLE.values(), ids=UNREADABLE)
def test_c46_text_that_cannot_be_read_by_its_letters_accuses_nobody(encode: Encode, media: str) -> None:
    found = report(
        encoded(encode, media, {"/ngay-hoi/": post(TITLE, BODY), "/tin/hoi-12.html": nukeviet("Hội trại", BODY)})
    )
    assert "fail" not in told(found).values()
    assert {o.verdict.status.value for a in found.articles for o in a.outcomes} <= {"pass", *UNDECIDED}


# --- C48, C49: letters in disguise ----------------------------------------------------------------------------------

DIRT = {
    "NUL": "\0", "a bell": "\x07", "U+FFFE": "\ufffe", "an entity of a control": "&#1;", "an entity of no character": "&#xFFFE;",
    "zero width": "\u200b", "an entity of zero width": "&#8203;", "a joiner": "\u200d", "a word joiner": "\u2060",
    "a soft hyphen": "\u00ad", "right to left": "\u202e\u202c", "an isolate": "\u2067\u2069",
    "a grapheme joiner": "\u034f", "a variation selector": "\ufe0f", "a Mongolian separator": "\u180e",
    "an invisible plus": "\u2064", "an Arabic mark": "\u061c", "a tag": "\U000e0041",
}  # fmt: skip


def dressed(dress: Callable[[str], str], texts: tuple[str, ...] = LABELS) -> dict[str, Any]:
    """The site with all its labels, or all that its pages say, written otherwise."""
    answers = site({"/ngay-hoi/": post(TITLE, BODY)})
    if texts:
        for text in texts:
            answers = {url: body.replace(text, dress(text)) for url, body in answers.items()}
        return answers
    return {url: re.sub(r"(?<=>)[^<]+(?=<)", lambda found: dress(found[0]), body) for url, body in answers.items()}


@pytest.mark.parametrize("texts", [LABELS, ()], ids=["labels", "everything"])
@pytest.mark.parametrize("dirt", DIRT.values(), ids=DIRT)
def test_c48_what_nobody_sees_inside_words_changes_nothing(dirt: str, texts: tuple[str, ...]) -> None:
    clean, found = only(report(dressed(str))), report(dressed(dirt.join, texts))
    assert told(found) == PASSED
    assert only(found).article.blocks == clean.article.blocks
    assert only(found).article.title == TITLE
    assert measured(only(found)) == measured(clean)


_UNFIT = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]"
)
ATTACK = "A\0B\x1b[2J\u202egnp\u202c&#xD800;&#0;&#x202e;&#27;\ufffe\u200b<b>đ</b>"


def test_c48_reports_hold_nothing_of_it() -> None:
    """In titles, bylines, links, labels and addresses, read and lost."""
    text = f"{SHORT}<p>Nguồn: {ATTACK}</p><p>Tác giả: {ATTACK}</p>"
    answers = site({"/ngay-hoi/": post(f"{TITLE} {ATTACK}", text)}, contact=f"<p>Địa chỉ: {ATTACK}</p>")
    answers["/"] = page(
        f"Trang {ATTACK}",
        "<p>x</p>",
        menu={ATTACK: "/a\u202e\0b/", f"Liên hệ {ATTACK}": "/x?\x1b=\u200b", "Tin": "/tin/"},
    )
    half = "<p>\ud800 nửa chữ</p>".encode("utf-8", "surrogatepass")
    answers["/hong/"] = answer(page("Hỏng", "").encode() + half)
    run = judged(Web(answers))
    written = json.dumps(json.summary(run))
    assert standard.loads(written.encode())["schools"][0]["articles"]
    assert not [
        name for name in (written, standard.dumps(standard.loads(written), ensure_ascii=False)) if _UNFIT.search(name)
    ]
    for text in (
        html.school(run.reports[0], run, PAGES),
        html.summary(run, PAGES),
    ):
        assert not _UNFIT.search(text)
        text.encode()


def _lookalike(letters: str, others: str) -> Callable[[str], str]:
    """Letters of another script in the place of ours, under the marks of ours."""
    table = str.maketrans(letters, others)
    return lambda text: unicodedata.normalize("NFD", text).translate(table)


def _wide(text: str) -> str:
    return "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in text)


def _mixed(text: str) -> str:
    return "".join(unicodedata.normalize("NFD" if n % 2 else "NFC", letter) for n, letter in enumerate(text))


def _nfd(text: str) -> str:
    return unicodedata.normalize("NFD", text)


CYRILLIC = _lookalike("aceopxyi", "асеорхуі")
DRESSES = {"NFD": _nfd, "NFC and NFD": _mixed, "no-break blanks": lambda text: text.replace(" ", "\u00a0")}
SCRIPTS = {"Cyrillic": CYRILLIC, "full width": _wide, "full width and NFD": lambda text: _wide(_nfd(text))}
CAPITALS = {
    "Cyrillic capitals": lambda text: _lookalike("ACEOPTHKMB", "АСЕОРТНКМВ")(text.upper()),
    "Greek capitals": lambda text: _lookalike("OTHKMABENPXI", "ΟΤΗΚΜΑΒΕΝΡΧΙ")(text.upper()),
}
DRESSED = {**DRESSES, **SCRIPTS}


@pytest.mark.parametrize("dress", [*DRESSED.values(), *CAPITALS.values()], ids=[*DRESSED, *CAPITALS])
def test_c49_labels_in_disguise_lead_to_the_same_verdicts(dress: Callable[[str], str]) -> None:
    assert told(report(dressed(dress))) == PASSED


@pytest.mark.parametrize("dress", DRESSED.values(), ids=DRESSED)
def test_c49_a_whole_site_in_disguise_leads_to_the_same_verdicts(dress: Callable[[str], str]) -> None:
    found = report(dressed(dress, ()))
    assert told(found) == PASSED
    assert (of(found, "prose-form"), of(found, "article-length")) == (["pass"], ["pass"])


# --- C50–C52: what is no text ---------------------------------------------------------------------------------------

_NOISE = bytes(zlib.crc32(bytes([n % 256, n // 256])) % 256 for n in range(3000))
FILES = {
    "a picture of the web": b"RIFF\0\0\0\0WEBP",
    "Word of old": b"\xd0\xcf\x11\xe0",
    "an archive": b"Rar!\x1a",
    "PDF": b"\xef\xbb\xbf \r\n%PDF-1.4\n",
    "a film": b"\0\0\0\x18ftypmp42", "a scan": b"II*\0", "PDF after junk": b"junk\r\n\0\0%PDF-1.5\n", "xz": b"\xfd7zXZ\0",
    "a drawing": b"\xd7\xcd\xc6\x9a", "PostScript": b"%!PS-Adobe-3.0\n", "JSON": b'{"loi": "khong co"}' + b" " * 3000,
}  # fmt: skip


@pytest.mark.parametrize("magic", FILES.values(), ids=FILES)
def test_c50_the_bytes_of_a_file_under_the_type_of_a_page_are_a_file(magic: bytes) -> None:
    body = magic + (b"" if magic.startswith(b"{") else _NOISE)
    answers = {**site({"/tin/bai-12.html": answer(body, "text/html")}), "/p/1/": answer(body, "text/html")}
    found = report(answers)
    status_, reason = verdict(found.outcomes, "section-about")
    assert status_ == "not-checked"
    assert "tệp" in reason
    assert found.articles == ()


@pytest.mark.parametrize("magic", list(FILES.values())[:-1], ids=list(FILES)[:-1])
def test_c50_no_bytes_of_a_file_accuse_a_school(magic: bytes) -> None:
    bad = answer(magic + _NOISE, "text/html; charset=utf-8")
    found = report({**site({"/tin/bai-12.html": bad}), "/p/1/": bad, "/p/2/": bad, "/p/3/": bad})
    assert told(found) == UNCHECKED
    assert "fail" not in of(found, "article-length")


SCANS = {
    "a picture": "<p><img src='/a.jpg'></p>",
    "a picture that loads late": "<img src='data:image/gif;base64,R0lGOD' data-src='/a.jpg'>",
    "a PDF": "<iframe src='/a.pdf'></iframe>",
    "a PDF as an object": "<object data='/a.pdf'></object>",
    "a text of another service": "<iframe src='https://docs.google.com/document/d/x/preview'></iframe>",
    "a file of another service": "<iframe src='https://drive.google.com/file/d/x/preview'></iframe>",
    "a link to a file": "<p><a href='/a.pdf'>Xem tại đây</a></p>",
    "a background": "<div style='background-image:url(/a.jpg);height:900px'></div>",
    "a script": "<canvas id='pdf'></canvas><script>render('/a.pdf')</script>",
}


@pytest.mark.parametrize("scan", SCANS.values(), ids=SCANS)
@pytest.mark.parametrize("family", FAMILIES)
def test_c51_an_article_that_is_a_picture_or_a_file_is_not_measured(family: str, scan: str) -> None:
    found = posted(family, scan)
    assert set(of(found, "article-length")) <= UNDECIDED
    if "iframe" in scan or "object" in scan:
        assert [verdict(a.outcomes, "prose-form") for a in found.articles] == [
            ("needs-review", "thân bài không có chữ; nội dung nằm trong tệp đính kèm")
        ]


@pytest.mark.parametrize(
    "scan", ["<p><img src='/a.jpg'></p>", "<iframe src='/a.pdf'></iframe>"], ids=["picture", "PDF"]
)
@pytest.mark.parametrize("family", ["wordpress", "nukeviet", "unnamed"])
def test_c51_a_line_above_the_scan_makes_no_short_article_of_it(family: str, scan: str) -> None:
    found = posted(family, f"<p>Mời quý phụ huynh và các em học sinh xem nội dung sau đây của nhà trường.</p>{scan}")
    assert only(found)
    assert set(of(found, "article-length")) <= UNDECIDED


def _chunk(name: bytes, data: bytes) -> bytes:
    return len(data).to_bytes(4, "big") + name + data + zlib.crc32(name + data).to_bytes(4, "big")


def test_c52_pictures_are_neither_asked_for_nor_decoded() -> None:
    side = (60_000).to_bytes(4, "big")
    png = (
        b"\x89PNG\r\n\x1a\n"
        + _chunk(b"IHDR", side + side + b"\x08\x02\0\0\0")
        + _chunk(b"IDAT", zlib.compress(b"\0" * 100_000))
        + _chunk(b"IEND", b"")
    )
    assert isinstance(look(Response("u", "u", 200, {"content-type": "text/html"}, png, ())), File)
    picture = answer(png, "image/png")
    answers = site(
        {
            "/ngay-hoi/": post(
                TITLE, f"{BODY}<img src='/to.png'><img src='/anh?id=1'><p><a href='/xem-anh'>Xem ảnh lớn</a></p>"
            )
        }
    )
    web = Web({**answers, "/to.png": picture, "/anh?id=1": picture, "/xem-anh": picture})
    found = judged(web).reports[0]
    assert not {"/to.png", "/anh?id=1"} & set(web.paths())
    assert "/xem-anh" in web.paths()
    assert of(found, "article-length") == ["pass"]


# --- C59–C62: what others wrote -------------------------------------------------------------------------------------

_ROWS = [f"<a href='http://nha-cai-{n}.example/'>kèo bóng đá số {n}</a>" for n in range(40)]
SPAM = {"lines": "<br>".join(_ROWS), "a list": f"<ul>{''.join(f'<li>{row}</li>' for row in _ROWS)}</ul>"}
# Not here: opacity, max-height, style sheets. Animations and accordions hide honest text by these.
HIDING = {
    "display": "<div style='display:none'>{}</div>",
    "display, important": "<div style='color:red; DISPLAY : none!important'>{}</div>",
    "far left": "<div style='position:absolute;left:-9999px'>{}</div>",
    "far up": "<div style='position:absolute;top:-1000px'>{}</div>",
    "indented away": "<div style='text-indent:-9999px'>{}</div>",
    "no size": "<div style='font-size:0'>{}</div>",
    "no size in pixels": "<div style='font-size:0px;line-height:0'>{}</div>",
    "visibility": "<div style='visibility:hidden'>{}</div>",
    "attribute": "<div hidden>{}</div>",
    "noscript": "<noscript>{}</noscript>",
    "a small marquee": "<marquee width='1' height='1' scrollamount='9999'>{}</marquee>",
    "a small marquee by style": "<marquee style='width:1px;height:1px'>{}</marquee>",
    "one pixel": "<div style='width:1px;height:1px;overflow:hidden'>{}</div>",
    "no height": "<div style='height:0;overflow:hidden'>{}</div>",
    "margin": "<div style='margin-left:-9999px'>{}</div>",
    "far right": "<div style='position:absolute;right:-9999px'>{}</div>",
    "clipped": "<div style='position:absolute;clip:rect(0,0,0,0)'>{}</div>",
    "scaled away": "<div style='transform:scale(0)'>{}</div>",
    "no size, in rem": "<div style='font-size:0rem'>{}</div>",
    "one pixel of size": "<div style='font-size:1px'>{}</div>",
}


def spammed(hidden: Callable[[str], str]) -> list[tuple[Any, ...]]:
    """What the rules make of short articles of every family with a block of spam before or after their text."""
    posts = {}
    for written, url in FAMILIES.values():
        for spam in SPAM.values():
            for first in (True, False):
                number, block = len(posts), hidden(spam)
                text = prose(f"chuyện {number}", 4)
                posts[url.replace("ngay", f"ngay-{number}")] = written(
                    f"{TITLE} lần {number}", block + text if first else text + block
                )
    return [measured(article) for article in report(site(posts)).articles]


CLEAN = cache(lambda: spammed(lambda _: ""))


@pytest.mark.parametrize("way", HIDING.values(), ids=HIDING)
def test_c59_a_hidden_block_changes_neither_form_nor_length(way: str) -> None:
    assert len(CLEAN()) == len(FAMILIES) * len(SPAM) * 2
    assert spammed(way.format) == CLEAN()


@pytest.mark.parametrize("way", HIDING.values(), ids=HIDING)
def test_c59_what_is_hidden_is_no_section(way: str) -> None:
    bare = told(report(site(organisation="<p>Đang cập nhật</p>", contact="<p>Đang cập nhật</p>")))
    assert bare["section-contact"] != "pass"
    hidden = site(organisation=way.format(ORGANISATION), contact=way.format(CONTACT))
    assert told(report(hidden))["section-contact"] != "pass"
    assert told(report(hidden))["section-organisation"] != "pass"


def _injected(found: Report) -> list[CrawlNote]:
    return [note for note in found.crawl.notes if "chèn liên kết" in note.message]


@pytest.mark.parametrize("way", ["display", "far left", "no size"])
def test_c59_a_hidden_block_of_links_is_noted_with_its_address(way: str) -> None:
    found = posted("wordpress", BODY + HIDING[way].format(SPAM["lines"]))
    assert [note.url for note in _injected(found)] == [f"{HOME}ngay-hoi/"]
    assert "nghi bị chèn liên kết" in _injected(found)[0].message


HONEST = "Phòng, chống cá độ bóng đá trong học sinh"


@pytest.mark.parametrize("family", FAMILIES)
def test_c60_an_honest_article_about_gambling_is_an_article_and_nothing_is_noted(family: str) -> None:
    written, url = FAMILIES[family]
    text = (
        BODY
        + "<p>Công an xã tuyên truyền về tác hại của cá độ bóng đá, cờ bạc, lô đề, nhà cái trên mạng, cho vay nặng lãi.</p>"
    )
    aside = "<div style='display:none'><a href='/p/3/'>Liên hệ</a> Đang tải</div><p><a href='http://bao-rach-say.example/1'>Xem báo</a></p>"
    found = report(site({url: written(HONEST, text + aside)}))
    assert found.crawl.notes == ()
    assert only(found).article.title == HONEST
    assert (of(found, "prose-form"), of(found, "article-length")) == (["pass"], ["pass"])
    assert "cá độ bóng đá" in " ".join(block.text for block in only(found).article.blocks)


def test_c61_nobody_is_asked_under_the_name_of_a_search_engine() -> None:
    """What is shown to Googlebot alone is not seen, and nothing is claimed of it."""
    agents: list[str] = []

    def cloaked(clean: str) -> Callable[[httpx.Request], str]:
        def shown(request: httpx.Request) -> str:
            agents.append(request.headers["user-agent"])
            seen_by_engine = re.search(r"google|bing|coccoc|yandex", agents[-1], re.IGNORECASE)
            return post("Nhà cái", SPAM["lines"]) if seen_by_engine or "referer" in request.headers else clean

        return shown

    posts = {"/ngay-hoi/": post(TITLE, BODY)}
    answers = {url: cloaked(text) for url, text in site(posts).items()}
    found = report(answers)
    assert set(agents) == {"school-site-linter/test"}
    assert told(found) == PASSED
    assert only(found).article == only(report(site(posts))).article
    assert found.crawl.notes == ()


_SAID = (
    "Bài viết rất hay, cảm ơn nhà trường đã tổ chức cho các con một buổi học ngoài trời đầy ý nghĩa và bổ ích như vậy."
)
_EACH = "".join(f"<div class='comment-body'><p>Phụ huynh {n}: {_SAID}</p></div>" for n in range(20))
COMMENTS = {
    "WordPress": f"<div id='comments' class='comments-area'><h2>20 bình luận</h2><ol class='comment-list'>{_EACH}</ol></div>",
    "articles of their own": "<section id='comments'>" + "".join(f"<article class='comment-body'><p>{n} {_SAID}</p></article>" for n in range(20)) + "</section>",
    "under a heading": f"<div><h3>Bình luận</h3>{_EACH}</div>",
    "under a line": f"<div><p>Ý kiến bạn đọc</p>{_EACH}</div>",
    "NukeViet": f"<div id='idcomment' class='nv-comment'>{_EACH}</div>",
    "a guest book": f"<div class='luu-but'><b>Lưu bút</b>{_EACH}</div>",
}  # fmt: skip
_COMMENTS = "a guest book under a name of its own, with no word that says so"


@pytest.mark.parametrize("comments", COMMENTS.values(), ids=COMMENTS)
@pytest.mark.parametrize("family", ["wordpress", "nukeviet"])
def test_c62_comments_after_the_body_do_not_lengthen_an_article(family: str, comments: str) -> None:
    assert measured(only(posted(family, SHORT, after=comments))) == measured(only(posted(family, SHORT)))


@pytest.mark.parametrize(
    "name", [*(n for n in COMMENTS if n != "a guest book"), known("a guest book", why=_COMMENTS, id="a guest book")]
)
def test_c62_comments_on_a_page_that_nobody_knows_do_not_lengthen_an_article(name: str) -> None:
    assert measured(only(posted("unnamed", SHORT, after=COMMENTS[name]))) == measured(only(posted("unnamed", SHORT)))


@pytest.mark.parametrize("family", ["wordpress", "nukeviet"])
@pytest.mark.parametrize("name", ["articles of their own", "under a heading"])
def test_c62_comments_inside_the_body_do_not_lengthen_an_article(name: str, family: str) -> None:
    assert measured(only(posted(family, SHORT + COMMENTS[name]))) == measured(only(posted(family, SHORT)))


# --- C63, C64: one article, many addresses and many views -----------------------------------------------------------


def _spellings(path: str) -> list[str]:
    host = HOME.partition("://")[2]
    marks = (
        "utm_source=x",
        "fbclid=abc",
        "gclid=1",
        "zarsrc=30",
        "_gl=1",
        "PHPSESSID=0123456789abcdef",
        "sid=0123456789abcdef",
        "_t=1760000000",
    )
    views = (
        "?print=1",
        "?amp=1",
        "?tmpl=component",
        "?format=pdf",
        "?page=2",
        "?xem=1",
        "?replytocom=5",
        "amp/",
        "feed/",
        "embed/",
        "trackback/",
        "comment-page-2/",
    )
    same = [f"{path}?{mark}" for mark in marks] + [f"{path}#{n}" for n in ("binh-luan", "dau-trang")]
    hosts = [
        f"http://www.{host}"[:-1] + path,
        f"https://{host}"[:-1] + path,
        f"HTTP://{host.upper()}"[:-1] + path,
        f"http://m.{host}"[:-1] + path,
    ]
    others = [f"/print{path}", f"/sendmail{path}", f"/chuyen-muc{path}", f"/a/..{path}"]
    return [path, *same, *hosts, *(path + view for view in views), *others]


@pytest.mark.parametrize("canonical", ["", f'<link rel="canonical" href="{HOME}ngay-hoi/">'], ids=["unnamed", "named"])
@pytest.mark.parametrize("hosts", [0, 1], ids=["", "m. is listed"])
def test_c63_thirty_addresses_of_one_article_are_one(canonical: str, hosts: int) -> None:
    path = "/ngay-hoi/"
    spellings = _spellings(path)
    assert len(set(spellings)) >= 30
    text = post(TITLE, BODY, head=canonical)
    answers = {**site({path: text}), **dict.fromkeys(spellings, text)}
    answers["/tin/"] = page("Tin tức", "".join(f'<p><a href="{url}">Tin</a></p>' for url in reversed(spellings)))
    web = Web({**answers, **{url.replace("HTTP", "http").lower(): text for url in spellings if "://" in url}})
    listed = school_list(extra=", hosts: [m.th-kenh-nho.edu.example]") if hosts else None
    found = judged(web, listed).reports[0]
    assert [article.article.url for article in found.articles] == [f"{HOME}ngay-hoi/"]
    assert told(found) == PASSED


VARYING: dict[str, Callable[[int], tuple[str, str]]] = {  # inside the body, after it
    "a counter below": lambda n: ("", f"<p>Lượt xem: {n}</p>"),
    "who is there": lambda n: ("", f"<div>Đang trực tuyến: {n}</div>"),
    "other posts": lambda n: (
        "",
        f"<h3>Tin liên quan</h3><ul><li><a href='/bai-{n}/'>Bài số {n} của trường hôm nay</a></li></ul>",
    ),
    "a counter in the body": lambda n: (f"<p>Lượt xem: {n}</p>", ""),
    "a token": lambda n: (f"<form><input type=hidden name=csrf value='{n}'></form>", ""),
    "a banner": lambda n: (f"<p><a href='http://qc.example/{n}'><img src='/banner/{n}.jpg'></a></p>", ""),
    "a nonce": lambda n: (f"<div id='w{n}' data-nonce='{n}'></div><script nonce='{n}'>var t = {n};</script>", ""),
    "another counter in the body": lambda n: (f"<p>Số lần đọc: {n}</p>", ""),
    "a clock in the body": lambda n: (f"<p>Bây giờ là {n % 24}:{n % 60:02}</p>", ""),
}


@pytest.mark.parametrize("family", ["wordpress", "nukeviet", "unnamed"])
@pytest.mark.parametrize(
    "vary",
    [
        *(pytest.param(vary, id=name) for name, vary in VARYING.items()),
    ],
)
def test_c64_an_article_is_the_same_whatever_else_its_page_shows(
    vary: Callable[[int], tuple[str, str]], family: str
) -> None:
    """Under two addresses that differ in nothing but counters it is one article; in two runs its body is the same."""
    written, url = FAMILIES[family]

    def view(number: int) -> str:
        inside, after = vary(number)
        return written(TITLE, BODY + inside, after=after)

    twins = report(site({url: view(12_345), f"/muc{url}": view(777)}))
    assert [article.article.url for article in twins.articles] == [HOME[:-1] + url]
    first, second = (only(report(site({url: view(n)}))) for n in (12_345, 777))
    texts = [[block.text for block in found.article.blocks if block.text] for found in (first, second)]
    assert texts[0] == texts[1]
    assert measured(first) == measured(second)


def test_c64_a_page_that_changes_with_every_request_of_one_run_gives_the_same_report() -> None:
    counter = iter(range(10_000, 99_999))

    def changing(text: str) -> Callable[[httpx.Request], str]:
        return lambda _: text.replace(
            "</body>", f"<img src='/qc/{next(counter)}.gif'><p>Lượt truy cập: {next(counter)}</p></body>"
        )

    answers = {url: changing(text) for url, text in site({"/ngay-hoi/": post(TITLE, BODY)}).items()}
    first, second = report(answers), report(answers)
    assert first.articles == second.articles
    assert first.outcomes == second.outcomes
    assert told(first) == PASSED
