"""A draft of any kind → an Article. What kind it is its bytes say, and only where they do not, its name.

The reader of pages is loaded when it is wanted: what it needs takes longer to load than a draft to read.
"""

from __future__ import annotations

from linter.model import Article
from linter.read import docx, text
from linter.read.docx import refusals as why
from linter.read.docx.kind import ZIP, refusal_of_start
from linter.read.docx.refusals import refusal, visible

MEGABYTE = 1 << 20
MAX_PAGE = 4 * MEGABYTE  # bytes of HTML
MAX_TAGS = 50_000  # a page of a school has some 2 000
MAX_CHARACTERS = 300_000  # that a page shows; a hundred sheets, as of a .docx
_PAGE_STARTS = (b"<!doctype html", b"<html")
_MARK = b"\xef\xbb\xbf"


def read_draft(data: bytes, name: str) -> Article:
    """A draft from the bytes of a .docx, of a page or of a plain text (.txt).

    Raises `DraftError`, one sentence in Vietnamese, for anything else and for what is out of all bounds.
    """
    if not data.startswith(ZIP):
        other = refusal_of_start(data, name)
        if other:
            raise refusal(other, name)
        if is_page(data, name):
            return _page(data, name)
        if name.lower().endswith(".txt"):
            return text.read(data, name)
    return docx.read(data, name)


def is_page(data: bytes, name: str) -> bool:
    head = data[:512].removeprefix(_MARK).lstrip().lower()
    return head.startswith(_PAGE_STARTS) or name.lower().endswith((".html", ".htm"))


def _page(data: bytes, name: str) -> Article:
    if len(data) > MAX_PAGE:
        raise refusal(why.TOO_HEAVY.format(limit=MAX_PAGE // MEGABYTE), name)
    from linter.read import html, tree
    from linter.read.charset import decode

    page = decode(data, "")[0]
    if page.count("<") > MAX_TAGS:
        raise refusal(why.TOO_COMPLEX, name)
    shown = tree.parse(page).body
    if shown is not None and len(shown.text()) > MAX_CHARACTERS:
        raise refusal(why.TOO_LONG, name)
    return html.read_draft(page, visible(name))
