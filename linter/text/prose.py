"""The form of a text: how much of it is prose, verse, list, table; whether it is a document or an album."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import ceil
from typing import Literal

from linter.model import Article, Block, BlockKind, Region
from linter.text.plain import plain
from linter.text.vietnamese import sentences, syllables

FormName = Literal["prose", "verse", "list", "table", "document", "gallery", "empty"]

SYLLABLES_PER_LINE = 13.9  # of A4 at 14 pt, the measured mean; only shares are taken from it
SPOKEN_SHARE = 4  # one item in four that asks or exclaims makes a dialogue of them all
LONG_ITEM = 25  # syllables of an item that tells something however it ends
FULL_ITEM = 12  # syllables of a "list" item that is a sentence of a dialogue or of a plan told in prose

_DOCUMENT = (
    r"cong hoa xa hoi chu nghia viet nam",
    r"doc lap tu do hanh phuc",
    r"^so \d* ?(?:[a-z]{1,4} )?(?:kh|qd|tb|bc|cv|tr)\b",
    r"^can cu\b",
    r"^noi nhan\b",
    r"^kinh gui\b",
    r"^(?:tm|kt|tl) (?:hieu truong|truong phong|bgh)",
    r"^dieu \d+\b",
)
_ALBUM = re.compile(r"(?:mot so|chum|duoi day la|sau day la).{0,20}hinh anh|^hinh anh (?:hoat dong|ngay|buoi|le)|^anh ")
DOCUMENT_MARKS = 3
HEAD_BLOCKS = 8  # in which an official document shows that it is one
REPORT_SYLLABLES = 140  # of sentences: a report that a document is only attached to
_SPOKEN = re.compile(r"[!?][\"”’»)]*$")
_UNCOUNTED = frozenset({BlockKind.CAPTION, BlockKind.HEADING, BlockKind.VERSE_LINE, BlockKind.TABLE, BlockKind.IMAGE})
ALBUM_SYLLABLES = 60  # of sentences for every three pictures
ALBUM_PICTURES = 3
FEW_SYLLABLES = 20  # fewer words beside a picture or a file: what it tells may stand in there


@dataclass(frozen=True, slots=True)
class Form:
    """The shares of the lines of a text, 0 to 1; `name` is the form that the text takes as a whole."""

    name: FormName
    prose: float
    verse: float
    listed: float
    table: float
    prose_syllables: int

    @property
    def other(self) -> FormName:
        """The strongest form beside prose."""
        shares: dict[FormName, float] = {"verse": self.verse, "list": self.listed, "table": self.table}
        return max(shares, key=lambda name: shares[name])


def form_of(blocks: Iterable[Block]) -> Form:
    """Read the form of a body; pictures and captions are no lines."""
    left_out = {BlockKind.CAPTION, BlockKind.HEADING}
    body = [block for block in blocks if block.region is Region.MAIN and block.kind not in left_out]
    kinds = _line_kinds(body)
    pictures = kinds.count("picture")
    lines: Counter[str] = Counter()
    for block, kind in zip(body, kinds, strict=True):
        if kind != "picture":
            lines[kind] += _lines(block)
    total = sum(lines.values())
    words = sum(syllables(block.text) for block, kind in zip(body, kinds, strict=True) if kind == "prose")
    if total == 0:
        return Form("gallery" if pictures else "empty", 0.0, 0.0, 0.0, 0.0, 0)
    shares = {kind: lines[kind] / total for kind in ("prose", "verse", "list", "table")}
    name = _name(body, shares, pictures)
    return Form(name, shares["prose"], shares["verse"], shares["list"], shares["table"], words)


def running_prose(blocks: Sequence[Block], title: str = "") -> list[str]:
    """The paragraphs that count for the length: prose, quotations, and the items of a list inside prose.

    The title and whatever the text has said before do not count again; the items of a text that is mostly
    a list do not count at all (its form is the business of another rule).
    """
    body = [block for block in blocks if block.region is Region.MAIN and block.kind not in _UNCOUNTED]
    kinds = _line_kinds(body)
    listed = sum(_lines(block) for block, kind in zip(body, kinds, strict=True) if kind == "list")
    told = sum(_lines(block) for block, kind in zip(body, kinds, strict=True) if kind == "prose")
    said = {plain(title)}
    counted = []
    for block, kind in zip(body, kinds, strict=True):
        folded = plain(block.text)
        if (kind == "prose" or listed <= told) and folded not in said and _is_text(block.text):
            counted.append(block.text)
            said.add(folded)
    return counted


def words_elsewhere(article: Article, prose: Sequence[str]) -> str:
    """Where the text of an article may be that has next to none in its body; "" when it has."""
    if sum(map(syllables, prose)) >= FEW_SYLLABLES:
        return ""
    if any(block.kind is BlockKind.IMAGE for block in article.blocks):
        return "bài gần như chỉ có ảnh, máy không đọc được chữ trong ảnh"
    if article.attachments:
        return "nội dung nằm trong tệp đính kèm, máy chưa đọc"
    return "" if article.blocks else "thân bài không có chữ, có thể nội dung được nhúng theo cách máy chưa đọc được"


def _is_text(text: str) -> bool:
    folded = plain(text)
    tags = all(word.startswith("#") for word in text.split())
    return bool(folded) and not tags and not _ALBUM_LINE.match(folded)


_ALBUM_LINE = re.compile(
    r"^(?:(?:duoi day|sau day) la )?(?:mot so |chum )?hinh anh (?:hoat dong|cua|ve|tai|trong|buoi)[^.]{0,60}$"
    r"|^xem (?:chi tiet|file|tep|them)[^.]{0,40}$|^(?:anh|hinh|nguon|tac gia) \d{0,2}$"
)


def _line_kinds(body: Sequence[Block]) -> list[str]:
    """What the lines of each block are: prose, verse, list, table, picture.

    The dashes of a dialogue look like those of a list, but lists neither ask nor exclaim.
    """
    kinds = [_line_kind(block) for block in body]
    start = 0
    while start < len(body):
        end = start
        while end < len(body) and body[end].kind is BlockKind.LIST_ITEM:
            end += 1
        items = [block.text for block in body[start:end]]
        if sum(1 for text in items if _SPOKEN.search(text)) * SPOKEN_SHARE >= max(1, len(items)):
            kinds[start:end] = ["prose" if _is_sentence(text) else "list" for text in items]
        start = max(end, start + 1)
    return kinds


def _line_kind(block: Block) -> str:
    if block.kind is BlockKind.LIST_ITEM and syllables(block.text) >= (
        FULL_ITEM if _is_sentence(block.text) else LONG_ITEM
    ):
        return "prose"  # a step told in a whole sentence, or in one that runs on with a semicolon
    kinds = {BlockKind.VERSE_LINE: "verse", BlockKind.LIST_ITEM: "list", BlockKind.TABLE: "table"}
    return "picture" if block.kind is BlockKind.IMAGE else kinds.get(block.kind, "prose")


def _is_sentence(text: str) -> bool:
    return bool(re.search(r"[.!?…][\"”’»)]*$", text))


def _lines(block: Block) -> int:
    return sum(max(1, ceil(syllables(line) / SYLLABLES_PER_LINE)) for line in block.text.split("\n"))


def _name(body: list[Block], shares: dict[str, float], pictures: int) -> FormName:
    folded = [plain(block.text) for block in body]
    marks = sum(1 for mark in _DOCUMENT if any(re.search(mark, line) for line in folded))
    headed = any(re.search(mark, line) for mark in _DOCUMENT for line in folded[:HEAD_BLOCKS])
    told = sum(
        syllables(s) for b in body for s in sentences(b.text) if b.kind is BlockKind.PARAGRAPH and _is_sentence(s)
    )
    if marks >= DOCUMENT_MARKS and (headed or told < REPORT_SYLLABLES):
        return "document"
    if pictures >= ALBUM_PICTURES and told * ALBUM_PICTURES < ALBUM_SYLLABLES * pictures:
        return "gallery"
    if pictures and told < 20 and any(_ALBUM.search(line) for line in folded):
        return "gallery"
    strongest = max(shares, key=lambda kind: shares[kind])
    return "prose" if shares["prose"] >= 0.5 else strongest  # type: ignore[return-value]
