"""Whom a text names as the one it comes from, beside the last lines that `byline` reads."""

from __future__ import annotations

import re
from collections.abc import Sequence

from linter.text.plain import plain

_PAPERS = r"(?:báo|tạp\s+chí|đài|cổng|trang|website|thông\s+tấn\s+xã|TTXVN|VTV|VOV)"
_LEAD = re.compile(rf"\W{{0,3}}(?:Theo|Nguồn|Trích)\s*:?\s+(?P<who>{_PAPERS}\b[^,:;.()]{{2,80}})", re.IGNORECASE)
_OFFICE = re.compile(r"\b(?:cong (?:ttdt|thong tin)|trang thong tin|phong (?:gd|giao duc)|pgd|so (?:gd|giao duc)|sgd)")
SHORTEST = 5  # characters: "th a" is no name
_KIND = re.compile(
    r"^(?:truong )?(?:(?:mam non|mau giao|tieu hoc|trung hoc co so|pho thong|th va thcs|th thcs|thcs|th|mn|mg|pt) ?)*"
)
HINT = 160  # characters
LEAD = 80
_TAKEN = re.compile(
    r"\b(?:nguồn(?! kinh phí)|theo|trích|dẫn\s+(?:theo|từ|nguồn)|đăng lại|sưu tầm|tổng hợp từ|tham khảo|copy|chia sẻ từ"
    r"|bản quyền|cre|credit|bài gốc|đưa tin|cung cấp|thông tin từ|tin từ|đăng trên|ảnh và bài)\b"
    r"|\((?:báo|đài|tạp chí|ttxvn)\b|^\W?(?:báo|đài|tạp chí|ttxvn)\b|-\s*(?:báo|đài|tạp chí|ttxvn)\b",
    re.IGNORECASE,
)
_NAMED = re.compile(
    r"\b(?:[Bb]áo|[Đđ]ài|[Tt]ạp chí|[Tt]rang|[Cc]ổng|Phòng|Sở|Bộ|[Tt]rường)\s+\W?[A-ZĐÀ-Ỹ]|TTXVN|VTV|VOV"
    r"|\b[\w-]+\.(?:vn|com|net|org|edu|info|example)\b|\b(?:Vietnam|Vn|Zing|Dân trí|Tuổi Trẻ|Thanh Niên)"
)
_LEVEL = re.compile(r"^(?:truong|mn|mamnon|mg|th|tieuhoc|thcs|ththcs|pt|c[012])[-_]?")


def named_in_lead(paragraphs: Sequence[str]) -> str | None:
    """Whom the first two paragraphs credit: "Theo Báo Miệt Cồn, …"."""
    found = (_LEAD.match(paragraph) for paragraph in paragraphs[:2])
    return next((match["who"].strip() for match in found if match), None)


def hints_at_source(paragraphs: Sequence[str], own: Sequence[str]) -> str:
    """The first words or the short last line that seem to name where a text comes from, in one of the hundred ways
    there are ("Đăng lại từ Báo …", "TTXVN - …", "Xem bài gốc tại …"); "" where there is none. `own` are the names of
    the school, which names itself for other reasons."""
    lines = [paragraph[:LEAD] for paragraph in paragraphs[:2]]
    lines += [line for line in paragraphs[2:][-4:] if len(line) <= HINT]
    hints = (line for line in lines if _NAMED.search(line) and _TAKEN.search(line))
    return next((line for line in hints if not names_school(line, own)), "")


def is_office(credit: str) -> bool:
    """Whether a credit names an education office or its portal."""
    return _OFFICE.search(plain(credit)) is not None


def names_school(text: str, names: Sequence[str]) -> bool:
    """Whether a text names a school, by its own name without its level ("Kênh Nhỏ") or by its host, whole or in its
    first part ("th-giong-bac")."""
    said = f" {plain(text)} "
    short = {plain(_LEVEL.sub("", name.partition(".")[0])) for name in names} | {plain(name) for name in names}
    return any(len(name) >= SHORTEST and f" {name} " in said for name in short | {own_name(name) for name in names})


def own_name(school: str) -> str:
    """What a school is called beside its level, folded: "Trường Tiểu học Kênh Nhỏ" → "kenh nho"."""
    return _KIND.sub("", plain(school)).strip()
