"""Who crawls when: all servers at once, those with the most work first; of the sites on one server a few at a time.

A run cannot end before its slowest server has given all its turns, so none may wait for a free place while the sites
of another stand in line at theirs.
"""

from __future__ import annotations

import asyncio
from collections import Counter, defaultdict
from collections.abc import Awaitable, Callable, Sequence
from types import TracebackType
from typing import Self

from linter.crawl.target import Crawled, Target

SERVERS = 64  # at once; each costs a connection or two and a site or two in memory
SITES = 2  # of one server: while a page of the one is looked at, the other has its turn

Later = Callable[[], Awaitable[None]]  # returns when all others are done
Work = Callable[[Target, Later], Awaitable[Crawled]]


async def at_once() -> None:
    """There is nobody to be waited for."""


async def take_turns(targets: Sequence[Target], servers: Sequence[str], work: Work) -> list[Crawled]:
    """The results in the order of the targets; `servers` are named beside them."""
    rota = _Rota(servers)

    async def one(target: Target, server: str) -> Crawled:
        async with _Turn(rota, server) as turn:
            return await work(target, turn.later)

    order = _order(targets, servers)
    tasks = {n: asyncio.ensure_future(one(targets[n], servers[n])) for n in order}
    try:
        await asyncio.gather(*tasks.values())
        return [tasks[n].result() for n in range(len(targets))]
    finally:
        for task in tasks.values():
            task.cancel()
        await asyncio.gather(*tasks.values(), return_exceptions=True)


def _order(targets: Sequence[Target], servers: Sequence[str]) -> list[int]:
    """Who comes first at a server, and which servers begin where not all can at once: the most work first."""
    load: Counter[str] = Counter()
    for target, server in zip(targets, servers, strict=True):
        load[server] += target.caps.pages
    scarce = len(load) > SERVERS
    return sorted(range(len(targets)), key=lambda n: (-load[servers[n]] * scarce, -targets[n].caps.pages * scarce, n))


class _Rota:
    """A server that began keeps its place until its last site is done, or has stepped back."""

    def __init__(self, servers: Sequence[str]) -> None:
        self.gates: defaultdict[str, asyncio.Semaphore] = defaultdict(lambda: asyncio.Semaphore(SITES))
        self.others_done = asyncio.Event()
        self._sites = Counter(servers)  # that are neither done nor have stepped back
        self._free = asyncio.Semaphore(SERVERS)
        self._begun: dict[str, asyncio.Task[bool]] = {}

    async def place(self, server: str) -> None:
        if server not in self._begun:
            self._begun[server] = asyncio.ensure_future(self._free.acquire())
        await asyncio.shield(self._begun[server])

    def join(self, server: str) -> None:
        self._sites[server] += 1

    def leave(self, server: str) -> None:
        self._sites[server] -= 1
        if not self._sites[server] and server in self._begun and not self._begun[server].cancel():
            self._free.release()
        if not self._sites[server]:
            self._begun.pop(server, None)
        if not self._sites.total():
            self.others_done.set()


class _Turn:
    """A site's place at its server."""

    def __init__(self, rota: _Rota, server: str) -> None:
        self._rota, self._server = rota, server
        self._here = True  # counted as one that is not done
        self._inside = False  # of the server's gate
        self._was_back = False

    async def __aenter__(self) -> Self:
        try:
            await self._enter()
        except BaseException:
            self._leave()
            raise
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._leave()

    async def later(self) -> None:
        """Step back until all others are done or have stepped back as well; once."""
        if self._was_back:
            return
        self._was_back = True
        self._leave()
        await self._rota.others_done.wait()
        self._rota.join(self._server)
        self._here = True
        await self._enter()

    async def _enter(self) -> None:
        await self._rota.gates[self._server].acquire()
        self._inside = True
        await self._rota.place(self._server)

    def _leave(self) -> None:
        if self._inside:
            self._inside = False
            self._rota.gates[self._server].release()
        if self._here:
            self._here = False
            self._rota.leave(self._server)
