"""Servers that are slow, shared, silent or gone half-way: who is asked when, and when a site counts as read."""

from __future__ import annotations

import asyncio
import time
from typing import Any

import httpx
import pytest
from crawling import ABOUT, HOME, Web, crawled, judged, listing, lost, page, post, prose, urls

from linter.crawl import Caps, Crawled, Silent, Target, rota
from linter.crawl.allowance import allowed
from linter.crawl.losses import IN_A_ROW
from linter.crawl.pace import Pace
from linter.crawl.pulse import MOST_MISSED
from linter.crawl.rota import Later, take_turns
from linter.errors import DiskFull

ENGLISH = "<p>" + "The quick brown fox jumps over the lazy dog and sells you a domain name. " * 12


def targets(number: int, **caps: int) -> list[Target]:
    return [
        Target(f"th-{n}", "x", f"http://th-{n}.example/", caps=Caps(pages=caps.get(f"th_{n}", 10)))
        for n in range(number)
    ]


# --- turns -----------------------------------------------------------------------------------------------


def test_of_the_sites_on_one_server_two_are_at_work_and_no_other_server_waits_for_them() -> None:
    at_work: list[str] = []
    most: dict[str, int] = {"a": 0, "b": 0}
    began: list[str] = []

    async def work(target: Target, _: Later) -> Crawled:
        server = "b" if target.id == "th-5" else "a"
        began.append(target.id)
        at_work.append(server)
        most[server] = max(most[server], at_work.count(server))
        for _turn in range(3):
            await asyncio.sleep(0)
        at_work.remove(server)
        return Crawled()

    asyncio.run(take_turns(targets(6), ["a"] * 5 + ["b"], work))
    assert most == {"a": rota.SITES, "b": 1}
    assert began.index("th-5") < rota.SITES + 1


def test_where_servers_are_scarce_the_one_with_the_most_work_begins(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rota, "SERVERS", 1)
    began: list[str] = []

    async def work(target: Target, _: Later) -> Crawled:
        began.append(target.id)
        await asyncio.sleep(0)
        return Crawled()

    asyncio.run(take_turns(targets(4, th_1=100, th_3=400), ["a", "b", "b", "c"], work))
    assert began == ["th-3", "th-1", "th-2", "th-0"]


def test_who_steps_back_goes_on_when_all_others_are_done_or_have_stepped_back() -> None:
    told: list[str] = []

    async def work(target: Target, later: Later) -> Crawled:
        if target.id in {"th-0", "th-1"}:
            await later()
            await later()  # once is enough
        await asyncio.sleep(0)
        told.append(target.id)
        return Crawled()

    asyncio.run(take_turns(targets(5), ["a", "a", "a", "b", "b"], work))
    assert sorted(told[:3]) == ["th-2", "th-3", "th-4"]
    assert sorted(told[3:]) == ["th-0", "th-1"]


def test_one_that_fails_ends_the_others_and_none_is_left_behind() -> None:
    async def work(target: Target, later: Later) -> Crawled:
        if target.id == "th-2":
            raise DiskFull
        await later()
        return Crawled()

    async def run() -> int:
        with pytest.raises(DiskFull):
            await take_turns(targets(5), ["a", "a", "b", "c", "d"], work)
        return len(asyncio.all_tasks())

    assert asyncio.run(run()) == 1


def test_the_time_of_a_site_stands_still_while_others_have_their_turns() -> None:
    pace = Pace(0.05)

    async def site(seconds: float) -> float:
        async with allowed(seconds):
            for _ in range(6):
                async with pace.slot("a"):
                    pass
        return time.monotonic()

    async def run() -> None:
        started = time.monotonic()
        ends = await asyncio.gather(*(site(0.8) for _ in range(4)))
        assert max(ends) - started > 1.0, "longer than any of them may take"

    asyncio.run(run())


def test_a_site_that_takes_its_own_time_too_long_is_ended() -> None:
    async def run() -> None:
        async with allowed(0.05):
            await asyncio.sleep(5)

    with pytest.raises(TimeoutError):
        asyncio.run(run())


# --- a server that stops to answer -----------------------------------------------------------------------

DEAD = httpx.ReadError("x")


def test_what_was_lost_in_a_silence_is_asked_for_once_more() -> None:
    paths = [f"/bai-{n}.html" for n in range(IN_A_ROW)]
    ill = [DEAD] * MOST_MISSED

    def answer(request: httpx.Request) -> Any:
        path = request.url.path
        return ill.pop() if ill else post(f"Bài {path}", prose(path))

    seen = crawled(Web({"/": listing(*paths)} | dict.fromkeys(paths, answer)))
    assert seen.record.status == "completed"
    assert (len(seen.articles), seen.unreached) == (IN_A_ROW, ())


def test_a_server_that_stays_silent_is_left_and_that_is_told() -> None:
    paths = [f"/bai-{n}.html" for n in range(12)]
    web = Web({"/": listing(*paths)} | dict.fromkeys(paths, DEAD))
    seen = crawled(web)
    assert (seen.record.status, seen.record.read) == ("timeout", 1)
    assert "máy chủ ngừng trả lời khi mới đọc được 1 trang" in seen.record.reason
    assert len(lost(seen)) == 12
    assert len(web.asked) < 40


def test_a_site_of_which_too_much_is_lost_is_not_read() -> None:
    paths = [f"/bai-{n}.html" for n in range(12)]
    answers = {p: 500 if n % 3 == 0 else post(f"Bài {p}", prose(p)) for n, p in enumerate(paths)}
    seen = crawled(Web({"/": listing(*paths), **answers}))
    assert seen.record.status == "partial"
    assert seen.record.reason == "máy chủ không đưa ra được 4 trong 12 địa chỉ đã hỏi"


def test_a_few_lost_pages_leave_the_rest_of_a_site_as_it_is() -> None:
    paths = [f"/bai-{n}.html" for n in range(12)]
    answers = {p: 500 if n < 2 else post(f"Bài {p}", prose(p)) for n, p in enumerate(paths)}
    seen = crawled(Web({"/": listing(*paths), **answers}))
    assert seen.record.status == "completed"
    assert len(lost(seen)) == 2
    assert len(urls(seen)) == 10


# --- a home page that is all there is --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("home", "status"),
    [
        (page("Trang chủ", "<p>Sắp ra mắt, mời quý vị quay lại sau.</p>"), "empty"),
        (page("Trang chủ", "<p>Sắp ra mắt.</p><script>var a = 1;</script>"), "needs-js"),
        (
            page("Home", "<p>" + "The quick brown fox jumps over the lazy dog and sells you a domain name. " * 12),
            "parked",
        ),
        (page("Trang chủ", ABOUT), "completed"),
    ],
    ids=["few words", "a script", "another language", "a school of one page"],
)
def test_a_lone_home_page_proves_something_only_if_it_is_the_school_s_own_text(home: str, status: str) -> None:
    report = judged(Web({"/": home})).reports[0]
    assert report.crawl.status == status
    if status != "completed":
        assert {outcome.verdict.status.value for outcome in report.outcomes} == {"not-checked"}


def test_silence_is_kept_by_who_keeps_nothing() -> None:
    assert Silent().held("x", HOME) is None
