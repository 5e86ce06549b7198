"""The store: what is kept, and whose files are left alone."""

from __future__ import annotations

import asyncio
import sqlite3
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from stores import database, place

from linter.errors import InputError
from linter.reported import RunRecord, Tool
from linter.store import Answers, Store, StoredAnswer, StoredRun, Where, open_store, working_store
from linter.store.tables import answers as answer_rows
from linter.store.tables import bodies
from linter.text.dates import VIETNAM

__all__ = ["place"]  # the fixture

NOW = datetime(2026, 11, 16, 8, tzinfo=VIETNAM)
RUN = RunRecord("r1", NOW, NOW, date(2026, 11, 16))
TOOL = Tool("t", "0", "sha256:0")


@dataclass(frozen=True)
class Asked:
    url: str = "http://a.example/"
    target: str = "a"
    most: int = 0
    verify: bool = True
    validators: dict[str, str] = field(default_factory=dict)


def answer(url: str = "http://a.example/", status: int = 200, body: bytes = b"<p>x</p>", **more: Any) -> StoredAnswer:
    return StoredAnswer(url, status, {"content-type": "text/html"}, body, **{"read": RUN.as_of} | more)


def keep(answers: Answers, asked: Asked, came: StoredAnswer, place: int = 0) -> None:
    asyncio.run(answers.keep(asked, place, came))


@pytest.fixture
def store(place: Where) -> Iterator[Store]:
    opened = open_store(place)
    yield opened
    opened.close()


def run(store: Store, name: str = "r1") -> StoredRun:
    return store.runs.begin(replace(RUN, id=name), TOOL)


def test_an_answer_comes_back_as_it_was(store: Store) -> None:
    answers = store.answers(run(store))
    url = "http://a.example/đường dẫn"
    came = answer("http://a.example/moi", 200, b"\x00\xff" * 9, hops=("http://a.example/", url))
    keep(answers, Asked(url, "a", 70, False, {"If-None-Match": '"1"'}), came)
    assert answers.find(Asked(url), 0) == replace(came, most=70, verify=False, validators={"If-None-Match": '"1"'})
    assert answers.find(Asked(url, "b"), 0) is None, "another site's"
    assert answers.find(Asked(url), 1) is None
    lost = StoredAnswer(url, 0, {}, b"", reason="timeout", message="Máy chủ không trả lời.", read=RUN.as_of)
    keep(answers, Asked(url), lost, 1)
    assert answers.find(Asked(url), 1) == lost
    led = answer(location="http://a.example/đăng nhập", status=302, body=b"")
    keep(answers, Asked(url), led, 1)
    assert answers.find(Asked(url), 1) == led, "the later one stands"
    assert answers.count() == 2


def test_a_body_is_kept_once(store: Store) -> None:
    for name in ("r1", "r2"):
        answers = store.answers(run(store, name))
        for n in range(3):
            keep(answers, Asked(f"http://a.example/{n}"), answer())
    with store.engine.connect() as connection:
        assert connection.execute(sa.select(sa.func.count()).select_from(bodies)).scalar() == 1
        assert connection.execute(sa.select(sa.func.count()).select_from(answer_rows)).scalar() == 6


def test_what_failed_may_be_asked_for_again(store: Store) -> None:
    answers = store.answers(run(store))
    for n, status in enumerate((0, 200, 404, 429, 500, 503, 301)):
        keep(answers, Asked(str(n)), answer(status=status))
    answers.forget_failures()
    assert [answers.find(Asked(str(n)), 0) is not None for n in range(7)] == [
        False,
        True,
        True,
        False,
        False,
        False,
        True,
    ]


def test_a_site_is_known_as_the_last_run_that_read_its_home_page_left_it(store: Store) -> None:
    first, second, third, fourth = (store.answers(run(store, name)) for name in ("r1", "r2", "r3", "r4"))
    url = "http://a.example/1"
    whole, gone = answer(url, hops=("http://a.example/0",)), answer(url, 404, b"gone")
    keep(first, Asked(url), answer(url, 200, b"please wait"))
    keep(first, Asked(url), whole, 1)
    keep(first, Asked("http://a.example/s.xml", most=10), answer("http://a.example/s.xml"))
    keep(first, Asked("http://a.example/2"), replace(answer("http://a.example/2"), status=0, reason="timeout"))
    keep(first, Asked("http://b.example/", "b"), answer("http://b.example/"))
    assert store.answers(store.runs.find("r2")).earlier("a", url) is None, "its crawl did not end"
    for answers, pages in ((first, 2), (second, 0)):
        answers.end("a", pages, None)
    keep(second, Asked(url), gone)
    assert first.earlier("a", url) is None, "its own is none"
    assert third.earlier("a", url) == whole, "the second run has not read the home page"
    assert third.earlier("a", "http://a.example/s.xml") == replace(answer("http://a.example/s.xml"), most=10)
    assert third.earlier("a", "http://a.example/2") is None
    assert third.earlier("b", "http://b.example/") is None
    third.take("a", url, whole, date(2026, 11, 2))
    keep(third, Asked(url), answer(url, 304, b""))  # what was noted before it stands as well
    third.end("a", 1, None)
    assert fourth.earlier("a", url) == replace(whole, read=date(2026, 11, 2))
    assert fourth.earlier("a", "http://a.example/s.xml") is None, "the third run had none"
    assert (third.held("a", url), third.taken("a", url)) == (whole, replace(whole, read=date(2026, 11, 2)))
    assert (fourth.taken("a", url), first.held("a", url)) == (None, None)


def test_where_the_time_of_a_crawl_was_over_is_known(store: Store) -> None:
    answers = store.answers(run(store))
    answers.end("a", 3, 7)
    answers.end("b", 3, None)
    answers.end("a", 4, 8)
    assert answers.cuts() == {"a": 8}


def test_a_run_is_begun_ended_and_found(store: Store) -> None:
    assert store.runs.latest() is None
    first = run(store, "r1")
    assert (first.number, first.state, store.runs.unfinished()) == (1, "running", first)
    with pytest.raises(InputError, match="r1"):
        store.runs.report("r1")
    store.runs.end(RUN, {"schema": 1, "tên": "đủ dấu"}, pages={"th-a": 9})
    assert store.runs.report("r1") == {"schema": 1, "tên": "đủ dấu"}
    assert store.runs.unfinished() is None
    assert (store.runs.find("latest").id, dict(store.runs.find("r1").pages)) == ("r1", {"th-a": 9})
    second = run(store, "r0")
    store.runs.break_off("r0")
    assert store.runs.unfinished() == replace(second, state="incomplete")
    assert store.runs.find("latest").id == "r1"
    for name in ("khong-co", "r"):
        with pytest.raises(InputError, match="các lượt gần đây: r0, r1"):
            store.runs.find(name)


def test_t08_runs_are_in_the_order_in_which_they_began_whatever_the_clock_said(store: Store) -> None:
    for name, year in (("r1", 2026), ("r2", 1970), ("r3", 2020)):
        record = replace(RUN, id=name, started_at=NOW.replace(year=year))
        store.runs.begin(record, TOOL)
        store.runs.end(record, {})
    assert store.runs.find("latest").id == "r3"
    before = store.runs.before(store.runs.find("latest"))
    assert before is not None
    assert before.id == "r2"


def test_a_run_over_some_schools_is_the_latest_only_where_there_is_no_other(store: Store) -> None:
    for name, whole in (("r1", False), ("r2", True), ("r3", False)):
        store.runs.begin(replace(RUN, id=name), TOOL, whole=whole)
        store.runs.end(replace(RUN, id=name), {})
        assert store.runs.find("latest").id == ("r1" if name == "r1" else "r2")


@pytest.mark.parametrize("statement", ["create table theirs (x)", "pragma user_version=99"])
def test_t06_another_or_a_newer_database_is_never_written_into(tmp_path: Path, statement: str) -> None:
    if "99" in statement:
        open_store(tmp_path).close()
    with sqlite3.connect(tmp_path / "linter.sqlite3") as database:
        database.execute(statement)
    database.close()
    before = (tmp_path / "linter.sqlite3").read_bytes()
    with pytest.raises(InputError, match=r"linter\.sqlite3"):
        open_store(tmp_path)
    assert (tmp_path / "linter.sqlite3").read_bytes() == before


def test_t13_a_folder_that_cannot_be_made_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "tệp").write_text("x")
    with pytest.raises(InputError, match="không tạo được thư mục"):
        open_store(tmp_path / "tệp" / "con")


# --- a database on a server ------------------------------------------------------------------------------


def test_a_database_on_a_server_keeps_one_run_at_a_time_and_names_the_other() -> None:
    url = database()
    with working_store(url, NOW) as store:
        assert store.is_at_work
        with pytest.raises(InputError, match=r"tiến trình \d+ trên máy .* bắt đầu 08:00:00"), working_store(url, NOW):
            pass
    with working_store(url, NOW) as again:
        assert again.runs.latest() is None
    opened = open_store(url)
    assert not opened.is_at_work
    opened.close()


def test_t12_letters_that_no_database_holds_are_the_same_on_both(tmp_path: Path) -> None:
    rows = []
    for where in (tmp_path, database()):
        opened = open_store(where)
        answers = opened.answers(run(opened))
        odd = StoredAnswer("http://a.example/\0\ud800", 0, {"x": "\0"}, b"", reason="timeout", message="\0a\ud83d")
        keep(answers, Asked("http://a.example/\0\ud800"), odd)
        opened.portals().renew("r1", "http://c.example/", (), ["http://c.example/\0"])
        rows.append((answers.find(Asked("http://a.example/\0\ud800"), 0), opened.portals().all_pending()))
        opened.close()
    assert rows[0] == rows[1]


@pytest.mark.parametrize("statement", ["create table run (x int)", "update linter_store set version=99"])
def test_t06_another_or_a_newer_database_on_a_server_is_never_written_into(statement: str) -> None:
    url = database()
    if "99" in statement:
        open_store(url).close()
    engine = sa.create_engine(url.replace("postgresql:", "postgresql+psycopg:"))
    with engine.begin() as connection:
        connection.exec_driver_sql(statement)
        before = sa.inspect(connection).get_table_names()
    with pytest.raises(InputError, match="postgresql://"):
        open_store(url)
    assert sa.inspect(engine).get_table_names() == before
    engine.dispose()


def test_a_server_that_cannot_be_reached_is_one_sentence_without_its_password(tmp_path: Path) -> None:
    database()
    with pytest.raises(InputError, match="không nối được") as refused:
        open_store(f"postgresql://ai:mat-khau@/du-lieu?host={tmp_path}")
    assert "mat-khau" not in str(refused.value)
    with pytest.raises(InputError, match="không đúng dạng"):
        open_store("postgresql://[::1")
    with pytest.raises(InputError, match="không có dữ liệu đã lưu"):
        open_store(database(), make=False)


def test_without_its_driver_a_server_is_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)
    with pytest.raises(InputError, match="psycopg"):
        open_store("postgresql:///du-lieu")
