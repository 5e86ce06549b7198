"""check: a draft before it is published."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from linter.audit import judge_draft, tool
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
from linter.errors import InputError, NotYet
from linter.model import Article
from linter.read.docx.refusals import TOO_LARGE, refusal
from linter.report.deliver import deliver_drafts, deliver_picture, deliveries
from linter.report.names import draft_names
from linter.sandbox import read_draft_safely

DRAFT_BYTES = 20 * 1024 * 1024


@click.command("check")
@click.argument("files", nargs=-1, required=True, metavar="TỆP...")
@click.option("--stdin-filename", default="van-ban.docx", help="Tên của bản nháp đọc từ đầu vào chuẩn (-).")
@click.option("--picture", metavar="HÌNH.svg", help="Vẽ bài trên trang A4, với mức ½ trang và phần còn thiếu.")
@judging
@told
def check_command(files: tuple[str, ...], stdin_filename: str, picture: str | None, **options: Any) -> int:
    """Kiểm tra bản nháp (.docx, .html hoặc .txt) trước khi đăng."""
    log_to_stderr(options["verbose"])
    page = draft_names([stdin_filename if name == "-" else name for name in files])[0] if len(files) == 1 else ""
    wanted = deliveries(options["formats"], options["outputs"], page)
    drawn = _picture(picture, files)
    _spare_drafts(files, [drawn, *(delivery.path for delivery in wanted)])
    judged_by = load_policy(options["config"], options["select"], options["ignore"])
    as_of = options["as_of"] or today()
    since = options["since"] or judged_by.applies_from
    reports = [judge_draft(_draft(name, stdin_filename), judged_by, as_of, since) for name in files]
    deliver_drafts(tool(judged_by), reports, rule_pages(judged_by), wanted, screen())
    if drawn:
        deliver_picture(reports[0], drawn)
    return 1 if failed([o for report in reports for o in report.outcomes], options["fail_on"]) else 0


def _picture(picture: str | None, files: Sequence[str]) -> Path | None:
    """Where the picture goes. Only to .svg: whoever forgets its name must not lose the draft that follows."""
    if picture is None:
        return None
    if not picture.lower().endswith(".svg"):
        raise InputError(f"--picture cần tên tệp hình .svg, không phải “{picture}”; ví dụ: --picture bai.svg")
    if len(files) > 1:
        raise InputError(f"--picture chỉ vẽ một bản nháp mỗi lần mà đang có {len(files)} tệp; hãy chạy riêng từng tệp")
    return Path(picture)


def _spare_drafts(files: Sequence[str], outputs: Sequence[Path | None]) -> None:
    """No report takes the place of the draft it is about."""
    drafts = {Path(name).resolve() for name in files}
    for path in outputs:
        if path is not None and path.resolve() in drafts:
            raise InputError(f"“{path}” là chính bản nháp đang kiểm tra; hãy ghi kết quả ra tệp khác")


def _draft(name: str, stdin_filename: str) -> Article:
    if name == "-":
        return read_draft_safely(sys.stdin.buffer.read(DRAFT_BYTES + 1), stdin_filename)
    if name.startswith(("http://", "https://")):
        raise NotYet("kiểm tra một địa chỉ web: chưa có; hãy lưu trang thành tệp .html rồi kiểm tra tệp đó")
    path = Path(name)
    if path.is_file() and path.stat().st_size > DRAFT_BYTES:  # before it fills the memory
        raise refusal(TOO_LARGE.format(limit=DRAFT_BYTES >> 20), path.name)
    return read_draft_safely(read_bytes(path, "bản nháp"), path.name)
