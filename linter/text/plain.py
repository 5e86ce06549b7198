"""Words without marks, for comparing names that pages and URLs write in many ways."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_OTHER = re.compile(r"[^a-z0-9]+")
# Letters that look the same: the two other đ of old keyboards, and Cyrillic ones in copied texts.
_SAME = str.maketrans("đðɖаеорсухіѕјһ", "dddaeopcyxisjh")
CACHED = 200  # characters; longer texts are compared once and would only fill the memory


def plain(text: str) -> str:
    """Lower case, no tone or vowel marks, đ as d, everything else one blank: "Cơ-cấu tổ chức" → "co cau to chuc"."""
    return _cached(text) if len(text) <= CACHED else _plain(text)


def _plain(text: str) -> str:
    bare = "".join(c for c in unicodedata.normalize("NFKD", text).lower() if not unicodedata.combining(c))
    return _OTHER.sub(" ", bare.translate(_SAME)).strip()


_cached = lru_cache(maxsize=16384)(_plain)
