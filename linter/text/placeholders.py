"""Words that stand where content is still to come, and what a CMS brings along as its own sample."""

from __future__ import annotations

import re

from linter.text.names import names_school
from linter.text.plain import plain
from linter.text.vietnamese import syllables

# Read on folded text.
_COMING = re.compile(
    r"(?:noi dung|thong tin|trang|chuyen muc|muc|website|bai viet|du lieu)?(?: nay)?(?: hien)?(?: dang)?"
    r" ?(?:dang (?:duoc )?(?:cap nhat|xay dung|hoan thien|bo sung)|chua (?:duoc )?cap nhat|se (?:duoc )?cap nhat"
    r"|chua co (?:noi dung|du lieu|bai viet|thong tin)|coming soon|under construction|updating)"
)
_SAMPLE = re.compile(
    r"lorem ipsum|dolor sit amet|day la noi dung mau|noi dung mau|don vi tham khao|team member|hello world|sample page"
    r"|this is an example page|chao mung ban den voi wordpress"
)
_CMS = re.compile(r"nukeviet|vinades|nguon mo viet nam|php nuke|wordpress org|joomla org", re.IGNORECASE)

COMING_SYLLABLES = 30  # a longer text that happens to hold the words is content


def is_placeholder(text: str) -> bool:
    """Whether a text only announces content: "Đang cập nhật", "Nội dung đang được cập nhật .....", "test"."""
    folded = plain(text)
    if not folded:
        return True
    if folded in {"test", "tets", "abc", "aaa", "asdf", "demo"} or re.fullmatch(r"(?:test ?)+\d*", folded):
        return True
    return syllables(text) <= COMING_SYLLABLES and _COMING.search(folded) is not None


def is_sample(text: str) -> bool:
    """Whether a text came with the CMS: lorem ipsum, the vendor's own presentation."""
    folded = plain(text)
    return _SAMPLE.search(folded) is not None or len(_CMS.findall(folded)) >= 2


def is_sample_page(text: str, name: str) -> bool:
    """Whether a page is the CMS's own and not this school's, which may name the software too."""
    return is_sample(text) and not names_school(text, name)
