"""Words without marks, for comparing names that pages and URLs write in many ways."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from linter.text.lookalikes import LOOKALIKES

_OTHER = re.compile(r"[^a-z0-9]+")
# đ, and the two other đ of old keyboards.
_SAME = LOOKALIKES | str.maketrans("đðɖĐÐƉ", "dddddd")
_NOTHING = frozenset({"Mn", "Cf"})  # marks, and what nobody sees
SHORT = 200  # characters; many short texts (names, titles, lines of menus) and few long ones are compared again


class _Folded(dict[int, str]):
    """What each character folds to, found out when it is first met."""

    def __missing__(self, code: int) -> str:
        parts = unicodedata.normalize("NFKD", chr(code)).translate(_SAME)
        self[code] = folded = "".join(c for c in parts if unicodedata.category(c) not in _NOTHING).lower()
        return folded


_FOLDED = _Folded()


def plain(text: str) -> str:
    """Lower case, no tone or vowel marks, đ as d, everything else one blank: "Cơ-cấu tổ chức" → "co cau to chuc"."""
    return _short(text) if len(text) <= SHORT else _long(text)


def _plain(text: str) -> str:
    return _OTHER.sub(" ", text.translate(_FOLDED)).strip()


_short = lru_cache(maxsize=16384)(_plain)
_long = lru_cache(maxsize=256)(_plain)
