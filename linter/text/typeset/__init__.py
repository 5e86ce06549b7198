"""How long a text is on paper: set in lines as Word sets it, and measured on an A4 page."""

from linter.text.typeset.lines import Align, Engine, break_lines, set_lines
from linter.text.typeset.page import Measured, Profile, measure
from linter.text.typeset.widths import Run

__all__ = ["Align", "Engine", "Measured", "Profile", "Run", "break_lines", "measure", "set_lines"]
