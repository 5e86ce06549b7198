"""Where an article was looked for, and when not finding it proves anything."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime

import pytest

from linter.lookup import (
    NO_PORTAL,
    SAME_EVERYWHERE,
    TOO_SHORT,
    CorpusLookup,
    Gap,
    Gaps,
    PortalLookup,
    item_of,
    item_of_page,
)
from linter.match.index import Index, Item
from linter.model import (
    Article,
    Block,
    BlockKind,
    Link,
    Membership,
    Page,
    PortalAddress,
    Region,
    Run,
    School,
    Unit,
)
from linter.text.dates import VIETNAM

OLD, NEW, ELSEWHERE = "http://pgd.example/", "http://xa.example/", "http://khac.example/"
TURN = date(2025, 7, 1)
UNIT = Unit("u", "Đơn vị", (PortalAddress(OLD, None, date(2025, 6, 30)), PortalAddress(NEW, TURN)))
SCHOOL = School("th-a", "Trường Tiểu học A", "TH", "http://th-a.example/", memberships=(Membership(UNIT),))
AS_OF = date(2026, 11, 16)
WORDS = " ".join(f"chữ{number}" for number in range(60))


def article(text: str = WORDS, day: date | None = date(2026, 10, 5), title: str = "Hội thi") -> Article:
    block = Block(BlockKind.PARAGRAPH, (Run(text),))
    published = datetime(day.year, day.month, day.day, 8, tzinfo=VIETNAM) if day else None
    return Article("x", title, (block,), url="http://th-a.example/hoi-thi", published_at=published)


def lookup(*items: Item, unread: Mapping[str, str] | None = None, school: School = SCHOOL) -> PortalLookup:
    index = Index()
    for item in items:
        index.put(item)
    gaps = {url: Gaps([Gap(url, why, is_whole=True)]) for url, why in (unread or {}).items()}
    return PortalLookup(school, index, gaps, AS_OF)


def standing(place: str, text: str = WORDS, title: str = "Hội thi", links: tuple[str, ...] = ()) -> Item:
    return Item(place, f"{place}bai", title, text, None, links)


def test_absent_from_a_portal_that_was_read_to_the_end() -> None:
    search = lookup(standing(NEW, "nội dung khác hẳn", "Tin khác")).search(article())
    assert (search.matches, search.complete, search.reason) == ((), True, "")


@pytest.mark.parametrize(("text", "told"), [("Xem tệp đính kèm", True), (" ".join(["khác"] * 60), False)])
def test_a_post_of_the_same_title_without_words_of_its_own_is_for_a_person(text: str, told: bool) -> None:
    search = lookup(standing(NEW, text)).search(article())
    assert (search.complete, "cùng tên" in search.reason, bool(search.titled)) == (True, told, told)


def test_few_words_are_believed_under_the_same_title_only() -> None:
    words = "Buổi lễ kết thúc trong không khí vui tươi, phấn khởi"
    same, other = standing(NEW, words), standing(NEW, words, "Lễ khác")
    assert lookup(same).search(article(words)).matches
    assert not lookup(other).search(article(words)).matches


def test_absent_from_a_portal_that_was_not_proves_nothing() -> None:
    search = lookup(unread={NEW: "hết giờ"}).search(article())
    assert (search.matches, search.complete, search.reason) == ((), False, "hết giờ")


def test_present_on_a_portal_that_was_not_read_to_the_end_is_present() -> None:
    search = lookup(standing(NEW), unread={NEW: "hết giờ"}).search(article())
    assert [match.item.portal for match in search.matches] == [NEW]


def test_a_school_without_a_unit_or_a_unit_without_a_portal_on_the_day() -> None:
    assert lookup(school=replace(SCHOOL, memberships=())).search(article()).reason == NO_PORTAL
    later = replace(SCHOOL, memberships=(Membership(UNIT, since=date(2026, 11, 1)),))
    search = lookup(standing(NEW, "x"), school=later).search(article())
    assert (search.complete, search.reason) == (False, NO_PORTAL)


def test_the_portal_of_the_day_decides() -> None:
    old = article(day=date(2024, 3, 1))
    assert lookup(unread={OLD: "đóng"}).search(old).reason == "đóng"
    assert lookup(unread={NEW: "đóng"}).search(old).complete
    assert lookup(unread={OLD: "đóng"}).search(article()).complete


def test_an_article_may_be_pushed_to_the_portal_that_came_after() -> None:
    last_day = article(day=date(2025, 6, 28))
    assert lookup(standing(NEW)).search(last_day).matches
    search = lookup(unread={NEW: "hết giờ"}).search(last_day)
    assert (search.complete, search.reason) == (False, "hết giờ"), "it may stand there"


def test_what_stands_on_a_stranger_s_portal_is_not_pushed() -> None:
    assert lookup(standing(ELSEWHERE)).search(article()).matches == ()


def test_an_article_without_a_day_is_looked_for_on_the_portal_of_today() -> None:
    assert lookup(unread={NEW: "hết giờ"}).search(article(day=None)).reason == "hết giờ"
    assert lookup(unread={OLD: "hết giờ"}).search(article(day=None)).complete


def test_too_few_words_are_told_by_no_comparison() -> None:
    short = article("Mời xem tệp kèm theo")
    assert lookup().search(short).reason == TOO_SHORT
    assert f"{NEW}bai" in lookup(standing(NEW, "khác")).search(short).reason
    assert f"{OLD}bai" in lookup(standing(OLD, "khác")).search(short).reason


@pytest.mark.parametrize("text", ["Mời xem tệp kèm theo", WORDS])
def test_a_link_to_the_article_is_enough(text: str) -> None:
    linking = standing(NEW, "", links=("https://www.th-a.example/hoi-thi/",))
    assert [match.relation for match in lookup(linking).search(article(text)).matches] == ["linked"]


def leads_out(link: str) -> bool:
    return not link.startswith(NEW)


def test_of_a_list_the_links_that_lead_out_count() -> None:
    links = [
        Link("http://th-a.example/1", ""),
        Link(f"{NEW}tin-2", ""),
        Link("http://th-b.example/3", "", Region.ASIDE),
    ]
    page = Page(f"{NEW}tin", "Tin", links=tuple(links))
    item = item_of_page(page, NEW, leads_out)
    assert item
    assert (item.links, item.text) == (("http://th-a.example/1", "http://th-b.example/3"), "")
    assert item_of_page(replace(page, links=page.links[1:2]), NEW, leads_out) is None


def test_a_post_that_was_read_as_a_page_is_found_by_its_text() -> None:
    told = Block(BlockKind.PARAGRAPH, (Run(WORDS),))
    page = Page(f"{NEW}tin-1", "Hội thi", blocks=(told,))
    item = item_of_page(page, NEW, leads_out)
    assert item
    assert item.text == WORDS
    many = tuple(Link(f"{NEW}{number}", "") for number in range(20))
    assert item_of_page(replace(page, links=many), NEW, leads_out) is None, "a list's teasers are its posts'"


def test_an_item_is_what_the_article_says() -> None:
    item = item_of(replace(article(), links=(Link("http://b.example/", "b"),)), OLD)
    assert (item.portal, item.title, item.text) == (OLD, "Hội thi", WORDS)
    assert (item.url, item.links) == ("http://th-a.example/hoi-thi", ("http://b.example/",))


def test_the_corpus_is_every_other_place() -> None:
    index = Index()
    index.put(standing("th-a"))
    places = frozenset({"th-a", "th-b"})
    assert CorpusLookup(SCHOOL, index, places).search(article()).matches == ()
    index.put(standing("th-b"))
    assert [match.item.portal for match in CorpusLookup(SCHOOL, index, places).search(article()).matches] == ["th-b"]
    alone = CorpusLookup(SCHOOL, index, frozenset({"th-a"})).search(article())
    assert (alone.matches, alone.complete) == ((), False)
    assert alone.reason


@pytest.mark.parametrize(
    ("earliest", "latest", "complete"),
    [
        (None, date(2026, 9, 27), True),  # a week before the article's day is the 28th of September
        (None, date(2026, 9, 28), False),
        (date(2026, 11, 11), None, False),  # the 5th of October, seven days of grace, thirty more
        (date(2026, 11, 12), None, True),
        (None, None, False),
    ],
)
def test_an_unread_page_counts_against_the_days_it_may_hold(
    earliest: date | None, latest: date | None, complete: bool
) -> None:
    gap = Gap(f"{NEW}page/9", "hết giờ", earliest, latest)
    search = PortalLookup(SCHOOL, Index(), {NEW: Gaps([gap])}, AS_OF).search(article(), 7)
    assert search.complete is complete
    assert search.portals == (NEW,)
    assert complete or gap.url in search.reason


def test_a_portal_that_says_one_thing_everywhere_proves_nothing() -> None:
    index = Index()
    for number in range(3):
        index.put(Item(NEW, f"{NEW}{number}", "Tin", "Cổng đang nâng cấp, mời quý vị quay lại sau"))
    search = PortalLookup(SCHOOL, index, {}, AS_OF).search(article(), 7)
    assert (search.complete, search.reason) == (False, SAME_EVERYWHERE)
    index.put(Item(NEW, f"{NEW}9", "Tin", "nội dung khác"))
    assert PortalLookup(SCHOOL, index, {}, AS_OF).search(article(), 7).complete
