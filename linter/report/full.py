"""The report in a terminal: for the editor of a draft, and for the officer.

The console comes from outside: its width and its letters are kept to (see `terminal`).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich.console import Console
from rich.table import Table

from linter.model import Finding, Outcome, Status
from linter.report import mask, words
from linter.report.agenda import TOP, Task, tasks, to_mend
from linter.report.duties import Duty, duties, tally, unreached
from linter.report.rulepage import Pages, clause_of, title_of
from linter.report.safe import line
from linter.report.terminal import cell, head, say, text
from linter.reported import ArticleReport, Report, Summary
from linter.text.as_typed import AsTyped

_NAME_WIDTH, _CELL_WIDTH = 24, 10  # of the officer's table; on a narrower console it becomes a list
_PLACES = 3  # of one finding's kind in a draft: the rest is counted


def draft(console: Console, told: ArticleReport, pages: Pages | None = None) -> None:
    """What to mend first in a draft: what, how, where, why; then the rest, and what was not looked at."""
    hidden, known = mask.article(told), pages or {}
    mend = to_mend(hidden.outcomes)
    say(console, f"Bản thảo: {line(hidden.article.source)}", style="bold")
    if hidden.article.title:
        say(console, f"Tựa bài: {line(hidden.article.title)}")
    say(console, words.draft_verdict(hidden.outcomes))
    for number, outcome in enumerate(mend[:TOP], 1):
        _thing(console, number, outcome, known)
    if mend[TOP:]:
        head(console, f"Còn {len(mend) - TOP} việc khác")
        for outcome in mend[TOP:]:
            said = f"{title_of(outcome.rule, known)}: {_what(outcome)}"
            say(console, said, mark=words.mark(outcome), indent=3)
    _quiet(console, hidden.outcomes, known)


def summary(console: Console, told: Summary, pages: Pages | None = None) -> None:
    """Schools × duties; then the sites that were not read; then what each school has to mend, with proof."""
    hidden, known = mask.summary(told), pages or {}
    told_duties = {report.school.id: duties(report, tuple(known)) for report in hidden.reports}
    reached = [report for report in hidden.reports if not unreached(report)]
    missing = [report for report in hidden.reports if unreached(report)]
    run = hidden.run
    say(console, "KẾT QUẢ KIỂM TRA TRANG THÔNG TIN ĐIỆN TỬ CÁC TRƯỜNG", style="bold")
    say(
        console,
        f"Xét tới ngày {words.day(run.as_of)}; {words.count(len(hidden.reports))} trường: đọc được "
        f"{words.count(len(reached))}, chưa đọc được {words.count(len(missing))}.",
    )
    _grid(console, reached, told_duties, known)
    _missing(console, missing, hidden.refused)
    for report in reached:
        _school(console, report, told_duties[report.school.id], known)
    say(console, "")
    say(
        console,
        f"{hidden.tool.name} {hidden.tool.version}; bộ quy định {words.fingerprint(hidden.tool.policy)}; lượt {run.id}",
        style="dim",
    )


# --- a draft --------------------------------------------------------------------------------------------


def _thing(console: Console, number: int, outcome: Outcome, pages: Pages) -> None:
    head(console, title_of(outcome.rule, pages), mark=words.mark(outcome), lead=f"{number}. ")
    findings = outcome.verdict.findings
    if outcome.verdict.reason:
        say(console, outcome.verdict.reason, indent=3)
    said = ""
    for finding in findings[:_PLACES]:
        advice = f"{finding.message}\n{finding.suggestion}"
        if advice != said:  # several places of one fault: the advice once, then the places
            say(console, finding.message, indent=3)
            say(console, f"Nên làm: {finding.suggestion}", indent=3)
        _place(console, finding)
        said = advice
    if len(findings) > _PLACES:
        say(console, f"… và {len(findings) - _PLACES} chỗ khác như vậy.", indent=3)
    _own_page(console, outcome)
    say(console, f"Căn cứ: {_clause(outcome, pages)}", indent=3, style="dim")


def _own_page(console: Console, outcome: Outcome) -> None:
    """The draft on its author's own page, beside the page that counts."""
    own = outcome.verdict.exhibits.get("as_typed")
    if isinstance(own, AsTyped):
        say(console, f"Theo cách trình bày của bạn: {own.told}; chỉ để tham khảo, không đổi kết luận", indent=3)
        for warning in own.warnings:
            say(console, f"Lưu ý: {line(warning, 300)}.", indent=5)


def _place(console: Console, finding: Finding) -> None:
    place = "Trong bài" if finding.where.block is None else f"Đoạn {finding.where.block + 1}"
    if finding.evidence:
        say(console, f"{place}: “{line(finding.evidence, 300)}”", indent=3)


def _quiet(console: Console, outcomes: Sequence[Outcome], pages: Pages) -> None:
    """What needs nothing from the editor, one line each."""
    for told in (words.WAIVED, words.PASS, words.NO_DATA, words.NONE):
        chosen = [o for o in outcomes if words.mark(o) == told]
        if chosen:
            head(console, "Chưa kiểm tra được" if told is words.NO_DATA else told.word)
        for outcome in chosen:
            reason = outcome.waived or outcome.verdict.reason or outcome.verdict.seen
            say(console, f"{title_of(outcome.rule, pages)}: {reason}".rstrip(": "), indent=3)
            _own_page(console, outcome)


# --- many schools ---------------------------------------------------------------------------------------


def _grid(console: Console, reports: Sequence[Report], told: dict[str, tuple[Duty, ...]], pages: Pages) -> None:
    columns = tuple(dict.fromkeys(duty.rule for report in reports for duty in told[report.school.id]))
    if not columns:
        return
    if console.width < _NAME_WIDTH + _CELL_WIDTH * (len(columns) + 1):
        for report in reports:
            _as_list(console, report, told[report.school.id], pages)
        return
    table = Table(show_lines=True)
    table.add_column("", min_width=_NAME_WIDTH - 2)
    for name in ("Đạt", *(title_of(rule, pages) for rule in columns)):
        table.add_column(text(console, name))
    for report in reports:
        cells = {duty.rule: words.duty_mark(duty) for duty in told[report.school.id]}
        table.add_row(
            text(console, line(report.school.name)),
            text(console, _met(told[report.school.id])),
            *(cell(console, cells.get(rule, words.NONE)) for rule in columns),
        )
    console.print(table)


def _as_list(console: Console, report: Report, told: Iterable[Duty], pages: Pages) -> None:
    told = tuple(told)
    head(console, f"{line(report.school.name)}: đạt {_met(told)}")
    for duty in told:
        behind = words.articles(duty)
        say(
            console,
            title_of(duty.rule, pages) + (f" ({behind})" if behind else ""),
            mark=words.duty_mark(duty),
            indent=2,
        )


def _missing(console: Console, reports: Sequence[Report], refused: Sequence[str]) -> None:
    if reports:
        head(console, "Chưa đọc được trang (không tính là chưa đạt)")
    for report in reports:
        why = f"{words.crawl(report.crawl)} ({report.school.home})"
        say(console, f"{line(report.school.name)}: {why}", mark=words.NO_DATA, indent=2)
    if refused:
        head(console, "Dòng không dùng được trong danh sách trường")
    for row in refused:
        say(console, line(row, 300), indent=2)


def _school(console: Console, report: Report, told: Sequence[Duty], pages: Pages) -> None:
    mend, look = tasks(told), [duty for duty in told if duty.of(Status.NEEDS_REVIEW)]
    if mend or look:
        head(console, line(report.school.name))
    for task in mend:
        _task(console, task, pages)
    for duty in look:
        said = f"{title_of(duty.rule, pages)}{_many(duty, Status.NEEDS_REVIEW)}"
        say(console, said, mark=words.REVIEW, indent=2, style="bold")
        say(console, _what(duty.of(Status.NEEDS_REVIEW)[0]), indent=5)


def _task(console: Console, task: Task, pages: Pages) -> None:
    said = f"{title_of(task.duty.rule, pages)}{_many(task.duty, Status.FAIL)}"
    say(console, said, mark=words.duty_mark(task.duty), indent=2, style="bold")
    example = "Ví dụ: " if task.many > 1 else ""
    say(console, example + task.finding.message, indent=5)
    if task.finding.evidence:
        say(console, f"Minh chứng: “{line(task.finding.evidence, 300)}”", indent=5)
    say(console, f"Ở: {line(task.finding.where.source)}", indent=5)
    say(console, f"Nên làm: {task.finding.suggestion}", indent=5)


# --- words on the console -------------------------------------------------------------------------------


def _met(told: Iterable[Duty]) -> str:
    count = tally(told)
    unknown = f", {count.no_data} chưa có dữ liệu" if count.no_data else ""
    return f"{count.met}/{count.judged}{unknown}"


def _many(duty: Duty, status: Status) -> str:
    return f" ({words.count(len(duty.of(status)))} bài)" if duty.over_articles else ""


def _what(outcome: Outcome) -> str:
    findings = outcome.verdict.findings
    return outcome.verdict.reason or (findings[0].message if findings else "")


def _clause(outcome: Outcome, pages: Pages) -> str:
    quoted = f": “{line(pages[outcome.rule].clause_text, 300)}”" if outcome.rule in pages else ""
    return words.clause(clause_of(outcome.rule, pages) or outcome.clause) + quoted
