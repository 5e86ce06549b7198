"""Progress while a crawl runs: on a terminal only, never with -q."""

from __future__ import annotations

import io

from rich.console import Console

from linter.crawl import Silent, Target
from linter.model import CrawlRecord
from linter.watch import Watch, watching

TARGET = Target("th-a", "Trường Tiểu học A", "http://a.example/")


def shown(*, terminal: bool, quiet: bool) -> tuple[str, type[Silent]]:
    screen = io.StringIO()
    console = Console(file=screen, force_terminal=terminal, width=100)
    with watching(console, quiet=quiet) as progress:
        progress.page(TARGET, 3, 7)
        progress.done(TARGET, CrawlRecord(read=10))
    return screen.getvalue(), type(progress)


def test_a_terminal_sees_how_far_each_site_is() -> None:
    text, kind = shown(terminal=True, quiet=False)
    assert kind is Watch
    assert "Trường Tiểu học A: 10 trang" in text


def test_a_file_and_a_quiet_run_see_nothing() -> None:
    assert shown(terminal=False, quiet=False) == ("", Silent)
    assert shown(terminal=True, quiet=True) == ("", Silent)
