"""Builds .docx files in memory, honest and hostile: nothing binary is kept in the repository."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Iterable, Mapping

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT_W = "http://purl.oclc.org/ooxml/wordprocessingml/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_STRICT_OFFICE = "http://purl.oclc.org/ooxml/officeDocument/relationships"
_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
NAMESPACES = (
    f'xmlns:w="{W}" xmlns:r="{_OFFICE}"'
    ' xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
    ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    ' xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"'
    ' xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
    ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
    ' xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
)
MAIN_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
PART_KINDS = ("styles", "numbering", "settings", "footnotes", "endnotes", "theme")
SECTION = (
    '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/>'
    '<w:pgMar w:top="1134" w:right="850" w:bottom="1134" w:left="1701" w:header="720"/></w:sectPr>'
)
PROSE = (
    "Sáng ngày 05/9, trong không khí vui tươi của ngày hội đến trường, thầy và trò nhà trường đã tổ chức"
    " lễ khai giảng năm học mới với sự có mặt của đông đủ phụ huynh và các vị khách quý của địa phương."
)


# --- paragraphs -----------------------------------------------------------------------------------------


def p(*runs: str, props: str = "") -> str:
    """A paragraph; text without markup becomes a run."""
    inner = "".join(one if one.startswith("<") else r(one) for one in runs)
    return f"<w:p>{f'<w:pPr>{props}</w:pPr>' if props else ''}{inner}</w:p>"


def r(text: str, props: str = "") -> str:
    return f'<w:r>{f"<w:rPr>{props}</w:rPr>" if props else ""}<w:t xml:space="preserve">{text}</w:t></w:r>'


def tbl(*rows: Iterable[str]) -> str:
    """A table; each cell is markup of blocks, or text."""

    def cell(content: str) -> str:
        return f"<w:tc><w:tcPr/>{content if content.startswith('<') else p(content)}</w:tc>"

    return "<w:tbl><w:tblPr/>" + "".join(f"<w:tr>{''.join(map(cell, row))}</w:tr>" for row in rows) + "</w:tbl>"


def picture(alt: str = "", link: str = 'r:embed="rId90"') -> str:
    return (
        f'<w:r><w:drawing><wp:inline><wp:docPr id="1" name="Picture 1" descr="{alt}"/><a:graphic>'
        '<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic><pic:nvPicPr>'
        f'<pic:cNvPr id="1" name=""/></pic:nvPicPr><pic:blipFill><a:blip {link}/></pic:blipFill></pic:pic>'
        "</a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )


def text_box(content: str) -> str:
    """A text box as Word writes it: once for itself, once for old programs."""
    return (
        '<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:anchor><wp:docPr id="2" name=""/>'
        '<a:graphic><a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape">'
        f"<wps:wsp><wps:txbx><w:txbxContent>{content}</w:txbxContent></wps:txbx></wps:wsp></a:graphicData>"
        f"</a:graphic></wp:anchor></w:drawing></mc:Choice><mc:Fallback><w:pict><v:shape><v:textbox>"
        f"<w:txbxContent>{content}</w:txbxContent></v:textbox></v:shape></w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r>"
    )


def field(code: str, *result: str) -> str:
    """A complex field as runs."""
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve"> {code} </w:instrText></w:r>'
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{"".join(result)}'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


STYLES = f"""<w:styles xmlns:w="{W}">
<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman"/>
<w:sz w:val="28"/></w:rPr></w:rPrDefault></w:docDefaults>
<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>
<w:style w:type="paragraph" w:styleId="Tiu"><w:name w:val="Title"/><w:basedOn w:val="Normal"/></w:style>
<w:style w:type="paragraph" w:styleId="u1"><w:name w:val="heading 1"/><w:basedOn w:val="Normal"/>
<w:pPr><w:outlineLvl w:val="0"/></w:pPr><w:rPr><w:b/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="Muc"><w:name w:val="Mục"/><w:basedOn w:val="u1"/></w:style>
<w:style w:type="paragraph" w:styleId="Chuthich"><w:name w:val="caption"/></w:style>
<w:style w:type="paragraph" w:styleId="Trichdan"><w:name w:val="Quote"/></w:style>
<w:style w:type="paragraph" w:styleId="Gachdong"><w:name w:val="List Bullet"/>
<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="Dam"><w:name w:val="Đậm"/><w:rPr><w:b/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="An"><w:name w:val="Ẩn"/><w:rPr><w:vanish/></w:rPr></w:style>
<w:style w:type="character" w:styleId="Manh"><w:name w:val="Strong"/><w:rPr><w:b/></w:rPr></w:style>
<w:style w:type="character" w:styleId="Nghieng"><w:name w:val="Emphasis"/><w:rPr><w:i/></w:rPr></w:style>
</w:styles>"""
NUMBERING = f"""<w:numbering xmlns:w="{W}"><w:abstractNum w:abstractNumId="0">
<w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val="-"/></w:lvl>
<w:lvl w:ilvl="1"><w:numFmt w:val="none"/><w:lvlText w:val=""/></w:lvl></w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>"""


# --- the package ----------------------------------------------------------------------------------------


def document(body: str, section: str = SECTION) -> str:
    return f"<w:document {NAMESPACES}><w:body>{body}{section}</w:body></w:document>"


def parts(
    main: str | bytes,
    *,
    main_type: str = MAIN_TYPE,
    links: Iterable[tuple[str, str, str, bool]] = (),
    **others: str,
) -> dict[str, str | bytes]:
    """The members of a .docx. `links` are (id, kind, target, outside) of the document; `others` are the roots
    of styles, numbering and so on."""
    known = [(f"rId{number}", kind, f"{kind}.xml", False) for number, kind in enumerate(PART_KINDS) if kind in others]
    return {
        "[Content_Types].xml": _DECLARATION
        + '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{main_type}"/></Types>',
        "_rels/.rels": relationships([("rId1", "officeDocument", "word/document.xml", False)]),
        "word/document.xml": main if isinstance(main, bytes) else _DECLARATION + main,
        "word/_rels/document.xml.rels": relationships([*known, *links]),
        **{f"word/{kind}.xml": _DECLARATION + others[kind] for kind in PART_KINDS if kind in others},
    }


def relationships(links: Iterable[tuple[str, str, str, bool]]) -> str:
    rows = "".join(
        f'<Relationship Id="{id_}" Type="{_OFFICE}/{kind}" Target="{target}"'
        f' TargetMode="{"External" if outside else "Internal"}"/>'
        for id_, kind, target, outside in links
    )
    namespace = "http://schemas.openxmlformats.org/package/2006/relationships"
    return f'{_DECLARATION}<Relationships xmlns="{namespace}">{rows}</Relationships>'


def packed(members: Mapping[str, str | bytes], *, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return out.getvalue()


def docx(
    body: str, *, section: str = SECTION, links: Iterable[tuple[str, str, str, bool]] = (), **others: str
) -> bytes:
    """A .docx with this body, with the usual styles and numbering unless others are given."""
    return packed(parts(document(body, section), links=links, **{"styles": STYLES, "numbering": NUMBERING, **others}))


def strict(body: str) -> bytes:
    """As Word's "Strict Open XML Document" writes it: other namespaces, lengths with units."""
    section = '<w:sectPr><w:pgSz w:w="595.30pt" w:h="841.90pt"/></w:sectPr>'
    members = parts(document(body, section), styles=STYLES)
    return packed(
        {
            name: content.replace(W, STRICT_W).replace(_OFFICE, _STRICT_OFFICE)
            for name, content in members.items()
            if isinstance(content, str)
        }
    )


# --- hostile files --------------------------------------------------------------------------------------


def deflated_zip(members: Iterable[tuple[str, Iterable[bytes]]]) -> bytes:
    """A zip of members given in pieces, so that a bomb is built without its memory."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, pieces in members:
            with archive.open(name, "w") as member:
                for piece in pieces:
                    member.write(piece)
    return out.getvalue()


def with_member(name: str, pieces: Iterable[bytes], *, body: str = "") -> bytes:
    """A sound .docx in which one member is replaced or added."""
    members = {key: [_bytes(content)] for key, content in parts(document(body or p(PROSE))).items()}
    return deflated_zip([*((key, value) for key, value in members.items() if key != name), (name, pieces)])


def main_of(pieces: Iterable[bytes]) -> bytes:
    """A .docx whose body is these pieces."""
    start = f"<w:document {NAMESPACES}><w:body>".encode()
    return with_member(
        "word/document.xml",
        (piece for part in ([start], pieces, [b"</w:body></w:document>"]) for piece in part),
    )


def filled(megabytes: int) -> Iterable[bytes]:
    return (b" " * (1 << 20) for _ in range(megabytes))


def liar(data: bytes, name: str, declared: int = 100) -> bytes:
    """The same zip, whose directory and local header say another size for one member."""
    changed = bytearray(data)
    for signature, size_at, name_at in ((b"PK\x03\x04", 22, 30), (b"PK\x01\x02", 24, 46)):
        place = -1
        while (place := data.find(signature, place + 1)) >= 0:
            if data[place + name_at : place + name_at + len(name)] == name.encode():
                changed[place + size_at : place + size_at + 4] = struct.pack("<I", declared)
    return bytes(changed)


def wrong_checksum(data: bytes, name: str) -> bytes:
    place = data.find(b"PK\x01\x02")
    while data[place + 46 : place + 46 + len(name)] != name.encode():
        place = data.find(b"PK\x01\x02", place + 1)
    changed = bytearray(data)
    changed[place + 16 : place + 20] = struct.pack("<I", zlib.crc32(b"another"))
    return bytes(changed)


def overlapping(data: bytes) -> bytes:
    """The same zip, in which all members point at the first one's bytes."""
    changed = bytearray(data)
    place = -1
    while (place := data.find(b"PK\x01\x02", place + 1)) >= 0:
        changed[place + 42 : place + 46] = struct.pack("<I", 0)
    return bytes(changed)


def stretched(data: bytes, name: str, by: int = 40) -> bytes:
    """The same zip, in which one member reaches into the next."""
    place = data.find(b"PK\x01\x02")
    while data[place + 46 : place + 46 + len(name)] != name.encode():
        place = data.find(b"PK\x01\x02", place + 1)
    changed = bytearray(data)
    (size,) = struct.unpack_from("<I", data, place + 20)
    struct.pack_into("<I", changed, place + 20, size + by)
    return bytes(changed)


def encrypted_members(data: bytes) -> bytes:
    """The same zip, whose members say that they need a password."""
    changed = bytearray(data)
    for signature, flags_at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = -1
        while (place := data.find(signature, place + 1)) >= 0:
            changed[place + flags_at] |= 1
    return bytes(changed)


def crowded(count: int) -> bytes:
    """A zip of many empty members."""
    local, directory = [], []
    offset = 0
    for number in range(count):
        name = f"{number:06}".encode()
        local.append(struct.pack("<4s5H3I2H", b"PK\x03\x04", 20, 0, 0, 0, 33, 0, 0, 0, len(name), 0) + name)
        directory.append(
            struct.pack("<4s6H3I5H2I", b"PK\x01\x02", 20, 20, 0, 0, 0, 33, 0, 0, 0, len(name), 0, 0, 0, 0, 0, offset)
            + name
        )
        offset += len(local[-1])
    entries = b"".join(directory)
    end = struct.pack("<4s4H2IH", b"PK\x05\x06", 0, 0, count & 0xFFFF, count & 0xFFFF, len(entries), offset, 0)
    return b"".join(local) + entries + end


def twins(body: str) -> bytes:
    """Two members of one name: readers disagree on which of them is the document."""
    members = [(name, _bytes(content)) for name, content in parts(document(body)).items()]
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in members:
            archive.writestr(name, content)
        archive.writestr("word/dOcument.xml", document(p("Bản khác.")))
    return out.getvalue().replace(b"word/dOcument.xml", b"word/document.xml")


def ole(*streams: str) -> bytes:
    """The head of an OLE file, as password-protected and old Word files are, with these streams."""
    entries = b"".join(stream.encode("utf-16-le").ljust(128, b"\x00") for stream in streams)
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".ljust(512, b"\x00") + entries.ljust(4096, b"\x00")


def _bytes(content: str | bytes) -> bytes:
    return content.encode() if isinstance(content, str) else content
