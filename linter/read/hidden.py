"""What a page hides, found once for the whole tree: to ask every element costs as much as the rest of the walk."""

from __future__ import annotations

from selectolax.lexbor import LexborNode

from linter.read.element import LexborElement
from linter.read.visible import is_hidden

# What may be hidden: by its own style, by a class that says so, or as a control of a form.
_CANDIDATES = (
    "[hidden], [style], .hidden, .hide, .d-none, .sr-only, .visually-hidden, .screen-reader-text, marquee,"
    " select, option, button, textarea, svg, title, input"
)


def hidden_ids(body: LexborNode) -> frozenset[int]:
    """The memory ids of the elements below `body` that nobody sees."""
    return frozenset(node.mem_id for node in body.css(_CANDIDATES) if is_hidden(LexborElement(node)))
