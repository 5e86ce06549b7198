"""One run at a time in a data folder."""

from __future__ import annotations

import json
import os
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path

from linter.errors import InputError
from linter.store.faults import told

NAME = "linter.lock"
_BYTE = 1 << 20  # what is locked lies beyond what is written: Windows lets nobody read a locked part


@contextmanager
def alone(folder: Path, started_at: datetime) -> Iterator[None]:
    """Keeps other runs out of a folder. Raises InputError, naming the run that is at work there.

    The lock is the operating system's and ends with the process, however it ends; what the file says is for people.
    """
    path = folder / NAME
    with told(path):
        handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o666)
    try:
        if not _locked(handle):
            raise refusal(folder, _read(handle))
        with told(path):
            os.ftruncate(handle, 0)
            os.write(handle, card(started_at).encode())
        yield
    finally:
        os.close(handle)


def is_taken(folder: Path) -> bool:
    """Whether a run is at work in a folder."""
    try:
        handle = os.open(folder / NAME, os.O_RDWR)
    except OSError:
        return False
    try:
        return not _locked(handle)
    finally:
        os.close(handle)


def _read(handle: int) -> bytes:
    with suppress(OSError):
        os.lseek(handle, 0, os.SEEK_SET)
        return os.read(handle, 1000)
    return b""


def card(started_at: datetime) -> str:
    """Who is at work, for people."""
    return json.dumps({"pid": os.getpid(), "host": socket.gethostname(), "started_at": started_at.isoformat()})


def refusal(where: object, written: str | bytes) -> InputError:
    """That another is at work, by its card."""
    who = ""
    with suppress(ValueError, KeyError, TypeError):
        told = json.loads(written)
        began = datetime.fromisoformat(told["started_at"])
        who = f" (tiến trình {told['pid']} trên máy {told['host']}, bắt đầu {began:%H:%M:%S ngày %d/%m/%Y})"
    return InputError(f"đang có một lượt khác chạy trên “{where}”{who}; hãy đợi lượt đó xong")


if sys.platform == "win32":
    import msvcrt

    def _locked(handle: int) -> bool:
        os.lseek(handle, _BYTE, os.SEEK_SET)
        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        os.lseek(handle, 0, os.SEEK_SET)
        return True
else:
    import fcntl

    def _locked(handle: int) -> bool:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)  # not lockf: that is let go when any other file closes
        except OSError:
            return False
        return True
