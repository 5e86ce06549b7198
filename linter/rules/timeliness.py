"""Clause 1.2.c: an article is topical. The dispatch gives no number, so this is a reminder only."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from linter.model import Article, ArticleKind, Fact, Finding, Location, Severity, Verdict
from linter.rule import Context, Explanation, Rule, met, not_applicable, not_checked, not_met, unclear
from linter.text.events import event_of
from linter.text.genre import outside
from linter.text.workdays import working_days_between


@dataclass(frozen=True, slots=True)
class Options:
    kinds: tuple[ArticleKind, ...] = (ArticleKind.NEWS,)
    working_days: int = field(default=5, metadata={"min": 0, "max": 60})


def check(article: Article, options: Options, context: Context) -> Verdict:
    if article.url is None:
        return not_applicable("bản nháp chưa đăng")
    beside = outside(article, options.kinds)
    if beside:
        return not_applicable(beside)
    if article.published_at is None:
        return not_checked("không đọc được ngày đăng")
    published = article.published_at.date()
    event = event_of(article.blocks, published)
    if event is None:
        return not_applicable("bài không nêu ngày của một sự kiện vừa diễn ra")
    if event.day is None:
        return unclear(f"ngày ghi trong bài có thể bị gõ nhầm: “{event.written}”", event_date=None, lag_days=None)
    lag = working_days_between(event.day, published)
    facts: dict[str, Fact] = {"event_date": event.day.isoformat(), "lag_days": lag}
    if event.day > published:
        return met(f"bài báo trước sự kiện ngày {event.day:%d/%m/%Y}", **facts)
    if lag <= options.working_days:
        return met(f"sự kiện ngày {event.day:%d/%m/%Y}, đăng ngày {published:%d/%m/%Y}", **facts)
    where = Location(article.source, event.block, event.start, event.end)
    return not_met([_finding(event.day, published, lag, where)], **facts)


def _finding(event: date, published: date, lag: int, where: Location) -> Finding:
    return Finding(
        f"Bài đăng sau sự kiện {lag} ngày làm việc.",
        f"sự kiện ngày {event:%d/%m/%Y}, đăng ngày {published:%d/%m/%Y}",
        "Đăng bài sớm hơn, trong vòng một tuần sau khi sự kiện diễn ra.",
        where,
    )


PAGE = Explanation(
    what="Bài tường thuật một sự kiện được đăng trong vòng 5 ngày làm việc sau sự kiện.",
    why="Khoản 1.2.c: bài viết “phải đảm bảo tính thời sự”. Công văn không nêu số ngày nên đây chỉ là nhắc nhở.",
    wrong="Lễ khai giảng ngày 05/9/2026 mà ngày 30/9/2026 mới đăng bài.",
    right="Hội thi ngày 15/10/2026, bài đăng ngày 16/10/2026.",
)

RULE = Rule(
    id="timeliness",
    clause="cv642/1.2.c.2",
    title="Bài đảm bảo tính thời sự",
    subject=Article,
    options=Options,
    check=check,
    page=PAGE,
    severity=Severity.INFO,
)
