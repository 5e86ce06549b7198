"""A piece of a page → paragraphs as they were typed, with the links and files in it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from urllib.parse import unquote, urlsplit

from bs4 import BeautifulSoup
from bs4.builder._lxml import LXMLTreeBuilder

from linter.model import Attachment, BlockKind, Link, Region, Run
from linter.read.element import Element, SoupElement
from linter.read.links import joined, person_address
from linter.read.raw import Raw
from linter.read.tables import role_of, rows_of
from linter.read.visible import BREAKING, attribute, encodable, one_line, shown_text, steps

_BOLD = re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)", re.IGNORECASE)
_BLOCK = re.compile(r"display\s*:\s*block", re.IGNORECASE)
_ITALIC = re.compile(r"font-style\s*:\s*italic", re.IGNORECASE)
_FILE = re.compile(r"\.(?:pdf|docx?|xlsx?|pptx?|odt|ods|rtf|zip|rar|7z)$", re.IGNORECASE)
_DOWNLOAD_CALL = re.compile(r"downloadFile\([^()]{0,200}?'(?P<path>/[^']{1,500})'")
_FRAMES = frozenset({"iframe", "embed", "object", "video", "audio"})
_FRAMED_FILE = re.compile(r"\.(?:pdf|docx?|xlsx?|pptx?)\b|//(?:drive|docs)\.google\.|officeapps\.", re.IGNORECASE)
_FRAMED_AID = re.compile(r"/maps|/plugins/|recaptcha|addthis|counter|like\.php", re.IGNORECASE)
_CAPTION_CLASS = re.compile(r"caption", re.IGNORECASE)
_BOLD_TAGS, _ITALIC_TAGS = frozenset({"b", "strong"}), frozenset({"i", "em"})
_KINDS = {
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), BlockKind.HEADING),
    **dict.fromkeys(("figcaption", "caption"), BlockKind.CAPTION),
    "li": BlockKind.LIST_ITEM,
    "blockquote": BlockKind.QUOTE,
}
FILE_WORDS = 16  # characters beside the names of files: "Tải về:", "(1,2 MB)"
ICON_PIXELS = 32  # a picture no larger is a sign in the text


@dataclass(slots=True)
class Fragment:
    """What a piece of a page holds, in reading order."""

    raws: list[Raw] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    attachments: list[Attachment] = field(default_factory=list)
    frames: list[str] = field(default_factory=list)  # addresses of embedded viewers and players


class _Builder(LXMLTreeBuilder):
    """lxml's builder without what only XML has: names of another space. A fifth of the time of a tree."""

    def start(self, tag: str | bytes, attrib: dict[str | bytes, str | bytes], nsmap: object = None) -> None:  # noqa: ARG002
        self.soup.handle_starttag(tag, None, None, dict(attrib))


def read_fragment(html: str, base: str) -> Fragment:
    """Parse a fragment of HTML; `base` is the page's address. Never raises on bad markup."""
    return walk(SoupElement(BeautifulSoup(encodable(html), builder=_Builder(multi_valued_attributes=None))), base)


def walk(
    root: Element, base: str, region: Region = Region.MAIN, *, whole_page: bool = False, shown: bool = False
) -> Fragment:
    """What an element holds. In a `whole_page` a file that is shown or linked stands as a picture too: it may
    say what the page does not; `shown` says that nothing hidden is left in it."""
    walked = _Walk(Fragment(), base, region, whole_page=whole_page)
    inside: Element | None = None  # a table of data: taken as a whole, its parts are passed over
    for entering, node in steps(root, shown=shown):
        if inside is not None:
            inside = None if node is inside else inside
        elif isinstance(node, str):
            walked.text(node)
        elif not entering:
            walked.leave(node)
        elif walked.enter(node):
            inside = node
    walked.flush()
    return walked.found


class _Walk:
    """The state between two paragraphs."""

    def __init__(self, found: Fragment, base: str, region: Region, *, whole_page: bool) -> None:
        self.found, self.base, self.region, self.whole_page = found, base, region, whole_page
        self.lines: list[list[Run]] = [[]]
        self.kinds: list[tuple[Element, BlockKind]] = []
        self.bold = self.italic = self.verbatim = 0
        self.anchor: tuple[str, list[str]] | None = None
        self.filed = 0  # characters of the paragraph that name files

    def flush(self) -> None:
        named, self.filed = self.filed, 0
        if not self.lines[-1] and len(self.lines) == 1:
            return
        written = sum(len(run.text.strip()) for line in self.lines for run in line)
        if written and (not named or self.whole_page or written - named > FILE_WORDS):
            self._add(tuple(map(tuple, self.lines)), self.kinds[-1][1] if self.kinds else None)
        self.lines = [[]]

    def text(self, text: str) -> None:
        if self.anchor:
            self.anchor[1].append(text)
        if text.isspace() and not self.verbatim and "\xa0" not in text:
            text = " " if self.lines[-1] else ""
        pieces = text.split("\n") if self.verbatim else [one_line(text)]
        for place, piece in enumerate(pieces):
            if place:
                self.lines.append([])
            if piece:
                self.lines[-1].append(Run(piece, self.bold > 0, self.italic > 0))

    def enter(self, tag: Element) -> bool:
        """Whether the element was taken as a whole."""
        if tag.name == "br":
            self.lines.append([])
            return False
        if _breaks(tag):
            self.flush()
        role = role_of(tag) if tag.name == "table" else "layout"
        if role == "data":
            self._table(tag)
            return True
        kind = BlockKind.CAPTION if role == "photos" else _kind(tag)
        if kind:
            self.kinds.append((tag, kind))
        self._style(tag, 1)
        self._object(tag)
        return False

    def leave(self, tag: Element) -> None:
        if _breaks(tag):
            self.flush()
        if self.kinds and self.kinds[-1][0] is tag:
            self.kinds.pop()
        self._style(tag, -1)
        if tag.name == "a" and self.anchor:
            href, words = self.anchor
            self.anchor = None
            self._link(tag, href, one_line("".join(words)).strip())

    def _add(self, lines: tuple[tuple[Run, ...], ...], kind: BlockKind | None, path: str = "") -> None:
        place = path or f"{self.region}:{len(self.found.raws) + 1}"
        self.found.raws.append(Raw(lines, kind or BlockKind.PARAGRAPH, self.region, place))

    def _object(self, tag: Element) -> None:
        onclick = "" if tag.plain else attribute(tag, "onclick")
        if onclick and (called := _DOWNLOAD_CALL.search(onclick)):
            self._attach(called["path"], shown_text(tag))
        if tag.name == "img":
            self._image(tag)
        elif tag.name in _FRAMES:
            self._frame(tag)
        elif tag.name == "a":
            self.anchor = (attribute(tag, "href"), [])

    def _style(self, tag: Element, step: int) -> None:
        style = "" if tag.plain else attribute(tag, "style")
        if tag.name in _BOLD_TAGS or (style and _BOLD.search(style)):
            self.bold += step
        if tag.name in _ITALIC_TAGS or (style and _ITALIC.search(style)):
            self.italic += step
        if tag.name == "pre":
            self.verbatim += step

    def _link(self, tag: Element, href: str, text: str) -> None:
        self.text(_unsaid(href, text))
        address = joined(self.base, href)
        if address is None:
            return
        self.found.links.append(Link(address, text, self.region))
        parts = urlsplit(address)
        if tag.get("download") is not None or _FILE.search(parts.path) or "download=1" in parts.query:
            self.filed += len(text) if any(self.lines) else 0  # a link around whole blocks names no file in this one
            self._attach(href, text)

    def _attach(self, href: str, name: str) -> None:
        address = joined(self.base, href)
        if address and all(address != known.url for known in self.found.attachments):
            shown = name or unquote(urlsplit(address).path.rsplit("/", 1)[-1])
            self.found.attachments.append(Attachment(address, shown))
            if self.whole_page:
                self._picture("", address)

    def _image(self, tag: Element) -> None:
        source = attribute(tag, "data-src") or attribute(tag, "src")
        if not _is_sign(tag, source):
            self._picture(attribute(tag, "alt"), joined(self.base, source) or source)

    def _picture(self, alternative: str, source: str) -> None:
        lines, self.lines = self.lines, [[]]
        self._add(((Run(alternative),),), BlockKind.IMAGE, f"img {source}" if source else "")
        self.lines = lines  # a picture inside a sentence does not part it

    def _frame(self, tag: Element) -> None:
        source = attribute(tag, "src") or attribute(tag, "data-src") or attribute(tag, "data")
        address = joined(self.base, source)
        if address is None or _FRAMED_AID.search(address):
            return
        self.found.frames.append(address)
        if _FRAMED_FILE.search(address):
            self._attach(source, "")
        else:
            self._picture("", address)

    def _table(self, tag: Element) -> None:
        self._add(tuple((Run(row),) for row in rows_of(tag)), BlockKind.TABLE)
        for node in tag.inside("a", "img"):
            if node.name == "img":
                self._image(node)
            else:
                self._link(node, attribute(node, "href"), shown_text(node))
        self.filed = 0


def _breaks(tag: Element) -> bool:
    """Whether an element stands on lines of its own, by its name or its style."""
    if tag.name in BREAKING:
        return True
    style = "" if tag.plain else attribute(tag, "style")
    return "block" in style and _BLOCK.search(style) is not None


def _kind(tag: Element) -> BlockKind | None:
    classes = "" if tag.plain else attribute(tag, "class")
    return BlockKind.CAPTION if classes and _CAPTION_CLASS.search(classes) else _KINDS.get(tag.name)


def _unsaid(href: str, text: str) -> str:
    """The address or number that a link calls, where its words do not say it."""
    called = person_address(href)
    letters, said = (re.sub(r"[^\w@]", "", words).lower() for words in (called, text))
    return f" {called}" if letters and letters.removeprefix("84") not in said and letters[1:] not in said else ""


def _is_sign(tag: Element, source: str) -> bool:
    """Whether a picture stands for a sign in the text: an emoji of another site, an icon, a spacer."""
    alternative = attribute(tag, "alt").strip()
    emoji = bool(alternative) and len(alternative) <= 4 and not any(c.isalnum() for c in alternative)
    sizes = [
        int(size) for name in ("width", "height") if (size := attribute(tag, name).removesuffix("px")[:5]).isdecimal()
    ]
    return emoji or "emoji" in source.lower() or (bool(sizes) and max(sizes) <= ICON_PIXELS)
