"""What one answer shows. Pure and slow: it runs beside the event loop, so that no page holds up other sites."""

from __future__ import annotations

import logging
from dataclasses import dataclass

from linter.crawl.address import site_key
from linter.crawl.reply import Response
from linter.crawl.signs import NEEDS_JS, PARKED, Sign, is_page, is_shell, read_signs, refresh, too_complex
from linter.match.index import body_text
from linter.model import Region
from linter.read.charset import decode
from linter.read.html import Reading, read
from linter.read.links import joined
from linter.text.vietnamese import syllables

log = logging.getLogger(__name__)

OUR_FAULT = "công cụ gặp lỗi khi đọc trang; đã ghi nhật ký để sửa"
TOO_COMPLEX = "trang có quá nhiều phần tử hoặc lồng quá nhiều lớp"
TOLD = 60  # syllables; a notice of a host is shorter, or is no post
_LONGEST_BLOCK = 20_000  # bytes


@dataclass(frozen=True, slots=True)
class File:
    """No web page: a picture, a PDF, a download."""


@dataclass(frozen=True, slots=True)
class Away:
    """A page that does nothing but send its reader to `target`, an absolute address."""

    target: str


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A page that there is, and that could not be read."""

    reason: str


View = Reading | Sign | File | Away | Unreadable


def look(answer: Response, *, home: bool = False) -> View:
    """What an answer of status 200 shows. Never raises: a fault of the readers is no fault of the page.

    Of a `home` page the words of a parked site are believed wherever they stand.
    """
    try:
        return _look(answer, home=home)
    except Exception:
        log.exception("reading %s failed", answer.url)
        return Unreadable(OUR_FAULT)


def _look(answer: Response, *, home: bool) -> View:
    if not is_page(answer.body, answer.content_type, answer.headers.get("content-disposition", "")):
        return File()
    text, _ = decode(answer.body, answer.headers.get("content-type", ""))
    written = refresh(text)
    target = joined(answer.url, written) if written else None
    if target and site_key(target) != site_key(answer.url):
        return Away(target)
    sign = read_signs(text)
    if sign is not None and (home or sign is not PARKED):
        return sign
    if too_complex(text):
        return Unreadable(TOO_COMPLEX)
    reading = read(text, answer.url)
    if sign is not None:
        return reading if _is_told(reading) else sign
    told = any(block.region is Region.MAIN for block in reading.page.blocks)
    return NEEDS_JS if reading.article is None and not told and is_shell(text) else reading


def _is_told(reading: Reading) -> bool:
    """Whether a page is a post, which may speak of a site that is maintained, or of one that is for sale."""
    return reading.article is not None and syllables(body_text(reading.article)) >= TOLD


def is_block(answer: Response) -> Sign | None:
    """The sign of a server that asks for patience or turns robots away, whatever the status it says so with."""
    if answer.status == 429:
        return Sign("blocked", "máy chủ giới hạn số lần truy cập (429)")
    if len(answer.body) > _LONGEST_BLOCK or not is_page(answer.body, answer.content_type):
        return None
    sign = read_signs(decode(answer.body, answer.headers.get("content-type", ""))[0])
    return sign if sign and sign.meaning == "blocked" else None
