"""How far a crawl is, on the terminal."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskID, TextColumn, TimeElapsedColumn

from linter.crawl import Silent, Target
from linter.model import CrawlRecord
from linter.report import words


class Watch(Silent):
    """A line for each site that is being read; a finished one leaves a line of what became of it."""

    def __init__(self, bars: Progress) -> None:
        self._bars = bars
        self._tasks: dict[str, TaskID] = {}

    def page(self, target: Target, read: int, waiting: int) -> None:
        if target.id not in self._tasks:
            self._tasks[target.id] = self._bars.add_task(target.name[:40], total=None, pages="")
        known = read + waiting
        self._bars.update(self._tasks[target.id], completed=read, total=known, pages=f"{read}/{known} trang")

    def done(self, target: Target, record: CrawlRecord) -> None:
        if target.id in self._tasks:
            self._bars.remove_task(self._tasks[target.id])
        line = f"  {target.name}: {record.read} trang. {words.crawl(record)}"
        self._bars.console.print(line, highlight=False, markup=False)


@contextmanager
def watching(console: Console, *, quiet: bool) -> Iterator[Silent]:
    """A Watch on a terminal; nothing with `quiet` or where nobody looks."""
    if quiet or not console.is_terminal:
        yield Silent()
        return
    columns = (
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        TextColumn("{task.fields[pages]}"),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=console, transient=True) as bars:
        yield Watch(bars)
