"""How long a text is on the page that its author laid out: his own size, margins and spacing.

Told beside the verdict, never a part of it: what counts is the page of the dispatch. Letters are set as Times
New Roman's whatever the font is, since no other is measured; a warning says so.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from linter.model import Block, Layout
from linter.text.plain import plain
from linter.text.typeset import Align, Measured, Profile, Run, measure
from linter.text.typeset.widths import times
from linter.text.vietnamese import clean, decimal

FONT = "Times New Roman"
_SIZES = (1.0, 1638.0)  # points, as Word allows
_LEAST_MM = 20.0  # of a text area; a smaller one is a mistake, and the common page stands for it
_NEAR_MM = 2.0  # programs round a page's measures each in its way
_LONGEST_NAME = 40
_PAPERS = {"A3": (297, 420), "A4": (210, 297), "A5": (148, 210), "Letter": (216, 279), "Legal": (216, 356)}


@dataclass(frozen=True, slots=True)
class AsTyped:
    """A text on its author's page. `fraction` is of the page's text area; `told` and `warnings` are for people."""

    fraction: float
    lines: int
    told: str
    warnings: tuple[str, ...]


def as_typed(prose: Sequence[str], blocks: Sequence[Block], layout: Layout, nominal: Profile) -> AsTyped:
    """Set the paragraphs `prose` of these `blocks`, with their bold and italic letters, as `layout` has them.

    What the layout does not say is as on the `nominal` page, and so is what it says of an impossible page.
    """
    styled = {block.text: _runs(block) for block in blocks}
    profile = _profile(layout, nominal)
    measured = measure([styled.get(paragraph, paragraph) for paragraph in prose], profile)
    return AsTyped(
        measured.fraction, sum(measured.lines), _told(measured, layout), tuple(_warnings(layout, profile, nominal))
    )


def _runs(block: Block) -> list[Run]:
    return [(run.text, run.bold + 2 * run.italic) for run in block.runs]


# --- the page -------------------------------------------------------------------------------------------


def _profile(layout: Layout, nominal: Profile) -> Profile:
    size = layout.size_pt if layout.size_pt and _SIZES[0] <= layout.size_pt <= _SIZES[1] else nominal.size_pt
    width, height, margins = _page(layout, nominal)
    return Profile(
        size_pt=size,
        line_spacing=max(layout.line_spacing, layout.line_pt * 20 / times().line_twips(size)),
        before_pt=layout.before_pt,
        after_pt=layout.after_pt,
        indent_mm=layout.first_line_mm,
        margins_mm=margins,
        width_mm=width,
        height_mm=height,
        align=_align(layout),
        engine="word",
        kern=layout.kern,
    )


def _page(layout: Layout, nominal: Profile) -> tuple[float, float, tuple[float, float, float, float]]:
    """Width, height and margins; the indents of the paragraphs count as margins where room is left."""
    width, height = layout.width_mm or nominal.width_mm, layout.height_mm or nominal.height_mm
    top, bottom, left, right = layout.margins_mm or nominal.margins_mm
    if min(width - left - right, height - top - bottom) < _LEAST_MM:
        return nominal.width_mm, nominal.height_mm, nominal.margins_mm
    indent, outdent = layout.indents_mm
    if width - left - right - indent - outdent < _LEAST_MM:
        indent = outdent = 0.0
    return width, height, (top, bottom, left + indent, right + outdent)


def _align(layout: Layout) -> Align:
    """Before Word 2013 justified lines break where others do."""
    return "left" if layout.align == "justify" and not layout.shrinks_spaces else layout.align


# --- for people -----------------------------------------------------------------------------------------


def _told(measured: Measured, layout: Layout) -> str:
    """ "0,61 trang (cỡ 13, giãn dòng 1,5)"."""
    return f"{decimal(measured.fraction)} trang (cỡ {_short(measured.profile.size_pt)}, giãn dòng {_spacing(layout)})"


def _spacing(layout: Layout) -> str:
    if not layout.line_pt:
        said = _short(layout.line_spacing)
        return said if "," in said else f"{said},0"
    return f"{'ít nhất' if layout.line_spacing else 'đúng'} {_short(layout.line_pt)} pt"


def _warnings(layout: Layout, profile: Profile, nominal: Profile) -> Iterator[str]:
    if profile.size_pt != nominal.size_pt:
        wanted = _short(nominal.size_pt)
        yield f"phần lớn chữ của bài có cỡ {_short(profile.size_pt)}, không phải {wanted}; hãy chọn cỡ {wanted}"
    yield from _paper_warnings(layout, nominal)
    font = clean(layout.font or "")[:_LONGEST_NAME]
    if font and not plain(font).replace(" ", "").startswith(plain(FONT).replace(" ", "")):
        yield f"phông chữ là {font}, không phải {FONT}; số trang trên tính như {FONT} nên chỉ gần đúng"
    if layout.columns > 1:
        yield f"bài chia {layout.columns} cột; số trang trên tính như một cột"


def _paper_warnings(layout: Layout, nominal: Profile) -> Iterator[str]:
    if not (layout.width_mm and layout.height_mm):
        return
    size = (layout.width_mm, layout.height_mm)
    paper, wanted = _paper(min(size), max(size)), _paper(nominal.width_mm, nominal.height_mm)
    if paper != wanted:
        yield f"khổ giấy là {paper}, không phải {wanted}; hãy chọn {wanted} (Layout > Size)"
    if layout.width_mm > layout.height_mm:
        yield "trang giấy đặt nằm ngang; hãy chọn hướng dọc (Layout > Orientation > Portrait)"


def _paper(width: float, height: float) -> str:
    """A paper's name or its measures: "Letter (216 × 279 mm)"."""
    for name, (known_width, known_height) in _PAPERS.items():
        if abs(width - known_width) <= _NEAR_MM and abs(height - known_height) <= _NEAR_MM:
            return name if name == "A4" else f"{name} ({known_width} × {known_height} mm)"
    return f"{width:.0f} × {height:.0f} mm"


def _short(value: float) -> str:
    return decimal(value).rstrip("0").rstrip(",")
