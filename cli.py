"""The commands. This is the composition root: nothing imports it."""

from __future__ import annotations

import contextlib
import gc
import sys

import click

from linter import __version__
from linter.commands.about import doctor_command, explain_command, init_command, not_yet, rules_command
from linter.commands.check import check_command
from linter.commands.crawl import crawl_command, demo_command
from linter.commands.replay import replay_command
from linter.commands.report import report_command

GARBAGE_EVERY = 50_000  # objects


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__)
def main() -> None:
    """Kiểm tra trang thông tin điện tử của trường theo công văn của phòng giáo dục."""
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(AttributeError, ValueError):
            stream.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]


for command in (
    demo_command,
    init_command,
    crawl_command,
    check_command,
    report_command,
    replay_command,
    rules_command,
    explain_command,
    doctor_command,
    not_yet("serve", "Mở trang web kiểm tra bản nháp"),
):
    main.add_command(command)

if __name__ == "__main__":
    # Trees of pages are many small objects without cycles: to look for garbage among them every 700 objects costs a
    # third of the reading (`make bench-read` does the same for all programs).
    gc.freeze()
    gc.set_threshold(GARBAGE_EVERY)
    main()
