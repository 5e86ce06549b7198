"""A district from its list to its summary: portals that were not read, crashes, neighbours on one host."""

from __future__ import annotations

import asyncio
from collections import Counter
from itertools import pairwise
from typing import Any
from urllib.parse import urlsplit

import httpx
import pytest
from crawling import (
    DAY,
    HOME,
    PORTAL,
    Web,
    crawled,
    html,
    judged,
    listing,
    moved,
    page,
    plan,
    post,
    prose,
    school_list,
    verdict,
)

from linter.audit import judge_district, judge_draft, judge_sites
from linter.crawl import Caps, Crawled, Fetcher, Silent, abreast
from linter.crawl.view import OUR_FAULT
from linter.errors import DiskFull
from linter.match.archive import Memory
from linter.model import CrawlRecord
from linter.read.html import read_draft
from linter.report import json
from linter.reported import Summary

FLOOD = '<title>Hãy đợi...</title><div class="floodblocker">Hệ thống đang từ chối truy cập của bạn.</div>'
OTHER = post("Tin của phòng", prose("giao ban"))


def district(portal: dict[str, Any], school: dict[str, Any] | None = None) -> Web:
    """A school with one post, published six weeks ago, and what its portal serves, by path."""
    own = school or {"/": listing("/hoi-thi/"), "/hoi-thi/": post("Hội thi", prose("hội thi"))}
    return Web({**own, **{PORTAL[:-1] + path: answer for path, answer in portal.items()}})


def crosspost(web: Web, **caps: Caps) -> tuple[str, str]:
    [report] = judged(web, **caps).reports
    [article] = report.articles
    return verdict(article.outcomes, "portal-crosspost")


WHOLE = {"/": listing("/tin-1/"), "/tin-1/": OTHER}


def test_absent_from_a_portal_that_was_read_to_the_end() -> None:
    assert crosspost(district(WHOLE))[0] == "fail"


def test_present_on_a_portal() -> None:
    assert crosspost(district({**WHOLE, "/tin-1/": post("Tin trường", prose("hội thi"))}))[0] == "pass"


@pytest.mark.parametrize(
    ("target", "state"),
    [
        ("/tin/le-hoi-thi-cap-truong-22.html", "pass"),  # renamed since: the number and the folder are the same
        ("/tin/hoi-thi-23.html", "fail"),
        ("/khac/hoi-thi-22.html", "fail"),
    ],
)
def test_a_portal_that_links_to_a_post_under_its_former_name_has_it(target: str, state: str) -> None:
    paths = {f"/tin/{name}-{number}.html": name for number, name in enumerate(("hoi-thi", "thu-vien", *"abc"), 22)}
    school = {"/": listing(*paths), **{path: post(name, prose(name)) for path, name in paths.items()}}
    web = district({**WHOLE, "/": listing("/tin-1/", HOME[:-1] + target)}, school)
    [article] = [a for a in judged(web).reports[0].articles if a.article.title == "hoi-thi"]
    assert verdict(article.outcomes, "portal-crosspost")[0] == state


UNREAD = {
    "timeout": httpx.ReadTimeout("x"), "500": 500, "403": 403, "login": moved("/users/login/"),
    "login form": "<form><input type=password></form>Tên", "needs-js": '<div id="app"></div>', "empty": "",
    "too many elements": "<p>x" + "<br>" * 60_000, "refused": httpx.ConnectError("x"), "204": httpx.Response(204),
}  # fmt: skip


@pytest.mark.parametrize("answer", UNREAD.values(), ids=UNREAD.keys())
def test_one_page_of_the_portal_that_was_not_read_leaves_absence_unproved(answer: Any) -> None:
    status, reason = crosspost(district({**WHOLE, "/": listing("/tin-1/", "/trang-2/"), "/trang-2/": answer}))
    assert status == "not-checked"
    assert "1 trang" in reason


@pytest.mark.parametrize("answer", [429, FLOOD, html(FLOOD, 403), html(FLOOD, 404)])
def test_a_portal_that_says_wait_in_the_middle_is_blocked_and_proves_nothing(answer: Any) -> None:
    web = district({**WHOLE, "/": listing("/tin-1/", "/trang-2/"), "/trang-2/": answer})
    summary = judged(web)
    assert summary.portals[0].crawl.status == "blocked"
    assert verdict(summary.reports[0].articles[0].outcomes, "portal-crosspost")[0] == "not-checked"


@pytest.mark.parametrize("answer", [429, FLOOD, 503, httpx.ConnectError("x"), "", moved("http://khac.example/")])
def test_a_portal_that_cannot_be_entered_proves_nothing(answer: Any) -> None:
    status, reason = crosspost(district({"/": answer}))
    assert status == "not-checked"
    assert "chưa đọc hết cổng" in reason


def test_a_portal_whose_robots_txt_does_not_come_proves_nothing() -> None:
    assert crosspost(district({**WHOLE, "/robots.txt": 503}))[0] == "not-checked"


def test_a_portal_of_which_robots_txt_keeps_a_part_back_proves_nothing() -> None:
    robots = httpx.Response(200, text="User-agent: *\nDisallow: /khoi-thcs/\n", headers={"Content-Type": "text/plain"})
    status, reason = crosspost(district({**WHOLE, "/robots.txt": robots, "/": listing("/tin-1/", "/khoi-thcs/")}))
    assert status == "not-checked"
    assert "robots.txt" in reason


def test_a_portal_that_hit_its_cap_proves_nothing() -> None:
    many = {f"/{n}/": page(f"Tin {n}") for n in range(9)}
    status, reason = crosspost(district({**WHOLE, **many, "/": listing("/tin-1/", *many)}), portal_caps=Caps(pages=5))
    assert status == "not-checked"
    assert "5 trang" in reason


def test_a_portal_whose_queries_were_cut_proves_nothing() -> None:
    links = [f"/loc?chu-de={n}&xem=tat" for n in range(60)]
    web = district({**WHOLE, "/": listing("/tin-1/", *links), **{link: page("Lọc") for link in links}})
    assert crosspost(web)[0] == "not-checked"


def test_a_portal_of_three_hundred_numbered_posts_is_read_to_the_end() -> None:
    posts = {f"/chi-tiet.aspx?id={n}": post(f"Tin {n}", prose(f"chuyện {n}")) for n in range(300)}
    posts["/chi-tiet.aspx?id=299"] = post("Tin trường", prose("hội thi"))
    assert crosspost(district({"/": listing(*posts), **posts}))[0] == "pass"


def test_a_portal_without_a_single_article_proves_nothing() -> None:
    status, reason = crosspost(district({"/": page("Cổng", prose("giới thiệu"))}))
    assert status == "not-checked"
    assert "không thấy bài nào" in reason


def test_a_lost_feed_or_sitemap_of_the_portal_leaves_absence_unproved() -> None:
    assert crosspost(district({**WHOLE, "/sitemap.xml": 500}))[0] == "not-checked"


def test_what_a_portal_leaves_to_its_members_is_no_gap() -> None:
    """NukeViet's menu leads to /content/, where members write, and to a PDF; neither is a post."""
    menu = {"Quản lý bài viết": "/content/", "Biểu mẫu": "/bieu-mau.pdf", "Báo": "http://bao.example/"}
    home = page("Cổng", '<a href="/tin-1/">Tin</a>', menu=menu)
    web = district({**WHOLE, "/": home, "/content/": moved("/users/login/?nv_redirect=abc")})
    assert crosspost(web)[0] == "fail"


# --- links ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "link",
    [
        f"{HOME}hoi-thi/", f"{HOME}hoi-thi", "https://www.th-kenh-nho.edu.example/hoi-thi/",
        f"{HOME}hoi-thi/?fbclid=1#x",
        "HTTP://TH-KENH-NHO.edu.example:80/hoi%2Dthi/", f"{HOME}chung/hoi-thi/", f"{HOME}?p=12",
        "http://truong-cu.example/hoi-thi/", "http://truong-cu.example/?p=12",
    ],
)  # fmt: skip
def test_a_link_on_the_portal_is_known_in_every_spelling(link: str) -> None:
    """Redirects that the school's own crawl saw, and its former home, count as its addresses."""
    school: dict[str, Any] = {
        "/": listing("/chung/hoi-thi/", "/?p=12", "/hoi-thi/"),
        "/hoi-thi/": post("Hội thi", prose("hội thi"), head=f'<link rel="canonical" href="{HOME}hoi-thi/">'),
        "/chung/hoi-thi/": moved("/hoi-thi/"), "/?p=12": moved("/hoi-thi/"),
    }  # fmt: skip
    entries = listing("/tin-1/").replace("</h1>", f'</h1><p><a href="{link}">Hội thi</a></p>')
    listed = school_list(extra=", former_homes: ['http://truong-cu.example/']")
    [report] = judged(district({**WHOLE, "/": entries}, school), listed).reports
    assert verdict(report.articles[0].outcomes, "portal-crosspost")[0] == "pass"


def test_an_entry_of_the_portal_that_redirects_to_the_school_is_a_link() -> None:
    web = district({**WHOLE, "/": listing("/tin-1/", "/tin-2/"), "/tin-2/": moved(f"{HOME}hoi-thi/")})
    assert crosspost(web)[0] == "pass"


def test_a_link_to_another_post_of_the_school_is_no_link_to_this_one() -> None:
    entries = listing("/tin-1/").replace(
        "</h1>", f'</h1><p><a href="{HOME}khac/">Tin</a><a href="{HOME}">Trường</a></p>'
    )
    assert crosspost(district({**WHOLE, "/": entries}))[0] == "fail"


def test_a_school_below_its_portal_keeps_its_posts() -> None:
    """The portal's crawl meets them as well: that is not a push, and not a repost of the portal's."""
    below = f"{PORTAL}th-kenh-nho/"
    web = Web({
        PORTAL: listing("/tin-1/", "/th-kenh-nho/"), f"{PORTAL}tin-1/": OTHER, below: listing("hoi-thi/"),
        f"{below}hoi-thi/": post("Hội thi", prose("hội thi")),
    })  # fmt: skip
    [report] = judged(web, school_list(homes={"th-kenh-nho": below})).reports
    assert [a.article.url for a in report.articles] == [f"{below}hoi-thi/"]
    assert verdict(report.articles[0].outcomes, "repost-source")[0] != "fail"
    assert verdict(report.articles[0].outcomes, "portal-crosspost")[0] != "pass"


# --- one site never stops the others --------------------------------------------------------------------

TWO = {"th-kenh-nho": HOME, "th-b": "http://th-b.edu.example/"}


def two_schools() -> Web:
    web = district(WHOLE)
    other = {TWO["th-b"]: listing("/a/"), f"{TWO['th-b']}a/": post("Hội trại", prose("hội trại"))}
    return Web({**web.answers, **other})


def test_a_crash_in_one_crawl_is_that_school_s_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    crawl = abreast.crawl

    async def crawling(target: Any, *rest: Any) -> Crawled:
        if target.id == "th-b":
            raise ZeroDivisionError
        return await crawl(target, *rest)

    told: list[tuple[str, str]] = []

    class Told(Silent):
        def done(self, target: Any, record: CrawlRecord) -> None:
            told.append((target.id, record.status))

    async def run() -> Summary:
        async with two_schools().fetcher() as fetcher:
            return await judge_district(school_list(homes=TWO), plan(), fetcher, Silent(), Told(), archive=Memory())

    monkeypatch.setattr(abreast, "crawl", crawling)
    summary = asyncio.run(run())
    sound, broken = summary.reports
    assert sound.crawl.status == "completed"
    assert len(sound.articles) == 1
    assert (broken.crawl.status, broken.crawl.reason) == ("error", OUR_FAULT)
    assert {o.verdict.status.value for o in broken.outcomes} == {"not-checked"}
    assert ("th-b", "error") in told


def test_a_crash_in_the_crawl_of_the_portal_accuses_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    crawl = abreast.crawl

    async def crawling(target: Any, *rest: Any) -> Crawled:
        if target.id == PORTAL:
            raise KeyError(target.id)
        return await crawl(target, *rest)

    monkeypatch.setattr(abreast, "crawl", crawling)
    assert crosspost(district(WHOLE))[0] == "not-checked"


def test_a_full_disk_ends_the_run_and_leaves_nothing_running() -> None:
    class Full(Silent):
        def put(self, target: str, response: Any) -> None:
            if target == "th-b":
                raise DiskFull("đĩa đầy")

    async def run() -> int:
        async with two_schools().fetcher() as fetcher:
            with pytest.raises(DiskFull):
                await judge_district(school_list(homes=TWO), plan(), fetcher, Full(), Silent(), archive=Memory())
            return len(asyncio.all_tasks())

    assert asyncio.run(run()) == 1


def test_neighbours_on_one_host_are_asked_one_at_a_time_and_a_delay_apart() -> None:
    homes = {f"th-{n}": f"http://chung.edu.example/th-{n}/" for n in "abcd"}
    web = Web({home: page(name, f"<p>{name}</p><a href='x/'>x</a>") for name, home in homes.items()})
    busy: Counter[str] = Counter()
    most: Counter[str] = Counter()

    async def answer(request: httpx.Request) -> httpx.Response:
        host = request.url.host
        busy[host] += 1
        most[host] = max(most[host], busy[host])
        await asyncio.sleep(0.001)
        busy[host] -= 1
        return web(request)

    async def run() -> Summary:
        pace = web.fetcher()._pace
        transport = httpx.MockTransport(answer)
        async with Fetcher(user_agent="x", pace=pace, transport=transport) as fetcher:
            return await judge_district(school_list(homes=homes), plan(), fetcher, Silent(), Silent(), archive=Memory())

    summary = asyncio.run(run())
    assert [report.crawl.status for report in summary.reports] == ["completed"] * 4
    assert set(most.values()) == {1}
    times = [at for url, at in zip(web.asked, web.times, strict=True) if urlsplit(url).hostname == "chung.edu.example"]
    assert len(times) >= 12
    assert min(later - sooner for sooner, later in pairwise(times)) >= 2.1 - 1e-9


def test_the_order_is_that_of_the_list_and_not_of_the_answers() -> None:
    homes = {f"th-{n}": f"http://th-{n}.edu.example/" for n in "dcba"}
    web = Web({home: listing("/a/") for home in homes.values()} | {f"{h}a/": OTHER for h in homes.values()})
    summary = judged(web, school_list(homes=homes))
    assert [report.school.id for report in summary.reports] == list(homes)
    again = judged(Web(web.answers), school_list(homes=homes))
    assert json.summary(again)["schools"] == json.summary(summary)["schools"]


# --- judging without a network --------------------------------------------------------------------------


def test_a_portal_that_this_run_did_not_crawl_proves_nothing() -> None:
    [school] = school_list().schools
    seen = crawled(district({}))
    [report] = judge_sites([school], {school.id: seen}, [], plan(), Memory())
    status, reason = verdict(report.articles[0].outcomes, "portal-crosspost")
    assert (status, reason) == ("not-checked", "lần này chưa đọc cổng")


def test_a_school_without_a_unit_is_not_accused() -> None:
    [report] = judged(district({}), school_list(portal=None)).reports
    assert verdict(report.articles[0].outcomes, "portal-crosspost") == ("not-checked", "chưa khai báo cổng")


def test_a_draft_is_judged_by_the_rules_of_a_post() -> None:
    draft = read_draft(post("Hội thi", prose("hội thi")), "bai.html")
    outcomes = judge_draft(draft, plan().policy, DAY, plan().since).outcomes
    assert verdict(outcomes, "portal-crosspost") == ("not-applicable", "bản nháp chưa đăng")
    assert verdict(outcomes, "article-length")[0] == "pass"
    assert not [o for o in outcomes if o.rule.startswith("section-")]
