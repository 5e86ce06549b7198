"""Politeness: how often one host is asked."""

from __future__ import annotations

import asyncio
import re
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import AbstractContextManager, asynccontextmanager, nullcontext
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from email.utils import parsedate_to_datetime

from linter.crawl.guard import literal

# The most used CMS of schools ships with a limiter of 150 requests in 300 s for an address, so 2 s; a
# little more, since its clock and ours differ.
DELAY_S = 2.1
LONGEST_PAUSE_S = 300.0
LONGEST_CRAWL_DELAY_S = 30.0
_LONGEST_GUESS_S = 60.0  # of a pause nobody asked for
# Of the task that asks: what it does while others on the same machine have their turns. A site's own time stands
# still then; each site is a task, and what lies between it and its turns need not know.
others_turn: ContextVar[Callable[[], AbstractContextManager[object]]] = ContextVar("others_turn", default=nullcontext)
_SECONDS = re.compile(r"\d{1,9}(?:\.\d+)?", re.ASCII)


@dataclass(slots=True)
class _Lane:
    """One key: the lock lets one request in at a time; `ready` is when the next may start."""

    delay: float
    ready: float = 0.0
    refusals: int = 0
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)


class Pace:
    """Gives turns: for each key one request at a time, and `delay` seconds from start to start.

    A key is whatever shares a limit: `Pace.key(host, port)`, or the address of a server. `loopback_delay`
    is for keys of loopback addresses and may be 0; `delay` may not. Both in seconds.
    """

    def __init__(
        self,
        delay: float = DELAY_S,
        loopback_delay: float | None = None,
        *,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        if not delay > 0 or (loopback_delay is not None and not loopback_delay >= 0):
            raise ValueError("only loopback may be asked without a delay")
        self._delay = delay
        self._loopback_delay = delay if loopback_delay is None else loopback_delay
        self._clock = clock
        self._sleep = sleep
        self._lanes: dict[str, _Lane] = {}

    @staticmethod
    def key(host: str, port: int) -> str:
        """The name of what is asked: http and https of a host on their own ports are one."""
        host = f"[{host}]" if ":" in host else host
        return host if port in (80, 443) else f"{host}:{port}"

    @asynccontextmanager
    async def slot(self, key: str) -> AsyncIterator[None]:
        """A turn: entered when the request may start, left when it is over."""
        lane = self._lane(key)
        with others_turn.get()():
            await lane.lock.acquire()
        try:
            while (left := lane.ready - self._clock()) > 0:
                await self._sleep(left)
            lane.ready = self._clock() + lane.delay
            yield
        finally:
            lane.lock.release()

    def wait(self, key: str) -> float:
        """Seconds until the key's next turn may start."""
        return max(0.0, self._lane(key).ready - self._clock())

    def crawl_delay(self, key: str, seconds: float) -> None:
        """What a robots.txt asks for: at least so long from start to start, at most 30 s."""
        lane = self._lane(key)
        lane.delay = max(lane.delay, min(seconds, LONGEST_CRAWL_DELAY_S))
        lane.ready = max(lane.ready, self._clock() + lane.delay)

    def refused(self, key: str, retry_after: float | None) -> bool:
        """Notes a 429 or 503 and pauses the key, 300 s at most.

        Returns whether one more try is worth it: after the first refusal in a row, when the server wants
        no longer pause than that.
        """
        lane = self._lane(key)
        lane.refusals += 1
        if not _is_loopback(key):  # what it was given was too much, be it what was asked for
            lane.delay = max(lane.delay, DELAY_S)
        guess = min(lane.delay * 2.0 ** min(lane.refusals, 10), _LONGEST_GUESS_S)
        wanted = guess if retry_after is None else retry_after
        lane.ready = max(lane.ready, self._clock() + min(wanted, LONGEST_PAUSE_S))
        return lane.refusals == 1 and wanted <= LONGEST_PAUSE_S

    def welcomed(self, key: str) -> None:
        """Notes an answer: the host is no longer refusing."""
        self._lane(key).refusals = 0

    def _lane(self, key: str) -> _Lane:
        if key not in self._lanes:
            self._lanes[key] = _Lane(self._loopback_delay if _is_loopback(key) else self._delay)
        return self._lanes[key]


def retry_after(headers: Mapping[str, str]) -> float | None:
    """The pause a server asks for, in seconds; None when it names none that makes sense.

    A date is read against the server's own clock (its Date header), which may be years off.
    """
    written = headers.get("retry-after", "").strip()
    if _SECONDS.fullmatch(written):
        return float(written)
    until = _date(written)
    if until is None:
        return None
    now = _date(headers.get("date", "")) or datetime.now(UTC)
    seconds = (until - now).total_seconds()
    return seconds if seconds >= 0 else None


def server_day(headers: Mapping[str, str]) -> date | None:
    """The day on which a server answered, by its own clock."""
    told = _date(headers.get("date", ""))
    return told.date() if told else None


def _date(text: str) -> datetime | None:
    try:
        parsed = parsedate_to_datetime(text)
    except (ValueError, TypeError, OverflowError):
        return None
    return parsed if parsed.tzinfo else parsed.replace(tzinfo=UTC)


def _is_loopback(key: str) -> bool:
    host = key[1 : key.rfind("]")] if key.startswith("[") else key.partition(":")[0]
    address = literal(host)
    return address is not None and address.is_loopback
