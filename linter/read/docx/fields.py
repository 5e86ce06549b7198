"""Fields of a .docx: an instruction, then what it gave. Only what it gave is text."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from linter.model import Link
from linter.text.vietnamese import clean

_NESTED = 16  # fields within fields; a table of contents with its links comes to 3
_HYPERLINK = re.compile(r'\bHYPERLINK\s+"(?P<url>https?://[^"]+)"', re.IGNORECASE)


@dataclass(slots=True)
class _Field:
    given: bool = False  # the result has begun
    code: list[str] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    url: str = ""


@dataclass(slots=True)
class Fields:
    """The fields that are open at a place of the text. `trusted` is off for a text whose fields do not
    close: nothing is hidden then, lest the rest of the text be lost."""

    trusted: bool
    links: list[Link]
    _open: list[_Field] = field(default_factory=list)

    @property
    def in_code(self) -> bool:
        return bool(self._open) and self.trusted and not all(one.given for one in self._open)

    @property
    def unclosed(self) -> bool:
        return bool(self._open)

    def mark(self, sort: str | None) -> None:
        """A `w:fldChar` of this type."""
        if sort == "begin":
            if len(self._open) < _NESTED:
                self._open.append(_Field())
        elif self._open and sort == "separate":
            self._open[-1].given = True
            found = _HYPERLINK.search("".join(self._open[-1].code))
            self._open[-1].url = found["url"] if found else ""
        elif self._open and sort == "end":
            self.leave()

    def instruct(self, code: str) -> None:
        if self._open and not self._open[-1].given:
            self._open[-1].code.append(code)

    def enter_link(self, url: str) -> None:
        """A `w:hyperlink`, which is a field in all but name."""
        self._open.append(_Field(given=True, url=url))

    def leave(self) -> None:
        done = self._open.pop()
        if done.url:
            self.links.append(Link(done.url, clean("".join(done.words))))

    def hear(self, words: str) -> None:
        for one in self._open:
            if one.url:
                one.words.append(words)
