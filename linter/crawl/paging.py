"""Lists that run over several pages: which page of which list an address is, and what leads to the next."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from linter.crawl.address import site_key

TYPICAL = 10  # posts on a page of a list

# "/tin-tuc/page-2/", "/page/2/", "/tin-tuc/trang-2.html"; "?page=2", "?start=20". `p` is a post in WordPress: an
# address is a page of a list only where a pager of that list says so.
_IN_PATH = re.compile(r"[/-](?:page|trang)[-/]?(\d{1,6})(?:\.\w{2,5})?/?$", re.IGNORECASE)
_PAGE = re.compile(r"(?:page|trang|paged|p|pg|pageindex|pageno|currentpage)=(\d{1,6})", re.IGNORECASE)
_OFFSET = re.compile(r"(?:start|limitstart|offset)=(\d{1,6})", re.IGNORECASE)
_ENDING = re.compile(r"(?:/index)?(?:\.\w{2,5})?/?$")
_SIGNS = "«»‹›<>→←…. |[]()\u00a0"
_WORDS = re.compile(
    r"(?:(?:trang|page) ?)?\d{1,6}"
    r"|(?:trang |bài |tin )?(?:sau|trước|kế|kế tiếp|tiếp|tiếp theo|đầu|cuối|cuối cùng|cũ hơn|mới hơn)"
    r"|(?:next|previous|prev|last|first|older|newer)(?: page| posts| entries)?"
    r"|(?:xem|tải|hiển thị) thêm",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Place:
    """Where in a list an address stands. `order` is 0 for the address without a number, which is the first page;
    the numbers of pages or of posts rise from there."""

    series: str
    order: int = 0
    offset: bool = False  # `order` counts posts

    @property
    def page(self) -> int:
        """About the how-manieth page of its list it is, from 1."""
        return self.order // TYPICAL + 1 if self.offset else max(1, self.order)


def place_of(url: str) -> Place:
    """The list an address would be a page of, by its form alone."""
    key = site_key(url)
    path, _, query = key.partition("?")
    pairs = query.split("&") if query else []
    for pattern in (_PAGE, _OFFSET):
        for pair in pairs:
            found = pattern.fullmatch(pair)
            if found:
                return Place(_series(path, [p for p in pairs if p is not pair]), int(found[1]), pattern is _OFFSET)
    found = _IN_PATH.search(path)
    if found:
        return Place(_series(path[: found.start()], pairs), int(found[1]))
    return Place(_series(path, pairs))


def _series(path: str, pairs: list[str]) -> str:
    return f"{_ENDING.sub('', path)}?{'&'.join(sorted(pairs))}"


def is_pager(label: str) -> bool:
    """Whether the words of a link are those of a pager: a number, "Trang sau", "»"."""
    bare = label.strip(_SIGNS)
    return bool(_WORDS.fullmatch(bare)) if bare else bool(label.strip())


def turns(url: str, target: str, label: str) -> bool:
    """Whether a link on the page `url` turns to another page of the same list."""
    if not is_pager(label):
        return False
    here, there = place_of(url), place_of(target)
    return there.order > 0 and here.series == there.series and here.order != there.order


def is_section(url: str) -> bool:
    """Whether an address has the short name of a section: it is read before the posts. A guess, for the order of
    reading alone."""
    parts = urlsplit(url)
    segments = [segment for segment in parts.path.split("/") if segment]
    name = segments[-1] if segments else ""
    few = len(segments) <= 2 and name.count("-") <= 4  # "/gioi-thieu/co-cau-to-chuc"
    return few and not parts.query and not any(letter.isdigit() for letter in name)
