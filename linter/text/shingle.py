"""Fingerprints of a text: runs of folded words."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_WORD = re.compile(r"[^\W_]+")
# The old and the new place of the tone mark in oa, oe, uy: one form for comparing (hòa = hoà).
_TONES = "\u0300\u0309\u0303\u0301\u0323"
_OLD_TONE = re.compile(rf"([oO])([{_TONES}])([aeAE])\b|(?<![qQ])([uU])([{_TONES}])([yY])\b")


@lru_cache(maxsize=65536)
def _fold_word(word: str) -> str:
    decomposed = unicodedata.normalize("NFD", word)
    if _OLD_TONE.search(decomposed):
        decomposed = _OLD_TONE.sub(lambda m: f"{m[1] or m[4]}{m[3] or m[6]}{m[2] or m[5]}", decomposed)
    return unicodedata.normalize("NFC", decomposed)


def fold(text: str) -> list[str]:
    """The words of a text for comparing: composed, lower case, one place for the tone mark, no punctuation.

    Numbers are kept: a different date is a different event.
    """
    return [_fold_word(word) for word in _WORD.findall(unicodedata.normalize("NFC", text).lower())]


Shingle = tuple[str, ...]


def shingles(text: str, size: int) -> frozenset[Shingle]:
    """Every run of `size` folded words; a shorter text is one shingle, an empty one none."""
    words = fold(text)
    if not words:
        return frozenset()
    if len(words) < size:
        return frozenset({tuple(words)})
    return frozenset(zip(*(words[i:] for i in range(size)), strict=False))
