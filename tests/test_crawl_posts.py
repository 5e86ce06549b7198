"""Each article once and whole, pages without their frame. C50, C63, C64; sites stand in memory."""

from __future__ import annotations

from typing import Any

import httpx
import pytest
from crawling import (
    ABOUT,
    FLOOD,
    HOME,
    Web,
    about,
    crawled,
    html,
    judged,
    listing,
    moved,
    page,
    post,
    prose,
    urls,
    verdict,
)

from linter.model import Page

PNG = httpx.Response(200, content=b"\x89PNG\r\n", headers={"Content-Type": "text/html"})


# --- each article once -----------------------------------------------------------------------------------


def canonical(path: str) -> str:
    return f'<link rel="canonical" href="{path}">'


def test_one_post_under_many_addresses_is_one_article() -> None:
    """C63: other categories, tracking, another spelling; canonical links lead to the one."""
    text = post("Hội thi", prose("hội thi"), head=canonical(f"{HOME}tin/hoi-thi/"))
    paths = [
        "/tin/hoi-thi/",
        "/chung/hoi-thi/",
        "/tin/hoi-thi/?page=2",
        "/tin/hoi-thi/?utm_source=x",
        "/tin/hoi-thi/?xem=1",
    ]
    answers = {"/": listing(*paths, "/print/tin/hoi-thi/", "/tin/hoi-thi/amp/"), **dict.fromkeys(paths, text)}
    assert urls(crawled(Web(answers))) == ["/tin/hoi-thi/"]


def test_one_post_under_many_addresses_is_one_article_without_a_canonical_link() -> None:
    text = post("Hội thi", prose("hội thi"))
    answers = {
        "/": listing("/b/tin/hoi-thi", "/a/hoi-thi", "/a/hoi-thi/"),
        "/b/tin/hoi-thi": text,
        "/a/hoi-thi": text,
        "/a/hoi-thi/": text,
    }
    assert urls(crawled(Web(answers))) == ["/a/hoi-thi"]


@pytest.mark.parametrize(
    "named",
    [
        "/",
        "http://khac.example/tin/hoi-thi/",
        "/print/a/",
        "/index.php",
        "http://[",
        "/tin-tuc/",
        f"{HOME}uploads/a.pdf",
    ],
)
@pytest.mark.parametrize("count", [1, 3])
def test_a_canonical_link_that_names_something_else_is_not_believed(named: str, count: int) -> None:
    posts = {f"/{n}/": post(f"Tin {n}", prose(f"chuyện {n}"), head=canonical(named)) for n in range(count)}
    home = page("Trang chủ", menu={"Tin tức": "/tin-tuc/", "Đầu": "/index.php"})
    answers = {"/": home, "/index.php": moved("/"), "/tin-tuc/": listing(*posts), **posts}
    assert urls(crawled(Web(answers))) == sorted(posts)


def test_a_canonical_link_that_a_template_repeats_swallows_no_posts() -> None:
    posts = {f"/{n}/": post(f"Tin {n}", prose(f"chuyện {n}"), head=canonical("/0/")) for n in range(3)}
    assert urls(crawled(Web({"/": listing(*posts), **posts}))) == ["/0/", "/1/", "/2/"]


def test_the_same_number_in_two_parts_of_a_site_is_two_posts() -> None:
    """NukeViet's modules count by themselves: /tin/a-12.html and /thong-bao/b-12.html are two posts."""

    def nukeviet(title: str) -> str:
        return (
            f'<html><head><title>{title}</title><meta name="generator" content="NukeViet v4.5"></head><body>'
            f'<div class="news_column"><h1 class="title">{title}</h1><span class="h5">Thứ hai - 05/10/2026 08:00</span>'
            f'<div id="news-bodyhtml" class="bodytext">{prose(title)}</div></div></body></html>'
        )

    posts = {
        "/tin/a-12.html": nukeviet("Hội thi"),
        "/thong-bao/b-12.html": nukeviet("Nghỉ lễ"),
        "/cu/a-12.html": nukeviet("Hội thi"),
    }
    assert urls(crawled(Web({"/": listing(*posts), **posts}))) == ["/cu/a-12.html", "/thong-bao/b-12.html"]


def test_two_short_notices_of_one_title_and_day_are_two() -> None:
    posts = {f"/{n}/": post("Thông báo", "<p>Mời xem tệp kèm.</p>") for n in range(2)}
    assert urls(crawled(Web({"/": listing(*posts), **posts}))) == ["/0/", "/1/"]


def part(number: int) -> str:
    return "dai/" if number == 1 else f"dai/{number}/"


def paged(number: int, of: int, *, named: str = "") -> str:
    others = (n for n in range(1, of + 1) if n != number)
    links = "".join(f'<a class="post-page-numbers" href="{HOME}{part(n)}">{n}</a>' for n in others)
    return post("Dài", f"<p>Phần {number} {'chữ ' * 30}</p>", more=f'<div class="page-links">{links}</div>', head=named)


@pytest.mark.parametrize("named", ["", canonical(f"{HOME}dai/")])
@pytest.mark.parametrize("first", ["/dai/", "/dai/2/", "/dai/11/"])
def test_a_post_of_several_pages_is_one_article_in_the_right_order(first: str, named: str) -> None:
    parts = {f"/{part(n)}": paged(n, 11, named=named) for n in range(1, 12)}
    seen = crawled(Web({"/": listing(first), **parts}))
    assert urls(seen) == ["/dai/"]
    article = seen.articles[0]
    assert [block.text.split()[1] for block in article.blocks] == [str(n) for n in range(1, 12)]
    assert article.doubts == ()


@pytest.mark.parametrize("answer", [500, 404, moved("/"), FLOOD])
def test_a_post_of_several_pages_with_a_part_that_was_not_read_carries_a_doubt(answer: Any) -> None:
    report = judged(
        Web({"/": listing("/dai/"), "/dai/": paged(1, 3), "/dai/2/": answer, "/dai/3/": paged(3, 3)})
    ).reports[0]
    assert [a.article.url for a in report.articles] == [f"{HOME}dai/"]
    assert report.articles[0].article.doubts
    assert verdict(report.articles[0].outcomes, "article-length")[0] not in {"fail", "pass"}


def test_the_later_parts_alone_are_no_short_article() -> None:
    seen = crawled(Web({"/": listing("/dai/2/"), "/dai/": 500, "/dai/2/": paged(2, 2)}))
    assert [bool(article.doubts) for article in seen.articles] == [True]


# --- bytes that lie --------------------------------------------------------------------------------------


def test_a_page_under_a_type_that_says_nothing_is_read() -> None:
    """C50."""
    body = page("Giới thiệu", ABOUT).encode()
    for media in ("application/octet-stream", "text/plain"):
        web = about(httpx.Response(200, content=body, headers={"Content-Type": media}))
        assert verdict(judged(web).reports[0].outcomes, "section-about")[0] == "pass"
    assert verdict(judged(about(httpx.Response(200, content=body))).reports[0].outcomes, "section-about")[0] == "pass"


def test_a_file_under_the_type_of_a_page_is_no_article() -> None:
    web = Web({"/": listing("/tai-ve/12", "/anh/1"), "/tai-ve/12": html("%PDF-1.4\n<h1>x</h1>"), "/anh/1": PNG})
    seen = crawled(web)
    assert len(seen.pages) == 1
    assert seen.unreached == ()


def test_a_counter_a_clock_and_a_token_are_no_change() -> None:
    """C64: two crawls of one site that differs in these give the same."""

    def site(n: int) -> Web:
        home = listing("/a/").replace("</body>", f"<p>Lượt truy cập: {n}</p></body>")
        return Web({"/": home, "/a/": post("Hội thi", prose("hội thi"), more=f'<input value="{n}">')})

    assert crawled(site(1)).articles == crawled(site(987654)).articles


def test_a_sample_post_of_the_software_is_noted_and_is_no_article() -> None:
    seen = crawled(
        Web({"/": listing("/a/"), "/a/": post("Hello world!", "<p>Chào mừng bạn đến với WordPress. Hello world</p>")})
    )
    assert seen.articles == ()
    assert [note.code for note in seen.record.notes] == ["sample-post"]


# --- the frame of a site ---------------------------------------------------------------------------------


def test_a_section_under_five_addresses_is_no_frame() -> None:
    home = page(
        "Trang chủ", "".join(f'<a href="/gt-{n}/">x</a>' for n in range(5)), menu={"Giới thiệu": "/gioi-thieu/"}
    )
    twins = {f"/gt-{n}/": page("Giới thiệu", ABOUT) for n in range(5)}
    web = Web({"/": home, "/gioi-thieu/": page("Giới thiệu", ABOUT), **twins})
    assert verdict(judged(web).reports[0].outcomes, "section-about")[0] == "pass"


def test_what_stands_on_many_pages_is_set_aside() -> None:
    topics = ("hội thi", "hội trại", "sơ kết", "dã ngoại", "đọc sách", "bơi")
    many = {f"/{n}/": page(topic, f"<p>Thăm dò ý kiến</p>{prose(topic, 2)}") for n, topic in enumerate(topics)}
    seen = crawled(Web({"/": page("Trang chủ", "".join(f'<a href="{p}">x</a>' for p in many)), **many}))
    regions = {b.region.value for p in seen.pages for b in p.blocks if b.text == "Thăm dò ý kiến"}
    assert regions == {"aside"}
    assert isinstance(seen.pages[0], Page)
