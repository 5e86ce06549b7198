"""Addresses, telephone numbers and e-mail addresses in a text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from enum import Enum, auto
from functools import lru_cache

from linter.model import Fact
from linter.text.names import in_address, names_office, other_schools, speaks_for
from linter.text.plain import SHORT, plain
from linter.text.vietnamese import UPPER

# --- telephone ------------------------------------------------------------------------------------------

_DIGIT = re.compile(r"\d")
_GAP = r"[ .\-–—()/]{0,3}"
_PHONE = re.compile(rf"(?<!\d)(?<!\d\.)(?:\(?\+?84\)?|\(?0)(?:{_GAP}\d){{8,10}}(?!\d)")
# After its label a number may lack the code of its province: "Điện thoại: 3000 123".
_LABELLED = re.compile(
    r"(?<!\w)(?:điện thoại|đ\.?t|sđt|tel|phone|hotline|di động|máy bàn)(?!\w)(?:[\s.:\-–]|\([^()\d]{0,30}\)|văn phòng"
    r"|nhà trường|cố định|liên hệ){0,8}(?P<number>\d(?:[ .\-]?\d){5,7})(?![ .\-]?\d)",
    re.IGNORECASE,
)
_DAY = re.compile(r"\d{1,2}[.\-]\d{1,2}[.\-]\d{4}$")
_NO_PHONE = re.compile(r"(?:mã số(?: thuế)?|mst|tài khoản|stk|số tk|cccd|cmnd)\W{0,3}$", re.IGNORECASE)
# NukeViet's demonstration numbers.
_DEMO_PHONE = frozenset({"0838000000", "0838000001", "0838000002", "0838000003", "0123456789"})
_SEQUENCE = re.compile(r"^09\d3456789$|^0987654321$|^0912345678$|^0{9,}$")


def phones(text: str) -> list[str]:
    """The telephone numbers as written, those that every new site of a CMS shows left out."""
    if not _DIGIT.search(text):  # most lines: the patterns below cost fifty times as much
        return []
    whole = [number.group().strip() for number in _phones(text) if not _is_demo(number.group())]
    return whole or [found["number"] for found in _LABELLED.finditer(text) if not _DAY.match(found["number"])]


def _phones(text: str) -> Iterator[re.Match[str]]:
    return (
        number
        for number in _PHONE.finditer(text)
        if not _NO_PHONE.search(text[max(0, number.start() - 20) : number.start()])
    )


def _is_demo(number: str) -> bool:
    digits = _digits(number)
    return digits in _DEMO_PHONE or _SEQUENCE.match(digits) is not None


def _digits(number: str) -> str:
    digits = re.sub(r"\D", "", number)
    return "0" + digits[2:] if digits.startswith("84") and len(digits) > 10 else digits


# --- e-mail ---------------------------------------------------------------------------------------------

_AT = r"\s?(?:@|＠|\[@\]|\(@\)|[\[({]\s?(?:at|a còng)\s?[\])}]|\sat\s(?=[\w\-]+(?:\.|\s?\[))|\sa còng\s)\s?"
_AT_SIGNS = ("@", "＠", "at", "còng")  # one of them stands in whatever _AT matches
_DOT = r"(?:\.|\s\.\s?(?=(?:edu|gov|com|net|org|vn)\b)|\s?[\[({]\s?(?:\.|dot|chấm)\s?[\])}]\s?)"
_LABEL = r"[a-z0-9\-]{1,63}"
_MAIL = re.compile(rf"(?<![\w.+\-])[\w.+\-]{{1,80}}{_AT}(?!www\.){_LABEL}(?:{_DOT}{_LABEL}){{1,6}}", re.IGNORECASE)
_SHIELDED = re.compile(
    r"(?:e?-?mail|thư điện tử)[^.]{0,20}được bảo vệ|\[email.?protected\]|email address is being protected",
    re.IGNORECASE,
)
_DEMO_MAIL = re.compile(
    r"@(?:mysite|yoursite|yourdomain|mydomain|yourcompany|yourwebsite|tenmien|domain|email|test|sample)\.\w+$|^(?:name|you|email)@example\.\w+$|@example\.com$"
)
_VENDOR_MAIL = re.compile(
    r"@(?:[\w\-]+\.)*(?:vinades|quangich|nukeviet)\.\w+$"
    r"|^(?:ho-?tro|support|info|contact|sales?|cskh|kinh-?doanh|lien-?he)[\w.]*@(?:[\w\-]+\.)*(?:vnpt|viettel|vhv|fpt)[\w.]*$"
)


def mails(text: str) -> list[str]:
    """The e-mail addresses, those of the CMS's sample data and of its makers left out.

    One that the page hides from machines ("Địa chỉ email này đang được bảo vệ…") is there for people.
    """
    folded = text.lower()
    found = [_mail(mail) for mail in _MAIL.finditer(text)] if any(sign in folded for sign in _AT_SIGNS) else []
    own = [mail for mail in found if not _DEMO_MAIL.search(mail) and not _VENDOR_MAIL.search(mail)]
    return own or [shield.group() for shield in _SHIELDED.finditer(text)]


def _mail(found: re.Match[str]) -> str:
    name, host = re.split(_AT, found.group(), maxsplit=1, flags=re.IGNORECASE)
    return f"{name}@{re.sub(_DOT, '.', host, flags=re.IGNORECASE)}".lower()


# --- address --------------------------------------------------------------------------------------------

_ADDRESS_LABEL = re.compile(
    r"(?<!\w)(?:địa chỉ(?! (?:e-?mail|thư|web|trang))|đ/?c(?=\s*[:\-–])|trụ sở|address)\s*[:\-–]?\s*", re.IGNORECASE
)
_ONLY_LABEL = re.compile(r"^\W*(?:địa chỉ|đ/?c|trụ sở(?: chính)?|address)\W*$", re.IGNORECASE)
# Words that name a place, each before a name or a number: two of them, or one after the label, are an address.
_PLACE = re.compile(
    r"(?<!\w)(ấp|thôn|xóm|buôn|bản|làng|khu phố|khu vực|khu|khóm|tổ dân phố|tổ|kp\.?|kv\.?|số nhà|số|đường|phố|hẻm|ngõ"
    r"|xã|phường|thị trấn|huyện|quận|thị xã|thành phố|tp\.?|tx\.?|tt\.?|[pqhx]\.|tỉnh|km|quốc lộ|ql\.?|tỉnh lộ|hương lộ"
    r"|đặc khu)",
    re.IGNORECASE,
)
_NAME_AFTER = re.compile(rf"\s?[{UPPER}0-9]")
_NAMES = re.compile(rf"^[{UPPER}][^,.;:–-]{{1,40}}(?:\s?[,–-]\s?[{UPPER}][^,.;:–-]{{1,40}}){{1,5}}")
_TO_COME = re.compile(r"(?:dang|chua|se|updat)")
_DEMO_PLACE = re.compile(r"\b(?:abc|xyz|main street|your address|dia chi cua ban|ten duong)\b")
_CLAUSE = re.compile(
    r"[\n;|•]|(?<![tpxhq])\.\s|(?:điện thoại|\bđt\b|\btel\b|email|e-mail|thư điện tử|website|fax)\b", re.IGNORECASE
)
ADDRESS_WORDS = 40  # a longer clause without the label is a sentence that names places


def addresses(text: str) -> list[str]:
    """The lines, or the parts of lines, that are postal addresses. A label may stand in the line or the table
    cell before."""
    found = []
    labelled = False
    for line in re.split(r"[\n\t]", text):
        label = _ADDRESS_LABEL.search(line)
        if _ONLY_LABEL.match(line):
            labelled = True
            continue
        if _DEMO_PLACE.search(plain(line)):
            continue
        rest = line[label.end() :] if label else line
        named = _NAMES.match(rest) and not _TO_COME.match(plain(rest))
        if (label or labelled) and (_places(rest) >= 1 or named):
            found.append(line.strip()[:200])
        else:
            found += _unlabelled(line) if len(line) <= SHORT else _unlabelled.__wrapped__(line)
        labelled = labelled and not line.strip()
    return found


@lru_cache(maxsize=4096)  # the boxes and lists of a site stand on many of its pages
def _unlabelled(line: str) -> tuple[str, ...]:
    """The first clause of a line that is an address by its words, if any."""
    return tuple(clause.strip()[:200] for clause in _CLAUSE.split(line) if _is_address(clause))[:1]


def _is_address(clause: str) -> bool:
    """Whether a clause is an address without its label."""
    return len(clause.split()) <= ADDRESS_WORDS and _places(clause) >= 2


def _places(line: str) -> int:
    words = (word for word in _PLACE.finditer(line) if _NAME_AFTER.match(line, word.end(1)))
    return len({word[1].lower() for word in words})


# --- whose it is ----------------------------------------------------------------------------------------

_VENDOR = re.compile(r"\b(?:vinades|cong ty|vnpt|quang ich|viettel|vhv|jsc|tap doan)\b")
# Where the maker of the site signs, in a line that may begin with the school's own data.
_MADE_BY = re.compile(
    r"(?:thiết kế|phát triển|xây dựng|cung cấp|vận hành|bản quyền|powered|designed|developed|hỗ trợ kỹ thuật)"
    r"(?: web(?:site)?| và \w+ \w+)?(?: bởi| by|:|\s+thuộc)",
    re.IGNORECASE,
)
_PORTAL = re.compile(
    r"\bcong (?:thong tin )?(?:dien tu )?(?:nganh )?(?:giao duc|gd|thanh pho|tinh|huyen|xa|phuong|quan|thi)\b"
    r"|\btrang (?:thong tin )?(?:dien tu )?(?:nganh )?(?:giao duc|gd)\b"
)
# An office's own by its name: "phongvhxh@…", "ubnd.kenhxang@…".
_OFFICE_MAIL = re.compile(
    r"(?<![\w.\-])(?:phong|p?gd|s?gd|sogd|pgd|vhxh|vpubnd|ubnd|danguy)[\w.\-]{0,40}@[\w.\-]+", re.IGNORECASE
)
# Where he signs with his own number and without a company's name.
_MAKER = re.compile(
    r"(?:thiết kế|phát triển|cung cấp|vận hành|powered|designed|developed|hỗ trợ kỹ thuật)", re.IGNORECASE
)
# The body above the school, named in the school's own block.
_ABOVE = re.compile(r"^(?:co quan|don vi|cap) (?:chu quan|quan ly|tren)|^(?:truc thuoc|chiu trach nhiem)")

IDLE = 2  # lines without contact data: after them a block is over


def demo_contact(text: str) -> str:
    """The CMS's sample contact that a text still shows, or ""."""
    shown = [mail.group() for mail in _MAIL.finditer(text) if _DEMO_MAIL.search(_mail(mail))]
    shown += [number.group() for number in _PHONE.finditer(text) if _is_demo(number.group())]
    return shown[0] if shown else ""


def names_portal(text: str) -> bool:
    """Whether a line names the portal of a place or of a branch of the state, under which schools have their sites."""
    return _PORTAL.search(plain(text)) is not None


def names_company(text: str) -> bool:
    """Whether a line names a company, the maker of the site; an e-mail address at its host does not."""
    return _VENDOR.search(plain(_MAIL.sub(" ", text))) is not None


class _Owner(Enum):
    """Under whose name a line stands."""

    NOBODY = auto()
    SCHOOL = auto()
    PORTAL = auto()  # of a place: the school's site may stand in it, and the data may be either's
    OTHER = auto()


def split_owners(lines: Iterable[str], name: str) -> tuple[str, str]:
    """The lines that speak for the school of this name, and those that follow the name of another body.

    A footer often holds two blocks: the school's and the vendor's or the office's. What stands under a name
    belongs to it as long as contact data follow; what stands under no name belongs to the site, and so does a
    block in which the school's own e-mail address stands.
    """
    ours: list[str] = []
    theirs: list[str] = []
    for owner, block in _blocks(lines, name):
        mine, other = _share(owner, block, name)
        ours += mine
        theirs += other
    return "\n".join(ours), "\n".join(theirs)


def _blocks(lines: Iterable[str], name: str) -> Iterator[tuple[_Owner, list[str]]]:
    """The lines by the name that they stand under, that name first."""
    owner, block, idle = _Owner.NOBODY, list[str](), 0
    for line in (piece for whole in lines for piece in _pieces(whole)):
        if _MAKER.match(line) and not names_company(line) and not speaks_for(line, name):
            yield _Owner.OTHER, [line]
            continue
        head, telling = _role(line, name) if len(line) <= SHORT else _role.__wrapped__(line, name)
        idle = 0 if telling else idle + 1
        if head or (owner in {_Owner.OTHER, _Owner.PORTAL} and idle > IDLE):
            yield owner, block
            owner, block = head or _Owner.NOBODY, []
        block.append(line)
    yield owner, block


@lru_cache(maxsize=4096)  # as above
def _role(line: str, name: str) -> tuple[_Owner | None, bool]:
    """Whose block a line begins, and whether the block goes on with it."""
    head = _head(line, name)
    return head, head is not None or _tells(line)


def _head(line: str, name: str) -> _Owner | None:
    """Whose block a line begins; None when it goes on with the one before. An address may name a neighbour."""
    if speaks_for(line, name):
        return _Owner.SCHOOL
    if _ADDRESS_LABEL.match(line) or _ABOVE.search(plain(line)):
        return None
    if names_company(line) or names_office(line) or other_schools(line, name):
        return _Owner.OTHER
    return _Owner.PORTAL if names_portal(line) else None


def _share(owner: _Owner, block: list[str], name: str) -> tuple[list[str], list[str]]:
    """What of a block is the school's and what is another body's."""
    own = any(in_address(mail, name) for line in block for mail in mails(line))
    office = [n for n, line in enumerate(block) if any(_is_office(mail, name) for mail in mails(line))]
    if owner is _Owner.SCHOOL:
        return [_OFFICE_MAIL.sub("", line) if n in office else line for n, line in enumerate(block)], []
    if owner is _Owner.OTHER or (owner is _Owner.PORTAL and (office or any(map(names_office, block)))):
        return (block[1:], block[:1]) if own else ([], block)
    if own or not office:
        return block, []
    start = office[0]
    while start and _tells(block[start - 1]):
        start -= 1
    return [*block[:start], *block[office[-1] + 1 :]], block[start : office[-1] + 1]


def _is_office(mail: str, name: str) -> bool:
    return _OFFICE_MAIL.match(mail) is not None and not in_address(mail, name)


def _pieces(line: str) -> list[str]:
    """A line parted where the maker of the site signs in it."""
    made = _MADE_BY.search(line)
    return [line[: made.start()], line[made.start() :]] if made and made.start() else [line]


def _tells(line: str) -> bool:
    return bool(phones(line) or mails(line) or addresses(line)) or re.match(r"\W*[^:]{1,30}:", line) is not None


def shown(texts: Iterable[str]) -> dict[str, Fact]:
    """The first address, telephone number and e-mail address of the texts, those that there are, by
    "address", "phone", "mail"."""
    found: dict[str, Fact] = {}
    readers = {"address": addresses, "phone": phones, "mail": mails}
    for text in texts:
        for key, read in readers.items():
            for value in read(text):
                found.setdefault(key, value)
    return found
