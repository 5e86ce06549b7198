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
# News stands beside these in the names of categories ("Tin tức - Thông báo"): then the title decides.
_NEWS = r"(?<!thong )tin|su kien|hoat dong"
_UNDECIDED = frozenset({ArticleKind.NOTICE, ArticleKind.DOCUMENT, ArticleKind.SCHEDULE})
_TITLED = (
    (ArticleKind.NOTICE, r"thong bao|thong cao|thu moi|giay moi|tb"),
    (
        ArticleKind.SCHEDULE,
        r"thuc don|thoi khoa bieu|tkb|thoi gian bieu"
        r"|lich (?:cong tac|hoc|thi|truc|tiep|tuan|kiem tra|nghi|bao giang)",
    ),
    (
        ArticleKind.DOCUMENT,
        r"ke hoach (?:so |cong tac|giao duc|thang|tuan|nam hoc|nhiem vu|to chuc|boi duong|hoat dong|thuc hien"
        r"|phong chong|kiem tra|tuyen sinh)|quyet dinh|bao cao|cong khai|quy che|cong van|to trinh|bien ban"
        r"|nghi quyet|du toan|quyet toan|thong tu|nghi dinh|mau don|bieu mau|v v|so \d+ (?:kh|qd|tb|bc|cv)",
    ),
    (ArticleKind.GALLERY, r"(?:mot so |chum )?(?:hinh )?anh hoat dong|album|video|clip"),
)
# A page of the school's own that is kept as a post: it tells of no event. The whole title says so: "Giới thiệu
# sách tháng 11" is news.
_PAGES = (
    r"(?:bai |trang )?gioi thieu(?: chung| so luoc)?",
    r"(?:so luoc |doi net |vai net )?(?:ve )?(?:lich su|qua trinh|su)(?: hinh thanh| va| phat trien| truyen thong)*",
    r"vai net|tong quan|truyen thong|co so vat chat",
    r"(?:so do |co cau |bo may )+to chuc|to chuc bo may|to chuc",
    r"nhan su|ban giam hieu|ban lanh dao|hoi dong truong|chi bo|cong doan|(?:cac )?to chuyen mon|can bo quan ly",
    r"doi ngu(?: giao vien| can bo| nha giao| nhan vien| va)*",
    r"(?:tam nhin|su mang|su menh|gia tri cot loi|va| )+",
    r"(?:thong tin )?lien he",
)
_PAGE = re.compile(rf"(?:{'|'.join(_PAGES)})(?: (?:cua |ve )?(?:nha )?truong\b.*| nam hoc [\d ]+)?")

NAMES = {
    ArticleKind.NEWS: "bài viết, bản tin",
    ArticleKind.NOTICE: "thông báo",
    ArticleKind.DOCUMENT: "văn bản, công khai",
    ArticleKind.SCHEDULE: "lịch, thực đơn",
    ArticleKind.GALLERY: "thư viện ảnh",
    ArticleKind.OTHER: "góc sáng tác hoặc trang giới thiệu",
}


def outside(kind: ArticleKind, kinds: Collection[ArticleKind]) -> str:
    """Why a duty of articles does not concern an item of this kind; "" when it does."""
    return "" if kind in kinds else f"mục này là {NAMES[kind]}, không phải bài viết, bản tin"


def kind_of(categories: Iterable[str], title: str) -> ArticleKind:
    """The kind of a post from the names of its categories (menu words or URL segments) and its title.

    Where it is filed says more, save where the category holds news as well, or the post is a page of the
    school's own that only is kept as a post.
    """
    titled = _titled(title)
    if titled is ArticleKind.OTHER:
        return titled
    for category in map(plain, categories):
        filed = next((kind for kind, words in _FILED if re.search(rf"\b(?:{words})\b", category)), None)
        if filed and not (filed in _UNDECIDED and re.search(rf"\b(?:{_NEWS})\b", category)):
            return filed
    return titled


def is_own_page(title: str) -> bool:
    """Whether a title is that of a page of the school's own: "Vài nét về trường", "Tổ chuyên môn"."""
    return _PAGE.fullmatch(plain(title)) is not None


def _titled(title: str) -> ArticleKind:
    if is_own_page(title):
        return ArticleKind.OTHER
    folded = plain(title)
    return next((kind for kind, words in _TITLED if re.match(rf"(?:{words})\b", folded)), ArticleKind.NEWS)
