"""A run from its beginning, or from where it was ended, to its end."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import click

from linter.audit import Plan, judge_district, tool
from linter.commands import stopping
from linter.commands.assignment import Assignment
from linter.commands.shared import failed, now, today
from linter.crawl import Fetcher, Progress
from linter.crawl.recall import Recall
from linter.errors import LinterError
from linter.report import json
from linter.reported import RunRecord, Summary
from linter.schools import SchoolList
from linter.store import State, Store, StoredRun, Where, working_store

TAKEN_UP = timedelta(days=6)  # an older run is of another week
NETWORK_LOST = (
    "giữa chừng mọi máy chủ cùng thôi trả lời: có lẽ máy này mất mạng; những gì chưa đọc không bị kết luận; "
    "khi có mạng, chạy lại đúng lệnh này để đọc tiếp"
)
FEWER_PAGES, LOST_SCHOOLS = 0.5, 0.2  # of those of the run before


@dataclass(frozen=True, slots=True)
class Ended:
    """What a run came to: `gap` is why it is not complete, `doubt` why it does not take the place of the run before;
    "" where that is not so."""

    summary: Summary
    gap: str = ""
    doubt: str = ""

    @property
    def state(self) -> State:
        if self.gap:
            return "incomplete"
        return "suspicious" if self.doubt else "finished"


def conduct(
    task: Assignment,
    folder: Where,
    fetcher: Fetcher,
    progress: Progress,
    *,
    accept: bool = False,
    gap: Callable[[Summary], str] = lambda _: "",
) -> Ended:
    """Crawl and judge, and keep it. `gap` says why a run is not complete; `accept` has it count however little was
    read."""
    judged_by, listed = task.judged_by(), task.schools()
    with working_store(folder, now()) as store:
        run = _begin(store, task)
        recall = Recall(store.answers(run), fetcher, incremental=task.incremental)
        since = task.since or judged_by.applies_from
        plan = Plan(judged_by, run.as_of, since, run.id, now, school_caps=task.caps, accused=store.accused(run))
        try:
            summary = stopping.run(_judged(listed, plan, recall, store, progress))
            summary = replace(summary, run=replace(summary.run, started_at=run.started_at))
            pages = {report.school.id: report.crawl.read for report in summary.reports}
            doubt = "" if accept else doubtful(store.runs.before(run), pages, whole=run.whole)
            missing = gap(summary) or (NETWORK_LOST if recall.outage.is_total else "")
            ended = Ended(summary, missing, doubt)
            store.runs.end(summary.run, json.summary(summary), pages=pages, state=ended.state)
        except BaseException:
            with suppress(LinterError):
                store.runs.break_off(run.id)
            raise
        if ended.state == "finished":
            with suppress(LinterError):  # the next run will
                store.prune()
    return ended


async def _judged(listed: SchoolList, plan: Plan, recall: Recall, store: Store, progress: Progress) -> Summary:
    portals = store.portals()
    try:
        async with recall:
            return await judge_district(listed, plan, recall, recall, recall.noting(progress), archive=portals)
    finally:
        portals.close()


def _begin(store: Store, task: Assignment) -> StoredRun:
    """The run that was not finished, where it is the same one and of this week; else a new one."""
    left = store.runs.unfinished()
    if left is not None:
        why = _left_alone(left, task)
        click.echo(f"{_unfinished(left)} {why or 'Lần này đọc tiếp từ chỗ đã dừng.'}", err=True)
        if not why:
            store.take_up(left)
            return left
    began = now()
    name = f"{began:%Y%m%d-%H%M%S}-{secrets.token_hex(2)}"
    record = RunRecord(name, began, began, task.as_of or today())
    return store.begin(record, tool(task.judged_by()), task.signature, task.json(), whole=not task.only)


def say_unfinished(store: Store) -> None:
    """A run that did not come to its end is the first thing to be said."""
    left = store.runs.unfinished()
    if left is not None and store.is_at_work:
        click.echo(f"Lượt {left.id} (bắt đầu {_moment(left.started_at)}) đang chạy.", err=True)
    elif left is not None:
        click.echo(f"{_unfinished(left)} Chạy lại lệnh crawl để đọc tiếp.", err=True)


def exit_status(summary: Summary, fail_on: str, *, unreachable: bool = False) -> int:
    """Of a run that came to its end; with `unreachable`, sites that could not be read count as well."""
    if summary.refused:
        return 3
    outcomes = [o for r in summary.reports for o in (*r.outcomes, *(o for a in r.articles for o in a.outcomes))]
    unread = unreachable and any(report.crawl.status != "completed" for report in summary.reports)
    return 1 if unread or failed(outcomes, fail_on) else 0


def _unfinished(run: StoredRun) -> str:
    return f"Lượt {run.id} (bắt đầu {_moment(run.started_at)}) chưa xong."


def _left_alone(run: StoredRun, task: Assignment) -> str:
    """Why a run is not taken up, or ""."""
    if run.signature != task.signature:
        return "Danh sách, quy định hoặc tùy chọn nay đã khác nên bắt đầu lượt mới."
    if abs(now() - run.started_at) >= TAKEN_UP:
        return "Lượt ấy đã cũ nên bắt đầu lượt mới."
    return ""


def doubtful(before: StoredRun | None, pages: Mapping[str, int], *, whole: bool) -> str:
    """Why a run that read so many pages of each school does not take the place of the one before, or ""."""
    if before is None:
        return ""
    once = {school: read for school, read in before.pages.items() if read and (whole or school in pages)}
    if not any(school in pages for school in once):  # another list
        return ""
    lost = [school for school in once if not pages.get(school)]
    if len(lost) > len(once) * LOST_SCHOOLS:
        return f"không đọc được {len(lost)} trong {len(once)} trường mà lượt {before.id} đã đọc"
    read, once_read = sum(pages.get(school, 0) for school in once), sum(once.values())
    if read < once_read * FEWER_PAGES:
        return f"chỉ đọc được {read} trang của các trường mà lượt {before.id} đã đọc {once_read} trang"
    return ""


def _moment(at: datetime) -> str:
    return f"{at:%H:%M ngày %d/%m/%Y}"
