"""Leaders and groups of a school in a text: who is principal, which teams there are."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from linter.text.plain import plain

_LETTER = "A-ZĐÀ-ỴÂĂÊÔƠƯ"
_WORD = rf"[{_LETTER}][\wà-ỹ]*"
_NAME = re.compile(rf"\b{_WORD}(?:[ \t]+(?!(?:Điện|Email|Sinh|Trình|Ngày|Số|SĐT|ĐT)\b){_WORD}){{1,4}}")
_POST = re.compile(
    r"(?:phó|p\.?)\s?hiệu trưởng|hiệu trưởng|\bPHT\b|\bHT\b|phó hiệu phó|hiệu phó|quyền hiệu trưởng|phụ trách trường",
    re.IGNORECASE,
)
# Capitalised words that are no name.
_NOT_NAME = re.compile(
    r"^(?:hieu truong|pho hieu|p hieu|ban giam|can bo|giao vien|nhan vien|to |khoi |truong |phong |thac si|cu nhan"
    r"|dai hoc|cao dang|chi bo|cong doan|doan |doi |hoi |ho va |ho ten|stt|chuc |dien |thu |dia |bi thu|chu tich"
    r"|tong phu|viet nam|nguoi |lop |quan ly|so do)"
)  # fmt: skip
_TITLE_WORDS = re.compile(r"^(?:Thầy|Cô|Ông|Bà|ThS|Ths|TS|CN|NGƯT|Đ/c|đ/c|Đồng chí|GV|Nhà giáo)\.?:?\s+")
_PART = rf"(?:[{_LETTER}]|\d)[\wà-ỹ]*"
_GROUP = re.compile(
    rf"\b[Tt](?:ổ|Ổ)\s+(?!Văn phòng|VĂN PHÒNG)(?:chuyên môn|CHUYÊN MÔN|khối|KHỐI|bộ môn|{_PART}(?:[ \t]*[–\-&+][ \t]*{_PART}|[ \t]+{_PART})*)"
    r"|\b[Kk]hối\s+(?:[1-9]\b|[Mm]ầm|[Cc]hồi|[Ll]á|[Nn]hà trẻ|mẫu giáo|MG)"
    r"|\b[Tt]ổ (?:trưởng|phó) (?:tổ )?(?:chuyên môn|khối)"
)  # fmt: skip
_NOT_GROUP = re.compile(r"^to (?:chuc|quoc|truong|pho|tuyen|van phong|hanh chinh|bao ve|y te|nuoi duong|cong doan)\b")


@dataclass(frozen=True, slots=True)
class Leader:
    name: str
    post: str


def leaders(lines: Sequence[str]) -> list[Leader]:
    """The principal and vice-principals named together with their post: in one line or table row, or in a
    form ("Họ và tên: …" above "Chức vụ: Hiệu trưởng")."""
    found: dict[str, Leader] = {}
    for place, line in enumerate(lines):
        post = _POST.search(line)
        if post is None:
            continue
        named = _names(_POST.sub(" | ", line))
        if not named:
            beside = [lines[near] for near in (place - 1, place + 1) if 0 <= near < len(lines)]
            named = [name for other in beside if _is_name_line(other) for name in _names(other)][:1]
        for name in named:
            found.setdefault(plain(name), Leader(name, post.group()))
    return list(found.values())


def has_post(text: str) -> bool:
    """Whether a text speaks of a principal or vice-principal at all."""
    return _POST.search(text) is not None


def _is_name_line(line: str) -> bool:
    return _POST.search(line) is None and len(line.split()) <= 9


def _names(line: str) -> list[str]:
    names = []
    for piece in re.split(r"[|\t,;:()–\-/\n]", line):
        text = _TITLE_WORDS.sub("", piece.strip())
        found = _NAME.search(text)
        if found and not _NOT_NAME.match(plain(found.group()) + " "):
            names.append(found.group())
    return names


def groups(text: str, *, opening: bool = False) -> list[str]:
    """The professional groups ("Tổ Bốn – Năm", "Tổ Khoa học xã hội", "Khối Lá") named in a text, each once;
    with `opening` only one that the text begins with."""
    mentions = [m for m in [_GROUP.match(text.strip())] if m] if opening else list(_GROUP.finditer(text))
    found = {plain(mention.group()): mention.group().strip() for mention in mentions}
    return [name for folded, name in found.items() if not _NOT_GROUP.match(folded)]
