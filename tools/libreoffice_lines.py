"""Have LibreOffice set paragraphs, and write down the characters of each line.

    python tools/libreoffice_lines.py fixtures/typeset/paragraphs.json

For each paragraph of the file (name, runs, size_pt, width, first_line, left, align, kern; lengths in twips)
its `line_chars` are measured again: one page for each paragraph in a .docx of compatibility mode 15, turned
into a PDF by `soffice`, read by `pdftotext` (poppler-utils). Wants LibreOffice 7.4 with fonts-liberation2,
and without the older fonts-liberation.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
import unicodedata
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, Twips

PAGE = 11906  # the width of A4 in twips
LEFT_MARGIN = 1701
ALIGNMENTS = {
    "justify": WD_ALIGN_PARAGRAPH.JUSTIFY,
    "left": WD_ALIGN_PARAGRAPH.LEFT,
    "center": WD_ALIGN_PARAGRAPH.CENTER,
}


def programs_found() -> bool:
    return all(map(shutil.which, ("soffice", "pdftotext")))


def line_chars(paragraphs: Sequence[Mapping[str, Any]]) -> list[list[int]]:
    """The characters of each line of each paragraph, white space not counted."""
    with tempfile.TemporaryDirectory() as folder:
        draft = Path(folder) / "paragraphs.docx"
        write(paragraphs, draft)
        profile = f"-env:UserInstallation={(Path(folder) / 'profile').as_uri()}"
        convert = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", folder, str(draft)]
        subprocess.run(convert, check=True, capture_output=True, timeout=300)
        return pdf_line_chars(draft.with_suffix(".pdf"))[: len(paragraphs)]


def pdf_line_chars(path: Path) -> list[list[int]]:
    """The characters (NFC) of each line of each page."""
    read = ["pdftotext", "-raw", "-enc", "UTF-8", str(path), "-"]
    text = subprocess.run(read, check=True, capture_output=True, timeout=60).stdout.decode("utf-8")
    pages = unicodedata.normalize("NFC", text).split("\f")
    return [[len("".join(line.split())) for line in page.strip("\n").split("\n")] for page in pages]


def write(paragraphs: Sequence[Mapping[str, Any]], path: Path) -> None:
    """A .docx with one page for each paragraph."""
    document = docx.Document()
    section = document.sections[0]
    section.page_width, section.page_height = Twips(PAGE), Mm(297)
    section.left_margin = section.right_margin = Twips(LEFT_MARGIN)
    set_compatibility(document)
    for given in paragraphs:
        paragraph = document.add_paragraph()
        paragraph.alignment = ALIGNMENTS[given.get("align", "justify")]
        layout = paragraph.paragraph_format
        layout.page_break_before = True
        layout.left_indent = Twips(given.get("left", 0))
        layout.first_line_indent = Twips(given.get("first_line", 0))
        layout.right_indent = Twips(PAGE - 2 * LEFT_MARGIN - given.get("left", 0) - given["width"])
        for text, style in given["runs"]:
            add_run(paragraph, text, style, given)
    document.save(str(path))


def add_run(paragraph: Any, text: str, style: int, given: Mapping[str, Any]) -> None:
    run = paragraph.add_run(text)
    run.font.size, run.bold, run.italic = Pt(given["size_pt"]), bool(style & 1), bool(style & 2)
    run.font.name = "Times New Roman"
    for script in ("w:hAnsi", "w:cs", "w:eastAsia"):
        run._r.rPr.rFonts.set(qn(script), "Times New Roman")
    if given.get("kern"):
        kern = OxmlElement("w:kern")
        kern.set(qn("w:val"), "2")
        run._r.rPr.append(kern)


def set_compatibility(document: Any) -> None:
    """Word 2013 and later: in older modes LibreOffice sets italics as wide as any text."""
    setting = OxmlElement("w:compatSetting")
    for name, value in (
        ("name", "compatibilityMode"),
        ("uri", "http://schemas.microsoft.com/office/word"),
        ("val", "15"),
    ):
        setting.set(qn(f"w:{name}"), value)
    compat = OxmlElement("w:compat")
    compat.append(setting)
    settings = document.settings.element
    for old in settings.findall(qn("w:compat")):
        settings.remove(old)
    settings.append(compat)


def main() -> None:
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    path = Path(sys.argv[1])
    paragraphs = json.loads(path.read_text(encoding="utf-8"))
    for given, measured in zip(paragraphs, line_chars(paragraphs), strict=True):
        given["line_chars"] = measured
    rows = ",\n".join(json.dumps(given, ensure_ascii=False) for given in paragraphs)
    path.write_text(f"[\n{rows}\n]\n", encoding="utf-8")


if __name__ == "__main__":
    main()
