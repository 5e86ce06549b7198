"""Where the texts of an index lie while it is used: in memory while they are few, else in a file without a name."""

from __future__ import annotations

import marshal
import weakref
from datetime import datetime
from tempfile import SpooledTemporaryFile
from typing import Protocol

import numpy as np

from linter.match.item import Item
from linter.text.shingle import Hashes

IN_MEMORY = 4_000_000  # bytes


class Shelf(Protocol):
    """Texts by key. They need not be in memory."""

    def hashes(self, key: int) -> Hashes: ...

    def item(self, key: int) -> Item: ...


class Spool:
    """A shelf of one process: what is added stays as long as it is used."""

    def __init__(self) -> None:
        self._file = SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 -- it lives as long as the spool does
        self._end = 0
        weakref.finalize(self, self._file.close)

    def add(self, item: Item, found: Hashes) -> int:
        """Lay an item down with its hashes; the key comes back."""
        day = item.published.isoformat() if item.published else None
        told = marshal.dumps((item.portal, item.url, item.title, item.text, day, item.links))
        written = len(found).to_bytes(4, "little") + len(told).to_bytes(4, "little") + found.tobytes() + told
        key = self._end
        self._file.seek(key)
        self._file.write(written)
        self._end += len(written)
        return key

    def hashes(self, key: int) -> Hashes:
        self._file.seek(key)
        count = int.from_bytes(self._file.read(8)[:4], "little")
        return np.frombuffer(self._file.read(count * 4), np.uint32)

    def item(self, key: int) -> Item:
        self._file.seek(key)
        head = self._file.read(8)
        count, length = int.from_bytes(head[:4], "little"), int.from_bytes(head[4:], "little")
        self._file.seek(key + 8 + count * 4)
        # What this process wrote itself, into a file that nobody else can open; ten times as fast as JSON.
        portal, url, title, text, day, links = marshal.loads(self._file.read(length))  # noqa: S302
        return Item(portal, url, title, text, datetime.fromisoformat(day) if day else None, links)
