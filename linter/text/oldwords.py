"""The words of a text that may be in an old code, and what each code makes of them."""

from __future__ import annotations

import html
import html.entities
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from linter.text.oldcodes import CODES, is_sound
from linter.text.passages import Span
from linter.text.syllable import is_cased, is_syllable

_SPECIAL = bytes(range(0x80, 0xA0)).decode("cp1252", "ignore")  # "€‚ƒ„…": what Windows-1252 added to Latin-1
_NAMES = {name: letter for name, letter in html.entities.html5.items() if name.endswith(";") and len(letter) == 1}


def _entity(letters: str) -> str:
    """A pattern for what follows the "&" of these letters written as references."""
    named = (name for name, letter in _NAMES.items() if letter in letters)
    numbered = (f"#0*+{ord(letter)};|#[xX]0*+{ord(letter):x};|#[xX]0*+{ord(letter):X};" for letter in letters)
    return "|".join([*named, *numbered])


# --- Is there anything to do? -----------------------------------------------------------------------------
# Letters that no Vietnamese word has, and signs that are signs only where no letter touches them.
_STRANGE = "µ¶¸¹¨¾¼ª¬ÆÇËÎÏÑÖØÜÞßäåæçëîïñöøûüþÅÄ"
_SIGNS = "©®«»½·×÷¡¢£¤¥¦§º°±²³´\u00ad"
_DOUBTFUL = re.compile(
    f"[{_SIGNS}Ãâêõùỏặ€&ÂÕÙ](?:(?<=[A-Za-z][{_SIGNS}])|(?<=[{_SIGNS}])(?=[a-z])|(?<=Ã)(?=[\u00a0-¿{_SPECIAL}])"
    "|(?<=á[º»])|(?<=â€)|(?<=ỏ)(?=[ằºẲ])|(?<=ặ)(?=[°Ă])"
    "|(?<=[aeouyô][ùõ])|(?<=[aeo]â)|(?<=aê)|(?<=[AEOUYÔ][ÙÕ])|(?<=[AEO]Â)"
    rf"|(?<=&)(?:{_entity(_STRANGE)}|(?:{_entity(_SIGNS)})(?=[a-z])|(?<=[A-Za-z]&)(?:{_entity(_SIGNS)})))"
)


# What a long text in an old code cannot do without, looked for first: this is ten times as fast, and nearly every
# page is in Unicode.
_TELLTALES = (*_STRANGE, "º", "€", "\u00ad", "ỏằ")
_TILDED = re.compile(f"Ã(?:(?=[\u00a0-¿{_SPECIAL}])|(?<=[AEOaeo]Ã))")  # "XÃ" is a word of many headings
_REFERENCES = re.compile(
    r"&(?:#(?:16[1-9]|1[7-9]\d|2[0-4]\d|x[Aa][\dA-Fa-f](?<!0)|x[B-Fb-f][\da-fA-F]);|(?:micro|para|cedil|sup[123]|ordf|[aeiouyAEIOUY]?uml|[nN]tilde|Atilde"
    r"|AElig|aelig|szlig|thorn|THORN|eth|ETH|oslash|Oslash|divide|yen|curren|brvbar|macr|shy);)"
)
LONG = 2000  # characters


def is_suspect(text: str) -> bool:
    """Whether a text may hold a word in an old code; told at a glance, and seldom wrongly that it may."""
    if any(letter in text for letter in _STRANGE):
        return True
    if len(text) > LONG and not _is_telling(text):
        return False
    return _DOUBTFUL.search(text) is not None


def _is_telling(text: str) -> bool:
    if any(sign in text for sign in _TELLTALES) or ("Ã" in text and _TILDED.search(text)):
        return True
    return _REFERENCES.search(text) is not None


# --- What the codes make of a word ------------------------------------------------------------------------
_LONGEST = 40  # characters; "“nghiêng”" decoded three times has fewer
_LONGEST_WRITTEN = 8 * _LONGEST  # with every letter as a reference
_LEFT, _RIGHT = "“”‘’–—…•«©‹", "“”‘’–—…•™»®©°²³½›†‡\u00a0"
_TRAILING = "©®«»"  # no syllable ends with the letters that these are
_BROKEN = re.compile(r"á[º»][^\s\w]")  # "Khá»•" is "Khổ", and no quotation that ends with "Khá"
_NUMBERED = re.compile(r"[\d_]")


@dataclass(frozen=True, slots=True)
class Reading:
    """A word as a code reads it: a Vietnamese syllable (`is_sound`), or at least what may stand in a Vietnamese text
    (`is_likely`); `has_sign` when the word has something that only the code explains."""

    text: str
    is_sound: bool
    is_likely: bool
    has_sign: bool


@dataclass(frozen=True, slots=True)
class Kind:
    """What a word is: `is_modern`, a syllable with letters that only Unicode has; `is_strange`, no syllable and no
    sign at the edge of one; `is_latin`, of letters of Latin-1."""

    is_modern: bool
    is_strange: bool
    is_latin: bool
    word: str

    def reading(self, code: int) -> Reading | None:
        """What one of `CODES` makes of the word. Of the words that are syllables hardly any is ever asked this."""
        return _reading(self.word, code)

    def is_mended(self, code: int) -> bool:
        """Whether the code makes a syllable of what is none and has a sign of the code."""
        reading = self.reading(code) if self.is_strange else None
        return reading is not None and reading.is_sound and reading.has_sign


@dataclass(frozen=True, slots=True)
class Word:
    """A word where it stands in a source, with the letters that are written as references read. `order` counts all
    words of the paragraph, `stretch` its stretches between tags."""

    start: int
    end: int
    text: str
    order: int
    stretch: int
    kind: Kind


@lru_cache(maxsize=1 << 14)
def kind_of(word: str) -> Kind:
    """What a word that is not plain ASCII is."""
    bare = word.lstrip(_LEFT).rstrip(_RIGHT).replace("\u00ad", "")
    valid = bool(bare) and all(is_syllable(part.translate(_TYPED)) for part in bare.split("\u00a0"))
    valid = valid and not _BROKEN.search(word)
    # "«ng" and "©n" are "ông" and "ân"; "Windows®" and "m²" are themselves.
    signed = bare.isascii() and bare not in {"n", "m", "ng"} and ("\u00ad" not in word or not bare)
    numbered = _NUMBERED.search(word) is not None
    return Kind(
        is_modern=valid and any(letter > "\u00ff" for letter in bare),
        is_strange=not (valid or signed or numbered),
        is_latin=all(letter <= "\u00ff" for letter in word) and not bare.isascii(),
        word=word,
    )


_TYPED = str.maketrans("Ðð", "Đđ")  # typed for them, and looking like them


@lru_cache(maxsize=1 << 15)
def _reading(word: str, number: int) -> Reading | None:
    code = CODES[number]
    text = code.read(word)
    if not text or text == word:
        return None
    sound = is_sound(text)
    if not sound and code.is_certain:
        likely = not is_syllable(word)
    else:
        likely = code.has_names and len(word) > 1 and text.isalpha() and is_cased(text) and word[-1] not in _TRAILING
    # One sign alone may be a sign: it proves nothing, and a letter it is only where the words around it say so.
    has_sign = len(word) > 1 and code.sign.search(word) is not None
    return Reading(text, sound and (len(word) > 1 or word.isalpha()), likely and has_sign, has_sign)


# --- Where the words are ----------------------------------------------------------------------------------
_BLANKS = re.compile(r"[^ \t\r\n\f\v]++")
_LETTERS = "".join(map(chr, range(0xA1, 0x100)))
_CONTROL = "".join(map(chr, range(0x80, 0xA0)))
_MARKS = "".join(letter for letter in _SPECIAL if not letter.isalpha())
_SPACE = "\u00a0|&nbsp;|&#160;|&#[xX][aA]0;"
_WORD = re.compile(
    rf"(?:[\w\u0080-\u009f\u00a1-\u00ff†‡‰‹›]++|(?<=[\u0080-\u00ffằặ{_MARKS}])[{_MARKS}]++"
    rf"|(?:(?<=[ÃÆÂ])|(?<=á[º»])|(?<=&Atilde;)|(?<=&#195;))(?:{_SPACE})"
    rf"|&(?:{_entity(_LETTERS + _SPECIAL + _CONTROL)}))++"
)
_ADDRESS = ("://", "@", "www.")


def words_of(text: str, spans: Iterable[Span]) -> Sequence[Word]:
    """The words of these stretches of a source that are not plain ASCII; addresses have none."""
    found: list[Word] = []
    order = 0
    for stretch, (start, end) in enumerate(spans):
        for chunk in _BLANKS.finditer(text, start, end):
            order += 1
            written = chunk[0]
            if (written.isascii() and "&" not in written) or any(sign in written for sign in _ADDRESS):
                continue
            found += (
                Word(match.start(), match.end(), letters, order, stretch, kind_of(letters))
                for match in _WORD.finditer(text, chunk.start(), chunk.end())
                if (letters := _letters(match[0]))
            )
    return found


def _letters(written: str) -> str:
    """The word without references, "" when it is plain ASCII or longer than any word."""
    if len(written) > _LONGEST_WRITTEN or (written.isascii() and "&" not in written):
        return ""
    letters = html.unescape(written)
    return "" if len(letters) > _LONGEST or letters.isascii() else letters
