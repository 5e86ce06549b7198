"""Whether our own network was lost while a run was under way: servers that had answered all fall silent together."""

from __future__ import annotations

from linter.crawl.reply import Failure, Reason, Response

FEWEST = 3  # servers; two may well stop together
SHARE = 0.25  # of all that have answered: at the end of a run those are left that have had enough of us
_SILENT: frozenset[Reason] = frozenset({"dns-error", "connection-refused", "connection-reset", "timeout"})


class Outage:
    """Notes what came of each request, by the server that was asked."""

    def __init__(self) -> None:
        self._alive: set[str] = set()
        self._silent: set[str] = set()  # of those alive, since the last answer of any

    def note(self, server: str, got: Response | Failure) -> None:
        if isinstance(got, Response) or got.reason not in _SILENT:
            self._alive.add(server)
            self._silent.clear()
        elif server in self._alive:
            self._silent.add(server)

    @property
    def is_total(self) -> bool:
        """Whether no answer came any more, from several servers that had answered before."""
        return len(self._silent) >= max(FEWEST, len(self._alive) * SHARE)
