"""Addresses, telephone numbers and e-mail addresses in a text."""

from __future__ import annotations

import re

from linter.text.plain import plain

_PHONE = re.compile(r"(?<![\d.])(?:\(?\+?84\)?|\(?0)(?:[\s.\-()]{0,3}\d){8,10}(?![\d])")
_MAIL = re.compile(r"[\w.+\-]+\s?(?:@|\[at\]|\(at\))\s?[\w\-]+(?:\.[\w\-]+)+", re.IGNORECASE)
_ADDRESS_LABEL = re.compile(r"(?:địa chỉ|đ/c|đc|trụ sở|address)\s*:?\s*", re.IGNORECASE)
# Words that name a place smaller than a province, folded; two of them, or one after the label, are an address.
_PLACE = re.compile(
    r"\b(?:ap|thon|xom|buon|khu pho|khu vuc|to dan pho|so nha|duong|pho|xa|phuong|thi tran|huyen|quan|thi xa|thanh pho"
    r"|tp|tinh|km|quoc lo|tinh lo|dac khu)\b"
)
_DEMO_MAIL = re.compile(
    r"@(?:mysite|yoursite|yourdomain|domain|email|test|sample)\.\w+$|^(?:name|you|email)@example\.\w+$|@example\.com$"
)
_VENDOR = re.compile(r"vinades|nukeviet|cong ty (?:co phan|tnhh|cp)|vnpt|quang ich|viettel|vhv|jsc")
# NukeViet's demonstration numbers.
_DEMO_PHONE = frozenset({"0838000000", "0838000001", "0838000002", "0838000003", "0933456789", "0123456789"})


def phones(text: str) -> list[str]:
    """The telephone numbers as written, those that every new site of a CMS shows left out."""
    found = [number.group().strip() for number in _PHONE.finditer(text)]
    return [number for number in found if _digits(number) not in _DEMO_PHONE]


def _digits(number: str) -> str:
    digits = re.sub(r"\D", "", number)
    return "0" + digits[2:] if digits.startswith("84") and len(digits) > 10 else digits


def mails(text: str) -> list[str]:
    """The e-mail addresses, those of the CMS's sample data left out."""
    found = [re.sub(r"\s", "", mail.group()).lower() for mail in _MAIL.finditer(text)]
    return [mail for mail in found if not _DEMO_MAIL.search(mail)]


def has_demo_contact(text: str) -> bool:
    """Whether a text still shows the CMS's sample contact."""
    shown = [re.sub(r"\s", "", mail.group()).lower() for mail in _MAIL.finditer(text)]
    numbers = {_digits(number.group()) for number in _PHONE.finditer(text)}
    return any(_DEMO_MAIL.search(mail) for mail in shown) or not _DEMO_PHONE.isdisjoint(numbers)


def addresses(text: str) -> list[str]:
    """The lines that are postal addresses."""
    found = []
    for line in re.split(r"[\n\t]", text):
        label = _ADDRESS_LABEL.search(line)
        places = len(set(_PLACE.findall(plain(line[label.end() :] if label else line))))
        if len(line) <= 300 and (places >= 2 or (label and places >= 1)):
            found.append(line.strip())
    return found


def names_vendor(text: str) -> bool:
    """Whether a contact block is the software maker's."""
    return _VENDOR.search(plain(text)) is not None
