"""A text without any looks (pasted, or saved from Notepad) → an Article, as a draft in Word would give it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from linter.model import Article, BlockKind, Run
from linter.read.charset import decode
from linter.read.docx import refusals as why
from linter.read.docx.doubts import doubts_of
from linter.read.docx.piece import HEADING_SYLLABLES, Piece
from linter.read.docx.refusals import last_part, refusal, visible
from linter.read.raw import Raw
from linter.read.settle import settle
from linter.read.tail import cut_tail
from linter.text.genre import kind_of
from linter.text.vietnamese import clean, ends_sentence, syllables

MEGABYTE = 1 << 20
MAX_BYTES = 2 * MEGABYTE
MAX_CHARACTERS = 300_000  # a hundred pages, as of a .docx
MAX_LINES = 3_000  # empty ones too
_HEAD = 4096
_WRAPPED = 25  # syllables; a line that was broken at the edge of a sheet or of a letter has fewer
_OPENING = "“\"‘'(["

Lines = list[str]


def read(data: bytes, name: str) -> Article:
    """The draft in these bytes: UTF-8 or UTF-16, with or without a mark, whatever ends its lines.

    An empty line ends a paragraph, the end of a line alone is a soft break. Raises `DraftError`.
    """
    if len(data) > MAX_BYTES:
        raise refusal(why.TOO_HEAVY.format(limit=MAX_BYTES // MEGABYTE), name)
    text, code = decode(data, "")
    if b"\x00" in data[:_HEAD] and not code.startswith("utf-16"):
        raise refusal(why.OTHER, name)
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    if len(text) > MAX_CHARACTERS or len(lines) > MAX_LINES:
        raise refusal(why.TOO_LONG, name)
    return _article(lines, name)


def _article(lines: Lines, name: str) -> Article:
    title, rest = _take_title(list(_paragraphs(lines)))
    title = title or last_part(name).removesuffix(".txt")
    raws = [raw for number, paragraph in enumerate(rest, 1) for raw in _raws(paragraph, f"paragraph:{number}")]
    body, tail = cut_tail(raws)
    return Article(
        source=visible(name),
        title=title,
        blocks=settle(body),
        author=tail.author,
        credited_source=tail.source,
        kind=kind_of((), title),
        doubts=doubts_of([Piece(raw) for raw in raws], foreign=False),
    )


def _paragraphs(lines: Lines) -> Iterator[Lines]:
    for written, paragraph in groupby(lines, key=lambda line: bool(clean(line))):
        if written:
            yield list(paragraph)


def _take_title(paragraphs: Sequence[Lines]) -> tuple[str, Sequence[Lines]]:
    """The first line if it is a short one and no sentence, and the paragraphs without it; else "".

    A line above others may be the first of a text that was broken line by line: it is a title only in
    capitals, or where a line below it is a whole paragraph.
    """
    if not paragraphs:
        return "", paragraphs
    (line, *under), rest = paragraphs[0], paragraphs[1:]
    text = clean(line)
    listed = not text[0].isalnum() and text[0] not in _OPENING
    broken = under and not (text.isupper() or any(syllables(line) > _WRAPPED for line in under))
    if listed or broken or syllables(text) > HEADING_SYLLABLES or ends_sentence(text) or not (under or rest):
        return "", paragraphs
    return text, [under, *rest] if under else rest


def _raws(lines: Lines, path: str) -> Iterator[Raw]:
    """A paragraph; rows with tabs in them, as a copied table leaves them, are a table."""
    for tabbed, same in groupby(lines, key=lambda line: "\t" in line.strip()):
        rows = tuple((Run(line.strip() if tabbed else line),) for line in same)
        kind = BlockKind.TABLE if tabbed and len(rows) > 1 else BlockKind.PARAGRAPH
        yield Raw(rows, kind, path=path)
