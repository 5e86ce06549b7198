"""The table against the fonts and the measured lines against LibreOffice itself, where they are installed."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from tools.font_widths import OUT, table
from tools.libreoffice_lines import line_chars, programs_found

PARAGRAPHS = Path(__file__).parent.parent / "fixtures" / "typeset" / "paragraphs.json"

pytestmark = pytest.mark.extended


def test_the_table_is_what_the_fonts_say():
    found = sorted(Path("/usr/share/fonts").glob("**/liberation2/LiberationSerif-Regular.ttf"))
    if not found:
        pytest.skip("fonts-liberation2 is not installed")
    assert table(found[0].parent) == json.loads(OUT.read_text(encoding="utf-8"))


def test_libreoffice_sets_the_lines_as_written_down():
    if not programs_found():
        pytest.skip("LibreOffice or pdftotext is not installed")
    version = subprocess.run(["soffice", "--version"], check=True, capture_output=True, text=True, timeout=60)
    if " 7.4." not in version.stdout:
        pytest.skip(f"the lines are those of LibreOffice 7.4, this is {version.stdout.strip()}")
    paragraphs = json.loads(PARAGRAPHS.read_text(encoding="utf-8"))
    for paragraph, measured in zip(paragraphs, line_chars(paragraphs), strict=True):
        assert measured == paragraph["line_chars"], paragraph["name"]
