# ruff: noqa: E501 -- markup as editors leave it
"""A piece of a page → paragraphs as they were typed: every dirt that editors leave, and nothing that is not shown."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st

from linter.model import BlockKind
from linter.read.element import SoupElement
from linter.read.fragment import Fragment, read_fragment, walk
from linter.read.links import joined, person_address, shielded_mail
from linter.read.settle import settle
from linter.read.visible import encodable

BASE = "http://th-kenh-nho.edu.example/tin/bai.html"
P, L, T, IMG, H, C, Q = (
    BlockKind.PARAGRAPH,
    BlockKind.LIST_ITEM,
    BlockKind.TABLE,
    BlockKind.IMAGE,
    BlockKind.HEADING,
    BlockKind.CAPTION,
    BlockKind.QUOTE,
)
LONG = "Sáng nay cả trường cùng xuống sân dọn lá, tưới cây và lau lại từng chiếc ghế đá dưới gốc bàng già trước cổng."


def read(html: str, *, whole_page: bool = False) -> Fragment:
    return (
        walk(SoupElement(BeautifulSoup(encodable(html), "lxml")), BASE, whole_page=True)
        if whole_page
        else read_fragment(html, BASE)
    )


def shown(html: str) -> list[tuple[BlockKind, str]]:
    return [(block.kind, block.text) for block in settle(read(html).raws)]


CASES = {
    "paragraphs and breaks": ("<p>Em đi.<br>Cô về.</p><p>Hết.</p>", [(P, "Em đi."), (P, "Cô về."), (P, "Hết.")]),
    "soup of divs": ("<div><div>Em đi.</div>Cô <span>về</span>.<div>Hết.</div></div>", [(P, "Em đi."), (P, "Cô về."), (P, "Hết.")]),
    "fonts and spans inside a word": ("<p><font size=4>E</font><span>m</span> đ<b>i</b>.</p>", [(P, "Em đi.")]),
    "blanks that pad": ("<p>&nbsp;&nbsp; Em&nbsp;đi.&nbsp;</p><p>&nbsp;</p>", [(P, "Em đi.")]),
    "a paragraph that is never closed": ("<p>Em đi.<p>Cô về.", [(P, "Em đi."), (P, "Cô về.")]),
    "Word": (
        "<!--[if gte mso 9]><xml><w:View>Normal</w:View></xml><![endif]--><xml><w:View>Normal</w:View></xml><p class=MsoNormal style='text-indent:-113.4pt;margin-left:-100pt'>Em đi.<o:p>&nbsp;</o:p></p>",
        [(P, "Em đi.")],
    ),
    "headings, lists, quotations": ("<h3>Ngày hội</h3><ul><li>Múa<ul><li>Hát</li></ul></li></ul><blockquote>Sách là bạn.</blockquote>", [(H, "Ngày hội"), (L, "Múa"), (L, "Hát"), (Q, "Sách là bạn.")]),
    "a dash before a list item": ("<ul><li>- Múa</li></ul>", [(L, "Múa")]),
    "definitions": ("<dl><dt>Điện thoại</dt><dd>0299 3000 123</dd></dl>", [(P, "Điện thoại"), (P, "0299 3000 123")]),
    "pre": ("<pre>Em đi.\nCô về.</pre>", [(P, "Em đi."), (P, "Cô về.")]),
    "hidden": (
        "<p style='display: none'>a</p><p hidden>b</p><div class='x d-none'>c</div><p style='position:absolute;left:-9999px'>d</p><p style='font-size:0'>e</p>"
        "<script>f</script><style>g</style><textarea>h</textarea><select><option>i</option></select><p style='font-size:0.9em'>Thấy</p>",
        [(P, "Thấy")],
    ),
    "what a click opens": ("<div class='tab-pane' style='display:none'>Em đi.</div><div id='collapse1' class='hide'>Cô về.</div>", [(P, "Em đi."), (P, "Cô về.")]),
    "a table of data": ("<table><tr><th>STT</th><th>Tên</th></tr><tr><td>1</td><td><b>L</b>úa<br>Bần</td></tr></table>", [(T, "STT\tTên\n1\tLúa Bần")]),
    "a hidden cell's words": ("<table><tr><td>1</td><td>2</td></tr><tr><td>3</td><td>4<span style='display:none'>5</span></td></tr></table>", [(T, "1\t2\n3\t4")]),
    "a table that lays out prose": (f"<table><tr><td><img src=a.jpg></td><td>{LONG}</td></tr><tr><td>{LONG}</td><td><img src=b.jpg></td></tr></table>", [(IMG, ""), (P, LONG), (P, LONG), (IMG, "")]),
    "a table around a text": (f"<table><tr><td>Trái</td><td><p>{LONG}</p></td></tr></table>", [(P, "Trái"), (P, LONG)]),
    "a table in a table": (f"<table><tr><td><table><tr><td>1</td><td>2</td></tr><tr><td>3</td><td>4</td></tr></table></td><td>{LONG}</td></tr></table>", [(T, "1\t2\n3\t4"), (P, LONG)]),
    "photographs with captions in a table": (
        "<table><tr><td><img src=a.jpg></td><td><img src=b.jpg></td></tr><tr><td>Các em múa</td><td>Cô trao quà</td></tr></table>",
        [(IMG, ""), (IMG, ""), (C, "Các em múa"), (C, "Cô trao quà")],
    ),
    "people with portraits are data": (
        "<table><tr><td><img src=a.jpg></td><td>Lúa</td><td>HT</td></tr><tr><td><img src=b.jpg></td><td>Bần</td><td>PHT</td></tr></table>",
        [(T, "Lúa\tHT\n\tBần\tPHT".replace("Lúa", "\tLúa", 1)), (IMG, ""), (IMG, "")],
    ),
    "a table whose class is caption leaves no trace": ("<table class='caption-table'><tr><td>1</td><td>2</td></tr><tr><td>3</td><td>4</td></tr></table><p>Em đi.</p>", [(T, "1\t2\n3\t4"), (P, "Em đi.")]),
    "figures": ("<figure><img src=a.jpg alt='DSC_1'><figcaption>Các em múa</figcaption></figure>", [(IMG, "DSC_1"), (C, "Các em múa")]),
    "emoji and icons are no pictures": ("<p><img class=emoji alt='🌹' src=/1.svg><img src='https://x.example/images/emoji.php/v9/1.png' alt='hoa'><img src=/dot.gif width=1 height=1>Em đi.</p>", [(P, "Em đi.")]),
    "a picture inside a sentence does not part it": ("<p>Em <img src=a.jpg> đi.</p>", [(IMG, ""), (P, "Em đi.")]),
    "a film": ("<p>Mời xem:</p><iframe src='https://video.example/embed/1'></iframe>", [(P, "Mời xem:"), (IMG, "")]),
    "a map and a button of another site": ("<iframe src='https://www.google.com/maps/embed?pb=1'></iframe><iframe src='https://www.facebook.com/plugins/like.php'></iframe>", []),
    "links that call people": ("<p><a href='tel:+842993000123'>Gọi</a> <a href='mailto:a@b.example?subject=x'>Thư</a> <a href='mailto:a@b.example'>a@b.example</a></p>", [(P, "Gọi +842993000123 Thư a@b.example a@b.example")]),
    "an address that is shielded": (f"<p><span data-cfemail='{bytes([9, *(b ^ 9 for b in b'a@b.example')]).hex()}'>[email&#160;protected]</span></p>", [(P, "a@b.example")]),
    "characters as references": ("<p>&#69;m &#x111;i &amp; v&#7873;</p>", [(P, "Em đi & về")]),
}  # fmt: skip


@pytest.mark.parametrize(("html", "expected"), CASES.values(), ids=CASES)
def test_what_is_shown(html: str, expected: list[tuple[BlockKind, str]]) -> None:
    assert shown(html) == expected


def test_bold_and_italic() -> None:
    (raw,) = read("<p>a<strong>b</strong><span style='font-style:italic;font-weight:700'>c</span></p>").raws
    assert [(run.text, run.bold, run.italic) for run in raw.lines[0]] == [
        ("a", False, False),
        ("b", True, False),
        ("c", True, True),
    ]


def test_files_are_attached_once_however_they_are_offered() -> None:
    html = (
        "<a href='/uploads/ke-hoach.pdf'>Kế hoạch</a><iframe src='/uploads/ke-hoach.pdf'></iframe><a href='?download=1&id=0'>Tải</a>"
        "<a onclick=\"downloadFile('7','/upload/7/thuc-don.docx')\">Thực đơn</a><object data='/uploads/bang.xlsx'></object>"
        "<iframe src='https://docs.google.com/viewer?url=x'></iframe><a href='/a.html'>Trang</a>"
    )
    assert [(a.url.rsplit("/", 1)[-1], a.name) for a in read(html).attachments] == [
        ("ke-hoach.pdf", "Kế hoạch"),
        ("bai.html?download=1&id=0", "Tải"),
        ("thuc-don.docx", "Thực đơn"),
        ("bang.xlsx", "bang.xlsx"),
        ("viewer?url=x", "viewer"),
    ]


def test_on_a_whole_page_a_file_is_a_picture_that_was_not_read() -> None:
    html = "<iframe src='/so-do.pdf'></iframe><p>Xem <a href='/b.docx'>tại đây</a></p>"
    assert [raw.kind for raw in read(html).raws] == [], "what only leads to a file is no text"
    assert [raw.kind for raw in read(html, whole_page=True).raws] == [IMG, IMG, P]
    told = "<p>Nhà trường gửi các thầy cô <a href='/b.docx'>kế hoạch tháng</a> để cùng thực hiện.</p>"
    assert [raw.kind for raw in read(told).raws] == [P]


def test_links_of_a_text() -> None:
    html = "<a href='/x.html'>X <b>y</b></a><a href='#top'>Lên</a><a href='javascript:a()'>z</a><table><tr><td><a href='z.html'>Z</a></td><td>1</td></tr><tr><td>2</td><td>3</td></tr></table>"
    assert [(link.url, link.text) for link in read(html).links] == [
        ("http://th-kenh-nho.edu.example/x.html", "X y"),
        ("http://th-kenh-nho.edu.example/tin/z.html", "Z"),
    ]


@pytest.mark.parametrize(
    ("href", "address"),
    {
        "/a b": "http://th-kenh-nho.edu.example/a b",
        " x.html#y ": "http://th-kenh-nho.edu.example/tin/x.html",
        "//cdn.example/a": "http://cdn.example/a",
        "": None,
        "#a": None,
        "mailto:a@b.example": None,
        "javascript:void(0)": None,
        "http://[": None,
        "http://a:b/": None,
    }.items(),
)
def test_addresses(href: str, address: str | None) -> None:
    assert joined(BASE, href) == address


def test_addresses_of_people() -> None:
    assert person_address("MAILTO:a%40b.example?subject=x") == "a@b.example"
    assert person_address("tel:0299%203000") == "0299 3000"
    assert person_address("/cdn-cgi/l/email-protection#" + bytes([1, *(b ^ 1 for b in b"a@b")]).hex()) == "a@b"
    assert (
        person_address("http://a.example/")
        == person_address("")
        == shielded_mail("zz")
        == shielded_mail("00112233")
        == ""
    )


TAGS = st.sampled_from(
    "<p> </p> <br> <table> <tr> <td> </td> </tr> </table> <ul> <li> <div class=caption> <div style=display:none> </div> <h2> </h2> <a href=/x.pdf> "
    "<a href=mailto:%%> </a> <img src=x> <iframe src=http://[> <pre> </pre> <!-- --> <![CDATA[ ]]> <script> </script> <b> <blockquote> <svg> <o:p> "
    "<w:x> <td onclick=downloadFile('1','/x')> <span data-cfemail=zz> &#0; &#xD800; & < > ' \x00 \ud800 chữ Em".split(
        " "
    )
)
MARKUP = st.lists(TAGS, max_size=25).map("".join)


@given(MARKUP | st.text(max_size=80))
def test_no_markup_raises(html: str) -> None:
    fragment = read(html, whole_page=True)
    settle(fragment.raws)


@given(MARKUP)
def test_every_visible_letter_is_read_once(html: str) -> None:
    """Of the words this test writes, as many come out as a person would count, and never more."""
    assert sum(raw_text.count("chữ") for raw_text in map(text_of, read(html).raws)) <= html.count("chữ")


def text_of(raw: object) -> str:
    return "".join(run.text for line in raw.lines for run in line)  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    "style",
    [
        "position:absolute;left:50%;margin-left:-500px", "margin: 0 -15px", "font-size:10px", "font-size:0.9em", "width:1px",
        "height:10px;overflow:hidden", "line-height:0;overflow:hidden", "max-height:0;overflow:hidden", "opacity:0",
        "transform:scale(0.5)", "clip:rect(0,100px,20px,0)", "right:-15px", "border-width:0;overflow:hidden",
    ],
)  # fmt: skip
def test_what_only_looks_like_hiding_is_read(style: str) -> None:
    assert [raw.lines[0][0].text for raw in read_fragment(f"<p style='{style}'>chữ</p>", BASE).raws] == ["chữ"]
