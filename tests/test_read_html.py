# ruff: noqa: E501 -- pages as they come
"""A whole page: its frame and its text, links, drafts; the frame of a site told from its pages."""

from __future__ import annotations

import random
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from linter.model import Block, BlockKind, Origin, Page, Region, Run
from linter.read.charset import decode
from linter.read.chrome import without_chrome
from linter.read.html import read, read_draft

URL = "http://th-kenh-nho.edu.example/gioi-thieu.html"
MENU = "<a href='/'>Trang chủ</a> <a href='/gioi-thieu.html'>Giới thiệu</a>"
TEXT = "<p>Trường Tiểu học Kênh Nhỏ được thành lập năm 1991 bên dòng kênh cùng tên, nay có 17 lớp học.</p>" * 3


def page(body: str, head: str = "") -> str:
    return f"<!DOCTYPE html><html><head><title>Giới thiệu</title>{head}</head><body>{body}</body></html>"


def regions(body: str) -> dict[Region, str]:
    found: dict[Region, str] = {}
    for block in read(page(body), URL).page.blocks:
        found[block.region] = f"{found.get(block.region, '')} {block.text}".strip()
    return found


# What names itself part of the frame and is; what does and is not.
FRAMES = {
    "elements of the frame": (f"<header>Tên <a href='/'>trường</a></header><nav>{MENU}</nav>{TEXT}<aside>Bên</aside><footer>Chân</footer>", {Region.HEADER: "Tên trường", Region.ASIDE: "Bên", Region.FOOTER: "Chân"}),
    "names of the frame": (f"<div id='header'>Tên <a href='/'>trường</a></div><div class='nav-menu'>{MENU}</div>{TEXT}<div class='right-sidebar'>Bên</div><div id='footer-top'>Chân</div>", {Region.HEADER: "Tên trường", Region.ASIDE: "Bên", Region.FOOTER: "Chân"}),
    "a menu of words is no menu": (f"<div class='menu'>Thứ Hai: cháo, thứ Ba: bún, thứ Tư: cơm</div>{TEXT}", {Region.MAIN: "Thứ Hai"}),
    "a tab that is called after the menu": (f"<div id='nav-home'>{TEXT}</div>", {Region.MAIN: "Trường Tiểu học"}),
    "a wrapper that is called after its side": (f"<div class='right-sidebar'><h1>Giới thiệu</h1>{TEXT}</div><div id='menu'>{MENU * 9}</div>", {Region.MAIN: "Giới thiệu"}),
    "a wrapper that is called header": (f"<div id='header'>{TEXT}</div>", {Region.MAIN: "Trường Tiểu học"}),
    "a page builder's widget with the text": (f"<div class='widget'><div class='post-body'>{TEXT}</div></div><div id='menu'>{MENU * 9}</div>", {Region.MAIN: "Trường Tiểu học"}),
    "the header and footer of an article": (f"<article><header><h1>Giới thiệu</h1></header>{TEXT}<footer>Hết</footer></article>", {Region.MAIN: "Giới thiệu"}),
    "the banner of a site without a link": (f"<div id='header'><h1>Trường TH Xóm Lau</h1></div>{TEXT}", {Region.HEADER: "Trường TH Xóm Lau"}),
    "the heading of a box": (f"<div class='header'><h3>Giới thiệu</h3></div>{TEXT}", {Region.MAIN: "Giới thiệu"}),
}  # fmt: skip


@pytest.mark.parametrize(("body", "expected"), FRAMES.values(), ids=FRAMES)
def test_the_frame_of_a_page(body: str, expected: dict[Region, str]) -> None:
    found = regions(body)
    assert "Trường Tiểu học Kênh Nhỏ" in found[Region.MAIN]
    for region, text in expected.items():
        assert found[region].startswith(text)
    assert "Trang chủ" not in found[Region.MAIN], "a menu is read as links"
    assert not set(found) - {Region.MAIN, *expected}


def test_links_say_where_they_stand_and_what_they_show() -> None:
    body = f"<nav>{MENU}</nav><p><a href='to-chuc.html'><img src='/a.png' alt='Cơ cấu tổ chức'></a><a href='/b' title='Bài'></a><a href='#x'>x</a></p>"
    links = read(page(body), URL).page.links
    assert [(link.url.removeprefix("http://th-kenh-nho.edu.example"), link.text, link.region) for link in links] == [
        ("/", "Trang chủ", Region.MENU),
        ("/gioi-thieu.html", "Giới thiệu", Region.MENU),
        ("/to-chuc.html", "Cơ cấu tổ chức", Region.MAIN),
        ("/b", "Bài", Region.MAIN),
    ]


def test_a_base_of_another_host_is_ignored_and_one_of_its_own_is_not() -> None:
    for base, address in (
        ("http://xau.example/", "http://th-kenh-nho.edu.example/a"),
        ("/x/", "http://th-kenh-nho.edu.example/x/a"),
    ):
        assert read(page("<a href='a'>A</a>", f"<base href='{base}'>"), URL).page.links[0].url == address


def test_titles_that_a_cms_escapes_twice() -> None:
    assert read("<title>673&amp;#x002F;SGDĐT &amp;#40;mới&amp;#41;</title>", URL).page.title == "673/SGDĐT (mới)"


def test_feeds_and_canonical() -> None:
    head = "<link rel='canonical' href='/gt'><link rel='alternate' type='application/rss+xml' href='/rss/'>"
    reading = read(page("x", head), URL)
    assert (reading.canonical, reading.feeds) == (
        "http://th-kenh-nho.edu.example/gt",
        ("http://th-kenh-nho.edu.example/rss/",),
    )


# --- drafts ---------------------------------------------------------------------------------------------


def test_a_draft_kept_as_a_page() -> None:
    body = f"<nav>{MENU}</nav><h1>Ngày hội</h1><p>Sáng nay trường vui hội đọc sách.</p><p>Tác giả: Sơn Thị Lúa</p><p>Nguồn: Báo Kênh</p>"
    draft = read_draft(page(body), "bai.html")
    assert (draft.title, draft.author, draft.credited_source) == ("Ngày hội", "Sơn Thị Lúa", "Báo Kênh")
    assert [block.text for block in draft.blocks] == ["Sáng nay trường vui hội đọc sách."]
    assert (draft.url, draft.doubts, draft.source) == (None, (), "bai.html")


def test_a_post_saved_from_a_site_is_a_draft_without_doubts() -> None:
    body = f"<article class='post'><h1>Ngày hội</h1><time datetime='2026-11-15'></time><div class='post-content'>{TEXT}</div></article>"
    draft = read_draft(page(body), "luu-tu-trang.html")
    assert (draft.title, draft.url, draft.doubts) == ("Ngày hội", None, ())


# --- the frame of a site --------------------------------------------------------------------------------


def stated(*texts: str, picture: str = "") -> tuple[Block, ...]:
    found = [Block(BlockKind.PARAGRAPH, (Run(text),)) for text in texts]
    shown = Block(BlockKind.IMAGE, (), Region.MAIN, Origin(picture or "img "))
    return (*found, shown)


def main_texts(pages: tuple[Page, ...]) -> list[list[str]]:
    return [[b.text or b.origin.path for b in page.blocks if b.region is Region.MAIN] for page in pages]


def test_what_recurs_is_set_aside() -> None:
    pages = [Page(f"{URL}?{n}", "", stated(f"Lượt xem: {n}00", "Chân trang", f"Bài {n}")) for n in range(6)]
    assert main_texts(without_chrome(pages)) == [[f"Bài {n}", "img "] for n in range(6)]


def test_the_groups_of_a_school_do_not_recur_for_their_numbers() -> None:
    pages = [Page(f"{URL}?{n}", "", stated(f"Tổ {n}", "Chân trang")) for n in range(6)]
    assert main_texts(without_chrome(pages)) == [[f"Tổ {n}", "img "] for n in range(6)]


def test_pictures_recur_by_their_address_and_not_by_having_no_words() -> None:
    pages = [
        Page(f"{URL}?{n}", "", stated(f"Bài {n}", picture="img /logo.png" if n else "img /so-do.png")) for n in range(6)
    ]
    assert main_texts(without_chrome(pages))[0] == ["Bài 0", "img /so-do.png"]
    assert main_texts(without_chrome(pages))[1] == ["Bài 1"]


def test_one_page_under_many_addresses_is_no_frame() -> None:
    home = [Page(f"{URL}?{n}", "", stated("Trường được thành lập năm 1991.")) for n in range(6)]
    others = [Page(f"{URL}/{n}", "", stated(f"Bài {n}")) for n in range(3)]
    assert all("Trường được thành lập năm 1991." in texts for texts in main_texts(without_chrome([*home, *others]))[:6])


# --- whatever comes -------------------------------------------------------------------------------------

ADDRESSES = (
    URL,
    "http://a.example/",
    "http://a.example/tin/bai-12.html",
    "http://a.example/x/ct/1/2",
    "http://a.example/index.php?op=a-1",
)
PIECES = st.sampled_from(
    "<h1> </h1> <article> </article> <nav> <header> </header> <footer> </footer> <div id=header> <div class=menu> <div class=bodytext> "
    "<div id=news-bodyhtml> <div class=entry-content> <div class=content-detail> <div class=content-news> </div> <span class=time> </span> "
    "<time datetime=2026-13-45> <base href=http://[> <a href=http://a:b> <link rel=canonical href=http://[> <meta name=generator content=NukeViet> "
    "<title> </title> <p> 15/11/2026 31/02/2026 chữ <svg> <template> <table> <tr><td> \x00 \ud800 &#xD800; <plaintext> <frameset> <!doctype>".split(" ")
)  # fmt: skip


@settings(max_examples=200)
@given(st.lists(PIECES, max_size=30).map("".join) | st.text(max_size=60), st.sampled_from(ADDRESSES))
def test_no_markup_raises(text: str, url: str) -> None:
    read(text, url)


@given(st.binary(max_size=200))
def test_no_bytes_raise(data: bytes) -> None:
    read(decode(data, "text/html; charset=utf-8")[0], URL)
    read_draft(decode(data, "")[0], "bai.html")


def test_no_broken_page_raises() -> None:
    whole = page(
        f"<header>{MENU}</header><div class=news_column><h1>A</h1><span class=time>1/1/2026</span><div class=bodytext>{TEXT}</div></div>"
    )
    choice = random.Random(7)
    for _ in range(150):
        start, length = choice.randrange(len(whole)), choice.randrange(40)
        read(whole[:start] + whole[start + length :], ADDRESSES[2])


@pytest.mark.parametrize(
    "piece",
    ["<p>a", "a<br>", "<div class=menu>a</div>", "<div class=hometext>a</div>", "<span class=time>1/1/2020</span>", "<li>a", "&amp;", "<a href=x>", "<td>a<tr>", "<img alt=x>"],
)  # fmt: skip
@pytest.mark.slow
def test_hostile_pages_take_no_longer_than_their_length(piece: str) -> None:
    def seconds(size: int) -> float:
        body = piece * (size // len(piece))
        start = time.process_time()
        read(
            page(f"<h1>A</h1><span class=time>1/1/2026</span><div class=bodytext id=news-bodyhtml>{body}</div>"),
            ADDRESSES[2],
        )
        return time.process_time() - start

    small = min(seconds(15_000), seconds(15_000))
    assert seconds(60_000) < max(2.5, small * 14), "four times the page takes four times as long, not sixteen"


@pytest.mark.parametrize("tag", ["<header>", "<nav>", "<aside>", "<div class=menu>", "<div class=header>"])
def test_the_way_up_from_many_deep_elements_is_gone_once(tag: str) -> None:
    began = time.process_time()
    read(page(f"{'<x>' * 20_000}{tag * 900}{TEXT}"), URL)
    assert time.process_time() - began < 5, "not linear"
