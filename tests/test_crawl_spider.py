"""What the pages of one site prove, read or not. C39–C44, C54, C68 of the hostile cases; sites stand in memory."""

from __future__ import annotations

from typing import Any

import httpx
import pytest
from crawling import (
    ABOUT,
    ALLOW,
    FLOOD,
    HOME,
    Web,
    about,
    crawled,
    html,
    judged,
    listing,
    lost,
    moved,
    page,
    post,
    prose,
    robots,
    sitemap,
    urls,
    verdict,
)

from linter.crawl import reasons, view
from linter.crawl.reasons import MISSING
from linter.crawl.signs import DEEPEST
from linter.crawl.view import OUR_FAULT
from linter.read.html import read

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
    assert verdict(report.outcomes, "section-organisation")[0] == "not-checked", "it may stand in the introduction"


def test_a_label_of_one_section_says_nothing_of_another() -> None:
    menu = {"Liên hệ": "/uploads/lien-he.pdf", "Tin tức": "http://tin.example/"}
    report = judged(Web({"/": page("Trang chủ", prose("hội thi"), menu=menu)})).reports[0]
    assert verdict(report.outcomes, "section-contact")[0] == "not-checked"
    assert verdict(report.outcomes, "section-organisation")[0] == "fail"


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


def test_a_page_that_moves_to_www_is_read_there_once_its_robots_txt_is_known() -> None:
    www = "http://www.th-kenh-nho.edu.example/"
    answers: dict[str, Any] = {"/": page("Trang chủ", prose("x"), menu={"Giới thiệu": "/gioi-thieu/", "Hai": "/hai/"})}
    answers |= {"/gioi-thieu/": moved(f"{www}gioi-thieu/"), f"{www}gioi-thieu/": page("Giới thiệu", ABOUT)}
    answers |= {"/hai/": moved(f"{www}hai/"), f"{www}hai/": page("Hai")}
    answers[f"{www}robots.txt"] = robots("User-agent: *\nDisallow: /hai/\n")
    web = Web(answers)
    seen = crawled(web)
    assert f"{www}gioi-thieu/" in [p.url for p in seen.pages]
    assert f"{www}hai/" not in web.asked
    assert list(lost(seen)) == ["/hai/"]
    assert web.asked.count(f"{www}robots.txt") == 1


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
    assert report.crawl.skipped == {reasons.MISSING: 1}
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
    assert seen.record.skipped == {reasons.MISSING: 1}
    assert verdict(judged(web).reports[0].outcomes, "section-about")[0] == "fail"


def test_a_page_fallen_to_where_unknown_addresses_go_is_missing_and_that_page_is_none() -> None:
    home = page("Trang chủ", prose("hội thi"), menu={"Giới thiệu": "/gioi-thieu/", "Lỗi": "/404.html"})
    web = Web({"/": home, "/404.html": page("Lỗi", "<p>Không có trang này</p>")}, missing=moved("/404.html"))
    seen = crawled(web)
    assert seen.record.skipped == {reasons.MISSING: 1}
    assert "404.html" in seen.pages[1].url, "asked for by name it is what it is"


def test_a_site_that_shows_one_page_everywhere_is_not_judged() -> None:
    """A client-side router serves its shell, with a static menu, under every address."""
    shell = page("Trường", "<p>Chào mừng</p>", menu={"Giới thiệu": "/gioi-thieu/", "Liên hệ": "/lien-he/"})
    report = judged(Web({"/": shell}, missing=shell)).reports[0]
    assert report.crawl.status == "needs-js"
    assert {o.verdict.status.value for o in report.outcomes} == {"not-checked"}


def test_a_page_with_a_title_of_its_own_is_not_mistaken_for_a_missing_one() -> None:
    """What the school says of itself may stand on its home page as well."""
    home = page("Trường", f"<h1>Giới thiệu</h1>{ABOUT}", menu={"Giới thiệu": "/gioi-thieu/"})
    seen = crawled(Web({"/": home, "/gioi-thieu/": page("Giới thiệu", ABOUT)}, missing=home))
    assert len(seen.pages) == 2


def test_a_short_page_with_words_of_its_own_is_not_mistaken_for_a_missing_one() -> None:
    home = page("Trường", prose("hội thi"), menu={"Liên hệ": "/lien-he/"})
    contact = page("Trường", prose("hội thi") + "<p>Điện thoại: (0299) 3000 123</p>")
    seen = crawled(Web({"/": home, "/lien-he/": contact}, missing=home))
    assert len(seen.pages) == 2


@pytest.mark.parametrize(
    ("home", "status"),
    [
        ("<title>Kênh Nhỏ</title><h1>Mời quý vị ghé lại vào dịp khác</h1>", "empty"),
        ("<title>Kênh Nhỏ</title><h1>Mời ghé lại</h1><a href='/'>Về</a> <a href='http://b.example/'>B</a>", "empty"),
        (f"<title>Kênh Nhỏ</title><p>{'Nội dung đang được tải về máy. ' * 5}</p><script src='/a.js'>", "needs-js"),
        ("<p>" + "The owner of this name has not put anything here so far, and may do so later. " * 30, "parked"),
    ],
)  # fmt: skip
def test_a_home_page_that_leads_nowhere_and_says_nothing_proves_nothing(home: str, status: str) -> None:
    seen = crawled(Web({"/": home}))
    assert seen.record.status == status
    assert seen.record.reason


@pytest.mark.parametrize(
    "home",
    [
        page("Trang chủ", prose("trường làng", 6)),
        page("Trang chủ", "<p>Mời xem</p>", menu={"Giới thiệu": "/khong-con/"}),
    ],
    ids=["a site of one page", "a menu that leads to nothing"],
)
def test_a_small_site_is_a_site(home: str) -> None:
    assert crawled(Web({"/": home})).record.status == "completed"


_ROW = '<a href="http://nha-cai-{n}.example/">kèo bóng đá {n}</a>'


def _planted(kind: str, first: int = 0) -> str:
    return f"<div style='{kind}'>" + "".join(_ROW.format(n=n) for n in range(first, first + 9)) + "</div>"


def test_hidden_links_are_noted_once_for_each_block_and_at_most_five_times() -> None:
    same, others = _planted("display:none"), [f"/tin-{n}a/" for n in range(9)]
    paths = ["/a/", "/b/", *(f"/{letter * 3}/" for letter in "cdefghk")]
    posts = {path: page("Tin", prose(path, 3) + same) for path in others}
    assert [note.code for note in crawled(Web({"/": listing(*posts), **posts})).record.notes] == ["hidden-links"]
    posts = {path: page("Tin", prose(path, 3) + _planted("left:-9999px", 20 * n)) for n, path in enumerate(paths)}
    notes = crawled(Web({"/": listing(*posts), **posts})).record.notes
    assert [note.code for note in notes] == ["hidden-links"] * 5
    assert "“kèo bóng đá 0” tới nha-cai-0.example" in notes[0].message


_AWAY = "".join(f"<a href='http://{name}.example/'>{name}</a>" for name in "bcd")


@pytest.mark.parametrize(
    "block",
    [
        f"<div style='display:none'><a href='/a/'>Một</a>{_AWAY}</div>",
        f"<div class='mobile-menu' style='display:none'>{_AWAY}</div>",
        f"<div class='tab-pane' style='display:none'>{_AWAY}</div>",
        f"<div style='display:none'>{_AWAY}</div>".replace(".example", ".gov.vn"),
        "<div style='display:none'><a href='http://b.example/?u=http://th-kenh-nho.edu.example/'>kèo nhà cái</a></div>",
        f"<div><a href='http://e.example/'>cá cược</a>{_AWAY}</div>",
    ],
    ids=["a link home", "a menu", "a tab", "offices", "a button to share", "in plain sight"],
)
def test_what_honest_pages_hide_is_not_noted(block: str) -> None:
    assert crawled(Web({"/": page("Trang chủ", prose("hội thi", 5) + block)})).record.notes == ()


def test_the_newest_post_that_stands_for_missing_ones_is_read_at_its_own_address() -> None:
    own = '<link rel="canonical" href="http://th-kenh-nho.edu.example/hoi-thi/">'
    newest = post("Hội thi", prose("hội thi", 9), head=own)
    seen = crawled(Web({"/": listing("/hoi-thi/", "/da-xoa/"), "/hoi-thi/": newest}, missing=newest))
    assert urls(seen) == ["/hoi-thi/"]
    assert MISSING in seen.record.skipped
