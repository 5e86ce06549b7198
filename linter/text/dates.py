"""Dates as Vietnamese pages write them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, timezone

# Viet Nam has had one time, without summer time, since 1975: no time zone data needed.
VIETNAM = timezone(timedelta(hours=7), "Asia/Ho_Chi_Minh")

_DAY = r"(?P<d>\d{1,2})\s?[/.\-]\s?(?P<m>\d{1,2})\s?[/.\-]\s?(?P<y>\d{4})"
_CLOCK = r"(?P<h>\d{1,2})\s?[:hg]\s?(?P<min>\d{2})?(?::(?P<s>\d{2}))?(?:\s?(?P<half>AM|PM|SA|CH|Sáng|Chiều|Tối))?"
_STAMP_AFTER = re.compile(rf"(?<!\d){_DAY}(?!\d)(?:[\s,|\-–]{{0,4}}(?:lúc\s)?{_CLOCK}(?!\d))?", re.IGNORECASE)
_STAMP_BEFORE = re.compile(rf"(?<!\d){_CLOCK}[\s,|\-–]{{1,4}}(?:ngày\s)?{_DAY}(?!\d)", re.IGNORECASE)
_ISO = re.compile(r"(?<!\d)(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2}))?")


def stamp(text: str) -> datetime | None:
    """The first day, with its clock where one stands beside it, in a line such as "Thứ ba - 11/10/2022 10:41",
    "07:36 | 24/11/2025", "25-11-2021 9:04 Sáng" or an ISO time; Vietnamese time; None when there is none."""
    before, after, iso = _STAMP_BEFORE.search(text), _STAMP_AFTER.search(text), _ISO.search(text)
    if before and (after is None or before.start() < after.start()):
        return _stamp(before)
    if after:
        return _stamp(after)
    if iso:
        year, month, day, hour, minute = (int(part or 0) for part in iso.groups())
        return _at(year, month, day, time(hour % 24, minute % 60))
    return None


def _stamp(found: re.Match[str]) -> datetime | None:
    hour, minute = int(found["h"] or 0), int(found["min"] or 0)
    if (found["half"] or "").lower() in {"pm", "ch", "chiều", "tối"} and hour < 12:
        hour += 12
    clock = time(hour, minute) if hour < 24 and minute < 60 else time()
    return _at(int(found["y"]), int(found["m"]), int(found["d"]), clock)


def _at(year: int, month: int, day: int, clock: time) -> datetime | None:
    try:
        return datetime.combine(date(year, month, day), clock, VIETNAM)
    except ValueError:
        return None


@dataclass(frozen=True, slots=True)
class Mention:
    """A day named in a text: its place, and the day itself; `day` is None where it cannot exist or where
    the year is absurd."""

    start: int
    end: int
    day: date | None
    has_year: bool


_IN_TEXT = re.compile(
    r"(?<![\d/.\-])(?P<d>\d{1,2})\s?(?:[/.\-]|\stháng\s)\s?(?P<m>\d{1,2})"
    r"(?:(?:\s?[/.\-]\s?|\s?năm\s)(?P<y>\d{4,5}))?(?![\d%]|[/.\-]\d)"
)
_PAIR = re.compile(r"\s?[–-]\s?$")


def mentions(text: str, published: date) -> Iterator[Mention]:
    """The days named in a text as dd/mm[/yyyy], dd-mm-yyyy, dd.mm.yyyy or "ngày 5 tháng 9 [năm 2026]".

    A day without a year is taken in the year that puts it nearest to the publishing day.
    """
    for found in _IN_TEXT.finditer(text):
        written = found["y"]
        if not written and not _named_as_day(text, found.start()):
            continue  # "2/9 học sinh" is a fraction; a day without a year must be announced
        yield Mention(found.start(), found.end(), _day(found, published), written is not None)


def _named_as_day(text: str, start: int) -> bool:
    before = text[max(0, start - 24) : start].lower()
    return bool(re.search(r"(ngày|sáng|chiều|tối|trưa|hôm|từ|đến|thứ \w+,?|chủ nhật,?)\s(nay\s)?[(,]?$", before))


def _day(found: re.Match[str], published: date) -> date | None:
    day, month = int(found["d"]), int(found["m"])
    years = [int(found["y"])] if found["y"] else [published.year - 1, published.year, published.year + 1]
    possible = []
    for year in years:
        try:
            possible.append(date(year, month, day))
        except ValueError:
            continue
    return min(possible, key=lambda d: abs((d - published).days), default=None)
