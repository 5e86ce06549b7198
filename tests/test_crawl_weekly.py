"""The second week: what need not be asked for again, and that nothing which changed is missed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

import httpx
import pytest
from crawling import (
    ABOUT,
    DAY,
    HOME,
    PORTAL,
    Portal,
    Web,
    html,
    lost,
    moved,
    page,
    post,
    posts,
    prose,
    robots,
    sitemap,
    urls,
)
from weekly import Weeks, facts, judged_weekly, rest, site, stamps

from linter.crawl import Crawled
from linter.crawl.wordpress import read_rest, rest_list, rest_root
from linter.match.archive import Memory
from linter.model import Article
from linter.report import json
from linter.text.plain import plain

POSTS = posts(40, every=4)
OLD = list(POSTS)[35]  # of five months ago
LATE = list(POSTS)[3]
NEW = "/bai-2000.html"
EDITED = post("Bài đã sửa", prose("bài đã sửa", 14))


def article(seen: Crawled, path: str) -> Article | None:
    return next((found for found in seen.articles if (found.url or "").removeprefix(HOME[:-1]) == path), None)


def edited(posted: Mapping[str, date], path: str) -> str:
    return post(f"Bài {path}", prose("bài đã sửa", 14), day=posted[path].isoformat())


def says(seen: Crawled, path: str, words: str = "bài đã sửa") -> bool:
    found = article(seen, path)
    return found is not None and any(plain(words) in plain(block.text) for block in found.blocks)


def wordpress(posted: Mapping[str, date], changed: Mapping[str, str] | None = None, **others: Any) -> dict[str, Any]:
    """A WordPress without moments in its sitemap, as it is shipped."""
    answers = site(posted, announced=False)
    answers["/"] = answers["/"].replace("</head>", '<link rel="https://api.w.org/" href="/wp-json/"></head>')
    answers["/sitemap.xml"] = sitemap(*posted)
    marks = {path: f"{day}T01:00:00" for path, day in posted.items()} | dict(changed or {})
    return answers | rest(marks) | others


# --- a site on which nothing has changed -----------------------------------------------------------------

SITES = {
    "moments in the sitemap": site(posts(100, every=2)),
    "the list of a WordPress": wordpress(posts(100, every=2)),
    "says nothing": site(posts(300, every=9), announced=False),
}


@pytest.mark.parametrize("answers", SITES.values(), ids=SITES)
def test_an_unchanged_site_costs_a_tenth_and_gives_the_same_facts(answers: dict[str, Any]) -> None:
    weeks, web = Weeks(), Web(answers)
    first = weeks.crawled(web)
    cost = len(web.asked)
    assert first.record.status == "completed"
    assert len(first.articles) >= 70
    for _ in range(2):
        assert facts(weeks.crawled(web)) == facts(first)
        assert len(web.asked) <= cost * 0.1


def test_the_report_on_an_unchanged_district_is_the_same_but_for_that_note() -> None:
    portal = {PORTAL + key.lstrip("/"): told for key, told in Portal(posts(30, "/cong-{}.html")).answers().items()}
    before = posts(30, newest=DAY - timedelta(days=60))  # no rule waits for the portal to show them any more
    weeks, web, archive = Weeks(), Web({**site(before), **portal}), Memory()

    def report() -> dict[str, Any]:
        (school,) = json.summary(judged_weekly(weeks, web, archive))["schools"]
        notes = [note for note in school["crawl"].pop("notes") if note["code"] != "read-before"]
        return {**school, "notes": notes}

    first = report()
    asked = sum(url.startswith(HOME) for url in web.asked)
    assert {outcome["status"] for outcome in first["outcomes"]} >= {"pass", "fail"}
    assert report() == first
    assert sum(url.startswith(HOME) for url in web.asked) <= asked / 4, "a small site"


def test_what_was_not_asked_for_is_told() -> None:
    weeks, web = Weeks(), Web(site(POSTS))
    assert weeks.crawled(web).record.notes == ()
    (note,) = weeks.crawled(web).record.notes
    assert note.code == "read-before"
    assert note.message.startswith(
        f"{len(weeks.stood)} địa chỉ dùng lại bản đã đọc ở lượt trước (cũ nhất là ngày 16/11/"
    )
    assert "có thể được thấy chậm" in note.message


@pytest.mark.parametrize(("announced", "weeks_of_none", "last_week"), [(True, 25, 52), (False, 7, 24)])
def test_every_page_is_really_read_again_after_some_months_and_not_all_in_one_week(
    announced: bool, weeks_of_none: int, last_week: int
) -> None:
    web = Web(site(posts(60, every=2, newest=DAY - timedelta(days=90)), announced=announced))

    def asked_after(weeks: int) -> int:
        runs = Weeks()
        runs.crawled(web)
        runs.crawled(web, later=7 * weeks)
        return sum("/bai-" in url for url in web.asked)

    assert asked_after(weeks_of_none) == 0
    assert 10 < asked_after((weeks_of_none + last_week) // 2) < 50
    assert asked_after(last_week) == 60


# --- what has changed is seen ----------------------------------------------------------------------------


def with_new(posted: Mapping[str, date]) -> dict[str, date]:
    return {NEW: DAY + timedelta(days=3), **posted}


@pytest.mark.parametrize("kind", [site, wordpress, lambda posted: site(posted, announced=False)])
def test_a_new_post_is_seen_in_the_next_week_and_an_old_one_is_not_lost(kind: Any) -> None:
    weeks = Weeks()
    first = weeks.crawled(Web(kind(POSTS)))
    web = Web(kind(with_new(POSTS)))
    second = weeks.crawled(web)
    assert urls(second) == sorted([NEW, *urls(first)])
    assert len(web.asked) < 40
    assert f"{HOME}tin-tuc/" in web.asked, "a list is read when something new is said of what it lists"
    third = weeks.crawled(web)
    assert urls(third) == urls(second)
    anew = Weeks(day=weeks.day - timedelta(days=7)).crawled(web)
    assert (third.articles, third.unreached, third.gaps) == (anew.articles, anew.unreached, anew.gaps)
    assert kind in {site, wordpress} or facts(third) == facts(anew), "a list that moved is read to its end"


@pytest.mark.parametrize("path", [OLD, LATE], ids=["old", "of late"])
def test_an_announced_change_is_seen_in_the_next_week(path: str) -> None:
    moments = {p: f"{day}T08:00:00+07:00" for p, day in POSTS.items()} | {path: "2026-11-18T09:00:00+07:00"}
    changes = {
        "sitemap": (site(POSTS), site(POSTS) | {path: edited(POSTS, path), "/sitemap.xml": stamps(moments)}),
        "rest": (wordpress(POSTS), wordpress(POSTS, {path: "2026-11-18T02:00:00"}) | {path: edited(POSTS, path)}),
    }
    for before, after in changes.values():
        weeks = Weeks()
        weeks.crawled(Web(before))
        web = Web(after)
        assert says(weeks.crawled(web), path)
        assert len(web.asked) < 20
        assert web.asked.count(HOME[:-1] + path) == 1


def test_a_change_that_nobody_announces_is_seen_at_once_in_a_post_of_late_and_in_time_in_an_old_one() -> None:
    weeks, mute = Weeks(), site(POSTS, announced=False)
    weeks.crawled(Web(mute))
    web = Web(mute | {OLD: edited(POSTS, OLD), LATE: edited(POSTS, LATE)})
    assert says(weeks.crawled(web), LATE)
    assert not says(weeks.crawled(web), OLD), "so it is told"
    assert says(weeks.crawled(web, later=7 * 22), OLD)


def test_a_section_is_read_in_every_week_though_nothing_is_said_of_it() -> None:
    for announced in (True, False):
        weeks, answers = Weeks(), site(POSTS, announced=announced)
        weeks.crawled(Web(answers))
        seen = weeks.crawled(Web(answers | {"/lien-he/": page("Liên hệ", "<p>Thư: c1@kenh-nho.example</p>")}))
        assert any("c1@kenh-nho.example" in block.text for found in seen.pages for block in found.blocks)


@pytest.mark.parametrize("kind", [site, lambda posted: site(posted, announced=False)], ids=["announced", "mute"])
def test_a_post_that_was_taken_down_is_gone_in_the_next_week(kind: Any) -> None:
    weeks = Weeks()
    weeks.crawled(Web(kind(POSTS)))
    rest_of = {path: day for path, day in POSTS.items() if path != LATE}
    assert article(weeks.crawled(Web(kind(rest_of))), LATE) is None


def test_a_changed_post_that_cannot_be_read_is_not_judged_by_its_old_text() -> None:
    weeks = Weeks()
    weeks.crawled(Web(site(POSTS)))
    changed = {path: f"{day}T08:00:00+07:00" for path, day in POSTS.items()} | {OLD: "2026-11-18T09:00:00+07:00"}
    ill = Web(site(POSTS) | {OLD: 503, "/sitemap.xml": stamps(changed)})
    seen = weeks.crawled(ill)
    assert article(seen, OLD) is None
    assert list(lost(seen)) == [OLD]
    well = Web(site(POSTS) | {OLD: edited(POSTS, OLD), "/sitemap.xml": stamps(changed)})
    assert says(weeks.crawled(well), OLD), (
        "what it said in the week before counts for nothing, though its moment is the same"
    )


def test_the_further_pages_of_a_post_that_changed_are_read_too() -> None:
    weeks = Weeks()
    path = OLD.removesuffix(".html") + "/"
    before = {p if p != OLD else path: day for p, day in POSTS.items()}

    def answers(words: str, mark: str) -> dict[str, Any]:
        pager = f'<div class="page-links"><a href="{path}">1</a> <a href="{path}2/">2</a></div>'
        first = post("Bài dài", prose("phần đầu", 8), day=before[path].isoformat(), more=pager)
        second = post("Bài dài", prose(words, 8), day=before[path].isoformat(), more=pager)
        marks = {p: f"{day}T08:00:00+07:00" for p, day in before.items()} | {path: mark}
        return site(before) | {path: first, f"{path}2/": second, "/sitemap.xml": stamps(marks)}

    first = weeks.crawled(Web(answers("phần hai", "2026-01-01T08:00:00+07:00")))
    assert says(first, path, "phần hai")
    second = weeks.crawled(Web(answers("bài đã sửa", "2026-11-18T09:00:00+07:00")))
    assert says(second, path)


# --- what a site says and does not mean ------------------------------------------------------------------


@pytest.mark.parametrize("newest", [5, 11])
def test_a_sitemap_that_was_made_once_says_nothing_of_changes(newest: int) -> None:
    """It does not know of the newest posts, so it cannot know of changes."""
    made_once = stamps({path: f"{day}T08:00:00+07:00" for path, day in list(POSTS.items())[newest:]})
    answers = site(POSTS, announced=False) | {"/sitemap.xml": made_once}
    recent = list(POSTS)[12]
    weeks = Weeks()
    weeks.crawled(Web(answers))
    assert says(weeks.crawled(Web(answers | {recent: edited(POSTS, recent)})), recent)


def test_a_sitemap_that_gives_one_moment_for_all_says_nothing_of_changes() -> None:
    answers = site(POSTS) | {"/sitemap.xml": stamps(dict.fromkeys(POSTS, "2026-11-01T00:00:00Z"))}
    weeks = Weeks()
    weeks.crawled(Web(answers))
    assert says(weeks.crawled(Web(answers | {LATE: edited(POSTS, LATE)})), LATE)


def test_a_sitemap_that_always_says_now_costs_requests_and_misses_nothing() -> None:
    def answers(day: str) -> dict[str, Any]:
        return site(POSTS) | {"/sitemap.xml": stamps({p: f"{day}T08:00:{n % 60:02}Z" for n, p in enumerate(POSTS)})}

    weeks = Weeks()
    weeks.crawled(Web(answers("2026-11-16")))
    assert says(weeks.crawled(Web(answers("2026-11-23") | {OLD: edited(POSTS, OLD)})), OLD)


@pytest.mark.parametrize(
    ("clock", "seen"), [("Mon, 16 Nov 2026 08:00:00 GMT", True), ("Sat, 16 Nov 2029 08:00:00 GMT", True)]
)
def test_a_bare_day_leaves_the_rest_of_the_day_open(clock: str, seen: bool) -> None:
    """By the server's own clock, whatever year it has."""
    year = clock.split()[3]
    days = {path: f"{day}" for path, day in POSTS.items()} | {OLD: f"{year}-11-16"}
    listed = stamps(days)
    listed.headers["Date"] = clock
    weeks = Weeks()
    weeks.crawled(Web(site(POSTS) | {"/sitemap.xml": listed}))
    after = Web(site(POSTS) | {"/sitemap.xml": listed, OLD: edited(POSTS, OLD)})
    assert says(weeks.crawled(after), OLD)
    assert len(after.asked) < 20


# --- what never stands -----------------------------------------------------------------------------------


def test_what_robots_txt_forbids_by_now_is_not_taken_from_the_last_run() -> None:
    weeks = Weeks()
    weeks.crawled(Web(site(POSTS)))
    seen = weeks.crawled(Web(site(POSTS) | {"/robots.txt": robots(f"User-agent: *\nDisallow: {OLD}\n")}))
    assert article(seen, OLD) is None
    assert list(lost(seen)) == [OLD]


def test_what_leads_to_a_page_that_robots_txt_forbids_by_now_is_not_taken_from_the_last_run() -> None:
    answers = site(POSTS) | {
        "/cu.html": moved(f"{HOME}rieng/bai.html"),
        "/rieng/bai.html": post("Bài cũ", prose("bài cũ"), day="2026-03-01"),
    }
    answers["/"] = answers["/"].replace("</h1>", '</h1><a href="/cu.html">Bài cũ</a>')
    weeks = Weeks()
    assert article(weeks.crawled(Web(answers)), "/rieng/bai.html")
    seen = weeks.crawled(Web(answers | {"/robots.txt": robots("User-agent: *\nDisallow: /rieng/\n")}))
    assert article(seen, "/rieng/bai.html") is None
    assert list(lost(seen)) == ["/cu.html"]


@pytest.mark.parametrize("answer", [503, 403, "<div id=app></div>", ""], ids=["503", "403", "app", "empty"])
def test_what_was_not_read_in_the_last_run_is_asked_for_again(answer: Any) -> None:
    page_of = {"/bai-le.html": answer}
    home = site(POSTS)["/"].replace("</h1>", '</h1><a href="/bai-le.html">Bài lẻ</a>')
    weeks = Weeks()
    weeks.crawled(Web(site(POSTS) | page_of | {"/": home}))
    seen = weeks.crawled(Web(site(POSTS) | {"/": home, "/bai-le.html": EDITED}))
    assert says(seen, "/bai-le.html")


def test_a_run_without_a_home_page_leaves_the_state_of_the_one_before() -> None:
    weeks, web = Weeks(), Web(site(POSTS))
    first = weeks.crawled(web)
    assert weeks.crawled(Web({"/": 503})).record.status == "error"
    assert facts(weeks.crawled(web)) == facts(first)
    assert len(web.asked) < 20


@pytest.mark.parametrize("day", [None, DAY - timedelta(days=30)], ids=["no day", "the clock was ahead"])
def test_without_a_day_or_with_one_before_the_last_run_all_is_asked_for(day: date | None) -> None:
    weeks, web = Weeks(), Web(site(POSTS))
    weeks.crawled(web)
    cost = len(web.asked)
    if day is None:
        from crawling import crawled

        web.asked.clear()
        crawled(web)
    else:
        weeks.crawled(web, later=-30)
    assert len(web.asked) == cost


def test_a_site_that_speaks_another_scheme_than_the_list_says_is_not_read_anew_for_it() -> None:
    secure = HOME.replace("http:", "https:")
    answers: dict[str, Any] = {secure[:-1] + path: answer for path, answer in site(POSTS).items()}
    answers |= dict.fromkeys(("/", "/robots.txt"), httpx.ConnectError("x"))
    weeks, web = Weeks(), Web(answers)
    first = weeks.crawled(web)
    assert len(first.articles) == 40
    assert facts(weeks.crawled(web)) == facts(first)
    assert len(web.asked) < 12


def test_redirects_and_missing_pages_stand_too_but_for_those_of_the_menu() -> None:
    away = {f"/cu/bai-{n}.html": moved(f"{HOME[:-1]}/bai-{1000 + n}.html") for n in range(1, 20)}
    gone = {f"/mat/bai-{n}.html": 404 for n in range(1, 20)}
    home = site(POSTS)["/"]
    links = "".join(f'<a href="{path}">x</a>' for path in (*away, *gone))
    answers = site(POSTS) | away | gone | {"/gioi-thieu/": page("Giới thiệu", ABOUT + links)}
    answers["/"] = home.replace("<nav><ul>", '<nav><ul><li><a href="/sap-co/">Sắp có</a></li>')
    weeks, web = Weeks(), Web(answers)
    first = weeks.crawled(web)
    assert facts(weeks.crawled(web)) == facts(first)
    assert not [url for url in web.asked if "/cu/" in url or "/mat/" in url]
    assert f"{HOME}sap-co/" in web.asked


def test_a_run_that_is_judged_again_takes_what_it_took_over() -> None:
    weeks, web = Weeks(), Web(site(POSTS))
    weeks.crawled(web)
    second = weeks.crawled(web)
    again = Weeks(day=weeks.day - timedelta(days=7))
    again.before = {
        url: type(held)(held.answer, held.read, stands=True) for url, held in weeks.now.items() if url in weeks.stood
    }
    assert again.crawled(web) == second


# --- conditional requests --------------------------------------------------------------------------------


class Server:
    """Answers 304 to the tag of what it has, or of what it once had."""

    def __init__(self, text: str, *, honest: bool = True) -> None:
        self.text, self.honest, self.told = text, honest, []  # type: ignore[var-annotated]

    def __call__(self, request: httpx.Request) -> httpx.Response:
        tag = f'"{hash(self.text)}"' if self.honest else '"same"'
        self.told.append(request.headers.get("if-none-match"))
        if request.headers.get("if-none-match") == tag:
            return httpx.Response(304, headers={"ETag": tag})
        return html(self.text, ETag=tag)


def test_a_page_is_not_sent_again_by_a_server_that_says_truly_that_it_is_the_same() -> None:
    answers = site(POSTS)
    servers = {path: Server(answers[path]) for path in ("/gioi-thieu/", "/lien-he/", "/")}
    weeks, web = Weeks(), Web(answers | servers)
    first = weeks.crawled(web)
    assert facts(weeks.crawled(web)) == facts(first)
    told = [server.told[1:] for server in servers.values()]
    assert sum(None in asked for asked in told) == 1, "the first 304 is looked into, the others are believed"
    servers["/lien-he/"].text = page("Liên hệ", "<p>Thư: c1@kenh-nho.example</p>")
    seen = weeks.crawled(web)
    assert any("c1@kenh-nho.example" in block.text for found in seen.pages for block in found.blocks)
    assert facts(weeks.crawled(web)) == facts(seen)


def test_a_server_that_calls_everything_the_same_is_not_believed() -> None:
    answers = site(POSTS)
    servers = {path: Server(answers[path], honest=False) for path in ("/", "/gioi-thieu/", "/lien-he/")}
    weeks, web = Weeks(), Web(answers | servers)
    weeks.crawled(web)
    servers["/"].text = answers["/"].replace("Bài ", "Tin ")
    servers["/lien-he/"].text = page("Liên hệ", "<p>Thư: c1@kenh-nho.example</p>")
    seen = weeks.crawled(web)
    assert any("c1@kenh-nho.example" in block.text for found in seen.pages for block in found.blocks)


# --- the list of a WordPress -----------------------------------------------------------------------------


def test_posts_that_only_the_list_of_a_wordpress_names_are_read() -> None:
    answers = wordpress(POSTS)
    answers |= {path: 404 for path in answers if path.startswith("/tin-tuc/")} | {"/sitemap.xml": 404}
    assert len(Weeks().crawled(Web(answers)).articles) == 40


@pytest.mark.parametrize(
    "answer", [401, 403, 404, 500, "<p>x</p>", httpx.Response(200, text="[" * 100_000), moved("/")]
)
def test_a_wordpress_that_keeps_its_list_to_itself_loses_nothing(answer: Any) -> None:
    answers = wordpress(POSTS)
    answers[rest_list(f"{HOME}wp-json/", "posts", 1)] = answer
    seen = Weeks().crawled(Web(answers))
    assert (seen.record.status, seen.unreached) == ("completed", ())
    assert len(seen.articles) == 40


def test_what_robots_txt_says_of_the_list_is_kept() -> None:
    web = Web(wordpress(POSTS) | {"/robots.txt": robots("User-agent: *\nDisallow: /wp-json/\n")})
    assert Weeks().crawled(web).unreached == ()
    assert not [url for url in web.asked if "wp-json" in url]


def test_where_the_list_of_a_wordpress_is() -> None:
    assert rest_root("<link rel='https://api.w.org/' href='/wp-json/' />", f"{HOME}a/") == f"{HOME}wp-json/"
    assert rest_root('<link href="/?rest_route=/" rel="https://api.w.org/">', HOME) == f"{HOME}?rest_route=/"
    assert rest_root("<p>https://api.w.org/</p>", HOME) is None
    assert rest_list(f"{HOME}?rest_route=/", "posts", 2).startswith(
        f"{HOME}?rest_route=/wp/v2/posts&per_page=100&page=2"
    )


@pytest.mark.parametrize("text", ["", "{}", "null", '"x"', "[" * 100_000])
def test_what_is_no_list_of_a_wordpress(text: str) -> None:
    assert read_rest(text) is None


def test_rows_that_are_none_are_passed_over() -> None:
    assert read_rest('[1, {"link": 1, "modified_gmt": "x"}, {"link": "http://a/", "modified_gmt": "m"}]') == {
        "http://a/": "m"
    }
