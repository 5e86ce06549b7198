"""What a file is that was handed in as a draft, told from its bytes: names and content types lie."""

from __future__ import annotations

import re
from collections.abc import Collection

from linter.read.docx import refusals as why

ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HEAD = 4096

_STARTS = (
    (b"%PDF-", why.PDF),
    (b"{\\rtf", why.RTF),
    (b"\x89PNG", why.PICTURE),
    (b"\xff\xd8\xff", why.PICTURE),
    (b"GIF8", why.PICTURE),
    (b"Rar!", why.ARCHIVE),
    (b"7z\xbc\xaf", why.ARCHIVE),
    (b"\x1f\x8b", why.ARCHIVE),
    (b"PK\x05\x06", why.DAMAGED),
)
_STREAMS = (  # names of streams in an OLE file's directory
    ("WordDocument", why.OLD_WORD),
    ("EncryptedPackage", why.LOCKED),
    ("Workbook", why.SHEET),
    ("PowerPoint Document", why.SLIDES),
)
_WORDS = (
    (re.compile(rb'"(?:url|doc_id)"\s*:'), why.ONLINE),
    (re.compile(rb"progid=\"Word\.Document\"|<w:wordDocument|<pkg:package"), why.WORD_XML),
    (re.compile(rb"<!doctype html|<html|^mime-version:|<body|<head", re.IGNORECASE), why.HTML),
)
_MAIN_TYPES = (  # parts of a content type, in the order of asking
    ("wordprocessingml.document.main+xml", ""),
    ("wordprocessingml.template.main+xml", why.TEMPLATE),
    ("ms-word.document.macroEnabled.main+xml", why.MACROS),
    ("ms-word.template.macroEnabledTemplate.main+xml", why.MACROS),
    ("spreadsheetml", why.SHEET),
    ("ms-excel", why.SHEET),
    ("presentationml", why.SLIDES),
    ("ms-powerpoint", why.SLIDES),
)


def refusal_of_bytes(data: bytes, name: str) -> str:
    """Why bytes that are no zip file are not read: a sentence of `refusals`, "" for a zip file."""
    if data.startswith(ZIP):
        return why.ODT if b"mimetypeapplication/vnd.oasis.opendocument.text" in data[:200] else ""
    return refusal_of_start(data, name) or _refusal_of_text(data, _head(data))


def refusal_of_start(data: bytes, name: str) -> str:
    """Why bytes that begin like a file of another kind are not read; "" for a zip file and for a text."""
    if not data:
        return why.EMPTY
    if re.split(r"[/\\]", name)[-1].startswith("~$") and len(data) < _HEAD:
        return why.OWNER
    if data.startswith(_OLE):
        return next((reason for stream, reason in _STREAMS if stream.encode("utf-16-le") in data), why.OTHER)
    return next((reason for start, reason in _STARTS if _head(data).startswith(start)), "")


def _head(data: bytes) -> bytes:
    return data[:_HEAD].removeprefix(b"\xef\xbb\xbf").lstrip()


def _refusal_of_text(data: bytes, head: bytes) -> str:
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        head = head.decode("utf-16", "replace").encode("utf-8", "replace")
    for words, reason in _WORDS:
        if words.search(head):
            return reason
    if len(data) < 100:
        return why.STUB.format(size=len(data))
    return why.DAMAGED if b"\x00" in head else why.TEXT


def refusal_of_main_type(content_type: str) -> str:
    """Why a package whose main part has this type is not read; "" if it may be."""
    return next((reason for part, reason in _MAIN_TYPES if part in content_type), "")


def refusal_of_members(names: Collection[str]) -> str:
    """Why a zip file without a main Word part is not read, from the (lower-case) names of its members."""
    if "xl/workbook.xml" in names or "xl/workbook.bin" in names:
        return why.SHEET
    if "ppt/presentation.xml" in names:
        return why.SLIDES
    if "content.xml" in names and "meta-inf/manifest.xml" in names:
        return why.ODT
    return why.DAMAGED if "[content_types].xml" in names else why.ARCHIVE
