# ruff: noqa: E501 -- pages as they come
"""Pages in the manner of every family of school sites: what is read of them, and that nobody is accused."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pytest
from districts import default_policy

from linter.engine import lint
from linter.model import ArticleKind, BlockKind, Region, School, Site, Status, Verdict
from linter.read.chrome import without_chrome
from linter.read.html import Reading, read
from linter.rule import Context
from linter.text.prose import form_of, running_prose
from linter.text.vietnamese import syllables

SCHOOL = School("th-kenh-nho", "Trường Tiểu học Kênh Nhỏ", "TH", "http://th-kenh-nho.edu.example/")
HOME = SCHOOL.home
POLICY = default_policy()

LEAD = "Ngày hội đọc sách năm nay có hơn ba trăm học sinh tham gia, đông nhất từ trước đến nay."
FIRST = (
    "Sáng ngày 14/11/2026, Trường Tiểu học Kênh Nhỏ tổ chức ngày hội đọc sách. Sân trường được chia thành sáu góc, "
    "mỗi góc một chủ đề, từ truyện cổ tích đến sách khoa học, và góc nào cũng có thầy cô ngồi đọc cùng các em."
)
SECOND = (
    "Cuối buổi, mỗi lớp kể lại một câu chuyện mình thích nhất. Nhiều phụ huynh ở lại đến trưa, "
    "vừa nghe vừa ghi tên sách để tìm mua cho con đọc thêm ở nhà."
)
TITLE = "Ngày hội đọc sách bên bờ kênh"
ABOUT = (
    "Trường Tiểu học Kênh Nhỏ được thành lập năm 1991 trên nền một kho lúa cũ ven kênh, buổi đầu chỉ có bốn phòng lá "
    "với sáu thầy cô giáo. Qua hơn ba mươi năm xây dựng, đến nay trường có 17 lớp học, một phòng máy tính, một thư viện "
    "xanh và sân chơi rợp bóng cây còng. Nhà trường nhiều năm liền được công nhận là tập thể lao động tiên tiến, được "
    "phụ huynh trong xã tin yêu và gửi gắm con em mình qua bao thế hệ."
)
OTHER_LEAD = "Bài khác: hội thi vẽ tranh của học sinh khối Năm sẽ diễn ra vào tháng sau tại nhà văn hóa xã."


def page(body: str, head: str = "", title: str = TITLE) -> str:
    return f"<!DOCTYPE html><html lang='vi'><head><meta charset='utf-8'><title>{title}</title>{head}</head><body>{body}</body></html>"


def site_of(*pages: tuple[str, str]) -> Site:
    readings = [read(text, url) for url, text in pages]
    articles = tuple(reading.article for reading in readings if reading.article)
    return Site(SCHOOL, without_chrome([r.page for r in readings if not r.article]), articles)


def judged(site: Site) -> dict[str, Verdict]:
    outcomes = lint(site, POLICY.rules, Context(date(2026, 11, 23), date(2020, 9, 7), school=SCHOOL))
    return {outcome.rule.removeprefix("section-"): outcome.verdict for outcome in outcomes}


# --- posts ----------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Post:
    """A page and what a person reads on it."""

    family: str
    url: str
    html: str
    day: date = date(2026, 11, 15)
    author: str | None = None
    source: str | None = None
    files: int = 0
    lead: bool = True


NUKEVIET_HEAD = '<meta name="generator" content="NukeViet v3.4">'
LIST_BESIDE = (
    "<div class='others'><ul><li><a href='/a-1.html'>Một tin khác</a> <span class='date post-date time'>02/01/2020</span>"
    f"<div class='brief description sapo hometext'>{OTHER_LEAD}</div></li></ul></div>"
)

POSTS = [
    Post(
        "NukeViet 3: span.time, #hometext, 'Tác giả bài viết'",
        HOME + "vi/news/Tin-truong/Ngay-hoi-doc-sach-31/",
        page(
            f"<div id='header'><h1>Trường Tiểu học Kênh Nhỏ</h1></div><div class='news_column'><h1>{TITLE}</h1>"
            f"<span class='time'>Chủ nhật - 15/11/2026 08:05</span><div id='hometext'><p>{LEAD}</p></div>"
            f"<div class='bodytext'><p>{FIRST}</p><p>{SECOND}</p></div>"
            "<div class='author'>Tác giả bài viết: Sơn Thị Lúa</div><div class='source'>Nguồn tin: kenhnho.example</div>"
            f"</div>{LIST_BESIDE}",
            NUKEVIET_HEAD,
        ),
        author="Sơn Thị Lúa",
        source="kenhnho.example",
    ),
    Post(
        "NukeViet phone theme: no id on the body",
        HOME + "tin-truong/ngay-hoi-doc-sach-31.html",
        page(
            f"<header><h1>Trường TH Kênh Nhỏ</h1></header><div class='news-detail'><h1>{TITLE}</h1>"
            f"<em class='time'>15/11/2026 08:05</em><div id='hometext'>{LEAD}</div>"
            f"<div class='bodytext'>{FIRST}<br /><br />{SECOND}</div></div>",
            '<meta name="generator" content="NukeViet v4.5">',
        ),
    ),
    Post(
        "NukeViet 4 with hidden microdata of another zone, un-rewritten address",
        HOME + "index.php?language=vi&nv=news&op=tin-truong/ngay-hoi-doc-sach-31",
        page(
            f"<div class='news_column panel'><h1 class='title' itemprop='headline'>{TITLE}</h1>"
            "<div class='hidden hide d-none' itemprop='author'>quantri<span itemprop='datePublished'>2026-11-14T20:05:00-04:00"
            "</span></div><span class='h5'>Chủ nhật - 15/11/2026 08:05</span>"
            f"<div class='hometext'>{LEAD}</div><div class='bodytext' id='news-bodyhtml'><p>{FIRST}</p><p>{SECOND}</p></div>"
            "<p class='h5 text-right'><strong>Tác giả: </strong>Sơn Thị Lúa</p></div>",
            '<meta name="generator" content="NukeViet v4.4">',
        ),
        author="Sơn Thị Lúa",
    ),
    Post(
        "VHV: a teaser with the same classes stands before",
        HOME + "tin-tuc-su-kien/tin-cua-truong/ngay-hoi-doc-sach-ben-bo-kenh.html",
        page(
            f"<div class='ModuleWrapper' moduleRootId='1'><div class='top'>{LIST_BESIDE}"
            "<div class='content-detail'>Tin nổi bật</div></div>"
            f"<article itemtype='http://schema.org/NewsArticle'><h1 class='title-detail'>{TITLE}</h1>"
            "<span class='post-date left'>Chủ nhật, 15/11/2026 | 07:36</span><div>A- A A+ | Tăng tương phản</div>"
            f"<p class='brief'>{LEAD}</p><div class='content-detail font-size-text mb-20' itemprop='articleBody'>"
            f"<div>{FIRST}</div><div>{SECOND}</div><a onclick=\"downloadFile('77','/upload/1/ke-hoach.pdf')\">Tải về</a></div>"
            "<div class='post-author'>Tác giả: Sơn Thị Lúa</div></article></div>"
        ),
        author="Sơn Thị Lúa",
        files=1,
    ),
    Post(
        "QuangIch: class names of one site",
        HOME + "tin-truong/ngay-hoi-doc-sach/ct/102/190228",
        page(
            "<div class='header-top'><h1>TRƯỜNG TIỂU HỌC KÊNH NHỎ</h1><a href='/'>Trang chủ</a>"
            "<span class='date-now'>Thứ hai, 23/11/2026</span></div>"
            f"<div class='main'><h2 class='title-news'>{TITLE}</h2><div class='ngay-dang'>Ngày đăng: 15-11-2026</div>"
            f"<div class='news-sapo'>{LEAD}</div><div class='content-news'><p>{FIRST}</p><p>{SECOND}</p></div></div>"
            f"{LIST_BESIDE}"
        ),
    ),
    Post(
        "QuangIch: no day anywhere, another class",
        HOME + "tin-truong/ngay-hoi-doc-sach/ctfull/102/190228?w=500",
        page(f"<h1>{TITLE}</h1><div id='content-detail'><p>{LEAD}</p><p>{FIRST}</p><p>{SECOND}</p></div>"),
        day=date.min,
    ),
    Post(
        "WordPress block theme: the day stands below the text",
        HOME + "ngay-hoi-doc-sach/",
        page(
            "<header class='wp-block-template-part'><p class='wp-block-site-title'><a href='/'>Trường TH Kênh Nhỏ</a></p></header>"
            f"<main><h1 class='wp-block-post-title'>{TITLE}</h1><div class='entry-content wp-block-post-content'><p>{LEAD}</p>"
            f"<p>{FIRST}</p><p>{SECOND}</p></div><div class='wp-block-post-date'><time datetime='2026-11-15T08:05:00+07:00'>"
            "15 Tháng Mười Một, 2026</time></div></main>",
            '<meta name="generator" content="WordPress 6.1">',
        ),
    ),
    Post(
        "WordPress classic: comments are articles too",
        HOME + "ngay-hoi-doc-sach/",
        page(
            f"<article class='post'><h1 class='entry-title'>{TITLE}</h1><div class='entry-meta'><span class='posted-on'>"
            "<time class='entry-date' datetime='2026-11-15T08:05:00+07:00'>15/11/2026</time></span><span class='byline'>"
            f"<span class='author vcard'>Sơn Thị Lúa</span></span></div><div class='entry-content'><p>{LEAD}</p><p>{FIRST}</p>"
            f"<p>{SECOND}</p></div></article><ol><li><article class='comment-body'><p>Bài hay quá!</p></article></li></ol>",
            '<link rel="https://api.w.org/" href="/wp-json/">',
        ),
        author="Sơn Thị Lúa",
    ),
    Post(
        "VNPT Thanh Hóa",
        HOME + "web/trang-chu/tin-tuc/tin-truong/ngay-hoi-doc-sach.html",
        page(
            f"<div class='ArticleDetailControl'><div class='ArticleHeader'><h1 class='Title'>{TITLE}</h1><span class='PostDate'>"
            "Đăng lúc: 23:01:49 15/11/2026 (GMT+7)</span></div>"
            f"<div class='ArticleContent'><p>{LEAD}</p><p>{FIRST}</p><p>{SECOND}</p></div></div><div>Truy cập Hôm nay: 1</div>"
        ),
    ),
    Post(
        "Laravel: .UIDetailArticle",
        HOME + "tin-tuc-su-kien/ngay-hoi-doc-sach",
        page(
            f"<div class='UIDetailArticle'><div class='title'>{TITLE}</div><div class='datetime'>Ngày đăng: 15-11-2026</div>"
            f"<div class='description'>{LEAD}</div><div class='detail'><p>{FIRST}</p><p>{SECOND}</p></div></div>"
        ),
    ),
    Post(
        "thangbinh: day with a blank before the colon",
        HOME + "kenhnho/_content/tintuc/detail/_1234567890123456789.html",
        page(
            f"<h2 class='title'>{TITLE}</h2><div class='date'>Ngày đăng : 15-11-2026</div><div class='article-content'>"
            f"<p>{LEAD}</p><p>{FIRST}</p><p>{SECOND}</p></div>"
        ),
    ),
    Post(
        "Joomla",
        HOME + "index.php/doan-the/31-ngay-hoi-doc-sach",
        page(
            f"<div class='item-page'><h2>{TITLE}</h2><dl><dd class='published'>Được đăng: 15 Tháng 11 2026</dd></dl>"
            f"<p>{LEAD}</p><p>{FIRST}</p><p>{SECOND}</p></div>"
        ),
        lead=False,
    ),
    Post(
        "Blogspot",
        "http://thkenhnho.blogspot.example/2026/11/ngay-hoi-doc-sach.html",
        page(
            "<h2 class='date-header'><span>Chủ Nhật, 15 tháng 11, 2026</span></h2><div class='widget Blog' id='Blog1'>"
            f"<h3 class='post-title'>{TITLE}</h3><div class='post-body'><div>{LEAD}</div><div>{FIRST}</div><div>{SECOND}</div>"
            "</div><abbr class='published' title='2026-11-15T08:05:00-08:00'>15/11/2026</abbr></div>"
        ),
    ),
]


@pytest.mark.parametrize("post", POSTS, ids=[post.family for post in POSTS])
def test_a_post_is_read_as_people_read_it(post: Post) -> None:
    article = read(post.html, post.url).article
    assert article is not None
    assert article.title == TITLE
    assert (article.published_at.date() if article.published_at else date.min) == post.day
    texts = [block.text for block in article.blocks if block.kind is BlockKind.PARAGRAPH]
    assert texts.count(FIRST) == texts.count(SECOND) == 1
    assert texts.count(LEAD) == 1
    told = syllables(" ".join((LEAD, FIRST, SECOND)))
    assert syllables(" ".join(texts)) <= told + 12, "nothing of the page around it"
    assert OTHER_LEAD not in texts
    assert (article.author, article.credited_source) == (post.author, post.source)
    assert len(article.attachments) == post.files
    assert article.kind is ArticleKind.NEWS


def test_a_post_carries_no_doubt_save_where_the_page_tells_more_beside_it() -> None:
    assert not any(article.doubts for post in POSTS if (article := read(post.html, post.url).article))
    beside = "".join(f"<p>{FIRST} {number}</p>" for number in range(9))
    html = f"<title>Trang trường</title><div><h1>{TITLE}</h1><div>15-11-2026</div><p>{LEAD}</p></div>"
    article = read(f"{html}<h4>Bình luận</h4><div>{beside}</div>", HOME + "bai/12").article
    assert article
    assert article.doubts


NO_POSTS = {
    "the home page, whatever its classes": (HOME, POSTS[-1].html),
    "a list of WordPress without body classes": (
        HOME + "chuyen-muc/tin-truong/",
        page(
            "".join(
                f"<article><h2 class='entry-title'><a href='/{n}/'>{TITLE} {n}</a></h2><time class='entry-date' "
                f"datetime='2026-11-15'>15/11/2026</time><div class='entry-content'><p>{LEAD}</p></div></article>"
                for n in range(3)
            ),
            '<meta name="generator" content="WordPress 6.1">',
        ),
    ),
    "a page of NukeViet's module for pages": (
        HOME + "about/gioi-thieu-1.html",
        page(f"<h1>Giới thiệu</h1><div id='page-bodyhtml'>{ABOUT}</div><span class='time'>15/11/2026</span>", NUKEVIET_HEAD),
    ),
    "a category of NukeViet": (
        HOME + "tin-truong/",
        page(f"<div class='news_column'><h1>Tin trường</h1><span class='time'>15/11/2026</span><p>{LEAD}</p></div>", NUKEVIET_HEAD),
    ),
}  # fmt: skip


@pytest.mark.parametrize(("url", "text"), NO_POSTS.values(), ids=NO_POSTS)
def test_a_list_or_page_is_no_post(url: str, text: str) -> None:
    assert read(text, url).article is None


def test_one_post_has_one_identity_under_all_addresses() -> None:
    rewritten = read(POSTS[1].html, HOME + "tin-truong/ngay-hoi-doc-sach-31.html")
    plain = read(POSTS[1].html, HOME + "index.php?language=vi&nv=news&op=tin-truong/ngay-hoi-doc-sach-31")
    assert rewritten.identity == plain.identity == "th-kenh-nho.edu.example#31"
    assert {read(POSTS[4].html, f"{HOME}x/y/{form}/102/190228").identity for form in ("ct", "ctfull", "ctmb")} == {
        "th-kenh-nho.edu.example#190228"
    }


SENTENCES = [FIRST, SECOND, FIRST.replace("Sáng", "Chiều"), SECOND.replace("Cuối", "Giữa"), LEAD]
WORDS = " ".join(SENTENCES).split()
BROKEN = [" ".join(WORDS[n : n + 8]) for n in range(0, len(WORDS), 8)]


def each(form: str, texts: list[str] = SENTENCES) -> str:
    return "".join(form.format(text) for text in texts)


DRESSES = {
    "paragraphs": each("<p>{}</p>"),
    "divs": each("<div>{}</div>"),
    "breaks": each("{}<br>"),
    "spans": each("<span><font size='3'>{}</font></span><br /><br />"),
    "the lines of a sheet": f"<p>{'<br>'.join(BROKEN)}</p>",
    "the lines of a sheet, each an element": each("<p>{}</p>", BROKEN),
    "preformatted": f"<pre>{chr(10).join(BROKEN)}</pre>",
    "headings": each("<h2>{}</h2>"),
    "bold": each("<p><strong>{}</strong></p>"),
    "indented by quoting": f"<blockquote>{each('<p>{}</p>')}</blockquote>",
    "items of a list": f"<ol>{each('<li><p>{}</p></li>')}</ol>",
    "dashes": each("<p>- {}</p>"),
    "dashes and semicolons": each("<p>- {};</p>", [text.rstrip(".") for text in SENTENCES]),
    "emoji": each("<p>🌹 {}</p>"),
    "capitals": each("<p>{}</p>", [text.upper() for text in SENTENCES]),
    "no full stops": each("<p>{}</p>", [text.rstrip(".") for text in SENTENCES]),
    "a table of one column": f"<table>{each('<tr><td>{}</td></tr>')}</table>",
    "a table with pictures": f"<table>{each('<tr><td><img src=/a.jpg></td><td>{}</td></tr>')}</table>",
    "a picture before each": each("<p><img src='/a.jpg'><br>{}</p>"),
    "no-break blanks": each("<p>{}</p>", [text.replace(" ", "&nbsp;") for text in SENTENCES]),
}


@pytest.mark.parametrize("body", DRESSES.values(), ids=DRESSES)
def test_prose_is_prose_in_any_dress(body: str) -> None:
    """Whatever the editor made of it, every word counts, and nobody is told that it is a list, verse or a table."""
    article = read(POSTS[7].html.replace(f"<p>{FIRST}</p><p>{SECOND}</p>", body), POSTS[7].url).article
    assert article is not None
    form = form_of(article.blocks)
    assert form.name == "prose"
    assert form.prose >= 0.85
    counted = syllables(" ".join(running_prose(article.blocks, article.title)))
    assert counted == pytest.approx(syllables(" ".join(SENTENCES)), abs=len(SENTENCES))


# --- sections -------------------------------------------------------------------------------------------

MENU = (
    "<div id='menu'><ul><li><a href='/'>Trang chủ</a></li><li><a href='/gioi-thieu.html'>Giới thiệu</a></li>"
    "<li><a href='/to-chuc.html'>Cơ cấu tổ chức</a></li><li><a href='/lien-he.html'>Liên hệ</a></li></ul></div>"
)
ORGANISATION = (
    "<table><tr><td>STT</td><td>Họ tên</td><td>Chức vụ</td></tr><tr><td>1</td><td>Trương Thị Lúa</td><td>Hiệu trưởng</td></tr>"
    "<tr><td>2</td><td>Đoàn Văn Sậy</td><td>P. Hiệu trưởng</td></tr></table><p>Tổ 1</p><p>Tổ 2 + 3</p>"
)
CONTACT = (
    "<p>Địa chỉ: ấp Kênh Nhỏ, xã Rạch Sậy<br>Điện thoại: 0299.3000.123<br>Email: thkenhnho@rachsay.edu.example</p>"
)
NEWS = "<h2>Tin mới</h2><ul><li><a href='/a-1.html'>Phát động phong trào nuôi heo đất giúp bạn</a></li></ul>"


def whole(about: str = "", organisation: str = "", contact: str = "", home: str = NEWS, foot: str = "") -> Site:
    """A site of four pages with the same frame of unnamed elements; an empty section says only its name."""

    def frame(main: str) -> str:
        return page(f"<div id='top'>CHÀO MỪNG</div>{MENU}<div id='giua'>{main}</div>{foot}", title="Trang trường")

    return site_of(
        (HOME, frame(home)),
        (HOME + "gioi-thieu.html", frame(f"<h1>Giới thiệu</h1>{about}")),
        (HOME + "to-chuc.html", frame(f"<h1>Cơ cấu tổ chức</h1>{organisation}")),
        (HOME + "lien-he.html", frame(f"<h1>Liên hệ</h1>{contact}")),
    )


def test_a_whole_site_passes_and_an_empty_one_fails() -> None:
    full = judged(whole(f"<p>{ABOUT}</p>", ORGANISATION, CONTACT))
    assert {rule: verdict.status for rule, verdict in full.items()} == dict.fromkeys(full, Status.PASS)
    empty = judged(whole())
    assert {rule: verdict.status for rule, verdict in empty.items()} == dict.fromkeys(empty, Status.FAIL)


ABOUT_UNNAMED = ABOUT.replace("Trường Tiểu học Kênh Nhỏ", "Nhà trường")
TABS = (
    "<ul class='tabs'><li><a href='#a'>Giới thiệu</a></li></ul>"
    f"<div class='tab-pane' id='a' style='display:none'><p>{ABOUT}</p></div>"
)
ABOUTS = {
    "soup of divs and spans": (f"<div><span><font size='3'>{ABOUT.replace('. ', '.</font></span></div><div><span><font>')}</font></span></div>", Status.PASS),
    "laid out by a table with prose in its cells": (
        f"<table><tr><td><img src='/a.jpg'></td><td>{ABOUT}</td></tr><tr><td>{ABOUT_UNNAMED}</td><td><img src='/b.jpg'></td></tr></table>",
        Status.PASS,
    ),
    "pasted from Word": (
        "<!--[if gte mso 9]><xml><w:WordDocument><w:View>Normal</w:View></w:WordDocument></xml><![endif]--><p class='MsoNormal' "
        f"style='text-indent:-108.0pt'><o:p></o:p><span lang='VI' style='font-size:14.0pt'>{ABOUT}</span></p>",
        Status.PASS,
    ),
    "everything as a heading": (f"<h3>{ABOUT}</h3>", Status.PASS),
    "inside an element that is named caption": (f"<div class='caption-full'><p>{ABOUT}</p></div>", Status.PASS),
    "in a tab that a click opens": (TABS, Status.PASS),
    "in a page builder's widget": (f"<div class='widget widget_sow-editor'><h1>Giới thiệu</h1><p>{ABOUT}</p></div>", Status.PASS),
    "in Blogspot's widget": (f"<div class='widget Blog' id='Blog1'><div class='post-body'><p>{ABOUT}</p></div></div>", Status.PASS),
    "padded with no-break blanks": (f"<p>{'&nbsp;' * 200}{ABOUT.replace(' ', '&nbsp; ')}</p>", Status.PASS),
    "the name is never said": (f"<p>{ABOUT_UNNAMED}</p>", Status.NEEDS_REVIEW),
    "the name is never said, another school's once": (
        f"<p>{ABOUT_UNNAMED} Học sinh ra trường vào học Trường THCS Bãi Bồi. Trường được tách ra từ Trường Tiểu học Xóm Lau.</p>",
        Status.NEEDS_REVIEW,
    ),
    "only a file": ("<iframe src='/uploads/gioi-thieu.pdf'></iframe>", Status.NEEDS_REVIEW),
    "only a link to a file": ("<p><a href='/uploads/gioi-thieu.docx'>Xem tại đây</a></p>", Status.NEEDS_REVIEW),
    "only a picture without words": ("<p><img src='/uploads/gioi-thieu.jpg' alt=''></p>", Status.NEEDS_REVIEW),
    "about the building of a school": ("<p>Trường đang xây dựng thêm phòng học, đang hoàn thiện hồ sơ kiểm định chất lượng, học sinh học tạm ở điểm lẻ ven kênh của xã.</p>", Status.NEEDS_REVIEW),
    "about another school": (f"<p>{ABOUT.replace('Kênh Nhỏ', 'Xóm Lau')} Trường Tiểu học Xóm Lau là niềm tự hào.</p>", Status.FAIL),
    "to come": ("<p>&nbsp;</p><p>NỘI DUNG ĐANG ĐƯỢC CẬP NHẬT.......</p>", Status.FAIL),
    "hidden from people": (f"<div style='display:none'>{ABOUT}</div>", Status.FAIL),
}  # fmt: skip


@pytest.mark.parametrize(("about", "status"), ABOUTS.values(), ids=ABOUTS)
def test_about(about: str, status: Status) -> None:
    verdict = judged(whole(about))["about"]
    assert verdict.status is status, (verdict.reason, verdict.findings)


def test_about_on_the_home_page_under_no_heading_is_for_a_person_to_see() -> None:
    assert judged(whole(home=f"<p>{ABOUT}</p>{NEWS}"))["about"].status is Status.NEEDS_REVIEW


def test_about_under_a_bold_line_on_the_home_page_passes() -> None:
    boxed = f"<div class='box'><div class='box-title'>GIỚI THIỆU</div><h4>Đôi nét</h4><div>{ABOUT}</div></div>{NEWS}"
    assert judged(whole(home=boxed))["about"].status is Status.PASS


def test_titles_and_leads_of_news_are_no_introduction() -> None:
    teasers = f"<h3><a href='/tin-truong/ngay-hoi-doc-sach-31.html'>{TITLE}</a></h3><p>{LEAD}</p><p>{FIRST}</p>"
    listed = page(f"{MENU}<h1>Giới thiệu</h1>{teasers}", title="Giới thiệu - Trường Tiểu học Kênh Nhỏ")
    site = site_of((HOME, page(MENU + NEWS)), (HOME + "gioi-thieu.html", listed), (POSTS[1].url, POSTS[1].html))
    assert judged(site)["about"].status is Status.FAIL


ORGANISATIONS = {
    "names that begin like other words": ("<p>Hiệu trưởng: Trương Thị Tổ<br>Phó Hiệu trưởng: Đoàn Văn Đội<br>Tổ trưởng Tổ 1: Tô Thị Hồi</p>", Status.PASS),
    "cards: the name in one element, the post in the next": (
        "<div class='card'><img src='/1.jpg' alt=''><div class='ten'>Thạch Sa Rương</div><div class='cv'>Hiệu trưởng</div></div>"
        "<div class='card'><img src='/2.jpg' alt=''><div class='ten'>Danh Út</div><div class='cv'>Phó hiệu trưởng</div></div>"
        "<div>Khối Mẫu giáo 5-6 tuổi</div>",
        Status.PASS,
    ),
    "two offices of one person": ("<p>Nguyễn Văn Lau – Bí thư Chi bộ - Hiệu trưởng</p><p>Tổ Văn - Sử - Địa - GDCD</p>", Status.PASS),
    "in short": ("<p>HT: Cô Lâm Thị Ý</p><p>PHT: Thầy K'Rứt Điểu</p><p>các tổ: tổ toán lý, tổ xã hội</p>", Status.PASS),
    "acting": ("<li>Q. Hiệu trưởng: Sơn Sóc Kha</li><li>Tổ Lá</li>", Status.PASS),
    "small letters inside names": ("<p>Hiệu trưởng: Nguyễn thị Lúa</p><p>Tổ: 1 + 2</p>", Status.PASS),
    "a nested list": ("<ul><li>Ban Giám hiệu<ul><li>Trương Thị Lúa - Hiệu trưởng</li></ul></li><li>Tổ chuyên môn<ul><li>Tổ 4 – 5</li></ul></li></ul>", Status.PASS),
    "side by side in a row": ("<table><tr><td>Trương Thị Lúa</td><td>Đoàn Văn Sậy</td></tr><tr><td>Hiệu trưởng</td><td>Phó Hiệu trưởng</td></tr></table><p>KHỐI LÁ</p>", Status.PASS),
    "in bold letters inside a word": ("<table><tr><td><b>T</b>rương Thị Lúa</td><td><b>H</b>iệu trưởng</td></tr><tr><td>Tổ 1</td><td>Lê Thị Bần</td></tr></table>", Status.PASS),
    "the board without posts": ("<h3>Ban giám hiệu</h3><p>1. Trương Thị Lúa</p><p>2. Đoàn Văn Sậy</p>", Status.NEEDS_REVIEW),
    "a chart as a picture without words": ("<p style='text-align:center'><img src='/so-do.png'></p>", Status.NEEDS_REVIEW),
    "a chart as a file of another site": ("<iframe src='https://drive.google.com/file/d/abc/preview'></iframe>", Status.NEEDS_REVIEW),
    "in the code of an old font": ("<p>HiÖu tr­ëng: TrÇn ThÞ Lóa. Phã HiÖu tr­ëng: §oµn V¨n SËy. C¸c tæ chuyªn m«n: tæ Mét, tæ Hai</p>", Status.PASS),
    "figures only": ("<table><tr><td>Giáo viên</td><td>23</td></tr><tr><td>Nhân viên</td><td>4</td></tr></table>", Status.FAIL),
    "leaders of another school": ("<p>Ban giám hiệu Trường Tiểu học Xóm Lau</p><p>Hiệu trưởng Trường Tiểu học Xóm Lau: Lê Văn Trấp</p><p>Tổ 1</p>", Status.FAIL),
}  # fmt: skip


@pytest.mark.parametrize(("organisation", "status"), ORGANISATIONS.values(), ids=ORGANISATIONS)
def test_organisation(organisation: str, status: Status) -> None:
    verdict = judged(whole(organisation=organisation))["organisation"]
    assert verdict.status is status, (verdict.reason, verdict.findings)


COLUMN = "<div class='sidebar'><h4>BAN GIÁM HIỆU</h4><p>Trương Thị Lúa</p><p>Hiệu trưởng</p></div>"
RESPONSIBLE = "<div class='footer'><p>Chịu trách nhiệm nội dung: Trương Thị Lúa - Hiệu trưởng</p></div>"


def test_leaders_in_a_column_count_and_who_answers_for_the_site_does_not() -> None:
    column, foot = (judged(whole(foot=box))["organisation"].status for box in (COLUMN, RESPONSIBLE))
    assert (column, foot) == (Status.NEEDS_REVIEW, Status.FAIL)
    assert judged(whole(organisation="<p>Tổ 1</p>", foot=COLUMN))["organisation"].status is Status.PASS


def test_an_introduction_in_a_column_is_for_a_person_to_see() -> None:
    assert judged(whole(foot=f"<div class='sidebar'><p>{ABOUT}</p></div>"))["about"].status is Status.NEEDS_REVIEW


def test_leaders_in_a_list_of_news_are_no_organisation() -> None:
    news = "Chiều nay, thầy Lê Văn Bần, Hiệu trưởng nhà trường, dự giờ tổ khối Ba và trao đổi với các thầy cô."
    post = POSTS[7].html.replace(FIRST, news).replace(f"<p>{LEAD}</p>", "")
    home = page(f"{MENU}<h3><a href='/ngay-hoi-doc-sach/'>{TITLE}</a></h3><p>{news}</p>")
    site = site_of((HOME, home), (HOME + "to-chuc.html", page(f"{MENU}<h1>Cơ cấu tổ chức</h1>")), (POSTS[7].url, post))
    assert judged(site)["organisation"].status is Status.FAIL


def test_a_picture_on_every_page_is_the_frame_and_one_page_s_own_is_not() -> None:
    logo = "<div><img src='/logo.png' alt=''></div>"
    site = whole(organisation="<img src='/so-do.png' alt=''>", foot=logo)
    own = {
        page.url: [b for b in page.blocks if b.kind is BlockKind.IMAGE and b.region is Region.MAIN]
        for page in site.pages
    }
    assert [len(pictures) for pictures in own.values()] == [0, 0, 1, 0]


CONTACTS = {
    "lines parted by breaks": (CONTACT, "", Status.PASS),
    "a table of labels and values": (
        "<table><tr><td>Địa chỉ</td><td>Tràm Xanh, Rạch Sậy</td></tr><tr><td>Điện thoại</td><td>3000 123</td></tr>"
        "<tr><td>Email</td><td>thkenhnho@edu.viettel.example</td></tr></table>",
        "",
        Status.PASS,
    ),
    "a list of definitions": (
        "<dl><dt>Địa chỉ:</dt><dd>KP.3, P.5, TP. Vị Lau</dd><dt>ĐT:</dt><dd>02993 000 123</dd><dt>Thư:</dt><dd>thkenhnho [at] rachsay.edu.example</dd></dl>",
        "",
        Status.PASS,
    ),
    "links that call": (
        "<p>Số 12, đường Bờ Kênh, xã Rạch Sậy</p><a href='tel:+842993000123'>Gọi cho trường</a><a href='mailto:thkenhnho@rachsay.edu.example?subject=x'>Gửi thư</a>",
        "",
        Status.PASS,
    ),
    "an e-mail in character references": (
        CONTACT.replace("thkenhnho@", "&#116;&#104;kenhnho&#64;"),
        "",
        Status.PASS,
    ),
    "an e-mail that a shield hides": (
        CONTACT.replace("thkenhnho@rachsay.edu.example", "<a class='__cf_email__' data-cfemail='" + bytes([7, *(b ^ 7 for b in b"th@kn.example")]).hex() + "'>[email&#160;protected]</a>"),
        "",
        Status.PASS,
    ),
    "a picture that says it": ("<img src='/lh.jpg' alt='Ấp Kênh Nhỏ, xã Rạch Sậy. ĐT: 0299 3000 123. Email: thkenhnho@rachsay.edu.example'>", "", Status.PASS),
    "a foot without a name, on the home page of a small site": ("", f"<div id='chan'><p>{CONTACT}</p></div>", Status.PASS),
    "the maker signs in the school's own line": ("", "<div id='footer'>Ấp Kênh Nhỏ, xã Rạch Sậy - ĐT: 0299 3000 123 - thkenhnho@rachsay.edu.example - Thiết kế bởi VNPT</div>", Status.PASS),
    "after links to the offices": (
        "",
        "<div id='chan'><ul><li><a href='http://pgd.example/'>Phòng GD&amp;ĐT Rạch Sậy</a></li><li><a href='http://so.example/'>Sở GD&amp;ĐT</a></li></ul>"
        f"<p>Hôm nay 5 lượt</p><p>Hôm qua 7 lượt</p><p>Tổng cộng nhiều lượt</p>{CONTACT}</div>",
        Status.PASS,
    ),
    "the office's name above, the school's own e-mail below": ("", f"<footer><p>UBND XÃ RẠCH SẬY</p>{CONTACT}</footer>", Status.PASS),
    "a picture and a form": ("<img src='/lh.jpg'><form>Họ tên <input> Nội dung <textarea></textarea> <button>Gửi</button></form>", "", Status.NEEDS_REVIEW),
    "an address near another school": ("<p>Địa chỉ: cạnh Trường THCS Bãi Bồi, ấp Kênh Nhỏ, xã Rạch Sậy</p><p>ĐT: 0299 3000 123; thkenhnho@rachsay.edu.example</p>", "", Status.PASS),
    "the contact of the secondary school of the same name": (
        "<p>Trường THCS Kênh Nhỏ</p><p>Ấp Kênh Nhỏ, xã Rạch Sậy</p><p>ĐT: 0299 3000 999</p><p>Email: vanphong@bai-boi.edu.example</p>", "", Status.FAIL,
    ),
    "only the office": ("<p>Phòng Giáo dục và Đào tạo Rạch Sậy</p><p>Số 1, đường Lộ Mới, xã Rạch Sậy</p><p>ĐT: 0299 3000 002</p><p>pgd@rachsay.gov.example</p>", "", Status.FAIL),
}  # fmt: skip


@pytest.mark.parametrize(("contact", "foot", "status"), CONTACTS.values(), ids=CONTACTS)
def test_contact(contact: str, foot: str, status: Status) -> None:
    verdict = judged(whole(contact=contact, foot=foot))["contact"]
    assert verdict.status is status, (verdict.reason, verdict.findings, dict(verdict.facts))


DNN = (
    "<form id='Form'><input type='hidden' name='__VIEWSTATE' value='/wEPDwUK'><div id='dnn_TopPane'><a href='/'>Trang chủ</a></div>"
    "<div id='dnn_ContentPane'><div class='DnnModule DnnModule-html DnnModule-1461'><h2>Giới thiệu</h2>"
    f"<div id='dnn_ctr1461_HtmlModule_lblContent'>{ABOUT}</div></div></div></form>"
)
PAGES = {
    "DotNetNuke: one form over all": (HOME + "gioi-thieu/tabid/61/default.aspx", page(DNN)),
    "VNPT Long An": (
        HOME + "Detail/12/Gioi-thieu",
        page(f"<div class='ct'><h3>GIỚI THIỆU</h3><div>{ABOUT}</div></div><div class='f'>Thiết kế bởi VNPT Long An</div>"),
    ),
    "an introduction that is kept as a post": (
        HOME + "gioi-thieu/gioi-thieu-chung-3.html",
        POSTS[1].html.replace(TITLE, "Giới thiệu chung").replace(FIRST, ABOUT),
    ),
    "thangbinh": (HOME + "kenhnho/_content/gioithieu/detail/_99.html", page(f"<h2 class='title'>Giới thiệu</h2>{ABOUT}")),
}  # fmt: skip


@pytest.mark.parametrize(("url", "text"), PAGES.values(), ids=PAGES)
def test_an_introduction_of_any_family(url: str, text: str) -> None:
    home = page(f"{MENU}<a href='{url}'>Giới thiệu chung</a>{NEWS}")
    assert judged(site_of((HOME, home), (url, text)))["about"].status is Status.PASS


def test_an_introduction_kept_as_a_post_is_judged_as_no_news() -> None:
    reading: Reading = read(
        PAGES["an introduction that is kept as a post"][1], HOME + "gioi-thieu/gioi-thieu-chung-3.html"
    )
    assert reading.article is not None
    outcomes = lint(reading.article, POLICY.rules, Context(date(2026, 11, 23), date(2020, 9, 7), school=SCHOOL))
    assert Status.FAIL not in {outcome.verdict.status for outcome in outcomes}
