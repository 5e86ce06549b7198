"""The changes between two runs, for the terminal and as JSON."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, cast

from rich.console import Console

from linter.model import CrawlStatus, Outcome, Severity, Status, Verdict
from linter.report import words
from linter.report.changes import Cause, Change, SchoolChanges
from linter.report.rulepage import Pages, title_of
from linter.report.terminal import head, say
from linter.reported import RunRecord

_MOST = 30  # of a school; more are counted
_CAUSES: Mapping[Cause, str] = {
    "site": "trang đã khác",
    "policy": "quy định đã khác",
    "tool": "công cụ đã khác",
    "policy-or-tool": "quy định hoặc công cụ đã khác",
}
_UNKNOWN = "không rõ vì đâu: các trang của lượt trước không còn giữ"
_ABSENT = "không có trong danh sách"


def full(
    console: Console, before: RunRecord, after: RunRecord, found: Sequence[SchoolChanges], pages: Pages | None = None
) -> None:
    """School by school what is otherwise, and why."""
    say(console, f"NHỮNG ĐIỀU ĐÃ ĐỔI: LƯỢT {after.id} SO VỚI LƯỢT {before.id}", style="bold")
    since, until = words.day(before.as_of), words.day(after.as_of)
    say(console, f"Xét tới ngày {until}, so với ngày {since}; {words.count(len(found))} trường có thay đổi.")
    for school in found:
        head(console, f"{school.name} ({school.id})")
        for line in _school(school, pages or {}):
            say(console, line, indent=2)


def json(before: RunRecord, after: RunRecord, found: Sequence[SchoolChanges]) -> dict[str, object]:
    """Field by field, as schema 1 is."""
    return {
        "schema": 1,
        "before": {"id": before.id, "as_of": before.as_of.isoformat()},
        "after": {"id": after.id, "as_of": after.as_of.isoformat()},
        "schools": [
            {
                "id": school.id,
                "name": school.name,
                "crawl": None if school.crawl is None else {"before": school.crawl[0], "after": school.crawl[1]},
                "changes": [_change(change) for change in school.outcomes],
                "new_articles": list(school.new),
                "gone_articles": list(school.gone),
            }
            for school in found
        ],
    }


def _change(change: Change) -> dict[str, Any]:
    return {
        "article": change.article or None,
        "rule": change.rule,
        "before": change.before,
        "after": change.after,
        "because": list(change.because),
    }


def _school(school: SchoolChanges, pages: Pages) -> list[str]:
    told = [_line(change, pages) for change in school.outcomes]
    told += [f"Bài mới: {url}" for url in school.new]
    told += [f"Không còn thấy: {url}" for url in school.gone]
    if school.crawl is not None:
        was, now = (words.CRAWLS[cast("CrawlStatus", status)] if status else _ABSENT for status in school.crawl)
        told.insert(0, f"Việc đọc trang: {was} → {now}")
    rest = len(told) - _MOST
    return [*told[:_MOST], f"… và {words.count(rest)} thay đổi khác"] if rest > 0 else told


def _line(change: Change, pages: Pages) -> str:
    was, now = (_word(status, change.severity) for status in (change.before, change.after))
    why = ", ".join(_CAUSES[cause] for cause in change.because) or _UNKNOWN
    where = f" – {change.title} <{change.article}>" if change.article else ""
    return f"{title_of(change.rule, pages)}: {was} → {now} ({why}){where}"


def _word(status: str, severity: str) -> str:
    waived = "" if status == "waived" else None
    verdict = Verdict(Status.FAIL if status == "waived" else Status(status))
    return words.mark(Outcome("", "", Severity(severity), "", verdict, waived)).word
