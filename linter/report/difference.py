"""Two texts side by side: which words stand on one side only, paragraph beside paragraph.

Words are equal as the matcher holds them equal (`linter.text.shingle.fold`): case, composition, the place of the tone
mark and punctuation make no difference. What is shown is spelled as it was found.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain, groupby, pairwise, zip_longest

from linter.report.pairing import Block, blocks, elsewhere, slid
from linter.report.spelling import LETTERS, LONGEST, Kind, Word, words_of

MOST = 1_500  # words shown of both texts together, a word being as wide as eight letters
LINE = 8  # words as wide as a line of a side
CONTEXT = 8  # equal words shown beside a difference
OPENING, ENDING = 40, 12  # words shown of what stands on one side only
LEAST = 8  # words worth hiding
ROW = 160  # words after which a row may end inside a paragraph: some sites have one paragraph to a text
WIDEST = 80  # letters shown of a word


@dataclass(frozen=True, slots=True)
class Segment:
    """Words of one kind in one text. A folded one has their number only; `text` ends in a blank where one follows."""

    kind: Kind
    text: str
    words: int
    folded: bool = False

    @property
    def bare(self) -> str:
        return self.text.rstrip()

    @property
    def gap(self) -> str:
        return " " if self.text != self.bare else ""


@dataclass(frozen=True, slots=True)
class Row:
    """What stands beside each other; a side may be empty."""

    left: tuple[Segment, ...]
    right: tuple[Segment, ...]

    @property
    def is_same(self) -> bool:
        return all(segment.kind == "same" for segment in chain(self.left, self.right))

    @property
    def words(self) -> tuple[int, int]:
        return sum(s.words for s in self.left), sum(s.words for s in self.right)


@dataclass(frozen=True, slots=True)
class Difference:
    """Rows short enough to be read, and how many words there are of each kind in what was compared. `unshown` are the
    words of each text below the last row; `cut` says that a text went on beyond what is compared."""

    rows: tuple[Row, ...]
    same: int
    left: int
    right: int
    moved: int
    unshown: tuple[int, int] = (0, 0)
    cut: bool = False

    @property
    def is_equal(self) -> bool:
        return not (self.left or self.right or self.moved)


_Words = Sequence[Word]


@dataclass(frozen=True, slots=True)
class _Step:
    """Equal words of both texts, or what stands between two such places."""

    same: bool
    left: _Words
    right: _Words

    @property
    def width(self) -> int:
        return max(min(len(self.left), OPENING), min(len(self.right), OPENING))


def compare(left: str, right: str) -> Difference:
    """Two plain texts, a paragraph to a line, as rows to be read. Takes less than a second however long they are."""
    cut = left != right and max(len(left), len(right)) > LETTERS
    ours, theirs = words_of(left), words_of(right)
    cut = cut or (left != right and max(len(ours), len(theirs)) > LONGEST)
    steps = _aligned(ours[:LONGEST], theirs[:LONGEST])
    told = Difference((), *_counts(steps), cut=cut)
    kept, unshown = _bounded(steps)
    return replace(told, rows=tuple(kept), unshown=unshown)


def rows(left: str, right: str) -> list[Row]:
    """Two plain texts in full, nothing folded: the segments of a side, joined, are its words."""
    return [
        Row(
            tuple(s for step in row for s in _segments(step.left)),
            tuple(s for step in row for s in _segments(step.right)),
        )
        for row in _aligned(words_of(left)[:LONGEST], words_of(right)[:LONGEST])
    ]


# --- rows -------------------------------------------------------------------------------------------------


def _aligned(left: _Words, right: _Words) -> list[list[_Step]]:
    """The steps from the beginning of both texts to the end, a list for each row."""
    ours, theirs = [word.key for word in left], [word.key for word in right]
    opens = [word.opens for word in left], [word.opens for word in right]
    found = slid(blocks(ours, theirs), ours, theirs, opens)
    left = _marked(left, elsewhere(ours, theirs, [(b.left, b.left + b.words) for b in found]), "left")
    right = _marked(right, elsewhere(theirs, ours, [(b.right, b.right + b.words) for b in found]), "right")
    made: list[list[_Step]] = [[]]
    i = j = 0
    for block in chain.from_iterable(_by_paragraph(block, left, right) for block in found):
        _add(made, left[i : block.left], right[j : block.right], (left[block.left], right[block.right]))
        i, j = block.left + block.words, block.right + block.words
        made[-1].append(_Step(True, left[block.left : i], right[block.right : j]))
    _add(made, left[i:], right[j:], None)
    return [row for row in made if row]


def _marked(words: _Words, moved: Sequence[bool | None], side: Kind) -> list[Word]:
    """The words with their kinds; `moved` is None for what stands on both sides here."""
    kinds: dict[bool | None, Kind] = {None: "same", True: "moved", False: side}
    return [Word(w.text, w.key, w.opens, kinds[how]) for w, how in zip(words, moved, strict=True)]


def _by_paragraph(block: Block, left: _Words, right: _Words) -> Iterator[Block]:
    """The block in pieces that end where a paragraph does, in either text."""
    start = 0
    for at in range(1, block.words + 1):
        if at == block.words or left[block.left + at].opens or right[block.right + at].opens:
            yield Block(block.left + start, block.right + start, at - start)
            start = at


def _add(made: list[list[_Step]], left: _Words, right: _Words, following: tuple[Word, Word] | None) -> None:
    """What stands on one side only before the two equal words that follow: what goes on with a paragraph goes into
    the last row, what begins the paragraph of these words into their row, paragraphs between into rows of their
    own."""
    ours, theirs = _paragraphs(left), _paragraphs(right)
    ending = _taken(ours, at=0, when=not _opens(ours, 0)), _taken(theirs, at=0, when=not _opens(theirs, 0))
    heading: tuple[_Words, _Words] = (), ()
    if following:
        heading = _taken(ours, at=-1, when=not following[0].opens), _taken(theirs, at=-1, when=not following[1].opens)
    _step(made[-1], *ending)
    for one, other in zip_longest(ours, theirs, fillvalue=()):
        made.append([_Step(False, one, other)])
    if any(heading) or (following and _breaks(made[-1], following)):
        made.append([])
    _step(made[-1], *heading)


def _breaks(row: Sequence[_Step], following: tuple[Word, Word]) -> bool:
    return any(word.opens for word in following) or sum(step.width for step in row) > ROW


def _step(row: list[_Step], left: _Words, right: _Words) -> None:
    if left or right:
        row.append(_Step(False, left, right))


def _paragraphs(words: _Words) -> list[_Words]:
    starts = [at for at, word in enumerate(words) if word.opens or not at]
    return [words[start:end] for start, end in pairwise([*starts, len(words)])]


def _opens(paragraphs: Sequence[_Words], at: int) -> bool:
    return bool(paragraphs) and paragraphs[at][0].opens


def _taken(paragraphs: list[_Words], *, at: int, when: bool) -> _Words:
    return paragraphs.pop(at) if when and paragraphs else ()


# --- what is shown ----------------------------------------------------------------------------------------


def _segments(words: _Words) -> Iterator[Segment]:
    for kind, run in groupby(words, key=lambda word: word.kind):
        spelled = [word.text for word in run]
        yield Segment(kind, "".join(spelled), len(spelled))


def _folded(words: _Words, opening: int, ending: int) -> Iterator[Segment]:
    """The first and the last words, and of those between the number of each kind."""
    hidden = words[opening : len(words) - ending]
    if len(hidden) < LEAST:
        yield from _segments([*map(_narrow, words)])
        return
    yield from _segments([*map(_narrow, words[:opening])])
    for kind in sorted({word.kind for word in hidden}):
        yield Segment(kind, "", sum(word.kind == kind for word in hidden), folded=True)
    yield from _segments([*map(_narrow, words[len(words) - ending :])])


def _narrow(word: Word) -> Word:
    return word if len(word.text) <= WIDEST else replace(word, text=word.text[: WIDEST - 2].rstrip() + "… ")


def _row(steps: Sequence[_Step]) -> Row:
    """The row with what is long and equal, or long and on one side only, folded."""
    if all(step.same for step in steps):
        words = sum(len(step.left) for step in steps)
        return Row(*[(Segment("same", "", words, folded=True),)] * 2)
    sides: tuple[list[Segment], list[Segment]] = [], []
    for at, step in enumerate(steps):
        opening, ending = (CONTEXT * (at > 0), CONTEXT * (at < len(steps) - 1)) if step.same else (OPENING, ENDING)
        sides[0].extend(_folded(step.left, opening, ending))
        sides[1].extend(_folded(step.right, opening, ending))
    return Row(tuple(sides[0]), tuple(sides[1]))


def _bounded(rows: Sequence[Sequence[_Step]]) -> tuple[list[Row], tuple[int, int]]:
    """The rows that fit, equal ones after each other as one, and the words of either side in those that do not."""
    kept: list[Row] = []
    room = MOST
    for at, steps in enumerate(rows):
        row = _row(steps)
        room -= _room(row)
        if room < 0:
            rest = [step for later in rows[at:] for step in later]
            return kept, (sum(len(step.left) for step in rest), sum(len(step.right) for step in rest))
        if row.is_same and kept and kept[-1].is_same:
            words = row.words[0] + kept.pop().words[0]
            row = Row(*[(Segment("same", "", words, folded=True),)] * 2)
        kept.append(row)
    return kept, (0, 0)


def _room(row: Row) -> int:
    """In words; a row has its margins, and what is folded its line."""
    return LINE + sum(LINE // 2 if s.folded else max(s.words, len(s.text) // 8) for s in chain(row.left, row.right))


def _counts(rows: Iterable[Iterable[_Step]]) -> tuple[int, int, int, int]:
    """Words that are the same, on the left only, on the right only, and moved (in either text, whichever has more)."""
    steps = list(chain.from_iterable(rows))
    left = [word.kind for step in steps for word in step.left]
    right = [word.kind for step in steps for word in step.right]
    moved = max(left.count("moved"), right.count("moved"))
    return left.count("same"), left.count("left"), right.count("right"), moved
