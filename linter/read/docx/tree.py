"""What belongs to what in the body of a .docx: the content of an element without its properties."""

from __future__ import annotations

from collections.abc import Iterator

from linter.read.docx.xml import MC, Element, W, is_on, value

# Properties, what tracked changes took out, and small print over other letters.
_SILENT = frozenset(
    W + name
    for name in (
        "del moveFrom delText delInstrText pPr rPr tblPr tblGrid trPr tcPr sdtPr sdtEndPr sectPr rt ffData"
    ).split()
)


def children(parent: Element) -> Iterator[Element]:
    """What may hold text; of content for new and for old programs only the one for new ones."""
    for element in parent:
        if element.tag == MC + "AlternateContent":
            chosen = element.find(MC + "Choice")
            chosen = element.find(MC + "Fallback") if chosen is None else chosen
            if chosen is not None:
                yield chosen
        elif element.tag not in _SILENT:
            yield element


def parts(parent: Element, tag: str) -> Iterator[Element]:
    """The rows of a table or the cells of a row, also those in content controls and tracked insertions."""
    waiting = [children(parent)]
    while waiting:
        element = next(waiting[-1], None)
        if element is None:
            waiting.pop()
        elif element.tag == tag:
            yield element
        else:
            waiting.append(children(element))


def is_gone(part: Element) -> bool:
    """A row or cell that a tracked change deletes, or a hidden row."""
    for name in ("trPr", "tcPr"):
        properties = part.find(W + name)
        for element in properties if properties is not None else ():
            if element.tag in {W + "del", W + "cellDel"} or (element.tag == W + "hidden" and is_on(element)):
                return True
    return False


def is_prompt(element: Element) -> bool:
    """A content control that nobody filled in."""
    shown = element.find(f"{W}sdtPr/{W}showingPlcHdr") if element.tag == W + "sdt" else None
    return shown is not None and is_on(shown)


def runs_on(properties: Element) -> bool:
    """Whether the next paragraph goes on in this one: its mark is deleted or hidden, or it is a drop cap."""
    frame = properties.find(W + "framePr")
    if value(frame, "dropCap") in {"drop", "margin"}:
        return True
    mark = properties.find(W + "rPr")
    if mark is None:
        return False
    hidden = mark.find(W + "vanish")
    return mark.find(W + "del") is not None or (hidden is not None and is_on(hidden))
