"""Reports to where they are wanted: the screen, a file, a folder."""

from __future__ import annotations

import io
import os
import secrets
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console

from linter.errors import DiskFull, InputError
from linter.report import concise, full, html, json
from linter.report.names import draft_names, file_names
from linter.report.picture import page_of, page_picture
from linter.report.rulepage import Pages
from linter.report.safe import encodable
from linter.reported import ArticleReport, Summary, Tool

FORMATS = ("full", "concise", "json", "html")
_FILES = {"full": "bao-cao.txt", "concise": "tom-tat.txt", "json": "report.json"}
_LENGTH = "article-length"
WIDTH = 110  # columns of a report that is written to a file
_NO_SPACE = 28  # errno.ENOSPC, the same on every system


@dataclass(frozen=True, slots=True)
class Delivery:
    """One format and where it goes: None is the screen, a folder takes its usual name."""

    format: str
    path: Path | None


def deliveries(formats: Sequence[str], outputs: Sequence[str], page: str = "") -> list[Delivery]:
    """Pair `-f` with `-o`: as many of the one as of the other, or one folder for all.

    `page` names the HTML report in a folder when it is a single page; else it is several, and the folder itself
    is where they go.
    """
    wanted = list(formats) or ["full"]
    paired = _paired(wanted, outputs, page)
    for delivery in paired:
        if delivery.format == "html" and not page:
            _refuse_file(delivery.path)
    return paired


def _paired(wanted: Sequence[str], outputs: Sequence[str], page: str) -> list[Delivery]:
    if not outputs:
        return [Delivery(name, None) for name in wanted]
    paths = [Path(output) for output in outputs]
    if len(paths) == 1 and _is_folder(outputs[0], wanted, page):
        return [Delivery(name, paths[0] / (page if name == "html" else _FILES[name])) for name in wanted]
    if len(paths) != len(wanted):
        raise InputError(
            f"có {len(wanted)} định dạng (-f) nhưng {len(paths)} nơi ghi (-o); "
            "hãy ghi đủ từng cặp, hoặc một -o là thư mục"
        )
    return [Delivery(n, None if str(p) == "-" else p) for n, p in zip(wanted, paths, strict=True)]


def _refuse_file(path: Path | None) -> None:
    if path is None or (path.suffix.lower() in {".html", ".htm"} and not path.is_dir()):
        raise InputError("báo cáo HTML gồm nhiều tệp nên cần một thư mục: thêm -o THƯ_MỤC")


def _is_folder(output: str, wanted: Sequence[str], page: str) -> bool:
    if output == "-":
        return False
    several = len(wanted) > 1 or (wanted[0] == "html" and not page)
    return several or output.endswith(("/", "\\")) or Path(output).is_dir()


def deliver_summary(told: Summary, pages: Pages, wanted: Sequence[Delivery], screen: Console) -> list[Path]:
    """Write a run in every format wanted. The files written come back."""
    written: list[Path] = []
    for delivery in wanted:
        if delivery.format == "html":
            written += _html(told, pages, delivery.path or Path())
        else:
            _tell(delivery, screen, written, _summary_teller(delivery.format, told, pages))
    return written


def deliver_drafts(
    tool: Tool, told: Sequence[ArticleReport], pages: Pages, wanted: Sequence[Delivery], screen: Console
) -> list[Path]:
    """Write what was found in drafts. The HTML pages of several go into a folder; the files written come back."""
    written: list[Path] = []
    for delivery in wanted:
        if delivery.format == "html" and len(told) > 1:
            written += _draft_pages(tool, told, pages, delivery.path or Path())
        else:
            _tell(delivery, screen, written, _draft_teller(delivery.format, tool, told, pages))
    return written


def deliver_picture(told: ArticleReport, path: Path) -> None:
    """Write the picture of a draft's page; InputError where its length was not measured."""
    length = page_of(told.outcomes)
    if length is None:
        why = next((o.verdict.reason for o in told.outcomes if o.rule == _LENGTH), "mục này không được chọn")
        raise InputError(f"không có hình để ghi vào “{path}”: độ dài của bài chưa được đo ({why})")
    write(path, page_picture(length))


Teller = Callable[[Console], None]


def _summary_teller(name: str, told: Summary, pages: Pages) -> Teller:
    if name == "full":
        return lambda console: full.summary(console, told, pages)
    text = json.dumps(json.summary(told)) if name == "json" else "\n".join(concise.summary(told))
    return lambda console: _plain(console, text)


def _draft_teller(name: str, tool: Tool, told: Sequence[ArticleReport], pages: Pages) -> Teller:
    if name == "full":
        return lambda console: _drafts(console, told, pages)
    if name == "html":
        text = html.draft(told[0], tool, pages)
    elif name == "json":
        text = json.dumps(json.draft(tool, told[0]) if len(told) == 1 else json.drafts(tool, told))
    else:
        text = "\n".join(line for one in told for line in concise.draft(one))
    return lambda console: _plain(console, text)


def _drafts(console: Console, told: Sequence[ArticleReport], pages: Pages) -> None:
    for one in told:
        full.draft(console, one, pages)


def _plain(console: Console, text: str) -> None:
    shown = encodable(text, console.encoding)
    console.file.write(shown if shown.endswith("\n") or not shown else shown + "\n")


def _tell(delivery: Delivery, screen: Console, written: list[Path], teller: Teller) -> None:
    if delivery.path is None:
        teller(screen)
        return
    page = io.StringIO()
    teller(Console(file=page, width=WIDTH, color_system=None, legacy_windows=False))
    write(delivery.path, page.getvalue())
    written.append(delivery.path)


def _html(told: Summary, pages: Pages, folder: Path) -> list[Path]:
    names = file_names(report.school.id for report in told.reports)
    files = {folder / "index.html": html.summary(told, pages)}
    for report in told.reports:
        files[folder / names[report.school.id]] = html.school(report, told, pages)
    for path, text in files.items():
        write(path, text)
    return list(files)[:1]


def _draft_pages(tool: Tool, told: Sequence[ArticleReport], pages: Pages, folder: Path) -> list[Path]:
    files = [folder / name for name in draft_names([one.article.source for one in told])]
    for path, one in zip(files, told, strict=True):
        write(path, html.draft(one, tool, pages))
    return files


def write(path: Path, text: str) -> None:
    """Write a file whole or not at all: a report is never half there, whatever happens meanwhile."""
    beside = path.with_name(f".{secrets.token_hex(8)}.tmp")  # opened as any file, so that others may read it too
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with beside.open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    except OSError as error:
        with suppress(OSError):
            beside.unlink(missing_ok=True)
        if error.errno == _NO_SPACE:
            raise DiskFull(f"đĩa đầy, chưa ghi được “{path}”; hãy giải phóng chỗ rồi chạy lại") from error
        raise InputError(f"không ghi được “{path}”: {error.strerror or error}") from error
