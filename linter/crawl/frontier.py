"""The addresses of one site that wait to be read, the important ones first."""

from __future__ import annotations

import heapq
import re
from collections import Counter, defaultdict
from collections.abc import Collection
from enum import IntEnum
from urllib.parse import urlsplit

from linter.crawl.address import (
    FILE_REASON,
    LOGIN_REASON,
    TRAP_REASON,
    URL_CHARACTERS,
    Scope,
    canonical,
    left_alone,
    site_key,
)

# Addresses that differ in their query alone. A number that names a post or a page of a list is no trap, and a
# menu has an end.
QUERIES_PER_PATH = 50
NUMBERED_PER_PATH = 2000
LABELS = 5
OFF_SITE = "ngoài trang của trường"
READ_BEFORE = "bài đã đọc ở lượt trước"
TOO_MANY_QUERIES = "quá nhiều địa chỉ chỉ khác nhau ở tham số"

_NUMBERED = re.compile(r"(?:(?:\w*id|p|n|sid|page|trang|paged|start)=\d{1,9}(?:&|$))+", re.IGNORECASE)


class Rank(IntEnum):
    """Why an address matters; the smaller is read first, so that a cap costs old posts before sections."""

    HOME = 0
    MENU = 1
    FRAME = 2  # header, footer: where sections stand as well
    LISTED = 3  # feed, sections in a sitemap or in a post
    FOUND = 4  # a link in a list, posts of a sitemap
    REST = 5  # a link between posts, posts of a sitemap without days


class Frontier:
    """Each address once, in an order that depends only on what was found and when. `known` are the keys of posts
    that need no second reading.

    What is not queued is told apart by what its absence would prove: `skipped` counts what is no page of the
    site, by reason; `cut` holds what may well be one; `aside` what is rightly left alone although a menu,
    header or footer leads there, so that it may be the section somebody looks for.
    """

    def __init__(self, scope: Scope, known: Collection[str] = ()) -> None:
        self.scope = scope
        self.read_before = known
        self.skipped: Counter[str] = Counter()
        self.cut: dict[str, str] = {}
        self.aside: dict[str, str] = {}
        self._labels: defaultdict[str, list[str]] = defaultdict(list)
        self._queue: list[tuple[Rank, int, int, str]] = []
        self._known: dict[str, tuple[Rank, int]] = {}  # by key, as are all the others
        self._taken: set[str] = set()
        self._left: set[str] = set()
        self._queries: Counter[tuple[str, bool]] = Counter()
        self._count = 0

    def add(self, url: str, rank: Rank, label: str = "", *, depth: int = 0) -> None:
        """Note an address; what is off the site, a trap or a twin is counted with its reason and left. Of one rank,
        the smaller `depth` is read first: how far down the lists of posts it
        stands, 2n - 1 for their page n and 2n for the posts on it."""
        if len(url) > URL_CHARACTERS:  # a megabyte is not worth keeping
            self.skip(url[:URL_CHARACTERS], TRAP_REASON)
            return
        address = canonical(url)
        key = site_key(address)
        labels = self._labels[key]
        if label and len(labels) < LABELS and label not in labels:
            labels.append(label)
        if key in self.read_before and not _leads_on(rank, depth):
            self.skip(address, READ_BEFORE)
        elif key in self._known:
            if (rank, depth) < self._known[key] and key not in self._taken:
                self._push(address, rank, depth)
        else:
            self._meet(address, rank, depth)

    def _meet(self, address: str, rank: Rank, depth: int) -> None:
        if not self.scope.holds(address):
            self._leave(address, OFF_SITE, aside=rank is Rank.MENU)
        elif reason := left_alone(address, self.scope.path):
            framed = rank in {Rank.MENU, Rank.FRAME}
            self._leave(address, reason, aside=framed and reason in {FILE_REASON, LOGIN_REASON})
        elif self._is_trap(address, rank):
            self.cut[address] = TOO_MANY_QUERIES
        else:
            self._push(address, rank, depth)

    def take(self) -> str | None:
        """The next address to read, or None when all are read."""
        while self._queue:
            *_, address = heapq.heappop(self._queue)
            if site_key(address) not in self._taken:
                self._taken.add(site_key(address))
                return address
        return None

    def again(self, url: str) -> None:
        """Have an address that was taken wait once more, in its old place."""
        self._taken.discard(site_key(url))
        self._push(canonical(url), self.rank(url), self.depth(url))

    def mark(self, url: str) -> None:
        """Note that a page was read under another address than was asked for."""
        self._known.setdefault(site_key(url), (Rank.FOUND, 0))
        self._taken.add(site_key(url))

    def labels(self, url: str) -> tuple[str, ...]:
        """The words of the links to an address, as far as they are known by now."""
        return tuple(self._labels.get(site_key(url), ()))

    def rank(self, url: str) -> Rank:
        return self._known.get(site_key(url), (Rank.FOUND, 0))[0]

    def depth(self, url: str) -> int:
        return self._known.get(site_key(url), (Rank.FOUND, 0))[1]

    def __len__(self) -> int:
        return len(self._known) - len(self._taken)

    def waiting(self) -> list[str]:
        """The addresses not taken yet, in their order."""
        return list({site_key(a): a for *_, a in sorted(self._queue) if site_key(a) not in self._taken}.values())

    @property
    def found(self) -> int:
        return len({*self._known, *self._left, *map(site_key, self.cut)})

    def skip(self, address: str, reason: str) -> None:
        """Count an address that is left alone, once."""
        key = site_key(address)
        if key not in self._left:
            self._left.add(key)
            self.skipped[reason] += 1

    def _leave(self, address: str, reason: str, *, aside: bool) -> None:
        self.skip(address, reason)
        if aside:
            self.aside.setdefault(address, reason)

    def _push(self, address: str, rank: Rank, depth: int) -> None:
        self._known[site_key(address)] = (rank, depth)
        self._count += 1
        heapq.heappush(self._queue, (rank, depth, self._count, address))

    def _is_trap(self, address: str, rank: Rank) -> bool:
        parts = urlsplit(address)
        if not parts.query:
            return False
        free = rank < Rank.LISTED or _NUMBERED.fullmatch(parts.query) is not None
        self._queries[parts.path, free] += 1
        return self._queries[parts.path, free] > (NUMBERED_PER_PATH if free else QUERIES_PER_PATH)


def _leads_on(rank: Rank, depth: int) -> bool:
    """Whether an address is read in every run, as lists are: what frames lead to, and further pages of lists."""
    return rank < Rank.LISTED or depth % 2 == 1
