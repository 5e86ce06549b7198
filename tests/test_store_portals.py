"""The archive of portals: brought up to date week by week, searched without loading its texts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime

import pytest
import sqlalchemy as sa
from stores import place

from linter.match.archive import Archive, Memory
from linter.match.index import Index, Item
from linter.model import Article, Block, BlockKind, Run
from linter.store import Store, Where, open_store
from linter.store.tables import portal_items
from linter.text.dates import VIETNAM

__all__ = ["place"]  # the fixture

PORTAL, OTHER = "http://pgd.example/", "http://xa.example/"
TEXTS = [" ".join(f"bài{number}chữ{place}" for place in range(80)) for number in range(6)]


def item(number: int, day: int | None = None, portal: str = PORTAL, links: tuple[str, ...] = ()) -> Item:
    published = datetime(2026, 10, day, 8, tzinfo=VIETNAM) if day else None
    return Item(portal, f"{portal}{number}", f"Tin {number} “ngày hội”", TEXTS[number], published, links)


def article(number: int) -> Article:
    return Article("x", "Tin", (Block(BlockKind.PARAGRAPH, (Run(TEXTS[number]),)),), url="http://th-a.example/bai")


@pytest.fixture
def store(place: Where) -> Iterator[Store]:
    opened = open_store(place)
    yield opened
    opened.close()


@pytest.fixture(params=["store", "memory"])
def archive(request: pytest.FixtureRequest, store: Store) -> Iterator[Archive]:
    if request.param == "memory":
        yield Memory()
        return
    portals = store.portals()
    yield portals
    portals.close()


def index_of(archive: Archive, *portals: str) -> Index:
    index = Index()
    archive.fill(index, portals or (PORTAL, OTHER), lambda found: found)
    return index


def test_what_was_seen_is_found_again(archive: Archive) -> None:
    seen = [item(0, 1), item(1, 2, links=("http://th-a.example/khac",)), Item(PORTAL, f"{PORTAL}tin", "Tin", "")]
    archive.renew("r1", PORTAL, seen, ())
    archive.renew("r1", OTHER, [item(2, 3, OTHER)], ())
    index = index_of(archive)
    assert len(index) == 4
    assert [match.item for match in index.matches(article(1))] == [seen[1]]
    assert [match.item for match in index.matches(article(2), frozenset({OTHER}))] == [item(2, 3, OTHER)]
    assert len(index_of(archive, OTHER)) == 1


def test_texts_that_are_left_on_their_shelf_differ_all_the_same(archive: Archive) -> None:
    archive.renew("r1", PORTAL, [item(number) for number in range(4)], ())
    assert not index_of(archive).repeats()
    same = [Item(OTHER, f"{OTHER}{n}", "Tin", f"{TEXTS[0]} Lượt xem: {n}") for n in range(4)]
    archive.renew("r1", OTHER, same, ())
    assert index_of(archive, OTHER).repeats()


def test_a_week_adds_changes_and_ends(archive: Archive) -> None:
    archive.renew("r1", PORTAL, [item(0), item(1), item(2)], ())
    changed = Item(PORTAL, f"{PORTAL}1", "Tin mới", TEXTS[4])
    archive.renew("r2", PORTAL, [item(0), changed, item(3)], [f"{PORTAL}9", f"{PORTAL}8"])
    index = index_of(archive)
    found = [bool(index.matches(article(number))) for number in range(5)]
    assert found == [True, False, True, True, True], "what was taken down was pushed; what was changed is as it is now"
    assert list(archive.pending(PORTAL)) == [f"{PORTAL}8", f"{PORTAL}9"]
    archive.renew("r3", PORTAL, [], ())
    assert list(archive.pending(PORTAL)) == []


def test_a_listing_keeps_the_links_that_rolled_off(archive: Archive) -> None:
    for week, link in enumerate(("http://th-a.example/bai", "http://th-b.example/2")):
        archive.renew(f"r{week}", PORTAL, [Item(PORTAL, f"{PORTAL}tin", "Tin", "", None, (link,))], ())
    assert [match.relation for match in index_of(archive).matches(article(5))] == ["linked"]


def test_what_no_database_takes_is_left_out(archive: Archive) -> None:
    archive.renew("r1", PORTAL, [Item(PORTAL, f"{PORTAL}1", "Tin\ud800 \x00", TEXTS[0] + "\ud800")], ())
    assert index_of(archive).matches(article(0))


def test_posts_of_old_days_need_no_second_reading(archive: Archive) -> None:
    archive.renew("r1", PORTAL, [item(0, 1), item(1, 20), item(2), Item(PORTAL, f"{PORTAL}tin", "Tin", "")], ())
    known = archive.known(PORTAL, date(2026, 10, 20))
    assert known == {f"{PORTAL}0": date(2026, 10, 1), f"{PORTAL}2": None}
    assert archive.known(OTHER, date(2026, 10, 20)) == {}


def test_links_are_read_in_the_spelling_of_today(archive: Archive) -> None:
    archive.renew("r1", PORTAL, [item(0, links=("http://cu.example/bai",))], ())
    index = Index()
    archive.fill(
        index, [PORTAL], lambda found: Item(found.portal, found.url, "", "", None, ("http://th-a.example/bai",))
    )
    assert [match.relation for match in index.matches(article(5))] == ["linked"]


def test_nothing_is_written_twice_and_a_run_can_be_asked_again(store: Store) -> None:
    portals = store.portals()
    portals.renew("r1", PORTAL, [item(0), item(1)], ())
    portals.renew("r2", PORTAL, [item(0), item(1), item(2)], ())
    portals.renew("r3", PORTAL, [replace(item(0), title="Tên mới")], ())
    with store.engine.connect() as connection:
        assert connection.execute(sa.select(sa.func.count()).select_from(portal_items)).scalar() == 4
    standing = {run: sorted(store.portals(run).known(PORTAL, date.max)) for run in ("r1", "r2", "r3", "never")}
    assert [len(standing[run]) for run in ("r1", "r2", "r3", "never")] == [2, 3, 3, 0]


def test_a_renewal_that_fails_leaves_the_week_before(store: Store) -> None:
    portals = store.portals()
    portals.renew("r1", PORTAL, [item(0)], ())
    broken = Item(PORTAL, f"{PORTAL}9", "Tin", "x", None, (3,))  # type: ignore[arg-type]  # what raises
    with pytest.raises(AttributeError):
        portals.renew("r2", PORTAL, [item(1), broken], [f"{PORTAL}0"])
    assert sorted(portals.known(PORTAL, date.max)) == [f"{PORTAL}0"]
    assert list(portals.pending(PORTAL)) == []


def test_an_index_over_the_store_does_not_keep_a_writer_waiting(store: Store, place: Where) -> None:
    portals = store.portals()
    portals.renew("r1", PORTAL, [item(0)], ())
    index = index_of(portals)
    second = open_store(place)
    second.portals().renew("r2", PORTAL, [item(1)], ())
    assert [match.relation for match in index.matches(article(0))] == ["pushed"]
    portals.close()
    second.close()
