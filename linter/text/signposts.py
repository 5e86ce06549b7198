"""The lines around an article that say what they are: its day, how often it was seen, where it is over.

Every site has them, whatever its elements are called. Compared folded (see `plain`).
"""

from __future__ import annotations

import re
from datetime import datetime

from linter.text import dates
from linter.text.plain import plain
from linter.text.vietnamese import syllables

LINE_CHARACTERS = 120  # a longer line is text
DAY_SYLLABLES = 22
_PARTS = re.compile(r"\s[·•]\s")
DAY_WORDS = 4  # beside the words of a day: a name, "Admin"

_SAID = r"(?:y kien|binh luan|nhan xet|phan hoi)"
_OVER = re.compile(
    r"(?:cac |nhung |tat ca )?(?:tin|bai|bai viet|bai dang|tin tuc|van ban|hinh anh|album|video)(?: bai)? "
    r"(?:khac|lien quan|cung (?:chuyen muc|loai|the loai|danh muc)|(?:moi|cu) hon|moi(?: nhat| dang)?|tiep(?: theo)?"
    r"|(?:da|xem|doc) (?:dua|nhieu|dang)|truoc|noi bat)(?: \S+){0,3}"
    rf"|(?:gui|viet|dang|them|de lai)(?: mot)? {_SAID}.{{0,60}}|\d+ {_SAID}"
    rf"|{_SAID}(?: (?:cua|ban|doc|gia|bai|viet|ve|facebook|phan|hoi|\d+))*|comments?.{{0,30}}|leave a .{{0,30}}"
    r"|(?:danh gia bai|tong so diem|xep hang|click de danh gia|co the ban quan tam|(?:xem|doc) them tin).{0,60}"
    r"|chia se (?:bai|facebook|len).{0,40}|thich va chia se.{0,40}"
    r"|(?:quay lai|tro ve|tro lai|ve)(?: (?:trang truoc|dau trang|trang chu|danh sach|dau|trang))?(?: in .{0,40})?"
    r"|in (?:trang|bai).{0,40}|tags?\b.{0,60}|tu khoa\b.{0,60}|bai viet (?:nay )?huu ich.{0,40}|nguoi dang .{0,40}"
    r"|(?:so )?(?:luot|lan) xem.{0,60}|da xem.{0,40}|ban quyen .{0,60}"
)
_BESIDE = re.compile(
    r"(?:so )?(?:luot|lan) (?:xem|doc|truy cap)\b|\d[\d ]* (?:luot|lan) (?:xem|doc)|da xem\b|phan hoi \d"
    r"|(?:kich )?co chu\b|(?:tang|giam) (?:co|kich)|do tuong phan|tuong phan|\d+ (?:view|luot)|\d+ views?$"
    r"|(?:in|email|gui|chia se|a a|doc bai|nghe|facebook|zalo|twitter|tweet|share|like|print)\b"
    r"|(?:nguoi (?:dang|gui|viet)|tac gia|dang (?:boi|ngay|luc|tin)|chuyen muc|danh muc|trong (?:muc|chuyen)|boi|by)\b"
)
BESIDE_SYLLABLES = 14
_SENTENCE = re.compile(r"[.!?…][\"”’»)]*$")
_MARKS = re.compile(r"\d(?: \d)? \d+ (?:binh chon|danh gia|luot).*|(?:trang )?(?:\d ){1,9}\d|trang(?: \d)*")
_PUBLISHED = re.compile(r"\b(?:dang|cap nhat|dua|gui|post|luot xem|lan xem|ban hanh)")
_LABELLED = re.compile(r"(?:ngay |duoc )?(?:dang(?! ky| nhap)|cap nhat|dua tin|gui|post|published)\b")
# The clock of the page, and how a sentence begins.
_NO_DAY = re.compile(
    r"^(?:hom nay|bay gio|gio hien tai|(?:vao )?(?:sang|trua|chieu|toi|dem))\b|^(?:luc|ngay)\b.*\btruong\b"
)
# The words and figures of a day and of what stands beside it.
_OF_A_DAY = re.compile(
    r"\b(?:thu (?:hai|ba|tu|nam|sau|bay)|chu nhat|ngay|thang|nam|luc|vao|gmt|am|pm|sa|ch|sang|chieu|toi|gio|phut"
    r"|(?:muoi )?(?:mot|hai|ba|tu|nam|sau|bay|tam|chin|muoi)"
    r"|(?:ngay )?(?:dang|cap nhat|dua|gui|tao)(?: (?:tin|bai|luc|ngay|boi))?"
    r"|(?:so )?(?:luot|lan) xem|luot doc|da xem|binh luan|co chu|a"
    r"|(?:mon|tues|wednes|thurs|fri|satur|sun)day|published|posted|on|date|by|[a-z]?\d+[a-z]?)\b"
)


def is_over(text: str) -> bool:
    """Whether a line says that the article above it is over: "Các tin khác", "Gửi bình luận", "Trở về"."""
    return len(text) < LINE_CHARACTERS and not _SENTENCE.search(text) and _OVER.fullmatch(plain(text)) is not None


def is_beside(text: str) -> bool:
    """Whether a line stands around an article and tells nothing of it: "Lượt xem: 12", "Chia sẻ", "Cỡ chữ A A". A
    sentence that only begins so is text."""
    folded = plain(text)
    short = syllables(text) <= BESIDE_SYLLABLES and not _SENTENCE.search(text)
    return not folded or (short and _BESIDE.match(folded) is not None)


def is_aid(text: str) -> bool:
    """Whether a line at the end of a text is the page's and not the text's: a button, a mark of readers, the numbers
    of further pages."""
    return is_over(text) or is_beside(text) or _MARKS.fullmatch(plain(text)) is not None


def is_tags(text: str) -> bool:
    """Whether a line holds nothing but "#NgàyHộiĐọcSách"."""
    return bool(text) and all(word.startswith("#") for word in text.split())


def names_publishing(text: str) -> bool:
    """Whether a line of a day says that something was published on it: "Ngày đăng", "Lượt xem"."""
    return _PUBLISHED.search(plain(text)) is not None


def is_published(text: str) -> bool:
    """Whether a line of a day begins with the word for publishing: "Ngày đăng", "Cập nhật lúc"."""
    return _LABELLED.match(plain(text)) is not None


def is_bare_day(text: str) -> bool:
    """Whether a line is a day and nothing else."""
    return len(text) < LINE_CHARACTERS and dates.stamp(text) is not None and not _OF_A_DAY.sub("", plain(text)).strip()


def day_of(text: str) -> datetime | None:
    """The day that a line is there to tell; neither the clock of the page nor a sentence with a date in it."""
    if not dates.may_tell(text):
        return None
    parts = _PARTS.split(text)
    if len(parts) > 1:  # "Đội · 5 tháng 11, 2026 · 1 phút đọc"
        return next(filter(None, map(day_of, parts)), None)
    folded = plain(text)
    if not folded or syllables(text) > DAY_SYLLABLES or _NO_DAY.match(folded):
        return None
    if not _PUBLISHED.match(folded) and len(_OF_A_DAY.sub("", folded).split()) > DAY_WORDS:
        return None  # "Ngày 8/10/2026, nhà trường phối hợp với …": a line of the text
    return dates.stamp(text)
