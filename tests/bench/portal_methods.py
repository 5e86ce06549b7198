"""What searches a portal in `bench_match`: our index, and libraries with the same shingles, each as it does best here.

The others get the work of our own folding and hashing for nothing, and their bands, distances and thresholds were
chosen on a portal of another seed. What they only suppose is proved as far as can be: by the share of shingles (or,
rapidfuzz, of words in their order) that is common to both texts.
"""

from __future__ import annotations

import functools
import importlib
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from importlib.util import find_spec
from typing import Any, Protocol

import numpy as np
from portal_cases import PORTAL, Copy
from portal_texts import Post

from linter.match.index import Index, Item
from linter.model import Article, Block, BlockKind, Run
from linter.text.shingle import Hashes, fold
from linter.text.shingle import hashes as shingle

VIETNAM = timezone(timedelta(hours=7))
COPIED = {"pushed", "pushed-partly"}


class Method(Protocol):
    """A search. `item` and `query` make what it takes, which is not timed."""

    def item(self, copy: Copy) -> Any: ...
    def query(self, post: Post) -> Any: ...
    def put(self, item: Any) -> None: ...
    def found(self, query: Any) -> Collection[str]:
        """The addresses of the items that are said to carry the article."""
        ...


class Ours:
    def __init__(self) -> None:
        self.index = Index()

    def item(self, copy: Copy) -> Item:
        published = datetime.fromisoformat(copy.published).replace(tzinfo=VIETNAM)
        return Item(PORTAL, copy.url, copy.title, copy.text, published, ())

    def query(self, post: Post) -> Article:
        blocks = tuple(Block(BlockKind.PARAGRAPH, (Run(line),)) for line in post.lines)
        published = datetime(post.day.year, post.day.month, post.day.day, 9, tzinfo=VIETNAM)
        return Article(post.url, post.title, blocks, url=post.url, published_at=published)

    def put(self, item: Item) -> None:
        self.index.put(item)

    def found(self, query: Article) -> Collection[str]:
        return [match.item.url for match in self.index.matches(query) if match.relation in COPIED]


@dataclass(frozen=True, slots=True)
class Rule:
    """Which shares of shingles make a copy: of the article in the item, of the item in the article (and how many),
    of the article where the item is a round-up (and how many)."""

    whole: float = 0.35
    cut: float = 0.5
    cut_shared: int = 20
    piece: float = 0.25
    piece_shared: int = 80

    def holds(self, shared: int, own: int, other: int) -> bool:
        forth, back = shared / max(1, own), shared / max(1, other)
        return (
            forth >= self.whole
            or (back >= self.cut and shared >= self.cut_shared)
            or (forth >= self.piece and shared >= self.piece_shared)
        )


class Texts:
    """Takes texts, as they are."""

    def __init__(self) -> None:
        self.urls: list[str] = []

    def item(self, copy: Copy) -> tuple[str, str]:
        return copy.url, copy.text

    def query(self, post: Post) -> str:
        return post.text


class Supposing(Texts):
    """A search that names candidates by numbers, which are then proved by the shingles kept of every item."""

    rule = Rule()

    def __init__(self) -> None:
        super().__init__()
        self.kept: list[Hashes] = []

    def put(self, item: tuple[str, str]) -> None:
        url, text = item
        own = shingle(text)
        self.enter(len(self.urls), own)
        self.urls.append(url)
        self.kept.append(own)

    def found(self, query: str) -> Collection[str]:
        own = shingle(query)
        return [self.urls[number] for number in self.candidates(own) if self.proved(own, self.kept[number])]

    def proved(self, own: Hashes, other: Hashes) -> bool:
        shared = int(np.count_nonzero(own[np.minimum(np.searchsorted(own, other), len(own) - 1)] == other))
        return self.rule.holds(shared, len(own), len(other))

    def enter(self, number: int, own: Hashes) -> None:
        raise NotImplementedError

    def candidates(self, own: Hashes) -> Iterable[int]:
        raise NotImplementedError


class Datasketch(Supposing):
    bands, rows = 64, 2

    def __init__(self) -> None:
        super().__init__()
        self.module: Any = importlib.import_module("datasketch")
        self.lsh = self.module.MinHashLSH(num_perm=self.bands * self.rows, params=(self.bands, self.rows))
        self.like = self.module.MinHash(num_perm=self.bands * self.rows, hashfunc=int)

    def signature(self, own: Hashes) -> Any:
        made = self.like.copy()  # with the permutations, which are costly to draw
        made.update_batch(own.tolist())
        return made

    def enter(self, number: int, own: Hashes) -> None:
        self.lsh.insert(number, self.signature(own), check_duplication=False)

    def candidates(self, own: Hashes) -> Iterable[int]:
        return self.lsh.query(self.signature(own))  # type: ignore[no-any-return]


class Rensa(Supposing):
    bands, rows = 64, 2

    def __init__(self) -> None:
        super().__init__()
        self.module: Any = importlib.import_module("rensa")
        self.lsh = self.module.RMinHashLSH(threshold=0.2, num_perm=self.bands * self.rows, num_bands=self.bands)

    def signature(self, own: Hashes) -> Any:
        made = self.module.RMinHash(num_perm=self.bands * self.rows, seed=642)
        made.update([one.tobytes() for one in own])
        return made

    def enter(self, number: int, own: Hashes) -> None:
        self.lsh.insert(number, self.signature(own))

    def candidates(self, own: Hashes) -> Iterable[int]:
        return self.lsh.query(self.signature(own))  # type: ignore[no-any-return]


class Simhash(Supposing):
    distance, blocks = 19, 20

    def __init__(self) -> None:
        super().__init__()
        module: Any = importlib.import_module("gaoya.simhash")
        self.index = module.SimHashStringIndex(
            hash_size=64,
            num_blocks=self.blocks,
            hamming_distance=self.distance,
            analyzer=lambda own: list(map(str, own.tolist())),
        )

    def enter(self, number: int, own: Hashes) -> None:
        self.index.insert_document(number, own)

    def candidates(self, own: Hashes) -> Iterable[int]:
        return self.index.query(own)  # type: ignore[no-any-return]


class Rapidfuzz(Texts):
    """All pairs: the longest common subsequence of words, each distinct word written as one letter."""

    rule = Rule(whole=0.7, cut=0.85, cut_shared=40, piece=0.5, piece_shared=150)

    def __init__(self) -> None:
        super().__init__()
        self.cdist: Callable[..., Any] = importlib.import_module("rapidfuzz.process").cdist
        self.scorer: Any = importlib.import_module("rapidfuzz.distance").LCSseq.similarity
        self.letters: dict[str, str] = {}
        self.lines: list[str] = []

    def line(self, text: str) -> str:
        letters = self.letters
        return "".join([letters.setdefault(word, chr(0x10000 + len(letters))) for word in fold(text)])

    def put(self, item: tuple[str, str]) -> None:
        url, text = item
        self.urls.append(url)
        self.lines.append(self.line(text))

    def found(self, query: str) -> Collection[str]:
        own = self.line(query)
        shared = self.cdist([own], self.lines, scorer=self.scorer, dtype=np.uint16)[0]
        likely = np.flatnonzero(shared >= self.rule.cut_shared)
        return [
            self.urls[number]
            for number in likely.tolist()
            if self.rule.holds(int(shared[number]), len(own), len(self.lines[number]))
        ]


@dataclass(frozen=True, slots=True)
class Entry:
    """A method in the race: its package, and by the size of the portal how many questions it is asked, where not all;
    0 leaves it out."""

    make: Callable[[], Method]
    package: str = ""
    asked: Mapping[int, int] | None = None

    def questions(self, size: int, count: int) -> int:
        limits = [most for at, most in (self.asked or {}).items() if size >= at]
        return min([count, *limits])


OURS = "ours"
ENTRIES: Mapping[str, Entry] = {
    OURS: Entry(Ours),
    "datasketch LSH, proved": Entry(Datasketch, "datasketch"),
    "rensa LSH, proved": Entry(Rensa, "rensa"),
    "gaoya simhash, proved": Entry(Simhash, "gaoya"),
    "rapidfuzz, all pairs": Entry(Rapidfuzz, "rapidfuzz", {2_000: 100, 50_000: 30}),
}


@functools.cache
def entered() -> dict[str, Entry]:
    """Those that are installed."""
    return {name: entry for name, entry in ENTRIES.items() if not entry.package or find_spec(entry.package)}
