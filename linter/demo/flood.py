"""NukeViet's flood limiter: so many requests of one client in a minute or in five, and no more."""

from __future__ import annotations

from collections import defaultdict, deque
from dataclasses import dataclass, field
from threading import Lock

WINDOWS = ((60.0, 40), (300.0, 150))  # seconds, requests: the CMS ships with these


@dataclass(slots=True)
class Flood:
    """Counts the requests of each client."""

    seen: dict[str, deque[float]] = field(default_factory=lambda: defaultdict(deque))
    lock: Lock = field(default_factory=Lock)

    def refuses(self, client: str, now: float) -> bool:
        """Counts a request at `now` (seconds) and says whether it is one too many."""
        with self.lock:
            times = self.seen[client]
            times.append(now)
            while now - times[0] > WINDOWS[-1][0]:
                times.popleft()
            return any(sum(now - t <= seconds for t in times) > limit for seconds, limit in WINDOWS)
