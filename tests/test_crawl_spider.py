"""One site from its robots.txt to its record: what is read, what is not, and what that proves. C35–C45, C50, C54,
C55, C59, C63, C64, C68 of the hostile cases; sites stand in memory, clocks are toys."""

from __future__ import annotations

import asyncio
import gzip
import time
from itertools import pairwise
from typing import Any

import httpx
import pytest
from crawling import HOME, NAME, Web, crawled, html, judged, listing, moved, page, post, prose, verdict

from linter.crawl import Caps, Crawled, Silent, Target, crawl, entrance, spider, view
from linter.crawl.signs import DEEPEST
from linter.crawl.view import OUR_FAULT
from linter.model import Page
from linter.read.html import read

FLOOD = '<title>Hãy đợi...</title><div class="floodblocker">Hệ thống đang từ chối truy cập của bạn.</div>'
ABOUT = f"<p>{NAME} được thành lập năm 1990. </p>" + prose("nhà trường", 8)
SITEMAP = "<urlset>{}</urlset>"
PNG = httpx.Response(200, content=b"\x89PNG\r\n", headers={"Content-Type": "text/html"})
ALLOW = httpx.Response(200, text="User-agent: *\nDisallow:\n", headers={"Content-Type": "text/plain"})


def robots(text: str) -> httpx.Response:
    return httpx.Response(200, text=text, headers={"Content-Type": "text/plain"})


def sitemap(*paths: str) -> httpx.Response:
    urls = "".join(f"<url><loc>{path if '://' in path else HOME[:-1] + path}</loc></url>" for path in paths)
    return httpx.Response(200, text=f"<urlset>{urls}</urlset>", headers={"Content-Type": "text/xml"})


def urls(seen: Crawled) -> list[str]:
    return [(article.url or "").removeprefix(HOME[:-1]) for article in seen.articles]


def lost(seen: Crawled) -> dict[str, str]:
    return {entry.url.removeprefix(HOME[:-1]): entry.reason for entry in seen.unreached}


def about(answer: Any, **others: Any) -> Web:
    """A site whose menu leads to an introduction that answers so."""
    home = page("Trang chủ", prose("hội thi", 3), menu={"Giới thiệu": "/gioi-thieu/", "Tin tức": "/tin-tuc/"})
    return Web({"/": home, "/tin-tuc/": listing("/gioi-thieu/"), "/gioi-thieu/": answer, **others})


# --- absence is proved by what was read alone ------------------------------------------------------------


def test_the_introduction_is_found_where_it_is_served() -> None:
    report = judged(about(page("Giới thiệu", ABOUT))).reports[0]
    assert report.crawl.status == "completed"
    assert verdict(report.outcomes, "section-about")[0] == "pass"


@pytest.mark.parametrize("answer", [404, 410, moved("/"), moved("/#x"), moved("/index.php")])
def test_an_introduction_that_is_not_there_is_missing(answer: Any) -> None:
    report = judged(about(answer, **{"/index.php": moved("/")})).reports[0]
    assert report.crawl.status == "completed"
    assert verdict(report.outcomes, "section-about")[0] == "fail"


UNREAD = {
    "timeout": (httpx.ReadTimeout("x"), "thời hạn"),
    "500": (500, "500"),
    "503": (503, "503"),
    "reset": (httpx.ReadError("x"), ""),
    "403": (403, "403"),
    "401": (401, "đăng nhập"),
    "406": (406, "406"),
    "204": (httpx.Response(204), "204"),
    "304 unasked": (httpx.Response(304), "304"),
    "300 without a place": (httpx.Response(300), "300"),
    "429": (429, "429"),
    "flood": (FLOOD, "Hãy đợi"),
    "flood as 404": (html(FLOOD, 404), "Hãy đợi"),
    "flood as 503": (html(FLOOD, 503), "Hãy đợi"),
    "challenge": (html("<title>Just a moment...</title>", 403), "chặn"),
    "parked": ("<p>Website đang bảo trì", "bảo trì"),
    "empty": ("", "rỗng"),
    "needs-js": ('<div id="app"></div><script></script>', "JavaScript"),
    "frame around a shell": (
        page("Giới thiệu", "", footer=ABOUT).replace("<h1>Giới thiệu</h1>", "<div id=app></div>"), "JavaScript"
    ),
    "login by redirect": (moved("/users/login/?nv_redirect=x"), "đăng nhập"),
    "login form": ("<form><input type=password></form>Tên", "đăng nhập"),
    "login in a frame": (page("Giới thiệu", "<p>Bạn cần đăng nhập để xem nội dung này</p>"), "đăng nhập"),
    "too deep": ("<div>" * (DEEPEST + 1) + ABOUT, "lồng"),
    "a file for a page": (html("%PDF-1.4"), "tệp"),
    "a redirect to a file": (moved("/gioi-thieu.pdf"), "tệp"),
    "a redirect to another host": (moved("http://th-khac.edu.example/gioi-thieu/"), "ngoài trang"),
    "a page that sends to another host": (
        page(head='<meta http-equiv="refresh" content="0;url=http://th-khac.edu.example/">'), "ngoài trang"
    ),
    "a page that sends home": (page(head='<meta http-equiv="refresh" content="0;url=/">'), "về trang chủ"),
    "a redirect without end": (moved("/gioi-thieu/"), ""),
    "a redirect to a session": (moved("/?nv_redirect=x"), "phiên"),
    "too large": (httpx.Response(200, content=b"<p>" + b"x" * 5_000_000, headers={"Content-Type": "text/html"}), "lớn"),
}  # fmt: skip


@pytest.mark.parametrize(("answer", "reason"), UNREAD.values(), ids=UNREAD.keys())
def test_an_introduction_that_could_not_be_read_is_not_called_missing(answer: Any, reason: str) -> None:
    report = judged(about(answer)).reports[0]
    status, said = verdict(report.outcomes, "section-about")
    assert status == "not-checked"
    assert reason in said


@pytest.mark.parametrize("rule", ["Disallow: /gioi-thieu/", "Disallow: /*gioi"])
def test_an_introduction_that_robots_txt_keeps_back_is_not_called_missing(rule: str) -> None:
    web = about(page("Giới thiệu", ABOUT), **{"/robots.txt": robots(f"User-agent: *\n{rule}\n")})
    report = judged(web).reports[0]
    assert "/gioi-thieu/" not in web.paths()
    assert report.crawl.status == "completed"
    assert report.crawl.failed == 1
    status, reason = verdict(report.outcomes, "section-about")
    assert status == "not-checked"
    assert "robots.txt" in reason


def test_a_redirect_does_not_lead_around_robots_txt() -> None:
    web = about(moved("/rieng/a"), **{"/robots.txt": robots("User-agent: *\nDisallow: /rieng/\n"), "/rieng/a": ABOUT})
    assert verdict(judged(web).reports[0].outcomes, "section-about")[0] == "not-checked"
    assert "/rieng/a" not in web.paths()


@pytest.mark.parametrize(
    ("menu", "why"),
    [
        ({"Giới thiệu": "/uploads/gioi-thieu.pdf"}, "tệp"),
        ({"Giới thiệu": "/users/gioi-thieu/"}, "đăng nhập"),
        ({"Giới thiệu": "http://gioi-thieu.example/"}, "ngoài trang"),
    ],
)
def test_a_section_that_a_menu_keeps_elsewhere_is_not_called_missing(menu: dict[str, str], why: str) -> None:
    report = judged(Web({"/": page("Trang chủ", prose("hội thi"), menu=menu)})).reports[0]
    status, reason = verdict(report.outcomes, "section-about")
    assert status == "not-checked"
    assert why in reason
    assert verdict(report.outcomes, "section-organisation")[0] == "fail", "the label names the other section"


def test_a_crash_of_a_reader_costs_one_page(monkeypatch: pytest.MonkeyPatch) -> None:
    def reading(text: str, url: str) -> Any:
        if "gioi-thieu" in url:
            raise RecursionError("bug")
        return read(text, url)

    monkeypatch.setattr(view, "read", reading)
    web = about(page("Giới thiệu", ABOUT), **{"/tin-tuc/": listing("/a/"), "/a/": post("Một", prose("hội thi"))})
    report = judged(web).reports[0]
    assert report.crawl.status == "completed"
    assert len(report.articles) == 1
    assert verdict(report.outcomes, "section-about") == (
        "not-checked",
        f"không đọc được “Giới thiệu” ({OUR_FAULT})",
    )


def test_a_label_found_after_the_page_was_lost_still_counts() -> None:
    """The sitemap names the page without words; the menu that names it stands on a later page."""
    answers = {
        "/": page("Trang chủ", prose("hội thi"), menu={"Tin": "/tin/"}),
        "/sitemap.xml": sitemap("/z12/", "/tin/"),
        "/z12/": 500,
        "/tin/": page("Tin", prose("tin"), menu={}),
        "/sau/": page("Sau", "<p>x</p>", menu={"Giới thiệu": "/z12/"}),
    }
    answers["/tin/"] = page("Tin", '<p><a href="/sau/">Sau</a></p>')
    report = judged(Web(answers)).reports[0]
    assert verdict(report.outcomes, "section-about")[0] == "not-checked"


def test_a_menu_that_redirects_leads_to_the_page_behind() -> None:
    """NukeViet's /about/ is a redirect to the first page of it, whose name may be anything."""
    web = about(moved("/ve/truong-ta-xua-va-nay.html"), **{"/ve/truong-ta-xua-va-nay.html": page("Xưa và nay", ABOUT)})
    assert verdict(judged(web).reports[0].outcomes, "section-about")[0] == "pass"


def test_a_page_that_refreshes_leads_to_the_page_behind() -> None:
    stub = page(head='<meta http-equiv="refresh" content="0; url=/ve/truong-ta.html">')
    web = about(stub, **{"/ve/truong-ta.html": page("Xưa và nay", ABOUT)})
    assert verdict(judged(web).reports[0].outcomes, "section-about")[0] == "pass"


def test_what_was_lost_and_then_reached_over_a_redirect_is_not_lost() -> None:
    answers = {
        "/": page("Trang chủ", "<p>x</p>", menu={"Bài": "/bai/", "Bài cũ": "/bai-cu/"}),
        "/bai/": [500, 500, page("Bài", prose("hội thi"))],
        "/bai-cu/": moved("/bai/"),
    }
    seen = crawled(Web(answers))
    assert seen.unreached == ()
    assert f"{HOME}bai/" in [p.url for p in seen.pages]


# --- the start -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("answer", "status"),
    [
        (httpx.ReadTimeout("x"), "timeout"), (httpx.ConnectError("x"), "connection-reset"), (503, "error"),
        (404, "error"),
        (403, "blocked"), (429, "blocked"), (FLOOD, "blocked"), (html(FLOOD, 503), "blocked"),
        (401, "login-required"),
        (moved("/users/login/"), "login-required"), ("<p>Tên miền này đã hết hạn", "parked"), ("", "empty"),
        (httpx.Response(204), "error"), ("<div id=app></div>", "needs-js"),
        (moved("http://khac.edu.example/"), "error"),
        (page(head='<meta http-equiv=refresh content="0;url=http://khac.edu.example/">'), "error"),
        (moved("/"), "too-many-redirects"), (html("%PDF-1.4"), "error"), ("<div>" * (DEEPEST + 1) + "x", "error"),
    ],
)  # fmt: skip
def test_a_home_page_that_cannot_be_read_ends_the_crawl_with_a_reason(answer: Any, status: str) -> None:
    report = judged(Web({"/": answer})).reports[0]
    assert report.crawl.status == status
    assert report.crawl.reason
    assert report.crawl.read == 0
    assert {o.verdict.status.value for o in report.outcomes} == {"not-checked"}


@pytest.mark.parametrize("answer", [500, 503, httpx.ReadTimeout("x"), httpx.ConnectError("x"), 429, FLOOD])
def test_robots_txt_that_cannot_be_read_ends_the_crawl_before_it_begins(answer: Any) -> None:
    web = Web({"/robots.txt": answer, "/": page("Trang chủ")})
    report = judged(web).reports[0]
    assert web.paths() == []
    assert report.crawl.status in {"error", "timeout", "blocked", "connection-reset"}
    assert {o.verdict.status.value for o in report.outcomes} == {"not-checked"}


def test_a_server_that_says_wait_in_place_of_robots_txt_is_asked_again() -> None:
    web = Web({"/robots.txt": [FLOOD, ALLOW], "/": page("Trang chủ", prose("hội thi"))})
    assert crawled(web).record.status == "completed"
    assert web.clock.now > 60


def test_robots_txt_that_forbids_all() -> None:
    web = Web({"/robots.txt": robots("User-agent: *\nDisallow: /\n"), "/": page("Trang chủ")})
    assert crawled(web).record.status == "robots-denied"
    assert web.asked == [f"{HOME}robots.txt"]


def test_a_block_that_passes_costs_time_and_nothing_else() -> None:
    web = about([html(FLOOD), page("Giới thiệu", ABOUT)])
    report = judged(web).reports[0]
    assert report.crawl.status == "completed"
    assert verdict(report.outcomes, "section-about")[0] == "pass"


def test_a_home_page_may_move_to_https_and_www_and_the_site_stays_one() -> None:
    other = "https://www.th-kenh-nho.edu.example/"
    answers: dict[str, Any] = {"/": moved(other), other: page("Trang chủ", menu={"Bài": f"{HOME}bai/", "Hai": "/hai/"})}
    answers[f"{HOME}bai/"] = moved(f"{other}bai/")
    answers[f"{other}bai/"] = post("Hội thi", prose("hội thi"))
    answers[f"{other}hai/"] = page("Hai", '<p>Nội dung</p><a href="http://www.th-kenh-nho.edu.example/bai/">bài</a>')
    web = Web(answers)
    seen = crawled(web)
    assert seen.record.status == "completed"
    assert [a.url for a in seen.articles] == [f"{other}bai/"]
    assert sum(url.endswith("/bai/") for url in web.asked) <= 4, "asked once more for the robots.txt of www. alone"
    assert f"{other}robots.txt" in web.asked
    assert seen.unreached == ()


def test_each_host_of_a_site_has_its_own_robots_txt() -> None:
    other = "http://th-kenh-nho.example/"
    answers: dict[str, Any] = {
        "/": page("Trang chủ", menu={"Một": f"{other}mot/", "Hai": f"{other}hai/"}),
        f"{other}robots.txt": robots("User-agent: *\nDisallow: /mot/\n"),
        f"{other}mot/": page("Một"),
        f"{other}hai/": page("Hai", prose("hai")),
    }
    web = Web(answers)
    seen = crawled(web, hosts=("th-kenh-nho.example",))
    assert f"{other}mot/" not in web.asked
    assert lost(seen) == {f"{other}mot/": "robots.txt không cho đọc"}
    assert f"{other}hai/" in [p.url for p in seen.pages]


def test_a_school_below_a_path_keeps_to_its_path() -> None:
    home = f"{HOME}mn-b"
    answers: dict[str, Any] = {
        "/mn-b": moved("/mn-b/"),
        "/mn-b/": page("Trang chủ", prose("b"), menu={"Bài": "/mn-b/bai/", "Bạn": "/mn-c/", "Phòng": "/"}),
        "/mn-b/bai/": page("Bài", prose("bài")),
        "/mn-b/sitemap.xml": sitemap("/mn-b/riêng/", "/mn-c/x/"),
        "/mn-b/ri%C3%AAng/": page("Riêng", prose("riêng")),
        "/mn-c/": page("C"),
    }
    web = Web(answers)
    seen = crawled(web, home)
    assert {p.url.removeprefix(HOME[:-1]) for p in seen.pages} == {"/mn-b/", "/mn-b/bai/", "/mn-b/ri%C3%AAng/"}
    assert not [path for path in web.paths() if not path.startswith("/mn-b")]


# --- what a missing page looks like ----------------------------------------------------------------------


@pytest.mark.parametrize("home", ["/vi/", "/index.php", "/trang-chu.html"])
def test_unknown_addresses_sent_home_are_missing_wherever_home_is(home: str) -> None:
    answers = {
        "/": moved(home),
        home: page("Trang chủ", prose("hội thi"), menu={"Giới thiệu": "/gioi-thieu/", "Tin": "/tin/"}),
        "/tin/": page("Tin", prose("tin")),
    }
    report = judged(Web(answers, missing=moved("/"))).reports[0]
    assert report.crawl.skipped == {spider.MISSING: 1}
    assert verdict(report.outcomes, "section-about")[0] == "fail"


@pytest.mark.parametrize("missing", ["home", "sorry"])
def test_a_200_for_every_unknown_address_is_no_page(missing: str) -> None:
    home = page("Trường", prose("hội thi") + "<p>Lượt xem: 1</p>", menu={"Giới thiệu": "/gioi-thieu/", "Tin": "/tin/"})
    sorry = (
        home.replace("Lượt xem: 1", "Lượt xem: 2") if missing == "home" else page("Lỗi", "<p>Trang không tồn tại</p>")
    )
    web = Web({"/": home, "/tin/": page("Tin", prose("tin"))}, missing=lambda _: sorry)
    seen = crawled(web)
    assert [p.url.removeprefix(HOME) for p in seen.pages] == ["", "tin/"]
    assert seen.record.skipped == {spider.MISSING: 1}
    assert verdict(judged(web).reports[0].outcomes, "section-about")[0] == "fail"


def test_a_page_fallen_to_where_unknown_addresses_go_is_missing_and_that_page_is_none() -> None:
    home = page("Trang chủ", prose("hội thi"), menu={"Giới thiệu": "/gioi-thieu/", "Lỗi": "/404.html"})
    web = Web({"/": home, "/404.html": page("Lỗi", "<p>Không có trang này</p>")}, missing=moved("/404.html"))
    seen = crawled(web)
    assert seen.record.skipped == {spider.MISSING: 1}
    assert "404.html" in seen.pages[1].url, "asked for by name it is what it is"


def test_a_site_that_shows_one_page_everywhere_is_not_judged() -> None:
    """A client-side router serves its shell, with a static menu, under every address."""
    shell = page("Trường", "<p>Chào mừng</p>", menu={"Giới thiệu": "/gioi-thieu/", "Liên hệ": "/lien-he/"})
    report = judged(Web({"/": shell}, missing=shell)).reports[0]
    assert report.crawl.status == "needs-js"
    assert {o.verdict.status.value for o in report.outcomes} == {"not-checked"}


def test_a_short_page_with_words_of_its_own_is_not_mistaken_for_a_missing_one() -> None:
    home = page("Trường", prose("hội thi"), menu={"Liên hệ": "/lien-he/"})
    contact = page("Trường", prose("hội thi") + "<p>Điện thoại: (0299) 3000 123</p>")
    seen = crawled(Web({"/": home, "/lien-he/": contact}, missing=home))
    assert len(seen.pages) == 2


# --- off the site, traps, caps ---------------------------------------------------------------------------


def test_redirects_off_the_site_are_not_followed() -> None:
    web = about(
        moved("http://co-bac.example/"),
        **{"http://co-bac.example/": page("x"), "/tin-tuc/": listing("/b/"), "/b/": moved("http://127.0.0.1/")},
    )
    seen = crawled(web)
    assert all(url.startswith(HOME) for url in web.asked)
    pointing = {page.url: page.links[0].url for page in seen.pages if page.links and not page.blocks}
    assert pointing == {f"{HOME}gioi-thieu/": "http://co-bac.example/", f"{HOME}b/": "http://127.0.0.1/"}
    assert seen.unreached == ()


def test_a_base_on_another_host_leads_nowhere() -> None:
    home = page("Trang chủ", '<a href="bai/">Bài</a>', head='<base href="http://khac.example/">')
    web = Web({"/": home, "/bai/": page("Bài", prose("bài"))})
    assert len(crawled(web).pages) == 2
    assert all(url.startswith(HOME) for url in web.asked)


def test_traps_end() -> None:
    """C35, C36: a calendar, a filter and a relative link that never end; the site is still judged."""

    def endless(request: httpx.Request) -> str:
        n = len(request.url.path) + int(request.url.params.get("loc") or 0)
        links = "".join(
            f'<a href="{href}">x</a>'
            for href in (f"/lich?d=2020-01-{n:02}", f"/tim-lop?loc={n}&xem=tat", "a/b/", f"/lich/{2000 + n}/1")
        )
        return page(f"Trang {n}", f"<p>Nội dung {'một ' * n}</p>{links}")

    home = page(
        "Trang chủ",
        '<a href="/lich?d=2020-01-01">Lịch</a> <a href="/tim-lop?loc=1&xem=tat">Lớp</a> <a href="a/b/">a</a>',
    )
    web = Web({"/": home}, missing=endless)
    report = judged(web).reports[0]
    assert report.crawl.status == "completed"
    assert len(web.asked) < 150
    assert report.crawl.skipped["trang lịch"] > 1
    assert report.crawl.skipped["địa chỉ lặp vô tận hoặc quá dài"] >= 1
    assert report.crawl.failed >= 1, "what was cut from the filter is not called read"
    assert verdict(report.outcomes, "section-about")[0] == "fail"


def test_the_cap_on_pages_gives_a_partial_crawl_and_names_what_is_left() -> None:
    many = {f"/{n}/": page(f"Trang {n}", prose(f"chuyện {n}", 2)) for n in range(20)}
    home = page("Trang chủ", "".join(f'<a href="{path}">{path}</a>' for path in many))
    seen = crawled(Web({"/": home, **many}), caps=Caps(pages=8))
    assert (seen.record.status, seen.record.read) == ("partial", 8)
    assert "8 trang" in seen.record.reason
    assert sorted(lost(seen)) == sorted(f"/{n}/" for n in range(7, 20))
    assert seen.record.failed == 13
    assert seen.record.found == 21


def test_a_cap_that_is_just_enough_leaves_the_crawl_complete() -> None:
    many = {f"/{n}/": page(f"Trang {n}") for n in range(5)}
    home = page("Trang chủ", "".join(f'<a href="{path}">x</a>' for path in many))
    assert crawled(Web({"/": home, **many}), caps=Caps(pages=6)).record.status == "completed"


def test_missing_pages_have_a_cap_as_well() -> None:
    home = page("Trang chủ", "".join(f'<a href="/{n}/">x</a>' for n in range(500)))
    web = Web({"/": home})
    seen = crawled(web, caps=Caps(pages=10))
    assert seen.record.status == "partial"
    assert len(web.paths()) == 1 + Caps(pages=10).requests


def test_the_cap_on_time_gives_a_partial_crawl_and_names_the_page_in_hand() -> None:
    async def slow(_: httpx.Request) -> httpx.Response:
        await asyncio.sleep(30)
        return html("")

    async def run() -> Crawled:
        web = Web({"/": page("Trang chủ", '<a href="/a/">a</a><a href="/b/">b</a>')})

        async def answer(request: httpx.Request) -> httpx.Response:
            return await slow(request) if request.url.path == "/a/" else web(request)

        fetcher = web.fetcher()
        fetcher._client._transport._inner = httpx.MockTransport(answer)  # type: ignore[attr-defined]
        async with fetcher:
            target = Target("x", NAME, HOME, caps=Caps(seconds=0.5))
            return await crawl(target, fetcher, Silent(), Silent())

    seen = asyncio.run(run())
    assert seen.record.status == "partial"
    assert "thời gian" in seen.record.reason
    assert sorted(lost(seen)) == ["/a/", "/b/"]


def test_sections_are_read_before_a_cap_bites() -> None:
    posts = {f"/tin-{n}/": post(f"Tin {n}", prose(f"tin {n}", 2)) for n in range(30)}
    home = page("Trang chủ", "".join(f'<a href="{p}">x</a>' for p in posts), menu={"Giới thiệu": "/gioi-thieu/"})
    answers = {"/": home, "/sitemap.xml": sitemap(*posts), "/gioi-thieu/": page("Giới thiệu", ABOUT), **posts}
    report = judged(Web(answers), school_caps=Caps(pages=5)).reports[0]
    assert report.crawl.status == "partial"
    assert verdict(report.outcomes, "section-about")[0] == "pass"
    assert verdict(report.outcomes, "section-organisation")[0] == "not-checked"


def test_ten_thousand_links_on_a_page_are_followed_to_a_bound_and_said_so() -> None:
    """C38. Menus come first, wherever they stand."""
    links = "".join(f'<a href="/b{n}/">bài {n}</a>' for n in range(10_000))
    home = page("Trang chủ", links, footer='<a href="/gioi-thieu/">Giới thiệu</a>')
    web = Web({"/": home, "/gioi-thieu/": page("Giới thiệu", ABOUT)})
    seen = crawled(web, caps=Caps(links=50))
    assert lost(seen) == {"/": spider.MANY_LINKS}
    assert web.paths()[1] == "/gioi-thieu/"
    assert seen.record.found <= 60
    assert seen.record.status == "completed"
    absent = judged(web, school_caps=Caps(links=50)).reports[0]
    assert verdict(absent.outcomes, "section-organisation")[0] == "not-checked"


# --- sitemaps and feeds ----------------------------------------------------------------------------------


def test_sitemaps_lead_to_pages_that_nothing_links_to() -> None:
    named = (f"{HOME}sitemap.xml", f"{HOME}s2.xml.gz", "http://khac.example/s.xml")
    index = f"<sitemapindex>{''.join(f'<loc>{url}</loc>' for url in named)}</sitemapindex>"
    answers: dict[str, Any] = {
        "/": page("Trang chủ", prose("hội thi")),
        "/robots.txt": robots(f"Sitemap: {HOME}s1.xml\nSitemap: http://khac.example/s.xml\n"),
        "/sitemap.xml": httpx.Response(200, text=index, headers={"Content-Type": "text/xml"}),
        "/s1.xml": sitemap("/a/", "http://khac.example/b/"),
        "/s2.xml.gz": httpx.Response(
            200, content=gzip.compress(sitemap("/c/").content), headers={"Content-Type": "application/x-gzip"}
        ),
        "/a/": page("A", prose("a")),
        "/c/": page("C", prose("c")),
    }
    web = Web(answers)
    seen = crawled(web)
    assert web.paths() == ["/", "/s2.xml.gz", "/a/", "/c/"]
    assert [url for url in web.asked if url.endswith("sitemap.xml")] == [f"{HOME}sitemap.xml"]
    assert not [url for url in web.asked if "khac" in url]
    assert seen.unreached == ()


@pytest.mark.parametrize("answer", [500, 403, httpx.ReadTimeout("x"), httpx.Response(200, content=b"\x1f\x8bx")])
def test_a_sitemap_that_cannot_be_read_leaves_absence_unproved(answer: Any) -> None:
    report = judged(about(404, **{"/sitemap.xml": answer})).reports[0]
    status, reason = verdict(report.outcomes, "section-about")
    assert status == "not-checked"
    assert "sơ đồ trang" in reason


@pytest.mark.parametrize("answer", [404, 410, moved("/"), page("Trang chủ"), moved("/sitemap.xml")])
def test_a_site_without_a_sitemap_is_judged(answer: Any) -> None:
    assert verdict(judged(about(404, **{"/sitemap.xml": answer})).reports[0].outcomes, "section-about")[0] == "fail"


def test_a_sitemap_that_robots_txt_names_and_forbids_leaves_absence_unproved() -> None:
    text = f"User-agent: *\nDisallow: /so-do\nSitemap: {HOME}so-do.xml\n"
    report = judged(about(404, **{"/robots.txt": robots(text)})).reports[0]
    assert verdict(report.outcomes, "section-about")[0] == "not-checked"


def test_sitemaps_have_a_cap() -> None:
    names = [f"/s{n}.xml" for n in range(9)]
    index = "<sitemapindex>" + "".join(f"<loc>{HOME[:-1]}{name}</loc>" for name in names) + "</sitemapindex>"
    answers = {"/": page("Trang chủ", prose("x")), "/sitemap.xml": index, **{n: sitemap(f"{n}/") for n in names}}
    web = Web(answers)
    seen = crawled(web, caps=Caps(sitemaps=4))
    assert len([url for url in web.asked if url.endswith(".xml")]) == 4
    assert [entry.labels for entry in seen.unreached] == [("sơ đồ trang",)]


def test_fifty_thousand_addresses_do_not_hold_up_other_sites() -> None:
    big = "<urlset>" + "".join(f"<url><loc>{HOME}tin/bai-so-{n}.html</loc></url>" for n in range(50_000)) + "</urlset>"
    web = Web({"/": page("Trang chủ"), "/sitemap.xml": httpx.Response(200, text=big)})
    seen, longest = watched(web, Caps(pages=3))
    assert seen.record.found == 50_001
    assert seen.record.status == "partial"
    assert longest < 1.0


def test_the_feed_of_the_home_page_is_read_and_its_failure_says_nothing_of_sections() -> None:
    head = '<link rel="alternate" type="application/rss+xml" href="/feed/">'
    feed = f"<rss><item><link>{HOME}an/</link></item></rss>"
    home = page("Trang chủ", prose("hội thi"), head=head)
    assert f"{HOME}an/" in [
        p.url for p in crawled(Web({"/": home, "/feed/": feed, "/an/": page("Ẩn", prose("ẩn"))})).pages
    ]
    report = judged(Web({"/": home, "/feed/": 500})).reports[0]
    assert report.crawl.failed == 1
    assert verdict(report.outcomes, "section-about")[0] == "fail"


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
def test_a_canonical_link_that_names_something_else_is_not_believed(named: str) -> None:
    posts = {f"/{n}/": post(f"Tin {n}", prose(f"chuyện {n}"), head=canonical(named)) for n in range(3)}
    home = page("Trang chủ", menu={"Tin tức": "/tin-tuc/", "Đầu": "/index.php"})
    answers = {"/": home, "/index.php": moved("/"), "/tin-tuc/": listing(*posts), **posts}
    assert urls(crawled(Web(answers))) == ["/0/", "/1/", "/2/"]


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


# --- politeness and order --------------------------------------------------------------------------------


def test_the_delay_holds_for_everything_that_is_asked() -> None:
    """From start to start: robots.txt, probe, sitemaps, redirects, second tries and pages alike."""
    answers: dict[str, Any] = {
        "/robots.txt": moved("/robots2.txt"), "/robots2.txt": ALLOW,
        "/sitemap.xml": moved("/s.xml"), "/s.xml": sitemap("/a/"),
        "/": listing("/b/", "/c/"), "/a/": moved("/a/x/"), "/a/x/": page("A", prose("a")),
        "/b/": [httpx.ReadError("x"), page("B")], "/c/": [503, page("C")],
    }  # fmt: skip
    web = Web(answers)
    assert crawled(web).record.status == "completed"
    assert len(web.times) >= 12
    assert min(later - sooner for sooner, later in pairwise(web.times)) >= 2.1 - 1e-9


def test_a_crawl_delay_of_robots_txt_is_kept() -> None:
    web = Web({"/robots.txt": robots("User-agent: *\nCrawl-delay: 7\n"), "/": listing("/a/"), "/a/": page("A")})
    crawled(web)
    assert min(later - sooner for sooner, later in pairwise(web.times)) >= 7


def test_the_order_of_results_does_not_depend_on_timing() -> None:
    posts = {f"/{n}/": post(f"Tin {n}", prose(f"chuyện {n}")) for n in range(9)}

    def site(slow: bool) -> Web:
        def late(request: httpx.Request) -> Any:
            if slow:
                time.sleep(0.01 * (int(request.url.path.strip("/") or 0) % 3))
            return posts[request.url.path]

        return Web(
            {"/": listing(*reversed(posts)), **dict.fromkeys(posts, late), "/sitemap.xml": sitemap(*list(posts)[4:])}
        )

    quick, slow = crawled(site(False)), crawled(site(True))
    assert quick == slow
    assert urls(quick) == sorted(posts)


def watched(web: Web, caps: Caps = Caps()) -> tuple[Crawled, float]:  # noqa: B008
    """The crawl, and the longest time in seconds for which nothing else could run."""
    longest = 0.0

    async def beat() -> None:
        nonlocal longest
        while True:
            began = time.perf_counter()
            await asyncio.sleep(0.005)
            longest = max(longest, time.perf_counter() - began - 0.005)

    async def run() -> Crawled:
        async with web.fetcher() as fetcher:
            pulse = asyncio.ensure_future(beat())
            try:
                return await crawl(Target("x", NAME, HOME, caps=caps), fetcher, Silent(), Silent())
            finally:
                pulse.cancel()

    return asyncio.run(run()), longest


def test_a_large_page_is_read_beside_the_loop(monkeypatch: pytest.MonkeyPatch) -> None:
    """A page of seconds stops nobody else: here the reader itself takes a second."""

    def slow(text: str, url: str) -> Any:
        until = time.perf_counter() + 0.8
        while time.perf_counter() < until:
            sum(range(1000))
        return read(text, url)

    monkeypatch.setattr(view, "read", slow)
    seen, longest = watched(Web({"/": page("Trang chủ", "<p>x</p>")}))
    assert seen.record.status == "completed"
    assert longest < 0.4


def test_the_probe_is_one_request_and_always_the_same() -> None:
    def probes() -> list[str]:
        web = Web({"/": page("Trang chủ")})
        crawled(web)
        return [url for url in web.asked if "khong-co-trang" in url]

    assert len(probes()) == 1
    assert probes() == probes()
    assert entrance.HOME_HOPS < 10


def test_nothing_of_a_page_is_kept_that_was_not_read() -> None:
    kept: list[str] = []

    class Keep(Silent):
        def put(self, target: str, response: Any) -> None:
            kept.append(response.url)

    web = about(500)

    async def run() -> Crawled:
        async with web.fetcher() as fetcher:
            return await crawl(Target("x", NAME, HOME), fetcher, Keep(), Silent())

    asyncio.run(run())
    assert kept == [HOME, f"{HOME}tin-tuc/"]


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
