"""Writing from a thread of its own: what asks is told when its rows are safe, and nothing else waits for the disk.

What comes while a transaction is being written goes into the next one together.
"""

from __future__ import annotations

import asyncio
import queue
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass

import sqlalchemy as sa

MOST = 64  # jobs in one transaction
Job = Callable[[sa.Connection], None]


@dataclass(frozen=True, slots=True)
class _Order:
    job: Job
    done: asyncio.Future[None] | None = None  # None: nobody waits


class Writer:
    """Its thread begins with the first job and ends with `close`."""

    def __init__(self, engine: sa.Engine) -> None:
        self._engine = engine
        self._orders: queue.SimpleQueue[_Order | None] = queue.SimpleQueue()
        self._thread: threading.Thread | None = None

    async def write(self, job: Job) -> None:
        """Returns when what `job` writes stands in the database. Raises what became of it instead."""
        done: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._order(_Order(job, done))
        await done

    def put(self, job: Job) -> None:
        """Has `job` written before whatever is asked for later."""
        self._order(_Order(job))

    def _order(self, order: _Order) -> None:
        if self._thread is None:
            # A daemon: a writer that waits for a locked database keeps no one from leaving.
            self._thread = threading.Thread(target=self._work, name="store-writer", daemon=True)
            self._thread.start()
        self._orders.put(order)

    def close(self, seconds: float = 2.0) -> None:
        """End the thread, after what it has been given; a write that waits longer is left to itself."""
        if self._thread is not None:
            self._orders.put(None)
            self._thread.join(seconds)

    def _work(self) -> None:
        going_on = True
        while going_on:
            orders = self._next()
            going_on = orders[-1] is not None
            self._write([order for order in orders if order is not None])

    def _next(self) -> list[_Order | None]:
        orders = [self._orders.get()]
        with suppress(queue.Empty):
            while orders[-1] is not None and len(orders) < MOST:
                orders.append(self._orders.get_nowait())
        return orders

    def _write(self, orders: list[_Order]) -> None:
        error: BaseException | None = None
        try:
            if orders:
                with self._engine.begin() as connection:
                    for order in orders:
                        order.job(connection)
        except BaseException as raised:  # noqa: BLE001 -- told to those who wait for it
            error = raised
        for order in orders:
            if order.done is not None:
                with suppress(RuntimeError):  # the loop is closed: nobody waits any more
                    order.done.get_loop().call_soon_threadsafe(_tell, order.done, error)


def _tell(done: asyncio.Future[None], error: BaseException | None) -> None:
    if done.done():
        return
    if error is None:
        done.set_result(None)
    else:
        done.set_exception(error)
