"""Fingerprints of a text: hashes of runs of folded words."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from hashlib import blake2b
from itertools import chain

import numpy as np
from numpy.typing import NDArray

Hashes = NDArray[np.uint32]

SIZE = 5  # words of a shingle: one edited word spoils five of them
_WORD = re.compile(r"[^\W_]+")
# The old and the new place of the tone mark in oa, oe, uy: one form for comparing (hòa = hoà).
_TONES = "\u0300\u0309\u0303\u0301\u0323"
_OLD_TONE = re.compile(rf"([oO])([{_TONES}])([aeAE])\b|(?<![qQ])([uU])([{_TONES}])([yY])\b")
_STEP = np.uint64(0x9E3779B97F4A7C15)  # odd: the golden ratio's bits
_MIX = np.uint64(0xBF58476D1CE4E5B9)  # of splitmix64's finishing steps
_HALF = np.uint64(32)


def fold(text: str) -> list[str]:
    """The words of a text for comparing: composed, lower case, one place for the tone mark, no punctuation.

    Numbers are kept: a different date is a different event.
    """
    return list(chain.from_iterable(map(_folded, text.split())))


def hashes(text: str, size: int = SIZE) -> Hashes:
    """The hashes of every run of `size` folded words, each once and sorted; a shorter text is one run, an empty
    one none. Equal in every process and on every machine."""
    found = np.fromiter(chain.from_iterable(map(_hashed, text.split())), np.uint64)
    runs = len(found) - size + 1
    if runs < 1:
        size, runs = len(found), min(1, len(found))
    mixed = np.zeros(runs, np.uint64)
    for place in range(size):
        mixed *= _STEP
        mixed += found[place : place + runs]
    mixed ^= mixed >> _HALF
    mixed *= _MIX
    return distinct((mixed >> _HALF).astype(np.uint32))


def distinct(keys: Hashes) -> Hashes:
    """Sorted, each once; for the few hundred keys of a text three times as fast as numpy's own."""
    keys.sort()
    kept = np.ones(len(keys), np.bool_)
    np.not_equal(keys[1:], keys[:-1], out=kept[1:])
    return keys[kept]


# What stands between two blanks is folded as a piece: there are a few thousand pieces in all texts together, so that
# a text costs little more than being split.
@lru_cache(maxsize=16384)
def _folded(piece: str) -> tuple[str, ...]:
    return tuple(map(_fold_word, _WORD.findall(unicodedata.normalize("NFC", piece).lower())))


@lru_cache(maxsize=32768)
def _hashed(piece: str) -> tuple[int, ...]:
    words = _folded(piece)
    return tuple(int.from_bytes(blake2b(word.encode(), digest_size=8).digest(), "little") for word in words)


def _fold_word(word: str) -> str:
    decomposed = unicodedata.normalize("NFD", word)
    if _OLD_TONE.search(decomposed):
        decomposed = _OLD_TONE.sub(lambda m: f"{m[1] or m[4]}{m[3] or m[6]}{m[2] or m[5]}", decomposed)
    return unicodedata.normalize("NFC", decomposed)
