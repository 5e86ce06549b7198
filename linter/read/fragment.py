"""A piece of a page → paragraphs as they were typed, with the links and files in it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import unquote, urlsplit

from bs4 import (
    BeautifulSoup,
    CData,
    Comment,
    Declaration,
    Doctype,
    NavigableString,
    ProcessingInstruction,
    Tag,
)

from linter.model import Attachment, BlockKind, Link, Region, Run
from linter.read.links import joined
from linter.read.raw import Raw

_BREAKING = frozenset(
    "address article aside blockquote body center dd details dialog div dl dt fieldset figcaption figure footer"
    " form h1 h2 h3 h4 h5 h6 header hr html li main nav ol p pre section summary table tbody td tfoot th thead tr"
    " ul caption".split(" ")
)
_SILENT = frozenset("script style noscript template select option button textarea svg head title input".split(" "))
_HIDING = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0(?:px|pt|em)?\s*(?:;|$)"
    r"|(?:left|top|text-indent)\s*:\s*-\d{3,}",
    re.IGNORECASE,
)
_HIDDEN_CLASSES = frozenset({"hidden", "hide", "d-none", "sr-only", "visually-hidden", "screen-reader-text"})
_BOLD = re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)", re.IGNORECASE)
_ITALIC = re.compile(r"font-style\s*:\s*italic", re.IGNORECASE)
_FILE = re.compile(r"\.(?:pdf|docx?|xlsx?|pptx?|odt|ods|rtf|zip|rar|7z)$", re.IGNORECASE)
_DOWNLOAD_CALL = re.compile(r"downloadFile\([^)]*?'(?P<path>/[^']+)'")
_CAPTION_CLASS = re.compile(r"caption", re.IGNORECASE)
_NOT_TEXT = (Comment, Doctype, Declaration, ProcessingInstruction, CData)
_SPACES = re.compile(r"[ \t\r\n\f]+")


@dataclass(slots=True)
class Fragment:
    """What a piece of a page holds, in reading order."""

    raws: list[Raw] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    attachments: list[Attachment] = field(default_factory=list)
    frames: list[str] = field(default_factory=list)  # addresses of embedded viewers and players


def read_fragment(html: str, base: str, region: Region = Region.MAIN) -> Fragment:
    """Parse a fragment of HTML; `base` is the page's address. Never raises on bad markup."""
    walk = _Walk(Fragment(), base, region)
    for entering, node in _steps(BeautifulSoup(html, "lxml")):
        walk.step(entering, node)
    walk.flush()
    return walk.found


def _steps(root: Tag) -> Iterator[tuple[bool, Tag | NavigableString]]:
    """Enter and leave every visible node, without recursion: pages nest as deep as they like."""
    stack: list[tuple[bool, Tag | NavigableString]] = [(True, root)]
    while stack:
        entering, node = stack.pop()
        if isinstance(node, NavigableString):
            if not isinstance(node, _NOT_TEXT):
                yield True, node
            continue
        if not isinstance(node, Tag) or (entering and _is_hidden(node)):
            continue
        yield entering, node
        if entering and not _is_data_table(node):
            stack.append((False, node))
            stack.extend((True, child) for child in reversed(node.contents) if isinstance(child, Tag | NavigableString))


def _is_hidden(tag: Tag) -> bool:
    if tag.name in _SILENT or tag.has_attr("hidden"):
        return True
    classes = tag.get_attribute_list("class")
    return not _HIDDEN_CLASSES.isdisjoint(classes) or bool(_HIDING.search(_attribute(tag, "style")))


def _attribute(tag: Tag, name: str) -> str:
    value = tag.get(name)
    return value if isinstance(value, str) else " ".join(value or ())


def _is_data_table(tag: Tag) -> bool:
    """A table of rows and columns, not one that only lays out a page."""
    if tag.name != "table" or tag.find("table") is not None:
        return False
    rows = tag.find_all("tr")
    return sum(1 for row in rows if len(row.find_all(["td", "th"])) > 1) >= 2


class _Walk:
    """The state between two paragraphs."""

    def __init__(self, found: Fragment, base: str, region: Region) -> None:
        self.found, self.base, self.region = found, base, region
        self.lines: list[list[Run]] = [[]]
        self.kinds: list[tuple[Tag, BlockKind]] = []
        self.bold = self.italic = self.verbatim = 0
        self.anchor: tuple[str, list[str]] | None = None
        self.count = 0

    def step(self, entering: bool, node: Tag | NavigableString) -> None:
        if isinstance(node, NavigableString):
            self._text(str(node))
        elif entering:
            self._enter(node)
        else:
            self._leave(node)

    def flush(self) -> None:
        if any(run.text.strip() for line in self.lines for run in line):
            self._add(tuple(tuple(line) for line in self.lines), self.kinds[-1][1] if self.kinds else None)
        self.lines = [[]]

    def _add(self, lines: tuple[tuple[Run, ...], ...], kind: BlockKind | None) -> None:
        self.count += 1
        self.found.raws.append(Raw(lines, kind or BlockKind.PARAGRAPH, self.region, f"{self.region}:{self.count}"))

    def _text(self, text: str) -> None:
        style = (self.bold > 0, self.italic > 0)
        if self.anchor:
            self.anchor[1].append(text)
        pieces = text.split("\n") if self.verbatim else [_SPACES.sub(" ", text)]
        for place, piece in enumerate(pieces):
            if place:
                self.lines.append([])
            if piece:
                self.lines[-1].append(Run(piece, *style))

    def _enter(self, tag: Tag) -> None:
        if tag.name == "br":
            self.lines.append([])
            return
        if tag.name in _BREAKING:
            self.flush()
        kind = _kind(tag)
        if kind:
            self.kinds.append((tag, kind))
        self._style(tag, 1)
        self._object(tag)
        called = _DOWNLOAD_CALL.search(_attribute(tag, "onclick"))
        if called:
            self._attach(called["path"], tag.get_text(" ", strip=True))

    def _object(self, tag: Tag) -> None:
        if tag.name == "table" and _is_data_table(tag):
            self._table(tag)
        elif tag.name == "img":
            self._image(tag)
        elif tag.name in {"iframe", "embed", "object", "video", "audio"}:
            self._frame(tag)
        elif tag.name == "a":
            self.anchor = (_attribute(tag, "href"), [])

    def _leave(self, tag: Tag) -> None:
        if tag.name in _BREAKING:
            self.flush()
        if self.kinds and self.kinds[-1][0] is tag:
            self.kinds.pop()
        self._style(tag, -1)
        if tag.name == "a" and self.anchor:
            self._link(tag)

    def _style(self, tag: Tag, step: int) -> None:
        style = _attribute(tag, "style")
        if tag.name in {"b", "strong"} or _BOLD.search(style):
            self.bold += step
        if tag.name in {"i", "em"} or _ITALIC.search(style):
            self.italic += step
        if tag.name == "pre":
            self.verbatim += step

    def _link(self, tag: Tag) -> None:
        href, words = self.anchor or ("", [])
        self.anchor = None
        address = joined(self.base, href)
        if address is None:
            return
        text = _SPACES.sub(" ", "".join(words)).strip()
        self.found.links.append(Link(address, text, self.region))
        parts = urlsplit(address)
        if tag.has_attr("download") or _FILE.search(parts.path) or "download=1" in parts.query:
            self._attach(href, text)

    def _attach(self, href: str, name: str) -> None:
        address = joined(self.base, href)
        if address and all(address != known.url for known in self.found.attachments):
            shown = name or unquote(urlsplit(address).path.rsplit("/", 1)[-1])
            self.found.attachments.append(Attachment(address, shown))

    def _image(self, tag: Tag) -> None:
        lines, self.lines = self.lines, [[]]
        self._add(((Run(_attribute(tag, "alt")),),), BlockKind.IMAGE)
        self.lines = lines  # a picture inside a sentence does not part it

    def _frame(self, tag: Tag) -> None:
        source = _attribute(tag, "src") or _attribute(tag, "data-src") or _attribute(tag, "data")
        address = joined(self.base, source)
        if address is None:
            return
        self.found.frames.append(address)
        if re.search(r"\.(?:pdf|docx?)\b", address, re.IGNORECASE):
            self._attach(source, "")

    def _table(self, tag: Tag) -> None:
        rows = []
        for row in tag.find_all("tr"):
            cells = [_SPACES.sub(" ", cell.get_text(" ")).strip() for cell in row.find_all(["td", "th"])]
            rows.append((Run("\t".join(cells)),))
        self._add(tuple(rows), BlockKind.TABLE)
        for link in tag.find_all("a"):
            self.anchor = (_attribute(link, "href"), [link.get_text(" ")])
            self._link(link)
        self._style(tag, -1)


def _kind(tag: Tag) -> BlockKind | None:
    if re.fullmatch(r"h[1-6]", tag.name):
        return BlockKind.HEADING
    if tag.name == "li":
        return BlockKind.LIST_ITEM
    if tag.name in {"figcaption", "caption"} or _CAPTION_CLASS.search(_attribute(tag, "class")):
        return BlockKind.CAPTION
    if tag.name == "blockquote":
        return BlockKind.QUOTE
    return None
