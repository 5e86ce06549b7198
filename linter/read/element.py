"""Elements of two kinds of trees as one: bs4's, in which an article's fragment is read, and lexbor's, in which a
whole page is. Only what the readers ask of an element is here."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Protocol

from bs4 import CData, Comment, Declaration, Doctype, NavigableString, ProcessingInstruction, Tag
from selectolax.lexbor import LexborNode

_NOT_TEXT = (Comment, Doctype, Declaration, ProcessingInstruction, CData)


class Element(Protocol):
    """An element: `name` in small letters; `plain` when it has no attributes."""

    @property
    def name(self) -> str: ...

    @property
    def plain(self) -> bool: ...

    def get(self, attribute: str) -> str | None:
        """An attribute's value as it was written; "" for one without a value, None for one that is not there."""

    def children(self) -> Iterator[Element | str]:
        """Elements and texts in it, without comments."""

    def inside(self, *names: str) -> list[Element]:
        """The elements of these names below it, however deep, in reading order."""


class SoupElement:
    """An element of bs4."""

    __slots__ = ("name", "plain", "tag")

    def __init__(self, tag: Tag) -> None:
        self.tag, self.name, self.plain = tag, tag.name, not tag.attrs

    def get(self, attribute: str) -> str | None:
        value = self.tag.attrs.get(attribute)
        return value if value is None or isinstance(value, str) else " ".join(value)

    def children(self) -> Iterator[Element | str]:
        for child in self.tag.contents:
            if isinstance(child, Tag):
                yield SoupElement(child)
            elif isinstance(child, NavigableString) and not isinstance(child, _NOT_TEXT):
                yield str(child)

    def inside(self, *names: str) -> list[Element]:
        return [SoupElement(tag) for tag in self.tag.descendants if isinstance(tag, Tag) and tag.name in names]


class LexborElement:
    """An element of lexbor; what stands below it and has its memory id in `without` does not exist for the reader."""

    __slots__ = ("_attributes", "name", "node", "without")

    def __init__(self, node: LexborNode, without: Collection[int] = ()) -> None:
        self.node, self.without = node, without
        self.name = node.tag or ""
        self._attributes: dict[str, str | None] | None = None

    @property
    def plain(self) -> bool:
        if self._attributes is None:
            self._attributes = self.node.attributes
        return not self._attributes

    def get(self, attribute: str) -> str | None:
        if self._attributes is None:
            self._attributes = self.node.attributes
        return (self._attributes[attribute] or "") if attribute in self._attributes else None

    def children(self) -> Iterator[Element | str]:
        node = self.node.first_child
        while node is not None:
            if self.without and node.mem_id in self.without:
                pass
            elif node.is_text_node:
                yield node.text_content or ""
            elif node.is_element_node:
                yield LexborElement(node, self.without)
            node = node.next

    def inside(self, *names: str) -> list[Element]:
        found = (node for node in self.node.css(", ".join(names)) if node.mem_id != self.node.mem_id)
        if not self.without:
            return [LexborElement(node) for node in found]
        known = {self.node.mem_id: True}
        return [LexborElement(node, self.without) for node in found if self._exists(node, known)]

    def _exists(self, below: LexborNode, known: dict[int, bool]) -> bool:
        """Whether an element below this one neither is nor stands in what is left out; `known` grows, so that each
        element is looked at once."""
        way: list[int] = []
        node: LexborNode | None = below
        while node is not None and node.mem_id not in known and node.mem_id not in self.without:
            way.append(node.mem_id)
            node = node.parent
        exists = node is None or known.get(node.mem_id, False)
        known.update(dict.fromkeys(way, exists))
        return exists
