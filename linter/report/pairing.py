"""Which words of two texts are the same words: pairs in order, for showing the texts beside each other.

Runs that stand once in either text are paired first, as a reader would (Cohen's "patience" diff); what stands between
is paired by the longest common subsequence. A word or two in common amid long differences are chance, not sameness.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from linter.text.shingle import SIZE

STRAY = 3  # a pair of runs shorter than a third of what differs before and behind it is chance

FARTHEST = 40  # words that two paragraphs in turn begin with

Openings = tuple[Sequence[bool], Sequence[bool]]  # for each word of either text whether a paragraph begins with it
_Pair = tuple[int, int]
_Run = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Block:
    """Words that follow each other in both texts: where they begin, and how many they are."""

    left: int
    right: int
    words: int


def blocks(left: Sequence[str], right: Sequence[str]) -> list[Block]:
    """The blocks that two texts share, in the order of both. Time and memory grow with len(left) * len(right), by
    the bit: 5,000 words of either take 30 ms and 3 MB."""
    found: list[Block] = []
    for one, other in _pairs(left, right):
        last = found[-1] if found else Block(0, 0, 0)
        if found and (one, other) == (last.left + last.words, last.right + last.words):
            found[-1] = Block(last.left, last.right, last.words + 1)
        else:
            found.append(Block(one, other, 1))
    return _without_strays(found, Block(len(left), len(right), 0))


def slid(found: Sequence[Block], left: Sequence[str], right: Sequence[str], opens: Openings) -> list[Block]:
    """The blocks with what stands in one text only moved to the beginning of a paragraph, where that is as true: of
    two paragraphs that begin alike either beginning may be the added one."""
    kept = [Block(0, 0, 0)]
    for block in [*found, Block(len(left), len(right), 0)]:
        last = kept[-1]
        back = 0
        if last.right + last.words == block.right:
            back = _back(left, opens[0], last.left + last.words, block.left)
        elif last.left + last.words == block.left:
            back = _back(right, opens[1], last.right + last.words, block.right)
        if back <= last.words:
            kept[-1] = Block(last.left, last.right, last.words - back)
            block = Block(block.left - back, block.right - back, block.words + back)  # noqa: PLW2901
        kept.append(block)
    return [block for block in kept if block.words]


def _back(words: Sequence[str], opens: Sequence[bool], start: int, end: int) -> int:
    """By how many words words[start:end] may move back to begin where a paragraph does, the words staying the same."""
    for back in range(min(start, FARTHEST) + 1):
        if start < len(words) and opens[start - back]:
            return back
        if not start - back or words[start - back - 1] != words[end - back - 1]:
            break
    return 0


def elsewhere(words: Sequence[str], other: Sequence[str], paired: Sequence[_Pair]) -> list[bool | None]:
    """For each word of a text: None where it is paired (`paired` are the beginnings and ends of what is), else
    whether it is part of a run that stands in the other text at another place."""
    known = set(_runs(other))
    told: list[bool | None] = [None] * len(words)
    for (_, start), (end, _) in pairwise([(0, 0), *paired, (len(words), len(words))]):
        told[start:end] = [False] * (end - start)
        for at, run in enumerate(_runs(words[start:end]), start):
            if run in known:
                told[at : at + SIZE] = [True] * SIZE
    return told


def _runs(words: Sequence[str]) -> Iterator[_Run]:
    return zip(*(words[start:] for start in range(SIZE)), strict=False)


def _pairs(left: Sequence[str], right: Sequence[str]) -> Iterator[_Pair]:
    i = j = 0
    for one, other in [*_anchors(left, right), (len(left), len(right))]:
        for here, there in _between(left[i:one], right[j:other]):
            yield i + here, j + there
        if one < len(left):
            yield one, other
        i, j = one + 1, other + 1


def _anchors(left: Sequence[str], right: Sequence[str]) -> list[_Pair]:
    """The words of those runs that stand once in either text, as far as they are in the same order."""
    ours, theirs = _single(left), _single(right)
    anchors: list[_Pair] = []
    for one, other in _ascending([(at, theirs[run]) for run, at in ours.items() if run in theirs]):
        for step in range(SIZE):  # runs overlap, and may overlap more in one text than in the other
            if not anchors or (one + step > anchors[-1][0] and other + step > anchors[-1][1]):
                anchors.append((one + step, other + step))
    return anchors


def _single(words: Sequence[str]) -> dict[_Run, int]:
    """The runs that stand once in a text, in order, with their places."""
    places: dict[_Run, int] = {}
    often: set[_Run] = set()
    for at, run in enumerate(_runs(words)):
        if places.setdefault(run, at) != at:
            often.add(run)
    return {run: at for run, at in places.items() if run not in often}


def _ascending(pairs: Sequence[_Pair]) -> list[_Pair]:
    """Of pairs in the order of their first numbers the most whose second numbers ascend as well."""
    ends: list[int] = []  # the least second number at which so many pairs end
    last: list[int] = []  # and the pair that ends there
    before: list[int] = []
    for place, (_, there) in enumerate(pairs):
        slot = bisect_left(ends, there)
        ends[slot : slot + 1], last[slot : slot + 1] = [there], [place]
        before.append(last[slot - 1] if slot else -1)
    kept: list[_Pair] = []
    place = last[-1] if last else -1
    while place >= 0:
        kept.append(pairs[place])
        place = before[place]
    return kept[::-1]


def _between(left: Sequence[str], right: Sequence[str]) -> Iterator[_Pair]:
    """The pairs between two anchors: what is equal at either end, and of the rest as many as there can be."""
    most = min(len(left), len(right))
    head = next((at for at in range(most) if left[at] != right[at]), most)
    tail = next((at for at in range(most - head) if left[-1 - at] != right[-1 - at]), most - head)
    one, other = len(left) - tail, len(right) - tail
    yield from ((at, at) for at in range(head))
    yield from ((head + i, head + j) for i, j in _longest(left[head:one], right[head:other]))
    yield from ((one + at, other + at) for at in range(tail))


def _longest(left: Sequence[str], right: Sequence[str]) -> list[_Pair]:
    """The longest common subsequence, by the bits of whole numbers (Hyyrö 2004, as in linter.match.align), with the
    number of every step kept to walk back through."""
    places: defaultdict[str, int] = defaultdict(int)
    for place, word in enumerate(left):
        places[word] |= 1 << place
    everything = (1 << len(left)) - 1
    steps = [everything]
    for word in right:
        now = steps[-1]
        stands = now & places.get(word, 0)
        steps.append(((now + stands) | (now - stands)) & everything)
    pairs: list[_Pair] = []
    i, j = len(left), len(right)
    while i and j:
        if steps[j] >> (i - 1) & 1:
            i -= 1
            continue
        j -= 1
        if steps[j] >> (i - 1) & 1:
            i -= 1
            pairs.append((i, j))
    return pairs[::-1]


def _without_strays(found: Sequence[Block], end: Block) -> list[Block]:
    kept: list[Block] = []
    i = j = 0
    for block, following in pairwise([*found, end]):
        before = max(block.left - i, block.right - j)
        behind = max(following.left - block.left, following.right - block.right) - block.words
        if block.words < SIZE and min(before, behind) > STRAY * block.words:
            continue
        kept.append(block)
        i, j = block.left + block.words, block.right + block.words
    return kept
