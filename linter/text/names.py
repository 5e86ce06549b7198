"""Names of schools in a text: this school's and others'."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache

from linter.text.plain import SHORT, plain
from linter.text.vietnamese import UPPER

# Folded level words and what they stand for; the longer ones first.
_LEVELS = {
    r"tieu hoc (?:va )?trung hoc co so|tieu hoc (?:va )?thcs|th (?:va )?thcs|ththcs": "TH THCS",
    r"trung hoc co so (?:va )?trung hoc pho thong|thcs (?:va )?thpt": "THCS THPT",
    r"tieu hoc|th": "TH",
    r"trung hoc co so|thcs": "THCS",
    r"trung hoc pho thong|thpt": "THPT",
    r"mam non|mau giao|nha tre|mn|mg": "MN",
}
_KINDS = r"(?:pho thong dan toc (?:ban|noi) tru|ptdt ?bt|ptdt ?nt|tu thuc|dan lap|cong lap|ban cong|thuc hanh)"
_LEVEL = "|".join(_LEVELS)
_PREFIX = re.compile(rf"^(?:truong )?(?:(?:{_LEVEL}|{_KINDS}|pho thong|pt) (?!$))*")
_SHORT_WORDS = (  # how a name is shortened, on folded text
    (re.compile(r"\btt\b"), "thi tran"),
    (re.compile(r"\btp\b"), "thanh pho"),
    (re.compile(r"\btx\b"), "thi xa"),
    (re.compile(r"\b(?:so|diem) (?=\d)"), ""),
    (re.compile(r"\biii\b"), "3"),
    (re.compile(r"\bii\b"), "2"),
    (re.compile(r"\biv\b"), "4"),
    (re.compile(r"(?<=\w) i(?= |$)"), " 1"),
    (re.compile(r"(?<=[bcdghklmnprstvx])y\b"), "i"),  # Quý, Quí; Mỹ, Mĩ
    (re.compile(r"\bquy\b"), "qui"),
)
_CAPITAL = rf"(?:[{UPPER}][\w'’]*|\d{{1,2}}(?:[/.\-]\d{{1,2}})?)"
_SCHOOL = re.compile(
    r"\b(?i:trường)\s(?P<level>(?i:tiểu học\s?(?:và|-|–|&)?\s?(?:THCS|trung học cơ sở)|TH\s?(?:và|-|–|&)\s?THCS"
    r"|THCS\s?(?:và|-|–|&)\s?THPT|tiểu học|trung học cơ sở|trung học phổ thông|mầm non|mẫu giáo|THCS|THPT|PTDTBT"
    r"|TH|MN|MG))"
    rf"\s(?i:tư thục\s|số\s|thị trấn\s)?[“\"]?(?P<name>{_CAPITAL}(?:[ \t]{_CAPITAL}){{0,3}})"
)  # fmt: skip
# First words that begin no name: in a line of capitals everything looks like one.
_NO_NAME = re.compile(
    r"(?:dat|duoc|la|co|nam|tai|thuoc|va|voi|cua|trong|ngoai|theo|tren|khong|cac|nhung|mot|to chuc|thong bao|ke hoach"
    r"|hang|hien|da|dang|se|nay|ta|chung|chuan|tham|nhan|chao|mung|ho tro|day|hoc|giai doan|lan|ngay|thang|viet nam)\b"
)
_PASSING = re.compile(
    r"\b(?:từ|tách|tiền thân(?: là| của)?|nguyên(?: là)?|trước đây(?: là)?|sáp nhập|cạnh|gần|vào|về|sang|cùng|bên"
    r"|học sinh|mang tên|tên là|tên gọi|đổi tên thành|thầy|cô)\s+$",
    re.IGNORECASE,
)
# Before the name of a hamlet or a commune: schools are called after them.
_PLACE_BEFORE = re.compile(
    r"\b(?:ap|thon|xom|khom|khu|lang|ban|buon|xa|phuong|thi tran|thi xa|huyen|quan|tinh|thanh pho|duong|pho) $"
)
# What a school's own text says first of it, and what a text says whose school once had another name.
_FOUNDED = re.compile(
    r"[\W]{0,3}(?:(?:được|chính thức|hiện|nay|là trường) )*(?:thành lập|xây dựng|ra đời|t[oọ][aạ] lạc|nằm|đóng|đặt)\b",
    re.IGNORECASE,
)
_RENAMED = re.compile(
    r"\b(?:tách|đổi tên|s[aá]p nhập|hợp nhất|chia|nay là|mang tên|tên gọi|tiền thân|trước đây|chuyển thành)\b",
    re.IGNORECASE,
)
OPENING = 30  # words in which a text says whom it is about


def distinct(name: str) -> str:
    """What tells a school from others, folded: "Trường Tiểu học Kênh Tràm" → "kenh tram"."""
    folded = _folded(name)
    return _PREFIX.sub("", folded + " ").strip() or folded


def names_school(text: str, name: str) -> bool:
    """Whether a text names this school, in full or in short, with or without marks."""
    folded = _folded(text)
    return any(re.search(rf"\b{lead}{re.escape(form)}\b", folded) for lead, form in _forms(name))


def speaks_for(line: str, name: str) -> bool:
    """Whether a line names this very school, and not the commune it is called after or another school there."""
    if not names_school(line, name):
        return False
    named = list(_mentions(line))
    if named:
        return any(_is_same(level, other, name) for level, other, _ in named)
    folded = _folded(line)
    found = (at for _, form in _forms(name) for at in re.finditer(rf"\b{re.escape(form)}\b", folded))
    own = any(not _PLACE_BEFORE.search(folded, max(0, at.start() - 12), at.start()) for at in found)
    return own and (not names_office(line) or re.search(r"\btruong\b", folded) is not None)


def speaks_of(text: str, name: str) -> bool:
    """Whether a text speaks of this very school: by its name and level, or by its name alone where that is neither
    a commune's nor, with another level, another school's."""
    if not names_school(text, name):
        return False
    rest, end = [], 0
    for level, other, mention in _mentions(text):
        if _is_same(level, other, name):
            return True
        rest.append(text[end : mention.start()])
        end = mention.end()
    text = "".join([*rest, text[end:]])
    folded = _folded(text)
    found = (at for lead, form in _forms(name) for at in re.finditer(rf"\b{lead}{re.escape(form)}\b", folded))
    return any(not _PLACE_BEFORE.search(folded, max(0, at.start() - 12), at.start()) for at in found)


def in_address(address: str, name: str) -> bool:
    """Whether an e-mail or web address carries the school's name ("thkenhnho@…", "th-kenh-nho.edu.example")."""
    written, ways = plain(address), (distinct(name), _PREFIX.sub("", plain(name) + " "))
    return any(len(way.replace(" ", "")) >= 5 and _joined(way) in _joined(written) for way in ways)


def _joined(folded: str) -> str:
    return folded.replace(" ", "").replace("y", "i")  # in one word Quý and Quí are told by nothing else


def other_schools(text: str, name: str) -> list[str]:
    """The schools that a text names and that are not this one, as written, each once."""
    found: dict[str, str] = {}
    for level, other, mention in _mentions(text):
        if not _is_same(level, other, name):
            found.setdefault(other, mention[0].strip())
    return list(found.values())


def about_another(text: str, name: str) -> str:
    """The school that a text is about when that is another one, as written; "" else.

    To be named in passing is not enough: histories name the school they were parted from, reports the
    school across the river. The other one must be named at the start and again, and this one nowhere.
    """
    if speaks_of(text, name):
        return ""
    others = [
        m
        for m in _mentions(text)
        if not _is_same(m[0], m[1], name) and not _PASSING.search(text[max(0, m[2].start() - 24) : m[2].start()])
    ]
    counts = Counter(_start(other) for _, other, _ in others)
    opening = len(" ".join(text.split()[:OPENING]))
    for _, other, mention in others:
        if counts[_start(other)] >= 2 and mention.start() <= opening:
            return mention[0].strip()
    return ""


def introduces_another(text: str, name: str) -> bool:
    """Whether a text is about another school (see `about_another`), or begins by telling how another one came to be
    or where it stands, without a change of names, and never speaks of this one."""
    if about_another(text, name):
        return True
    opening = (m for m in _mentions(text) if not text[: m[2].start()].strip(" \n-–+*•"))
    first = next((m for m in opening if not _is_same(m[0], m[1], name)), None)
    if first is None or speaks_of(text, name):
        return False
    return _FOUNDED.match(text, first[2].end()) is not None and not _RENAMED.search(text)


def _start(name: str) -> str:
    """What follows a name in a line may look like more of it."""
    return " ".join(name.split()[:2])


def names_office(text: str) -> bool:
    """Whether a line names an education office or a people's committee."""
    return (
        re.search(r"\b(?:phong (?:giao duc|gd|van hoa)|so (?:giao duc|gd)|ubnd|uy ban nhan dan)\b", plain(text))
        is not None
    )


def _folded(text: str) -> str:
    return _spelled_out(text) if len(text) <= SHORT else _spelled_out.__wrapped__(text)


@lru_cache(maxsize=4096)  # a line is asked for several schools, offices and companies, and stands on several pages
def _spelled_out(text: str) -> str:
    folded = plain(text)
    for short, word in _SHORT_WORDS:
        folded = short.sub(word, folded)
    return folded


@lru_cache(maxsize=64)  # a site is read for the name of its school
def _forms(name: str) -> tuple[tuple[str, str], ...]:
    """The ways to write a name, each with what must stand before it: "Long Thạnh 2" is "số 2 Long Thạnh" too,
    and the bare figures of "Trường Mầm non 1-6" are a day where no school is spoken of."""
    own = distinct(name)
    words = own.split()
    if all(word.isdigit() for word in words):
        return ((rf"(?:truong|{_LEVEL}) (?:\w+ ){{0,2}}", own),)
    forms = [own]
    if len(words) > 1 and words[-1].isdigit():
        forms.append(" ".join([words[-1], *words[:-1]]))
    elif len(words) > 1 and words[0].isdigit():
        forms.append(" ".join([*words[1:], words[0]]))
    return tuple(("", form) for form in forms)


def _levels(folded: str) -> set[str]:
    level = next((kind for words, kind in _LEVELS.items() if re.search(rf"\b(?:{words})\b", folded)), "")
    return set(level.split())


def _mentions(text: str) -> Iterator[tuple[str, str, re.Match[str]]]:
    """The level as written, the folded name, and where: for every school that a text names."""
    for mention in _SCHOOL.finditer(text):
        other = _folded(mention["name"])
        if other and not _NO_NAME.match(other):
            yield mention["level"], other, mention


def _is_same(level: str, other: str, name: str) -> bool:
    """Whether a mention can mean this school: one name holds the other, and the levels can go together."""
    ours, theirs = _levels(plain(name)), _levels(plain(level))
    if ours and theirs and not ours & theirs:
        return False
    return any(_holds(form, other) or _holds(other, form) for _, form in _forms(name))


def _holds(longer: str, shorter: str) -> bool:
    return f" {shorter} " in f" {longer} "
