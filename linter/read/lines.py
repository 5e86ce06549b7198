"""A page as lines of text in reading order, each with what it stands in: what a reader goes by who does not know
the page's markup."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field

from selectolax.lexbor import LexborNode

from linter.read.hidden import hidden_ids
from linter.read.visible import BREAKING
from linter.text.vietnamese import clean

ICON = 32  # pixels; a picture no larger is a sign


@dataclass(slots=True, eq=False)
class PageLine:
    """One line. `within` are the memory ids of the elements around it, the outermost first, `nodes` those of its
    own texts and pictures; `linked` counts the characters that stand in links."""

    within: tuple[int, ...]
    element: LexborNode
    text: str = ""
    linked: int = 0
    shows: bool = False  # a picture, a player, a viewer
    heading: bool = False
    nodes: list[int] = field(default_factory=list)
    pieces: list[str] = field(default_factory=list)  # the texts as they stand in their elements

    @property
    def unlinked(self) -> int:
        return max(0, len(self.text) - self.linked)


_SHOWN = frozenset({"img", "iframe", "embed", "object", "video", "audio"})
_HEADINGS = frozenset({"h1", "h2", "h3", "h4"})
_TOLD = BREAKING | _SHOWN | {"br", "a"}  # the elements that mean something here


def lines_of(body: LexborNode, frame: Collection[int]) -> list[PageLine]:
    """The visible lines of a page outside its frame (memory ids of elements that are passed over)."""
    return _Lines(hidden_ids(body).union(frame)).read(body)


class _Lines:
    """The state of one walk; no recursion, pages nest as deep as they like."""

    def __init__(self, frame: Collection[int]) -> None:
        self.frame = frame
        self.within: list[LexborNode] = []
        self.ids: tuple[int, ...] = ()
        self.heading = 0
        self.anchors = 0
        self.pieces: list[str] = []
        self.line: PageLine | None = None
        self.found: list[PageLine] = []

    def read(self, body: LexborNode) -> list[PageLine]:
        self.within, self.ids = [body], (body.mem_id,)
        entered = [("body", body.first_child)]
        while entered:
            parent, node = entered[-1]
            if node is None:
                entered.pop()
                if parent in _TOLD:
                    self._leave(parent)
                continue
            entered[-1] = (parent, node.next)
            if node.is_text_node:
                self._text(node)
            elif node.is_element_node and node.mem_id not in self.frame:
                name = node.tag or ""
                if name in _TOLD:
                    self._enter(node, name)
                entered.append((name, node.first_child))
        self._end()
        return self.found

    def _current(self) -> PageLine:
        if self.line is None:
            self.line = PageLine(self.ids, self.within[-1], heading=self.heading > 0)
        return self.line

    def _text(self, node: LexborNode) -> None:
        text = node.text_content or ""
        if text.isspace():
            if self.line is not None:
                self.pieces.append(" ")
                self.line.nodes.append(node.mem_id)
            return
        line = self._current()
        self.pieces.append(text)
        line.nodes.append(node.mem_id)
        if self.anchors:
            line.linked += len(text)

    def _enter(self, node: LexborNode, name: str) -> None:
        if name == "br":
            self._end()
        elif name in BREAKING:
            self._end()
            self.within.append(node)
            self.ids = (*self.ids, node.mem_id)
        self.heading += name in _HEADINGS
        self.anchors += name == "a"
        if name in _SHOWN and not _is_icon(node):
            line = self._current()
            line.shows = True
            line.nodes.append(node.mem_id)

    def _leave(self, name: str) -> None:
        if name in BREAKING:
            self._end()
            self.within.pop()
            self.ids = self.ids[:-1]
        self.heading -= name in _HEADINGS
        self.anchors -= name == "a"

    def _end(self) -> None:
        line = self.line
        if line is None:
            return
        line.text = clean("".join(self.pieces))
        line.pieces = self.pieces
        if line.text or line.shows:
            self.found.append(line)
        self.line, self.pieces = None, []


def _is_icon(node: LexborNode) -> bool:
    attributes = node.attributes
    sizes = [
        int(size[:4]) for name in ("width", "height") if (size := (attributes.get(name) or "").strip()).isdecimal()
    ]
    return bool(sizes) and max(sizes) <= ICON
