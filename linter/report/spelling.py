"""The words of a text as they are spelled, with what they are compared by."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from linter.report.safe import shown
from linter.text.shingle import fold

# "moved": it stands in the other text as well, but not here.
Kind = Literal["same", "left", "right", "moved"]

LONGEST = 5_000  # words of a text, eight pages of A4; what follows is not compared
LETTERS = 100_000  # of a text, for the same reason: a word may be a megabyte
LONG_WORD = 200  # letters; longer ones are no words and not worth folding
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Word:
    """`text` has the signs around the word, and ends in a blank where one follows."""

    text: str
    key: str
    opens: bool  # a paragraph
    kind: Kind = "same"


def words_of(text: str) -> list[Word]:
    """The words of a text, fit to be shown, and one more where it is longer than `LONGEST`. Signs between blanks, such
    as a dash, stay with a word of their paragraph."""
    spelled: list[list[str]] = []
    found: list[tuple[str, bool]] = []
    waiting: list[str] = []
    last = -1
    for paragraph, piece, key in _pieces(text):
        if key:
            spelled.append([*waiting, piece])
            found.append((key, paragraph != last))
            waiting, last = [], paragraph
            if len(found) > LONGEST:
                break
        else:
            (waiting if paragraph != last else spelled[-1]).append(piece)
    if spelled:
        spelled[-1] += waiting
    return [Word("".join(parts), *told) for parts, told in zip(spelled, found, strict=True)]


def _pieces(text: str) -> Iterator[tuple[int, str, str]]:
    """Words with the signs at them, the number of their paragraph and a key to compare them by; "" for signs alone."""
    for number, paragraph in enumerate(shown(text[:LETTERS], LETTERS).split("\n")):
        for piece in paragraph.split():
            for spelled, key in _cut(piece):
                yield number, spelled, key


def _cut(piece: str) -> list[tuple[str, str]]:
    """What stands between two blanks, as words and their keys."""
    keys = fold(piece) if len(piece) <= LONG_WORD else [piece.lower()]
    if len(keys) < 2:
        return [(piece + " ", "".join(keys))]
    composed = unicodedata.normalize("NFC", piece)
    starts = [match.start() for match in _WORD.finditer(composed)]
    if len(starts) != len(keys):  # a letter that is two in lower case
        return [(piece + " ", " ".join(keys))]
    ends = [*starts[1:], len(composed)]
    spelled = [composed[start:end] for start, end in zip([0, *starts[1:]], ends, strict=True)]
    return list(zip([*spelled[:-1], spelled[-1] + " "], keys, strict=True))
