"""The addresses of one site that wait to be read, the important ones first."""

from __future__ import annotations

import heapq
from collections import Counter, defaultdict
from enum import IntEnum
from urllib.parse import urlsplit

from linter.crawl.address import TRAP_REASON, Scope, canonical, left_alone

QUERIES_PER_PATH = 50
OFF_SITE = "ngoài trang của trường"


class Rank(IntEnum):
    """Why an address matters; the smaller is read first, so that a cap costs old posts before sections."""

    HOME = 0
    FRAME = 1  # menu, header, footer: where sections stand
    LISTED = 2  # sitemap, feed
    FOUND = 3  # a link in the text


class Frontier:
    """Each address once, in an order that depends only on what was found and when."""

    def __init__(self, scope: Scope) -> None:
        self.scope = scope
        self.skipped: Counter[str] = Counter()
        self.labels: defaultdict[str, list[str]] = defaultdict(list)
        self._queue: list[tuple[Rank, int, str]] = []
        self._known: dict[str, Rank] = {}
        self._taken: set[str] = set()
        self._left: set[str] = set()
        self._queries: Counter[str] = Counter()
        self._count = 0

    def add(self, url: str, rank: Rank, label: str = "") -> None:
        """Note an address; what is off the site, a trap or a twin is counted with its reason and left."""
        address = canonical(url)
        if not self.scope.holds(address):
            self.skip(address, OFF_SITE)
            return
        if label and label not in self.labels[address] and len(self.labels[address]) < 5:
            self.labels[address].append(label)
        if address in self._known:
            if rank < self._known[address] and address not in self._taken:
                self._push(address, rank)
            return
        reason = left_alone(address) or self._trap(address)
        if reason:
            self.skip(address, reason)
            return
        self._push(address, rank)

    def take(self) -> str | None:
        """The next address to read, or None when all are read."""
        while self._queue:
            _, _, address = heapq.heappop(self._queue)
            if address not in self._taken:
                self._taken.add(address)
                return address
        return None

    def mark(self, url: str) -> bool:
        """Note that a page was read under another address than was asked for; False when it was known as read."""
        address = canonical(url)
        fresh = address not in self._taken
        self._known.setdefault(address, Rank.FOUND)
        self._taken.add(address)
        return fresh

    def __len__(self) -> int:
        return len(self._known) - len(self._taken)

    def waiting(self) -> list[str]:
        """The addresses not taken yet, in their order."""
        return list(dict.fromkeys(a for _, _, a in sorted(self._queue) if a not in self._taken))

    @property
    def found(self) -> int:
        return len({*self._known, *self._left})

    def _push(self, address: str, rank: Rank) -> None:
        self._known[address] = rank
        self._count += 1
        heapq.heappush(self._queue, (rank, self._count, address))

    def _trap(self, address: str) -> str | None:
        parts = urlsplit(address)
        if not parts.query:
            return None
        self._queries[parts.path] += 1
        return TRAP_REASON if self._queries[parts.path] > QUERIES_PER_PATH else None

    def skip(self, address: str, reason: str) -> None:
        """Count an address that is left alone, once."""
        if address not in self._left:
            self._left.add(address)
            self.skipped[reason] += 1
