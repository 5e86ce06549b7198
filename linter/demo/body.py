"""The body of a post as its editor stored it: the author's text in the form that he typed or pasted."""

from __future__ import annotations

import textwrap
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from html import escape

from linter.demo.content import Carried, Picture, Post, StaticPage
from linter.demo.places import Places

NEXT_PAGE = "<!--nextpage-->"  # a paragraph of its own: WordPress goes on with another page there
WRAP_COLUMN = 66  # where the lines of a text pasted from a narrow document end

Figure = Callable[[Picture], str]  # how a CMS family marks a picture up


@dataclass(frozen=True, slots=True)
class Composer:
    """Makes bodies: it knows where the other sites' posts stand and how this family marks pictures up."""

    places: Places
    figure: Figure

    def post(self, post: Post) -> str:
        """The whole body; "." or a space stands in an empty one, for editors refuse none at all."""
        if post.form == "html":
            return self._pictured_html(post)
        pieces = pieces_of(post.text, post.form)
        for carried in post.carries:
            pieces += self._carried(carried)
        body = _with_pictures(pieces, post.pictures, self.figure)
        if post.links:
            body += self._links(post)
        return body or "<p>&nbsp;</p>"

    def leaves(self, post: Post) -> list[str]:
        """The body in the pages into which its author cut it; mostly one."""
        texts = post.text.split(NEXT_PAGE)
        return [
            self.post(replace(post, text=text, pictures=() if n else post.pictures)) for n, text in enumerate(texts)
        ]

    def page(self, page: StaticPage) -> str:
        return page.text if page.form == "html" else "\n".join(pieces_of(page.text, page.form))

    def _pictured_html(self, post: Post) -> str:
        return post.text + "".join(self.figure(picture) for picture in post.pictures)

    def _carried(self, carried: Carried) -> list[str]:
        source = self.places.sites[carried.site].post(carried.post)
        paragraphs = paragraphs_of(source.text)
        if carried.keep:
            paragraphs = [paragraphs[number - 1] for number in carried.keep]
        if carried.lead and source.lead:
            paragraphs.insert(0, source.lead)
        text = "\n\n".join(paragraphs)
        for old, new in carried.edits:
            if old not in text:
                raise ValueError(f"{carried.site} {carried.post}: an edit finds nothing: {old!r}")
            text = text.replace(old, new)
        heading = [f"<p><strong>{escape(carried.heading)}</strong></p>"] if carried.heading else []
        return heading + pieces_of(text, "html" if source.form == "html" else "justified")

    def _links(self, post: Post) -> str:
        lines = (
            f'<p><a href="{self.places.post_url(link.site, link.post)}">{escape(link.text)}</a></p>'
            for link in post.links
        )
        return "\n" + "\n".join(lines)


def paragraphs_of(text: str) -> list[str]:
    """The paragraphs of an author's text: an empty line parts them, a single line break does not."""
    parts = (" ".join(part.split()) for part in text.replace(NEXT_PAGE, "").split("\n\n"))
    return [part for part in parts if part]


def pieces_of(text: str, form: str) -> list[str]:
    """The paragraphs of `text` in HTML, one string each, in the form of that name."""
    if form == "html":
        return [text] if text.strip() else []
    paragraphs = paragraphs_of(text)
    return _FORMS[form](paragraphs) if paragraphs else []


def _paragraphs(paragraphs: Sequence[str]) -> list[str]:
    return [f"<p>{escape(p, quote=False)}</p>" for p in paragraphs]


def _justified(paragraphs: Sequence[str]) -> list[str]:
    return [f'<p style="text-align: justify;">{escape(p, quote=False)}</p>' for p in paragraphs]


def _breaks(paragraphs: Sequence[str]) -> list[str]:
    """One paragraph for the CMS: what the author sees as paragraphs are parted by breaks."""
    return ["<p>" + "<br />\n&nbsp;<br />\n".join(escape(p, quote=False) for p in paragraphs) + "</p>"]


def _wrapped(paragraphs: Sequence[str]) -> list[str]:
    """Every line of the document pasted became a line of its own."""
    style = 'class="MsoNormal" style="margin-bottom:0.0001pt; text-align:justify"'
    lines = (textwrap.wrap(p, WRAP_COLUMN, break_on_hyphens=False) for p in paragraphs)
    return [f"<p {style}>" + "<br />\n".join(escape(x, quote=False) for x in part) + "</p>" for part in lines]


def _padded(paragraphs: Sequence[str]) -> list[str]:
    """Indents and empty lines made of no-break spaces, and one in the place of every third space."""
    pieces: list[str] = []
    for text in paragraphs:
        words = escape(text, quote=False).split(" ")
        joined = words[0]
        for number, word in enumerate(words[1:], 1):
            joined += ("&nbsp;" if number % 3 == 0 else " ") + word
        pieces += [f"<p>&nbsp; &nbsp; &nbsp;{joined}</p>", "<p>&nbsp;</p>"]
    return pieces


def _decomposed(paragraphs: Sequence[str]) -> list[str]:
    """Letters and tone marks apart, as a Mac or a PDF hands them over."""
    return [unicodedata.normalize("NFD", piece) for piece in _paragraphs(paragraphs)]


def _divisions(paragraphs: Sequence[str]) -> list[str]:
    style = "font-family:Times New Roman,Times,serif;font-size:14px;"
    return [f'<div><span style="{style}">{escape(p, quote=False)}</span></div>' for p in paragraphs]


def _twice_encoded(paragraphs: Sequence[str]) -> list[str]:
    """UTF-8 that was once read as Western text and stored so."""
    return [f"<p>{escape(''.join(_western(byte) for byte in p.encode()), quote=False)}</p>" for p in paragraphs]


def _western(byte: int) -> str:
    try:
        return bytes([byte]).decode("cp1252")
    except UnicodeDecodeError:
        return chr(byte)


_FORMS: Mapping[str, Callable[[Sequence[str]], list[str]]] = {
    "paragraphs": _paragraphs,
    "justified": _justified,
    "breaks": _breaks,
    "wrapped": _wrapped,
    "padded": _padded,
    "decomposed": _decomposed,
    "divisions": _divisions,
    "twice-encoded": _twice_encoded,
}


def _with_pictures(pieces: Sequence[str], pictures: Sequence[Picture], figure: Figure) -> str:
    out = [figure(p) for p in pictures if p.after == 0]
    for number, piece in enumerate(pieces, 1):
        out.append(piece)
        out += [figure(p) for p in pictures if p.after == number]
    out += [figure(p) for p in pictures if p.after > len(pieces)]
    return "\n".join(out)
