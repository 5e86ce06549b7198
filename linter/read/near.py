"""What stands near the body of an article: its title, its day, its lead.

The same classes serve the lists beside an article ("date", "brief", "author"), and the clock of the page. What
belongs to the article is the nearest before its body.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from typing import TypeVar

from selectolax.lexbor import LexborNode

from linter.read.pagetree import PageTree

T = TypeVar("T")
LEVELS = 8  # elements between the body of an article and what holds its title too
SIBLINGS = 40  # a list before the body is no place for its title


def nearest(
    body: LexborNode, selectors: Sequence[str], read: Callable[[LexborNode], T | None], levels: int = LEVELS
) -> T | None:
    """What `read` gives for the nearest element before the body that fits and from which it gives anything."""
    page = body.parser
    found_here = [each for each in selectors if not isinstance(page, PageTree) or page.may_match(each)]
    for near in _before(body, levels) if found_here else ():
        for selector in found_here:
            for node in near.css(selector):
                found = read(node)
                if found:
                    return found
    return None


def _before(body: LexborNode, levels: int) -> Iterator[LexborNode]:
    node: LexborNode | None = body
    for _ in range(levels):
        if node is None or node.tag == "body":
            return
        sibling, passed = node.prev, 0
        while sibling is not None and passed < SIBLINGS:
            if not (sibling.tag or "-").startswith(("-", "_")):
                yield sibling
                passed += 1
            sibling = sibling.prev
        node = node.parent


def is_inside(node: LexborNode, roots: Collection[int]) -> bool:
    """Whether an element is one of these, by their memory ids, or stands in one."""
    parent: LexborNode | None = node
    while parent is not None:
        if parent.mem_id in roots:
            return True
        parent = parent.parent
    return False
