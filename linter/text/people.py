"""Leaders and groups of a school in a text: who is principal, which teams there are."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from linter.text.plain import plain

_LETTER = "A-ZĐÀ-ỴÂĂÊÔƠƯ"
_WORD = rf"[{_LETTER}][\wà-ỹ]*"
_NAME = re.compile(rf"\b{_WORD}(?:\s+{_WORD}){{1,4}}")
_POST = re.compile(
    r"(?:phó|p\.?)\s?hiệu trưởng|hiệu trưởng|\bPHT\b|\bHT\b|phó hiệu phó|hiệu phó|quyền hiệu trưởng|phụ trách trường",
    re.IGNORECASE,
)
# Capitalised words that are no name.
_NOT_NAME = re.compile(
    r"^(?:hieu truong|pho hieu|p hieu|ban giam|can bo|giao vien|nhan vien|to |khoi |truong |phong |thac si|cu nhan|dai hoc|cao dang"
    r"|chi bo|cong doan|doan |doi |hoi |ho |stt|chuc |dien |thu |dia |bi thu|chu tich|tong phu|viet nam|nguoi |lop |quan ly|so do)"
)  # fmt: skip
_TITLE_WORDS = re.compile(r"^(?:Thầy|Cô|Ông|Bà|ThS|Ths|TS|CN|NGƯT|Đ/c|đ/c|Đồng chí|GV|Nhà giáo)\.?:?\s+")
_GROUP = re.compile(
    rf"\b[Tt](?:ổ|Ổ)\s+(?:chuyên môn|CHUYÊN MÔN|khối|KHỐI|bộ môn|(?:[{_LETTER}]|\d)[\wà-ỹ]*(?:\s*[–\-&+]\s*(?:[{_LETTER}]|\d)[\wà-ỹ]*|\s+(?:[{_LETTER}]|\d)[\wà-ỹ]*)*)"
    r"|\b[Kk]hối\s+(?:[1-9]\b|[Mm]ầm|[Cc]hồi|[Ll]á|[Nn]hà trẻ|mẫu giáo|MG)|\b[Tt]ổ (?:trưởng|phó) (?:tổ )?(?:chuyên môn|khối)"
)  # fmt: skip
_NOT_GROUP = re.compile(
    r"^to (?:chuc|quoc|truong|pho|tuyen|van phong|hanh chinh|bao ve|y te|nuoi duong|cong doan)\b"
)


@dataclass(frozen=True, slots=True)
class Leader:
    name: str
    post: str


def leaders(lines: Iterable[str]) -> list[Leader]:
    """The principal and vice-principals named together with their post in one line or table row."""
    found: dict[str, Leader] = {}
    for line in lines:
        post = _POST.search(line)
        if post is None:
            continue
        for name in _names(_POST.sub(" | ", line)):
            found.setdefault(plain(name), Leader(name, post.group()))
    return list(found.values())


def _names(line: str) -> list[str]:
    names = []
    for piece in re.split(r"[|\t,;:()–\-/\n]", line):
        text = _TITLE_WORDS.sub("", piece.strip())
        found = _NAME.search(text)
        if found and not _NOT_NAME.match(plain(found.group()) + " "):
            names.append(found.group())
    return names


def groups(text: str) -> list[str]:
    """The professional groups ("Tổ Bốn – Năm", "Tổ Khoa học xã hội", "Khối Lá") named in a text, each once."""
    found = {plain(mention.group()): mention.group().strip() for mention in _GROUP.finditer(text)}
    return [name for folded, name in found.items() if not _NOT_GROUP.match(folded)]
