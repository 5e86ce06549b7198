"""What a place tells of a school: its sentences, without what stands on a page for other ends."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import replace

from linter.model import Block, BlockKind, Region, Site
from linter.text.contact import mails, names_company, names_portal, phones, shown
from linter.text.genre import filed_as
from linter.text.names import introduces_another, names_office, other_schools, speaks_of
from linter.text.people import groups
from linter.text.placeholders import is_placeholder, is_sample_page
from linter.text.plain import plain
from linter.text.sections import Labels, Place, headed, main_part, openings, sides, unread
from linter.text.vietnamese import ends_sentence, sentences, starts_lower, syllables

_NO_TEXT = frozenset({BlockKind.HEADING, BlockKind.IMAGE, BlockKind.CAPTION})
SENTENCE = 6  # syllables; a shorter line is a label, a date, a name
UNENDED = 20  # syllables of a line that is a sentence without its full stop
NOTE = 40  # syllables; what is longer and holds a telephone number or a greeting tells more than that
GROUPS = 2
FEW_PAGES = 3
FOUNDING_WORDS = 2  # different ones, in a text that introduces a school
_FOUNDED = re.compile(
    r"\b(?:thanh lap|tien than|hinh thanh|xay dung (?:nam|tu nam|vao)|tach ra|tach tu|ra doi|quy mo|dien tich|phong hoc"
    r"|so lop|\d+ (?:nhom )?lop|doi ngu|toa lac|diem truong)\b"
)
_EVENT = re.compile(
    r"(?:vao |luc |hom |buoi |\d{1,2} \d{1,2} \d{4} |\d+ gio |\d+ ?h ?\d* )*"
    r"(?:(?:sang|trua|chieu|toi|dem)(?: ngay| qua| nay)* (?:thu )?\d|(?:trong )?(?:hai |ba )?ngay \d{1,2} \d{1,2}\b"
    r"|vua qua\b|(?:sang|chieu|toi) (?:nay|qua)\b)"
)
_BORN = re.compile(
    r"\btruong\b.{0,60}\b(?:duoc (?:thanh lap|xay dung|tach)|chinh thuc (?:thanh lap|ra doi)|ra doi)\b"
    r"|(?<!\bnam )(?<!\bngay )\bthanh lap (?:(?:moi|lai|ra|nen|va|dat ten|hai|ngoi) ){0,3}truong\b"
)
_IS = re.compile(
    r"^(?:\S+ ){0,3}truong\b.{0,60}\b"
    r"(?:la (?:mot )?(?:trong |ngoi |co so|don vi|noi|truong)|duoc (?:thanh lap|xay dung (?:tren|tai|o|tu|vao|nam)|dat)"
    r"|toa lac|tien than|nam (?:tren|o|ben|giua|trong|cach|canh)|ra doi|hien (?:nay )?co)"
)
_HAPPENED = re.compile(r"\b(?:sang|chieu|toi) (?:ngay|nay|qua|thu|hom|\d)")
_OPENS = 100  # folded characters in which a report says when it happened; its title and its day may come first
_SCHOOLING = re.compile(
    r"\b(?:truong|lop|hoc sinh|hoc tro|giao vien|co giao|thay|tre|cac (?:be|chau)|nha tre|school)\b"
)
_TRADE = re.compile(r"\b(?:cong ty|doanh nghiep|khach hang|san pham|dich vu|company|customers?|business)\b")
_ADDRESSED = re.compile(r"(?:địa chỉ|đ/c|trụ sở|address)\s*:", re.IGNORECASE)
_ASIDE = re.compile(
    r"copyright|ban quyen|giay phep so|chiu trach nhiem|powered by|ghi ro nguon"
    r"|chao mung .{0,40}\b(?:den voi|ghe tham|truy cap)\b|(?:gui|dien|nhap) .{0,40}\b(?:theo mau|thong tin|duoi day)\b"
    r"|^nhiet do\b|^hom nay\b|luot truy cap"
)

_OFFICE_MAIL = re.compile(r"(?:phong|van\W?phong|vp|[ps]?gd|so\W?gd|vhxh|ubnd|xa|dang\W?uy)", re.IGNORECASE)
_AT = re.compile(r"\W*(?:địa chỉ|đ/?c|trụ sở)\b", re.IGNORECASE)


def told_in(place: Place, site: Site, known: Mapping[str, str]) -> str:
    """The sentences of a place that are no announcement of content, nothing of the CMS's own, no contact data
    and no opening of one of the site's articles (`known`, see `openings`); "" where the place tells news."""
    if is_sample_page(place.text, site.school.name):
        return ""
    lines = [line for block in _own_blocks(place, known) for line in _sentences_of(block) if _tells(line)]
    return "" if lines and _is_news(lines) else "\n".join(lines)


def untold(place: Place, site: Site, few_syllables: int) -> str:
    """Why a place that tells next to nothing in sentences may say more: in pictures, or in figures; "" when not.
    The pictures of a list of news belong to the news."""
    own = place.without(openings(site), but=place.url)
    text = "\n".join(block.text for block in own.own if block.kind not in _NO_TEXT)
    if founding(text) >= FOUNDING_WORDS and not is_placeholder(text):
        return "không viết thành câu"
    return unread([place], few_syllables) if len(own.own) == len(place.own) else ""


def _own_blocks(place: Place, known: Mapping[str, str]) -> list[Block]:
    return [block for block in place.without(known, but=place.url).own if block.kind not in _NO_TEXT]


def _sentences_of(block: Block) -> list[str]:
    """The lines or cells of a block; one line where it is a sentence that was broken at the edge of a page."""
    lines = re.split(r"[\n\t]", block.text)
    broken = block.kind is not BlockKind.TABLE and any(starts_lower(line) for line in lines[1:])
    return [" ".join(lines)] if broken else lines


def is_of(place: Place, told: str, name: str) -> bool:
    """Whether what a place tells is about the school of this name: it names the school, or stands under its name
    and names no other; what only stands in the folder of a section must say more (see `introduces`)."""
    head = re.split(r"\s[-–|»]\s", place.title)
    heads = [*head, *(block.text for block in place.own if block.kind is BlockKind.HEADING)]
    if place.filed:
        return introduces(told, name)
    if speaks_of(told, name):
        return True
    of_school = not introduces_another(told, name) and _SCHOOLING.search(plain(told))
    return bool(of_school) and any(speaks_of(line, name) for line in heads)


def is_foreign(place: Place, told: str, name: str) -> bool:
    """Whether a place plainly is no introduction of the school: the CMS's own page, about another school, or
    about a company."""
    of_trade = _TRADE.search(plain(told)) and not _SCHOOLING.search(plain(told))
    return is_sample_page(place.text, name) or introduces_another(told, name) or bool(of_trade)


def tells_beside(told: str, name: str) -> bool:
    """Whether sentences of a page that only stands in the folder of a section tell of the school: they name it, and
    do not list its groups."""
    return speaks_of(told, name) and not tells_of_groups(told)


def tells_of_groups(told: str) -> bool:
    """Whether sentences list the groups of the school and who leads them, rather than tell about it."""
    return sum(1 for line in told.split("\n") if groups(line, opening=True)) >= GROUPS


def founding(text: str) -> int:
    """How many different things a text says of how a school came to be and how large it is."""
    return len({re.sub(r"\d+ ", "", words) for words in _FOUNDED.findall(plain(text))})


def beside(site: Site, labels: Labels) -> list[Place]:
    """The parts of columns, heads and feet that stand under a label of the section."""
    side = sides(site)
    return [replace(place, filed=True) for place in headed(side.url, "", side.own, labels)]


def introductions(site: Site, known: Mapping[str, str], least: int) -> Iterator[Place]:
    """Pages and columns that introduce the school under no label, in at least `least` syllables: they name it and
    say how it came to be or how large it is."""
    pages = [Place(page.url, page.title, f"trang “{page.title}”", main_part(page)) for page in site.pages]
    for place in (*pages, sides(site)):
        told = told_in(place, site, known)
        if syllables(told) >= least and introduces(told, site.school.name):
            yield place


def told_elsewhere(site: Site, known: Mapping[str, str], least: int) -> Iterator[Place]:
    """Parts of the site, whatever they are called, that tell of the school by its name in `least` syllables: a reason
    to look before saying that nothing introduces it."""
    for page in site.pages:
        place = Place(page.url, page.title, f"trang “{page.title}”", main_part(page))
        heading = re.split(r"\s[-–|]\s", page.title)[0]
        if plain(heading) == plain(site.school.name) or filed_as([heading]) or not is_in_menu(place, site):
            continue  # the home page under another address, a list of posts
        told = told_in(place, site, known)
        if (
            syllables(told) >= least
            and speaks_of(told, site.school.name)
            and not is_foreign(place, told, site.school.name)
        ):
            yield place


def introduces(told: str, name: str) -> bool:
    """Whether sentences say of the school by its name what it is, how it came to be or how large it is."""
    lines = told.split("\n")
    founded = founding(told) >= FOUNDING_WORDS and any(founding(line) and speaks_of(line, name) for line in lines)
    return founded or any(_IS.search(plain(line)) and speaks_of(line, name) for line in lines)


def doubt_of(place: Place, text: str, site: Site, least: int, few: int) -> str:
    """Why a person must look at the place; "" when it plainly is no introduction of this school."""
    name, length = site.school.name, syllables(text)
    if is_foreign(place, text, name):
        return ""
    if place.filed:
        long = length >= least and tells_beside(text, name)
        return f"có lời kể về trường ở {place.url}" if long else ""
    if length < few:
        why = untold(place, site, few)
        return why and f"phần giới thiệu {why}"
    return f"phần giới thiệu {'còn ngắn' if is_of(place, text, name) else 'không nêu tên trường'} ({length} chữ)"


def told_anywhere(site: Site, known: Mapping[str, str], least: int) -> list[str]:
    """Where something is told of the school under no label of the section, as reasons to look."""
    found = (*introductions(site, known, least), *told_elsewhere(site, known, least))
    return [f"có lời kể về trường ở {place.led_by}" for place in found]


def is_in_menu(place: Place, site: Site) -> bool:
    """Whether the frame of the site leads to a page, by its name or because most pages do: it is one of the site's
    parts, whatever it is called."""
    if place.url == site.school.home:
        return False
    leading = [page for page in site.pages if any(link.url == place.url for link in page.links)]
    framed = any(link.url == place.url and link.region is not Region.MAIN for page in leading for link in page.links)
    return framed or len(leading) >= max(FEW_PAGES, len(site.pages) / 2)


def _is_news(lines: Iterable[str]) -> bool:
    """Whether sentences begin as a report of an event does, and say nothing of how the school came to be."""
    text = "\n".join(lines)
    opening = plain(text[: 2 * _OPENS])
    happened = _EVENT.match(opening) or _HAPPENED.search(opening[:_OPENS])
    return happened is not None and founding(text) < FOUNDING_WORDS and not _BORN.search(plain(text))


def _tells(line: str) -> bool:
    count = syllables(line)
    if count < SENTENCE or is_placeholder(line):
        return False
    if count <= NOTE and _is_aside(line):
        return False
    return (
        count >= UNENDED
        or (ends_sentence(line) and not line.rstrip().endswith(("...", "…")))
        or (len(sentences(line)) > 1)
    )


def _is_aside(line: str) -> bool:
    """Whether a line is of a foot, a form or a greeting."""
    return bool(_ADDRESSED.search(line) or phones(line) or mails(line) or "©" in line or _ASIDE.search(plain(line)))


def perhaps_ours(theirs: str, name: str, lacking: Set[str]) -> bool:
    """Whether contact data that the school lacks stand under an office's name and no mailbox there is plainly the
    office's: schools write the name of the body above them over their own data."""
    for block in _under_offices(theirs, name):
        found = shown([block]).keys() & lacking
        if found - {"address"} and len(lacking - found) <= 1 and not any(map(_OFFICE_MAIL.match, mails(block))):
            return True
    return False


def _under_offices(text: str, name: str) -> Iterator[str]:
    """The lines that stand under the name of an office, up to the name of another body."""
    block: list[str] = []
    for line in text.split("\n"):
        office = names_office(line) and not _AT.match(line)
        if office or names_company(line) or names_portal(line) or other_schools(line, name):
            yield "\n".join(block)
            block = []
        block += [line] if office or block else []
    yield "\n".join(block)
