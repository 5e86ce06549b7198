"""check: a draft before it is published."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click

from linter.audit import judge_draft, read_draft, tool
from linter.commands.shared import (
    failed,
    judging,
    load_policy,
    log_to_stderr,
    read_bytes,
    rule_pages,
    screen,
    today,
    told,
)
from linter.errors import NotYet
from linter.model import Article
from linter.report.deliver import deliver_drafts, deliveries

DRAFT_BYTES = 20 * 1024 * 1024


@click.command("check")
@click.argument("files", nargs=-1, required=True, metavar="TỆP...")
@click.option("--stdin-filename", default="van-ban.docx", help="Tên của bản nháp đọc từ đầu vào chuẩn (-).")
@judging
@told
def check_command(files: tuple[str, ...], stdin_filename: str, **options: Any) -> int:
    """Kiểm tra bản nháp (.docx hoặc .html) trước khi đăng."""
    log_to_stderr(options["verbose"])
    wanted = deliveries(options["formats"], options["outputs"])
    judged_by = load_policy(options["config"], options["select"], options["ignore"])
    as_of = options["as_of"] or today()
    since = options["since"] or judged_by.applies_from
    reports = [judge_draft(_draft(name, stdin_filename), judged_by, as_of, since) for name in files]
    deliver_drafts(tool(judged_by), reports, rule_pages(judged_by), wanted, screen())
    return 1 if failed([o for report in reports for o in report.outcomes], options["fail_on"]) else 0


def _draft(name: str, stdin_filename: str) -> Article:
    if name == "-":
        return read_draft(sys.stdin.buffer.read(DRAFT_BYTES + 1), stdin_filename)
    if name.startswith(("http://", "https://")):
        raise NotYet("kiểm tra một địa chỉ web: chưa có; hãy lưu trang thành tệp .html rồi kiểm tra tệp đó")
    path = Path(name)
    return read_draft(read_bytes(path, "bản nháp"), path.name)
