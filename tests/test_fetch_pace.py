"""Politeness: C57, C58, C66 of the hostile cases. Clocks here are toys, so nobody waits."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from email.utils import format_datetime, parsedate_to_datetime
from itertools import pairwise

import httpx
import pytest

from linter.crawl.fetch import Failure, Fetcher, Pace, Response
from linter.crawl.pace import retry_after

HOME = "http://th-kenh-tram.edu.example/"


class Clock:
    """Time that passes only in sleep."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        until = self.now + seconds
        await asyncio.sleep(0)
        self.now = max(self.now, until)

    def pace(self, delay: float = 2.1, loopback_delay: float | None = None) -> Pace:
        return Pace(delay, loopback_delay, clock=self, sleep=self.sleep)


def starts(pace: Pace, clock: Clock, keys: list[str], lasting: float = 0.0) -> dict[str, list[float]]:
    """When the turns of `keys`, all wanted at once, began; each holds its turn for `lasting` seconds."""
    begun: dict[str, list[float]] = {key: [] for key in keys}
    inside: set[str] = set()

    async def turn(key: str) -> None:
        async with pace.slot(key):
            assert key not in inside, "one at a time"
            inside.add(key)
            begun[key].append(clock.now - 1000.0)
            await clock.sleep(lasting)
            inside.discard(key)

    async def run() -> None:
        await asyncio.gather(*(turn(key) for key in keys))

    asyncio.run(run())
    return begun


def fetched(
    answer: Callable[[httpx.Request], httpx.Response],
    pace: Pace,
    urls: list[str],
) -> list[Response | Failure]:
    async def run() -> list[Response | Failure]:
        transport = httpx.MockTransport(answer)
        async with Fetcher(user_agent="x", pace=pace, transport=transport) as fetcher:
            return [await fetcher.get(url) for url in urls]

    return asyncio.run(run())


def test_turns_of_one_key_are_a_delay_apart_from_start_to_start() -> None:
    clock = Clock()
    assert starts(clock.pace(), clock, ["a.example"] * 3, lasting=0.5)["a.example"] == pytest.approx([0, 2.1, 4.2])


def test_a_long_turn_is_followed_at_once_but_never_overlapped() -> None:
    clock = Clock()
    assert starts(clock.pace(), clock, ["a.example"] * 3, lasting=5.0)["a.example"] == pytest.approx([0, 5, 10])


def test_other_keys_do_not_wait() -> None:
    clock = Clock()
    begun = starts(clock.pace(), clock, ["a.example", "b.example", "a.example:8080"])
    assert all(times == [0.0] for times in begun.values())


def test_only_loopback_may_go_without_a_delay() -> None:
    clock = Clock()
    pace = clock.pace(2.1, 0)
    keys = ["127.0.0.1:8101", "[::1]:8101", "localhost:8101", "10.0.0.1", "127.0.0.1.example"]
    begun = starts(pace, clock, keys * 2)
    assert [begun[key][1] for key in keys] == pytest.approx([0, 0, 2.1, 2.1, 2.1])
    for wrong in ((0, 0), (-1, 0), (float("nan"), 0), (2.1, -1)):
        with pytest.raises(ValueError, match="loopback"):
            Pace(*wrong)


def test_key_joins_http_and_https_of_a_host() -> None:
    assert Pace.key("a.example", 80) == Pace.key("a.example", 443) == "a.example"
    assert Pace.key("a.example", 8080) == "a.example:8080"
    assert Pace.key("::1", 8101) == "[::1]:8101"


def test_crawl_delay_is_kept_to_from_then_on_and_capped() -> None:
    clock = Clock()
    pace = clock.pace()
    pace.crawl_delay("a.example", 1e9)
    pace.crawl_delay("b.example", 0.1)
    assert starts(pace, clock, ["b.example"] * 2)["b.example"] == pytest.approx([2.1, 4.2])
    assert starts(pace, clock, ["a.example"] * 2)["a.example"] == pytest.approx([30, 60])


def test_redirects_and_second_tries_take_turns_of_their_own() -> None:
    clock = Clock()
    times = []

    def answer(request: httpx.Request) -> httpx.Response:
        times.append(clock.now - 1000.0)
        replies = {"/": httpx.Response(302, headers={"Location": "/vi"}), "/vi": httpx.Response(500)}
        return replies[request.url.path]

    fetched(answer, clock.pace(), [HOME])
    assert times == pytest.approx([0, 2.1, 4.2])


def test_a_host_that_turns_us_away_under_200_can_be_left_alone_for_a_while() -> None:
    clock = Clock()
    times = []

    async def run() -> None:
        def answer(_: httpx.Request) -> httpx.Response:
            times.append(clock.now - 1000.0)
            return httpx.Response(200)

        transport = httpx.MockTransport(answer)
        async with Fetcher(user_agent="x", pace=clock.pace(), transport=transport) as fetcher:
            await fetcher.get(HOME)
            await fetcher.pause(HOME + "tin", 60)
            await fetcher.get(HOME)

    asyncio.run(run())
    assert times == pytest.approx([0, 60])


# --- refusals -------------------------------------------------------------------------------------------


def refusing(
    clock: Clock, headers: dict[str, str], status: int = 429
) -> tuple[list[float], Callable[[httpx.Request], httpx.Response]]:
    times: list[float] = []

    def answer(_: httpx.Request) -> httpx.Response:
        times.append(clock.now - 1000.0)
        return httpx.Response(status, headers=headers)

    return times, answer


def test_c57_retry_after_is_waited_for_and_the_page_asked_for_once_more() -> None:
    clock = Clock()
    times, answer = refusing(clock, {"Retry-After": "58"})
    (got,) = fetched(answer, clock.pace(), [HOME])
    assert isinstance(got, Response)
    assert got.status == 429
    assert times == pytest.approx([0, 58])


def test_c57_a_day_is_not_waited_for_and_not_hammered_either() -> None:
    clock = Clock()
    times, answer = refusing(clock, {"Retry-After": "86400"})
    pace = clock.pace()
    fetched(answer, pace, [HOME])
    assert times == [0]
    assert pace.wait("th-kenh-tram.edu.example") == pytest.approx(300)
    fetched(answer, pace, [HOME])
    assert times == pytest.approx([0, 300])


def test_c57_503_for_all_is_asked_ever_more_slowly() -> None:
    clock = Clock()
    times, answer = refusing(clock, {}, status=503)
    fetched(answer, clock.pace(), [HOME] * 8)
    assert len(times) == 9, "a second try for the first page alone"
    gaps = [round(b - a, 1) for a, b in pairwise(times)]
    assert gaps == [4.2, 8.4, 16.8, 33.6, 60, 60, 60, 60]


def test_c57_an_answer_ends_the_slowness() -> None:
    clock = Clock()
    times = []

    def answer(request: httpx.Request) -> httpx.Response:
        times.append(clock.now - 1000.0)
        return httpx.Response(503 if request.url.path == "/" and len(times) < 3 else 200)

    fetched(answer, clock.pace(), [HOME, HOME + "a", HOME + "b", HOME + "c"])
    assert times == pytest.approx([0, 4.2, 12.6, 14.7, 16.8])


@pytest.mark.parametrize(
    ("written", "seconds"),
    [
        ("120", 120.0), (" 7 ", 7.0), ("0", 0.0), ("-5", None), ("soon", None), ("", None), ("1e9", None),
        ("٣", None), ("9" * 400, None), ("Mon, 99 Foo 2020 00:00:00 GMT", None),
    ],
)  # fmt: skip
def test_c57_what_servers_write_as_retry_after(written: str, seconds: float | None) -> None:
    assert retry_after({"retry-after": written}) == seconds


def test_c66_date_is_read_against_the_servers_own_clock() -> None:
    headers = {"date": "Mon, 23 Nov 2020 07:00:00 GMT", "retry-after": "Mon, 23 Nov 2020 07:01:30 GMT"}
    assert retry_after(headers) == 90
    headers["retry-after"] = format_datetime(parsedate_to_datetime("Mon, 23 Nov 2020 06:59:00 GMT"))
    assert retry_after(headers) is None


# --- one machine, many names ----------------------------------------------------------------------------


@pytest.mark.parametrize(("shared", "gap"), [(True, 2.1), (False, 0.0)])
def test_c58_schools_on_one_machine_share_its_turns(monkeypatch: pytest.MonkeyPatch, shared: bool, gap: float) -> None:
    clock = Clock()
    times = []

    async def resolver(host: str, _port: int) -> list[str]:
        return ["2606:4700::1111", "93.184.216.34"] if host < "th4" else ["93.184.216.34", "2606:4700::1111"]

    async def exchange(*_: object, **__: object) -> object:
        times.append(clock.now - 1000.0)
        raise KeyError

    monkeypatch.setattr(Fetcher, "_exchange", exchange)
    monkeypatch.setattr("linter.crawl.fetch._WORTH_ANOTHER_TRY", set())

    async def run() -> None:
        async with Fetcher(user_agent="x", pace=clock.pace(), resolver=resolver, share_addresses=shared) as fetcher:
            await asyncio.gather(*(fetcher.get(f"http{'s' * (n % 2)}://th{n}.example/") for n in range(8)))

    asyncio.run(run())
    assert times == pytest.approx([n * gap for n in range(8)])
