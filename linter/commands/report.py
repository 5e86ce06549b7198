"""report: what a stored run came to, and what has changed since the one before."""

from __future__ import annotations

import io
from collections.abc import Mapping
from contextlib import closing
from dataclasses import replace
from typing import Any

import click
from rich.console import Console

from linter.commands.assignment import Assignment
from linter.commands.replay import judge_again
from linter.commands.running import exit_status, say_unfinished
from linter.commands.shared import data_place, load_policy, log_to_stderr, rule_pages, screen, told
from linter.errors import InputError, LinterError
from linter.report import changed, json, read_json
from linter.report.changes import Between, Judge, Statuses, changes, statuses
from linter.report.deliver import FORMATS, WIDTH, Delivery, deliver_summary, deliveries, write
from linter.report.rulepage import RulePage
from linter.store import LATEST, Store, StoredRun, open_store

COMPARED = ("full", "json")
FAIL_ON = click.Choice(["error", "warning", "info", "never"])


@click.command("report")
@data_place
@click.option("--run", "name", default=LATEST, metavar="LƯỢT", help="Mã của lượt; mặc định là lượt mới nhất (latest).")
@click.option("--compare", is_flag=True, help="Chỉ nêu những điều đã đổi so với lượt xong trước đó.")
@click.option("-f", "--format", "formats", multiple=True, type=click.Choice(FORMATS), help="Định dạng báo cáo.")
@click.option("-o", "--output", "outputs", multiple=True, help="Tệp hoặc thư mục ghi báo cáo.")
@click.option("--fail-on", default="error", type=FAIL_ON)
@click.option("-q", "--quiet", is_flag=True, help="Chỉ báo lỗi.")
@click.option("-v", "--verbose", is_flag=True, help="Ghi thêm chi tiết.")
@told
def report_command(folder: str, name: str, *, compare: bool, **options: Any) -> int:
    """Lập báo cáo từ lượt đã lưu."""
    log_to_stderr(options["verbose"])
    wanted = deliveries(options["formats"], options["outputs"])
    if compare and any(delivery.format not in COMPARED for delivery in wanted):
        raise InputError("--compare chỉ có dạng full và json")
    with closing(open_store(folder, make=False)) as store:
        say_unfinished(store)
        run = store.runs.find(name)
        if run.state == "suspicious":
            click.echo(f"Lượt {run.id} đọc được ít hơn hẳn lượt trước nên không thay cho lượt trước.", err=True)
        summary = read_json.summary(store.runs.report(run.id))
        pages = _pages(store, run)
        if compare:
            _compare(store, run, wanted, pages)
        else:
            deliver_summary(summary, pages, wanted, screen())
    return exit_status(summary, options["fail_on"])


def _pages(store: Store, run: StoredRun) -> dict[str, RulePage]:
    """What is said of the rules: by the policy of then, or where that cannot be read any more by that of today."""
    try:
        return rule_pages(Assignment.of(store.runs.inputs(run.id)["task"]).judged_by())
    except LinterError:
        return rule_pages(load_policy(None, (), ()))


def _compare(store: Store, run: StoredRun, wanted: list[Delivery], pages: dict[str, RulePage]) -> None:
    earlier = store.runs.before(run)
    if earlier is None:
        raise InputError(f"trước lượt “{run.id}” chưa có lượt nào xong để so sánh")
    before, after = store.runs.report(earlier.id), store.runs.report(run.id)
    found = changes(before, after, _between(store, earlier, run, before, after))
    records = read_json.summary(before).run, read_json.summary(after).run
    for delivery in wanted:
        if delivery.format == "json":
            text = json.dumps(changed.json(*records, found))
        else:
            page = io.StringIO()
            console = screen() if delivery.path is None else Console(file=page, width=WIDTH, color_system=None)
            changed.full(console, *records, found, pages)
            text = page.getvalue()
        if delivery.path is not None:
            write(delivery.path, text)
        else:
            click.echo(text, nl=False)


def _between(
    store: Store, earlier: StoredRun, run: StoredRun, before: Mapping[str, Any], after: Mapping[str, Any]
) -> Between:
    """The pages of the run before, judged by the policy of the run after; where both policy and tool are others, by the
    policy of then as well, which tells the two apart."""
    old, new = Judge.of(before), Judge.of(after)
    if old == new:
        return Between()
    try:
        then, now = (Assignment.of(store.runs.inputs(one.id)["task"]) for one in (earlier, run))
        renewed = replace(then, policy=now.policy, select=now.select, ignore=now.ignore)
        all_new = _judged(store, earlier, renewed)
        apart = old.policy != new.policy and old.tool != new.tool
        return Between(all_new, _judged(store, earlier, then) if apart else None)
    except LinterError:  # its pages are kept no more
        return Between()


def _judged(store: Store, run: StoredRun, task: Assignment) -> Statuses:
    return statuses(json.summary(judge_again(store, run, task)))
