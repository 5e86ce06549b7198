"""Words on a console that somebody else opened.

Whatever the console can print is printed: letters that its encoding lacks lose their marks, so no console of
an office ends a report with an error. Text is never read as rich's own markup.
"""

from __future__ import annotations

from rich.console import Console
from rich.text import Text

from linter.report.safe import encodable, line
from linter.report.words import Mark

_STYLES = {
    "pass": "green",
    "fail": "bold red",
    "remind": "yellow",
    "review": "bold yellow",
    "none": "dim",
    "unknown": "cyan",
}
_NARROWEST = 10  # columns that are left for the words, however deep the indent


def text(console: Console, words: str, style: str = "") -> Text:
    """One line of words, cut at 600 characters, in letters that the console has."""
    return Text(encodable(line(words, 600), console.encoding), style=style, overflow="fold")


def cell(console: Console, mark: Mark) -> Text:
    """Symbol and word; the colour only repeats them."""
    return text(console, str(mark), _STYLES[mark.key])


def head(console: Console, words: str, *, mark: Mark | None = None, lead: str = "") -> None:
    """A line in bold after an empty one; `lead` stands before the mark."""
    console.print()
    say(console, words, mark=mark, lead=lead, style="bold")


def say(
    console: Console,
    words: str,
    *,
    mark: Mark | None = None,
    lead: str = "",
    indent: int = 0,
    style: str = "",
) -> None:
    """One paragraph, wrapped at the console's width, every line indented by that many columns."""
    told = text(console, words, style)
    if mark is not None:
        told = Text.assemble(lead, cell(console, mark), "  ", told, overflow="fold")
    for wrapped in told.wrap(console, max(console.width - indent, _NARROWEST)):
        wrapped.rstrip()
        console.print(Text.assemble(" " * indent, wrapped), highlight=False, soft_wrap=True)
