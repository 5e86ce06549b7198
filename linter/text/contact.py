"""Addresses, telephone numbers and e-mail addresses in a text."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from linter.model import Fact
from linter.text.plain import plain

_PHONE = re.compile(r"(?<![\d.])(?:\(?\+?84\)?|\(?0)(?:[\s.\-()]{0,3}\d){8,10}(?![\d])")
_MAIL = re.compile(r"[\w.+\-]+\s?(?:@|\[at\]|\(at\))\s?[\w\-]+(?:\.[\w\-]+)+", re.IGNORECASE)
_ADDRESS_LABEL = re.compile(r"(?:địa chỉ|đ/c|đc|trụ sở|address)\s*:?\s*", re.IGNORECASE)
# Words that name a place, each before a name or a number: two of them, or one after the label, are an address.
_PLACE = re.compile(
    r"\b(ấp|thôn|xóm|buôn|khu phố|khu vực|khóm|tổ dân phố|số nhà|số|đường|phố|xã|phường|thị trấn|huyện|quận|thị xã"
    r"|thành phố|tp\.?|tỉnh|km|quốc lộ|tỉnh lộ|đặc khu)",
    re.IGNORECASE,
)
_NAME_AFTER = re.compile(r"\s*[A-ZĐÀ-Ỵ0-9]")
ADDRESS_WORDS = 40  # a longer line without the label is a sentence that names places
_DEMO_MAIL = re.compile(
    r"@(?:mysite|yoursite|yourdomain|domain|email|test|sample)\.\w+$|^(?:name|you|email)@example\.\w+$|@example\.com$"
)
_VENDOR = re.compile(r"\b(?:vinades|cong ty|vnpt|quang ich|viettel|vhv|jsc|tap doan)\b")
# The body above the school, named in the school's own block.
_ABOVE = re.compile(r"^(?:co quan|don vi|cap) (?:chu quan|quan ly|tren)|truc thuoc")
# NukeViet's demonstration numbers.
_DEMO_PHONE = frozenset({"0838000000", "0838000001", "0838000002", "0838000003", "0123456789"})


_SEQUENCE = re.compile(r"^09\d3456789$")


def phones(text: str) -> list[str]:
    """The telephone numbers as written, those that every new site of a CMS shows left out."""
    found = [number.group().strip() for number in _PHONE.finditer(text)]
    return [number for number in found if not _is_demo(number)]


def _is_demo(number: str) -> bool:
    digits = _digits(number)
    return digits in _DEMO_PHONE or _SEQUENCE.match(digits) is not None


def _digits(number: str) -> str:
    digits = re.sub(r"\D", "", number)
    return "0" + digits[2:] if digits.startswith("84") and len(digits) > 10 else digits


def mails(text: str) -> list[str]:
    """The e-mail addresses, those of the CMS's sample data left out."""
    found = [re.sub(r"\s", "", mail.group()).lower() for mail in _MAIL.finditer(text)]
    return [mail for mail in found if not _DEMO_MAIL.search(mail) and not _VENDOR.search(plain(mail))]


def addresses(text: str) -> list[str]:
    """The lines that are postal addresses."""
    found = []
    for line in re.split(r"[\n\t]", text):
        label = _ADDRESS_LABEL.search(line)
        places = _places(line[label.end() :] if label else line)
        short = len(line.split()) <= ADDRESS_WORDS
        if (label and places >= 1) or (short and places >= 2):
            found.append(line.strip()[:200])
    return found


def _places(line: str) -> int:
    words = (word for word in _PLACE.finditer(line) if _NAME_AFTER.match(line, word.end(1)))
    return len({word[1].lower() for word in words})


def demo_contact(text: str) -> str:
    """The CMS's sample contact that a text still shows, or ""."""
    shown = [m.group() for m in _MAIL.finditer(text) if _DEMO_MAIL.search(re.sub(r"\s", "", m.group()).lower())]
    shown += [number.group() for number in _PHONE.finditer(text) if _is_demo(number.group())]
    return shown[0] if shown else ""


def split_owners(
    lines: Iterable[str], is_own: Callable[[str], bool], is_other: Callable[[str], bool]
) -> tuple[str, str]:
    """The lines that speak for the school, and those that follow the name of another body.

    A footer often holds two blocks: the school's and the vendor's or the office's. What stands under a name
    belongs to it; what stands under no name belongs to the site.
    """
    ours: list[str] = []
    theirs: list[str] = []
    foreign = False
    for line in lines:
        if is_own(line):
            foreign = False
        elif (names_company(line) or is_other(line)) and not _ABOVE.search(plain(line)):
            foreign = True
        (theirs if foreign else ours).append(line)
    return "\n".join(ours), "\n".join(theirs)


def names_company(text: str) -> bool:
    """Whether a line names a company: the maker of the site, not the school."""
    return _VENDOR.search(plain(text)) is not None


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
