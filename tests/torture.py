"""A crawl of twenty sites that is killed again and again (`python tests/torture.py --kills 200`).

Each kill is a SIGKILL at a random moment. The same command is started again until it comes to its end; then the next
run begins. Told and proved: no answer that was safe is asked for again, `integrity_check` is ok after each kill, and
every report equals that of an undisturbed run, but for its times and its id.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from crawling import ABOUT, page, post, prose  # noqa: E402

POSTS = 10
LED_TO = "/tin/3/"  # where the post that has moved leads: it is asked for twice in any run
MOST, MOMENT_S = 60, 0.1  # requests, and what passes after them, until a kill
_HOME = page("Trang chủ", prose("hội thi", 3), menu={"Giới thiệu": "gioi-thieu/", "Tin tức": "tin/"})


class _Sites(BaseHTTPRequestHandler):
    """A site below each folder; a post is gone, one fails, one has moved."""

    asked: list[str]
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        self.asked.append(self.path)
        status, body, location = _answer(self.path)
        data = body.encode()
        self.send_response(status)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(data)))
        if location:
            self.send_header("Location", location)
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *_: object) -> None:
        """Nobody reads it."""


def _answer(path: str) -> tuple[int, str, str]:
    found = re.fullmatch(r"/(s\d+)/(.*)", path)
    if found is None:
        return 404, "", ""
    site, below = found.groups()
    if below == "":
        return 200, _HOME, ""
    if below == "gioi-thieu/":
        return 200, page("Giới thiệu", ABOUT), ""
    if below == "tin/":
        return 200, page("Tin tức", "".join(f'<p><a href="{n}/">Tin {n}</a></p>' for n in range(POSTS + 2))), ""
    number = re.fullmatch(r"tin/(\d+)/", below)
    if number is None or int(number[1]) > POSTS + 1 or number[1] == "7":
        return 404, page("Không thấy"), ""
    if int(number[1]) == POSTS:
        return 301, "", f"/{site}{LED_TO}"
    return 200, post(f"Tin {number[1]}", prose(f"{site} {number[1]}", 2 + int(number[1]))), ""


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, *_: object) -> None:
        """A client that is killed hangs up."""


@contextmanager
def served() -> Iterator[tuple[str, list[str]]]:
    asked: list[str] = []
    with _Server(("127.0.0.1", 0), type("Handler", (_Sites,), {"asked": asked})) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.05,))
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}", asked
        finally:
            server.shutdown()
            thread.join()


@dataclass
class Torture:
    """`folder` holds the list and the data; `asked` are the paths that the server was asked for."""

    folder: Path
    origin: str
    asked: list[str]
    chance: random.Random
    kills: int = 0
    runs: int = 0
    safe: int = 0  # answers that were there when a run was killed, all together
    faults: list[str] = field(default_factory=list)

    def undisturbed(self) -> Any:
        self._start("whole").communicate()
        return self._report("whole")

    def torture(self, kills: int, whole: Any) -> None:
        """So many kills; every run that comes to its end is compared."""
        while self.kills < kills:
            self._one_run(whole, kills)

    def _one_run(self, whole: Any, kills: int) -> None:
        """A run until it ends by itself, in a folder of its own."""
        self.runs += 1
        data = f"data-{self.runs}"
        while True:
            safe, before = self._safe(data), len(self.asked)
            child = self._start(data)
            ended = not self._killed(child, before) if self.kills < kills else child.wait() >= 0
            child.communicate()
            again = {path for path in safe & set(self.asked[before:]) if not path.endswith(LED_TO)}
            if again:
                self.faults.append(f"asked for again: {sorted(again)[:3]}")
            self._look(data)
            if ended:
                break
        if self._report(data) != whole:
            self.faults.append(f"{data}: another report")

    def _killed(self, child: subprocess.Popen[bytes], before: int) -> bool:
        """Kills a crawl after so many requests and a moment; False when it came to its end before."""
        requests, moment = self.chance.randint(0, MOST), self.chance.uniform(0.0, MOMENT_S)
        while len(self.asked) - before < requests:
            if child.poll() is not None:
                return False
            time.sleep(0.002)
        time.sleep(moment)
        if child.poll() is not None:
            return False
        child.kill()
        self.kills += 1
        return True

    def _safe(self, data: str) -> set[str]:
        """The paths whose answers the unfinished run has."""
        if not (self.folder / data / "linter.sqlite3").exists():
            return set()
        with closing(sqlite3.connect(self.folder / data / "linter.sqlite3")) as store:
            rows = store.execute("select asked from answer where status between 200 and 499").fetchall()
        self.safe += len(rows)
        paths = {url.removeprefix(self.origin) for (url,) in rows}
        return {path for path in paths if re.match(r"/s\d", path)}  # what belongs to all, each asks for itself

    def _look(self, data: str) -> None:
        if not (self.folder / data / "linter.sqlite3").exists():
            return
        with closing(sqlite3.connect(self.folder / data / "linter.sqlite3")) as store:
            if (found := store.execute("pragma integrity_check").fetchone()) != ("ok",):
                self.faults.append(f"{data}: {found}")

    def _start(self, data: str) -> subprocess.Popen[bytes]:
        words = ["crawl", "--schools", str(self.folder / "schools.yaml"), "--data", str(self.folder / data)]
        words += ["--delay", "0", "--as-of", "2026-11-16", "-q", "-f", "json", "-o", str(self.folder / f"{data}.json")]
        command = [sys.executable, str(ROOT / "cli.py"), *words]
        return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=ROOT)

    def _report(self, data: str) -> Any:
        told = json.loads((self.folder / f"{data}.json").read_text("utf-8"))
        return told["schools"], told["portals"]


def tortured(folder: Path, kills: int, sites: int, seed: int = 1) -> Torture:
    """What came of so many kills."""
    with served() as (origin, asked):
        rows = [f"  - {{id: s{n}, name: Trường Tiểu học {n}, level: TH, home: '{origin}/s{n}/'}}" for n in range(sites)]
        (folder / "schools.yaml").write_text("\n".join(["schools:", *rows, ""]), "utf-8")
        torture = Torture(folder, origin, asked, random.Random(seed))
        torture.torture(kills, torture.undisturbed())
    return torture


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--sites", type=int, default=20)
    parser.add_argument("--seed", type=int, default=1)
    chosen = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        began = time.monotonic()
        done = tortured(Path(folder), chosen.kills, chosen.sites, chosen.seed)
        seconds = time.monotonic() - began
    said = [f"{done.kills} kills in {done.runs} runs, {done.safe} answers found safe, {seconds:.0f} s", *done.faults]
    said += [] if done.faults else ["nothing lost, nothing asked for again, the reports are the same"]
    sys.stdout.write("\n".join(said) + "\n")
    return 1 if done.faults else 0


if __name__ == "__main__":
    sys.exit(main())
