"""A picture of the A4 page: the lines as they were set, the mark to be reached, and what is missing.

SVG that stands in a page of ours or in a file of its own: no script, no style, no id, nothing from elsewhere.
Lengths are points. Numbers that lead to a person are hidden here, whoever asks for the picture.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from linter.model import Outcome
from linter.report import words
from linter.report.page_lines import drawn_lines, natural, points
from linter.report.svg import content, element, number, path
from linter.text.length import Length
from linter.text.typeset import Profile
from linter.text.vietnamese import decimal

_SANS = "Arial, 'Liberation Sans', sans-serif"
_INK, _MARK, _MISSING, _FAINT = "#1a1a1a", "#17495c", "#9a2617", "#8b95a1"
_LABEL = 19.0  # points: still legible when the page is as wide as a telephone
_STRIPE = 14.0  # from one stripe of the hatching to the next
_CORNER = 15.0
_BOLD = 1


@dataclass(frozen=True, slots=True)
class _Sheet:
    """The paper, its text area, and how far down the text goes and ought to go."""

    width: float
    height: float
    left: float
    right: float
    top: float
    bottom: float
    end: float  # of the text, or of the text area if there is more
    goal: float  # may lie below the paper

    @property
    def middle(self) -> float:
        return (self.left + self.right) / 2

    @property
    def goal_here(self) -> bool:
        return self.goal <= self.bottom + 0.01


def page_of(outcomes: Iterable[Outcome]) -> Length | None:
    """The length that a rule measured, if any did."""
    pages = (outcome.verdict.exhibits.get("page") for outcome in outcomes)
    return next((page for page in pages if isinstance(page, Length)), None)


def page_picture(length: Length) -> str:
    """The first page of the text as SVG, as large as the paper; the same length gives the same bytes."""
    sheet, profile = _sheet(length), length.nominal.profile
    parts = (
        element("title", content(_title(length))),
        element("desc", content(_description(length))),
        *_paper(sheet),
        drawn_lines(length.nominal),
        *_hatching(length, sheet),
        *_goal(length, sheet),
        *_notes(length, sheet),
    )
    svg = element(
        "svg",
        "\n",
        *(f"{part}\n" for part in parts),
        xmlns="http://www.w3.org/2000/svg",
        width=f"{number(profile.width_mm)}mm",
        height=f"{number(profile.height_mm)}mm",
        viewBox=f"0 0 {number(sheet.width)} {number(sheet.height)}",
        role="img",
        xml__lang="vi",
    )
    return f"{svg}\n"


# --- in words -------------------------------------------------------------------------------------------


def wanted(length: Length) -> str:
    """The part of a page that is to be filled: "½ trang"."""
    return "½ trang" if length.wanted == 0.5 else f"{decimal(length.wanted)} trang"


def _title(length: Length) -> str:
    return f"Bài trên trang giấy A4: {length.told}"


def _description(length: Length) -> str:
    """For those who do not see the picture."""
    paragraphs, size = len(length.nominal.paragraphs), words.points(length.nominal.profile.size_pt)
    said = [
        f"Hình một trang giấy A4, phần văn xuôi của bài dàn bằng chữ {size} như trong Word: "
        f"{words.count(length.lines)} dòng trong {words.count(paragraphs)} đoạn.",
        f"Vạch ngang đậm là mức {wanted(length)}." if length.wanted <= 1 else f"Mức cần đạt là {wanted(length)}.",
        f"Phần gạch chéo từ chỗ hết bài tới vạch là chỗ {_missing(length)} (≈ {length.missing_syllables} chữ)."
        if length.missing_lines
        else "Phần văn xuôi đã tới mức này.",
    ]
    if length.nominal.fraction > 1:
        said.append(f"{_long(length)} Nửa dưới của trang chỉ phác các dòng.")
    return " ".join(said)


def _missing(length: Length) -> str:
    return f"còn thiếu khoảng {words.count(length.missing_lines)} dòng"


def _long(length: Length) -> str:
    pages = math.ceil(round(length.nominal.fraction, 6))
    return f"Bài dài khoảng {words.count(pages)} trang; hình vẽ trang thứ nhất."


# --- the page -------------------------------------------------------------------------------------------


def _sheet(length: Length) -> _Sheet:
    profile = length.nominal.profile
    top, left, height = points(profile.margins_mm[0]), points(profile.margins_mm[2]), profile.text_height_pt
    return _Sheet(
        width=points(profile.width_mm),
        height=points(profile.height_mm),
        left=left,
        right=left + profile.text_width_twips / 20,
        top=top,
        bottom=top + height,
        end=top + min(length.nominal.height_pt, height),
        goal=top + length.wanted * height,
    )


def _paper(sheet: _Sheet) -> Iterator[str]:
    """The paper and, as in Word, a mark at each corner of the text area."""
    yield element("rect", x=0.5, y=0.5, width=sheet.width - 1, height=sheet.height - 1, fill="#fff", stroke=_FAINT)
    corners: list[str | float] = []
    for x, out in ((sheet.left, -_CORNER), (sheet.right, _CORNER)):
        for y, off in ((sheet.top, -_CORNER), (sheet.bottom, _CORNER)):
            corners += ["M", x + out, y, "H", x, "V", y + off]
    yield element("path", d=path(*corners), fill="none", stroke=_FAINT)


def _hatching(length: Length, sheet: _Sheet) -> Iterator[str]:
    """The missing part, with its words inside where they have room, else below the mark."""
    bottom = min(sheet.goal, sheet.bottom)
    if not length.missing_lines or bottom <= sheet.end:
        return
    width, height = sheet.right - sheet.left, bottom - sheet.end
    steps: list[str | float] = ["M", 0, 0, "H", width, "V", height, "H", 0, "Z"]
    for stripe in range(1, int((width + height) / _STRIPE) + 1):
        at = stripe * _STRIPE  # a stripe rises from the left or lower edge to the upper or right one
        steps += ["M", max(at - height, 0), min(at, height), "L", min(at, width), max(at - width, 0)]
    place = f"translate({number(sheet.left)} {number(sheet.end)})"
    yield element("path", transform=place, d=path(*steps), fill="none", stroke=_MISSING, stroke_width=0.8)
    inside = height >= _LABEL * 2
    y = sheet.end + height / 2 if inside else bottom + _LABEL * 1.2
    yield from _label(_missing(length), sheet.middle, y, "middle", _MISSING)


def _goal(length: Length, sheet: _Sheet) -> Iterator[str]:
    """The mark over the whole paper, heavy in the margins, light where there may be words under it."""
    if not sheet.goal_here:
        return
    y = sheet.goal
    margins = path("M", 0, y, "H", sheet.left, "M", sheet.right, y, "H", sheet.width)
    yield element("path", d=margins, stroke=_MARK, stroke_width=3)
    between = path("M", sheet.left, y, "H", sheet.right)
    yield element("path", d=between, stroke=_MARK, stroke_width=1.5, stroke_dasharray="9 5")
    yield from _label(wanted(length), 6, y - _LABEL * 0.8, "start", _MARK)


def _notes(length: Length, sheet: _Sheet) -> Iterator[str]:
    yield from _label(length.told, sheet.left, max(sheet.top - _LABEL * 1.2, _LABEL), "start", _INK)
    below = [_long(length)] if length.nominal.fraction > 1 else []
    if not sheet.goal_here:
        below.append(f"Mức cần đạt: {wanted(length)}.")
    if below:
        y = min(sheet.bottom + _LABEL * 1.2, sheet.height - _LABEL)
        yield from _label(" ".join(below), sheet.middle, y, "middle", _INK)


def _label(said: str, x: float, middle: float, anchor: str, colour: str) -> Iterator[str]:
    """Words on a white ground, around the height `middle`."""
    room = natural(said, Profile(size_pt=_LABEL), _BOLD) * 1.18 + 8  # the letters without serifs are wider
    start, height = x - room / 2 if anchor == "middle" else x - 4, _LABEL * 1.44
    yield element("rect", x=start, y=middle - height / 2, width=room, height=height, fill="#fff")
    yield element(
        "text",
        content(said),
        x=x,
        y=middle + _LABEL * 0.36,
        text_anchor=anchor,
        font_family=_SANS,
        font_size=_LABEL,
        font_weight="bold",
        fill=colour,
    )
