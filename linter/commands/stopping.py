"""A run that can be stopped: by Ctrl-C or by the system, within seconds, and at once at the second time."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
import threading
from collections.abc import Callable, Coroutine, Iterator
from contextlib import contextmanager, suppress
from types import FrameType
from typing import Any, TypeVar

from linter.errors import Stopped

STOPPED = "đã dừng theo yêu cầu; phần đã đọc được giữ lại, chạy lại đúng lệnh này để đọc tiếp"
GRACE_S = 4.0  # for what is being read or judged; after that the process leaves as it is, and loses nothing
_SIGNALS = [getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGBREAK") if hasattr(signal, name)]
T = TypeVar("T")


def run(work: Coroutine[Any, Any, T]) -> T:
    """What `work` gives. Raises Stopped when a signal ended it."""
    with asyncio.Runner() as runner:

        async def main() -> T:
            loop = asyncio.get_running_loop()
            task = loop.create_task(work)
            with _heeding(lambda: loop.call_soon_threadsafe(task.cancel)):
                return await task

        try:
            return runner.run(main())
        except asyncio.CancelledError:
            raise Stopped(STOPPED) from None


@contextmanager
def _heeding(stop: Callable[[], object]) -> Iterator[None]:
    """Has `stop` called at the first signal, by a thread that hears of signals through a pipe: the main thread may be
    just about to wait, and hears of none before it is woken."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    heard, alarm = os.pipe()
    os.set_blocking(alarm, False)
    stopped = threading.Event()
    threading.Thread(target=_watch, args=(heard, stopped, stop), name="signals", daemon=True).start()
    pipe_before = signal.set_wakeup_fd(alarm, warn_on_full_buffer=False)
    before = {number: signal.signal(number, _heed) for number in _SIGNALS}
    try:
        yield
    finally:
        if not stopped.is_set():
            for number, handler in before.items():
                signal.signal(number, handler)
            signal.set_wakeup_fd(pipe_before)
            os.close(alarm)


def _heed(_: int, __: FrameType | None) -> None:
    """The pipe has told it."""


def _watch(heard: int, stopped: threading.Event, stop: Callable[[], object]) -> None:
    if not os.read(heard, 1):
        os.close(heard)
        return
    stopped.set()
    with suppress(RuntimeError):  # the loop is closed: the work was done
        stop()
    timer = threading.Timer(GRACE_S, _leave)
    timer.daemon = True
    timer.start()
    os.read(heard, 1)
    _leave()


def _leave() -> None:
    """The end at any moment is what the store is made for."""
    sys.stdout.flush()
    sys.stderr.write(f"Lỗi: {STOPPED}\n")
    sys.stderr.flush()
    os._exit(Stopped.exit_code)
