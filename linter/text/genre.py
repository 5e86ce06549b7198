"""What sort of item a post is, from where it is filed and how it is titled.

The dispatch speaks of articles and news ("bài viết, bản tin"). Notices, documents, timetables and picture
albums are filed on the same sites under names that say so.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable

from linter.model import Article, ArticleKind
from linter.text.plain import plain

# Folded (see `plain`): URLs and menus write the same names with and without marks. The order decides where
# two fit: "thông báo lịch nghỉ" is a notice.
_FILED = (
    (ArticleKind.NOTICE, r"thong bao|thong cao"),
    (
        ArticleKind.SCHEDULE,
        r"thuc don|thoi khoa bieu|lich (?:cong tac|hoc|tuan|sinh hoat|thi|truc|giang day|hoat dong)|ke hoach tuan",
    ),
    (ArticleKind.GALLERY, r"thu vien anh|thu vien hinh|album|hinh anh|video|clip|anh hoat dong"),
    (
        ArticleKind.DOCUMENT,
        r"van ban|cong khai|cong van|ba cong khai|quyet dinh|bao cao|quy che|tai lieu|bieu mau|du thao|laws"
        r"|thu tuc hanh chinh|tai nguyen|ke hoach|de thi|de kiem tra|dap an|giao an|bai giang|hoc lieu",
    ),
    (ArticleKind.OTHER, r"sang tac|trang tho|goc tho|van tho|tho van|tho ca|van nghe"),
)
# News stands beside these in the names of categories ("Tin tức - Thông báo"): then the title decides.
_NEWS = r"(?<!thong )tin|su kien|hoat dong"
_UNDECIDED = frozenset({ArticleKind.NOTICE, ArticleKind.DOCUMENT, ArticleKind.SCHEDULE})
_TITLED = (
    (ArticleKind.NOTICE, r"thong bao|thong cao|thu moi|giay moi|the le|danh muc|tuyen sinh|tb"),
    (
        ArticleKind.SCHEDULE,
        r"thuc don|thoi khoa bieu|tkb|thoi gian bieu"
        r"|lich (?:cong tac|hoc|sinh hoat|thi|truc|tiep|tuan|kiem tra|nghi|bao giang)",
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
    r"vai net|tong quan|truyen thong|co so vat chat|thanh tich",
    r"(?:so do |co cau |bo may )+to chuc|to chuc bo may|to chuc",
    r"nhan su|ban giam hieu|ban lanh dao|hoi dong truong|chi bo|cong doan|(?:cac )?to chuyen mon|can bo quan ly",
    r"doi ngu(?: giao vien| can bo| nha giao| nhan vien| va)*",
    r"(?:tam nhin|su mang|su menh|gia tri cot loi|va| )+",
    r"(?:thong tin )?lien he|noi quy(?: hoc sinh)?|chuc nang(?: va)? nhiem vu|quy tac ung xu",
    r"muc tieu(?: va)? chien luoc",
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


def outside(article: Article, kinds: Collection[ArticleKind]) -> str:
    """Why a duty of articles does not concern an item; "" when it does. A document, an album, a timetable that was
    put among the news stands there as news; a notice is one wherever it stands."""
    kind = article.kind
    as_news = article.filed in kinds and kind is not ArticleKind.NOTICE
    empty = kind is ArticleKind.DOCUMENT and article.attachments and not article.blocks
    if kind in kinds or (as_news and not empty):
        return ""
    return f"mục này là {NAMES[kind]}, không phải bài viết, bản tin"


def filed_as(categories: Iterable[str]) -> ArticleKind | None:
    """What the category that a post is filed under is for, the innermost first; None where its name does not say."""
    for category in map(plain, categories):
        filed = next((kind for kind, words in _FILED if re.search(rf"\b(?:{words})\b", category)), None)
        news = re.search(rf"\b(?:{_NEWS})\b", category) is not None
        if filed and not (filed in _UNDECIDED and news):
            return filed
        if news and not filed:
            return ArticleKind.NEWS
    return None


def kind_of(categories: Iterable[str], title: str) -> ArticleKind:
    """The kind of a post from the names of its categories (menu words or URL segments, the innermost first) and its
    title.

    Where it is filed says more, save where that is among the news, or the post is a page of the school's own that
    only is kept as a post.
    """
    titled = _titled(title)
    if titled is ArticleKind.OTHER:
        return titled
    filed = filed_as(categories)
    return titled if filed in {None, ArticleKind.NEWS} else filed


def is_own_page(title: str) -> bool:
    """Whether a title is that of a page of the school's own: "Vài nét về trường", "Tổ chuyên môn"."""
    return _PAGE.fullmatch(plain(title)) is not None


def _titled(title: str) -> ArticleKind:
    if is_own_page(title):
        return ArticleKind.OTHER
    folded = plain(title)
    return next((kind for kind, words in _TITLED if re.match(rf"(?:{words})\b", folded)), ArticleKind.NEWS)
