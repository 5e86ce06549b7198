"""The time a site has to itself. While others on the same machine have their turns, it does not pass."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager

from linter.crawl.pace import others_turn


class Allowance:
    """Ends what it stands around with a TimeoutError after so many seconds, not counted those spent `waiting`."""

    def __init__(self, timeout: asyncio.Timeout) -> None:
        self._timeout = timeout

    @contextmanager
    def waiting(self) -> Iterator[None]:
        """Time that is not the site's."""
        clock = asyncio.get_running_loop().time
        until = self._timeout.when()
        if until is None or self._timeout.expired():
            yield
            return
        left = until - clock()
        self._timeout.reschedule(None)
        try:
            yield
        finally:
            self._timeout.reschedule(clock() + left)


@asynccontextmanager
async def allowed(seconds: float) -> AsyncIterator[Allowance]:
    """An allowance for what the current task does inside."""
    async with asyncio.timeout(seconds) as timeout:
        allowance = Allowance(timeout)
        token = others_turn.set(allowance.waiting)
        try:
            yield allowance
        finally:
            others_turn.reset(token)
