"""Who wrote a text and where it was taken from, as its last lines say.

Posts sign in many shapes: "Tác giả: …", "Tin, ảnh: …", "Người viết" over a name, "Nguồn: …", "(Theo …)",
"Sưu tầm". These lines are no part of the text, and a credited source is what makes a copy honest.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import Enum, auto

from linter.text.plain import plain
from linter.text.signature import signature_of
from linter.text.signposts import is_aid, is_tags
from linter.text.vietnamese import clean, syllables

REACH = 12  # lines from the end
LONGEST = 300  # characters, a guard against lines without blanks
PROSE = 25  # syllables: a longer line is text, and what stands above it is no signature
NAME = 12  # syllables after a label that might also open a sentence ("Bài: …")
STATEMENT = 20  # syllables after a label that can only be a signature ("Người viết: …")


@dataclass(frozen=True, slots=True)
class Tail:
    """`taken` are the places of the lines that only sign or credit: they are not to stay in the text."""

    author: str | None = None
    source: str | None = None
    taken: frozenset[int] = frozenset()


class _Role(Enum):
    AUTHOR = auto()
    SOURCE = auto()
    ASIDE = auto()  # a photographer, who posted it: taken out, credits nobody with the words


_PICTURE = r"(?:hình\s+)?ảnh"
_WRITTEN = r"(?:tin(?:\s+bài)?|bài(?:\s+viết)?|viết\s+bài)"
_AND = r"\s*(?:[,;&+/–-]|\bvà\b)?\s*"
_SURE_AUTHOR = r"(?:nhóm\s+)?tác\s+giả(?:\s+bài\s+viết)?|người\s+(?:viết(?:\s+(?:bài|tin))?|đưa\s+tin|thực\s+hiện)"
_LIKELY_AUTHOR = (
    rf"{_WRITTEN}(?:{_AND}{_WRITTEN})*(?:{_AND}(?:{_PICTURE}|video|clip))*"
    rf"|{_PICTURE}{_AND}{_WRITTEN}|nội\s+dung{_AND}{_PICTURE}|(?:nhóm\s+)?thực\s+hiện|(?:người\s+)?biên\s+soạn"
)
_ASIDE = rf"nguồn\s+(?:{_PICTURE}|video|clip)|{_PICTURE}|người\s+đăng(?:\s+bài)?"  # who posts need not write
_SOURCE = (
    r"nguồn(?:\s+(?:tin|bài(?:\s+viết)?|gốc|trích(?:\s+dẫn)?|tham\s+khảo|sưu\s+tầm))?|(?:trích|dẫn)\s+(?:nguồn|từ|theo)"
    r"|(?:người\s+)?sưu\s+tầm|theo|source|(?:link\s+)?bài\s+(?:viết\s+)?gốc"
)
_ROLES = (
    (_Role.ASIDE, STATEMENT, _ASIDE),
    (_Role.SOURCE, STATEMENT, _SOURCE),
    (_Role.AUTHOR, STATEMENT, _SURE_AUTHOR),
    (_Role.AUTHOR, NAME, _LIKELY_AUTHOR),
)
_LABELS = "|".join((_SURE_AUTHOR, _LIKELY_AUTHOR, _ASIDE, _SOURCE))
_LABEL = re.compile(rf"(?<!\w)(?P<label>{_LABELS})\s*[:：]\s*", re.IGNORECASE)
_ADDRESS = re.compile(r"https?://|www\.|\b[\w-]+\.(?:vn|com|net|org|edu|info|example)\b", re.IGNORECASE)
_PLACED_SOURCE = re.compile(r"nguồn(?:\s+[^\s:]+){1,5}\s*:\s*(?P<value>(?:https?://|www\.)\S+)", re.IGNORECASE)
_PAPER = r"(?:báo|trang|cổng|website|web|tạp\s+chí|đài|mạng|internet|facebook)\b"
_BARE_SOURCE = re.compile(rf"(?:nguồn|theo)\s+(?P<value>(?:{_PAPER}|https?://|www\.).*)", re.IGNORECASE)
_BRACKETED = re.compile(r"\(\s*(?:Theo|Nguồn|Trích(?: từ)?)\s*:?\s+(?P<value>[^()]{2,80})\)")
_COLLECTED = re.compile(
    r"(?P<who>.*?)\W*\b(?:sưu\s+tầm(?:\s+(?:và|,|&)\s+(?:biên\s+soạn|biên\s+tập|tổng\s+hợp|giới\s+thiệu))?|(?-i:ST|St))\W*",
    re.IGNORECASE,
)
_COLLECTED_INSIDE = re.compile(r"\(\s*(?:sưu tầm|st)\s*\)\W*$", re.IGNORECASE)
_SIGNED = re.compile(rf"(?:{_SURE_AUTHOR})\s*[:：]?", re.IGNORECASE)
_SERVED = re.compile(r"noi nhan\b")
_ORNAMENT = re.compile(r"^[^\w(]+|[\s./]+$")


_VAGUE = re.compile(
    r"^(?:nguon )?(?:st|suu tam|internet|mang|mang internet|tong hop|google|facebook"
    r"|suu tam (?:tu )?(?:internet|mang))$"
)


def is_vague(credit: str) -> bool:
    """Whether a credit names nobody: "Sưu tầm", "Internet"."""
    return _VAGUE.match(plain(credit)) is not None


def split_tail(paragraphs: Sequence[str], pictured: Collection[int] = ()) -> Tail:
    """Read the signature and the credit from the end of a text.

    `paragraphs` are its lines or paragraphs in reading order; empty ones are passed over. Lines further than
    `REACH` from the end, or above a line of more than `PROSE` syllables, are text. `pictured` are the places of
    lines right under a picture: they sign nothing.
    """
    lines, tail = _end_of(paragraphs)
    taken: set[int] = set()
    said: dict[_Role, str] = {}
    for order, place in enumerate(tail):
        found = {} if place in taken else _credits(lines[place])
        for role, value in found.items():
            said.setdefault(role, value)
        if found:
            taken.add(place)
        below = tail[order + 1] if order + 1 < len(tail) else None
        if below is not None and _SIGNED.fullmatch(_bare(lines[place])) and _is_name(_bare(lines[below])):
            said.setdefault(_Role.AUTHOR, _bare(lines[below]))
            taken |= {place, below}
    taken |= {place for place in tail if is_tags(lines[place])}
    source = said.get(_Role.SOURCE) or _credit_inside(lines, taken)
    signer, signed = signature_of(["" if n in taken else line for n, line in enumerate(lines)], pictured)
    if not any(_SERVED.match(plain(line)) for line in lines):  # an official document is signed as part of its form
        taken |= set(signed)
        said.setdefault(_Role.AUTHOR, signer)
    return Tail(said.get(_Role.AUTHOR) or None, source, frozenset(taken))


def _end_of(paragraphs: Sequence[str]) -> tuple[list[str], list[int]]:
    """The lines, clean from the last of the text on ("" above), and the places of the short ones at the end, in
    reading order."""
    lines = [""] * len(paragraphs)
    places: list[int] = []
    for place in range(len(lines) - 1, -1, -1):
        text = clean(paragraphs[place])
        signs = _LABEL.match(text) or _SIGNED.fullmatch(_bare(text))
        lines[place] = "" if is_aid(text) and not signs else text
        if syllables(lines[place]) > PROSE or len(lines[place]) > LONGEST or len(places) == REACH:
            break
        if lines[place]:
            places.append(place)
    return lines, places[::-1]


def _bare(line: str) -> str:
    """Without ornaments around it and without the brackets that hold all of it."""
    bare = _ORNAMENT.sub("", line)
    inner = re.fullmatch(r"\(([^()]*)\)", bare)
    return _ORNAMENT.sub("", inner[1]) if inner else bare


def _credits(line: str) -> dict[_Role, str]:
    """What a line that only signs or credits says; {} for any other line."""
    bare = _bare(line)
    labelled = _labelled(bare)
    if labelled:
        return labelled
    placed = _PLACED_SOURCE.fullmatch(bare) or _BARE_SOURCE.fullmatch(bare)
    if placed is None and line.strip().startswith("("):
        placed = _BRACKETED.fullmatch(line.rstrip(" ./"))
    if placed and syllables(bare) <= STATEMENT:
        return {_Role.SOURCE: _bare(placed["value"])}
    collected = _COLLECTED.fullmatch(bare)
    if collected and (not collected["who"] or _is_name(collected["who"])):
        return {_Role.SOURCE: "Sưu tầm" if bare.lower() == "st" else bare}
    return {}


def _labelled(line: str) -> dict[_Role, str]:
    """ "Tin: A - Ảnh: B (Nguồn: C)" → author A, source C. The line must open with a label."""
    labels = list(_LABEL.finditer(line))
    if not labels or labels[0].start() != 0:
        return {}
    ends = [*(label.start() for label in labels[1:]), len(line)]
    found: dict[_Role, str] = {}
    for label, end in zip(labels, ends, strict=True):
        value = line[label.end() : end].strip(" -–—;,.|/(")
        value = value if "(" in value else value.rstrip(")")
        role, longest = _role(label["label"])
        if not _ADDRESS.search(value) and not 0 < syllables(value) <= longest:
            return {}
        if longest == NAME and not value[0].isupper():
            return {}
        if role is _Role.ASIDE and len(labels) == 1 and not _is_name(value) and not _ADDRESS.search(value):
            return {}  # a caption
        found.setdefault(role, line if "sưu tầm" in label["label"].lower() else value)
    return found


def _role(label: str) -> tuple[_Role, int]:
    return next((role, longest) for role, longest, words in _ROLES if re.fullmatch(words, label, re.IGNORECASE))


def _is_name(text: str) -> bool:
    """A short line in which every word has a capital: "Trần Thị B", "Liên đội TH" is none."""
    words = re.findall(r"[^\W\d_]+", text)
    return bool(words) and syllables(text) <= NAME and all(word[0].isupper() for word in words)


def _credit_inside(lines: Sequence[str], taken: set[int]) -> str | None:
    """A credit in brackets that closes the last paragraph; the paragraph stays."""
    last = next((line for place, line in reversed(list(enumerate(lines))) if line and place not in taken), "")
    end = last[-LONGEST:].rstrip(" ./")
    found = next((match for match in _BRACKETED.finditer(end) if match.end() == len(end)), None)
    if found:
        return found["value"].strip()
    return "Sưu tầm" if _COLLECTED_INSIDE.search(end) else None
