"""What every command shares: errors as one sentence, options, reading files, the exit status."""

from __future__ import annotations

import logging
import os
import re
import sys
from collections.abc import Callable, Iterable
from datetime import date, datetime
from functools import wraps
from pathlib import Path
from typing import Any, ParamSpec

import click
from rich.console import Console

from linter import policy
from linter.errors import InputError, LinterError
from linter.model import Outcome, Severity, Status
from linter.policy import Clause, Policy
from linter.report.deliver import FORMATS
from linter.report.rulepage import RulePage
from linter.rules import RULES
from linter.text.dates import VIETNAM

ROOT = Path(__file__).resolve().parents[2]
PAGE_WIDTH = 160  # columns where there is no terminal: wide enough for the table of schools
P = ParamSpec("P")


def told(command: Callable[P, int | None]) -> Callable[P, None]:
    """Ends a command with its exit status, and every error as one sentence on stderr."""

    @wraps(command)
    def run(*args: P.args, **kwargs: P.kwargs) -> None:
        try:
            status = command(*args, **kwargs) or 0
        except LinterError as error:
            status = _sorry(str(error), error.exit_code)
        except KeyboardInterrupt:
            status = _sorry("đã dừng theo yêu cầu; phần đã đọc được giữ lại", 3)
        except BrokenPipeError:  # whoever read our output has seen enough
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            status = 0
        except click.ClickException:
            raise
        except Exception as error:  # a fault of ours: one sentence, the rest in the log
            logging.getLogger("linter").debug("internal error", exc_info=True)
            name = type(error).__name__
            status = _sorry(f"công cụ gặp lỗi nội bộ ({name}: {error}); chạy lại với -v để xem chi tiết", 2)
        sys.exit(status)

    return run


def _sorry(sentence: str, status: int) -> int:
    click.echo(f"Lỗi: {sentence}", err=True)
    return status


def today() -> date:
    return datetime.now(VIETNAM).date()


def now() -> datetime:
    return datetime.now(VIETNAM).replace(microsecond=0)


def _day(_context: click.Context, _parameter: click.Parameter, value: str | None) -> date | None:
    try:
        return date.fromisoformat(value) if value else None
    except ValueError:
        raise click.BadParameter(f"“{value}” không phải ngày dạng 2026-11-23") from None


def read_bytes(path: Path, what: str) -> bytes:
    """A file's bytes, or one sentence on why not. A pipe or device is no file: reading it may never end."""
    if not path.exists():
        raise InputError(f"không tìm thấy {what} “{path}”")
    if path.is_dir():
        raise InputError(f"“{path}” là thư mục, không phải {what}")
    if not path.is_file():
        raise InputError(f"“{path}” không phải tệp thường nên không đọc")
    try:
        return path.read_bytes()
    except OSError as error:
        raise InputError(f"không đọc được {what} “{path}”: {error.strerror}") from error


def load_policy(config: str | None, select: tuple[str, ...], ignore: tuple[str, ...]) -> Policy:
    name, data = policy_file(config)
    return policy.load(data, RULES, file=name).select(split(select), split(ignore))


def policy_file(config: str | None) -> tuple[str, bytes]:
    """The name and the content of the policy in force."""
    path = Path(config) if config else ROOT / "rules.yaml"
    return str(path) if config else "rules.yaml", read_bytes(path, "tệp quy định")


def split(names: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(part.strip() for name in names for part in name.split(",") if part.strip())


def rule_pages(judged_by: Policy) -> dict[str, RulePage]:
    pages = {}
    for configured in judged_by.rules:
        clause = judged_by.clause(configured.clause)
        rule = configured.rule
        pages[rule.id] = RulePage(rule.title, rule.page, _citation(clause), clause.text)
    return pages


def _citation(clause: Clause) -> str:
    """As people cite it: "1.2.c (gạch đầu dòng 2), công văn 642/PGDĐT"."""
    number = clause.ref.split("/", 1)[1]
    dash = re.fullmatch(r"(.*[a-zđ])\.(\d+)", number)
    point = f"{dash[1]} (gạch đầu dòng {dash[2]})" if dash else number
    return f"{point}, công văn {clause.dispatch.number}"


_ORDER = {Severity.INFO: 0, Severity.WARNING: 1, Severity.ERROR: 2}


def failed(outcomes: Iterable[Outcome], fail_on: str) -> bool:
    if fail_on == "never":
        return False
    threshold = _ORDER[Severity(fail_on)]
    return any(
        outcome.verdict.status is Status.FAIL and outcome.waived is None and _ORDER[outcome.severity] >= threshold
        for outcome in outcomes
    )


data_place = click.option(
    "--data",
    "folder",
    required=True,
    metavar="THƯ_MỤC",
    help="Nơi giữ dữ liệu đã thu: một thư mục, hoặc postgresql://máy/tên.",
)


def judging(command: Callable[..., Any]) -> Callable[..., Any]:
    """The options of every command that judges."""
    for option in (
        click.option("-f", "--format", "formats", multiple=True, type=click.Choice(FORMATS), help="Định dạng báo cáo."),
        click.option("-o", "--output", "outputs", multiple=True, help="Tệp hoặc thư mục ghi báo cáo."),
        click.option("--config", help="Tệp quy định thay cho rules.yaml."),
        click.option("--select", multiple=True, metavar="MỤC", help="Chỉ xét các mục này."),
        click.option("--ignore", multiple=True, metavar="MỤC", help="Bỏ qua các mục này."),
        click.option("--since", callback=_day, metavar="NGÀY", help="Chỉ xét bài đăng từ ngày này."),
        click.option("--as-of", callback=_day, metavar="NGÀY", help="Ngày xét; mặc định là hôm nay."),
        click.option("--fail-on", default="error", type=click.Choice(["error", "warning", "info", "never"])),
        click.option("-q", "--quiet", is_flag=True, help="Chỉ báo lỗi."),
        click.option("-v", "--verbose", is_flag=True, help="Ghi thêm chi tiết."),
    ):
        command = option(command)
    return command


def log_to_stderr(verbose: bool) -> None:
    logging.basicConfig(level=logging.DEBUG if verbose else logging.CRITICAL, stream=sys.stderr)


def screen() -> Console:
    """The terminal; where there is none, a page wide enough for the table of schools."""
    return Console(file=sys.stdout, highlight=False, width=None if sys.stdout.isatty() else PAGE_WIDTH)
