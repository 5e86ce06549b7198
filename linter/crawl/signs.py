"""What an answer really is, whatever its status: a block, a parked name, an empty shell, a home page in
place of a missing one."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from linter.text.plain import plain

Meaning = Literal["blocked", "parked", "login-required", "needs-js", "empty"]

_TITLE = re.compile(r"<title[^>]{0,200}>([^<]{0,500})", re.IGNORECASE)
_SILENT = re.compile(r"<(/?)(?:script|style|noscript)\b", re.IGNORECASE)
_TAG = re.compile(r"<[^<>]*>")
_APP = re.compile(r"<div[^>]+id=[\"'](?:app|root|__next|__nuxt)[\"'][^>]*>\s*</div>", re.IGNORECASE)

_WAIT = re.compile(
    r"hay doi|floodblocker|please wait|checking your browser|just a moment|ddos protection|attention required"
)
_PARKED = re.compile(
    r"ten mien nay (?:da het han|dang duoc rao ban)|domain (?:is )?(?:for sale|has expired)|this domain is parked"
    r"|account (?:has been )?suspended|hosting (?:da )?het han|website (?:da )?(?:bi )?tam ngung|website dang bao tri"
    r"|trang web dang bao tri|bandwidth limit exceeded|welcome to nginx|apache2? (?:debian|ubuntu) default page"
)
SHORT_PAGE = 1500  # characters of visible text: a block or parking page says little


@dataclass(frozen=True, slots=True)
class Sign:
    meaning: Meaning
    reason: str


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
    """What a 200 answer is when it is not the page that was asked for."""
    shown = visible_text(html)
    title = _TITLE.search(html)
    if len(shown) < SHORT_PAGE:
        folded = plain(f"{title[1] if title else ''} {shown[:SHORT_PAGE]}")
        if _WAIT.search(folded) or "floodblocker" in html[:4000]:
            return Sign("blocked", "máy chủ trả trang “Hãy đợi” hoặc trang chặn truy cập tự động")
        if _PARKED.search(folded):
            return Sign("parked", "trang báo hết hạn, tạm ngưng hoặc bảo trì")
    if _APP.search(html) and len(shown) < 300:
        return Sign("needs-js", "nội dung chỉ hiện ra khi chạy JavaScript")
    if not shown:
        return Sign("empty", "trang rỗng")
    if len(shown) < 600 and re.search(r"type=[\"']password[\"']", html, re.IGNORECASE):
        return Sign("login-required", "trang chỉ mở sau khi đăng nhập")
    return None


_NESTING = re.compile(
    r"<(/?)(?:div|span|font|table|tbody|tr|td|ul|ol|section|article|blockquote|center|b|i|strong|em)\b"
)
DEEPEST = 1000  # real pages nest 20 to 40 deep; parsers grow with the square of the depth


def too_deep(html: str) -> bool:
    """Whether elements nest so deep that parsing would hold up every other site."""
    depth = 0
    for tag in _NESTING.finditer(html):
        depth += -1 if tag[1] else 1
        if depth > DEEPEST:
            return True
    return False
