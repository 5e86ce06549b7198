"""Text in the code of an old font, or decoded twice: given as Unicode where it can be.

"Tr­êng tiÓu häc" (TCVN3) and "TrÆ°á»ng Tiá»ƒu há»c" (UTF-8 read as Latin-1) hold no word that a rule looks for;
that a section is missing there proves nothing.

No word is changed for itself. A code is believed when it makes Vietnamese syllables of several words of the text that
are none, and of many such words of the paragraph; a word that could be either goes with the words around it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from linter.text.oldcodes import CODES
from linter.text.oldwords import Word, is_suspect, words_of
from linter.text.passages import passages

# Signs and capitals that stand inside small words in these codes, and nowhere in Vietnamese.
_TCVN3 = re.compile(r"[a-zA-Z][µ¸¶·¹¨»¾¼½©®ª«¬\u00adÆÇÈËÎÏÑÖ×ØÜÞßäåæçëîïñö÷øûüþ]|[µ¸¶·¹¨»¾¼½©®ª«¬][a-z]")
_TWICE = re.compile(r"á[º»]|Æ[°¡]|Ä[‘\u0091ƒ\u0083]|Ã[\u00a0-¿]")
# Letters that were lost: a program that knows ASCII alone writes "Tr??ng" for "Trường". In addresses the sign stands
# between letters too.
_LOST = re.compile(r"(?<![^\s(\"“'])\w*[^\W\d_][?\ufffd]+[^\W\d_][\w?\ufffd]*(?![^\s.,;:!)\"”'])")
MANY = 5  # words
SHARE = 0.08  # of the words of a text
ENOUGH = 2  # different words of a text, to believe that it holds a code
LETTERS = 3  # that each of them has at least: "µm" and "m²" are words of some code

_Found = tuple[int, int, str]  # from, to, what to write there


@dataclass(frozen=True, slots=True)
class _Paragraph:
    """The words of a paragraph that are not plain ASCII, and how well each code reads them: above 0 when, of those
    that are no syllables, it mends more than two for each three that it does not: names are none in any code."""

    words: Sequence[Word]
    scores: tuple[int, ...]


def is_legacy(text: str) -> bool:
    """Whether many words of a text are in an old code, or have lost their letters."""
    words = text.split()
    broken = sum(1 for word in words if _TWICE.search(word) or (_TCVN3.search(word) and not word.isupper()))
    if "?" in text or "\ufffd" in text:
        broken += len(_LOST.findall(text))
    return broken >= max(MANY, len(words) * SHARE)


def decoded(text: str) -> str:
    """The text, or the source of a page, with its words in old codes as Unicode (NFC), and all else as it was.

    Read are TCVN3, VNI, VISCII, VPS, and UTF-8 that was read as Windows-1252 (up to three times) or as TCVN3. Tags,
    attributes but "title", "alt" and "content", scripts, styles, comments and addresses stay. A letter that was lost
    ("trờng" for "trường") is not guessed. Linear in the text; raises nothing.
    """
    if not is_suspect(text):
        return text
    paragraphs = [_read(words) for spans in passages(text) if (words := words_of(text, spans))]
    evidence = _evidence(paragraphs)
    found = [change for paragraph in paragraphs for change in _changes(paragraph, evidence)]
    if not found:
        return text
    found.sort()
    parts: list[str] = []
    done = 0
    for start, end, word in found:
        parts += text[done:start], word
        done = end
    return "".join([*parts, text[done:]])


def _read(words: Sequence[Word]) -> _Paragraph:
    return _Paragraph(words, tuple(_score(words, code) for code in range(len(CODES))))


def _score(words: Sequence[Word], code: int) -> int:
    mended = missed = 0
    strong = False
    for word in words:
        if word.kind.is_strange:
            reading = word.kind.reading(code)
            sound = reading is not None and reading.is_sound
            strong = strong or word.kind.is_mended(code)
            mended += sound
            missed += not sound and word.kind.is_latin
    return max(0, 3 * mended - 2 * missed) if strong else 0


def _evidence(paragraphs: Sequence[_Paragraph]) -> tuple[int, ...]:
    """How many different words each code mends in the paragraphs that it reads as well as any."""
    mended: tuple[set[str], ...] = tuple(set() for _ in CODES)
    for paragraph in paragraphs:
        best = max(paragraph.scores)
        for code, score in enumerate(paragraph.scores):
            if 0 < score == best:
                mended[code].update(w.text.lower() for w in paragraph.words if w.kind.is_mended(code))
    return tuple(sum(len(word) >= LETTERS for word in words) for words in mended)


def _changes(paragraph: _Paragraph, evidence: Sequence[int]) -> list[_Found]:
    score, proof, rank = max(
        (score, evidence[code], -code) if evidence[code] >= ENOUGH else (0, 0, 0)
        for code, score in enumerate(paragraph.scores)
    )
    if not score or not proof:
        return []
    code = -rank
    among = _among(paragraph.words, code)
    found: list[_Found] = []
    for word, is_among in zip(paragraph.words, among, strict=True):
        reading = word.kind.reading(code)
        if reading and (word.kind.is_mended(code) or (is_among and (reading.is_sound or reading.is_likely))):
            found.append((word.start, word.end, reading.text))
    return found


def _among(words: Sequence[Word], code: int) -> list[bool]:
    """Whether the words around each one are in the code: what is sure on either side of it, or between the same tags,
    or, for a word that is no syllable, the word next to it."""
    sure = [True if w.kind.is_mended(code) else (False if w.kind.is_modern else None) for w in words]
    old = {word.stretch for word, told in zip(words, sure, strict=True) if told}
    old -= {word.stretch for word, told in zip(words, sure, strict=True) if told is False}
    before, after = _last(sure), _last(sure[::-1])[::-1]
    beside = _beside(words, code)
    return [
        next_to or word.stretch in old or (False not in (left, right) and True in (left, right))
        for word, left, right, next_to in zip(words, before, after, beside, strict=True)
    ]


def _beside(words: Sequence[Word], code: int) -> list[bool]:
    """Which words that the code makes syllables of stand in a row with one that is surely in the code."""
    found = [word.kind.is_mended(code) for word in words]
    places = range(len(words))
    for near, here in [*pairwise(places), *pairwise(reversed(places))]:
        reading = words[here].kind.reading(code)
        if found[near] and words[here].kind.is_strange and reading and reading.is_sound:
            found[here] = found[here] or abs(words[here].order - words[near].order) <= 1
    return found


def _last(told: Sequence[bool | None]) -> list[bool | None]:
    """What was told last, at or before each place."""
    found: list[bool | None] = []
    last: bool | None = None
    for one in told:
        last = last if one is None else one
        found.append(last)
    return found
