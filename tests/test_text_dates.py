"""Days as the pages of every family write them, and days named in a text."""

from __future__ import annotations

import time
from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linter.text.dates import VIETNAM, mentions, stamp

STAMPS = {
    "Thứ ba - 11/10/2022 10:41": "2022-10-11 10:41",  # NukeViet
    "Thứ hai, 24/11/2025 | 07:36": "2025-11-24 07:36",  # VHV
    "17:23:45 | 07/08/2018": "2018-08-07 17:23",  # VHV, older
    "Đăng lúc: 23:01:49 09/02/2023 (GMT+7)": "2023-02-09 23:01",  # VNPT
    "Đăng lúc: 25-11-2021 9:04 Sáng": "2021-11-25 09:04",
    "Đăng lúc: 25-11-2021 9:04 CH": "2021-11-25 21:04",
    "5/9/2022 12:15 SA": "2022-09-05 00:15",
    "Ngày đăng : 29-09-2015": "2015-09-29 00:00",  # thangbinh
    "Ngày đăng: 14-12-2022": "2022-12-14 00:00",  # Laravel
    "21/12/2020 02:07 Lượt xem: 204": "2020-12-21 02:07",
    "Lượt xem: 12 | 3/4/2021": "2021-04-03 00:00",
    "Cập nhật: 17:5, 17/7/2019": "2019-07-17 00:00",
    "(07/08/2018)": "2018-08-07 00:00",
    "13h30 ngày 18/10/2019": "2019-10-18 13:30",
    "Thứ Hai, ngày 05 tháng 09 năm 2022": "2022-09-05 00:00",
    "20 Tháng Mười Một, 2023": "2023-11-20 00:00",  # WordPress in Vietnamese
    "Tháng Mười Hai 5, 2023": "2023-12-05 00:00",
    "5 tháng năm năm 2023": "2023-05-05 00:00",
    "20 Th11 2023": "2023-11-20 00:00",
    "November 20, 2023 8:05 am": "2023-11-20 08:05",
    "Chủ Nhật, 15 tháng 11, 2026": "2026-11-15 00:00",  # Blogspot
    "14/12/22 08:15": "2022-12-14 08:15",
    "2025-10-06T19:51:00+0700": "2025-10-06 19:51",
    "2025-10-06T19:51:00-04:00": "2025-10-06 19:51",  # a server with the wrong zone and the right clock
    "2025-10-06T19:51:00Z": "2025-10-07 02:51",  # a clock in UTC is believed
    "32/13/2020, sửa 5/9/2021": "2021-09-05 00:00",
    "0299.3000.123": None,
    "1.2.3.4": None,
    "31/2/2024": None,
    "0001-01-01": None,
    "01/01/9999": None,
    "2 giờ trước": None,
    "": None,
}


@pytest.mark.parametrize(("text", "expected"), STAMPS.items())
def test_stamp(text: str, expected: str | None) -> None:
    found = stamp(text)
    assert (found and f"{found:%Y-%m-%d %H:%M}") == expected
    assert found is None or found.tzinfo is VIETNAM


@given(st.datetimes(datetime(1991, 1, 1), datetime(2099, 1, 1)))  # noqa: DTZ001
def test_every_moment_is_read_back(moment: datetime) -> None:
    wanted = moment.replace(second=0, microsecond=0, tzinfo=VIETNAM)
    for form in (
        "%d/%m/%Y %H:%M",
        "%H:%M:%S | %d-%m-%Y",
        "%Y-%m-%dT%H:%M:%S+07:00",
        "ngày %d tháng %m năm %Y lúc %H:%M",
    ):
        assert stamp(moment.strftime(form)) == wanted, form


@given(st.text(alphabet="0123456789/.-: tháng năm lúcSA|,", max_size=40))
def test_nothing_raises(text: str) -> None:
    stamp(text)
    list(mentions(text, date(2026, 11, 23)))


PUBLISHED = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("Sáng ngày 05/9/2026, trường khai giảng", [date(2026, 9, 5)]),
        ("ngày 20.11.2026 và 22-12-2026", [date(2026, 11, 20), date(2026, 12, 22)]),
        ("ngày 5 tháng 9 năm 2026", [date(2026, 9, 5)]),
        ("sáng 20/11, cả trường", [date(2026, 11, 20)]),
        ("chiều ngày 28/12", [date(2026, 12, 28)]),  # nearer than last year's
        ("thắng 2/9 trận, lớp 4/2, tỉ số 3/1", []),
        ("sáng ngày 31/02/2026", [None]),
        ("sáng ngày 20/11/20265", [None]),
        ("số 0299.3000.123, 50.5%, 1/2/3/2026", []),
    ],
)
def test_mentions(text: str, days: list[date | None]) -> None:
    assert [mention.day for mention in mentions(text, PUBLISHED)] == days


def test_a_mention_says_where_it_stands() -> None:
    text = "Vào sáng ngày 05/9/2026, trường khai giảng"
    (mention,) = mentions(text, PUBLISHED)
    assert text[mention.start : mention.end] == "05/9/2026"


@pytest.mark.slow
@pytest.mark.parametrize("piece", ["1/1/", "12:12:12 ", "1 th", "tháng 1 ", "jan 1 ", "ngày 1/1 "])
def test_hostile_text_takes_no_longer_than_its_length(piece: str) -> None:
    text = piece * (200_000 // len(piece))
    start = time.process_time()
    stamp(text)
    list(mentions(text, PUBLISHED))
    assert time.process_time() - start < 12
