"""Files beside the pages: scripts, styles, pictures and papers, each as small as its format allows."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import PurePosixPath

from linter.demo.resource import Resource, validated

JPEG = base64.b64decode(
    "/9j/4AAQSkZJRgABAQEASABIAAD/2wBDAAMCAgICAgMCAgIDAwMDBAYEBAQEBAgGBgUGCQgKCgkICQkKDA8MCgsOCwkJDRENDg8Q"
    "EBEQCgwSExIQEw8QEBD/wAALCAABAAEBAREA/8QAFAABAAAAAAAAAAAAAAAAAAAACf/EABQQAQAAAAAAAAAAAAAAAAAAAAD/2gAI"
    "AQEAAD8AVN//2Q=="
)
GIF = base64.b64decode("R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7")
PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=="
)
PDF = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
    b"2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
)

_MEDIA: Mapping[str, tuple[str, bytes]] = {
    ".jpg": ("image/jpeg", JPEG),
    ".jpeg": ("image/jpeg", JPEG),
    ".png": ("image/png", PNG),
    ".gif": ("image/gif", GIF),
    ".ico": ("image/vnd.microsoft.icon", GIF),
    ".css": ("text/css", b"body{}\n"),
    ".js": ("application/javascript", b"void 0;\n"),
    ".xsl": ("application/xml", b'<?xml version="1.0"?>\n<x/>\n'),
    ".pdf": ("application/pdf", PDF),
}
_STORED = datetime(2026, 9, 1, 1, 0, tzinfo=UTC)


def static(path: str, folders: tuple[str, ...]) -> Resource | None:
    """The file at `path` if it lies below one of `folders` and has a known suffix."""
    kind = _MEDIA.get(PurePosixPath(path).suffix.lower())
    if kind is None or not path.startswith(folders):
        return None
    media, body = kind
    return validated(Resource(body, media=media, modified=_STORED))
