"""rules, explain, init, doctor, and the commands that are still to come."""

from __future__ import annotations

from pathlib import Path

import click

from linter.commands.shared import ROOT, load_policy, rule_pages, told
from linter.doctor import complaints
from linter.errors import NotYet
from linter.report.deliver import write

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


@click.command("rules")
@click.option("--config", help="Tệp quy định thay cho rules.yaml.")
@told
def rules_command(config: str | None) -> None:
    """Liệt kê các mục kiểm tra."""
    judged_by = load_policy(config, (), ())
    for configured in judged_by.rules:
        rule = configured.rule
        click.echo(f"{rule.id:<22} {configured.severity:<8} {configured.clause:<16} {rule.title}")
    for name in judged_by.off:
        click.echo(f"{name:<22} (đang tắt)")


@click.command("explain")
@click.argument("rule_id", metavar="MỤC")
@click.option("--config", help="Tệp quy định thay cho rules.yaml.")
@told
def explain_command(rule_id: str, config: str | None) -> None:
    """Giải thích một mục kiểm tra."""
    judged_by = load_policy(config, (rule_id,), ())
    page = rule_pages(judged_by)[rule_id]
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


@click.command("init")
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


@click.command("doctor")
@told
def doctor_command() -> int:
    """Cho biết máy này còn thiếu gì."""
    found = list(complaints(Path.cwd()))
    for sentence in found or ["Máy đã đủ để chạy."]:
        click.echo(sentence)
    return 2 if found else 0


def not_yet(name: str, what: str) -> click.Command:
    """A command that says it is still to come."""

    @click.command(
        name,
        context_settings={"ignore_unknown_options": True, "allow_extra_args": True},
        help=f"{what} (chưa có).",
    )
    @told
    def later() -> None:
        raise NotYet(f"lệnh {name}: chưa có")

    return later
