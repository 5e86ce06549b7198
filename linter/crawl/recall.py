"""Answers that were given before, in front of the network or in place of it.

The course of a crawl follows from its answers alone, and from the moment at which its time was over. With these kept, a
run that was killed goes on where it was, and a run of last week is judged again offline: the same addresses are asked
for in the same order, and each is answered as it was then.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType, TracebackType
from typing import Self, cast

from linter.crawl.fetch import Fetcher
from linter.crawl.kept import Came, Kept, KeptAnswer, Question, fits, given
from linter.crawl.outage import Outage
from linter.crawl.pace import others_turn
from linter.crawl.reply import Failure, Response
from linter.crawl.target import Held, Progress, Target
from linter.model import CrawlRecord
from linter.schools.address import loopback_origin

OVER_TIME = "quá thời gian dành cho một trang web"  # as the spider begins the reason of a crawl ended by its time
NOT_KEPT = "Câu trả lời này không có trong dữ liệu đã lưu."
_NO_VALIDATORS: Mapping[str, str] = MappingProxyType({})


@dataclass(slots=True)
class _Asker:
    """One site's crawl, which is one task: what it has asked for and how often, and how much it has been told.

    `steps` are answers, and what it was told of earlier runs. Of `target` it is known once that was asked for.
    """

    task: object
    target: str = ""
    asked: Counter[tuple[str, str]] = field(default_factory=Counter)
    steps: int = 0
    waits: bool = False  # for an answer
    remembered: bool = False  # whether the last answer came from memory
    until: int | None = None  # after how many steps its time is over
    told: tuple[str, KeptAnswer | None] = ("", None)  # the last address it was told of

    def place(self, url: str) -> int:
        key = self.target, url
        self.asked[key] += 1
        return self.asked[key] - 1

    def mind_time(self) -> None:
        if self.until is not None and self.steps >= self.until:
            raise TimeoutError


class _Turns:
    """One at a time for each key. Waiting is no time of a site's own."""

    def __init__(self) -> None:
        self._locks: dict[object, asyncio.Lock] = {}
        self._wanted: Counter[object] = Counter()

    @asynccontextmanager
    async def of(self, key: object) -> AsyncIterator[None]:
        lock = self._locks.setdefault(key, asyncio.Lock())
        self._wanted[key] += 1
        try:
            with others_turn.get()():
                await lock.acquire()
            try:
                yield
            finally:
                lock.release()
        finally:
            self._wanted[key] -= 1
            if not self._wanted[key]:
                del self._wanted[key], self._locks[key]


_current: ContextVar[_Asker | None] = ContextVar("asker", default=None)


def _asker() -> _Asker:
    """Of the task that asks."""
    task = asyncio.current_task()
    found = _current.get()
    if found is None or found.task is not task:
        found = _Asker(task)
        _current.set(found)
    return found


class Recall(Fetcher):
    """A fetcher that asks `network` only for what is not kept, and keeps what it is given; None is no network.

    It is the run's `Snapshots` as well, and learns from `noting` which crawls ended, and where their time was over.
    `missed` counts what had to be asked for without a network; `outage` tells whether ours was lost.
    """

    def __init__(self, kept: Kept, network: Fetcher | None, user_agent: str = "", *, incremental: bool = False) -> None:
        self.user_agent = network.user_agent if network else user_agent
        self.missed = 0
        self.outage = Outage()
        self._kept, self._network, self._incremental = kept, network, incremental
        self._cuts = kept.cuts()
        self._turns = _Turns()

    async def __aenter__(self) -> Self:
        if self._network is not None:
            await self._network.__aenter__()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._network is not None:
            await self._network.__aexit__(kind, error, trace)

    async def get(
        self,
        url: str,
        *,
        max_bytes: int | None = None,
        within: Callable[[str], bool] | None = None,
        verify: bool = True,
        cut: bool = False,
        validators: Mapping[str, str] = _NO_VALIDATORS,
    ) -> Response | Failure:
        """As `Fetcher.get`. Raises TimeoutError where a site's time was over when the run was made."""
        asker = _asker()
        asker.mind_time()
        question = Question(asker.target, url, max_bytes or 0, verify, validators)
        asker.waits = True
        answer = await self._answer(question, asker, within, cut=cut)
        asker.waits = False
        asker.steps += 1
        return answer

    async def _answer(
        self, question: Question, asker: _Asker, within: Callable[[str], bool] | None, *, cut: bool
    ) -> Response | Failure:
        place = asker.place(question.url)
        async with self._turns.of((question.target, question.url, place)):  # a neighbour may ask for its robots.txt
            found = self._kept.find(question, place)
            asker.remembered = found is not None or self._network is None
            if found is not None and fits(found, question):
                return given(question.url, found)
            if self._network is None:
                return self._instead(question)
            got = await self._network.get(
                question.url,
                max_bytes=question.most or None,
                within=within,
                verify=question.verify,
                cut=cut,
                validators=question.validators,
            )
            if loopback_origin(question.url) is None:
                self.outage.note(await self._network.queue(question.url), got)
            await self._kept.keep(question, place, Came.of(got))
            return got

    def _instead(self, question: Question) -> Response | Failure:
        """Another version of the tool may ask for what the run had taken over from the one before."""
        taken = self._kept.taken(question.target, question.url)
        if taken is not None:
            return given(question.url, taken)
        self.missed += 1
        return Failure(question.url, "timeout", NOT_KEPT)

    async def slow_down(self, url: str, seconds: float) -> None:
        if self._network is not None:
            await self._network.slow_down(url, seconds)

    async def pause(self, url: str, seconds: float) -> None:
        """A server that turned us away before the run was ended has had its pause."""
        if self._network is not None and not _asker().remembered:
            await self._network.pause(url, seconds)

    async def revive(self, url: str) -> None:
        if self._network is not None:
            await self._network.revive(url)

    async def queue(self, url: str) -> str:
        return url if self._network is None else await self._network.queue(url)

    def put(self, target: str, response: Response) -> None:
        """The answers themselves are kept."""

    def held(self, target: str, url: str) -> Held | None:
        """What earlier runs have kept; without a network what the run itself was told of them. Nothing in a run that
        is not `incremental`: it reads every page anew."""
        asker = _asker()
        asker.target, asker.until = target, self._cuts.get(target)
        asker.mind_time()
        if not self._incremental:
            return None
        if asker.told[0] != url:
            look = self._kept.held if self._network is None else self._kept.earlier
            asker.told = url, look(target, url)
        asker.steps += 1
        found = asker.told[1]
        return None if found is None else Held(cast("Response", given(url, found)), found.read)

    def stand(self, target: str, url: str, read: date) -> None:
        if self._network is None:
            return
        told = _asker().told
        found = told[1] if told[0] == url else self._kept.earlier(target, url)
        if found is not None:
            self._kept.take(target, url, found, read)

    def noting(self, progress: Progress) -> Progress:
        """A progress that notes, beside telling `progress`, which sites' crawls ended."""
        return _Noting(self._kept, progress)


class _Noting:
    def __init__(self, kept: Kept, progress: Progress) -> None:
        self._kept, self._progress = kept, progress

    def page(self, target: Target, read: int, waiting: int) -> None:
        self._progress.page(target, read, waiting)

    def done(self, target: Target, record: CrawlRecord) -> None:
        until: int | None = None
        if record.reason.startswith(OVER_TIME):
            asker = _asker()
            # What was not yet looked at is as good as not told.
            until = asker.steps if asker.waits else max(asker.steps - 1, 0)
        self._kept.end(target.id, record.read, until)
        self._progress.done(target, record)
