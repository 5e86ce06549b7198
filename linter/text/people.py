"""Leaders and groups of a school in a text: who is principal, which teams there are."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from linter.text.plain import plain
from linter.text.vietnamese import UPPER

# --- leaders --------------------------------------------------------------------------------------------

_WORD = rf"[{UPPER}][\w'’]*"
_NAME = re.compile(
    rf"(?<![\w'’]){_WORD}"
    rf"(?:[ \t]+(?:(?:thị|văn)[ \t]+)?(?!(?:Bí(?=\s+thư)|Điện|Email|Sinh|Trình|Ngày|Số|SĐT|ĐT)\b){_WORD}){{1,4}}"
)
# "Hiệu trường" and "Hiệu trửơng" are how the word is mistyped.
_POST = re.compile(
    r"\b(?:(?:phó|p\.?)\s?)?(?:(?<!giám )hiệu\s?tr(?:[ưu][ởờỡo]|ửơ)ng|ht\b)(?: phụ trách(?: (?:nhà )?trường)?)?"
    r"|\b(?:phó )?hiệu phó\b|\bphụ trách (?:nhà )?trường",
    re.IGNORECASE,
)
_BOARD = re.compile(r"\b(?:ban giám hiệu|bgh|ban lãnh đạo|lãnh đạo (?:nhà )?trường|cán bộ quản lý)\b", re.IGNORECASE)
# What stands before a name and is none of it.
_TITLE = re.compile(
    r"^(?:(?:thầy|cô|ông|bà|ths|th\.s|thạc sĩ|thạc sỹ|ts|tiến sĩ|cn|cử nhân|ngưt|nhà giáo ưu tú|đ/c|đc|đồng chí|gv"
    r"|nhà giáo|giáo viên|giáo|họ và tên|họ tên|tên|quyền|q|phó|p)\b\.?:?\s*|\d{1,2}[.)]\s*|[–\-+*•]\s*)+",
    re.IGNORECASE,
)
# Capitalised words that are no name. Read with their marks: "Trương", "Đoàn" and "Tô" are names of families.
_NOT_NAME = re.compile(
    r"^(?:hiệu |phó |p\.? |ban |cán bộ|giáo viên|nhân viên|tổ |khối |trường |phòng |thạc s|cử nhân|đại học|cao đẳng"
    r"|trung cấp|chi bộ|chi ủy|công đoàn|đoàn (?:thanh|tn|trường|đội|viên|cơ|tncs|thể)|đội |liên đội|hội |họ và|họ tên"
    r"|stt|chức|điện|thư |thứ |địa |bí thư|chủ tịch|tổng phụ|việt nam|người |lớp |quản l|sơ đồ|năm |trình độ|số |ngày"
    r"|tỉnh|huyện|xã |phường|thành phố|cơ cấu|danh sách|thông tin|văn phòng|website|email|toán|ngữ văn)",
    re.IGNORECASE,
)
NAME_WORDS = 9  # a longer line is a sentence, not a name beside a post
BOARD_LINES = 4  # after "Ban giám hiệu" that may hold its names


@dataclass(frozen=True, slots=True)
class Leader:
    name: str
    post: str


def leaders(lines: Sequence[str]) -> list[Leader]:
    """The principal and vice-principals named together with their post: in one line or table row, or in a
    form or on a card (the name above the post, or the post above the name)."""
    found: dict[str, Leader] = {}
    for place, line in enumerate(lines):
        posts = list(_POST.finditer(line))
        if not posts:
            continue
        named = list(_with_posts(line, posts)) or [(name, posts[0]) for name in _beside(lines, place)[:1]]
        for name, post in named:
            found.setdefault(plain(name), Leader(name, post.group()))
    return list(found.values())


def _with_posts(line: str, posts: Sequence[re.Match[str]]) -> Iterator[tuple[str, re.Match[str]]]:
    """The names of a line, each with its post: the one after it where the line begins with a name, else the
    one before it."""
    edges = [0, *(edge for post in posts for edge in post.span()), len(line)]
    pieces = [_names(line[start:end]) for start, end in zip(edges[::2], edges[1::2], strict=True)]
    shift = 0 if pieces[0] else 1
    for place, names in enumerate(pieces):
        post = posts[min(max(0, place - shift), len(posts) - 1)]
        yield from ((name, post) for name in names)


def has_post(text: str) -> bool:
    """Whether a text speaks of a principal or vice-principal at all, or names people under the word for both."""
    return _POST.search(text) is not None or _names_board(text.split("\n"))


def _names_board(lines: Sequence[str]) -> bool:
    boards = [place for place, line in enumerate(lines) if _BOARD.search(line)]
    near = (_BOARD.sub(" | ", line) for place in boards for line in lines[place : place + BOARD_LINES])
    return any(_names(line) for line in near)


def _beside(lines: Sequence[str], place: int) -> list[str]:
    near = (lines[at] for at in (place - 1, place + 1) if 0 <= at < len(lines))
    return [name for line in near if _is_name_line(line) for name in _names(line)]


def _is_name_line(line: str) -> bool:
    return _POST.search(line) is None and all(len(cell.split()) <= NAME_WORDS for cell in line.split("\t"))


def _names(line: str) -> list[str]:
    return list(_names_in(re.split(r"[|\t,;:()–\-/\n]", line)))


def _names_in(pieces: Sequence[str]) -> Iterator[str]:
    for piece in pieces:
        found = _NAME.search(_TITLE.sub("", piece.strip()))
        if found and not _NOT_NAME.match(found.group() + " "):
            yield found.group()


# --- groups ---------------------------------------------------------------------------------------------

_PART = rf"[{UPPER}\d][\w'’]*"
_MORE = rf"(?:\s?[–\-&+/]\s?{_PART}|,\s?\d{{1,2}}\b|[ \t]+{_PART})*"
# Names of groups that are often written small.
_SMALL = (
    r"(?i:chuyên môn|bộ môn|khối|lớp|mẫu giáo|nhà trẻ|mầm|chồi|lá|toán|(?:ngữ )?văn|(?:vật )?l[ýí]|hóa|hoá|sinh|sử|địa"
    r"|tự nhiên|xã hội|khoa học|năng khiếu|ngoại ngữ|tiếng anh|tổng hợp|nghệ thuật|thể dục)\b"
)
_AGE = r"(?i:mầm|chồi|lá|nhà trẻ|mẫu giáo|mg|nhỡ|lớn|bé|lớp(?! học)|[1-9]\b|một|hai|ba|bốn|năm(?! học))(?!\w)"
_GROUP = re.compile(
    r"\b(?i:tổ (?:trưởng|phó) (?:tổ )?(?:chuyên môn|khối))"
    rf"|\b(?i:tổ)\s?:?\s(?:{_SMALL}|{_PART}){_MORE}|\b(?i:khối)\s?:?\s{_AGE}{_MORE}"
)
_NOT_GROUP = re.compile(
    r"^to (?:chuc|quoc|tuyen|van phong|hanh chinh|bao ve|y te|nuoi duong|cap duong|nha bep|cong doan|dan pho|am\b"
    r"|(?:truong|pho)(?! (?:to )?(?:chuyen mon|khoi)))"
)
# "Tổ chuyên môn" is what the section is called, and no group of it.
_UNNAMED = re.compile(r"to (?:chuyen mon|bo mon|khoi|khoi lop)(?: truong.*| (?:tieu hoc|thcs|mam non|mau giao))?")
# "Tổ 3, khu phố 2, phường …" is an address.
_PLACE_AFTER = re.compile(r"\W{0,3}(?:ấp|khu|kp|khóm|thôn|xã|phường|thị trấn|đường|tdp)\b", re.IGNORECASE)
# "Khối 6: 4 lớp" and "học sinh khối 6" count pupils.
_COUNTED = re.compile(r"\W{0,3}(?:có\s+|gồm\s+)?\d+\s+(?:lớp|học sinh|hs|em|trẻ|cháu|bé)\b", re.IGNORECASE)
_PUPILS = re.compile(r"\b(?:học sinh|hs|trẻ|bé|em|lớp|phụ huynh)\s+(?:các\s+)?$", re.IGNORECASE)
_TEAM = re.compile(r"tổ", re.IGNORECASE)
_TEAMS = re.compile(r"\btổ\b[^.\n]*$", re.IGNORECASE)  # "các tổ chuyên môn khối Một, khối Hai"
_REACH = 30  # characters from which a group is told from what only begins like one


def groups(text: str, *, opening: bool = False) -> list[str]:
    """The professional groups ("Tổ Bốn – Năm", "Tổ Khoa học xã hội", "Khối Lá") named in a text, each once;
    with `opening` only one that the text begins with."""
    text = text.strip()
    mentions = [m for m in [_GROUP.match(text)] if m] if opening else list(_GROUP.finditer(text))
    return list({plain(m.group()): m.group().strip() for m in mentions if _is_group(text, m)}.values())


def named_groups(title: str, text: str) -> list[str]:
    """The groups that a page under a title names. The site's name behind the title is none, and "khối Lá" inside a
    sentence is its pupils."""
    heading = re.split(r"\s[-–—|·»]\s", title)[0]
    lines = [heading, *re.split(r"[\n\t]", text)]
    opened = [group for line in lines for group in groups(line, opening=True)]
    told = f"{heading}\n{text}"
    found = [match for match in _GROUP.finditer(told) if _is_group(told, match)]
    within = [m.group().strip() for m in found if _TEAM.match(m.group()) or _TEAMS.search(told[: m.start()][-80:])]
    return list({plain(group): group for group in (*opened, *within)}.values())


def _is_group(text: str, mention: re.Match[str]) -> bool:
    if _UNNAMED.fullmatch(plain(mention.group())):
        return False
    words = plain(text[mention.start() : mention.start() + _REACH])
    if _PUPILS.search(text[max(0, mention.start() - 20) : mention.start()]) or _COUNTED.match(text, mention.end()):
        return False
    return not _NOT_GROUP.match(words) and not _PLACE_AFTER.match(text, mention.end())
