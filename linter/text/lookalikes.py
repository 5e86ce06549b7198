"""Letters of another script that stand in the place of ours: Cyrillic and Greek ones, full-width and "fancy" ones.

Keyboards with several scripts, texts copied from pictures and posts of social networks leave them in words that look
right. A word that is honestly Russian, Greek or Chinese stays.
"""

from __future__ import annotations

import re
import unicodedata

LOOKALIKES = str.maketrans(
    "АВЕЅІЈКМНОРСТУХҮԚԜаеоѕіјкрсухһԁԛԝӏ" + "ΑΒΕΖΗΙΚΜΝΟΡΤΥΧοϲϳ",  # Cyrillic, Greek
    "ABESIJKMHOPCTYXYQWaeosijkpcyxhdqwl" + "ABEZHIKMNOPTYXocj",
)

_WIDE = {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
_FANCY = {
    code: plain for code in range(0x1D400, 0x1D800) if (plain := unicodedata.normalize("NFKC", chr(code))).isascii()
}
_LETTERS = _FANCY | {code: sign for code, sign in _WIDE.items() if sign.isalnum()}
_LETTERS_AND_SIGNS = _LETTERS | _WIDE

# As the inside of a character class: where none of these stands there is nothing to do.
SUSPECTS = "\u0370-\u03ff\u0400-\u052f\uff01-\uff5e\U0001d400-\U0001d7ff"
_EASTERN = re.compile("[\u3005-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_OTHER_SCRIPT = re.compile("[\u0370-\u03ff\u0400-\u052f]")
# A word of any letters with the marks on them.
_WORD = re.compile("[^\\W\\d_](?:[^\\W\\d_]|[\u0300-\u036f])*")
_LATIN = re.compile("[A-Za-z\u00c0-\u024f\u1e00-\u1eff]")
# Marks of Vietnamese that no Cyrillic or Greek word has: the hat, the horn, the hook, the tilde, the dot below.
_OUR_MARKS = re.compile("[\u0302\u0303\u0309\u031b\u0323]")


def unmasked(text: str) -> str:
    """The text with letters in disguise as they look, one for one: its length and places stay.

    A word is changed where it holds a letter or a mark of ours and nothing that looks like none of them; a word of
    look-alikes alone goes with the words around it.
    """
    text = text.translate(_LETTERS if _EASTERN.search(text) else _LETTERS_AND_SIGNS)
    if not _OTHER_SCRIPT.search(text):
        return text
    words = list(_WORD.finditer(text))
    ours = [_is_ours(word[0]) for word in words]
    masked = True in ours and False not in ours
    pieces: list[str] = []
    done = 0
    for word, is_ours in zip(words, ours, strict=True):
        if is_ours or (masked and _OTHER_SCRIPT.search(word[0])):
            pieces += text[done : word.start()], word[0].translate(LOOKALIKES)
            done = word.end()
    return "".join([*pieces, text[done:]])


def _is_ours(word: str) -> bool | None:
    """Whether a word in which letters of another script stand is one of ours; None where it may be either, or where
    no such letter stands in it."""
    if not _OTHER_SCRIPT.search(word):
        return None
    folded = word.translate(LOOKALIKES)
    if _OTHER_SCRIPT.search(folded):
        return False
    return True if _LATIN.search(word) or _OUR_MARKS.search(word) else None
