"""The body of a .docx → its pieces in reading order.

What counts as text: tracked insertions, content controls, links, the results of fields, text boxes (once,
not their twin for old programs), equations. What does not: tracked deletions, hidden text, instructions of
fields, comments, headers and footers, prompts of empty content controls. Notes are kept apart (`notes`).
Nothing that a file refers to outside itself is ever fetched.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from linter.model import BlockKind, Link, Run
from linter.read.docx import refusals as why
from linter.read.docx.fields import Fields
from linter.read.docx.lists import Lists
from linter.read.docx.package import Relation
from linter.read.docx.piece import Piece, Typed, kind_of
from linter.read.docx.refusals import Refused
from linter.read.docx.styles import Face, Form, StyleSheet, Theme, read_face, read_form
from linter.read.docx.table import table_pieces
from linter.read.docx.tree import children, is_gone, is_prompt, parts, runs_on
from linter.read.docx.xml import PIC, WP, A, Element, M, R, V, W, value
from linter.read.raw import Raw

MAX_CHARACTERS = 300_000  # a hundred pages
MAX_LINES = 3_000  # empty ones too
MAX_DEPTH = 120  # of our own calls; a box in a cell in a list of real drafts comes to 40

_FOREIGN = frozenset({W + "altChunk", W + "subDoc"})
_DRAWN = frozenset({"chart", "chartex", "diagram"})  # pictures that are drawn from numbers
_NOTES = {W + "footnoteReference": "footnotes", W + "endnoteReference": "endnotes"}


@dataclass(frozen=True, slots=True)
class Rules:
    """What a document's other parts say of its text. `trusted`: its fields close (see `Fields`)."""

    sheet: StyleSheet
    lists: Lists
    theme: Theme
    trusted: bool = True


class Walk:
    """One reading of a text. `foreign` tells that a part of it lies in another file, `unclosed` that a field
    has no end: read again with `trusted` off."""

    def __init__(self, rules: Rules, relations: Mapping[str, Relation]) -> None:
        self.links: list[Link] = []
        self.notes: list[tuple[str, str]] = []  # which part, which id
        self.foreign = self.unclosed = False
        self._rules, self._relations = rules, relations
        self._fields = Fields(rules.trusted, self.links)
        self._pieces: list[Piece] = []
        self._carried: Typed | None = None
        self._typed = Typed()
        self._style: str | None = None
        self._face = rules.sheet.face(None, None)
        self._faces: dict[tuple[Face, Face], Face] = {}
        self._path = self._alt = ""
        self._numbers: dict[Element, int] = {}
        self._characters = self._lines = self._depth = 0
        self._inline_steps: Mapping[str, Callable[[Element], None]] = {
            W + "r": self._run,
            W + "t": self._text,
            M + "t": self._text,
            W + "tab": self._tab,
            W + "ptab": self._tab,
            W + "br": self._break,
            W + "cr": self._break,
            W + "noBreakHyphen": lambda _: self._say("-"),
            W + "sym": self._symbol,
            W + "fldChar": lambda mark: self._fields.mark(value(mark, "fldCharType")),
            W + "instrText": lambda code: self._fields.instruct(code.text or ""),
            W + "hyperlink": self._link,
            W + "sdt": self._control,
            W + "txbxContent": self._box,
            W + "subDoc": self._other_file,
            WP + "inline": self._drawing,
            WP + "anchor": self._drawing,
            PIC + "pic": self._picture,
            V + "shape": self._old_shape,
            V + "imagedata": self._picture,
            V + "textpath": self._word_art,
            **dict.fromkeys(_NOTES, self._note),
        }

    # --- blocks -----------------------------------------------------------------------------------------

    def body(self, root: Element) -> list[Piece]:
        """The pieces of a document's body. Paths are XPath: the n-th paragraph or table of the part."""
        for tag in (W + "p", W + "tbl"):
            self._numbers |= {element: number for number, element in enumerate(root.iter(tag), 1)}
        body = root.find(W + "body")
        if body is None:
            raise Refused(why.DAMAGED)
        return self.story(body)

    def story(self, container: Element) -> list[Piece]:
        """The pieces of a body, a cell, a text box or a note: what begins in it ends in it."""
        outer = (self._pieces, self._carried, self._typed, self._style, self._face, self._fields, self._path)
        self._pieces, self._carried = [], None
        self._fields = Fields(self._rules.trusted, self.links)
        self._blocks(container)
        self._end_carried()
        self.unclosed |= self._fields.unclosed
        found = self._pieces
        (self._pieces, self._carried, self._typed, self._style, self._face, self._fields, self._path) = outer
        return found

    def _blocks(self, container: Element) -> None:
        self._go_deeper()
        for element in children(container):
            if element.tag == W + "p":
                self._paragraph(element)
            elif element.tag == W + "tbl":
                self._table(element)
            elif element.tag in _FOREIGN:
                self._other_file(element)
            elif not is_prompt(element):
                self._blocks(element)
        self._depth -= 1

    def _paragraph(self, element: Element) -> None:
        properties = element.find(W + "pPr")
        self._style = value(properties.find(W + "pStyle")) if properties is not None else None
        form = self._rules.lists.form(self._rules.sheet.form(self._style), read_form(properties))
        self._path = f"(//w:p)[{self._numbers[element]}]" if element in self._numbers else ""
        self._typed, self._carried = self._carried or Typed(), None
        self._face = self._rules.sheet.face(self._style, None)
        self._new_line()
        self._inline(element)
        typed = self._typed
        if properties is not None and runs_on(properties):
            self._carried = typed
            return
        text = typed.text
        listed = self._rules.lists.shows(form.list_id, form.level)
        self._pieces += typed.pieces(form, kind_of(form, text, listed=listed), self._path)

    def _end_carried(self) -> None:
        if self._carried is not None:
            self._pieces += self._carried.pieces(Form(), BlockKind.PARAGRAPH, self._path)
            self._carried = None

    def _table(self, element: Element) -> None:
        self._end_carried()
        path = f"(//w:tbl)[{self._numbers[element]}]" if element in self._numbers else ""
        self._go_deeper()
        rows = [
            [self.story(cell) for cell in parts(row, W + "tc") if not is_gone(cell)]
            for row in parts(element, W + "tr")
            if not is_gone(row)
        ]
        self._depth -= 1
        self._pieces += table_pieces(rows, path)

    # --- in a paragraph ---------------------------------------------------------------------------------

    def _inline(self, container: Element) -> None:
        self._go_deeper()
        for element in children(container):
            step = self._inline_steps.get(str(element.tag))
            if step:
                step(element)
            else:
                self._inline(element)
        self._depth -= 1

    def _run(self, run: Element) -> None:
        properties = run.find(W + "rPr")
        if properties is None:
            self._face = self._rules.sheet.face(self._style, None)
        else:
            ground = self._rules.sheet.face(self._style, value(properties.find(W + "rStyle")))
            key = (ground, read_face(properties, self._rules.theme))
            self._face = self._faces.setdefault(key, self._faces.get(key) or ground.under(key[1]))
        self._inline(run)

    def _say(self, text: str) -> None:
        if self._face.hidden or self._fields.in_code:
            return
        self._characters += len(text)
        if self._characters > MAX_CHARACTERS:
            raise Refused(why.TOO_LONG)
        self._typed.say(text, self._face)
        self._fields.hear(text)

    def _text(self, element: Element) -> None:
        self._say(element.text or "")

    def _tab(self, _: Element) -> None:
        self._say("\t")

    def _break(self, _: Element) -> None:
        if not self._face.hidden and not self._fields.in_code:
            self._new_line()
            self._typed.break_line()

    def _symbol(self, element: Element) -> None:
        code = value(element, "char") or ""
        if len(code) == 4 and code.isalnum():
            try:
                self._say(chr(int(code, 16)))
            except ValueError:
                return

    def _link(self, element: Element) -> None:
        relation = self._relations.get(element.get(R + "id") or "")
        url = relation.target if relation and relation.outside else ""
        self._fields.enter_link(url if url.lower().startswith(("http://", "https://")) else "")
        self._inline(element)
        self._fields.leave()

    def _control(self, element: Element) -> None:
        if not is_prompt(element):
            self._inline(element)

    def _note(self, element: Element) -> None:
        if not self._face.hidden:
            self.notes.append((_NOTES[str(element.tag)], value(element, "id") or ""))

    def _other_file(self, _: Element) -> None:
        self.foreign = True

    # --- drawings ---------------------------------------------------------------------------------------

    def _box(self, content: Element) -> None:
        if not self._face.hidden:
            self._typed.after += [replace(piece, framed=True) for piece in self.story(content)]

    def _drawing(self, element: Element) -> None:
        named = element.find(WP + "docPr")
        if named is not None and named.get("hidden") in {"1", "true"}:
            return
        self._alt = (named.get("descr") or named.get("title") or "") if named is not None else ""
        graphic = element.find(f"{A}graphic/{A}graphicData")
        if graphic is not None and graphic.get("uri", "").rsplit("/", 1)[-1] in _DRAWN:
            self._picture(element)
        else:
            self._inline(element)

    def _old_shape(self, element: Element) -> None:
        self._alt = element.get("alt") or ""
        self._inline(element)

    def _picture(self, element: Element) -> None:
        named = element.find(f"{PIC}nvPicPr/{PIC}cNvPr")
        alt = self._alt or (named.get("descr", "") if named is not None else "")
        if not self._face.hidden and not self._fields.in_code:
            self._new_line()
            self._typed.before.append(Piece(Raw(((Run(alt),),), BlockKind.IMAGE, path=self._path)))

    def _word_art(self, element: Element) -> None:
        words = Typed()
        words.say(element.get("string") or "", replace(self._face, bold=True))
        self._typed.after += words.pieces(Form(), BlockKind.PARAGRAPH, self._path)

    # --- bounds -----------------------------------------------------------------------------------------

    def _go_deeper(self) -> None:
        self._depth += 1
        if self._depth > MAX_DEPTH:
            raise Refused(why.TOO_COMPLEX)

    def _new_line(self) -> None:
        self._lines += 1
        if self._lines > MAX_LINES:
            raise Refused(why.TOO_LONG)
