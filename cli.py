"""The commands. This is the composition root: it knows every part and nothing imports it."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import os
import re
import sys
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import wraps
from pathlib import Path
from typing import Any, ParamSpec

import click
from rich.console import Console

from linter import __version__, policy, schools
from linter.audit import Plan, judge_district, judge_draft, read_draft, tool
from linter.crawl import DELAY_S, Caps, Fetcher, Pace, Response, Silent
from linter.demo import DEMO_PORTS, serve
from linter.doctor import complaints
from linter.errors import ConfigError, InputError, LinterError, NetworkGone, NotYet
from linter.model import Article, Outcome, RunRecord, Severity, Status, Summary
from linter.policy import Clause, Policy
from linter.report import json
from linter.report.deliver import FORMATS, deliver_drafts, deliver_summary, deliveries, write
from linter.report.rulepage import RulePage
from linter.rules import RULES
from linter.schools import SchoolList
from linter.schools.address import loopback_origin
from linter.store import Store, open_store
from linter.text.dates import VIETNAM
from linter.watch import watching
from linter.yamldoc import hint

ROOT = Path(__file__).resolve().parent
DEMO_DAY = date(2026, 11, 16)  # the fixture sites are written around this day
PAGE_WIDTH = 160
DRAFT_BYTES = 20 * 1024 * 1024
MIN_DELAY_S = 0.5  # the shortest pause that may be asked for beyond loopback
P = ParamSpec("P")

SCHOOLS_TEMPLATE = """\
# Danh sách trường. Mã (id) là mã của đơn vị, không đổi khi trang đổi địa chỉ.
crawl: {contact: "https://…"}     # địa chỉ hoặc thư điện tử để chủ trang liên hệ với người thu thập
units:
  - id: pgd
    name: Phòng GD&ĐT huyện …
    portals: [{url: "http://…", from: 2020-01-01}]
schools:
  # level: MN, TH, THCS hoặc TH&THCS
  - {id: th-a, name: Trường Tiểu học …, level: TH, home: "http://…", unit: pgd}
"""


# --- what every command shares --------------------------------------------------------------------------


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


def _today() -> date:
    return datetime.now(VIETNAM).date()


def _now() -> datetime:
    return datetime.now(VIETNAM).replace(microsecond=0)


def _day(_context: click.Context, _parameter: click.Parameter, value: str | None) -> date | None:
    try:
        return date.fromisoformat(value) if value else None
    except ValueError:
        raise click.BadParameter(f"“{value}” không phải ngày dạng 2026-11-23") from None


def _bytes(path: Path, what: str) -> bytes:
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


def _policy(config: str | None, select: tuple[str, ...], ignore: tuple[str, ...]) -> Policy:
    path = Path(config) if config else ROOT / "rules.yaml"
    loaded = policy.load(_bytes(path, "tệp quy định"), RULES, file=str(path) if config else "rules.yaml")
    return loaded.select(_split(select), _split(ignore))


def _split(names: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(part.strip() for name in names for part in name.split(",") if part.strip())


def _pages(judged_by: Policy) -> dict[str, RulePage]:
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


def _failed(outcomes: list[Outcome], fail_on: str) -> bool:
    if fail_on == "never":
        return False
    threshold = _ORDER[Severity(fail_on)]
    return any(
        outcome.verdict.status is Status.FAIL and outcome.waived is None and _ORDER[outcome.severity] >= threshold
        for outcome in outcomes
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


def _log(verbose: bool) -> None:
    logging.basicConfig(level=logging.DEBUG if verbose else logging.CRITICAL, stream=sys.stderr)


# --- commands -------------------------------------------------------------------------------------------


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__)
def main() -> None:
    """Kiểm tra trang thông tin điện tử của trường theo công văn của phòng giáo dục."""
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(AttributeError, ValueError):
            stream.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]


@dataclass(frozen=True, slots=True)
class _Kept:
    """Hands the answers of a crawl to the store under the run's name."""

    store: Store
    run: str

    def put(self, target: str, response: Response) -> None:
        self.store.keep(self.run, target, response)


@main.command("crawl")
@click.option("--schools", "lists", multiple=True, required=True, metavar="TỆP", help="Danh sách trường.")
@click.option("--data", "folder", required=True, metavar="THƯ_MỤC", help="Nơi giữ dữ liệu đã thu.")
@click.option("--only", multiple=True, metavar="MÃ", help="Chỉ các trường này.")
@click.option("--delay", type=click.FloatRange(min=0), help="Giây giữa hai lần hỏi một máy chủ (mặc định 2,1).")
@click.option("--max-pages", type=click.IntRange(min=1), default=Caps().pages, help="Số trang tối đa mỗi trường.")
@click.option("--fail-on-unreachable", is_flag=True, help="Trang không đọc được cũng cho mã thoát 1.")
@judging
@told
def crawl_command(lists: tuple[str, ...], folder: str, **options: Any) -> int:
    """Thu thập và kiểm tra trang của các trường."""
    _log(options["verbose"])
    wanted = deliveries(options["formats"], options["outputs"])
    judged_by = _policy(options["config"], options["select"], options["ignore"])
    listed = schools.load([(name, _bytes(Path(name), "danh sách trường")) for name in lists])
    for sentence in listed.refused:
        click.echo(f"Lỗi: {sentence}", err=True)
    chosen = _chosen(listed, options["only"])
    summary = _crawl(chosen, judged_by, Path(folder), options)
    deliver_summary(summary, _pages(judged_by), wanted, _screen())
    return _status(summary, options)


def _screen() -> Console:
    """The terminal; where there is none, a page wide enough for the table of schools."""
    return Console(file=sys.stdout, highlight=False, width=None if sys.stdout.isatty() else PAGE_WIDTH)


def _chosen(listed: SchoolList, only: tuple[str, ...]) -> SchoolList:
    known = {school.id for school in listed.schools}
    unknown = next((name for name in only if name not in known), None)
    if unknown is not None:
        raise InputError(f"không có trường mã “{unknown}” trong danh sách{hint(unknown, known)}")
    kept = tuple(school for school in listed.schools if not only or school.id in only)
    return replace(listed, schools=kept)


def _crawl(listed: SchoolList, judged_by: Policy, folder: Path, options: dict[str, Any]) -> Summary:
    as_of = options["as_of"] or _today()
    since = options["since"] or judged_by.applies_from
    caps = Caps(pages=options["max_pages"])
    plan = Plan(judged_by, as_of, since, _now().strftime("%Y%m%d-%H%M%S"), _now, school_caps=caps)
    fetcher = _fetcher(listed, options["delay"])
    store = open_store(folder)
    begun = RunRecord(plan.run_id, _now(), _now(), as_of)
    store.begin_run(begun, tool(judged_by))
    quiet = options["quiet"]
    try:
        with watching(Console(file=sys.stderr), quiet=quiet) as progress:
            summary = asyncio.run(_judged(listed, plan, fetcher, _Kept(store, plan.run_id), progress))
        store.end_run(summary.run, json.summary(summary))
        return summary
    finally:
        store.close()


async def _judged(listed: SchoolList, plan: Plan, fetcher: Fetcher, keep: _Kept, progress: Silent) -> Summary:
    async with fetcher:
        return await judge_district(listed, plan, fetcher, keep, progress)


def _fetcher(listed: SchoolList, delay: float | None) -> Fetcher:
    """Only loopback may be asked without a pause, or without saying who asks."""
    asked = delay if delay is not None else listed.delay
    abroad = [school for school in listed.schools if not _is_loopback(school.home)]
    abroad_portals = [p for u in listed.units for p in u.portals if not _is_loopback(p.url)]
    if (abroad or abroad_portals) and not listed.contact:
        raise ConfigError(
            'thiếu địa chỉ liên hệ của người thu thập; hãy thêm vào danh sách trường: crawl: {contact: "https://…"}',
            file="danh sách trường",
        )
    agent = f"school-site-linter/{__version__} (+{listed.contact or 'loopback'})"
    pace = Pace(max(asked or DELAY_S, MIN_DELAY_S), loopback_delay=asked)
    return Fetcher(user_agent=agent, listed=listed.loopback, pace=pace)


def _is_loopback(url: str) -> bool:
    return loopback_origin(url) is not None


def _status(summary: Summary, options: dict[str, Any]) -> int:
    unread = [report for report in summary.reports if report.crawl.status != "completed"]
    if _network_gone(summary):
        raise NetworkGone("hầu hết máy chủ không trả lời: có lẽ máy này mất mạng; không trường nào bị kết luận")
    if summary.refused:
        return 3
    outcomes = [o for r in summary.reports for o in (*r.outcomes, *(o for a in r.articles for o in a.outcomes))]
    failed = _failed(outcomes, options["fail_on"]) or (options["fail_on_unreachable"] and bool(unread))
    return 1 if failed else 0


def _network_gone(summary: Summary) -> bool:
    """More than half of at least three sites beyond loopback not even connected: the fault is ours."""
    abroad = [report for report in summary.reports if not _is_loopback(report.school.home)]
    dead = [r for r in abroad if r.crawl.status in {"dns-error", "connection-refused", "timeout"} and r.crawl.read == 0]
    return len(abroad) >= 3 and len(dead) * 2 > len(abroad)


@main.command("check")
@click.argument("files", nargs=-1, required=True, metavar="TỆP...")
@click.option("--stdin-filename", default="van-ban.docx", help="Tên của bản nháp đọc từ đầu vào chuẩn (-).")
@judging
@told
def check_command(files: tuple[str, ...], stdin_filename: str, **options: Any) -> int:
    """Kiểm tra bản nháp (.docx hoặc .html) trước khi đăng."""
    _log(options["verbose"])
    wanted = deliveries(options["formats"], options["outputs"])
    judged_by = _policy(options["config"], options["select"], options["ignore"])
    as_of = options["as_of"] or _today()
    since = options["since"] or judged_by.applies_from
    reports = [judge_draft(_draft(name, stdin_filename), judged_by, as_of, since) for name in files]
    deliver_drafts(tool(judged_by), reports, _pages(judged_by), wanted, _screen())
    return 1 if _failed([o for report in reports for o in report.outcomes], options["fail_on"]) else 0


def _draft(name: str, stdin_filename: str) -> Article:
    if name == "-":
        return read_draft(sys.stdin.buffer.read(DRAFT_BYTES + 1), stdin_filename)
    if name.startswith(("http://", "https://")):
        raise NotYet("kiểm tra một địa chỉ web: chưa có; hãy lưu trang thành tệp .html rồi kiểm tra tệp đó")
    path = Path(name)
    return read_draft(_bytes(path, "bản nháp"), path.name)


@main.command("demo")
@click.option("-o", "--output", default="demo-out", help="Thư mục ghi báo cáo.")
@click.option("-q", "--quiet", is_flag=True)
@told
def demo_command(output: str, quiet: bool) -> int:
    """Chạy thử trên một huyện mẫu, có sẵn trong thư mục fixtures/sites."""
    folder = Path(output)
    judged_by = _policy(None, (), ())
    with serve(ROOT / "fixtures" / "sites", DEMO_PORTS) as district:
        listed = schools.load([("schools.yaml", district.schools_yaml.encode())])
        options = {"as_of": DEMO_DAY, "since": None, "max_pages": Caps().pages, "delay": 0.0, "quiet": quiet}
        summary = _crawl(listed, judged_by, folder / "data", options)
    write(folder / "schools.yaml", district.schools_yaml)
    wanted = [*deliveries(["full"], []), *deliveries(["json", "html"], [str(folder)])]
    written = deliver_summary(summary, _pages(judged_by), wanted, _screen())
    for path in written:
        click.echo(f"Đã ghi {path}")
    return 0


@main.command("rules")
@click.option("--config", help="Tệp quy định thay cho rules.yaml.")
@told
def rules_command(config: str | None) -> None:
    """Liệt kê các mục kiểm tra."""
    judged_by = _policy(config, (), ())
    for configured in judged_by.rules:
        rule = configured.rule
        click.echo(f"{rule.id:<22} {configured.severity:<8} {configured.clause:<16} {rule.title}")
    for name in judged_by.off:
        click.echo(f"{name:<22} (đang tắt)")


@main.command("explain")
@click.argument("rule_id", metavar="MỤC")
@click.option("--config", help="Tệp quy định thay cho rules.yaml.")
@told
def explain_command(rule_id: str, config: str | None) -> None:
    """Giải thích một mục kiểm tra."""
    judged_by = _policy(config, (rule_id,), ())
    page = _pages(judged_by)[rule_id]
    explained = page.explanation
    for line in (
        f"{rule_id}: {page.title}",
        "",
        f"Kiểm tra gì: {explained.what}",
        f"Vì sao: {explained.why}",
        f"Sai: {explained.wrong}",
        f"Đúng: {explained.right}",
        "",
        f"{page.clause}: “{page.clause_text}”",
    ):
        click.echo(line)


@main.command("init")
@click.argument("folder", default=".", metavar="THƯ_MỤC")
@told
def init_command(folder: str) -> None:
    """Tạo danh sách trường và tệp quy định mẫu."""
    target = Path(folder)
    made = {"schools.yaml": SCHOOLS_TEMPLATE, "rules.yaml": (ROOT / "rules.yaml").read_text(encoding="utf-8")}
    for name, text in made.items():
        path = target / name
        if path.exists():
            click.echo(f"Giữ nguyên {path} (đã có)")
        else:
            write(path, text)
            click.echo(f"Đã tạo {path}")


@main.command("doctor")
@told
def doctor_command() -> int:
    """Cho biết máy này còn thiếu gì."""
    found = list(complaints(Path.cwd()))
    for sentence in found or ["Máy đã đủ để chạy."]:
        click.echo(sentence)
    return 2 if found else 0


def _not_yet(name: str, what: str) -> None:
    @main.command(
        name,
        context_settings={"ignore_unknown_options": True, "allow_extra_args": True},
        help=f"{what} (chưa có).",
    )
    @told
    def later() -> None:
        raise NotYet(f"lệnh {name}: chưa có")


_not_yet("replay", "Xét lại các trang đã lưu")
_not_yet("report", "Lập báo cáo từ lượt đã lưu")
_not_yet("serve", "Mở trang web kiểm tra bản nháp")

if __name__ == "__main__":
    main()
