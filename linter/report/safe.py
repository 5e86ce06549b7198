"""Text of strangers made fit to be written, shown and linked to."""

from __future__ import annotations

import re
import unicodedata
from urllib.parse import urlsplit

_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ufffe\uffff]")
_SURROGATE = re.compile("[\ud800-\udfff]")
_TURN = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069]")  # turns the direction of what follows
_MARK = "[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]"
_TOWER = re.compile(f"({_MARK}{{3}}){_MARK}+")  # Vietnamese needs two marks on a letter

_SPELLED = str.maketrans({
    "đ": "d", "Đ": "D", "✓": "+", "✗": "x", "○": "o", "–": "-", "—": "-", "…": "...", "≈": "~", "½": "1/2",
    "“": '"', "”": '"', "‘": "'", "’": "'", "•": "*", "·": "-", "→": "->", "×": "x",
})  # fmt: skip


def writable(text: str) -> str:
    """Without what JSON in UTF-8, XML or a terminal cannot hold: control characters, halves of pairs."""
    return _SURROGATE.sub("\ufffd", _CONTROL.sub("", text))


def shown(text: str, limit: int = 600) -> str:
    """For the eye: writable, in its own direction, no towers of marks, at most `limit` characters."""
    calm = _TOWER.sub(r"\1", _TURN.sub("", writable(text))).strip()
    return calm if len(calm) <= limit else calm[: limit - 1].rstrip() + "…"


def line(text: str, limit: int = 200) -> str:
    """As `shown`, on one line."""
    return shown(" ".join(text.split()), limit)


def web_link(url: str | None) -> str | None:
    """The address if it may become a link: whole, http or https. None for all else: `javascript:`, `//x`."""
    if not url or "\\" in url or any(c <= " " or "\x7f" <= c <= "\xa0" for c in url) or url != writable(url):
        return None
    try:
        parts = urlsplit(url)
        return url if parts.scheme in {"http", "https"} and parts.hostname else None
    except ValueError:
        return None


def encodable(text: str, encoding: str) -> str:
    """The text as a console of that encoding can print it.

    Where it lacks a letter, every letter of the text loses its marks: "Chua dat" is poorer than "Chưa đạt",
    yet easier to read than half of the marks, and never an error in the middle of a report.
    """
    if _holds(encoding, text):
        return text
    return "".join(_nearest(c, encoding) for c in unicodedata.normalize("NFC", text))


def _nearest(char: str, encoding: str) -> str:
    bare = "".join(c for c in unicodedata.normalize("NFD", char) if not unicodedata.combining(c))
    tries = (bare if char.isalpha() else char, char.translate(_SPELLED), bare)
    return next((c for c in tries if _holds(encoding, c)), "?")


def _holds(encoding: str, text: str) -> bool:
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True
