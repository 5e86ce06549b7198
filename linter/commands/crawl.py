"""crawl and demo: a list of schools to the reports on their sites."""

from __future__ import annotations

import asyncio
import sys
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import click
from rich.console import Console

from linter import __version__, schools
from linter.audit import Plan, judge_district, tool
from linter.commands.shared import (
    ROOT,
    failed,
    judging,
    load_policy,
    log_to_stderr,
    now,
    read_bytes,
    rule_pages,
    screen,
    today,
    told,
)
from linter.crawl import DELAY_S, Caps, Fetcher, Pace, Response, Silent
from linter.demo import DEMO_PORTS, serve
from linter.errors import ConfigError, InputError, NetworkGone
from linter.policy import Policy
from linter.report import json
from linter.report.deliver import deliver_summary, deliveries, write
from linter.reported import RunRecord, Summary
from linter.schools import SchoolList
from linter.schools.address import loopback_origin
from linter.store import Store, open_store
from linter.watch import watching
from linter.yamldoc import hint

DEMO_DAY = date(2026, 11, 16)  # the fixture sites are written around this day
MIN_DELAY_S = 0.5  # the shortest pause that may be asked for beyond loopback


@dataclass(frozen=True, slots=True)
class _Kept:
    """Hands the answers of a crawl to the store under the run's name."""

    store: Store
    run: str

    def put(self, target: str, response: Response) -> None:
        self.store.keep(self.run, target, response)


@click.command("crawl")
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
    log_to_stderr(options["verbose"])
    wanted = deliveries(options["formats"], options["outputs"])
    judged_by = load_policy(options["config"], options["select"], options["ignore"])
    listed = schools.load([(name, read_bytes(Path(name), "danh sách trường")) for name in lists])
    for sentence in listed.refused:
        click.echo(f"Lỗi: {sentence}", err=True)
    chosen = _chosen(listed, options["only"])
    summary = _crawl(chosen, judged_by, Path(folder), options)
    deliver_summary(summary, rule_pages(judged_by), wanted, screen())
    return _status(summary, options)


def _chosen(listed: SchoolList, only: tuple[str, ...]) -> SchoolList:
    known = {school.id for school in listed.schools}
    unknown = next((name for name in only if name not in known), None)
    if unknown is not None:
        raise InputError(f"không có trường mã “{unknown}” trong danh sách{hint(unknown, known)}")
    kept = tuple(school for school in listed.schools if not only or school.id in only)
    return replace(listed, schools=kept)


def _crawl(listed: SchoolList, judged_by: Policy, folder: Path, options: dict[str, Any]) -> Summary:
    as_of = options["as_of"] or today()
    since = options["since"] or judged_by.applies_from
    caps = Caps(pages=options["max_pages"])
    plan = Plan(judged_by, as_of, since, now().strftime("%Y%m%d-%H%M%S"), now, school_caps=caps)
    fetcher = _fetcher(listed, options["delay"])
    store = open_store(folder)
    begun = RunRecord(plan.run_id, now(), now(), as_of)
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
        portals = keep.store.portals()
        try:
            return await judge_district(listed, plan, fetcher, keep, progress, archive=portals)
        finally:
            portals.close()


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
    unreachable = options["fail_on_unreachable"] and bool(unread)
    return 1 if unreachable or failed(outcomes, options["fail_on"]) else 0


def _network_gone(summary: Summary) -> bool:
    """More than half of at least three sites beyond loopback not even connected: the fault is ours."""
    abroad = [report for report in summary.reports if not _is_loopback(report.school.home)]
    dead = [r for r in abroad if r.crawl.status in {"dns-error", "connection-refused", "timeout"} and r.crawl.read == 0]
    return len(abroad) >= 3 and len(dead) * 2 > len(abroad)


@click.command("demo")
@click.option("-o", "--output", default="demo-out", help="Thư mục ghi báo cáo.")
@click.option("-q", "--quiet", is_flag=True)
@told
def demo_command(output: str, quiet: bool) -> int:
    """Chạy thử trên một huyện mẫu, có sẵn trong thư mục fixtures/sites."""
    folder = Path(output)
    judged_by = load_policy(None, (), ())
    with serve(ROOT / "fixtures" / "sites", DEMO_PORTS) as district:
        listed = schools.load([("schools.yaml", district.schools_yaml.encode())])
        options = {"as_of": DEMO_DAY, "since": None, "max_pages": Caps().pages, "delay": 0.0, "quiet": quiet}
        summary = _crawl(listed, judged_by, folder / "data", options)
    write(folder / "schools.yaml", district.schools_yaml)
    wanted = [*deliveries(["full"], []), *deliveries(["json", "html"], [str(folder)])]
    written = deliver_summary(summary, rule_pages(judged_by), wanted, screen())
    for path in written:
        click.echo(f"Đã ghi {path}")
    return 0
