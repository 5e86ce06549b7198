"""What an answer really is, whatever its status: a block, a parked name, an empty shell, a file."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from html import unescape
from itertools import islice
from typing import Literal

from linter.text.plain import plain

Meaning = Literal["blocked", "parked", "login-required", "needs-js", "empty"]

# Every "[^>]" has a bound: a page of four megabytes of "<div <div <div" is read once, not once per "<div".
_TITLE = re.compile(r"<title[^>]{0,200}>([^<]{0,500})", re.IGNORECASE)
_SILENT = re.compile(r"<(/?)(?:script|style|noscript)\b", re.IGNORECASE)
_TAG = re.compile(r"<[^<>]*>")
_APP = re.compile(
    r"<div[^<>]{1,300}\bid=[\"']?(?:app|root|__next|__nuxt|main-app|vue-app|react-root)\b[^<>]{0,300}>"
    r"[^<]{0,200}</div>",
    re.IGNORECASE,
)
_NO_SCRIPT = re.compile(
    r"<noscript[^<>]{0,200}>[^<]{0,300}(?:enable javascript|bật javascript|kích hoạt javascript)", re.IGNORECASE
)
_PASSWORD = re.compile(r"type=[\"']?password\b", re.IGNORECASE)
_REFRESH = re.compile(r"<meta\b[^<>]{0,300}\bhttp-equiv\s*=\s*[\"']?refresh\b[^<>]{0,1000}>", re.IGNORECASE)
_REFRESH_TO = re.compile(
    r"\bcontent\s*=\s*[\"']?\s*(\d{1,6})[\d.]{0,6}\s*[;,]\s*(?:url\s*=\s*)?[\"']?\s*([^\"'<>\s]{1,2000})", re.IGNORECASE
)

_WAIT = re.compile(
    r"^(?:hay doi|please wait|just a moment|attention required(?: cloudflare)?|ddos guard|access denied)$"
    r"|hay doi \d+ giay|tu choi truy cap cua ban"
    r"|checking (?:if the site connection is secure|your browser)|ddos protection by|verify you are human"
    r"|enable javascript and cookies to continue|request unsuccessful incapsula"
)
_PARKED = re.compile(
    r"ten mien nay (?:da het han|dang duoc rao ban)|domain (?:is )?(?:for sale|has expired)|this domain is parked"
    r"|account (?:has been )?suspended|hosting (?:da )?het han|website (?:da )?(?:bi )?tam ngung|website dang bao tri"
    r"|trang web dang bao tri|bandwidth limit exceeded|welcome to nginx|apache2? (?:debian|ubuntu) default page"
)
_LOGIN = re.compile(
    r"dang nhap(?: [a-z0-9]+){0,8} (?:de|truoc khi) (?:co the )?(?:xem|doc|tiep tuc|truy cap|su dung)"
    r"|^(?:ban )?(?:can|phai|vui long|hay)(?: phai)? dang nhap(?: he thong| tai khoan| vao he thong)?$"
    r"|khong (?:co|du) quyen (?:truy cap|xem)|chi danh cho thanh vien"
)
SHORT_PAGE = 1500  # characters of visible text: a block or parking page says little
SHELL = 300  # of an app that has not run
FORM = 600  # around a form of name and password
REFRESH_S = 10  # a page that stays longer is meant to be read
SHORT_MAIN = 80  # syllables
_MOST_REFRESHES = 5


@dataclass(frozen=True, slots=True)
class Sign:
    meaning: Meaning
    reason: str


BLOCKED = Sign("blocked", "máy chủ trả trang “Hãy đợi” hoặc trang chặn truy cập tự động")
PARKED = Sign("parked", "trang báo hết hạn, tạm ngưng hoặc bảo trì")
NEEDS_JS = Sign("needs-js", "nội dung chỉ hiện ra khi chạy JavaScript")
EMPTY = Sign("empty", "trang rỗng")
LOGIN = Sign("login-required", "trang chỉ mở sau khi đăng nhập")


def visible_text(html: str) -> str:
    """What a person would read, roughly: enough to tell a page from a shell. Linear in the page."""
    shown: list[str] = []
    start, silent = 0, False
    for tag in _SILENT.finditer(html):
        if not silent:
            shown.append(html[start : tag.start()])
        silent, start = not tag[1], tag.start()
    if not silent:
        shown.append(html[start:])
    return " ".join(_TAG.sub(" ", "".join(shown)).split())


def read_signs(html: str) -> Sign | None:
    """What an answer is when it is not the page that was asked for."""
    shown = visible_text(html)
    if len(shown) < SHORT_PAGE:
        title = _TITLE.search(html)
        folded = (plain(title[1] if title else ""), plain(shown))
        if any(map(_WAIT.search, folded)) or "floodblocker" in html[:4000]:
            return BLOCKED
        if any(map(_PARKED.search, folded)):
            return PARKED
    if len(shown) < SHELL and (_APP.search(html) or _NO_SCRIPT.search(html)):
        return NEEDS_JS
    if not shown:
        return EMPTY
    return LOGIN if len(shown) < FORM and _PASSWORD.search(html) else None


def is_shell(html: str) -> bool:
    """Whether a page keeps an empty place for what a script is to write."""
    return _APP.search(html) is not None


def asks_to_log_in(lines: Sequence[str], syllables: int) -> bool:
    """Whether a main part, of so many syllables, says no more than that one must log in first. To comment,
    one must everywhere."""
    return syllables < SHORT_MAIN and any(
        _LOGIN.search(folded) and "binh luan" not in folded for folded in (plain(line[:500]) for line in lines)
    )


def refresh(html: str) -> str | None:
    """Where a page sends its reader by itself, as it is written there; None when it stays where it is.

    What is said to readers without scripts, in a comment or inside a script sends nobody.
    """
    for tag in islice(_REFRESH.finditer(html), _MOST_REFRESHES):
        found = _REFRESH_TO.search(tag[0])
        if found and int(found[1]) <= REFRESH_S and not _is_inside(html[: tag.start()].lower()):
            return unescape(found[2])
    return None


def _is_inside(before: str) -> bool:
    around = (("<noscript", "</noscript"), ("<script", "</script"), ("<!--", "-->"))
    return any(before.rfind(start) > before.rfind(end) for start, end in around)


# Elements that may stand in themselves. Table cells may not, and old pages leave thousands of them open.
_NESTING = re.compile(
    r"<(/?)(?:div|span|font|table|ul|ol|section|article|blockquote|center|b|i|u|a|strong|em|form|fieldset)\b",
    re.IGNORECASE,
)
DEEPEST = 1000  # real pages nest 20 to 40 deep; parsers grow with the square of the depth
MOST_TAGS = 50_000  # real pages have some 2,000; beyond this a page costs more seconds than a site


def too_complex(html: str) -> bool:
    """Whether a page has so many elements, or so deep ones, that reading it would hold up every other site."""
    if html.count("<") > MOST_TAGS:
        return True
    depth = 0
    for tag in _NESTING.finditer(html):
        depth += -1 if tag[1] else 1
        if depth > DEEPEST:
            return True
    return False


_MAGIC = (
    b"%PDF", b"PK\x03\x04", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"\xd0\xcf\x11\xe0", b"RIFF", b"Rar!", b"{\\rtf",
    b"\x1f\x8b", b"7z\xbc\xaf", b"ID3", b"BM", b"\x00\x00\x01\x00",
)  # fmt: skip
_MARKUP = re.compile(rb"<(?:!doctype html|html|head|body|title|meta|div|table)\b", re.IGNORECASE)
_HTML = frozenset({"text/html", "application/xhtml+xml", "application/vnd.wap.xhtml+xml"})
# Types that servers give to whatever they do not know.
_UNTOLD = frozenset({"", "text/plain", "text/xml", "application/xml", "application/octet-stream", "unknown/unknown"})
_SNIFFED = 1024


def is_page(body: bytes, content_type: str, disposition: str = "") -> bool:
    """Whether an answer is a web page, by its first bytes where its type may lie, and no file to be saved."""
    head = body[:_SNIFFED].lstrip(b"\xef\xbb\xbf \t\r\n")
    if disposition.strip().lower().startswith("attachment") or head.startswith(_MAGIC):
        return False
    marked = _MARKUP.search(head.replace(b"\0", b"")) is not None
    return content_type in _HTML or (content_type in _UNTOLD and (marked or not content_type))
