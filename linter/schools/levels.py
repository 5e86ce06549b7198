"""The levels of school, and the many ways in which they are written."""

from __future__ import annotations

import re
from typing import cast

from linter.model import Level
from linter.text.plain import plain
from linter.yamldoc import nearest

LEVELS = ("MN", "TH", "THCS", "TH&THCS")

# Words without marks; longer names first, since "tieu hoc" holds no other but "thcs" holds "th".
_PARTS = (
    ("MN", re.compile(r"\b(?:mn|mam non|mau giao|nha tre)\b")),
    ("THCS", re.compile(r"\b(?:thcs|trung hoc co so|cap 2|cap ii)\b")),
    ("TH", re.compile(r"\b(?:th|tieu hoc|cap 1|cap i)\b")),
)
_FILLERS = re.compile(r"\b(?:truong|lien cap|pho thong co so|va|cap)\b")


def level_of(text: str) -> Level:
    """ "Trường TH và THCS" → "TH&THCS". Raises ValueError with the nearest right word."""
    rest, found = plain(text), []
    if not rest:
        raise ValueError(f"thiếu cấp học; hãy chọn một trong: {', '.join(LEVELS)}")
    for level, form in _PARTS:
        rest, count = form.subn(" ", rest)
        if count:
            found.append(level)
    level = "&".join(reversed(found))
    if level in LEVELS and not _FILLERS.sub(" ", rest).strip():
        return cast(Level, level)
    near = nearest(text, LEVELS, cutoff=0.7)
    advice = f"ý bạn là “{near}”?" if near else f"hãy chọn một trong: {', '.join(LEVELS)}"
    raise ValueError(f"không có cấp học “{text}”; {advice}")
