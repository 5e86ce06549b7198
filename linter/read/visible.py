"""What a person sees of a tree of elements."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bs4 import CData, Comment, Declaration, Doctype, NavigableString, ProcessingInstruction, Tag

from linter.read.links import shielded_mail

BREAKING = frozenset(
    "address article aside blockquote body center dd details dialog div dl dt fieldset figcaption figure footer"
    " form h1 h2 h3 h4 h5 h6 header hr html li main nav ol p pre section summary table tbody td tfoot th thead tr"
    " ul caption".split(" ")
)
_SILENT = frozenset("script style noscript template select option button textarea svg head title input".split(" "))
_OFFICE = ("w:", "m:", "xml")  # what Word leaves in a text that was pasted from it
_NOT_TEXT = (Comment, Doctype, Declaration, ProcessingInstruction, CData)
_HIDING = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0(?:px|pt|em)?\s*(?:;|$)"
    r"|(?<![\w-])(?:left|top|text-indent)\s*:\s*-(?:[5-9]\d\d|\d{4})",
    re.IGNORECASE,
)
_HIDDEN_CLASSES = frozenset({"hidden", "hide", "d-none", "sr-only", "visually-hidden", "screen-reader-text"})
# What a click opens is there for people: tabs, accordions, "Xem thêm".
_OPENED = re.compile(r"\btab|accord|collaps|panel|toggle|\bmore\b|read-?more|xem-?them|answer|\bfaq", re.IGNORECASE)
_SURROGATES = re.compile("[\ud800-\udfff]")
_SPACES = re.compile(r"[ \t\r\n\f]+")

Step = tuple[bool, Tag | NavigableString]


def steps(root: Tag) -> Iterator[Step]:
    """Enter (True) and leave (False) every visible node, without recursion: pages nest as deep as they like.
    Send True after an element was entered to pass over what is in it."""
    stack: list[Step] = [(True, root)]
    while stack:
        entering, node = stack.pop()
        if isinstance(node, NavigableString):
            if not isinstance(node, _NOT_TEXT):
                yield True, node
            continue
        if not isinstance(node, Tag) or (entering and is_hidden(node)):
            continue
        shielded = shielded_mail(attribute(node, "data-cfemail")) if entering else ""
        if shielded:
            yield True, NavigableString(shielded)
            continue
        yield entering, node
        if entering:
            stack.append((False, node))
            stack.extend((True, child) for child in reversed(node.contents) if isinstance(child, Tag | NavigableString))


def is_hidden(tag: Tag) -> bool:
    """Whether nobody sees an element, not even after a click on its title."""
    if tag.name in _SILENT or tag.name.startswith(_OFFICE) or tag.has_attr("hidden"):
        return True
    classes = tag.get_attribute_list("class")
    if _HIDDEN_CLASSES.isdisjoint(classes) and not _HIDING.search(attribute(tag, "style")):
        return False
    return not _OPENED.search(f"{attribute(tag, 'class')} {attribute(tag, 'id')} {attribute(tag, 'role')}")


def attribute(tag: Tag, name: str) -> str:
    """An attribute's value as it was written, or ""."""
    value = tag.get(name)
    return value if isinstance(value, str) else " ".join(value or ())


def encodable(text: str) -> str:
    """A text without halves of characters: no parser takes them."""
    return _SURROGATES.sub("\ufffd", text)


def one_line(text: str) -> str:
    """Runs of the blanks of a source as one."""
    return _SPACES.sub(" ", text)


def shown_text(tag: Tag) -> str:
    """The visible text of an element on one line; words are parted where elements are, never inside one."""
    pieces: list[str] = []
    for _, node in steps(tag):
        if isinstance(node, NavigableString):
            pieces.append(str(node))
        elif node.name in BREAKING or node.name == "br":
            pieces.append(" ")
    return one_line("".join(pieces)).strip()
