"""What a site does whose server does not answer: it steps back, and asks once more when all others are done."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TypeVar

from linter.crawl.allowance import Allowance
from linter.crawl.fetch import Fetcher
from linter.crawl.rota import Later
from linter.crawl.status import Stop

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Patience:
    """Of the crawl of one site, whose own time does not pass meanwhile."""

    home: str
    fetcher: Fetcher
    later: Later
    own_time: Allowance

    async def step_back(self) -> None:
        with self.own_time.waiting():
            await self.later()
        await self.fetcher.revive(self.home)

    async def twice(self, ask: Callable[[], Awaitable[T]]) -> T:
        """What `ask` gives, at the second time where its first Stop may pass."""
        try:
            return await ask()
        except Stop as stop:
            if not stop.passing:
                raise
        await self.step_back()
        return await ask()
