"""What a run of short lines is: verse, a list, captions, or lines of prose.

Lines of verse are short, begin with a capital and seldom end a sentence; so do the lines of a programme, of a
list of names and of captions. What sets verse apart is its measure, or that the text announces it.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from statistics import mean, pstdev
from typing import Literal

from linter.text.vietnamese import UPPER, syllables

Shape = Literal["verse", "list", "captions", "prose"]

FEW_LINES = 4  # a couplet in prose is a quotation, not a poem
MANY_LINES = 8  # so many lines of free measure are no programme in an article
STOPS = 0.5  # lines of verse seldom end a sentence
SAID = 7  # syllables in the mean: lines without rhymes are shorter in verse, longer in a message
MEASURE = 1.1  # syllables; amateur verse strays from its measure by no more

FREE_LINES, FREE_MEAN, FREE_SPREAD, FREE_STOPS = 6, 8.0, 1.0, 0.25

_STOP_WITHIN = re.compile(r"[.!?] \w")
_STOP = re.compile(r"[.!?…][\"”’»)]*$")
_FIGURE = re.compile(r"[\d:]")
_NAME = re.compile(rf"[{UPPER}][\w'’.]*(?:[ ,–-]+[{UPPER}][\w'’.]*)+\W*")
_PERSON = re.compile(r"(?:ông|bà|thầy|cô|anh|chị|em|bé|đ/c|đồng chí|ths\.?)\s", re.IGNORECASE)
_VOWEL_MARKS = "\u0302\u0306\u031b"  # of â ă ơ; the tones are left out
_ONSET = re.compile(r"^(?:ngh?|nh|ch|gh|gi(?=[aeiouyăâêôơư])|kh|ph|qu|th|tr|[bcdđghklmnpqrstvx])")
_POETIC = re.compile(r"\b(?:thơ|vè|ca dao|đồng dao|lục bát|bài hát|lời bài|câu hát|khúc hát|vần)\b", re.IGNORECASE)


def shape_of(lines: Sequence[str], announced: str = "", pictures: int = 0) -> Shape:
    """The shape of clean short lines. `announced` is the line before them, `pictures` how many pictures stand
    right before them."""
    if len(lines) < FEW_LINES:
        return "prose"
    if pictures >= len(lines):
        return "captions"
    if _is_list(lines):
        return "list"
    if _share(_STOP, lines) > STOPS:
        return "prose"
    return "verse" if _POETIC.search(announced) else _by_measure(lines, announced)


def is_free_verse(lines: Sequence[str]) -> bool:
    """Whether lines, some of which begin small, are verse without measure, and no prose with a break at the end of
    each line of a narrow sheet: they are short, of uneven length, and no sentence ends inside one."""
    if len(lines) < FREE_LINES or _is_list(lines) or _share(_STOP, lines) > FREE_STOPS:
        return False
    lengths = [syllables(line) for line in lines]
    within = any(_STOP_WITHIN.search(line) for line in lines)
    return not within and mean(lengths) <= FREE_MEAN and pstdev(lengths) >= FREE_SPREAD


def _by_measure(lines: Sequence[str], announced: str) -> Shape:
    rhymed = _rhymes(lines)
    if announced.endswith(":") and not rhymed:  # "Chương trình gồm:"
        return "list"
    if mean(map(syllables, lines)) > SAID and not rhymed:  # sentences that nobody closed with a stop
        return "prose"
    return "verse" if _is_measured(lines) or len(lines) >= MANY_LINES else "list"


def _is_list(lines: Sequence[str]) -> bool:
    """ "Cô …" in each line, or a figure in most, or nothing but names, or everything in capitals."""
    firsts = Counter(line.split()[0].lower() for line in lines)
    repeated = max(firsts.values()) * 2 > len(lines)
    named = sum(1 for line in lines if _NAME.fullmatch(_PERSON.sub("", line)))
    shouted = sum(1 for line in lines if line.isupper())
    return repeated or max(named, shouted) * 2 > len(lines) or _share(_FIGURE, lines) > 0.5


def _share(pattern: re.Pattern[str], lines: Sequence[str]) -> float:
    return sum(1 for line in lines if pattern.search(line)) / len(lines)


def _is_measured(lines: Sequence[str]) -> bool:
    """Whether the lines have one measure, or two in turns (six and eight)."""
    counts = [syllables(line) for line in lines]
    in_turns = max(pstdev(counts[::2]), pstdev(counts[1::2]))
    return min(pstdev(counts), in_turns) <= MEASURE


def _rhymes(lines: Sequence[str]) -> bool:
    """Whether a line in four rhymes with one of the two before it, at its end or (a line of eight) on its sixth
    syllable."""
    words = [line.split() for line in lines]
    ends = [_rime(line[-1]) for line in words]
    sixth = [_rime(line[5]) if len(line) > 6 else "" for line in words]
    hits = sum(
        1 for n in range(1, len(lines)) if {ends[n], sixth[n]} & {*ends[max(0, n - 2) : n]} - {""}
    )  # fmt: skip
    return hits * 4 >= len(lines)


def _rime(word: str) -> str:
    """A syllable without its onset and its tone: "quê" and "về" → "ê"."""
    bare = "".join(c for c in unicodedata.normalize("NFD", word.lower()) if c.isalpha() or c in _VOWEL_MARKS)
    return _ONSET.sub("", unicodedata.normalize("NFC", bare))
