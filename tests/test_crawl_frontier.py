"""What waits to be read, in which order, and what is left, with what that proves. C35, C37, C38, C63."""

from __future__ import annotations

import pytest

from linter.crawl.address import FILE_REASON, LOGIN_REASON, TRAP_REASON, Scope
from linter.crawl.frontier import (
    NUMBERED_PER_PATH,
    OFF_SITE,
    QUERIES_PER_PATH,
    TOO_MANY_QUERIES,
    Frontier,
    Rank,
)

HOST = "http://th-a.edu.example"


@pytest.fixture
def frontier() -> Frontier:
    return Frontier(Scope.of(f"{HOST}/"))


def taken(frontier: Frontier) -> list[str]:
    found = []
    while (url := frontier.take()) is not None:
        found.append(url.removeprefix(HOST))
    return found


def test_sections_come_before_lists_and_lists_before_links_in_texts(frontier: Frontier) -> None:
    for path, rank in (
        ("/d", Rank.FOUND),
        ("/c", Rank.LISTED),
        ("/b", Rank.FRAME),
        ("/a", Rank.MENU),
        ("/", Rank.HOME),
    ):
        frontier.add(HOST + path, rank)
    frontier.add(f"{HOST}/e", Rank.MENU)
    assert taken(frontier) == ["/", "/a", "/e", "/b", "/c", "/d"]


def test_an_address_found_again_in_a_menu_moves_up_and_comes_once(frontier: Frontier) -> None:
    for path in ("/a", "/b", "/c"):
        frontier.add(HOST + path, Rank.FOUND)
    frontier.add(f"{HOST}/c", Rank.MENU)
    assert frontier.waiting() == [f"{HOST}/c", f"{HOST}/a", f"{HOST}/b"]
    assert taken(frontier) == ["/c", "/a", "/b"]
    assert len(frontier) == 0
    frontier.add(f"{HOST}/c", Rank.HOME)
    assert frontier.take() is None


def test_the_spellings_of_one_page_come_once_as_first_written(frontier: Frontier) -> None:
    for url in (
        f"{HOST}/a?PHPSESSID=1",
        "https://www.th-a.edu.example/a",
        f"{HOST}:80/a#x",
        "HTTP://TH-A.edu.example/%61",
    ):
        frontier.add(url, Rank.FOUND)
    assert taken(frontier) == ["/a"]
    assert frontier.found == 1


def test_labels_are_gathered_whenever_they_are_found(frontier: Frontier) -> None:
    frontier.add(f"{HOST}/a", Rank.LISTED)
    assert frontier.take() == f"{HOST}/a"
    for label in ("", "Giới thiệu", "Giới thiệu", "Về trường"):
        frontier.add("https://www.th-a.edu.example/a", Rank.MENU, label)
    assert frontier.labels(f"{HOST}/a") == ("Giới thiệu", "Về trường")
    for number in range(20):
        frontier.add(f"{HOST}/a", Rank.MENU, str(number))
    assert len(frontier.labels(f"{HOST}/a")) == 5


def test_what_is_off_the_site_is_counted_once(frontier: Frontier) -> None:
    for _ in range(3):
        frontier.add("http://th-b.edu.example/", Rank.FOUND, "Trường bạn")
    frontier.add("mailto:a@th-a.edu.example", Rank.FOUND)
    assert frontier.skipped == {OFF_SITE: 2}
    assert frontier.take() is None


def test_what_is_left_alone_is_remembered_only_where_a_menu_may_mean_a_section(frontier: Frontier) -> None:
    frontier.add(f"{HOST}/so-do.pdf", Rank.MENU, "Cơ cấu tổ chức")
    frontier.add(f"{HOST}/users/", Rank.FRAME, "Thành viên")
    frontier.add("http://th-a.example/gioi-thieu", Rank.MENU, "Giới thiệu")
    frontier.add("http://vinades.example/", Rank.FRAME, "Liên hệ quảng cáo")
    frontier.add(f"{HOST}/bao-cao.pdf", Rank.FOUND, "Báo cáo")
    frontier.add(f"{HOST}/tag/gioi-thieu/", Rank.MENU, "giới thiệu")
    frontier.add(f"{HOST}/print/gioi-thieu/", Rank.MENU, "Giới thiệu")
    assert frontier.aside == {
        f"{HOST}/so-do.pdf": FILE_REASON,
        f"{HOST}/users/": LOGIN_REASON,
        "http://th-a.example/gioi-thieu": OFF_SITE,
    }
    assert sum(frontier.skipped.values()) == 7


def test_endless_queries_are_cut_and_not_forgotten(frontier: Frontier) -> None:
    for number in range(QUERIES_PER_PATH + 30):
        frontier.add(f"{HOST}/loc?khoi={number}&sap=ten", Rank.FOUND)
    frontier.add(f"{HOST}/khac?khoi=1&sap=ten", Rank.FOUND)
    assert len(taken(frontier)) == QUERIES_PER_PATH + 1
    assert len(frontier.cut) == 30
    assert set(frontier.cut.values()) == {TOO_MANY_QUERIES}
    assert frontier.found == QUERIES_PER_PATH + 31


@pytest.mark.parametrize(
    "query", ["id={}", "newsid={}", "p={}", "cid=4&id={}", "page={}", "ItemID={}&page=2", "name=News&sid={}"]
)
def test_the_numbers_of_posts_and_of_pages_of_a_list_are_no_trap(frontier: Frontier, query: str) -> None:
    number_of_posts = 40 if "name" in query else QUERIES_PER_PATH * 4
    for number in range(number_of_posts):
        frontier.add(f"{HOST}/chi-tiet.aspx?{query.format(number)}", Rank.FOUND)
    assert len(taken(frontier)) == number_of_posts
    assert not frontier.cut


def test_numbers_have_an_end_as_well(frontier: Frontier) -> None:
    for number in range(NUMBERED_PER_PATH + 5):
        frontier.add(f"{HOST}/?page={number}", Rank.FOUND)
    assert len(frontier.cut) == 5


def test_a_menu_is_read_after_a_trap_on_the_same_path(frontier: Frontier) -> None:
    for number in range(QUERIES_PER_PATH + 1):
        frontier.add(f"{HOST}/?loc={number}x", Rank.FOUND)
    frontier.add(f"{HOST}/?muc=gioi-thieu", Rank.MENU, "Giới thiệu")
    assert frontier.take() == f"{HOST}/?muc=gioi-thieu"


def test_a_megabyte_of_address_is_counted_and_not_kept(frontier: Frontier) -> None:
    frontier.add(f"{HOST}/?x={'y' * 1_000_000}", Rank.MENU, "Giới thiệu")
    assert frontier.skipped == {TRAP_REASON: 1}
    assert frontier.take() is None
    assert max(map(len, frontier._left)) <= 2000


def test_broken_addresses_are_counted_and_raise_nothing(frontier: Frontier) -> None:
    for url in ("http://[::1", "http://a:b/", "http://\ud800/", ""):
        frontier.add(url, Rank.FOUND)
    assert frontier.take() is None
    assert frontier.skipped == {OFF_SITE: 4}


def test_a_page_read_under_another_address_is_not_taken_again(frontier: Frontier) -> None:
    frontier.add(f"{HOST}/cu", Rank.FOUND)
    frontier.add(f"{HOST}/moi", Rank.FOUND)
    assert frontier.take() == f"{HOST}/cu"
    frontier.mark("https://th-a.edu.example/moi")
    assert frontier.take() is None
    assert frontier.found == 2


def test_a_site_below_a_path_leaves_its_neighbours_alone() -> None:
    frontier = Frontier(Scope.of(f"{HOST}/mn-b/"))
    frontier.add(f"{HOST}/mn-c/gioi-thieu/", Rank.MENU, "Giới thiệu")
    frontier.add(f"{HOST}/mn-b/print/a/", Rank.FOUND)
    frontier.add(f"{HOST}/mn-b/a/", Rank.FOUND)
    assert taken(frontier) == ["/mn-b/a/"]


def test_the_order_depends_on_what_was_found_alone() -> None:
    def order() -> list[str]:
        frontier = Frontier(Scope.of(f"{HOST}/"))
        for number in range(100):
            frontier.add(f"{HOST}/{number * 37 % 100}", Rank(1 + number % 4))
        return taken(frontier)

    assert order() == order()
