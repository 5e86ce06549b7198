"""The crawlers that `bench_crawl` runs, each as a command that ends when all sites were read."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

from crawl_sites import LAST_DAY, home, school_list

HERE = Path(__file__).parent
OURS, SCRAPY, TRAFILATURA, LINKCHECKER = "ours, all of it", "Scrapy, CSS", "Scrapy, trafilatura", "LinkChecker"
FILES = "/(uploads|wp-content|wp-includes|themes|assets)/"


@dataclass(frozen=True, slots=True)
class Task:
    """What is to be crawled, how politely (seconds from start to start on a host), and where to write."""

    sites: int
    port: int
    delay: float
    folder: Path

    @property
    def homes(self) -> list[str]:
        return [home(number, self.port) for number in range(1, self.sites + 1)]


@dataclass(frozen=True, slots=True)
class Program:
    """`modules` are what it wants installed. `slow` ones, which need minutes for a round, run once."""

    name: str
    command: Callable[[Task], Sequence[str]]
    modules: tuple[str, ...] = ()
    packages: tuple[str, ...] = ()
    slow: bool = False
    ends_well: tuple[int, ...] = (0,)


def ours(task: Task) -> list[str]:
    """Fetch, read, every rule, the portal's index, the store, a report in JSON."""
    listed = task.folder / "schools.yaml"
    listed.write_text(school_list(task.sites, task.port), "utf-8")
    out, data = str(task.folder / "run.json"), str(task.folder / "data")
    command = [sys.executable, str(HERE.parent.parent / "cli.py"), "crawl", "--schools", str(listed), "--data", data]
    return [*command, "--delay", str(task.delay), "--as-of", LAST_DAY.isoformat(), "-q", "-f", "json", "-o", out]


def scrapy(extract: str) -> Callable[[Task], list[str]]:
    def command(task: Task) -> list[str]:
        return [sys.executable, str(HERE / "crawl_scrapy.py"), extract, str(task.delay), *task.homes]

    return command


def linkchecker(task: Task) -> list[str]:
    """A thread for each site, and no pictures, styles and scripts, which the others do not ask for either. Its pauses
    are of the length that was asked for at least, and of six times that at most: it draws them."""
    config = task.folder / "linkcheckerrc"
    rate = 1 / task.delay if task.delay else 10_000
    config.write_text(
        f"[checking]\nthreads={task.sites}\nmaxrequestspersecond={rate}\nrecursionlevel=-1\n"
        f"[filtering]\nignore=\n  {FILES}\ncheckextern=0\n[output]\nstatus=0\nlog=none\nwarnings=0\n",
        "utf-8",
    )
    program = Path(sys.executable).parent / "linkchecker"
    return [str(program), "-f", str(config), "--no-status", *task.homes]


ENTRIES = (
    Program(OURS, ours, ends_well=(0, 1)),
    Program(SCRAPY, scrapy("css"), ("scrapy",), ("scrapy",)),
    Program(TRAFILATURA, scrapy("trafilatura"), ("scrapy", "trafilatura"), ("scrapy", "trafilatura"), slow=True),
    Program(LINKCHECKER, linkchecker, ("linkcheck",), ("LinkChecker",), slow=True, ends_well=(0, 1)),
)


def entered() -> list[Program]:
    """Those that are installed."""
    return [program for program in ENTRIES if all(map(find_spec, program.modules))]


def versions() -> str:
    found = sorted({package for program in entered() for package in program.packages})
    missing = [program.name for program in ENTRIES if program not in entered()]
    told = "; ".join(f"{package} {version(package)}" for package in found)
    return told + (f"\nmissing, not measured: {', '.join(missing)}\n" if missing else "\n")
