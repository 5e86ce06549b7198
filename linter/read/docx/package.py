"""The door of a .docx: which parts there are, and their bytes, counted while they are inflated.

Sizes that the zip directory declares are never believed, only the few parts that hold text, styles or page
are ever inflated, and no address in a relationship is ever followed out of the file.
"""

from __future__ import annotations

import io
import posixpath
import struct
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from linter.read.docx import refusals as why
from linter.read.docx.kind import refusal_of_bytes, refusal_of_main_type, refusal_of_members
from linter.read.docx.refusals import Refused
from linter.read.docx.xml import Budget, Element, parse

MEGABYTE = 1 << 20
MAX_FILE = 20 * MEGABYTE
MAX_PART = 32 * MEGABYTE  # inflated
MAX_ALL = 128 * MEGABYTE
MAX_MEMBERS = 2000
_PIECE = 1 << 16
_ENTRY = b"PK\x01\x02"
_LOCAL = struct.Struct("<4s22xHH")  # signature … lengths of name and extra field
_RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"
_UNSOUND = (zipfile.BadZipFile, zlib.error, struct.error, EOFError, ValueError, OSError, NotImplementedError)


@dataclass(frozen=True, slots=True)
class Relation:
    """A link from a part: `kind` is the last word of its type, `target` a part's name or an outer address."""

    kind: str
    target: str
    outside: bool


class Package:
    """The parts of a draft. Names are asked for without regard to case, as the standard says."""

    def __init__(self, archive: zipfile.ZipFile, members: Mapping[str, zipfile.ZipInfo]) -> None:
        self._archive, self._members = archive, members
        self._budget, self._room = Budget(), MAX_ALL
        self.main = self._main()

    def tree(self, part: str) -> Element | None:
        """The root of a part; None if there is no such part."""
        member = self._members.get(part.lower())
        return None if member is None else parse(self._pieces(member), self._budget)

    def relations(self, part: str) -> dict[str, Relation]:
        """The relationships of a part by their ids; "" asks for those of the package."""
        folder, name = posixpath.split(part)
        root = self.tree(posixpath.join(folder, "_rels", f"{name}.rels"))
        found: dict[str, Relation] = {}
        for link in root.iter(_RELATION) if root is not None else ():
            target, outside = link.get("Target", ""), link.get("TargetMode") == "External"
            inside = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
            kind = link.get("Type", "").rsplit("/", 1)[-1]
            found[link.get("Id", "")] = Relation(kind, target if outside else inside, outside)
        return found

    def _main(self) -> str:
        named = [link for link in self.relations("").values() if link.kind == "officeDocument"]
        main = next((link.target for link in named if link.target.lower() in self._members), "word/document.xml")
        if main.lower() not in self._members:
            raise Refused(refusal_of_members(self._members.keys()))
        other = refusal_of_main_type(self._type_of(main))
        if other:
            raise Refused(other)
        return main

    def _type_of(self, part: str) -> str:
        root = self.tree("[Content_Types].xml")
        if root is None:
            return ""
        for override in root.iter(f"{_TYPES}Override"):
            if override.get("PartName", "").lstrip("/").lower() == part.lower():
                return override.get("ContentType", "")
        ending = part.rsplit(".", 1)[-1].lower()
        defaults = (d for d in root.iter(f"{_TYPES}Default") if d.get("Extension", "").lower() == ending)
        return next((default.get("ContentType", "") for default in defaults), "")

    def _pieces(self, member: zipfile.ZipInfo) -> Iterator[bytes]:
        """The bytes of a part, a little at a time; the true size is counted, and the checksum proved."""
        if member.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
            raise Refused(why.DAMAGED)
        size = 0
        try:
            with self._archive.open(member) as stream:
                while piece := stream.read(_PIECE):
                    size += len(piece)
                    self._room -= len(piece)
                    if size > MAX_PART or self._room < 0:
                        raise Refused(why.TOO_COMPLEX)
                    yield piece
        except _UNSOUND as error:
            raise Refused(why.DAMAGED) from error


def open_package(data: bytes, name: str) -> Package:
    """Check the file as a whole and find its main part; `Refused` says why it is not read.

    `name` is only shown to people and tells Word's own temporary files.
    """
    if len(data) > MAX_FILE:
        raise Refused(why.TOO_LARGE.format(limit=MAX_FILE // MEGABYTE))
    other = refusal_of_bytes(data, name)
    if other:
        raise Refused(other)
    # Counted before the directory is read: 400 000 entries fit into 20 MB and would take 300.
    if data.count(_ENTRY) > 10 * MAX_MEMBERS:
        raise Refused(why.TOO_COMPLEX)
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except _UNSOUND as error:
        raise Refused(why.DAMAGED if b"PK\x05\x06" in data else why.CUT_SHORT) from error
    return Package(archive, _members(data, archive.infolist()))


def _members(data: bytes, members: list[zipfile.ZipInfo]) -> dict[str, zipfile.ZipInfo]:
    if len(members) > MAX_MEMBERS:
        raise Refused(why.TOO_COMPLEX)
    if any(member.flag_bits & 1 for member in members):
        raise Refused(why.LOCKED)
    if _overlap(data, members):
        raise Refused(why.DAMAGED)
    named = {member.filename.replace("\\", "/").lstrip("/").lower(): member for member in members}
    if len(named) < len(members):
        raise Refused(why.TWINS)
    return named


def _overlap(data: bytes, members: list[zipfile.ZipInfo]) -> bool:
    """Whether two members share bytes, or one reaches past the end: no program writes such a file."""
    end = 0
    for member in sorted(members, key=lambda member: member.header_offset):
        start = member.header_offset
        head = data[start : start + _LOCAL.size]
        if start < end or len(head) < _LOCAL.size:
            return True
        _, name, extra = _LOCAL.unpack(head)
        end = start + _LOCAL.size + name + extra + member.compress_size
    return end > len(data)
