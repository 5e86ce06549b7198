"""Names of schools in a text: this school's and others'."""

from __future__ import annotations

import re

from linter.text.plain import plain

_LEVEL = (
    r"tieu hoc va trung hoc co so|tieu hoc va thcs|th va thcs|th thcs|pho thong dan toc ban tru|ptdtbt"
    r"|pho thong dan toc noi tru"
    r"|tieu hoc|trung hoc co so|trung hoc pho thong|mam non|mau giao|nha tre|thcs|thpt|th|mn|mg|pt"
)  # fmt: skip
_PREFIX = re.compile(rf"^(?:truong )?(?:(?:{_LEVEL}) ?)*")
_CAPITAL = r"(?:[A-ZĐÀ-Ỵ][\wà-ỹ]*|\d{1,2}(?:/\d{1,2})?)"
_SCHOOL = re.compile(
    r"\b[Tt](?:rường|RƯỜNG)\s+(?:[Tt]iểu học(?: và (?:THCS|[Tt]rung học cơ sở))?|TIỂU HỌC|THCS|TH ?& ?THCS|TH"
    r"|[Tt]rung học cơ sở"
    rf"|[Mm]ầm non|MẦM NON|[Mm]ẫu giáo|MẪU GIÁO|MN|MG|PTDTBT|THPT)\s+((?:{_CAPITAL}[ \t]?){{1,4}})"
)  # fmt: skip


def distinct(name: str) -> str:
    """What tells a school from others, folded: "Trường Tiểu học Kênh Tràm" → "kenh tram"."""
    folded = plain(name)
    return _PREFIX.sub("", folded).strip() or folded


def names_school(text: str, name: str) -> bool:
    """Whether a text names this school, in full or in short, with or without marks."""
    return re.search(rf"\b{re.escape(distinct(name))}\b", plain(text)) is not None


def other_schools(text: str, name: str) -> list[str]:
    """The schools that a text names and that are not this one, as written, each once."""
    own = distinct(name)
    found: dict[str, str] = {}
    for mention in _SCHOOL.finditer(text):
        other = plain(mention[1])
        if other and not other.startswith(own) and not own.startswith(other):
            found.setdefault(other, mention[0].strip())
    return list(found.values())


def names_office(text: str) -> bool:
    """Whether a line names an education office or a people's committee."""
    return re.search(r"\b(?:phong (?:giao duc|gd)|so (?:giao duc|gd)|ubnd|uy ban nhan dan)\b", plain(text)) is not None
