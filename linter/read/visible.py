"""What a person sees of a tree of elements."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from linter.read.element import Element
from linter.read.links import shielded_mail

BREAKING = frozenset(
    "address article aside blockquote body center dd details dialog div dl dt fieldset figcaption figure footer"
    " form h1 h2 h3 h4 h5 h6 header hr html li main nav ol p pre section summary table tbody td tfoot th thead tr"
    " ul caption".split(" ")
)
_SILENT = frozenset("script style noscript template select option button textarea svg head title input".split(" "))
_OFFICE = ("w:", "m:", "xml")  # what Word leaves in a text that was pasted from it
# Half a banner's width to the left of the middle is no hiding place; what lies twice as far out is. Opacity, heights
# at most and style sheets are left out: by these, animations and accordions hide what people do see.
_HIDING = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden"
    r"|font-size\s*:\s*(?:0(?:\.0{1,9})?(?:px|pt|r?em|%)?|1px)\s*(?:;|!|$)"
    r"|(?<![\w-])(?:left|top|text-indent)\s*:\s*-(?:[5-9]\d\d|\d{4})"
    r"|(?<![\w-])(?:right|bottom|margin|margin-(?:left|right|top))\s*:[^;:]{0,40}?-(?:[2-9]\d{3}|\d{5})"
    r"|(?<![\w-])clip\s*:\s*rect\(\s*(?:[01](?:px)?[\s,]*){4}\)|\bscale(?:3d)?\(\s*0(?:\.0{1,9})?\s*[,)]",
    re.IGNORECASE,
)
_TINY = re.compile(r"(?<![\w-])(?:width|height)\s*:\s*[01](?:px|pt|r?em|%)?\s*(?:;|!|$)", re.IGNORECASE)
_CUT_OFF = re.compile(r"overflow(?:-[xy])?\s*:\s*(?:hidden|clip)", re.IGNORECASE)
_USUAL = 400  # characters of a style; longer ones hold pictures
_NO_SIZE = frozenset({"0", "1", "0px", "1px"})
_HIDDEN_CLASSES = frozenset({"hidden", "hide", "d-none", "sr-only", "visually-hidden", "screen-reader-text"})
# What a click opens is there for people: tabs, accordions, "Xem thêm".
_OPENED = re.compile(r"\btab|accord|collaps|panel|toggle|\bmore\b|read-?more|xem-?them|answer|\bfaq", re.IGNORECASE)
_SHIELDING = frozenset({"a", "span"})
_SURROGATES = re.compile("[\ud800-\udfff]")
_SPACES = re.compile(r"[ \t\r\n\f]+")

Step = tuple[bool, Element | str]


def steps(root: Element, *, shown: bool = False) -> Iterator[Step]:
    """Enter (True) and leave (False) every visible element and give every visible text, without recursion: pages
    nest as deep as they like. `shown` says that the tree holds nothing hidden any more."""
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
        elif shown or not is_hidden(node):
            shielded = shielded_mail(attribute(node, "data-cfemail")) if node.name in _SHIELDING else ""
            if shielded:
                yield True, shielded
            else:
                yield True, node
                entered.append((node, node.children()))


def is_hidden(element: Element) -> bool:
    """Whether nobody sees an element, not even after a click on its title."""
    if element.name in _SILENT or element.name.startswith(_OFFICE):
        return True
    if element.plain:
        return False
    if element.get("hidden") is not None:
        return True
    classes, style = attribute(element, "class"), attribute(element, "style")
    if not (style and hides(style)) and _HIDDEN_CLASSES.isdisjoint(classes.split()) and not _is_slit(element, style):
        return False
    return not _OPENED.search(f"{classes} {attribute(element, 'id')} {attribute(element, 'role')}")


def hides(style: str) -> bool:
    """Whether nobody sees an element of this style."""
    return _hides(style) if len(style) <= _USUAL else _hides.__wrapped__(style)


@lru_cache(maxsize=4096)  # pages have few styles, over and over
def _hides(style: str) -> bool:
    return bool(_HIDING.search(style) or (_CUT_OFF.search(style) and _TINY.search(style)))


def _is_slit(element: Element, style: str) -> bool:
    """Whether an element is a marquee, which cuts off what it does not hold, of no width or height."""
    if element.name != "marquee":
        return False
    sizes = {attribute(element, "width").strip(), attribute(element, "height").strip()}
    return not sizes.isdisjoint(_NO_SIZE) or _TINY.search(style) is not None


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
