"""Canonical composition (NFC) whose time is linear in the text, whatever the text is."""

from __future__ import annotations

import re
import unicodedata

# Marks are put in order by insertion, which is quadratic in a heap of marks on one letter. No writing needs
# more than thirty (the stream-safe format of UAX #15, section 13); those beyond are left as they are.
_HEAP = re.compile(rb"[^\x00]{31,}")
_KEPT = 30


def compose(text: str) -> str:
    """The text in NFC. A heap of more than thirty marks is composed only in its first thirty."""
    if unicodedata.is_normalized("NFC", text):
        return text
    marks = bytes(map(unicodedata.combining, text))
    pieces, at = [], 0
    for heap in _HEAP.finditer(marks):
        pieces += [
            unicodedata.normalize("NFC", text[at : heap.start() + _KEPT]),
            text[heap.start() + _KEPT : heap.end()],
        ]
        at = heap.end()
    return "".join(pieces) + unicodedata.normalize("NFC", text[at:])
