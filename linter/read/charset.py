"""Bytes of a page into text, by evidence: headers lie more often than bytes do.

Only codecs of a short list are ever used: Python has codecs (idna, zlib, utf-16 without a mark) that raise
or unpack when a server names them.
"""

from __future__ import annotations

import codecs
import re

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# What browsers do (WHATWG Encoding): Latin-1 and ASCII labels mean windows-1252.
_KNOWN = {
    "utf-8": "utf-8", "utf8": "utf-8", "unicode-1-1-utf-8": "utf-8",
    "windows-1252": "windows-1252", "cp1252": "windows-1252", "iso-8859-1": "windows-1252",
    "iso8859-1": "windows-1252", "latin1": "windows-1252", "latin-1": "windows-1252",
    "us-ascii": "windows-1252", "ascii": "windows-1252",
    "windows-1258": "windows-1258", "cp1258": "windows-1258", "x-cp1258": "windows-1258",
}  # fmt: skip
_FALLBACK = "windows-1252"
_PRESCAN = 2048

_IN_HEADER = re.compile(r"charset\s*=\s*[\"']?([\w.:-]+)", re.IGNORECASE | re.ASCII)
_IN_PAGE = re.compile(
    rb"<meta\b[^>]*?charset\s*=\s*[\"']?\s*([\w.:-]+)|<\?xml\b[^>]*?encoding\s*=\s*[\"']([\w.:-]+)",
    re.IGNORECASE,
)
# Tones are letters of their own in windows-1258: grave, hook, tilde, acute, dot below.
_HIGH = re.compile(rb"[\xc0-\xff]")
_OURS_1258 = re.compile(rb"[\xc2\xc3\xca\xd0\xd4\xd5\xdd\xe2\xe3\xea\xf0\xf4\xf5\xfd\xcc\xd2\xde\xec\xf2]")
_TONED_1258 = re.compile(rb"[aeiouyAEIOUY\xc2\xc3\xca\xd4\xd5\xdd\xe2\xe3\xea\xf4\xf5\xfd][\xcc\xd2\xde\xec\xf2]")
_MANY_TONES = 10
_NEARLY_ALL = 0.97
_SPACES = re.compile("[\x0b\x0c\x85\u2028\u2029]")
_DROPPED = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ufffe\uffff]")
_SURROGATES = re.compile("[\ud800-\udfff]")
_ANY = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]")  # of the three


def decode(body: bytes, content_type: str) -> tuple[str, str]:
    """The text of `body` and the name of the encoding it was read in. Never raises.

    `content_type` is the whole header. In order: a byte order mark, the zero bytes of UTF-16, valid UTF-8,
    nearly valid UTF-8, windows-1258 where it is declared or plain to see, windows-1252. Control characters are
    dropped and lone surrogates become U+FFFD; tabs and line ends stay.
    """
    for mark, name in _MARKS:
        if body.startswith(mark):
            return _clean(body[len(mark) :].decode(name, "replace")), name
    name = _wide(body) or _narrow(body, content_type)
    return _clean(body.decode(name, "replace")), name


def is_wide(body: bytes) -> bool:
    """Whether a text is in UTF-16, with a mark or without."""
    return body.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) or _wide(body) is not None


def _wide(body: bytes) -> str | None:
    """UTF-16 without a mark: the tags of a page are ASCII, so every other byte is mostly zero."""
    start = body[:_PRESCAN]
    half = len(start) // 2
    if half < 4:
        return None
    even, odd = start[0::2].count(0), start[1::2].count(0)
    if odd > half * 0.4 and even < half * 0.05:
        return "utf-16-le"
    if even > half * 0.4 and odd < half * 0.05:
        return "utf-16-be"
    return None


def _narrow(body: bytes, content_type: str) -> str:
    declared = {_in_header(content_type), _in_page(body)}
    if _is_utf8(body, declared="utf-8" in declared):
        return "utf-8"
    # windows-1258 is named on purpose, windows-1252 often by default.
    return "windows-1258" if "windows-1258" in declared or _is_1258(body) else _FALLBACK


def _is_1258(body: bytes) -> bool:
    """Whether bytes are of windows-1258 though nobody says so: nearly all letters that are not ASCII are the hats,
    horns and tones of Vietnamese, and many tones follow a vowel. No other code of Vietnamese uses these bytes alone."""
    letters = len(_HIGH.findall(body))
    toned = len(_TONED_1258.findall(body))
    return toned >= _MANY_TONES and len(_OURS_1258.findall(body)) >= letters * _NEARLY_ALL


def _is_utf8(body: bytes, *, declared: bool) -> bool:
    """Valid, or broken in few places only: editors cut leads in the middle of a letter."""
    try:
        body.decode("utf-8")
    except UnicodeDecodeError:
        text = body.decode("utf-8", "replace")
        broken = text.count("\ufffd")
        whole = sum(map(len, re.findall(r"[^\x00-\x7f\ufffd]+", text)))
        return whole >= broken * (1 if declared else 20)
    return True


def _in_header(content_type: str) -> str | None:
    found = _IN_HEADER.search(content_type)
    return _KNOWN.get(found[1].lower()) if found else None


def _in_page(body: bytes) -> str | None:
    found = _IN_PAGE.search(body[:_PRESCAN])
    return _KNOWN.get((found[1] or found[2]).decode("latin-1").lower()) if found else None


def _clean(text: str) -> str:
    if not _ANY.search(text):  # nearly every page: one way through it instead of three
        return text
    text = _DROPPED.sub("", _SPACES.sub(" ", text))
    return _SURROGATES.sub("\ufffd", text)
