"""Where a line may end inside a text: the pair rules of UAX #14 as LibreOffice 7.4 keeps them, and Word's.

A place is the index of the character that would begin the next line.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable

MayBreak = Callable[[str, int], bool]

# Line-breaking classes of UAX #14 for the signs of Vietnamese and Latin text, by the standard's own names.
# Two signs stand where LibreOffice 7.4 puts them: the backslash among the slashes, ° among the letters.
_SIGNS = {
    "SP": " \t",
    "ZW": "\u200b",
    "GL": "\u00a0\u034f\u2007\u2011\u202f",
    "WJ": "\u2060\ufeff",
    "CM": "\u200d",
    "BA": "|\u00ad\u2010\u2012\u2013\u2027\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2008\u2009\u200a\u205f\u3000",
    "BB": "\u00b4\u02c8\u02cc",
    "B2": "\u2014",
    "HY": "-",
    "CL": "})]\u3001\u3002",
    "OP": "([{\u00a1\u00bf\u201a\u201e",
    "EX": "!?\uff01\uff1f",
    "IS": ",.:;\u2044",
    "SY": "/\\",
    "IN": "\u2024\u2025\u2026",
    "QU": "\"'\u00ab\u00bb\u2018\u2019\u201b\u201c\u201d\u201f\u2039\u203a",
    "NS": "\u203c\u203d\u2047\u2048\u2049",
    "PR": "+\u00b1\u2116\u2212\u2213",
    "PO": "%\u00a2\u2030\u2031\u2032\u2033\u2103\u2109",
    "AL": "\u00b0",
}
_BY_CATEGORY = {
    "Nd": "NU", "Ps": "OP", "Pe": "CL", "Pi": "QU", "Pf": "QU", "Sc": "PR",
    "Mn": "CM", "Mc": "CM", "Me": "CM",
}  # fmt: skip


class _Classes(dict[str, str]):
    """Character → class; one that is not listed is classed by its general category."""

    def __missing__(self, character: str) -> str:
        by_category = _BY_CATEGORY.get(unicodedata.category(character))
        if by_category is not None:
            return by_category
        return "ID" if unicodedata.east_asian_width(character) in {"W", "F"} else "AL"


_CLASS = _Classes({sign: name for name, signs in _SIGNS.items() for sign in signs})

# Letters and digits between which no program breaks: most of any text, passed over without asking the rules.
_LETTERS = frozenset(
    chr(code)
    for first, last in ((0x30, 0x39), (0x41, 0x5A), (0x61, 0x7A), (0xC0, 0x24F), (0x1E00, 0x1EFF))
    for code in range(first, last + 1)
)

_NEVER_BEFORE = frozenset({"SP", "ZW", "CL", "EX", "IS", "SY", "WJ"})  # LB 7, 11, 13: not even after a space
_NEVER_AFTER = frozenset({"WJ", "GL", "OP", "QU", "BB"})  # LB 11, 12, 14, 19, 21
_ONLY_AFTER_SPACE = frozenset({"CM", "QU", "BA", "HY", "NS", "GL"})  # LB 9, 12, 19, 21
# LB 17, 22 to 25, 28 to 30: these hold together when no space stands between them.
_HOLDS = {
    "AL": frozenset({"AL", "NU", "PR", "IN", "OP"}),
    "NU": frozenset({"AL", "NU", "PO", "PR", "IN", "OP"}),
    "CL": frozenset({"AL", "NU"}),
    "IS": frozenset({"AL", "NU"}),
    "PR": frozenset({"AL", "NU", "ID"}),
    "PO": frozenset({"AL", "NU"}),
    "ID": frozenset({"IN", "PO"}),
    "IN": frozenset({"IN"}),
    "B2": frozenset({"B2"}),
}
# LB 25: these hold together only where they belong to a number.
_ONLY_IN_NUMBERS = frozenset(
    {("SY", "NU"), ("PR", "OP"), ("PO", "OP")}
    | {(before, after) for before in ("SY", "IS", "CL") for after in ("PO", "PR")}
)
_SPACES = frozenset({"SP"})
_MARKS = frozenset({"CM"})
_INSIDE_NUMBER = frozenset({"SY", "IS", "CL", "CM"})
_HOLDS_OVER_SPACES = {"CL": "NS", "B2": "B2"}  # LB 16, 17
_NOTHING: frozenset[str] = frozenset()


def _class_before(text: str, at: int, skipped: frozenset[str]) -> str:
    """The class of the nearest character at or before `at` that is of none of the classes `skipped`."""
    while at and _CLASS[text[at]] in skipped:
        at -= 1
    return _CLASS[text[at]]


def _class_of_base(text: str, at: int) -> str:
    """The class of the sign that the marks up to `at` stand on; marks on none count as letters (LB 9, 10)."""
    base = _class_before(text, at, _MARKS)
    return "AL" if base in {"SP", "ZW", "CM"} else base


def _breaks_after_space(text: str, place: int, after: str) -> bool:
    before = _class_before(text, place - 1, _SPACES)
    return before != "OP" and _HOLDS_OVER_SPACES.get(before) != after


def _in_number(text: str, place: int) -> bool:
    """Whether a number reaches over `place`: digits with , . : ; / among them, in brackets, with a sign."""
    if _CLASS[text[place]] == "OP":
        return _CLASS[text[place + 1 : place + 2] or " "] == "NU"
    return _class_before(text, place - 1, _INSIDE_NUMBER) == "NU"


def libreoffice_breaks(text: str, place: int) -> bool:
    """Whether LibreOffice 7.4 may begin a line at `place` (0 < place < len(text))."""
    before, after = _CLASS[text[place - 1]], _CLASS[text[place]]
    if before == "ZW" or after in _NEVER_BEFORE:
        return before == "ZW" and after not in {"SP", "ZW"}
    if before == "SP":
        return _breaks_after_space(text, place, after)
    if after in _ONLY_AFTER_SPACE:
        return False
    if before == "CM":
        before = _class_of_base(text, place - 1)
    if before in _NEVER_AFTER:
        return False
    if (before, after) in _ONLY_IN_NUMBERS:
        return not _in_number(text, place)
    return after not in _HOLDS.get(before, _NOTHING)


# Word's own lines end at spaces, after hyphens and dashes, and in addresses and code after "?" and before "<";
# never after a slash, a full stop or a bar without a space.
_WORD_AFTER = frozenset("-\u2010\u2013\u2014?\u200b")
_WORD_BEFORE = frozenset("<")
_WORD_OPENING = frozenset("([{")


def word_breaks(text: str, place: int) -> bool:
    """Whether Word may begin a line at `place` (0 < place < len(text))."""
    before, after = text[place - 1], text[place]
    if after in " \t":
        return False
    if before in " \t" or after in _WORD_BEFORE:
        return True
    return before in _WORD_AFTER and (after.isalnum() or after in _WORD_OPENING)


def last_place(text: str, place: int, start: int, may_break: MayBreak) -> int:
    """The last place at or before `place` where a line may begin; `start` when there is none after it."""
    while place > start and not may_break(text, place):
        place -= 1
        while place > start and text[place] in _LETTERS and text[place - 1] in _LETTERS:
            place -= 1  # inside a word; asking the rules would make long words slow
    return place


def before_slash(text: str, place: int) -> int:
    """LibreOffice 7.4 takes the space before a path rather than the place after one of its slashes.

    It looks 66 characters back for that space, even before the line's start; a longer path is broken.
    """
    if text[place - 1] != "/":
        return place
    for at in range(place - 2, max(place - 67, -1), -1):
        if text[at].isspace() and _CLASS[text[at]] != "GL":
            return at + 1
    return place
