"""Bytes that a person wrote → text, or where and why they are no text."""

from __future__ import annotations

import codecs
import re
import unicodedata

from linter.yamldoc.node import Place

_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
# What no text holds: control characters, and the surrogates that an escape in YAML can write.
CONTROL = re.compile(r"[^\t\n\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_MIB = 1024 * 1024


def read_text(data: bytes, *, file: str, limit: int) -> str:
    """UTF-8 with or without a byte order mark → composed (NFC) text with "\\n" at the end of each line.

    `limit` is in bytes. Raises ConfigError for a larger file, for UTF-16 and other encodings, for binary.
    """
    start = Place(file, 1, 1)
    if len(data) > limit:
        raise start.error(f"tệp lớn hơn {limit // _MIB} MB; hãy chia nhỏ, hoặc lưu danh sách dài dưới dạng CSV")
    if data.startswith(_UTF16) or data[:64].count(0) > len(data[:64]) // 4:
        raise start.error("tệp ở dạng UTF-16 hoặc không phải văn bản; hãy lưu lại dưới dạng UTF-8")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8-sig", errors="replace")
        raise place_at(before, len(before), file).error(
            "chữ ở đây không phải UTF-8; hãy lưu lại tệp dưới dạng UTF-8"
        ) from None
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    if found := CONTROL.search(text):
        raise place_at(text, found.start(), file).error(
            f"có ký tự điều khiển U+{ord(found[0]):04X}; tệp hỏng hoặc không phải văn bản"
        )
    return text


def place_at(text: str, index: int, file: str) -> Place:
    """The line and column of a character of the text."""
    return Place(file, text.count("\n", 0, index) + 1, index - text.rfind("\n", 0, index))
