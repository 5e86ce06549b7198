"""Words that stand where content is still to come, and what a CMS brings along as its own sample."""

from __future__ import annotations

import re

from linter.text.names import names_school
from linter.text.plain import plain
from linter.text.vietnamese import syllables

# All read on folded text. A school may be "building" a school: only a page, or nothing at all, is "under
# construction"; a sentence with another subject is content.
_SUBJECT = r"(?:noi dung|thong tin|trang(?: web| nay| thong tin)?|chuyen muc|muc|website|web|bai viet|du lieu|phan)"
_STATE = (
    r"(?:(?:van |hien |hien tai )?(?:dang|chua|se|sap)(?: som)?(?: tiep tuc)?(?: trong qua trinh)?(?: duoc)?"
    r"(?: thoi gian)? ?(?:cap nhat|update|xay dung|hoan thien|bo sung|bien tap|soan thao|nang cap)|chua co"
    r"(?: (?:noi dung|du lieu|bai viet|thong tin))?|updating|coming soon|under construction)"
)
_COMING = (
    re.compile(rf"\b{_SUBJECT}(?: nay)?(?: cua (?:trang|muc|chuyen muc))?(?: nay)? {_STATE}\b"),
    re.compile(rf"^{_STATE}(?: \w+){{0,3}}$"),
    re.compile(r"^(?:\w+ ){0,9}(?:dang|chua|se)(?: duoc)? (?:cap nhat|update|bo sung)$"),
    re.compile(
        r"^(?:hien )?(?:khong|chua) (?:co|tim thay) (?:noi dung|du lieu|bai viet|thong tin|ket qua)(?: nao)?\b"
        r"|^(?:no|empty) (?:data|content|posts?|results?)\b|\b(?:coming soon|under construction)\b|^loading$|^dang tai$"
        r"|^(?:vui long|xin) (?:quay|tro) lai sau$"
    ),
)
_TEST = re.compile(r"tests?|tets|teste|demo|abc|abcd|abcxyz|a{3,}|x{3,}|asdf?|asdas\w*|qwe\w*|\d{1,3}")
_TRIAL = frozenset({"", "thu nghiem", "bai viet thu", "bai viet thu nghiem", "dang thu", "bai dang thu"})
_SAMPLE = re.compile(
    r"\b(?:lorem ipsum|dolor sit amet|gnu general public license|day la noi dung mau|don vi tham khao"
    r"|this is an example page|chao mung (?:ban )?den voi wordpress|welcome to wordpress|bai viet dau tien cua ban)\b"
)
# What a page that should tell about the school shows of its software; a post may well be about a sample.
_SAMPLE_PAGE = re.compile(
    r"\b(?:day la (?:mot )?(?:trang|bai viet|bai|doan van(?: ban)?) mau|noi dung co the nhu the nay"
    r"|(?:bai viet|noi dung|trang) mau (?:nay|duoc|cua (?:giao dien|he thong|phan mem))"
    r"|trang khac voi bai viet|nguoi dung wordpress moi|ten don vi cua ban)\b"
)
_SAMPLE_LINES = frozenset({"hello world", "sample page", "noi dung mau", "trang mau"})
_CMS = re.compile(r"\b(?:nukeviet|vinades|nguon mo viet nam|php nuke|wordpress org|joomla org)\b")

COMING_SYLLABLES = 30  # a longer text that happens to hold the words is content
# How often a text of the vendor's own names the software; a school's report of a training does so more seldom.
PRAISES = 6
PRAISE_SYLLABLES = 40  # for each time, in a shorter text


def is_placeholder(text: str) -> bool:
    """Whether a text only announces content: "Đang cập nhật", "Nội dung đang được cập nhật .....", "test"."""
    folded = _unspaced(plain(text))
    if folded in _TRIAL or (all(_TEST.fullmatch(word) for word in folded.split()) and not folded.isdigit()):
        return True
    return syllables(text) <= COMING_SYLLABLES and any(form.search(folded) for form in _COMING)


def _unspaced(folded: str) -> str:
    """ "d a n g c a p n h a t" as it is meant."""
    words = folded.split()
    if len(words) < 6 or sum(1 for word in words if len(word) == 1) < len(words) * 0.8:
        return folded
    return re.sub(r"(noidung|thongtin|dang|chua|duoc|cap(?=nhat))", r"\1 ", "".join(words)).strip()


def is_sample(text: str) -> bool:
    """Whether a text came with the CMS: lorem ipsum, the vendor's own presentation."""
    folded = plain(text)
    if _SAMPLE.search(folded) or any(plain(line) in _SAMPLE_LINES for line in text.splitlines()):
        return True
    named = len(_CMS.findall(folded))
    return named >= PRAISES or (named >= 2 and named * PRAISE_SYLLABLES >= syllables(text))


def is_sample_page(text: str, name: str) -> bool:
    """Whether a page is the CMS's own and not this school's, which may name the software too."""
    return (is_sample(text) or _SAMPLE_PAGE.search(plain(text)) is not None) and not names_school(text, name)
