"""Words without marks, for comparing names that pages and URLs write in many ways."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_OTHER = re.compile(r"[^a-z0-9]+")


@lru_cache(maxsize=16384)
def plain(text: str) -> str:
    """Lower case, no tone or vowel marks, đ as d, everything else one blank: "Cơ-cấu tổ chức" → "co cau to chuc"."""
    bare = "".join(c for c in unicodedata.normalize("NFD", text.lower()) if not unicodedata.combining(c))
    return _OTHER.sub(" ", bare.replace("đ", "d")).strip()
