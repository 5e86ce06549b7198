"""The bare signature at the end of a text: a name, a post, a class, without any label.

"Huỳnh Bảo Ngọc (lớp 4B)", "BAN GIÁM HIỆU", a place and month over a name. A list of names is none, nor is what
stands right under a picture.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from linter.text.plain import plain
from linter.text.vietnamese import syllables

MOST_LINES = 4
NAME_SYLLABLES = 6
LINE_SYLLABLES = 14
LINE_CHARACTERS = 200  # beyond this a line is none of a signature, whatever its syllables are

_SURNAMES = frozenset(
    "nguyen tran le pham huynh hoang phan vu vo dang bui do ho ngo duong ly dinh doan lam mai trinh dao cao luong to"
    " ta thach son kim chau danh kien lo vang giang quach ha thai tang van vien tu truong trieu tong quan phung nong"
    " la khong hua dieu chu che cu be au ninh nghiem luu luc lai kieu doan dam dong diep bach ksor siu ro lu ma"
    " sung hau ngan vi tieu khuong dau ton quang kha ngac ham pho mac".split(" ")
)
_OFFICE = re.compile(
    r"(?:tm|kt|tl|ban giam hieu|bgh|ban bien tap|bbt|pho|hieu truong|giao vien|gv|gvcn|tpt|tong phu trach|bi thu"
    r"|lop \d\w*|hoc sinh lop|hs lop|phu huynh|me be|ba be|chi doan|lien doi|chi doi|to chuyen mon|to van phong"
    r"|to khoi|van thu|nguoi viet|nguyen (?:giao vien|hieu truong|hoc sinh)|cuu hoc sinh"
    r"|truong (?:mam non|mau giao|tieu hoc|thcs|th))\b"
)
# Those that sign as a body, without a name.
_COLLECTIVE = re.compile(
    r"(?:tm |kt )?(?:ban giam hieu|bgh|ban bien tap|bbt|van thu|van phong|chi doan|lien doi|chi doi|to [a-z ]{3,25}"
    r"|truong (?:mam non|mau giao|tieu hoc|thcs|th)\b.{0,40})$"
)
_DATED = re.compile(r"\b(?:thang|ngay)\b.*\b\d{4}$")
_STOP = re.compile(r"[.!?…:;][\"”’»)\]]*$")
_BEHIND = re.compile(r"\s*[(–,-]\s*")
_NOTE = re.compile(r"\(?(?:da ky|ky ten|da ky ten)\)?")


def signature_of(lines: Sequence[str], pictured: Collection[int] = ()) -> tuple[str, tuple[int, ...]]:
    """The signature that closes a text, and the places of its lines; ("", ()) where there is none.

    `lines` are clean; empty ones are passed over. `pictured` are the places of lines right under a picture.
    """
    taken: list[int] = []
    above = ""
    for place in range(len(lines) - 1, -1, -1):
        if not lines[place]:
            continue
        if place in pictured or not _signs(lines[place], below=bool(taken)):
            above = lines[place]
            break
        taken.append(place)
    if not taken or len(taken) > MOST_LINES or not _closes(above):
        return "", ()
    said = [lines[place].strip("() .-–*/") for place in reversed(taken)]
    names = [line for line in said if is_person(line)]
    offices = [line for line in said if _COLLECTIVE.match(plain(line))]
    if len(names) > 1 or not (names or offices) or _lists(said):
        return "", ()
    return (names or offices)[0], tuple(taken)


def _signs(line: str, *, below: bool) -> bool:
    if len(line) > LINE_CHARACTERS or syllables(line) > LINE_SYLLABLES or _STOP.search(line.rstrip(" /")):
        return False
    folded = plain(line)
    dated = below and _DATED.search(folded) is not None
    return is_person(line) or dated or bool(_OFFICE.match(folded)) or bool(_NOTE.fullmatch(folded))


def _closes(above: str) -> bool:
    """Whether a signature can follow a line: not after "Gồm có:", not where there is no text at all."""
    return bool(above) and not above.rstrip().endswith((":", ";", ","))


def _lists(said: Sequence[str]) -> bool:
    """Whether the lines are entries of a list: "Lớp 1A …", "Lớp 1B …"."""
    firsts = [line.split()[0].casefold() for line in said if line]
    return len(firsts) > len(set(firsts))


def is_person(line: str) -> bool:
    """A name, alone or with a post, a class or other names behind it: "Vũ Hà Anh - Lớp 5A"."""
    if len(line) > LINE_CHARACTERS or syllables(line) > LINE_SYLLABLES:
        return False
    rest = line
    while rest:
        name, _, rest = _BEHIND.sub("\x00", rest.strip("() .*/"), count=1).partition("\x00")
        if not _is_name(name):
            return False
        if _OFFICE.match(plain(rest)):
            return True
    return bool(line)


def _is_name(name: str) -> bool:
    words = name.split()
    if not 2 <= len(words) <= NAME_SYLLABLES or not all(word[0].isupper() and word.isalpha() for word in words):
        return False
    return plain(words[0]) in _SURNAMES or (len(words) <= 3 and not name.isupper())
