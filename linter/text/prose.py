"""The form of a text: how much of it is prose, verse, list, table; whether it is a document or an album."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from linter.model import Article, Block, BlockKind, Region
from linter.text.marks import marked
from linter.text.plain import plain
from linter.text.typeset import Profile, measure
from linter.text.vietnamese import sentences, syllables

FormName = Literal["prose", "verse", "list", "table", "document", "script", "test", "gallery", "empty"]

PAGE = Profile()  # on which the lines are counted
SPOKEN_SHARE = 4  # one item in four that asks or exclaims makes a dialogue of them all
LONG_ITEM = 25  # syllables of an item that tells something however it ends
UNENDED = 15  # syllables of a sentence without its full stop
FULL_ITEM = 12  # syllables of a "list" item that is a sentence of a dialogue or of a plan told in prose

_ALBUM = re.compile(r"(?:mot so|chum|duoi day la|sau day la).{0,20}hinh anh|^hinh anh (?:hoat dong|ngay|buoi|le)|^anh ")
_SPOKEN = re.compile(r"[!?][\"”’»)]*$")
_TOLD = frozenset({BlockKind.PARAGRAPH, BlockKind.QUOTE, BlockKind.LIST_ITEM})
_UNCOUNTED = frozenset({BlockKind.CAPTION, BlockKind.HEADING, BlockKind.VERSE_LINE, BlockKind.TABLE, BlockKind.IMAGE})
ALBUM_SYLLABLES = 30  # of sentences: fewer beside so many pictures only present them
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


def form_of(blocks: Iterable[Block], title: str = "") -> Form:
    """Read the form of a body; pictures and captions are no lines."""
    left_out = {BlockKind.CAPTION, BlockKind.HEADING}
    body = [block for block in blocks if block.region is Region.MAIN and block.kind not in left_out]
    kinds = _line_kinds(body)
    pictures = kinds.count("picture")
    lines: Counter[str] = Counter()
    for kind, count in zip(kinds, _lines(body), strict=True):
        lines[kind] += count
    del lines["picture"]
    total = sum(lines.values())
    words = sum(syllables(block.text) for block, kind in zip(body, kinds, strict=True) if kind == "prose")
    if total == 0:
        return Form("gallery" if pictures else "empty", 0.0, 0.0, 0.0, 0.0, 0)
    shares = {kind: lines[kind] / total for kind in ("prose", "verse", "list", "table")}
    name = _name(body, shares, pictures, plain(title))
    return Form(name, shares["prose"], shares["verse"], shares["list"], shares["table"], words)


def running_prose(blocks: Sequence[Block], title: str = "") -> list[str]:
    """The paragraphs that count for the length: prose, quotations, and the items of a list inside prose.

    The title and whatever the text has said before do not count again; the items of a text that is mostly
    a list do not count at all (its form is the business of another rule).
    """
    body = [block for block in blocks if block.region is Region.MAIN and block.kind not in _UNCOUNTED]
    kinds = _line_kinds(body)
    listed = sum(syllables(block.text) for block, kind in zip(body, kinds, strict=True) if kind == "list")
    told = sum(syllables(block.text) for block, kind in zip(body, kinds, strict=True) if kind == "prose")
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


def _tells(text: str, kind: BlockKind) -> bool:
    """Whether words tell something: sentences do, and what is as long as one, though it ends with a flower."""
    return _is_sentence(text) or syllables(text) >= (LONG_ITEM if kind is BlockKind.LIST_ITEM else UNENDED)


def _is_sentence(text: str) -> bool:
    return bool(re.search(r"[.!?…][\"”’»)]*$", text))


def _lines(body: Sequence[Block]) -> list[int]:
    """How many lines each block takes on the page; a row of a table takes one at least."""
    rows = [block.text.split("\n") if block.kind is not BlockKind.IMAGE else [] for block in body]
    counts = iter(measure([row for block in rows for row in block], PAGE).lines)
    return [sum(max(1, next(counts)) for _ in block) for block in rows]


def _name(body: list[Block], shares: dict[str, float], pictures: int, title: str) -> FormName:
    folded = [plain(piece) for block in body for piece in re.split(r"[\n\t]", block.text)]
    told = sum(syllables(s) for b in body if b.kind in _TOLD for s in sentences(b.text) if _tells(s, b.kind))
    known = marked(folded, title, told)
    if known:
        return known
    if pictures >= ALBUM_PICTURES and told < ALBUM_SYLLABLES:
        return "gallery"
    if pictures and told < FEW_SYLLABLES and any(_ALBUM.search(line) for line in folded):
        return "gallery"
    strongest = max(shares, key=lambda kind: shares[kind])
    return "prose" if shares["prose"] >= 0.5 else strongest  # type: ignore[return-value]
