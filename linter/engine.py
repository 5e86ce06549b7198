"""Rules over a subject. No input, no output, no clock: the same in gives the same out."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Sequence
from dataclasses import replace

from linter.model import Article, Outcome, Site, Status, Verdict
from linter.rule import ConfiguredRule, Context, Waiver, not_applicable, not_checked

log = logging.getLogger(__name__)

Subject = Article | Site


def lint(
    subject: Subject, rules: Iterable[ConfiguredRule], context: Context, waivers: Sequence[Waiver] = ()
) -> tuple[Outcome, ...]:
    """Every rule that is for this kind of subject, in the order of the policy."""
    return tuple(
        _outcome(subject, configured, context, waivers)
        for configured in rules
        if isinstance(subject, configured.rule.subject)
    )


def _outcome(subject: Subject, configured: ConfiguredRule, context: Context, waivers: Sequence[Waiver]) -> Outcome:
    verdict = _judge(subject, configured, context)
    return Outcome(
        rule=configured.rule.id,
        clause=configured.clause,
        severity=configured.severity,
        subject=subject.source if isinstance(subject, Article) else subject.school.id,
        verdict=verdict,
        waived=_waived(subject, configured, context, waivers),
    )


def _judge(subject: Subject, configured: ConfiguredRule, context: Context) -> Verdict:
    if isinstance(subject, Article) and subject.published_at and subject.published_at.date() < context.since:
        return not_applicable(f"bài đăng trước ngày {context.since:%d/%m/%Y}")
    try:
        verdict = configured.rule.check(subject, configured.options, context)
    except Exception:  # a rule that crashed is our fault, never the school's
        log.exception("rule %s crashed", configured.rule.id)
        return not_checked("công cụ gặp lỗi khi xét mục này; đã ghi nhật ký để sửa")
    if isinstance(subject, Article) and subject.doubts and verdict.status in {Status.PASS, Status.FAIL}:
        return replace(
            verdict,
            status=Status.NEEDS_REVIEW,
            reason="; ".join((*subject.doubts, verdict.reason)).strip("; "),
        )
    return verdict


def _waived(subject: Subject, configured: ConfiguredRule, context: Context, waivers: Sequence[Waiver]) -> str | None:
    school = context.school.id if context.school else None
    url = subject.url if isinstance(subject, Article) else None
    for waiver in waivers:
        here = waiver.school in {None, school} and waiver.url in {None, url}
        if waiver.rule == configured.rule.id and here:
            return waiver.reason
    return None
