"""A .docx draft → an Article. Pure: bytes in, a value out; nothing is fetched, run or written.

The file goes through its own door (`docx_package`) before any of it is believed; what is read of it is said
in `docx_walk`.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass, replace

from linter.model import Article, Link, Region
from linter.read.docx import refusals as why
from linter.read.docx.doubts import doubts_of
from linter.read.docx.layout import layout_of
from linter.read.docx.lists import Lists
from linter.read.docx.package import Package, Relation, open_package
from linter.read.docx.piece import Piece
from linter.read.docx.refusals import Refused, refusal, visible
from linter.read.docx.styles import StyleSheet, read_theme
from linter.read.docx.title import take_title
from linter.read.docx.walk import Rules, Walk
from linter.read.docx.xml import Element, W, value
from linter.read.settle import settle
from linter.read.tail import cut_tail
from linter.text.genre import kind_of

log = logging.getLogger(__name__)


def read(data: bytes, name: str) -> Article:
    """The draft in these bytes. `name` is the file's name: shown to people, never opened.

    Raises `DraftError`, one sentence in Vietnamese, for anything that is not a sound .docx.
    """
    try:
        return _read(open_package(data, name), name)
    except Refused as refused:
        raise refusal(str(refused), name) from refused


def _read(package: Package, name: str) -> Article:
    root = package.tree(package.main)
    if root is None or root.tag != W + "document":
        raise Refused(why.OTHER)
    text = _text(package, root)
    title, rest = take_title(text.pieces, name)
    raws, tail = cut_tail([piece.raw for piece in rest])
    # Notes are a part of what a reader gets and often hold the source, but not of the body that is measured.
    notes = tuple(replace(piece.raw, region=Region.ASIDE) for piece in text.notes)
    return Article(
        source=visible(name),
        title=title,
        blocks=settle((*raws, *notes)),
        author=tail.author,
        credited_source=tail.source,
        kind=kind_of((), title),
        links=tuple(text.links),
        layout=layout_of(root, text.settings, rest),
        doubts=doubts_of(text.pieces, foreign=text.foreign),
    )


@dataclass(frozen=True, slots=True)
class _Text:
    pieces: list[Piece]
    notes: list[Piece]
    links: list[Link]
    foreign: bool
    settings: Element | None


def _text(package: Package, root: Element) -> _Text:
    relations = package.relations(package.main)
    _mention_template(package, relations)
    theme = read_theme(_related(package, relations, "theme"))
    sheet = StyleSheet(_related(package, relations, "styles"), theme)
    rules = Rules(sheet, Lists(_related(package, relations, "numbering")), theme)
    walk = Walk(rules, relations)
    pieces = walk.body(root)
    if walk.unclosed:
        walk = Walk(replace(rules, trusted=False), relations)
        pieces = walk.body(root)
    notes: list[Piece] = []
    for kind in ("footnotes", "endnotes"):
        wanted = [number for where, number in walk.notes if where == kind]
        if wanted:
            notes += _notes(package, _part(relations, kind), wanted, rules)
    return _Text(pieces, notes, walk.links, walk.foreign, _related(package, relations, "settings"))


def _notes(package: Package, part: str, wanted: list[str], rules: Rules) -> list[Piece]:
    """The notes that the body refers to, in the order of the references."""
    root = package.tree(part)
    if root is None:
        return []
    walk = Walk(rules, package.relations(part))
    known = {value(note, "id"): note for note in root}
    return [piece for number in dict.fromkeys(wanted) if number in known for piece in walk.story(known[number])]


def _part(relations: Mapping[str, Relation], kind: str) -> str:
    return next((link.target for link in relations.values() if link.kind == kind and not link.outside), "")


def _related(package: Package, relations: Mapping[str, Relation], kind: str) -> Element | None:
    return package.tree(_part(relations, kind))


def _mention_template(package: Package, relations: Mapping[str, Relation]) -> None:
    settings = package.relations(_part(relations, "settings"))
    if any(link.kind == "attachedTemplate" and link.outside for link in settings.values()):
        log.info("the draft names a template outside itself; it is not fetched")
