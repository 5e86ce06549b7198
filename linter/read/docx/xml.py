"""Untrusted XML → a tree, with every bound checked before the memory is spent.

Measured with lxml 6: an element costs some 120 bytes, an attribute 200, whatever the few bytes it takes in
the file, so signs are counted, not bytes. Entities, DTDs and the network are off, a DOCTYPE is refused, and
libxml2's own bounds stay on (256 levels, 10 MB of text in one node).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain

from lxml import etree

from linter.read.docx import refusals as why
from linter.read.docx.refusals import Refused

Element = etree._Element

_OPENXML = "http://schemas.openxmlformats.org"
W = f"{{{_OPENXML}/wordprocessingml/2006/main}}"
WP = f"{{{_OPENXML}/drawingml/2006/wordprocessingDrawing}}"
A = f"{{{_OPENXML}/drawingml/2006/main}}"
PIC = f"{{{_OPENXML}/drawingml/2006/picture}}"
R = f"{{{_OPENXML}/officeDocument/2006/relationships}}"
M = f"{{{_OPENXML}/officeDocument/2006/math}}"
MC = f"{{{_OPENXML}/markup-compatibility/2006}}"
V = "{urn:schemas-microsoft-com:vml}"

_STRICT = re.compile(r"\{http://purl\.oclc\.org/ooxml/(\w+)/(\w+)\}")
_TRANSITIONAL = rf"{{{_OPENXML}/\1/2006/\2}}"
_DOCTYPES = tuple("<!DOCTYPE".encode(code) for code in ("utf-8", "utf-16-le", "utf-16-be"))

WEIGHT = 500_000  # tags, and attributes at 2.5: at most 60 MB of tree; an article has some 10 000
_ATTRIBUTE_WEIGHT = 2.5


@dataclass(slots=True)
class Budget:
    """How much markup may still be read from one draft, over all its parts."""

    weight: float = WEIGHT

    def spend(self, piece: bytes) -> None:
        self.weight -= piece.count(b"<") + _ATTRIBUTE_WEIGHT * piece.count(b"=")
        if self.weight < 0:
            raise Refused(why.TOO_COMPLEX)


def parse(pieces: Iterable[bytes], budget: Budget) -> Element:
    """The root of a part, Strict names turned into Transitional ones; `Refused` if it is not sound."""
    stream = iter(pieces)
    first = next(stream, b"")
    # The encoding is ours to say: what a declaration claims could hide a DOCTYPE from the search below.
    parser = etree.XMLParser(
        encoding=_encoding(first),
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        for piece in chain([first], stream):
            if any(sign in piece for sign in _DOCTYPES):  # before an entity costs anything
                raise Refused(why.DOCTYPE)
            budget.spend(piece)
            parser.feed(piece)
        root = parser.close()
    except etree.XMLSyntaxError as error:
        deep = "Excessive depth" in str(error) or "too long" in str(error)
        raise Refused(why.TOO_COMPLEX if deep else why.DAMAGED) from error
    if root.getroottree().docinfo.internalDTD is not None:  # it lay over the edge of two pieces
        raise Refused(why.DOCTYPE)
    if _STRICT.match(str(root.tag)):
        _modernise(root)
    return root


def _encoding(start: bytes) -> str:
    """The two encodings that the standard allows (ECMA-376 part 2, 8.2.4)."""
    if start.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "UTF-16"
    return {b"<\x00": "UTF-16LE", b"\x00<": "UTF-16BE"}.get(start[:2], "UTF-8")


def _modernise(root: Element) -> None:
    for element in root.iter():
        element.tag = _STRICT.sub(_TRANSITIONAL, str(element.tag))
        for name in element.keys():  # noqa: SIM118 -- not a dict
            if _STRICT.match(str(name)):
                element.set(_STRICT.sub(_TRANSITIONAL, str(name)), element.attrib.pop(name))


# --- values ---------------------------------------------------------------------------------------------

_WHOLE = re.compile(r"[+-]?\d{1,9}")
_MEASURE = re.compile(r"(-?\d{1,6}(?:\.\d{1,6})?)(mm|cm|in|pt|pc|pi)")
_POINTS = {"mm": 72 / 25.4, "cm": 720 / 25.4, "in": 72.0, "pt": 1.0, "pc": 12.0, "pi": 12.0}


def value(element: Element | None, name: str = "val") -> str | None:
    """A `w:` attribute, None where the element or the attribute is missing."""
    found = element.get(W + name) if element is not None else None
    return found if found is None else str(found)


def is_on(element: Element) -> bool:
    """What a switch such as `w:b` says; no value means on."""
    return value(element) not in {"0", "false", "off"}


def whole(text: str | None) -> int | None:
    """A whole number; None for anything else, as for a value that is missing."""
    return int(text) if text is not None and _WHOLE.fullmatch(text) else None


def points(text: str | None, per_point: int) -> float | None:
    """A length in points, from a number of 1/`per_point` points or with its unit; None if it is neither."""
    number = whole(text)
    if number is not None:
        return number / per_point
    measured = _MEASURE.fullmatch(text or "")
    return float(measured[1]) * _POINTS[measured[2]] if measured else None
