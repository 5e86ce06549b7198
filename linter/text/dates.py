"""Dates as Vietnamese pages write them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, timezone
from functools import lru_cache

# Viet Nam has had one time, without summer time, since 1975: no time zone data needed.
VIETNAM = timezone(timedelta(hours=7), "Asia/Ho_Chi_Minh")

FIRST_YEAR, LAST_YEAR = 1990, 2100  # of anything put on a site

_DAY = r"(?P<d>\d{1,2})\s?[/.\-]\s?(?P<m>\d{1,2})\s?[/.\-]\s?(?P<y>\d{4}|\d{2}(?![./\-]?\d))"
_CLOCK = r"(?P<h>\d{1,2})\s?[:hg]\s?(?P<min>\d{2})?(?::(?P<s>\d{2}))?(?:\s?(?P<half>AM|PM|SA|CH|Sáng|Chiều|Tối))?"
_AFTERWARDS = rf"(?:[\s,|\-–]{{0,4}}(?:lúc\s)?{_CLOCK}(?!\d))?"
_NUMBERS = "một hai ba bốn năm sáu bảy tám chín mười mười_một mười_hai"
_ENGLISH = "jan feb mar apr may jun jul aug sep oct nov dec"
_MONTHS = {name.replace("_", " "): place for place, name in enumerate(_NUMBERS.split(), 1)}
_MONTHS |= {name: place for place, name in enumerate(_ENGLISH.split(), 1)} | {"tư": 4, "giêng": 1, "chạp": 12}
_MONTH = rf"(?:tháng|thg|th)\s?(?P<m>\d{{1,2}}|mười\s(?:một|hai)|{'|'.join(_NUMBERS.split()[:10])}|tư|giêng|chạp)"
_EN_MONTH = rf"(?P<m>{_ENGLISH.replace(' ', '|')})[a-z]{{0,6}}\.?"
_FORMS = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        rf"(?<!\d){_CLOCK}[\s,|\-–]{{1,4}}(?:ngày\s)?{_DAY}(?!\d)",
        rf"(?<![\d/.\-]){_DAY}(?!\d){_AFTERWARDS}",
        rf"(?<!\d)(?P<d>\d{{1,2}})\s{{0,2}}{_MONTH}\s?,?\s?(?:năm\s)?(?P<y>\d{{4}})(?!\d){_AFTERWARDS}",
        rf"\b{_MONTH}\s(?P<d>\d{{1,2}}),?\s(?P<y>\d{{4}})(?!\d){_AFTERWARDS}",
        rf"(?<!\d)(?P<d>\d{{1,2}})\s{_EN_MONTH},?\s(?P<y>\d{{4}})(?!\d){_AFTERWARDS}",
        rf"\b{_EN_MONTH}\s(?P<d>\d{{1,2}}),?\s(?P<y>\d{{4}})(?!\d){_AFTERWARDS}",
    )
)
_USUAL = 200  # characters of a line with a day
_FIGURES = re.compile(r"\d(?:\d{3}|\s?[/.\-]\s?\d)")  # in every form: a year, or a day and a month
_ISO = re.compile(
    r"(?<!\d)(?P<y>\d{4})[-/](?P<m>\d{2})[-/](?P<d>\d{2})(?!\d)"
    r"(?:[T ](?P<h>\d{2}):(?P<min>\d{2})(?::\d{2})?(?:\.\d{1,9})?(?P<zone>Z|[+-]00:?00)?)?"
)


def may_tell(text: str) -> bool:
    """Whether a text has figures as a day has them; told at a glance, for the most of lines have none."""
    return _FIGURES.search(text) is not None


def stamp(text: str) -> datetime | None:
    """The first day, with its clock where one stands beside it, in a line such as "Thứ ba - 11/10/2022 10:41",
    "07:36 | 24/11/2025", "25-11-2021 9:04 Sáng", "20 Tháng Mười Một, 2023" or an ISO time; Vietnamese time;
    None when there is none.

    Of the zones only a plain UTC is believed: a server that gives another one has its clock set to the wall's.
    """
    if not may_tell(text):
        return None
    return _usual(text) if len(text) <= _USUAL else _usual.__wrapped__(text)


@lru_cache(maxsize=1024)  # a line near an article is asked for its day from several sides
def _usual(text: str) -> datetime | None:
    found = sorted(
        (match for form in _FORMS for match in form.finditer(text)), key=lambda match: (match.start(), -match.end())
    )
    days = (day for match in (*found, *_ISO.finditer(text)) if (day := _stamp(match)))
    return next(days, None)


def _stamp(found: re.Match[str]) -> datetime | None:
    said = found.groupdict()
    hour, minute = int(said["h"] or 0), int(said["min"] or 0)
    half = (said.get("half") or "").lower()
    if half in {"pm", "ch", "chiều", "tối"} and hour < 12:
        hour += 12
    elif half in {"am", "sa"} and hour == 12:
        hour = 0
    clock = time(hour, minute) if hour < 24 and minute < 60 else time()
    month = " ".join(said["m"].lower().split())
    year = int(said["y"]) + (2000 if len(said["y"]) == 2 else 0)
    day = _at(year, _MONTHS.get(month) or int(month), int(said["d"]), clock)
    return day + timedelta(hours=7) if day and said.get("zone") else day


def _at(year: int, month: int, day: int, clock: time) -> datetime | None:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return None
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
