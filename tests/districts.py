"""A served district, crawled and judged in memory; and how its outcomes differ from the labels."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any

from linter import policy, schools
from linter.audit import Plan, judge_district
from linter.crawl import Caps, Fetcher, Pace, Silent
from linter.match.archive import Memory
from linter.model import Outcome
from linter.policy import Policy
from linter.reported import Report, Summary
from linter.rules import RULES
from linter.text.dates import VIETNAM

ROOT = Path(__file__).parent.parent
DAY = date(2026, 11, 16)


@cache
def default_policy() -> Policy:
    return policy.load((ROOT / "rules.yaml").read_bytes(), RULES)


def judge(listed: schools.SchoolList, as_of: date = DAY, caps: Caps = Caps()) -> Summary:  # noqa: B008 -- frozen
    judged_by = default_policy()
    clock = lambda: datetime(2026, 11, 16, 8, tzinfo=VIETNAM)  # noqa: E731
    plan = Plan(judged_by, as_of, judged_by.applies_from, "test", clock, school_caps=caps)

    async def run() -> Summary:
        pace = Pace(loopback_delay=0)
        async with Fetcher(user_agent="school-site-linter/test", listed=listed.loopback, pace=pace) as fetcher:
            return await judge_district(listed, plan, fetcher, Silent(), Silent(), archive=Memory())

    return asyncio.run(run())


def status(outcomes: tuple[Outcome, ...], rule: str) -> str:
    return next(o.verdict.status.value for o in outcomes if o.rule == rule)


def allowed(expected: Any) -> list[str]:
    return expected if isinstance(expected, list) else [expected]


def differences(report: Report, truth: Mapping[str, Any], home: str) -> Iterator[str]:
    """A sentence for everything in which a report differs from the labels of its site."""
    if report.crawl.status not in allowed(truth.get("crawl", "completed")):
        yield f"crawl: {report.crawl.status} ({report.crawl.reason})"
    for rule, expected in truth.get("sections", {}).items():
        if status(report.outcomes, rule) not in allowed(expected):
            yield f"{rule}: {status(report.outcomes, rule)}, not {expected}"
    found = {a.article.url: a for a in report.articles}
    wanted = {home.rstrip("/") + post["path"]: post for post in truth.get("posts", ())}
    yield from (f"not found: {url}" for url in wanted if url not in found)
    yield from (f"no article of the site: {url}" for url in found if url not in wanted)
    for url, post in wanted.items():
        if url in found:
            yield from (f"{url}: {difference}" for difference in _post(found[url], post))


def _post(reported: Any, post: Mapping[str, Any]) -> Iterator[str]:
    article = reported.article
    if article.kind not in allowed(post["kind"]):
        yield f"kind {article.kind}, not {post['kind']}"
    published = article.published_at.date() if article.published_at else None
    wanted = post["published"]
    if str(published) != str(wanted):
        yield f"published {published}, not {wanted}"
    if post.get("author") and post["author"] not in (article.author or ""):
        yield f"author {article.author}, not {post['author']}"
    if bool(post.get("source")) != bool(article.credited_source):
        yield f"source {article.credited_source}, not {post.get('source')}"
    for rule, expected in post["expect"].items():
        if status(reported.outcomes, rule) not in allowed(expected):
            verdict = next(o.verdict for o in reported.outcomes if o.rule == rule)
            yield f"{rule} {verdict.status}, not {expected} ({verdict.reason or dict(verdict.facts)})"
