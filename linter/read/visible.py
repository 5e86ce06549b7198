"""What a person sees of a tree of elements."""

from __future__ import annotations

import re
from collections.abc import Iterator

from linter.read.element import Element
from linter.read.links import shielded_mail

BREAKING = frozenset(
    "address article aside blockquote body center dd details dialog div dl dt fieldset figcaption figure footer"
    " form h1 h2 h3 h4 h5 h6 header hr html li main nav ol p pre section summary table tbody td tfoot th thead tr"
    " ul caption".split(" ")
)
_SILENT = frozenset("script style noscript template select option button textarea svg head title input".split(" "))
_OFFICE = ("w:", "m:", "xml")  # what Word leaves in a text that was pasted from it
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

Step = tuple[bool, Element | str]


def steps(root: Element) -> Iterator[Step]:
    """Enter (True) and leave (False) every visible element and give every visible text, without recursion: pages
    nest as deep as they like."""
    yield True, root
    entered = [(root, root.children())]
    while entered:
        parent, children = entered[-1]
        node = next(children, None)
        if node is None:
            entered.pop()
            yield False, parent
        elif isinstance(node, str):
            yield True, node
        elif not is_hidden(node):
            shielded = shielded_mail(attribute(node, "data-cfemail"))
            if shielded:
                yield True, shielded
            else:
                yield True, node
                entered.append((node, node.children()))


def is_hidden(element: Element) -> bool:
    """Whether nobody sees an element, not even after a click on its title."""
    if element.name in _SILENT or element.name.startswith(_OFFICE) or element.get("hidden") is not None:
        return True
    classes, style = attribute(element, "class"), attribute(element, "style")
    if not (style and _HIDING.search(style)) and _HIDDEN_CLASSES.isdisjoint(classes.split()):
        return False
    return not _OPENED.search(f"{classes} {attribute(element, 'id')} {attribute(element, 'role')}")


def attribute(element: Element, name: str) -> str:
    """An attribute's value as it was written, or ""."""
    return element.get(name) or ""


def encodable(text: str) -> str:
    """A text without halves of characters: no parser takes them."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return _SURROGATES.sub("\ufffd", text)
    return text


def one_line(text: str) -> str:
    """Runs of the blanks of a source as one."""
    return _SPACES.sub(" ", text)


def shown_text(element: Element) -> str:
    """The visible text of an element on one line; words are parted where elements are, never inside one."""
    pieces: list[str] = []
    for _, node in steps(element):
        if isinstance(node, str):
            pieces.append(node)
        elif node.name in BREAKING or node.name == "br":
            pieces.append(" ")
    return one_line("".join(pieces)).strip()
