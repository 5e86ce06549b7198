"""What this machine lacks, one line each."""

from __future__ import annotations

import importlib.util
import sqlite3
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

_PACKAGES = {
    "bs4": "beautifulsoup4",
    "docx": "python-docx",
    "holidays": "holidays",
    "httpx": "httpx",
    "jinja2": "jinja2",
    "lxml": "lxml",
    "openpyxl": "openpyxl",
    "protego": "protego",
    "rich": "rich",
    "ruamel.yaml": "ruamel.yaml",
    "selectolax": "selectolax",
    "sqlalchemy": "sqlalchemy",
    "textstat": "textstat",
}
OLDEST_PYTHON = (3, 11)
OLDEST_SQLITE = (3, 24, 0)  # INSERT … ON CONFLICT


def complaints(folder: Path) -> Iterator[str]:
    """A sentence for everything that is missing; `folder` is where data would be kept."""
    if sys.version_info < OLDEST_PYTHON:
        yield "Python quá cũ: cần Python 3.11 trở lên."
    for module, package in _PACKAGES.items():
        if importlib.util.find_spec(module) is None:
            yield f"Thiếu gói {package}: chạy lệnh cài đặt trong README."
    if sqlite3.sqlite_version_info < OLDEST_SQLITE:
        yield f"SQLite {sqlite3.sqlite_version} quá cũ: cần 3.24 trở lên (cài bản Python mới hơn)."
    if "utf" not in (sys.stdout.encoding or "").lower():
        yield "Màn hình không dùng UTF-8 nên có thể hiện sai dấu: trên Windows hãy chạy “chcp 65001”."
    try:
        with tempfile.TemporaryFile(dir=folder):
            pass
    except OSError as error:
        yield f"Không ghi được vào thư mục “{folder}”: {error.strerror}."
