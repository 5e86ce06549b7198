"""crawl and demo: a list of schools to the reports on their sites."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import Any

import click
from rich.console import Console

from linter import __version__
from linter.commands.assignment import Assignment
from linter.commands.running import Ended, conduct, exit_status
from linter.commands.shared import (
    ROOT,
    data_place,
    judging,
    log_to_stderr,
    policy_file,
    read_bytes,
    rule_pages,
    screen,
    told,
)
from linter.crawl import DELAY_S, NO_SUCH_NAME, Caps, Fetcher, Pace
from linter.demo import DEMO_PORTS, serve
from linter.errors import ConfigError, NetworkGone, Suspicious
from linter.report.deliver import deliver_summary, deliveries, write
from linter.reported import Summary
from linter.schools import SchoolList
from linter.schools.address import loopback_origin
from linter.store import Where
from linter.watch import watching

DEMO_DAY = date(2026, 11, 16)  # the fixture sites are written around this day
NO_NETWORK = (
    "hầu hết máy chủ không trả lời: có lẽ máy này mất mạng; không trường nào bị kết luận; "
    "khi có mạng, chạy lại đúng lệnh này để đọc tiếp"
)
MIN_DELAY_S = 0.5  # the shortest pause that may be asked for beyond loopback


@click.command("crawl")
@click.option("--schools", "lists", multiple=True, required=True, metavar="TỆP", help="Danh sách trường.")
@data_place
@click.option("--only", multiple=True, metavar="MÃ", help="Chỉ các trường này.")
@click.option("--delay", type=click.FloatRange(min=0), help="Giây giữa hai lần hỏi một máy chủ (mặc định 2,1).")
@click.option("--max-pages", type=click.IntRange(min=1), default=Caps().pages, help="Số trang tối đa mỗi trường.")
@click.option(
    "--incremental",
    is_flag=True,
    help="Chỉ hỏi những gì có thể đã đổi từ lượt trước: nhanh hơn nhiều, nhưng bài sửa không được báo thì thấy chậm.",
)
@click.option("--accept-loss", is_flag=True, help="Nhận kết quả dù đọc được ít hơn hẳn lượt trước.")
@click.option("--fail-on-unreachable", is_flag=True, help="Trang không đọc được cũng cho mã thoát 1.")
@judging
@told
def crawl_command(lists: tuple[str, ...], folder: str, **options: Any) -> int:
    """Thu thập và kiểm tra trang của các trường."""
    log_to_stderr(options["verbose"])
    wanted = deliveries(options["formats"], options["outputs"])
    task = _assignment(lists, options)
    listed = task.schools()
    for sentence in listed.refused:
        click.echo(f"Lỗi: {sentence}", err=True)
    ended = _crawl(task, folder, options)
    deliver_summary(ended.summary, rule_pages(task.judged_by()), wanted, screen())
    if ended.gap:
        raise NetworkGone(ended.gap)
    if ended.doubt:
        raise Suspicious(f"kết quả này không thay cho lượt trước: {ended.doubt}. Nếu đúng là vậy, thêm --accept-loss")
    return exit_status(ended.summary, options["fail_on"], unreachable=options["fail_on_unreachable"])


def _assignment(lists: tuple[str, ...], options: dict[str, Any]) -> Assignment:
    return Assignment(
        lists=tuple((name, read_bytes(Path(name), "danh sách trường")) for name in lists),
        policy=policy_file(options["config"]),
        only=options["only"],
        select=options["select"],
        ignore=options["ignore"],
        since=options["since"],
        as_of=options["as_of"],
        caps=Caps(pages=options["max_pages"]),
        incremental=options["incremental"],
    )


def _crawl(task: Assignment, folder: Where, options: dict[str, Any]) -> Ended:
    fetcher = _fetcher(task.schools(), options["delay"])
    with watching(Console(file=sys.stderr), quiet=options["quiet"]) as progress:
        return conduct(task, folder, fetcher, progress, accept=options["accept_loss"], gap=_gap)


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
    return Fetcher(user_agent=agent, listed=listed.loopback, pace=pace, share_addresses=True)


def _is_loopback(url: str) -> bool:
    return loopback_origin(url) is not None


def _gap(summary: Summary) -> str:
    """More than half of at least three sites beyond loopback not even connected: the fault is ours. That a name does
    not exist is an answer, and needs a network."""
    abroad = [report.crawl for report in summary.reports if not _is_loopback(report.school.home)]
    unread = [c for c in abroad if c.status in {"dns-error", "connection-refused", "timeout"} and c.read == 0]
    dead = [crawl for crawl in unread if all(note.code != NO_SUCH_NAME for note in crawl.notes)]
    return NO_NETWORK if len(abroad) >= 3 and len(dead) * 2 > len(abroad) else ""


@click.command("demo")
@click.option("-o", "--output", default="demo-out", help="Thư mục ghi báo cáo.")
@click.option("-q", "--quiet", is_flag=True)
@told
def demo_command(output: str, quiet: bool) -> int:
    """Chạy thử trên một huyện mẫu, có sẵn trong thư mục fixtures/sites."""
    folder = Path(output)
    with serve(ROOT / "fixtures" / "sites", DEMO_PORTS) as district:
        task = Assignment((("schools.yaml", district.schools_yaml.encode()),), policy_file(None), as_of=DEMO_DAY)
        ended = _crawl(task, folder / "data", {"delay": 0.0, "quiet": quiet, "accept_loss": True})
    write(folder / "schools.yaml", district.schools_yaml)
    wanted = [*deliveries(["full"], []), *deliveries(["json", "html"], [str(folder)])]
    written = deliver_summary(ended.summary, rule_pages(task.judged_by()), wanted, screen())
    for path in written:
        click.echo(f"Đã ghi {path}")
    return 0
