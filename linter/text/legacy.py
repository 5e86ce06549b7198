"""Text in the code of an old font, or decoded twice: what it says cannot be read by its letters.

"Tr­êng tiÓu häc" (TCVN3) and "TrÆ°á»ng Tiá»ƒu há»c" (UTF-8 read as Latin-1) hold no word that a rule looks for;
that a section is missing there proves nothing.
"""

from __future__ import annotations

import re

# Signs and capitals that stand inside small words in these codes, and nowhere in Vietnamese.
_TCVN3 = re.compile(r"[a-zA-Z][µ¸¶·¹¨»¾¼½©®ª«¬\u00adÆÇÈËÎÏÑÖ×ØÜÞßäåæçëîïñö÷øûüþ]|[µ¸¶·¹¨»¾¼½©®ª«¬][a-z]")
_TWICE = re.compile(r"á[º»]|Æ[°¡]|Ä[‘\u0091ƒ\u0083]|Ã[\u00a0-¿]")
MANY = 5  # words
SHARE = 0.08  # of the words of a text


def is_legacy(text: str) -> bool:
    """Whether many words of a text are in an old code."""
    words = text.split()
    broken = sum(1 for word in words if _TWICE.search(word) or (_TCVN3.search(word) and not word.isupper()))
    return broken >= max(MANY, len(words) * SHARE)
