"""Whole runs against a hostile machine: kills, full disks, broken databases, clocks. T01–T19 of the hostile cases
without those that need workers.
"""

from __future__ import annotations

import asyncio
import errno
import json
import os
import random
import re
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta, tzinfo
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from inspect import signature
from itertools import pairwise
from pathlib import Path
from typing import Any

import httpx
import pytest
import sqlalchemy as sa
from cases import docx_bytes
from click.testing import CliRunner, Result
from crawling import ABOUT, HOME, NAME, Web, listing, page, post, prose
from districts import ROOT
from test_same_rules import LONG, TITLE
from test_store import RUN, TOOL, Asked, answer, keep
from torture import tortured

from cli import main
from linter.commands import running, shared
from linter.commands.stopping import STOPPED
from linter.crawl import Fetcher, Pace
from linter.crawl.guard import Guard
from linter.errors import DiskFull, InputError
from linter.report.deliver import write
from linter.store import Answers, Store, migrations, open_store, opening
from linter.store.lock import alone, is_taken
from linter.store.packed import pack

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
    run = store.runs.begin(RUN, TOOL)
    for n in range(answers):
        keep(store.answers(run), Asked(f"http://a.example/{n}"), answer(body=random.Random(n).randbytes(3000)))
    store.close()
    return folder / FILE


def ask(file: Path, query: str) -> list[Any]:
    with closing(sqlite3.connect(file)) as connection:
        return connection.execute(query).fetchall()


def with_pragma(monkeypatch: pytest.MonkeyPatch, pragma: str) -> None:
    """Connections of the store opened from now on get one more setting."""
    usual = opening.configure

    def configure(connection: Any, record: object) -> None:
        usual(connection, record)
        connection.execute(f"PRAGMA {pragma}").close()

    monkeypatch.setattr(opening, "configure", configure)


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
        ((state, finished),) = ask(file, "select state, finished_at from run")
        assert (state, finished) == ("running", None), "not taken for a finished run"
        assert ask(file, "select count(*) from answer where status=200")[0][0] >= served - 1


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="needs signals of Unix")
def test_t01_a_crawl_killed_at_random_moments_comes_to_the_report_of_an_undisturbed_one(tmp_path: Path) -> None:
    """Some of the 200 kills of `tests/torture.py`."""
    done = tortured(tmp_path, kills=5, sites=5)
    assert done.kills == 5
    assert done.safe > 20
    assert done.faults == []


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="needs signals of Unix")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_t14_an_interrupted_crawl_stops_at_once_keeps_its_pages_and_says_so(
    endless: tuple[list[str], Path], number: int
) -> None:
    status, seconds, said, file = ended(endless, number, 9)
    assert status == 3
    assert seconds < 5
    assert said.strip().splitlines() == [f"Lỗi: {STOPPED}"]
    assert ask(file, "select state from run") == [("incomplete",)]
    assert ask(file, "select count(*) from answer where status=200")[0][0] >= 8
    assert ask(file, "pragma integrity_check") == [("ok",)]


_JUDGING = """
import sys, time
sys.path.insert(0, sys.argv[1])
from linter import audit

def judging(*_):
    print("judging", file=sys.stderr, flush=True)
    time.sleep(60)

audit.judge_sites = judging
from cli import main
main(sys.argv[2:])
"""


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="needs signals of Unix")
@pytest.mark.parametrize(("signals", "at_most"), [(1, 5.0), (2, 3.5)])
def test_t14_a_run_that_judges_stops_in_time_and_at_once_at_the_second_signal(
    endless: tuple[list[str], Path], signals: int, at_most: float
) -> None:
    _, listed = endless
    data = listed.parent / "data"
    words = ["crawl", "--schools", str(listed), "--data", str(data), "--delay", "0", "--max-pages", "3", "-q"]
    command = [sys.executable, "-c", _JUDGING, str(ROOT), *words]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=ROOT) as child:
        assert child.stderr
        assert child.stderr.readline() == b"judging\n"
        began = time.monotonic()
        for _ in range(signals):
            child.send_signal(signal.SIGTERM)
            time.sleep(1.0)  # two at one moment are one
        _, said = child.communicate(timeout=30)
    assert child.returncode == 3
    assert time.monotonic() - began < at_most
    assert said.decode().strip() == f"Lỗi: {STOPPED}"
    assert ask(data / FILE, "pragma integrity_check") == [("ok",)]


# --- T04, T17, T18: one run after the other --------------------------------------------------------------


def test_t04_a_second_run_is_refused_at_once_and_names_the_first(crawl: Callable[..., Result], tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    with alone(tmp_path / "data", datetime(2026, 11, 16, 8, 30, tzinfo=UTC)):
        began = time.monotonic()
        result = crawl()
        assert time.monotonic() - began < 1
        assert is_taken(tmp_path / "data")
    assert result.exit_code == 2
    (said,) = result.stderr.splitlines()
    assert f"tiến trình {os.getpid()}" in said
    assert "08:30:00 ngày 16/11/2026" in said
    assert not (tmp_path / "data" / FILE).exists(), "it has touched nothing"
    assert not is_taken(tmp_path / "data")
    assert crawl().exit_code == 1


_HOLDING = """
import sys, time
sys.path.insert(0, sys.argv[1])
from datetime import datetime
from pathlib import Path
from linter.store.lock import alone
with alone(Path(sys.argv[2]), datetime.now().astimezone()):
    print("held", flush=True)
    time.sleep(60)
"""


def test_t04_the_lock_of_a_killed_run_is_taken_over(crawl: Callable[..., Result], tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    command = [sys.executable, "-c", _HOLDING, str(ROOT), str(tmp_path / "data")]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as child:
        assert child.stdout
        child.stdout.readline()
        result = crawl()
        assert (result.exit_code, f"tiến trình {child.pid}" in result.stderr) == (2, True)
        child.kill()
    assert f'"pid": {child.pid}' in (tmp_path / "data" / "linter.lock").read_text()
    assert crawl().exit_code == 1


def test_t04_two_runs_of_one_second_have_two_names(
    crawl: Callable[..., Result], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(running, "now", lambda: RUN.started_at)
    assert {crawl().exit_code for _ in range(3)} == {1}
    ids = [name for (name,) in ask(tmp_path / "data" / FILE, "select id from run")]
    assert len(set(ids)) == 3
    assert all(name.startswith("20261116-080000-") for name in ids)


def test_t17_a_week_that_was_missed_is_made_up_for_by_the_next_start(
    crawl: Callable[..., Result], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No tick is waited for: whatever starts it late, and however often, the run is one of that day."""
    days = (RUN.started_at, RUN.started_at + timedelta(days=16), RUN.started_at + timedelta(days=16, hours=1))
    for number, day in enumerate(days):
        monkeypatch.setattr(running, "now", lambda day=day: day)
        monkeypatch.setattr(running, "today", lambda day=day: day.date())
        if number == 1:
            with monkeypatch.context() as patch:
                patch.setattr(Answers, "keep", _full)
                assert crawl("--as-of", day.date().isoformat()).exit_code == 3, "the machine went off again"
        result = crawl("--as-of", day.date().isoformat())
        assert result.exit_code == 1, result.output
    rows = ask(tmp_path / "data" / FILE, "select number, as_of, state from run")
    assert rows == [(1, "2026-11-16", "finished"), (2, "2026-12-02", "finished"), (3, "2026-12-02", "finished")]


async def _full(*_: object) -> None:
    raise DiskFull("đĩa đầy")


def test_t18_a_run_that_reads_far_less_takes_no_place(crawl: Callable[..., Result], tmp_path: Path) -> None:
    assert crawl().exit_code == 1
    (whole,) = [name for (name,) in ask(tmp_path / "data" / FILE, "select id from run")]
    small = {"/": SITE["/"], "/gioi-thieu/": SITE["/gioi-thieu/"]}
    result = crawl(answers=small)
    assert result.exit_code == 3
    assert f"chỉ đọc được 2 trang của các trường mà lượt {whole} đã đọc 12 trang" in result.stderr
    assert json.loads((tmp_path / "o.json").read_text("utf-8"))["schools"][0]["crawl"]["pages_read"] == 2, "it is told"
    for command in ("report", "replay"):
        told = CliRunner().invoke(main, [command, "--data", str(tmp_path / "data"), "-f", "json"])
        assert json.loads(told.stdout)["run"]["id"] == whole, "what is shown is the one before"
    rows = ask(tmp_path / "data" / FILE, "select state from run order by number")
    assert rows == [("finished",), ("suspicious",)]
    again = crawl("--accept-loss", answers=small)
    assert again.exit_code < 3, "somebody has looked"
    assert crawl(answers=small).exit_code < 3, "it is measured by that one from now on"


def test_t18_a_site_that_is_gone_takes_no_place(crawl: Callable[..., Result]) -> None:
    assert crawl().exit_code == 1
    result = crawl(answers={"/": 500, "/robots.txt": 500})
    assert result.exit_code == 3
    assert "không đọc được 1 trong 1 trường" in result.stderr


READ = {f"th-{n}": 100 for n in range(10)}


@pytest.mark.parametrize(
    ("pages", "whole", "doubt"),
    [
        (READ, True, ""),
        (READ | {"th-0": 0, "th-1": 0}, True, ""),
        (READ | {"th-0": 0, "th-1": 0, "th-2": 0}, True, "3 trong 10 trường"),
        ({"th-0": 100, "th-1": 100}, True, "8 trong 10 trường"),
        (dict.fromkeys(READ, 51), True, ""),
        (dict.fromkeys(READ, 49), True, "490 trang"),
        ({"th-0": 100}, False, ""),
        ({"th-0": 0}, False, "1 trong 1 trường"),
        ({"mn-0": 5, "mn-1": 0}, True, ""),
    ],
)
def test_t18_what_is_far_less(tmp_path: Path, pages: dict[str, int], whole: bool, doubt: str) -> None:
    """Of the schools that were read before: another list is another district, and `--only` asks for some of them."""
    store = open_store(tmp_path)
    store.runs.begin(RUN, TOOL)
    store.runs.end(RUN, {}, pages=READ | {"th-10": 0})
    before = store.runs.latest()
    store.close()
    said = running.doubtful(before, pages, whole=whole)
    assert doubt in said
    assert bool(doubt) == bool(said)
    assert running.doubtful(None, pages, whole=whole) == ""


# --- a network that is lost on the way -------------------------------------------------------------------

LOST = 6  # requests to each server; nobody can say in which order the servers are asked


def many(tmp_path: Path, schools: int = 6) -> tuple[Path, dict[str, Any]]:
    """A list of schools with a page too short each, on servers of their own."""
    homes = [f"http://th{n}.edu.example/" for n in range(schools)]
    rows = [f"  - {{id: th{n}, name: Trường Tiểu học {n}, level: TH, home: '{home}'}}" for n, home in enumerate(homes)]
    listed = tmp_path / "nhieu.yaml"
    listed.write_text("\n".join(["crawl: {contact: 'https://a.example/'}", "schools:", *rows]), "utf-8")
    answers = {home + path.lstrip("/"): answer for home in homes for path, answer in SITE.items()}
    return listed, answers


def lost_network(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, web: Web, after: int
) -> tuple[Result, list[dict[str, Any]]]:
    """A crawl whose every request fails after so many of them to a server; what is told of the schools."""
    asked: Counter[str] = Counter()

    def answering(request: httpx.Request) -> httpx.Response:
        asked[request.url.host] += 1
        if asked[request.url.host] > after:
            web.asked.append("")
            raise httpx.ConnectTimeout("x")
        return web(request)

    pace = Pace(web.delay, clock=web.clock, sleep=web.clock.sleep)
    fetcher = Fetcher(user_agent="school-site-linter/t", pace=pace, transport=httpx.MockTransport(answering))
    monkeypatch.setattr("linter.commands.crawl._fetcher", lambda *_: fetcher)
    given = ["--schools", str(tmp_path / "nhieu.yaml"), "--data", str(tmp_path / "data"), "-q", "-f", "json"]
    result = CliRunner().invoke(main, ["crawl", *given, "--as-of", "2026-11-16"])
    schools: list[dict[str, Any]] = json.loads(result.stdout)["schools"]
    return result, schools


def test_a_network_that_is_lost_on_the_way_accuses_nobody_and_the_run_goes_on_when_it_is_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, answers = many(tmp_path)
    web = Web(answers)
    result, schools = lost_network(tmp_path, monkeypatch, web, LOST)
    assert result.exit_code == 3
    assert "mất mạng" in result.stderr
    assert "đọc tiếp" in result.stderr
    assert {school["crawl"]["status"] for school in schools} == {"partial"}
    for school in schools:
        assert {o["status"] for o in school["outcomes"]} <= {"not-checked", "pass"}
    assert ask(tmp_path / "data" / FILE, "select state from run") == [("incomplete",)]
    read = [url for url in web.asked if url]
    result, schools = lost_network(tmp_path, monkeypatch, web, 10**9)
    assert result.exit_code == 1
    assert {school["crawl"]["status"] for school in schools} == {"completed"}
    again = Counter(httpx.URL(url).host for url in web.asked[len(read) :] if url in read)
    assert all(count <= 1 for count in again.values()), "what was read is not asked for again, but what was under way"
    assert ask(tmp_path / "data" / FILE, "select state from run") == [("finished",)]


def test_schools_that_stop_to_answer_are_no_lost_network(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two of six, at the end of the run: they are asked last, and nobody answers any more."""
    _, answers = many(tmp_path)
    for home in ("http://th1.edu.example/", "http://th2.edu.example/"):
        answers |= {f"{home}tin/{n}/": [httpx.ConnectTimeout("x")] for n in range(9)}
    result, schools = lost_network(tmp_path, monkeypatch, Web(answers), 10**9)
    assert "mất mạng" not in result.stderr
    assert result.exit_code == 1
    assert Counter(school["crawl"]["status"] for school in schools) == {"completed": 4, "partial": 2}


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
    assert result.stderr.splitlines()[-1].startswith("Lỗi: đĩa đầy")
    assert not (tmp_path / "o.json").exists()
    assert ask(file, "pragma integrity_check") == [("ok",)]
    kept = ask(file, "select count(*) from answer where run=2 and status=200")[0][0]
    assert 0 < kept < len(SITE)
    assert crawl(answers=large).exit_code == 1, "once there is space it goes on"
    assert ask(file, "select count(*) from answer where run=2 and status=200")[0][0] == len(SITE)
    assert ask(file, "select number, state from run") == [(1, "running"), (2, "finished")]


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


@pytest.mark.parametrize("step", ["begin", "end", "answer", "portal"])
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
        store.runs.end(RUN, {"x": random.Random(1).randbytes(100_000).hex()})
    if step == "answer":
        run = store.runs.find("r1")
        keep(store.answers(run), Asked("http://a.example/lon"), answer(body=random.Random(1).randbytes(100_000)))
    if step == "portal":
        store.portals().renew("r1", "http://cong.example/", (), [f"http://cong.example/{n}" for n in range(9999)])
    for n in range(1000):
        store.runs.begin(type(RUN)(f"r{n + 2}", RUN.started_at, RUN.finished_at, RUN.as_of), TOOL)


# --- T05–T07: the database -------------------------------------------------------------------------------


def test_t05_a_writer_waits_for_another_one_and_loses_no_row(tmp_path: Path) -> None:
    filled(tmp_path, 1)
    store = open_store(tmp_path)
    with closing(sqlite3.connect(tmp_path / FILE, isolation_level=None, check_same_thread=False)) as other:
        other.execute("begin immediate")
        other.execute("delete from answer")
        release = threading.Timer(0.5, lambda: other.execute("commit"))
        release.start()
        began = time.monotonic()
        keep(store.answers(store.runs.find("r1")), Asked("http://a.example/moi"), answer())
        release.join()
    assert time.monotonic() - began > 0.3, "it did wait"
    assert ask(tmp_path / FILE, "select asked from answer") == [("http://a.example/moi",)]
    store.close()


def test_t05_while_a_writer_waits_nothing_else_does(tmp_path: Path) -> None:
    filled(tmp_path, 1)
    store = open_store(tmp_path)
    answers = store.answers(store.runs.find("r1"))

    async def ticking(turns: list[float]) -> None:
        while True:
            turns.append(time.monotonic())
            await asyncio.sleep(0.01)

    async def run() -> list[float]:
        turns: list[float] = []
        others = asyncio.create_task(ticking(turns))
        await answers.keep(Asked("http://a.example/moi"), 0, answer())
        others.cancel()
        return turns

    with closing(sqlite3.connect(tmp_path / FILE, isolation_level=None, check_same_thread=False)) as other:
        other.execute("begin immediate")
        release = threading.Timer(0.5, lambda: other.execute("commit"))
        release.start()
        turns = asyncio.run(run())
        release.join()
    store.close()
    assert turns[-1] - turns[0] > 0.3
    assert max(later - sooner for sooner, later in pairwise(turns)) < 0.2


def test_t05_a_database_that_stays_locked_is_one_sentence(
    crawl: Callable[..., Result], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    filled(tmp_path / "data", 1)
    with_pragma(monkeypatch, "busy_timeout=200")
    with closing(sqlite3.connect(tmp_path / "data" / FILE, isolation_level=None)) as other:
        other.execute("begin immediate")
        result = crawl()
    assert result.exit_code == 3
    (said,) = [line for line in result.stderr.splitlines() if line.startswith("Lỗi")]
    assert "chương trình khác đang giữ dữ liệu" in said


def test_t05_every_transaction_that_writes_takes_its_turn_at_its_beginning(tmp_path: Path) -> None:
    """One that begins by reading and writes later fails at once when somebody wrote in between."""
    filled(tmp_path, 1)
    store = open_store(tmp_path)
    run = store.runs.find("r1")
    said: list[str] = []
    sa.event.listen(store.engine, "before_cursor_execute", lambda *a: said.append(a[2]))
    keep(store.answers(run), Asked("http://a.example/moi"), answer())
    store.runs.end(RUN, {"x": 1})
    store.portals().renew("r1", "http://cong.example/", (), ())
    store.take_up(store.begin(replace(RUN, id="r2"), TOOL, "", {}, whole=True))
    begun = [words.split()[0] for words in said if "BEGIN" not in words], [w for w in said if w.startswith("BEGIN")]
    writing = {"INSERT", "UPDATE", "DELETE"}
    for at, words in enumerate(said):
        if words.split()[0] in writing:
            assert next(w for w in reversed(said[:at]) if w.startswith("BEGIN")) == "BEGIN IMMEDIATE", words
    assert "BEGIN" in begun[1], "reading keeps nobody waiting"
    (waits,) = _pragma(store, "busy_timeout")
    assert waits == 30_000, "milliseconds"
    store.close()


def _pragma(store: Store, name: str) -> tuple[Any, ...]:
    with store.engine.connect() as connection:
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
    assert {path.name for path in (tmp_path / "data").iterdir()} == {FILE, "linter.lock"}


OLD = """
create table run (id varchar(40) not null, started_at varchar(40) not null, finished_at varchar(40),
 as_of varchar(10) not null, policy varchar(80) not null, tool varchar(40) not null, report blob, primary key (id));
create table body (sha256 varchar(64) not null, data blob not null, primary key (sha256));
create table snapshot (run varchar(40) not null, target varchar(400) not null, requested varchar(2100) not null,
 url varchar(2100) not null, status integer not null, content_type varchar(200) not null, body varchar(64) not null,
 primary key (run, target, requested), foreign key(run) references run (id),
 foreign key(body) references body (sha256));
"""
PORTALS = """
create table portal_state (id integer not null, run varchar(40) not null, primary key (id));
create table portal_item (id integer not null, portal varchar(2100) not null, url varchar(2100) not null,
 since integer not null, until integer, title text not null, published varchar(40), is_post boolean not null,
 digest varchar(64) not null, links text not null, hashes blob not null, text blob not null, primary key (id));
create index portal_item_standing on portal_item (portal, url);
create table portal_pending (portal varchar(2100) not null, url varchar(2100) not null, primary key (portal, url));
insert into portal_state values (1, 'r1');
insert into portal_pending values ('http://cong.example/', 'http://cong.example/2');
"""


def old_database(folder: Path, version: int) -> Path:
    """As earlier versions wrote it, with two runs."""
    folder.mkdir(exist_ok=True)
    with closing(sqlite3.connect(folder / FILE)) as old, old:
        old.executescript(OLD + (PORTALS if version > 1 else ""))
        old.executescript(f"pragma application_id={opening.APPLICATION_ID}; pragma user_version={version}")
        rows = [("r2", "2026-11-16T08:00:00+07:00", None), ("r1", "2026-11-09T08:00:00+07:00", pack({"schema": 1}))]
        for name, at, report in rows:
            old.execute("insert into run values (?,?,?,'2026-11-16','sha256:0','0',?)", (name, at, at, report))
        old.execute("insert into body values ('0', x'00')")
        old.execute("insert into snapshot values ('r1', 'a', 'http://a.example/', 'http://a.example/', 200, '', '0')")
    return folder / FILE


def schema(file: Path) -> dict[str, str]:
    """What the tables and indexes are, without spaces and cases."""
    rows = ask(file, "select name, lower(sql) from sqlite_master where sql is not null")
    return {name: " ".join(re.sub(r"([(),])", r" \1 ", sql).split()) for name, sql in rows}


@pytest.mark.parametrize("version", [1, 2])
def test_t06_an_older_database_becomes_one_of_today_and_its_copy_stays(tmp_path: Path, version: int) -> None:
    file = old_database(tmp_path, version)
    store = open_store(tmp_path)
    assert store.runs.find("latest").id == "r1"
    assert store.runs.report("r1") == {"schema": 1}
    with pytest.raises(InputError, match="bản cũ"):
        store.runs.inputs("r1")
    assert [store.runs.find(name).number for name in ("r1", "r2")] == [1, 2]
    pending = {"http://cong.example/": ["http://cong.example/2"]} if version > 1 else {}
    assert store.portals().all_pending() == pending
    store.close()
    open_store(tmp_path / "mới").close()
    assert schema(file) == schema(tmp_path / "mới" / FILE)
    assert ask(file, "pragma foreign_key_check") == []
    copy = tmp_path / f"{FILE}.v{version}"
    assert ask(copy, "select count(*) from snapshot") == [(1,)]
    assert ask(copy, "pragma user_version") == [(version,)]


@pytest.mark.parametrize("after", range(0, 14, 3))
def test_t07_a_database_whose_renewal_is_cut_off_stays_the_old_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, after: int
) -> None:
    file = old_database(tmp_path, 1)
    before = schema(file)
    steps = migrations.STEPS
    cut = {1: steps[1][:after], 2: [*steps[2][: max(0, after - len(steps[1]))], "select * from not_there"]}
    with monkeypatch.context() as patch:
        patch.setattr(migrations, "STEPS", cut)
        with pytest.raises(sa.exc.OperationalError):
            open_store(tmp_path)
    assert ask(file, "pragma user_version") == [(1,)]
    assert schema(file) == before
    assert ask(file, "select count(*) from snapshot") == [(1,)]
    open_store(tmp_path).close()
    assert ask(file, "pragma user_version") == [(opening.VERSION,)]


def test_t07_a_store_whose_making_is_cut_off_is_not_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def die(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(opening.metadata, "create_all", die)
        with pytest.raises(KeyboardInterrupt):
            open_store(tmp_path)
    assert list(tmp_path.iterdir()) == []
    open_store(tmp_path).close()


def test_t06_a_body_whose_bits_flipped_is_no_page(tmp_path: Path) -> None:
    file = filled(tmp_path, 3)
    with closing(sqlite3.connect(file)) as other, other:
        other.execute("update body set data=?", (b"\x78\x9c" + bytes(3000),))
    store = open_store(tmp_path)
    answers: Answers = store.answers(store.runs.find("r1"))
    with pytest.raises(InputError, match="hỏng"):
        answers.find(Asked("http://a.example/1"), 0)
    store.close()


@pytest.mark.parametrize("seed", range(8))
def test_t06_pages_of_the_database_that_were_overwritten_are_found(tmp_path: Path, seed: int) -> None:
    file = filled(tmp_path)
    data = bytearray(file.read_bytes())
    at = random.Random(seed).randrange(1, len(data) // 4096) * 4096
    data[at : at + 64] = random.Random(seed).randbytes(64)
    file.write_bytes(data)
    with pytest.raises(InputError, match=r"hỏng.*linter\.sqlite3"):
        open_store(tmp_path)
    assert file.read_bytes() == bytes(data)


def test_t06_an_empty_file_is_no_store(tmp_path: Path) -> None:
    (tmp_path / FILE).touch()
    with pytest.raises(InputError, match="rỗng"):
        open_store(tmp_path)
    assert (tmp_path / FILE).stat().st_size == 0


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
    told = json.dumps(store.runs.report(run), ensure_ascii=False)
    store.close()
    assert told.isprintable()
    assert told.encode()
    kept = ask(tmp_path / "data" / FILE, "select asked || url || headers from answer")
    assert all(text.isprintable() for (text,) in kept)


@pytest.mark.parametrize("name", ["dữ liệu của trường", "a'b", 'a"b', "a#b", "a;b", "a?b=c", "a%20b", "x" * 100])
def test_t13_data_is_kept_in_a_folder_of_any_name(tmp_path: Path, name: str) -> None:
    if sys.platform == "win32" and ('"' in name or "?" in name):
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


def test_t13_a_network_drive_is_refused(tmp_path: Path) -> None:
    """There SQLite's log does not work: it answers another mode than the one that it is asked for, as in memory."""
    with closing(sqlite3.connect(":memory:")) as connection, pytest.raises(InputError, match="ổ đĩa mạng"):
        opening.configure(connection, None)


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
