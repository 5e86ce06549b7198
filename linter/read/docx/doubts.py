"""Why the reading of a draft may be wrong. A doubt turns verdicts into "Cần xem xét": it is raised for much
text, never for a word."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence

from linter.model import BlockKind
from linter.read.docx.piece import Piece
from linter.read.docx.styles import Face
from linter.text.vietnamese import syllables

FAINT_SIZE = 4.0  # points; the smallest print of a newspaper is 6
_FAINT_CHARACTERS = 40
_LONG_CELL = 60  # syllables: prose, not an entry of a table
_LEGACY_FONT = re.compile(r"\.vn|\.tmc|vni[- ]|vn[- ]?times?\b|vntime|vps |tcvn", re.IGNORECASE)
# Letters that only Unicode has for Vietnamese; and those of Latin-1, which the older codes drew over.
_UNICODE = re.compile("[ĂăĐđĨĩŨũƠơƯưẠ-ỹ]")
_LATIN_1 = re.compile("[\u00a1-\u00ff]")
_FEW, _MANY = 3, 20

LEGACY = (
    "bài dùng phông chữ cũ{font}, không theo mã Unicode, nên chữ có thể đọc sai; hãy chuyển sang Unicode"
    " (ví dụ phông Times New Roman)"
)
FAINT = "bài có đoạn chữ trắng hoặc chữ quá nhỏ, người đọc không thấy được"
TABLED = "phần lớn chữ của bài nằm trong bảng nên có thể tính thiếu; hãy đưa phần văn xuôi ra ngoài bảng"
FOREIGN = "bài có phần nằm ở tệp khác được nhúng vào nên chưa đọc được; hãy chép phần đó vào bản thảo"


def doubts_of(pieces: Sequence[Piece], *, foreign: bool) -> tuple[str, ...]:
    """The doubts about a draft's body; `foreign` says that a part of it lies in another file."""
    found = [_legacy(pieces)]
    if sum(_faint(piece) for piece in pieces) >= _FAINT_CHARACTERS:
        found.append(FAINT)
    if _tabled(pieces):
        found.append(TABLED)
    if foreign:
        found.append(FOREIGN)
    return tuple(doubt for doubt in found if doubt)


def _legacy(pieces: Sequence[Piece]) -> str:
    """By the fonts' names and the letters together: Unicode text in an old font is read well."""
    fonts = {face.font: None for piece in pieces for face in piece.inks if _LEGACY_FONT.match(face.font or "")}
    old = " ".join(piece.text for piece in pieces if any(face.font in fonts for face in piece.inks))
    if _is_legacy(old, _FEW):
        return LEGACY.format(font=f" ({next(iter(fonts))})")
    everything = " ".join(piece.text for piece in pieces)
    return LEGACY.format(font="") if _is_legacy(everything, _MANY) else ""


def _is_legacy(text: str, least: int) -> bool:
    composed = unicodedata.normalize("NFC", text)
    strange = len(_LATIN_1.findall(composed))
    return strange >= least and len(_UNICODE.findall(composed)) * 4 < strange


def _faint(piece: Piece) -> int:
    return sum(count for face, count in piece.inks.items() if _is_faint(face, piece))


def _is_faint(face: Face, piece: Piece) -> bool:
    on_paper = not (face.shaded or piece.form.shaded or piece.framed)
    return (face.size or FAINT_SIZE) < FAINT_SIZE or bool(face.white and on_paper)


def _tabled(pieces: Sequence[Piece]) -> bool:
    """Whether more prose stands in cells of tables than outside of them."""
    inside = sum(count for count in map(syllables, _cells(pieces)) if count >= _LONG_CELL)
    outside = sum(syllables(piece.text) for piece in pieces if piece.raw.kind is BlockKind.PARAGRAPH)
    return inside > outside


def _cells(pieces: Sequence[Piece]) -> Iterator[str]:
    for piece in pieces:
        if piece.raw.kind is BlockKind.TABLE:
            for line in piece.raw.lines:
                yield from "".join(run.text for run in line).split("\t")
