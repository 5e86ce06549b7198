"""Where the text stands in a page's source, before anything has parsed it.

A plain text is a page without tags. What is between tags is text, and so are the values of the attributes "title",
"alt" and "content"; scripts, styles, comments and tags are none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

Span = tuple[int, int]

_OPEN = re.compile(r"<(?=[a-zA-Z/!?])")
_SILENT = re.compile(r"<(script|style)\b", re.IGNORECASE)
_CLOSE = {name: re.compile(f"</{name}", re.IGNORECASE) for name in ("script", "style")}
# Tags that stand inside a paragraph. Any other one ends it.
_INLINE = re.compile(
    r"</?(?:a|abbr|b|bdo|big|br|cite|code|del|em|font|i|img|ins|kbd|mark|o:p|q|s|small|span|strike|strong|sub|sup|tt|u)"
    r"(?![\w:-])",
    re.IGNORECASE,
)
_SAID = re.compile(r"(?<![\w:-])(?:title|alt|content)\s*+=\s*+(?:\"([^\"]*)\"|'([^']*)')", re.IGNORECASE)
_BLANK_LINE = re.compile(r"\n[ \t\r]*+\n")


def passages(text: str) -> Iterator[list[Span]]:
    """The paragraphs of a source, each as the stretches of text that the tags leave of it. Linear in the text."""
    paragraph: list[Span] = []
    for start, end, is_tag in _pieces(text):
        if not is_tag:
            *ended, last = _lines(text, start, end)
            for line in ended:
                yield [*paragraph, line]
                paragraph = []
            paragraph.append(last)
            continue
        yield from ([said.span(said.lastindex or 0)] for said in _SAID.finditer(text, start, end))
        if paragraph and not _INLINE.match(text, start):
            yield paragraph
            paragraph = []
    if paragraph:
        yield paragraph


def _lines(text: str, start: int, end: int) -> Iterator[Span]:
    for gap in _BLANK_LINE.finditer(text, start, end):
        yield start, gap.start()
        start = gap.end()
    yield start, end


def _pieces(text: str) -> Iterator[tuple[int, int, bool]]:
    """What is text and what is a tag, a comment, a script; a "<" that nothing closes is text."""
    done = at = 0
    while opened := _OPEN.search(text, at):
        start = opened.start()
        end = _end(text, start)
        if end < 0:
            break
        if start > done:
            yield done, start, False
        yield start, end, True
        done = at = end
    if done < len(text):
        yield done, len(text), False


def _end(text: str, start: int) -> int:
    """Past what opens at `start`, -1 when nothing closes it. What fails once would fail again: nobody goes on then."""
    if text.startswith("<!--", start):
        closed = text.find("-->", start)
        return len(text) if closed < 0 else closed + 3
    end = text.find(">", start) + 1
    silent = _SILENT.match(text, start)
    if not end or not silent:
        return end or -1
    close = _CLOSE[silent[1].lower()].search(text, end)
    return close.start() if close else len(text)
