"""A portal too large for one run: the newest posts first, the older ones over the next runs. Each post is read once."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from crawling import DAY, HOME, Portal, Web, crawled, moved, page, post, posts, prose, sitemap

from linter.crawl import Caps, Crawled, corpus
from linter.crawl.address import Scope, site_key
from linter.crawl.frontier import READ_BEFORE, Frontier, Rank
from linter.lookup import Gap, Gaps
from linter.match.archive import Memory

TOP = HOME[:-1]
RUNS = 12


def backfilled(portal: Portal, pages: int) -> tuple[list[Crawled], list[Web]]:
    """Runs until nothing is left, each knowing the posts of those before."""
    known: dict[str, date | None] = {}
    runs: list[Crawled] = []
    webs: list[Web] = []
    while len(runs) < RUNS and (not runs or runs[-1].gaps):
        webs.append(Web(portal.answers()))
        runs.append(crawled(webs[-1], caps=Caps(pages=pages), known=known))
        known |= {site_key(a.url or ""): a.published_at.date() if a.published_at else None for a in runs[-1].articles}
    return runs, webs


def within(gap: Gap, wider: tuple[Gap, ...]) -> bool:
    return any(
        (w.latest is None or (gap.latest is not None and gap.latest <= w.latest))
        and (w.earliest is None or (gap.earliest is not None and gap.earliest >= w.earliest))
        for w in wider
    )


@pytest.mark.parametrize(
    "portal",
    [Portal(posts(600), per_page=20), Portal(posts(120, "/?id={}"), pages="/tin-tuc/?start={}", step=10)],
    ids=["numbered pages", "offsets"],
)
def test_a_large_portal_is_read_over_several_runs(portal: Portal) -> None:
    runs, webs = backfilled(portal, pages=len(portal.posts) // 4)
    assert len(runs) > 3
    assert [run.record.status for run in runs] == ["partial"] * (len(runs) - 1) + ["completed"]
    read = [article.url for run in runs for article in run.articles]
    assert sorted(read) == sorted(TOP + path for path in portal.posts)
    asked = [path for web in webs for path in web.paths() if path in portal.posts]
    assert len(asked) == len(set(asked)), "no post is asked for twice"

    first, old = runs[0], min(portal.posts.values())
    assert not [gap for gap in first.gaps if Gaps([gap]).touching(DAY - timedelta(days=7), DAY)]
    assert [gap for gap in first.gaps if Gaps([gap]).touching(old, old)]
    for run, later in pairwise(runs):
        assert all(within(gap, run.gaps) for gap in later.gaps)
    assert runs[-1].gaps == ()


def test_a_known_post_is_not_read_again_and_is_no_gap() -> None:
    portal = Portal(posts(20))
    known = {site_key(TOP + path): day for path, day in portal.posts.items()}
    web = Web(portal.answers())
    seen = crawled(web, caps=Caps(pages=5), known=known)
    assert web.paths() == ["/", "/tin-tuc/", "/tin-tuc/page-2/"]
    assert (seen.record.status, seen.unreached, seen.gaps) == ("completed", (), ())
    assert seen.record.skipped == {READ_BEFORE: 20}
    assert corpus.gaps([], {"p": seen}, ["p"], Memory(), DAY) == {"p": ()}


def test_the_days_of_known_posts_are_evidence() -> None:
    portal = Portal(posts(60))
    known = {site_key(TOP + path): day for path, day in portal.posts.items()}
    seen = crawled(Web(portal.answers(**{portal.address(3): 503})), known=known)
    (gap,) = seen.gaps
    assert gap.latest is not None
    assert list(portal.posts.values())[29] <= gap.latest < DAY


def test_a_known_post_under_another_address_costs_no_page() -> None:
    portal = Portal(posts(10), beside='<a href="/muc-khac/bai-1005.html">Bài</a>')
    known = {site_key(TOP + path): day for path, day in portal.posts.items()}
    seen = crawled(Web(portal.answers(**{"/muc-khac/bai-1005.html": moved("/bai-1005.html")})), known=known)
    assert seen.record.read == 2
    assert seen.articles == ()
    assert seen.gaps == ()


def test_a_list_is_read_in_every_run_even_if_it_was_once_taken_for_a_post() -> None:
    frontier = Frontier(Scope.of(HOME), {site_key(f"{TOP}/tin-tuc/"), site_key(f"{TOP}/tin-tuc/page-2/")})
    frontier.add(f"{TOP}/tin-tuc/", Rank.MENU)
    frontier.add(f"{TOP}/tin-tuc/page-2/", Rank.FOUND, depth=3)
    assert frontier.take() == f"{TOP}/tin-tuc/"
    assert frontier.take() == f"{TOP}/tin-tuc/page-2/"


def test_the_pages_of_a_list_are_never_articles() -> None:
    """Pages of a list with many words look like posts."""
    seen = crawled(Web(Portal(posts(150)).answers()), caps=Caps(pages=400))
    assert not [article.url for article in seen.articles if "/page-" in (article.url or "")]
    assert len(seen.articles) == 150


def test_the_next_page_of_a_list_waits_for_the_posts_of_the_one_before() -> None:
    portal = Portal(posts(60), per_page=5)
    web = Web(portal.answers())
    crawled(web)
    asked = web.paths()
    paths = list(portal.posts)
    expected = ["/"]
    for number in range(12):
        expected += [portal.address(number), *paths[number * 5 : number * 5 + 5]]
    assert asked == expected


def test_two_lists_are_read_in_step() -> None:
    news, notices = Portal(posts(30)), Portal(posts(30, "/tb/tb-{}.html"), "/tb/page-{}/", "/tb/")
    home = page("Trang chủ", prose("cổng", 3), menu={"Tin tức": "/tin-tuc/", "Thông báo": "/tb/"})
    web = Web({**news.answers(), **notices.answers(), "/": home})
    asked = crawled(web) and web.paths()
    assert asked[:3] == ["/", "/tin-tuc/", "/tb/"]
    second = [asked.index(path) for path in (news.address(1), notices.address(1))]
    assert min(second) > max(asked.index(path) for path in [*list(news.posts)[:10], *list(notices.posts)[:10]])
    assert max(second) < asked.index(news.address(2))


def test_sections_of_a_sitemap_come_first_and_posts_without_days_last() -> None:
    portal = Portal(posts(20))
    alone = [f"/bai-{n}.html" for n in (3, 8, 5)]
    extra = {path: post(f"Bài {path}", prose(path, 2), day="2020-01-01") for path in alone}
    web = Web(
        portal.answers(
            **extra,
            **{"/sitemap.xml": sitemap(*alone, "/co-cau-to-chuc/"), "/co-cau-to-chuc/": page("Cơ cấu tổ chức")},
        )
    )
    crawled(web)
    asked = web.paths()
    assert asked[1:3] == ["/tin-tuc/", "/co-cau-to-chuc/"]
    assert asked[-3:] == ["/bai-8.html", "/bai-5.html", "/bai-3.html"]


def test_links_between_posts_come_after_the_lists() -> None:
    portal = Portal(posts(30))
    first = next(iter(portal.posts))
    more = '<aside><a href="/bai-cu-1.html">Bài cũ</a></aside>'
    web = Web(
        portal.answers(
            **{
                first: post("Bài đầu", prose("bài đầu", 3), day=DAY.isoformat(), more=more),
                "/bai-cu-1.html": post("Bài cũ", prose("bài cũ", 3), day="2019-01-01"),
            }
        )
    )
    crawled(web)
    assert web.paths()[-1] == "/bai-cu-1.html"
