"""Where a section of a site may stand, and whether the search for it was complete.

A section is told by what it says, not by one label: labels, headings, titles and addresses only lead to
the pages whose content then decides.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from urllib.parse import unquote, urlsplit

from linter.model import Article, Block, BlockKind, Confidence, Finding, Location, Page, Region, Site
from linter.text.legacy import is_legacy
from linter.text.placeholders import is_placeholder
from linter.text.plain import plain
from linter.text.vietnamese import syllables

Labels = tuple[str, ...]
SITEMAP_LABEL = "sơ đồ trang"
SHOWN_PLACES = 4  # quoted in a finding; a person can open the rest
TEASER = 60  # characters by which a list's entry is known as the opening of an article
OPENING_BLOCKS = 2
CUT = 15  # characters of an opening that is cut shorter than a teaser
MENU_WORDS = 6
FIELDS = 3  # of a form, at the least
FOLDER = "thư mục của trang"
LEGACY_PAGES = 3  # one in so many in an old code: its menus may be too

_CHART = re.compile(r"so do (?:co cau |bo may )?to chuc|co cau to chuc|bo may to chuc")
_ENUMERATED = re.compile(r"^(?:\d{1,2}|[ivx]{1,4}|[a-d]) ")
_NEWS = re.compile(r"(?:sach|cuon|mo hinh|tac pham|bo sach|phan mem|ung dung|chuong trinh|mang|cac guong|guong)\b")
_CAPTCHA = re.compile(r"captcha|\bma (?:bao|xac|chong|an toan|kiem tra)|logo|banner quang cao")
_ASKED = re.compile(
    r"(?:(?:nhap|your|dia chi|so) )?(ho (?:va )?ten|ten|name|email|e mail|thu dien tu|dien thoai|phone|tieu de|subject"
    r"|chu de|noi dung|loi nhan|message|ma \w+(?: \w+){0,2}|captcha|gui(?: \w+){0,2}|send|submit)"
    r"(?: (?:cua ban|optional|required|bat buoc))*"
)
_DAY_AFTER = re.compile(r" (?=\d{1,2} \d{1,2} \d{4}\b)")
# Pages of these names may hold any section: how a school is organised and reached stands there on many sites.
_MAY_HOLD = ("gioi thieu", "ve chung toi", "ve truong", "ve nha truong", "thong tin nha truong", "thong tin chung",
             "thong tin ve nha truong", "tong quan", "about", "gioithieu")  # fmt: skip
_VERBS = frozenset({"to chuc", "lich su"})  # labels that begin many other titles
_OF_SCHOOL = re.compile(r"(?:truong|nha truong|cua|bo may|nhan su|hinh thanh|phat trien|va|ve|truyen thong)\b")


@dataclass(frozen=True, slots=True)
class Place:
    """A page, a part of one, or a post, that may be the section, and what led to it. `own` is its main part."""

    url: str
    title: str
    led_by: str
    own: tuple[Block, ...]
    files: int = 0  # attached to it; what they say was not read
    filed: bool = False  # only the name of its folder, or a heading in a column, led to it

    @property
    def lines(self) -> list[str]:
        """The lines and table rows of the main part."""
        return [line for block in self.own if block.kind is not BlockKind.IMAGE for line in block.text.split("\n")]

    @property
    def text(self) -> str:
        return "\n".join(self.lines)

    def without(self, known: Mapping[str, str], but: str = "") -> Place:
        """The place without the titles and leads of articles (see `openings`), save those of the article `but`."""
        return replace(self, own=tuple(b for b in self.own if not is_entry(b.text, known, but)))

    @property
    def quoted(self) -> str:
        """What led to it and how it opens, for a finding."""
        opening = " ".join(" ".join(self.lines).split()[:25])
        return f"{self.led_by} ({self.url}): " + (f"“{opening}”" if opening else "không có chữ")

    @property
    def shown(self) -> list[str]:
        """The lines, and what its pictures are said to show."""
        return [line for block in self.own for line in block.text.split("\n") if line]

    @property
    def pictures(self) -> int:
        """How many pictures and files it has, in which words may stand that were not read; 0 where the words that
        it has say what it is: content to come, or a form."""
        if any(is_placeholder(line) for line in self.lines) or _is_form(self.lines):
            return 0
        images = (b.text for b in self.own if b.kind is BlockKind.IMAGE)
        return self.files + sum(1 for text in images if not _CAPTCHA.search(plain(text)))


def places(site: Site, labels: Labels) -> list[Place]:
    """The pages and posts that labels, titles, headings or addresses lead to, in the order of the site."""
    wanted = tuple(plain(label) for label in labels)
    pointed = _pointed(site.pages, wanted)
    found = []
    for page in site.pages:
        own = main_part(page)
        led_by = pointed.get(_key(page.url)) or _named(page, wanted)
        if led_by:
            found.append(Place(page.url, page.title, led_by, own, filed=led_by == FOLDER))
        else:
            found += headed(page.url, page.title, own, labels)
    for article in site.articles:
        led_by = pointed.get(_key(article.url or "")) or _titled(article, wanted)
        if led_by:
            files = len(article.attachments)
            found.append(Place(article.url or article.source, article.title, led_by, article.blocks, files))
    return found


def main_part(page: Page) -> tuple[Block, ...]:
    return tuple(block for block in page.blocks if block.region is Region.MAIN)


def charted(site: Site) -> str:
    """The address of a page on which a picture is said to be the chart of the organisation; "" where there is none."""
    told = ((page, block.text) for page in site.pages for block in page.blocks if block.kind is BlockKind.IMAGE)
    return next((page.url for page, text in told if _CHART.search(plain(text))), "")


def sides(site: Site) -> Place:
    """What stands around the text of the pages, each block once: some sites introduce themselves in a column.

    Who answers for the content is named in every foot, and says nothing of how the school is organised.
    """
    blocks = {b.text: b for page in site.pages for b in page.blocks if b.region is not Region.MAIN}
    own = tuple(block for text, block in blocks.items() if "chiu trach nhiem" not in plain(text))
    return Place(site.school.home, "", "cột bên, đầu trang hoặc chân trang", own)


def openings(site: Site) -> dict[str, str]:
    """How the titles and first paragraphs of the site's articles begin, folded, with the article's address:
    lists show these."""
    return {
        _opening(text): article.url or ""
        for article in site.articles
        for text in (article.title, *(block.text for block in article.blocks[:OPENING_BLOCKS]))
    }


def is_entry(text: str, known: Mapping[str, str], but: str = "") -> bool:
    """Whether a block is the title or the lead of an article other than `but`: as a list shows it, perhaps cut
    short, or with its day after it."""
    opening = _opening(text)
    if not opening:
        return False
    if opening in known:
        return known[opening] != but
    if len(opening) >= CUT and text.rstrip(" ])").endswith(("...", "…")):
        return any(url != but for whole, url in known.items() if whole.startswith(opening))
    dated = (opening[: day.start()] for day in _DAY_AFTER.finditer(opening))
    return any(known.get(title, but) != but for title in dated)


def _opening(text: str) -> str:
    return plain(text[: 2 * TEASER])[:TEASER].strip()


def _is_form(lines: Iterable[str]) -> bool:
    asked = {label[1] for line in lines for cell in line.split("\t") if (label := _ASKED.fullmatch(plain(cell)))}
    return len(asked) >= FIELDS


def missing(site: Site, labels: Labels) -> str:
    """Why absence would prove nothing: "" when home, menus, footer, sitemap and the section's pages were read."""
    if site.crawl.status != "completed":
        return f"chưa đọc hết trang của trường ({site.crawl.reason or site.crawl.status})"
    if not site.pages:
        return "chưa đọc được trang nào"
    old = [page for page in site.pages if is_legacy("\n".join(block.text for block in page.blocks))]
    if len(old) * LEGACY_PAGES >= len(site.pages) or any(_key(page.url) == _key(site.school.home) for page in old):
        return "chữ trên trang theo bảng mã cũ (TCVN3, VNI), máy chưa đọc được"
    wanted = (*map(plain, labels), *_MAY_HOLD)
    for lost in site.unreached:
        words = [*map(plain, lost.labels), *_path_words(lost.url)]
        home = _key(lost.url) == _key(site.school.home)
        if home or SITEMAP_LABEL in lost.labels or any(_fits(word, wanted) for word in words):
            return f"không đọc được “{next(iter(lost.labels), lost.url)}” ({lost.reason})"
    return ""


def unread(found: Sequence[Place], few_syllables: int) -> str:
    """Why what the places say was not read: it stands in pictures or files, or in an old code; "" when it was."""
    if any(is_legacy(place.text) for place in found):
        return "chữ trên trang theo bảng mã cũ (TCVN3, VNI), máy chưa đọc được"
    if any(place.pictures and syllables(place.text) < few_syllables for place in found):
        return "chỉ có ảnh hoặc tệp, máy không đọc được chữ trong đó"
    return ""


def frame_texts(site: Site) -> list[list[str]]:
    """The lines of each header, footer and side column, each text once, in the order of the site."""
    found: dict[tuple[str, ...], None] = {}
    for page in site.pages:
        for region in (Region.FOOTER, Region.HEADER, Region.ASIDE):
            lines = tuple(line for b in page.blocks if b.region is region for line in b.text.split("\n"))
            if lines:
                found.setdefault(lines, None)
    return [list(lines) for lines in found]


def page_texts(site: Site) -> list[list[str]]:
    """The lines of the main part of each page: a label is not all that leads to a section, and on a small site the
    foot is not told from the main part."""
    return [[line for block in main_part(page) for line in block.text.split("\n") if line] for page in site.pages]


def evidence(site: Site, found: Sequence[Place]) -> str:
    """What the places that were led to say, or where a search that found none has looked."""
    if not found:
        pages, articles = len(site.pages), len(site.articles)
        seen = f"trang chủ, trình đơn, đầu trang, chân trang, sơ đồ trang, {pages} trang và {articles} bài"
        return f"đã xem {seen}; không có mục nào như vậy"
    shown = "; ".join(place.quoted for place in found[:SHOWN_PLACES])
    more = len(found) - SHOWN_PLACES
    return f"{shown}; và {more} trang khác" if more > 0 else shown


def finding(site: Site, found: Sequence[Place], message: str, suggestion: str, confidence: Confidence) -> Finding:
    """A finding about a section: what was seen in the places that were led to, or where was looked."""
    where = Location(found[0].url if found else site.school.home)
    return Finding(message, evidence(site, found), suggestion, where, confidence)


def _pointed(pages: Iterable[Page], wanted: Labels) -> dict[str, str]:
    """Addresses that a fitting link leads to, with the link's words."""
    found: dict[str, str] = {}
    fits = cache(lambda label: _fits(plain(label), wanted))  # the links of a menu stand on every page
    for page in pages:
        for link in page.links:
            if link.region is not Region.ASIDE and fits(link.text):
                found.setdefault(_key(link.url), f"mục “{link.text}”")
    return found


def _named(page: Page, wanted: Labels) -> str:
    if _fits(plain(re.split(r"\s[-–|»]\s", page.title)[0]), wanted):
        return f"tiêu đề trang “{page.title}”"
    *folders, last = _path_words(page.url) or [""]
    if _fits(last, wanted):
        return "địa chỉ trang"
    return FOLDER if any(_fits(word, wanted) for word in folders) else ""


def headed(url: str, title: str, own: tuple[Block, ...], labels: Labels) -> list[Place]:
    """The parts of a page under fitting headings, each up to the next heading that stands over a text."""
    wanted = tuple(plain(label) for label in labels)
    heads = {n for n, block in enumerate(own) if _is_heading(block, own[n + 1 : n + 2], wanted)}
    found = []
    for start in sorted(heads):
        if _fits(plain(own[start].text), wanted):
            text = next((n for n in range(start, len(own)) if n not in heads), len(own))
            end = next((n for n in range(text, len(own)) if n in heads), len(own))
            found.append(Place(url, title, f"đề mục “{own[start].text}”", own[start:end]))
    return found


def _is_heading(block: Block, after: Sequence[Block], wanted: Labels) -> bool:
    """A heading, or a line that is nothing but one of the labels, whatever element it stands in; in a list of
    nothing but such lines it is an entry of a menu."""
    if block.kind is BlockKind.HEADING:
        return True
    if block.kind is BlockKind.IMAGE or _ENUMERATED.sub("", plain(block.text)) not in wanted:
        return False
    short = any(b.kind is BlockKind.LIST_ITEM and syllables(b.text) <= MENU_WORDS for b in after)
    return not (block.kind is BlockKind.LIST_ITEM and short)


def _titled(article: Article, wanted: Labels) -> str:
    return f"bài “{article.title}”" if _fits(plain(article.title), wanted) else ""


def _fits(words: str, wanted: Sequence[str]) -> bool:
    """A label fits when it is a wanted one, perhaps with a few words more ("Giới thiệu về trường Kênh Tràm"),
    or a piece of one after it ("… | Liên hệ")."""
    words = _ENUMERATED.sub("", words)
    if not words or len(words) > 80:
        return False
    return any(words == label or words.endswith(" " + label) or _begins(words, label) for label in wanted)


def _begins(words: str, label: str) -> bool:
    """ "Giới thiệu sách mới" and "Tổ chức hội thi" are news, and so is "Lịch sử ngày 20/11"."""
    if not words.startswith(label + " "):
        return False
    rest = words[len(label) + 1 :]
    return _OF_SCHOOL.match(rest) is not None if label in _VERBS else not _NEWS.match(rest)


def _path_words(url: str) -> list[str]:
    segments = unquote(urlsplit(url).path).split("/")
    return [plain(re.sub(r"\.\w{2,5}$", "", segment)) for segment in segments if segment]


def _key(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.netloc.removeprefix('www.')}{parts.path.rstrip('/')}?{parts.query}"
