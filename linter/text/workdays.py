"""Working days in Viet Nam: Monday to Friday less the holidays, with the days that are swapped for them."""

from __future__ import annotations

from datetime import date
from functools import cache

from holidays import HolidayBase, country_holidays


@cache
def _calendar() -> HolidayBase:
    return country_holidays("VN")


def working_days_between(start: date, end: date) -> int:
    """The working days after `start` up to and with `end`; 0 when `end` is not later (BLDS 2015 art. 147:
    the first day is not counted)."""
    if end <= start:
        return 0
    calendar = _calendar()
    days = (date.fromordinal(day) for day in range(start.toordinal() + 1, end.toordinal() + 1))
    return sum(1 for day in days if calendar.is_working_day(day))
