"""A run that can be stopped: by Ctrl-C or by the system, within seconds, and at once at the second time."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Coroutine, Iterator
from contextlib import contextmanager
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
        stopped: list[int] = []

        async def main() -> T:
            loop = asyncio.get_running_loop()
            task = loop.create_task(work)
            with _heeding(stopped, lambda: loop.call_soon_threadsafe(task.cancel)):
                return await task

        try:
            return runner.run(main())
        except asyncio.CancelledError:
            raise Stopped(STOPPED) from None


@contextmanager
def _heeding(stopped: list[int], stop: Callable[[], object]) -> Iterator[None]:
    """Has `stop` called at the first signal."""

    def heed(number: int, _: FrameType | None) -> None:
        if stopped:
            _leave()
        stopped.append(number)
        os.write(alarm, b"!")  # no thread is started here, no lock taken: what was interrupted may hold it
        stop()

    if threading.current_thread() is not threading.main_thread():
        yield
        return
    alarm = _watchdog()
    before = {number: signal.signal(number, heed) for number in _SIGNALS}
    try:
        yield
    finally:
        if not stopped:
            for number, handler in before.items():
                signal.signal(number, handler)
            os.close(alarm)


def _watchdog() -> int:
    """A thread that leaves some time after a byte has come through a pipe, whose end to write to comes back."""
    heard, alarm = os.pipe()

    def wait() -> None:
        if os.read(heard, 1):
            time.sleep(GRACE_S)
            _leave()

    threading.Thread(target=wait, name="watchdog", daemon=True).start()
    return alarm


def _leave() -> None:
    """The end at any moment is what the store is made for."""
    sys.stdout.flush()
    sys.stderr.write(f"Lỗi: {STOPPED}\n")
    sys.stderr.flush()
    os._exit(Stopped.exit_code)
