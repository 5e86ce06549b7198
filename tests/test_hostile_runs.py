"""Whole runs against a hostile machine: kills, full disks, broken databases, clocks. T01–T19 of the hostile cases
without those that need workers.
"""

from __future__ import annotations

import errno
import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta, tzinfo
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from inspect import signature
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from cases import docx_bytes
from click.testing import CliRunner, Result
from crawling import ABOUT, HOME, NAME, Web, listing, page, post, prose
from districts import ROOT
from test_same_rules import LONG, TITLE
from test_store import RUN, TOOL, Answer

from cli import main
from linter.commands import shared
from linter.crawl import Pace
from linter.crawl.guard import Guard
from linter.errors import DiskFull, InputError
from linter.report.deliver import write
from linter.store import Store, database, open_store
from linter.store.tables import portal_items

FILE = "linter.sqlite3"
SITE: dict[str, Any] = {
    "/": page("Trang chủ", prose("hội thi", 3), menu={"Giới thiệu": "/gioi-thieu/", "Tin tức": "/tin/"}),
    "/gioi-thieu/": page("Giới thiệu", ABOUT),
    "/tin/": listing(*(f"/tin/{n}/" for n in range(9))),
    **{f"/tin/{n}/": post(f"Tin {n}", prose(f"tin {n}", 9)) for n in range(9)},
}


@pytest.fixture
def crawl(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    """The command over a site in memory; its data and reports are below the test's folder."""

    def run(*words: str, data: str = "data", answers: dict[str, Any] = SITE) -> Result:
        listed = tmp_path / "schools.yaml"
        listed.write_text(f"schools: [{{id: th-a, name: {NAME}, level: TH, home: '{HOME}'}}]", "utf-8")
        monkeypatch.setattr("linter.commands.crawl._fetcher", lambda *_: Web(answers).fetcher())
        given = ("--schools", str(listed), "--data", str(tmp_path / data), "--as-of", "2026-11-16", "-q", "-f", "json")
        return CliRunner().invoke(main, ["crawl", *given, "-o", str(tmp_path / "o.json"), *words])

    return run


def filled(folder: Path, answers: int = 60) -> Path:
    """The file of a store that holds some answers."""
    store = open_store(folder)
    store.begin_run(RUN, TOOL)
    for n in range(answers):
        store.keep("r1", "a", Answer(requested=f"http://a.example/{n}", body=random.Random(n).randbytes(3000)))
    store.close()
    return folder / FILE


def ask(file: Path, query: str) -> list[Any]:
    with closing(sqlite3.connect(file)) as connection:
        return connection.execute(query).fetchall()


def with_pragma(monkeypatch: pytest.MonkeyPatch, pragma: str) -> None:
    """Connections of the store opened from now on get one more setting."""
    usual = database._configure

    def configure(connection: Any, record: object) -> None:
        usual(connection, record)
        connection.execute(f"PRAGMA {pragma}").close()

    monkeypatch.setattr(database, "_configure", configure)


# --- T01, T14: ends that nobody planned ------------------------------------------------------------------


class _Endless(BaseHTTPRequestHandler):
    """Pages that each lead to five more, with words of their own."""

    asked: list[str]

    def do_GET(self) -> None:
        if not (self.path == "/" or self.path.startswith("/p")):
            self.send_error(404)
            return
        self.asked.append(self.path)
        first = int(self.path[2:-1] or 0) * 5 + 1 if self.path != "/" else 1
        links = "".join(f'<a href="/p{n}/">x</a>' for n in range(first, first + 5))
        body = page(f"Trang {self.path}", prose(self.path, 4) + links).encode()
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Nobody reads it."""


@pytest.fixture
def endless(tmp_path: Path) -> Iterator[tuple[list[str], Path]]:
    """A site without end on loopback: what it was asked, and the list that names it."""
    asked: list[str] = []
    handler = type("Handler", (_Endless,), {"asked": asked})
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.05,))
        thread.start()
        listed = tmp_path / "schools.yaml"
        home = f"http://127.0.0.1:{server.server_port}/"
        listed.write_text(f"schools: [{{id: th-a, name: {NAME}, level: TH, home: '{home}'}}]", "utf-8")
        yield asked, listed
        server.shutdown()
        thread.join()


def ended(endless: tuple[list[str], Path], number: int, pages: int) -> tuple[int, float, str, Path]:
    """A crawl that gets a signal after so many pages: its exit status, the seconds it took, its stderr, its file."""
    asked, listed = endless
    asked.clear()
    data = listed.parent / "data"
    words = ["crawl", "--schools", str(listed), "--data", str(data), "--delay", "0.02", "-q"]
    child = subprocess.Popen(
        [sys.executable, str(ROOT / "cli.py"), *words], stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=ROOT
    )
    until = time.monotonic() + 60
    while len(asked) < pages and child.poll() is None and time.monotonic() < until:
        time.sleep(0.01)
    child.send_signal(number)
    began = time.monotonic()
    _, said = child.communicate(timeout=30)
    return child.returncode, time.monotonic() - began, said.decode(), data / FILE


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="needs signals of Unix")
def test_t01_a_killed_crawl_leaves_a_sound_store_with_every_page_but_those_in_flight(
    endless: tuple[list[str], Path],
) -> None:
    for pages in (1, 7, 19):
        status, _, _, file = ended(endless, signal.SIGKILL, pages)
        assert status == -signal.SIGKILL
        served = len(endless[0])
        assert ask(file, "pragma integrity_check") == [("ok",)]
        ((run, finished),) = ask(file, "select id, finished_at from run order by started_at desc, id desc limit 1")
        assert finished is None, "not taken for a finished run"
        assert ask(file, f"select count(*) from snapshot where run='{run}'")[0][0] >= served - 2
        time.sleep(1)  # runs are told apart by the second in which they begin


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="needs signals of Unix")
def test_t14_an_interrupted_crawl_stops_at_once_keeps_its_pages_and_says_so(endless: tuple[list[str], Path]) -> None:
    status, seconds, said, file = ended(endless, signal.SIGINT, 9)
    assert status == 3
    assert seconds < 5
    assert said.strip().splitlines() == ["Lỗi: đã dừng theo yêu cầu; phần đã đọc được giữ lại"]
    assert ask(file, "select count(*) from snapshot")[0][0] >= 7
    assert ask(file, "pragma integrity_check") == [("ok",)]


# --- T02, T03: reports and disks -------------------------------------------------------------------------

_WRITER = """
import sys
from pathlib import Path
sys.path.insert(0, sys.argv[1])
from linter.report.deliver import write
path = Path(sys.argv[2])
print("ready", flush=True)
while True:
    for letter in "ab":
        write(path, letter * 300_000)
"""


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="needs signals of Unix")
def test_t02_a_report_whose_writer_is_killed_is_the_old_or_the_new_one(tmp_path: Path) -> None:
    path = tmp_path / "o.json"
    for seed in range(4):
        child = subprocess.Popen([sys.executable, "-c", _WRITER, str(ROOT), str(path)], stdout=subprocess.PIPE)
        with child:
            assert child.stdout
            child.stdout.readline()
            time.sleep(0.1 + random.Random(seed).random() / 10)
            child.kill()
        assert path.read_text("utf-8") in {"a" * 300_000, "b" * 300_000}


@pytest.mark.parametrize("moment", ["fsync", "replace"])
def test_t02_a_report_that_is_cut_off_leaves_the_old_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, moment: str
) -> None:
    path = tmp_path / "o.json"
    write(path, "old")

    def die(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(os, moment, die)
        with pytest.raises(KeyboardInterrupt):
            write(path, "new" * 100_000)
    assert path.read_text("utf-8") == "old"


def test_t03_a_full_disk_ends_the_run_in_words_and_what_was_kept_is_sound(
    crawl: Callable[..., Result], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = filled(tmp_path / "data", 3)
    pages = ask(file, "pragma page_count")[0][0]
    large = {path: f"{text}<!--{random.Random(path).randbytes(4000).hex()}-->" for path, text in SITE.items()}
    with monkeypatch.context() as patch:
        with_pragma(patch, f"max_page_count={pages + 6}")  # of 4 KiB; SQLite says then that the disk is full
        result = crawl(answers=large)
    assert result.exit_code == 3
    assert result.stderr.startswith("Lỗi: đĩa đầy")
    assert not (tmp_path / "o.json").exists()
    assert ask(file, "pragma integrity_check") == [("ok",)]
    kept = ask(file, "select count(*) from snapshot")[0][0]
    assert 3 < kept < 3 + len(SITE)
    monkeypatch.setattr("linter.commands.crawl.now", lambda: shared.now() + timedelta(seconds=9))
    assert crawl().exit_code == 1, "once there is space the next run is a whole one"
    assert ask(file, "select count(*) from snapshot")[0][0] == kept + len(SITE)


def test_t03_a_disk_that_fills_up_under_the_report_leaves_the_old_one(
    crawl: Callable[..., Result], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "o.json").write_text("old", "utf-8")

    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        result = crawl()
    assert result.exit_code == 3
    assert "đĩa đầy" in result.stderr
    assert (tmp_path / "o.json").read_text("utf-8") == "old"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["data", "o.json", "schools.yaml"]


@pytest.mark.parametrize("step", ["begin", "end"])
def test_t03_every_write_of_a_run_says_that_the_disk_is_full(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    filled(tmp_path, 3)
    pages = ask(tmp_path / FILE, "pragma page_count")[0][0]
    with_pragma(monkeypatch, f"max_page_count={pages}")
    store = open_store(tmp_path)
    with pytest.raises(DiskFull, match="đĩa đầy"):
        _write_much(store, step)
    store.close()
    assert ask(tmp_path / FILE, "pragma integrity_check") == [("ok",)]


def _write_much(store: Store, step: str) -> None:
    if step == "end":
        store.end_run(RUN, {"x": random.Random(1).randbytes(100_000).hex()})
    for n in range(1000):
        store.begin_run(type(RUN)(f"r{n + 2}", RUN.started_at, RUN.finished_at, RUN.as_of), TOOL)


# --- T05–T07: the database -------------------------------------------------------------------------------


def test_t05_a_writer_waits_for_another_one_and_loses_no_row(tmp_path: Path) -> None:
    filled(tmp_path, 1)
    store = open_store(tmp_path)
    with closing(sqlite3.connect(tmp_path / FILE, isolation_level=None, check_same_thread=False)) as other:
        other.execute("begin immediate")
        other.execute("delete from snapshot")
        release = threading.Timer(0.5, lambda: other.execute("commit"))
        release.start()
        began = time.monotonic()
        store.keep("r1", "a", Answer(requested="http://a.example/moi"))
        release.join()
    assert time.monotonic() - began > 0.3, "it did wait"
    assert ask(tmp_path / FILE, "select requested from snapshot") == [("http://a.example/moi",)]
    store.close()


def test_t05_every_transaction_that_writes_takes_its_turn_at_its_beginning(tmp_path: Path) -> None:
    """One that begins by reading and writes later fails at once when somebody wrote in between."""
    filled(tmp_path, 1)
    store = open_store(tmp_path)
    said: list[str] = []
    sa.event.listen(store._engine, "before_cursor_execute", lambda *a: said.append(a[2]))
    store.keep("r1", "a", Answer(requested="http://a.example/moi"))
    store.end_run(RUN, {"x": 1})
    store.portals().renew("r1", "http://cong.example/", (), ())
    assert [words for words in said if words.startswith("BEGIN")] == ["BEGIN IMMEDIATE"] * 3
    (waits,) = _pragma(store, "busy_timeout")
    assert waits == 30_000, "milliseconds"
    store.close()


def _pragma(store: Store, name: str) -> tuple[Any, ...]:
    with store._engine.connect() as connection:
        return tuple(connection.exec_driver_sql(f"PRAGMA {name}").one())


@pytest.mark.parametrize("size", [50, 3000, 5000, 100_000])
def test_t06_a_database_that_was_cut_off_is_refused_and_left_as_it_is(tmp_path: Path, size: int) -> None:
    file = filled(tmp_path)
    cut = file.read_bytes()[:size]
    file.write_bytes(cut)
    with pytest.raises(InputError, match=r"linter\.sqlite3"):
        open_store(tmp_path)
    assert file.read_bytes() == cut


@pytest.mark.parametrize(
    "foreign", [b"\x89PNG\r\n" * 90, b"SQLite format 2\0" + bytes(500), b"SQLite format 3\0" + bytes(500), b"x"]
)
def test_t06_what_is_no_database_of_ours_is_refused_by_the_command(
    crawl: Callable[..., Result], tmp_path: Path, foreign: bytes
) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / FILE).write_bytes(foreign)
    result = crawl()
    assert result.exit_code == 2
    assert FILE in result.stderr
    assert (tmp_path / "data" / FILE).read_bytes() == foreign
    assert [path.name for path in (tmp_path / "data").iterdir()] == [FILE]


def test_t07_a_database_whose_renewal_is_cut_off_stays_the_old_one(tmp_path: Path) -> None:
    file = filled(tmp_path, 5)
    with closing(sqlite3.connect(file)) as old:
        old.executescript(
            "drop table portal_item; drop table portal_state; drop table portal_pending; pragma user_version=1"
        )

    def cut_off(*_: object, **__: object) -> None:
        raise OSError("killed")

    sa.event.listen(portal_items, "after_create", cut_off)
    try:
        with pytest.raises(InputError):
            open_store(tmp_path)
    finally:
        sa.event.remove(portal_items, "after_create", cut_off)
    assert ask(file, "pragma user_version") == [(1,)]
    assert ask(file, "select name from sqlite_master where name like 'portal%'") == []
    open_store(tmp_path).close()
    assert ask(file, "select count(*) from snapshot") == [(5,)]
    assert len(ask(file, "select name from sqlite_master where name like 'portal%' and type='table'")) == 3


# --- T08, T12, T13, T19: clocks, letters, folders, networks ----------------------------------------------


def test_t08_a_day_is_viet_nams(monkeypatch: pytest.MonkeyPatch) -> None:
    """On Sunday evening in UTC the week of Monday has begun."""

    class Fixed(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> datetime:  # type: ignore[override]
            return datetime(2026, 11, 22, 18, 30, tzinfo=UTC).astimezone(tz)

    monkeypatch.setattr(shared, "datetime", Fixed)
    assert shared.today().isoformat() == "2026-11-23"
    assert shared.today().isocalendar().week == 48
    assert shared.now().isoformat() == "2026-11-23T01:30:00+07:00"


def test_t08_pauses_and_deadlines_go_by_a_clock_that_cannot_jump() -> None:
    for timed in (Pace, Guard):
        assert signature(timed).parameters["clock"].default is time.monotonic
    for path in sorted((ROOT / "linter" / "crawl").glob("*.py")):
        text = path.read_text("utf-8")
        assert "time.time(" not in text, path.name
        # Only a Retry-After that is a date, from a server that does not say what it takes the time to be.
        assert text.count(".now(") == (path.name == "pace.py"), path.name


def test_t12_letters_that_no_database_holds_are_gone_before_it(crawl: Callable[..., Result], tmp_path: Path) -> None:
    dirty = "Hội\0 thi&#0; vẽ&#xD800;\x0b \ufffe\ud83d".encode("utf-8", "surrogatepass").decode("utf-8", "replace")
    odd = post(f"{dirty} ", f"<p>{dirty}</p>" + prose("hội thi", 14))
    result = crawl(answers={**SITE, "/tin/": listing("/tin/0/\0", "/tin/1/\ud83d".encode("utf-8", "replace").decode()),
                            "/tin/0/": odd})  # fmt: skip
    assert result.exit_code == 1, result.output
    store = open_store(tmp_path / "data")
    ((run,),) = ask(tmp_path / "data" / FILE, "select id from run")
    told = json.dumps(store.report(run), ensure_ascii=False)
    store.close()
    assert told.isprintable()
    assert told.encode()
    kept = ask(tmp_path / "data" / FILE, "select requested || url || content_type from snapshot")
    assert all(text.isprintable() for (text,) in kept)


@pytest.mark.parametrize("name", ["dữ liệu của trường", "a'b", 'a"b', "a#b", "a;b", "x" * 100])
def test_t13_data_is_kept_in_a_folder_of_any_name(tmp_path: Path, name: str) -> None:
    if sys.platform == "win32" and '"' in name:
        pytest.skip("no such name on Windows")
    filled(tmp_path / name, 1)
    assert [path.name for path in tmp_path.iterdir()] == [name]
    assert [path.name for path in (tmp_path / name).iterdir()] == [FILE]


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="needs a file system that nobody may write to")
@pytest.mark.parametrize("folder", ["/proc", "/proc/du-lieu"])
def test_t13_a_folder_that_cannot_be_written_is_one_sentence(crawl: Callable[..., Result], folder: str) -> None:
    result = crawl(data=folder)
    assert result.exit_code == 2
    (said,) = result.stderr.strip().splitlines()
    assert folder in said


@pytest.mark.skipif(sys.platform == "win32", reason="needs a mask of Unix")
def test_t13_a_run_under_a_mask_of_077_is_its_owners_alone(crawl: Callable[..., Result], tmp_path: Path) -> None:
    before = os.umask(0o077)
    try:
        assert crawl().exit_code == 1
    finally:
        os.umask(before)
    made = [tmp_path / "data", tmp_path / "data" / FILE, tmp_path / "o.json"]
    assert [path.stat().st_mode & 0o077 for path in made] == [0, 0, 0]


_OFFLINE = """
import importlib, pkgutil, socket, sys
sys.path.insert(0, sys.argv[1])

def refuse(*_, **__):
    raise AssertionError("somebody asked for the network")

socket.getaddrinfo = socket.create_connection = socket.socket.connect = socket.socket.connect_ex = refuse
import linter
for module in pkgutil.walk_packages(linter.__path__, "linter."):
    importlib.import_module(module.name)
from cli import main
main(["check", sys.argv[2], "-f", "json"])
"""


def test_t19_t13_everything_is_imported_and_a_draft_checked_without_network_and_home(tmp_path: Path) -> None:
    (tmp_path / "bài viết.docx").write_bytes(docx_bytes([TITLE, LONG]))
    bare = {key: os.environ[key] for key in ("PATH", "SYSTEMROOT", "LD_LIBRARY_PATH") if key in os.environ}
    done = subprocess.run(
        [sys.executable, "-X", "utf8", "-c", _OFFLINE, str(ROOT), str(tmp_path / "bài viết.docx")],
        capture_output=True, cwd=tmp_path, env=bare, timeout=120, check=False,
    )  # fmt: skip
    assert done.returncode == 1, done.stderr.decode()
    told = json.loads(done.stdout)
    assert {o["rule"]: o["status"] for o in told["outcomes"]}["article-length"] == "fail"


# --- memory ----------------------------------------------------------------------------------------------


_WEIGHED = "import resource, subprocess, sys; done = subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL); "
_WEIGHED += "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss); sys.exit(done.returncode)"


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(os, "wait4"), reason="needs the resource module")
def test_a_crawl_of_the_fixtures_stays_below_300_megabytes(tmp_path: Path) -> None:
    """A small program starts it: a child is counted at no less than what its parent weighs, here the whole tests."""
    command = [sys.executable, str(ROOT / "cli.py"), "demo", "-q", "-o", str(tmp_path)]
    done = subprocess.run([sys.executable, "-c", _WEIGHED, *command], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert int(done.stdout) < 300 * 1024  # kibibytes
