"""What a page hides, found once for the whole tree: to ask every element costs as much as the rest of the walk."""

from __future__ import annotations

from selectolax.lexbor import LexborNode

from linter.read.element import LexborElement
from linter.read.pagetree import PageTree
from linter.read.visible import is_hidden

# What may be hidden: by its own style, by a class that says so, or as a control of a form.
_CANDIDATES = (
    "[hidden], [style], .hidden, .hide, .d-none, .sr-only, .visually-hidden, .screen-reader-text, marquee,"
    " select, option, button, textarea, svg, title, input"
)
# What holds these is no setting of Word's: a tag that nobody closed has taken in the text behind it.
_TEXT = "p, div, br, li, table, img, h1, h2, h3, h4"


def hidden_ids(body: LexborNode) -> frozenset[int]:
    """The memory ids of the elements below `body` that nobody sees."""
    hidden = {node.mem_id for node in body.css(_CANDIDATES) if is_hidden(LexborElement(node))}
    return frozenset(hidden.union(_left_by_word(body)))


def _left_by_word(body: LexborNode) -> set[int]:
    """Word's settings ("Normal 0 false"). Selectors know no beginnings of names, so the names are gone through."""
    if isinstance(body.parser, PageTree) and not body.parser.has_word:
        return set()
    named = (node for node in body.css("*") if ":" in (node.tag or "") or node.tag == "xml")
    left = {node.mem_id for node in named if is_hidden(LexborElement(node))}
    return left - _around(body, _TEXT) if left else left


def _around(body: LexborNode, selector: str) -> set[int]:
    """The memory ids of what stands around the elements of a selector; each is passed once."""
    around: set[int] = set()
    for found in body.css(selector):
        node = found.parent
        while node is not None and node.mem_id not in around:
            around.add(node.mem_id)
            node = node.parent
    return around


def folded_characters(body: LexborNode) -> int:
    """How many characters of a text, but those of links, nobody sees before a click on "Đọc tiếp"."""
    hidden = hidden_ids(body)
    found = (node for node in body.css("[style], [hidden], .hidden, .hide, .d-none") if node.mem_id in hidden)
    return max((len(node.text()) - sum(len(a.text()) for a in node.css("a")) for node in found), default=0)
