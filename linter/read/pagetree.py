"""A page's tree that knows which classes and ids stand on the page.

Each search by a selector walks through the whole tree, and costs a seventh of parsing it; a family's profile has
dozens of selectors, and most of them name classes that the page has not.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from selectolax.lexbor import LexborHTMLParser, LexborNode

_BY_VALUE = re.compile(r"""\[(?:class|id)[*^$]?=["']?([^"'\]\s]+)["']?[^\]]*\]""")
_BY_ATTRIBUTE = re.compile(r"\[[^\]]*\]")
_EACH = re.compile(r",(?![^\[\]]*\])")  # a comma inside an attribute's value parts nothing
_BY_NAME = re.compile(r"[.#]([\w-]+)")


class PageTree(LexborHTMLParser):
    """lexbor's tree. Elements may be taken out of it later; nothing may be put in."""

    has_word: bool = True  # elements of Word's, for all that is known
    _names: str | None = None
    _metas: Sequence[dict[str, str | None]] | None = None

    def css(self, query: str) -> list[LexborNode]:
        return super().css(query) if self.may_match(query) else []

    def css_first(self, query: str, *_: object) -> LexborNode | None:  # type: ignore[override]
        return super().css_first(query) if self.may_match(query) else None

    def may_match(self, selectors: str) -> bool:
        """Whether the names that one of the selectors asks for stand on the page, be it on other elements."""
        asked = _asked(selectors)
        return () in asked or any(all(name in self.names for name in names) for names in asked)

    @property
    def names(self) -> str:
        """All classes and ids in small letters, each with a blank on either side."""
        if self._names is None:
            attributes = [node.attributes for node in super().css("[class], [id]")]
            values = " ".join(f"{each.get('class') or ''} {each.get('id') or ''}" for each in attributes)
            self._names = f" {' '.join(values.lower().split())} "
        return self._names

    @property
    def metas(self) -> Sequence[dict[str, str | None]]:
        """The attributes of the meta elements in their order."""
        if self._metas is None:
            self._metas = [node.attributes for node in super().css("meta")]
        return self._metas


@lru_cache(maxsize=1024)
def _asked(selectors: str) -> tuple[tuple[str, ...], ...]:
    """For each of the selectors, the names without which it matches nothing, as `PageTree.names` has them."""
    if "(" in selectors or "\\" in selectors:
        return ((),)
    return tuple(_names_in(selector.lower()) for selector in _EACH.split(selectors))


def _names_in(selector: str) -> tuple[str, ...]:
    whole = _BY_NAME.findall(_BY_ATTRIBUTE.sub("", selector))
    return (*(f" {name} " for name in whole), *_BY_VALUE.findall(selector))
