"""Lists that are turned by a script alone: what stands behind has no address that anybody could read."""

from __future__ import annotations

import logging
import re

from selectolax.lexbor import LexborNode

from linter.crawl.paging import is_pager, turns
from linter.crawl.reply import Response
from linter.crawl.view import View, look
from linter.model import Page
from linter.read import tree as trees
from linter.read.charset import decode
from linter.read.html import Reading
from linter.text.vietnamese import clean

log = logging.getLogger(__name__)

MORE = "more"  # "Tải thêm": more of what the page lists
PAGER = "pager"  # numbers and arrows without addresses
LEVELS = 3  # elements between a link of a pager and what is called one
WORDS = 40  # characters; a control says no more

_HINTS = ("thêm", "Thêm", "THÊM", "th&ecirc;m", "__doPostBack", "pag", "Pag", "load", "Load", "more", "More", "trang")
_MORE = re.compile(
    r"(?:xem|tải|hiển thị|hiện) thêm(?: (?:tin|bài|bài viết|tin tức|tin bài))?|load more|show more", re.I
)
_ELSEWHERE = re.compile(r"location|window\.open", re.IGNORECASE)
_POST_BACK = re.compile(r"__doPostBack|Page\$", re.IGNORECASE)
_PAGING = re.compile(r"\b(?:pag(?:er|ing|ination|enavi?|e-(?:link|item|numbers?))|phan-?trang)", re.IGNORECASE)
_STILL = re.compile(r"\b(?:disabled|active|current|selected)\b", re.IGNORECASE)
_SIGNS = "«»‹›<>→←…. |+\u00a0"


def turned(answer: Response, page: Page) -> str:
    """MORE or PAGER where a listing page leads on by a script alone, or "". Never raises: a page that cannot be
    looked at may lead anywhere."""
    try:
        return _turned(answer, page)
    except Exception:
        log.exception("looking for the pager of %s failed", page.url)
        return PAGER


def look_on(answer: Response) -> tuple[View, str]:
    """What an answer shows, and how it leads on by a script where it is no post."""
    view = look(answer)
    dated = isinstance(view, Reading) and view.article is not None and view.article.published_at
    return view, turned(answer, view.page) if isinstance(view, Reading) and not dated else ""


def _turned(answer: Response, page: Page) -> str:
    text, _ = decode(answer.body, answer.headers.get("content-type", ""))
    if not any(hint in text for hint in _HINTS):
        return ""
    kinds = {_kind(node) for node in trees.parse(text).css("a, button, [role=button], [onclick], input[type=button]")}
    if MORE in kinds:
        return MORE
    real = any(turns(page.url, link.url, link.text) for link in page.links)
    return PAGER if PAGER in kinds and not real else ""


def _kind(node: LexborNode) -> str:
    words = clean(node.text(separator=" ") or node.attrs.get("value") or "")
    if not words or len(words) > WORDS or _leads(node):
        return ""
    if _MORE.fullmatch(words.strip(_SIGNS)):
        return "" if _unfolds(node) else MORE
    return PAGER if is_pager(words) and _is_paging(node) else ""


def _leads(node: LexborNode) -> bool:
    """Whether it, or a link around it, has an address."""
    around: LexborNode | None = node
    for _ in range(LEVELS):
        if around is None:
            return False
        href = (around.attrs.get("href") or "").strip().lower() if around.tag == "a" else ""
        if href and not href.startswith(("#", "javascript:", "void")):
            return True
        if _ELSEWHERE.search(around.attrs.get("onclick") or "") or _ELSEWHERE.search(href):
            return True
        around = around.parent
    return node.css_first('a[href^="http"], a[href^="/"]') is not None


def _unfolds(node: LexborNode) -> bool:
    """Whether it only shows what is on the page already."""
    href = (node.attrs.get("href") or "").strip()
    toggle = node.attrs.get("data-toggle") or node.attrs.get("data-bs-toggle")
    return bool(toggle) or (len(href) > 1 and href[0] == "#")


def _is_paging(node: LexborNode) -> bool:
    """Whether it stands in a pager, and is neither the page that is shown nor an arrow at the end."""
    if _POST_BACK.search(node.attrs.get("href") or node.attrs.get("onclick") or ""):
        return True
    found = False
    around: LexborNode | None = node
    for _ in range(LEVELS):
        if around is None or around.tag == "body":
            break
        names = f"{around.attrs.get('class') or ''} {around.attrs.get('id') or ''}"
        if _STILL.search(names):
            return False
        found = found or bool(_PAGING.search(names))
        around = around.parent
    return found and clean(node.text()).strip(_SIGNS) not in {"", "1"}
