"""replay: the rules again over a stored run, without a network."""

from __future__ import annotations

import asyncio
from contextlib import closing
from dataclasses import replace
from datetime import datetime
from typing import Any

import click

from linter.audit import NAME, Plan, judge_district
from linter.commands.assignment import Assignment
from linter.commands.running import exit_status, say_unfinished
from linter.commands.shared import data_place, judging, log_to_stderr, policy_file, rule_pages, screen, told
from linter.crawl import Silent
from linter.crawl.recall import Recall
from linter.errors import InputError
from linter.report.deliver import deliver_summary, deliveries
from linter.reported import RunRecord, Summary
from linter.store import LATEST, Store, StoredRun, open_store


class _Still(asyncio.SelectorEventLoop):
    """A loop on which no time passes: what the stored run had time for, this one has."""

    def time(self) -> float:
        return 0.0


@click.command("replay")
@data_place
@click.option("--run", "name", default=LATEST, metavar="LƯỢT", help="Mã của lượt; mặc định là lượt mới nhất (latest).")
@judging
@told
def replay_command(folder: str, name: str, **options: Any) -> int:
    """Xét lại các trang đã lưu của một lượt, không cần mạng."""
    log_to_stderr(options["verbose"])
    wanted = deliveries(options["formats"], options["outputs"])
    if options["as_of"] is not None:
        raise InputError("replay xét theo ngày của lượt đã lưu nên không dùng --as-of")
    with closing(open_store(folder, make=False)) as store:
        say_unfinished(store)
        run = store.runs.find(name)
        task = assignment(store, run, options)
        summary = judge_again(store, run, task)
    if summary.tool.policy != run.policy:
        click.echo(f"Xét theo quy định {summary.tool.policy}; lúc chạy lượt này là {run.policy}.", err=True)
    deliver_summary(summary, rule_pages(task.judged_by()), wanted, screen())
    return exit_status(summary, options["fail_on"])


def assignment(store: Store, run: StoredRun, options: dict[str, Any]) -> Assignment:
    """What a stored run was told to do, but for the policy of today and what the options say otherwise."""
    task = Assignment.of(store.runs.inputs(run.id)["task"])
    given = {key: options[key] for key in ("select", "ignore", "since") if options[key]}
    return replace(task, policy=policy_file(options["config"]), **given)


def judge_again(store: Store, run: StoredRun, task: Assignment) -> Summary:
    """A stored run as it comes out by the policy of `task`. Nothing is fetched and nothing is written.

    Raises InputError for a run that did not come to its end, and for one whose pages are kept no more.
    """
    if run.finished_at is None:
        raise InputError(f"lượt “{run.id}” chưa xong nên không xét lại được; chạy lại lệnh crawl để đọc tiếp")
    answers = store.answers(run)
    if not answers.count():
        raise InputError(f"các trang của lượt “{run.id}” đã cũ nên không còn giữ; kết quả xem bằng lệnh report")
    judged_by = task.judged_by()
    recall = Recall(answers, None, NAME, incremental=task.incremental)
    since = task.since or judged_by.applies_from
    clock = _stopped_at(run.started_at)
    plan = Plan(judged_by, run.as_of, since, run.id, clock, school_caps=task.caps, accused=store.accused(run))
    with asyncio.Runner(loop_factory=_Still) as runner:
        summary = runner.run(_judged(task, plan, recall, store))
    if recall.missed:
        click.echo(f"{recall.missed} địa chỉ không có trong dữ liệu đã lưu, được coi là chưa đọc.", err=True)
    return replace(summary, run=RunRecord(run.id, run.started_at, run.finished_at, run.as_of))


def _stopped_at(moment: datetime) -> Any:
    return lambda: moment


async def _judged(task: Assignment, plan: Plan, recall: Recall, store: Store) -> Summary:
    with closing(store.portals_around(plan.run_id)) as portals:
        return await judge_district(task.schools(), plan, recall, recall, Silent(), archive=portals)
