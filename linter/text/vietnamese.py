"""Vietnamese text: one normal form, syllables, sentences."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from linter.text.lookalikes import SUSPECTS, unmasked

# Characters that carry nothing in a running text: zero width, byte order mark, soft hyphen, direction marks, and the
# rest of what Unicode says to leave out (Default_Ignorable_Code_Point) but for the fillers of Hangul, Khmer and music.
_NOTHING = (
    "\u00ad\u034f\u061c\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\U000e0000-\U000e0fff"
)
_CONTROL = "\x00-\x08\x0e-\x1f\x7f-\x9f\ufffe\uffff\ud800-\udfff"
_DROPPED = re.compile(f"[{_NOTHING}{_CONTROL}]")
_MASKED = re.compile(f"[{SUSPECTS}]")
_BLANKS = "\t-\r\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"  # white space but " "; or a control
_UNTIDY = re.compile(f"[{_NOTHING}{_CONTROL}{SUSPECTS}{_BLANKS}]")
_SPECIAL = re.compile(f"[{_NOTHING}{_CONTROL}{SUSPECTS}]")
_WORD = re.compile(r"\S+")
# Tried at the start of a token only, so that no run of signs costs the square of its length.
_UNCOUNTED = re.compile(r"(?<!\S)(?:[^\w\s]|_)++(?!\S)")
_USUAL = 1000  # characters of a paragraph
_MOST_MARKS = 16  # on one letter; Vietnamese has two, and towers of them cost the square of their height
_MARKS = frozenset({"Mn", "Mc", "Me"})
_FIRST_MARK = "\u0300"  # of all marks; what comes before it is composed
# Letters that join the one before them as a mark does, without being one: the vowels and finals of Hangul.
_JOINING = re.compile("[\u1160-\u11ff]")

# Every capital letter of the Latin scripts, as the inside of a character class: "À-Ỵ" would hold small ones.
UPPER = "".join(
    chr(code)
    for block in ((0x41, 0x5B), (0xC0, 0x250), (0x1E00, 0x1F00))
    for code in range(*block)
    if chr(code).isupper()
)


def clean(text: str) -> str:
    """Composed (NFC), every kind of white space one blank, nothing invisible, no letter in disguise, no blank at
    either end."""
    if unicodedata.is_normalized("NFC", text) and not _SPECIAL.search(text):
        return " ".join(text.split())
    return clean_with_offsets(text)[0]


def clean_with_offsets(text: str) -> tuple[str, tuple[int, ...]]:
    """As `clean`, with the place in `text` of each character of the result; () when nothing was changed."""
    composed = unicodedata.is_normalized("NFC", text)
    if composed and _is_tidy(text):
        return text, ()
    tidy, offsets = _tidy(text, composed=composed)
    shown = unmasked(tidy) if _MASKED.search(tidy) else tidy
    if shown == tidy:
        return (text, ()) if tidy == text else (tidy, offsets)
    # Marks join the letters only now.
    shown, second = _tidy(shown, composed=unicodedata.is_normalized("NFC", shown))
    return shown, tuple(offsets[place] for place in second)


def _is_tidy(text: str) -> bool:
    edged = text[:1] == " " or text[-1:] == " "
    return not (edged or "  " in text or _UNTIDY.search(text))


def _tidy(text: str, *, composed: bool) -> tuple[str, tuple[int, ...]]:
    if composed and not _DROPPED.search(text):
        return _single_spaced(text)
    characters: list[str] = []
    offsets: list[int] = []
    for start, cluster in _clusters(text):
        alone = len(cluster) == 1 and cluster < _FIRST_MARK
        for character in cluster if alone else unicodedata.normalize("NFC", cluster):
            plain = " " if character.isspace() else character
            if plain == " " and (not characters or characters[-1] == " "):
                continue
            characters.append(plain)
            offsets.append(start)
    if characters and characters[-1] == " ":
        characters.pop()
        offsets.pop()
    return "".join(characters), tuple(offsets)


def _single_spaced(text: str) -> tuple[str, tuple[int, ...]]:
    """The short way for the most of texts, which only have too many blanks."""
    words: list[str] = []
    offsets: list[int] = []
    end = 0
    for word in _WORD.finditer(text):
        if words:
            offsets.append(end)
        words.append(word.group())
        offsets.extend(range(word.start(), word.end()))
        end = word.end()
    return " ".join(words), tuple(offsets)


def _clusters(text: str) -> list[tuple[int, str]]:
    """Base characters with the marks that follow them; what carries nothing is left out."""
    found: list[tuple[int, list[str]]] = []
    dropped = {match.start() for match in _DROPPED.finditer(text)}
    for place, character in enumerate(text):
        if place in dropped:
            continue
        if (
            found
            and character >= _FIRST_MARK
            and (unicodedata.category(character) in _MARKS or _JOINING.match(character))
        ):
            if len(found[-1][1]) <= _MOST_MARKS:
                found[-1][1].append(character)
        else:
            found.append((place, [character]))
    return [(place, "".join(characters)) for place, characters in found]


def syllables(text: str) -> int:
    """How many syllables ("chữ") a text has: the words between blanks that hold a letter or a digit."""
    return _syllables(text) if len(text) <= _USUAL else _syllables.__wrapped__(text)


@lru_cache(maxsize=2048)  # every reader and rule counts the same lines
def _syllables(text: str) -> int:
    return len(text.split()) - len(_UNCOUNTED.findall(text))


# After these a full stop ends no sentence. Compared without regard to case.
_ENDING = re.compile(r"[.!?…:;][\"”’»)\]]*$")
_SHORT = frozenset(
    "tp tx tt p q h x ths th.s ts pgs gs bs cn đd ngưt ngnd nsưt tr đ v.v vd tm kt tl tuq st mr ms dr".split(" ")
)
# Begun at the first mark of a run and taken whole: else a run of dots would cost the square of its length.
_STOP = re.compile(r"(?<![.!?…])[.!?…]++[\"”’»)\]]*+(?=\s|$)")
_WORD_BEFORE = re.compile(r"[\w.]+$")
_AFTER = re.compile(r"\s*+(.)")
_WORD_REACH = 12  # characters; every short form and every number of a list is shorter


def sentences(text: str) -> list[str]:
    """The sentences of a clean paragraph; what follows the last full stop counts as one."""
    found: list[str] = []
    start = 0
    for stop in _STOP.finditer(text):
        if _goes_on(text, stop):
            continue
        found.append(text[start : stop.end()].strip())
        start = stop.end()
    found.append(text[start:].strip())
    return [sentence for sentence in found if sentence]


def _goes_on(text: str, stop: re.Match[str]) -> bool:
    after = _AFTER.match(text, stop.end())
    if after and after[1].islower():  # "…" and "v.v." in mid-sentence
        return True
    before = _WORD_BEFORE.search(text, max(0, stop.start() - _WORD_REACH), stop.start())
    if stop.group() != "." or before is None:
        return False
    word = before.group()
    initial = len(word) == 1 and word.isupper()
    opens = before.start() == 0 or text[before.start() - 1] == "\n"
    return initial or word.lower() in _SHORT or (word.isdigit() and opens)


def ends_sentence(text: str) -> bool:
    """Whether a line closes with a mark that ends a sentence or announces what follows."""
    return _ENDING.search(text) is not None


def starts_lower(text: str) -> bool:
    """Whether a line begins in mid-sentence: its first letter is small."""
    letter = next((c for c in text if c.isalpha()), "")
    first = text[:1]
    return bool(letter) and letter.islower() and (first.isalpha() or first in '("“‘')


def decimal(value: float, places: int = 2) -> str:
    """A number with the decimal comma: 0.43 → "0,43"."""
    return f"{value:.{places}f}".replace(".", ",")
