"""Which days the posts behind unread pages can be of. A bound too narrow accuses falsely; none at all says nothing."""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

import httpx
import pytest
from crawling import DAY, HOME, PORTAL, Portal, Web, crawled, page, post, posts, prose, school_list
from hypothesis import given, settings
from hypothesis import strategies as st

from linter.crawl import Caps, Crawled, corpus, reasons
from linter.crawl.address import site_key
from linter.crawl.falling import SLACK, falling
from linter.crawl.gaps import BY_SCRIPT, find_gaps
from linter.crawl.paging import is_pager, place_of, turns
from linter.crawl.trail import Evidence
from linter.crawl.turning import MORE, PAGER, turned
from linter.lookup import Gap, Gaps
from linter.match.archive import Memory
from linter.model import Link, Page, Unreached

TOP = HOME[:-1]
LIST = "/tin-tuc/"


def touches(gap: Gap, first: date, last: date) -> bool:
    return bool(Gaps([gap]).touching(first, last))


def seen_of(portal: Portal, *, pages: int = 400, **others: object) -> Crawled:
    return crawled(Web(portal.answers(**others)), caps=Caps(pages=pages))


def of(seen: Crawled, path: str) -> Gap | None:
    return next((gap for gap in seen.gaps if gap.url == TOP + path), None)


def days(gap: Gap | None) -> tuple[date | None, date | None]:
    assert gap is not None
    return gap.earliest, gap.latest


def stamped(changed: Mapping[str, date]) -> httpx.Response:
    urls = "".join(f"<url><loc>{TOP}{p}</loc><lastmod>{d}T08:00:00+07:00</lastmod></url>" for p, d in changed.items())
    return httpx.Response(200, text=f"<urlset>{urls}</urlset>", headers={"Content-Type": "text/xml"})


# --- THE property -----------------------------------------------------------------------------------------


@dataclass
class Sim:
    """A portal of true days, and what one crawl of it saw."""

    true: dict[str, date]
    evidence: Evidence = field(default_factory=Evidence)
    unread: list[Unreached] = field(default_factory=list)
    behind: dict[str, str] = field(default_factory=dict)  # posts that no read page leads to → the page that does


KINDS = ("newest", "edited", "pinned", "shuffled", "oldest", "undated", "sidebar", "blocks", "typo")


def ordered(kind: str, true: dict[str, date], dice: random.Random) -> list[str]:
    order = sorted(true, key=lambda path: true[path], reverse=True)
    if kind == "oldest":
        order.reverse()
    elif kind == "shuffled":
        dice.shuffle(order)
    elif kind == "pinned":
        top = dice.sample(order, min(2, len(order)))
        order = [*top, *(path for path in order if path not in top)]
    elif kind == "edited":
        edited = {p: true[p] + timedelta(days=dice.choice([0] * 8 + [dice.randint(1, 400)])) for p in order}
        order.sort(key=lambda path: edited[path], reverse=True)
    elif kind == "blocks":
        news = set(dice.sample(order, len(order) // 3))
        parts = [[p for p in order if p in news], [p for p in order if p not in news]]
        order = [p for at in range(0, len(true), 4) for part in parts for p in part[at : at + 4]]
    return order


def simulated(kind: str, seed: int) -> Sim:
    dice = random.Random(seed)
    many, size, every = dice.randint(15, 120), dice.choice([5, 8, 10]), dice.choice([1, 2, 5])
    form = dice.choice(
        ["/bai-viet-so-{}-cua-nganh/", "/tin/bai-{}.html", "/?id={}", "/bai-viet-{}-ve-mot-buoi-le.html"]
    )
    true = {form.format(2000 - n): DAY - timedelta(days=n * every + dice.randint(0, 2)) for n in range(many)}
    order = ordered(kind, true, dice)
    shown = (
        dict(true)
        if kind != "typo"
        else {p: d - timedelta(days=dice.choice([0] * 9 + [3650])) for p, d in true.items()}
    )
    lists = [order[at : at + size] for at in range(0, many, size)]
    read = (
        range(dice.randint(1, len(lists)))
        if dice.random() < 0.7
        else dice.sample(range(len(lists)), len(lists) // 2 + 1)
    )
    sim = Sim(true)
    cap = dice.randint(0, many)
    took = [p for number in sorted(read) for p in lists[number]][:cap]
    took = [path for path in took if dice.random() > 0.05]
    known = {site_key(TOP + p): None if kind == "undated" else shown[p] for p in took}
    links, unread = {}, {}
    for number in range(len(lists)):
        url = TOP + (LIST if number == 0 else f"{LIST}page-{number + 1}/")
        if number not in read:
            unread[url] = "hết giờ"
            sim.behind |= {path: url for path in lists[number] if path not in took}
            continue
        pager = [Link(f"{TOP}{LIST}page-{n + 1}/", str(n + 1)) for n in range(1, len(lists)) if n != number]
        strays = dice.sample(order, min(4, many)) if kind == "sidebar" else []
        links[url] = (*(Link(TOP + p, f"Bài {p}") for p in [*lists[number], *strays]), *pager)
        unread |= {TOP + p: "hết giờ" for p in [*lists[number], *strays] if p not in took}
    stamps = stamps_of(true, dice)
    unread |= {key: "hết giờ" for p in true if site_key(TOP + p) in stamps and p not in took for key in [TOP + p]}
    sim.evidence = Evidence(lists=links, days=known, changed=stamps)
    sim.unread = [Unreached(url, why) for url, why in unread.items()]
    return sim


def stamps_of(true: dict[str, date], dice: random.Random) -> dict[str, date]:
    """A sitemap that is honest, stamps everything with today, or lies: all days long past, none, or no sitemap."""
    way = dice.choice(["none", "true", "edited", "today", "past"])
    if way == "none":
        return {}
    shift = {"true": lambda: 0, "edited": lambda: dice.randint(0, 300), "today": lambda: 0, "past": lambda: -400}[way]
    return {site_key(TOP + p): DAY if way == "today" else day + timedelta(days=shift()) for p, day in true.items()}


@pytest.mark.parametrize("kind", KINDS)
@settings(max_examples=120, deadline=None, derandomize=True)
@given(seed=st.integers(0, 10**9))
def test_every_unread_post_lies_in_a_gap(kind: str, seed: int) -> None:
    sim = simulated(kind, seed)
    gaps = find_gaps(sim.unread, sim.evidence)
    by_url = {gap.url: gap for gap in gaps}
    for path, day in sim.true.items():
        if site_key(TOP + path) in sim.evidence.days:
            continue
        at = [by_url[url] for url in (TOP + path, sim.behind.get(path, "")) if url in by_url]
        assert at, path
        assert any(touches(gap, day, day) for gap in at), (path, day, at)


@settings(max_examples=12, deadline=None, derandomize=True)
@given(many=st.integers(5, 60), cap=st.integers(2, 60), every=st.integers(1, 9), style=st.sampled_from([0, 1, 2, 3]))
def test_no_cap_makes_a_portal_look_complete_that_is_not(many: int, cap: int, every: int, style: int) -> None:
    told = posts(many, "/bai-viet-{}.html", every=every)
    portal = (
        Portal(told),
        Portal(told, pages="/tin-tuc/?page={}", per_page=5, pinned=(list(told)[-1],)),
        Portal(dict(reversed(list(told.items()))), pages="/tin-tuc/page/{}/"),
        Portal(told, pages="/tin-tuc?start={}", step=10, dated=False),
    )[style]
    seen = seen_of(portal, pages=cap)
    read = {article.url for article in seen.articles}
    shown = {unread.url for unread in seen.unreached}
    for path, day in told.items():
        if TOP + path not in read and (style != 3 or TOP + path in shown):
            assert any(touches(gap, day, day) for gap in seen.gaps), path


# --- pages of lists ---------------------------------------------------------------------------------------

STYLES = {
    "nukeviet": Portal(posts(60, "/tin-tuc/bai-viet-{}.html")),
    "wordpress": Portal(posts(60, "/mot-ngay-hoi-doc-sach-{}/"), pages="/tin-tuc/page/{}/"),
    "query": Portal(posts(60, "/chi-tiet?id={}"), pages="/tin-tuc/?page={}"),
    "offset": Portal(posts(60), pages="/tin-tuc/?start={}", step=10),
}


@pytest.mark.parametrize("style", STYLES)
def test_an_unread_page_of_a_list_is_not_newer_than_the_pages_before_it(style: str) -> None:
    portal = STYLES[style]
    broken = {portal.address(3): 503}
    gap = of(seen_of(portal, **broken), portal.address(3))
    earliest, latest = days(gap)
    oldest = list(portal.posts.values())[29]
    assert earliest is not None
    assert latest is not None
    assert oldest <= latest <= oldest + timedelta(days=SLACK + 10)
    true = list(portal.posts.values())[30:40]
    assert earliest <= true[-1]
    assert gap is not None
    assert gap.reason == "máy chủ báo lỗi 503"


@pytest.mark.parametrize("style", STYLES)
def test_a_cap_costs_the_oldest_posts_and_the_newest_article_lies_in_no_gap(style: str) -> None:
    portal = STYLES[style]
    seen = seen_of(portal, pages=40)
    assert seen.record.status == "partial"
    assert not [gap for gap in seen.gaps if touches(gap, DAY - timedelta(days=7), DAY)]
    read = {article.url for article in seen.articles}
    for path, day in portal.posts.items():
        assert TOP + path in read or any(touches(gap, day, day) for gap in seen.gaps), path
    old = min(portal.posts.values())
    assert any(touches(gap, old, old) for gap in seen.gaps)


@pytest.mark.parametrize(
    "portal",
    [
        Portal(dict(reversed(list(posts(60).items())))),
        Portal(dict(random.Random(3).sample(list(posts(60).items()), 60))),
        Portal(posts(60), dated=False),
    ],
    ids=["oldest first", "in no order", "undated"],
)
def test_a_list_that_is_not_in_order_gives_no_bounds(portal: Portal) -> None:
    seen = seen_of(portal, pages=30)
    unread = [gap for gap in seen.gaps if "/page-" in gap.url]
    assert unread
    assert {gap.latest for gap in unread} == {None}


def test_an_old_post_kept_on_top_of_a_list_narrows_nothing() -> None:
    portal = Portal(posts(60) | {"/bai-7.html": date(2019, 3, 4)}, pinned=("/bai-7.html",))
    seen = seen_of(portal, **{portal.address(3): 503})
    _, latest = days(of(seen, portal.address(3)))
    assert latest is not None
    assert list(portal.posts.values())[29] <= latest < DAY


def test_old_posts_beside_a_list_narrow_nothing() -> None:
    old = {f"/bai-{n}.html": date(2019, 3, n) for n in range(1, 6)}
    beside = "".join(f'<a href="{path}">Xem nhiều {path}</a>' for path in old)
    portal = Portal(posts(60), beside=beside)
    answers = {path: post(f"Bài {path}", prose(path, 2), day=day.isoformat()) for path, day in old.items()}
    seen = seen_of(portal, **answers, **{portal.address(1): 503})
    _, latest = days(of(seen, portal.address(1)))
    assert latest is None or latest >= list(portal.posts.values())[10]


def test_an_unread_menu_page_can_hold_posts_of_all_days() -> None:
    home = page("Trang chủ", prose("cổng", 3), menu={"Tin tức": LIST, "Thông báo": "/thong-bao/"})
    seen = seen_of(Portal(posts(40)), **{"/": home, "/thong-bao/": 503})
    assert [(gap.url, gap.earliest, gap.latest) for gap in seen.gaps] == [(f"{TOP}/thong-bao/", None, None)]


def test_a_category_between_the_posts_of_a_list_is_no_post() -> None:
    portal = Portal(posts(40))
    answers = portal.answers()
    second = answers[portal.address(1)].replace("</h3>", '</h3><a href="/hoat-dong/">Hoạt động</a>', 3)
    seen = seen_of(portal, **{portal.address(1): second, "/hoat-dong/": 503})
    assert days(of(seen, "/hoat-dong/")) == (None, None)


def test_a_page_that_is_left_alone_is_no_gap() -> None:
    seen = seen_of(Portal(posts(20), beside='<a href="/print/a/">In</a><a href="/tep.pdf">Tệp</a>'))
    assert seen.gaps == ()


# --- posts ------------------------------------------------------------------------------------------------


def test_an_unread_post_lies_between_its_neighbours_in_the_list() -> None:
    portal = Portal(posts(60, "/mot-ngay-hoi-doc-sach-o-lang-{}/"))
    path = list(portal.posts)[25]
    earliest, latest = days(of(seen_of(portal, **{path: 503}), path))
    day = portal.posts[path]
    assert earliest is not None
    assert latest is not None
    assert day - timedelta(days=20) <= earliest <= day <= latest <= day + timedelta(days=20)


def test_an_unread_post_lies_between_its_neighbours_by_number() -> None:
    """No list is in order here; the numbers are."""
    known = {site_key(f"{TOP}/a/bai-{n}.html"): DAY - timedelta(days=100 - n) for n in range(100) if n != 50}
    (gap,) = find_gaps([Unreached(f"{TOP}/a/bai-50.html", "hết giờ")], Evidence(days=known))
    day = DAY - timedelta(days=50)
    earliest, latest = days(gap)
    assert earliest is not None
    assert latest is not None
    assert day - timedelta(days=SLACK + 5) <= earliest <= day <= latest <= day + timedelta(days=SLACK + 5)


@pytest.mark.parametrize("few", [True, False])
def test_numbers_say_nothing_where_they_do_not_rise_with_the_days(few: bool) -> None:
    dice = random.Random(1)
    span = range(12) if few else dice.sample(range(100), 100)
    known = {site_key(f"{TOP}/a/bai-{n}.html"): DAY - timedelta(days=d) for n, d in enumerate(span, 100)}
    (gap,) = find_gaps([Unreached(f"{TOP}/a/bai-50.html", "hết giờ")], Evidence(days=known))
    assert days(gap) == (None, None)


def test_numbers_of_another_part_of_a_site_are_counted_apart() -> None:
    known = {site_key(f"{TOP}/a/bai-{n}.html"): DAY - timedelta(days=100 - n) for n in range(100)}
    (gap,) = find_gaps([Unreached(f"{TOP}/van-ban/bai-5.html", "hết giờ")], Evidence(days=known))
    assert days(gap) == (None, None)


def test_numbers_that_alone_name_a_post_are_counted_over_the_whole_site() -> None:
    known = {site_key(f"{TOP}/muc-{n % 9}/bai-{n}.html"): DAY - timedelta(days=100 - n) for n in range(50, 100)}
    names = frozenset({f"{site_key(TOP).rstrip('/')}/bai-99.html"})
    (gap,) = find_gaps([Unreached(f"{TOP}/muc-nho/bai-9.html", "hết giờ")], Evidence(days=known, names=names))
    earliest, latest = days(gap)
    assert earliest is None
    assert latest is not None
    assert DAY - timedelta(days=50) <= latest <= DAY - timedelta(days=30)


# --- sitemaps ---------------------------------------------------------------------------------------------


def capped_sitemap(shift: int = 0, pages: int = 20) -> tuple[dict[str, date], Web, Crawled]:
    """A portal that only a sitemap knows, the oldest first in it."""
    told = dict(reversed(list(posts(50, "/mot-ngay-hoi-doc-sach-o-lang-{}/").items())))
    answers = {path: post(f"Bài {path}", prose(path, 2), day=day.isoformat()) for path, day in told.items()}
    changed = {path: day + timedelta(days=shift) for path, day in told.items()}
    web = Web({"/": page("Trang chủ", prose("cổng", 3)), "/sitemap.xml": stamped(changed), **answers})
    return told, web, crawled(web, caps=Caps(pages=pages))


def test_a_sitemap_is_read_from_its_newest_post_and_bounds_the_rest() -> None:
    told, web, seen = capped_sitemap()
    newest = sorted(told, key=lambda path: told[path], reverse=True)
    assert web.paths()[1:20] == newest[:19]
    assert len(seen.gaps) == 31
    for gap in seen.gaps:
        day = told[gap.url.removeprefix(TOP)]
        assert gap.latest is not None
        assert day <= gap.latest <= day + timedelta(days=1)
    assert not [gap for gap in seen.gaps if touches(gap, DAY - timedelta(days=7), DAY)]


def test_a_sitemap_with_days_before_its_posts_is_not_believed() -> None:
    _, _, seen = capped_sitemap(shift=-400)
    assert {gap.latest for gap in seen.gaps if not gap.earliest} <= {None}
    assert all(touches(gap, DAY - timedelta(days=49), DAY - timedelta(days=19)) for gap in seen.gaps)


def test_a_lost_sitemap_can_hold_posts_of_all_days() -> None:
    seen = seen_of(Portal(posts(20)), **{"/sitemap.xml": 503})
    assert [(gap.earliest, gap.latest) for gap in seen.gaps] == [(None, None)]


# --- lists that a script turns ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("control", "kind"),
    [
        ('<button class="btn">Xem thêm</button>', MORE),
        ('<a href="javascript:void(0)" onclick="more()">Tải thêm</a>', MORE),
        ('<a href="#" class="load-more">Xem thêm tin</a>', MORE),
        ("<a href=\"javascript:__doPostBack('ctl00$pager','2')\">2</a>", PAGER),
        ('<ul class="pagination"><li><a class="page-link">1</a></li><li><a class="page-link">2</a></li></ul>', PAGER),
        ('<a href="/tin-tuc/tat-ca/">Xem thêm</a>', ""),
        ('<a href="/bai-5.html"><button>Xem thêm</button></a>', ""),
        ("<button onclick=\"location.href='/tin-tuc/'\">Xem thêm</button>", ""),
        ('<a href="#them" data-toggle="collapse">Xem thêm</a>', ""),
        ('<ul class="pagination"><li class="active"><a href="#">1</a></li><li><a href="?page=2">2</a></li></ul>', ""),
        ('<ul class="pagination"><li class="active"><a href="#">1</a></li><li class="disabled"><a>»</a></li></ul>', ""),
        ('<table class="calendar"><tr><td><a>2</a></td><td><a>3</a></td></tr></table>', ""),
        ('<div id="page-bodyhtml"><a id="git" name="git">(2)</a></div>', ""),
        ("<p>Xem thêm các bài khác ở mục tin tức.</p>", ""),
    ],
)
def test_a_control_that_only_a_script_turns(control: str, kind: str) -> None:
    portal = Portal(posts(10), beside=control)
    seen = seen_of(portal)
    scripted = [gap for gap in seen.gaps if gap.reason == BY_SCRIPT]
    assert bool(scripted) is bool(kind)
    if kind:
        oldest = min(portal.posts.values())
        (gap,) = scripted
        assert gap.url == TOP + LIST
        assert gap.earliest is None
        assert gap.latest is not None
        assert oldest <= gap.latest <= oldest + timedelta(days=SLACK + 6)


def test_a_button_on_a_page_without_posts_is_no_gap() -> None:
    home = page("Trang chủ", prose("cổng", 3) + "<button>Xem thêm</button>", menu={"Tin tức": LIST})
    assert seen_of(Portal(posts(10)), **{"/": home}).gaps == ()


# --- what counts as read ----------------------------------------------------------------------------------


def test_other_addresses_of_a_post_and_its_further_parts_are_read() -> None:
    known = {site_key(f"{TOP}/a/bai-{n}.html"): DAY for n in range(5)}
    evidence = Evidence(days=known, names=frozenset({f"{site_key(TOP).rstrip('/')}/bai-9.html"}))
    assert find_gaps([Unreached(f"{TOP}/a/bai-3.html", "x"), Unreached(f"{TOP}/b/bai-9.html", "x")], evidence) == ()


def test_an_unread_part_of_a_post_is_of_the_day_of_its_post() -> None:
    portal = Portal(posts(20))
    first = list(portal.posts)[3]
    whole = post("Bài dài", prose("bài dài", 8), more=f'<div><a href="{first}?page=2">2</a></div>')
    seen = seen_of(portal, **{first: whole, f"{first}?page=2": 503})
    assert days(of(seen, f"{first}?page=2")) == (date(2026, 10, 5), date(2026, 10, 5))


def test_a_page_read_in_part_can_lead_to_posts_of_all_days() -> None:
    portal = Portal(posts(40))
    seen = crawled(Web(portal.answers()), caps=Caps(links=8))
    torn = [gap for gap in seen.gaps if gap.reason == reasons.MANY_LINKS]
    assert torn
    assert {(gap.earliest, gap.latest) for gap in torn} == {(None, None)}


# --- what a portal answers for in the end -----------------------------------------------------------------


def test_a_portal_that_could_not_be_read_has_one_gap_without_bounds() -> None:
    empty = crawled(Web({"/": page("Trang chủ", prose("cổng", 3), menu={"Tin": "/tin/"}), "/tin/": page("Tin")}))
    whole = seen_of(Portal(posts(10)))
    broken = crawled(Web({"/": 503}))
    found = corpus.gaps([], {"a": empty, "b": whole, "c": broken}, ["a", "b", "c"], Memory(), DAY)
    assert found["a"] == (Gap("a", "không thấy bài nào trên cổng", is_whole=True),)
    assert found["b"] == ()
    assert found["c"] == (Gap("c", "chưa đọc hết cổng (máy chủ báo lỗi 503)", is_whole=True),)
    (unread,) = corpus.gaps(list(school_list().schools), {}, [], Memory(), DAY)[PORTAL]
    assert unread == Gap(PORTAL, "lần này chưa đọc cổng", is_whole=True)


def test_a_cap_on_time_before_the_sitemaps_are_read_leaves_a_gap_without_bounds() -> None:
    async def slow(*args: object, **options: object) -> None:
        raise TimeoutError

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("linter.crawl.seeds.Seeds._sitemap", slow)
        seen = seen_of(Portal(posts(10)))
    assert seen.record.status == "partial"
    assert Gap(HOME, seen.record.reason) in seen.gaps


# --- the parts --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("url", "series", "order"),
    [
        ("/tin-tuc/", "/tin-tuc?", 0),
        ("/tin-tuc/page-2/", "/tin-tuc?", 2),
        ("/tin-tuc/page/3", "/tin-tuc?", 3),
        ("/tin-tuc/trang-4.html", "/tin-tuc?", 4),
        ("/tin-tuc?page=5", "/tin-tuc?", 5),
        ("/index.php?nv=news&page=6", "?nv=news", 6),
        ("/tin-tuc?start=20", "/tin-tuc?", 20),
        ("/bai-12.html", "/bai-12?", 0),
    ],
)
def test_the_pages_of_a_list(url: str, series: str, order: int) -> None:
    place = place_of(TOP + url)
    assert (place.series.removeprefix(site_key(TOP).rstrip("/")), place.order) == (series, order)


@pytest.mark.parametrize("label", ["2", "Trang 2", "»", "Trang sau", "Next", "Tiếp theo ›", "[3]", "Older posts"])
def test_the_words_of_a_pager(label: str) -> None:
    assert is_pager(label)
    assert turns(f"{TOP}/tin/", f"{TOP}/tin/?page=2", label)
    assert not turns(f"{TOP}/tin/", f"{TOP}/khac/?page=2", label)
    assert not turns(f"{TOP}/tin/", f"{TOP}/tin/?id=2", label)


@pytest.mark.parametrize("label", ["", "Khai giảng năm học 2026", "Năm 2026", "Bài 2"])
def test_the_words_of_a_post_are_no_pager(label: str) -> None:
    assert not turns(f"{TOP}/", f"{TOP}/?p=2", label)


def test_a_row_in_order_is_told_from_one_that_is_not() -> None:
    row = [(n, DAY - timedelta(days=n)) for n in range(20)]
    assert falling(row) is not None
    assert falling(row[:7]) is None
    assert falling([(n, DAY) for n in range(20)]) is None
    assert falling([(19 - n, day) for n, day in row][::-1]) is None


def test_a_new_post_far_down_a_row_takes_its_bounds() -> None:
    row = [(n, DAY - timedelta(days=20 * n)) for n in range(20)]
    row[15] = (15, DAY)
    found = falling(row)
    assert found is not None
    assert found.late is None
    assert found.between(18, 18).latest is None


def test_turned_never_raises() -> None:
    assert turned(None, Page(TOP, "")) == PAGER  # type: ignore[arg-type]


def test_what_nothing_is_known_of_has_no_bounds() -> None:
    assert find_gaps([Unreached(f"{TOP}/x", "hết giờ")], Evidence()) == (Gap(f"{TOP}/x", "hết giờ"),)
