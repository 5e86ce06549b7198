"""What sort of item a post is, from where it is filed and how it is titled.

The dispatch speaks of articles and news ("bài viết, bản tin"). Notices, documents, timetables and picture
albums are filed on the same sites under names that say so.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable

from linter.model import ArticleKind
from linter.text.plain import plain

# Folded (see `plain`): URLs and menus write the same names with and without marks. The order decides where
# two fit: "thông báo lịch nghỉ" is a notice.
_FILED = (
    (ArticleKind.NOTICE, r"thong bao|thong cao"),
    (ArticleKind.SCHEDULE, r"thuc don|thoi khoa bieu|lich cong tac|lich hoc|lich tuan|ke hoach tuan"),
    (ArticleKind.GALLERY, r"thu vien anh|thu vien hinh|album|hinh anh hoat dong|video|clip|anh hoat dong"),
    (
        ArticleKind.DOCUMENT,
        r"van ban|cong khai|cong van|ba cong khai|quyet dinh|bao cao|quy che|tai lieu|bieu mau|du thao|laws"
        r"|thu tuc hanh chinh|tai nguyen|ke hoach",
    ),
    (ArticleKind.OTHER, r"sang tac|trang tho|goc tho|van nghe"),
)
_TITLED = (
    (ArticleKind.NOTICE, r"thong bao|thong cao|thu moi|giay moi"),
    (ArticleKind.SCHEDULE, r"thuc don|thoi khoa bieu|lich (?:cong tac|hoc|thi|truc|tiep|tuan|kiem tra)"),
    (
        ArticleKind.DOCUMENT,
        r"ke hoach (?:so |cong tac|giao duc|thang|tuan|nam hoc|nhiem vu|to chuc|boi duong)|quyet dinh|bao cao"
        r"|cong khai|quy che|cong van|to trinh|bien ban|nghi quyet|du toan|quyet toan",
    ),
    (ArticleKind.GALLERY, r"(?:mot so |chum )?(?:hinh )?anh hoat dong|album|video|clip"),
)

NAMES = {
    ArticleKind.NEWS: "bài viết, bản tin",
    ArticleKind.NOTICE: "thông báo",
    ArticleKind.DOCUMENT: "văn bản, công khai",
    ArticleKind.SCHEDULE: "lịch, thực đơn",
    ArticleKind.GALLERY: "thư viện ảnh",
    ArticleKind.OTHER: "góc sáng tác",
}


def outside(kind: ArticleKind, kinds: Collection[ArticleKind]) -> str:
    """Why a duty of articles does not concern an item of this kind; "" when it does."""
    return "" if kind in kinds else f"mục này là {NAMES[kind]}, không phải bài viết, bản tin"


def kind_of(categories: Iterable[str], title: str) -> ArticleKind:
    """The kind of a post from the names of its categories (menu words or URL segments) and its title."""
    filed = " | ".join(plain(category) for category in categories)
    for kind, words in _FILED:
        if re.search(rf"\b(?:{words})\b", filed):
            return kind
    folded = plain(title)
    for kind, words in _TITLED:
        if re.match(rf"(?:{words})\b", folded):
            return kind
    return ArticleKind.NEWS
