"""Which letters make a Vietnamese syllable: an onset, a rime, a tone in its right place.

What is told is whether a syllable can be built, not whether it is in a dictionary: "ngoẹp" is one, "hòan", "viêt"
and "trêng" are none. Both places of the tone in open "oa", "oe", "uy" are known ("hòa", "hoà").
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import cache

# By the letters that may follow: "c", "g" and "ng" are written "k", "gh" and "ngh" before e, ê, i.
_ONSETS = frozenset("b ch d đ gi h kh l m n nh p ph qu r s t th tr v x".split())
_BEFORE_BACK = frozenset("c g ng".split())
_BEFORE_FRONT = frozenset("k gh ngh".split())
_FRONT = "eêiy"
_RIMES = (
    "a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây e ec em en eng eo ep et"
    " ê êch êm ên ênh êp êt êu i ia ich im in inh ip it iu iêc iêm iên iêng iêp iêt iêu"
    " o oc oi om on ong op ot oong ooc oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt"
    " oe oem oen oeo oet ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt u ua uc ui um un ung up ut uân uâng uât uây"
    " uê uêch uênh uơ uôc uôi uôm uôn uông uôt uy uya uych uyên uyêt uynh uyt uyn uyp uyu"
    " ư ưa ưc ưi ưng ưt ưu ươc ươi ươm ươn ương ươp ươt ươu"
).split()
_BARE = "yêm yên yêng yêt yêu".split()  # with no onset
_AFTER_QU = (
    "a ac ach ai an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc ân âng ât âu ây e en eng eo et ê ên ênh êch êt êu"
    " i ich inh it iu y ych yên yêt ynh yt ơ ơi ơn ôc"
).split()
_WITH_Y = frozenset("d h k l m n s t th v".split())  # "kỹ", "mỹ", "lý"; elsewhere i is written
_TONES = ("", "\u0301", "\u0300", "\u0309", "\u0303", "\u0323")
_STOPPED = ("\u0301", "\u0323")  # the tones before p, t, c, ch
_VOWELS = "aăâeêioôơuưy"
_LONGEST = 8  # letters, "nghiêng" and one


def is_syllable(word: str) -> bool:
    """Whether a word is one Vietnamese syllable in NFC, all small, all capital, or with one capital before."""
    return len(word) <= _LONGEST and is_cased(word) and _is_built(word.lower())


def is_cased(word: str) -> bool:
    """Whether small letters and capitals stand in it as a writer sets them."""
    return word.islower() or word.isupper() or (word[:1].isupper() and word[1:].islower())


@cache
def _toned(kind: str) -> frozenset[str]:
    rimes = {"bare": (*_RIMES, "y", *_BARE), "qu": _AFTER_QU, "y": ("y",), "": _RIMES}[kind]
    return frozenset(form for rime in rimes for form in _forms(rime))


def _is_built(word: str) -> bool:
    if word in _toned("bare"):
        return True
    return any(word[size:] in _toned(_kind(word[:size], word[size:])) for size in (1, 2, 3) if _meet(word, size))


def _kind(onset: str, rime: str) -> str:
    if onset == "qu":
        return "qu"
    return "y" if len(rime) == 1 and _plain(rime) == "y" else ""


def _meet(word: str, size: int) -> bool:
    """Whether the first letters are an onset that can stand before the next one."""
    onset, rime = word[:size], word[size:]
    if not rime:
        return False
    first = _plain(rime[0])
    if first == "y" and onset != "qu":
        return onset in _WITH_Y and len(rime) == 1
    if onset == "g" and first == "i":  # "gì", "giếng"; "gìa" is "già" mistyped
        return len(rime) == 1 or _plain(rime[1]) in "ênm"
    if first in _FRONT:
        return onset in _BEFORE_FRONT or (onset in _ONSETS and (onset, first) != ("gi", "i"))
    return onset in _ONSETS or onset in _BEFORE_BACK


@cache
def _plain(letter: str) -> str:
    """The letter without its tone: "ế" → "ê"."""
    apart = unicodedata.normalize("NFD", letter)
    return unicodedata.normalize("NFC", "".join(part for part in apart if part not in _TONES[1:]))


def _forms(rime: str) -> Iterator[str]:
    stopped = rime.endswith(("p", "t", "c", "ch"))
    for tone in _STOPPED if stopped else _TONES:
        for place in _places(rime):
            yield unicodedata.normalize("NFC", rime[: place + 1] + tone + rime[place + 1 :])


def _places(rime: str) -> tuple[int, ...]:
    """The letters that may carry the tone."""
    vowels = [at for at, letter in enumerate(rime) if letter in _VOWELS]
    shaped = [at for at in vowels if rime[at] in "ăâêôơư"]
    if shaped:
        return (shaped[-1],)
    if rime in {"oa", "oe", "uy"}:
        return 0, 1
    if len(vowels) == len(rime):
        return (1,) if len(vowels) == 3 else (0,)
    return (vowels[-1],)
