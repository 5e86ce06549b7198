"""The day of the event that an article reports."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from linter.model import Block, BlockKind
from linter.text.dates import Mention, mentions

LEAD_BLOCKS = 2  # a report names its day at the start
NEAR_DAYS = 120  # a day further back is history, not the event
AHEAD_DAYS = 60
WRONG_YEAR_DAYS = 15  # a day that is a year off by no more than this is a slip of the pen

# What stands before the day of an event: "Sáng ngày …", "Vào lúc 18h30 ngày …", "Ngày …" at the start.
_ANNOUNCED = re.compile(
    r"(?:(?:sáng|chiều|tối|trưa|vừa qua|hôm nay|vào|trong|lúc|giờ|từ|đến|đến hết|\d{1,2}[hg]\d{0,2}'?)"
    r",?\s*(?:ngày|hôm)?"
    r"|(?:^|[.,;:!?(]\s*)(?:vào\s)?ngày)\s*\(?$",
    re.IGNORECASE,
)
# A day that begins something still going on, or of a paper that is cited, is no event of this article.
_NO_EVENT = re.compile(
    r"(?:hiệu lực|áp dụng|thi hành|quy định|phát động)[^.;]{0,12}\btừ\s(?:\w+\s)?(?:ngày\s)?$"
    r"|(?:hiệu lực|ban hành|ký|sinh|thành lập|ra đời)\s(?:\w+\s)?(?:ngày\s)?$",
    re.IGNORECASE,
)
_BEGINS = re.compile(r"\btừ\s(?:\w+\s){0,2}$", re.IGNORECASE)
_ENDS = re.compile(r"[^.;]{0,25}?(?:\bđến\b(?! nay)|[-–])", re.IGNORECASE)
_NOT_A_DAY = re.compile(r"^\s*(?:\(?âm lịch|AL\b|h[àằ]ng năm)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Event:
    """A day in block `block` at characters `start` to `end`, as `written`; `day` is None where it cannot be
    the day that was meant."""

    day: date | None
    written: str
    block: int
    start: int
    end: int


def event_of(blocks: Sequence[Block], published: date) -> Event | None:
    """The day that the opening tells of: the last one past, else the first one to come; a day that cannot be
    only where there is no other; None when the opening tells of none."""
    told = [(n, b) for n, b in enumerate(blocks) if b.kind in {BlockKind.PARAGRAPH, BlockKind.QUOTE}][:LEAD_BLOCKS]
    events = [
        Event(
            _meant(mention, published),
            block.text[mention.start : mention.end],
            number,
            mention.start,
            mention.end,
        )
        for number, block in told
        for mention in mentions(block.text, published)
        if _announced(block.text, mention) and _near(mention, published)
    ]
    past = [event for event in events if event.day and event.day <= published]
    ahead = [event for event in events if event.day and event.day > published]
    if past:
        return max(past, key=lambda event: event.day or date.min)
    if ahead:
        return min(ahead, key=lambda event: event.day or date.max)
    return events[0] if events else None


def _announced(text: str, mention: Mention) -> bool:
    before = text[max(0, mention.start - 40) : mention.start]
    after = text[mention.end : mention.end + 40]
    if _NOT_A_DAY.match(after) or _NO_EVENT.search(before):
        return False
    if _BEGINS.search(before) and not _ENDS.match(after):
        return False
    return _ANNOUNCED.search(before) is not None


def _near(mention: Mention, published: date) -> bool:
    """Whether a day can be the event's, or be meant for it."""
    if mention.day is None or _meant(mention, published) is None:
        return True
    return -AHEAD_DAYS <= (published - mention.day).days <= NEAR_DAYS


def _meant(mention: Mention, published: date) -> date | None:
    """The day, unless its year is plainly a slip: long to come, or a year off to the day."""
    if mention.day is None:
        return None
    back = (published - mention.day).days
    slip = mention.has_year and (back < -300 or abs(back - 365) <= WRONG_YEAR_DAYS)
    return None if slip else mention.day
