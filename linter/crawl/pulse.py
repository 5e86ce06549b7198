"""Which servers have stopped to answer: all sites on one of them learn of it from the first that met it."""

from __future__ import annotations

from collections import Counter

from linter.crawl.reply import Reason

MOST_MISSED = 8  # tries in a row without an answer, of whatever sites; each may have cost half a minute
LAST_TRIES = 4  # when all others are done: two addresses, since one site of many may be down by itself
_SILENT: frozenset[Reason] = frozenset({"connection-refused", "connection-reset", "timeout"})


class Pulse:
    """Counts by server, see `Pace`. An answer of any kind is a sign of life."""

    def __init__(self) -> None:
        self._missed: Counter[str] = Counter()
        self._lifted: set[str] = set()

    def note(self, key: str, fault: Reason | None) -> None:
        """What became of a try; None for an answer."""
        if fault in _SILENT:
            self._missed[key] += 1
        elif fault is None:
            self._missed[key] = 0

    def is_down(self, key: str) -> bool:
        return self._missed[key] >= MOST_MISSED

    def lift(self, key: str) -> None:
        """Let a server that is down be asked a last time, once in a run."""
        if self.is_down(key) and key not in self._lifted:
            self._lifted.add(key)
            self._missed[key] = MOST_MISSED - LAST_TRIES
