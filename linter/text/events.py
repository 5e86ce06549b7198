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

# Before a day: it is an anniversary, a period, a document or a plan, not the day of what is told.
_NOT_EVENT = re.compile(
    r"(?:kỷ niệm|kỉ niệm|chào mừng|hưởng ứng|thành lập|số .{0,30}|kế hoạch .{0,40}|công văn .{0,40}|quyết định .{0,40}"
    r"|thông tư .{0,40}|từ|đến hết|trước|chậm nhất|hạn cuối)\s*(?:\d+ năm )?(?:ngày )?[^.]{0,25}$",
    re.IGNORECASE,
)
_EVENT = re.compile(
    r"(?:sáng|chiều|tối|trưa|vừa qua|hôm nay|vào lúc|vào|trong)\s*(?:ngày|hôm)?\s*\(?$|(?:^|[.,;:!?]\s*)(?:vào\s)?ngày\s*\(?$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Event:
    """A day in block `block` at characters `start` to `end`, as `written`; `day` is None where it cannot be."""

    day: date | None
    written: str
    block: int
    start: int
    end: int


def event_of(blocks: Sequence[Block], published: date) -> Event | None:
    """The day that the opening tells of; None when it tells of none, or only of days past or to come."""
    told = [(n, b) for n, b in enumerate(blocks) if b.kind in {BlockKind.PARAGRAPH, BlockKind.QUOTE}][
        :LEAD_BLOCKS
    ]
    for number, block in told:
        for mention in mentions(block.text, published):
            if _is_event(block.text, mention, published):
                written = block.text[mention.start : mention.end]
                return Event(mention.day, written, number, mention.start, mention.end)
    return None


def _is_event(text: str, mention: Mention, published: date) -> bool:
    before = text[max(0, mention.start - 60) : mention.start]
    announced = _EVENT.search(before) is not None
    if not announced and _NOT_EVENT.search(before):
        return False
    if mention.day is None:
        return announced
    back = (published - mention.day).days
    return announced and 0 <= back <= NEAR_DAYS
