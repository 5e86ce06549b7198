"""Where a crawl ends, and how it behaves on the way. C35, C36, C38, C55; sites stand in memory, clocks are toys."""

from __future__ import annotations

import asyncio
import gzip
import time
from itertools import pairwise
from typing import Any

import httpx
import pytest
from crawling import (
    ABOUT,
    ALLOW,
    HOME,
    NAME,
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

from linter.crawl import Caps, Crawled, Silent, Target, crawl, discovery, entrance, reasons, view
from linter.read.html import read

pytestmark = pytest.mark.slow

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
    assert lost(seen) == {"/": reasons.MANY_LINKS}
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


def test_a_sitemap_longer_than_is_read_leaves_absence_unproved(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(discovery, "SITEMAP_URLS", 2)
    named = sitemap("/a/", "/b/", "/c/")
    seen = crawled(Web({"/": page("Trang chủ"), "/sitemap.xml": named, "/a/": page("A"), "/b/": page("B")}))
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
    """The crawl, and the longest time in seconds for which nothing else could run, counted in what the loop's thread
    had of the processor: a busy machine holds everybody up."""
    longest = 0.0

    async def beat() -> None:
        nonlocal longest
        while True:
            began = time.thread_time()
            await asyncio.sleep(0.005)
            longest = max(longest, time.thread_time() - began)

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
        until = time.thread_time() + 2.0
        while time.thread_time() < until:
            sum(range(1000))
        return read(text, url)

    monkeypatch.setattr(view, "read", slow)
    seen, longest = watched(Web({"/": listing("/a/"), "/a/": page("A")}))
    assert seen.record.status == "completed"
    assert longest < 1.0


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
