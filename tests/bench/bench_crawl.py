"""What a crawl costs, beside other crawlers, in one run over the same sites on loopback.

    python tests/bench/bench_crawl.py [--sites 80] [--pages 50] [--rounds 3] [--only ours] [--memory 10,50,200]
                                                                    (`make bench-crawl` installs the others)

A child serves the sites (`crawl_sites`), each at an address of its own; its time is not counted. The crawlers are run
one at a time by a small parent that holds no memory (`crawl_launch`), the order moving on from round to round. Ours
does everything: fetch, read, judge by every rule, search the portal, store, report; Scrapy only extracts, LinkChecker
only follows. CPU is that of user and system; ratios are of runs of one round, medians over the rounds. Then each goes
politely, one request at a time and half a second apart on a host, with answers that take a tenth of a second; at last
ours over sites of few and of many pages, for its memory.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import IO, Any

sys.path.insert(0, str(Path(__file__).parent))
sys.path.insert(0, str(Path(__file__).parent.parent))
sys.path.insert(0, str(Path(__file__).parent.parent.parent))

from crawl_figures import (
    POLITE_S,
    Log,
    Polite,
    Run,
    ideal,
    memory_table,
    pages_read,
    polite_table,
    promises,
    soonest,
    span,
    table,
)
from crawl_markup import pages
from crawl_programs import OURS, Program, Task, entered, versions
from crawl_sites import home, school

HERE = Path(__file__).parent
SITES, PAGES, POLITE_PAGES, ROUNDS = 80, 50, 20, 3
LATENCY_S = 0.1  # of a polite run
PATIENCE = 10  # times the ideal: a polite run that is slower is ended, and counts as far as it came
MEMORY = (10, 50)


class Server:
    """The child that serves. `known` are the paths of its pages by host."""

    def __init__(self, sites: int, count: int) -> None:
        self.sites, self.count = sites, count
        command = [sys.executable, str(HERE / "crawl_server.py"), str(sites), str(count)]
        self._child = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.port = int(self._line())
        schools = [school(number, count, self.port) for number in range(1, sites + 1)]
        self.known = {_host(home(each.number, self.port)): [path for path, _ in pages(each)] for each in schools}

    def begin(self, latency: float = 0.0) -> None:
        self._say(f"begin {latency}")

    def log(self) -> Log:
        told: dict[str, list[Any]] = self._say("tell")
        return {host: [(at, end, path) for at, end, path in asked] for host, asked in told.items()}

    def stop(self) -> None:
        assert self._child.stdin is not None
        assert self._child.stdout is not None
        self._child.stdin.close()
        self._child.stdout.close()
        self._child.kill()
        self._child.wait()

    def _say(self, words: str) -> dict[str, Any]:
        assert self._child.stdin is not None
        self._child.stdin.write(words + "\n")
        self._child.stdin.flush()
        answer: dict[str, Any] = json.loads(self._line())
        return answer

    def _line(self) -> str:
        assert self._child.stdout is not None
        return self._child.stdout.readline()


def _host(url: str) -> str:
    return url.split("/")[2].partition(":")[0]


@contextlib.contextmanager
def served(sites: int, count: int) -> Iterator[Server]:
    server = Server(sites, count)
    try:
        yield server
    finally:
        server.stop()


def cost(program: Program, task: Task, limit: float | None = None) -> Mapping[str, float]:
    """Runs it: exit status, seconds, CPU seconds, peak bytes; nothing of one that was ended after `limit` seconds.
    Raises ValueError when it did not end well."""
    result = task.folder / "cost.json"
    launch = [sys.executable, "-I", "-S", str(HERE / "crawl_launch.py"), str(result)]
    with (task.folder / "said.txt").open("w+", encoding="utf-8") as said:
        if not _ended([*launch, *program.command(task)], said, task.folder, limit):
            return {}
        told: dict[str, float] = json.loads(result.read_text("ascii"))
        if told["status"] not in program.ends_well:
            said.seek(0)
            raise ValueError(f"{program.name} ended with {told['status']}: {said.read()[-2000:]}")
    return told


def _ended(command: Sequence[str], said: IO[str], folder: Path, limit: float | None) -> bool:
    """Whether a command ended in time by itself."""
    with subprocess.Popen(command, stdout=said, stderr=said, cwd=folder, start_new_session=True) as launched:
        try:
            launched.wait(limit)
        except subprocess.TimeoutExpired:
            os.killpg(launched.pid, signal.SIGKILL)  # the small parent and its program
            return False
    return True


def run(program: Program, server: Server) -> Run:
    with tempfile.TemporaryDirectory() as folder:
        server.begin()
        told = cost(program, Task(server.sites, server.port, 0.0, Path(folder)))
    log = server.log()
    requests = sum(map(len, log.values()))
    return Run(program.name, told["seconds"], told["cpu"], told["peak"], pages_read(log, server.known), requests)


def polite(program: Program, server: Server) -> Polite:
    with tempfile.TemporaryDirectory() as folder:
        server.begin(LATENCY_S)
        limit = PATIENCE * POLITE_S * server.count
        told = cost(program, Task(server.sites, server.port, POLITE_S, Path(folder)), limit)
    log = server.log()
    read, requests = pages_read(log, server.known), sum(map(len, log.values()))
    return Polite(
        program.name, span(log), ideal(log, POLITE_S), told.get("seconds", limit), read, requests, soonest(log)
    )


def race(programs: Sequence[Program], server: Server, rounds: int) -> list[Run]:
    runs = []
    for number in range(rounds):
        turn = number % len(programs)
        for program in (*programs[turn:], *programs[:turn]):
            if number == 0 or not program.slow:
                runs.append(run(program, server))
                told(f"{program.name}: {runs[-1].cpu_per_1000:.2f} CPU-s per 1,000 pages")
    return runs


def peaks(sites: int, counts: Sequence[int], runs: Sequence[Run], count: int) -> dict[int, float]:
    """Our peak memory by the pages of a site; of `count` pages it is known."""
    ours = next(program for program in entered() if program.name == OURS)
    found = {}
    for each in counts:
        known = [one.peak for one in runs if one.program == OURS and each == count]
        if not known:
            with served(sites, each) as server:
                known = [run(ours, server).peak]
        found[each] = sorted(known)[len(known) // 2]
        told(f"{each} pages a site: {found[each] / 1e6:,.0f} MB")
    return found


def told(line: str) -> None:
    """How far it is; the tables are for standard output."""
    sys.stderr.write(line + "\n")


def main() -> None:
    parser = argparse.ArgumentParser(description="What a crawl costs, beside other crawlers.")
    parser.add_argument("--sites", type=int, default=SITES)
    parser.add_argument("--pages", type=int, default=PAGES, help="of a site")
    parser.add_argument("--polite", type=int, default=POLITE_PAGES, help="of a site where a crawl is polite; 0: none")
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--only", default="", help="the beginning of a crawler's name")
    parser.add_argument("--memory", default=",".join(map(str, MEMORY)), help="pages of a site, several")
    options = parser.parse_args()
    programs = [program for program in entered() if program.name.startswith(options.only)]
    sys.stdout.write(versions())
    with served(options.sites, options.pages) as server:
        runs = race(programs, server, options.rounds)
    sys.stdout.write(table(runs, options.sites, options.pages))
    sys.stdout.flush()
    slow: list[Polite] = []
    if options.polite:
        with served(options.sites, options.polite) as server:
            slow = [polite(program, server) for program in programs]
        sys.stdout.write(polite_table(slow, options.sites, options.polite))
        sys.stdout.flush()
    counts = sorted(int(each) for each in options.memory.split(",") if each)
    found = peaks(options.sites, counts, runs, options.pages)
    sys.stdout.write(memory_table(found, options.sites) + promises(runs, slow, found))


if __name__ == "__main__":
    main()
