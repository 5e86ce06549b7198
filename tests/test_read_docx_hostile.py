"""Files that are damaged, locked, of another kind or made to harm: each is refused by its name, or read.

The ids are those of the catalogue of hostile inputs.
"""

from __future__ import annotations

import random
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import docx_files as files
import pytest
from docx_files import PROSE, W, docx, p, packed, parts, r

from linter.errors import DraftError
from linter.model import Article
from linter.read.docx import read

SOUND = docx(p("KHAI GIẢNG") + p(PROSE))


def refused(data: bytes, name: str = "bai-viet.docx") -> str:
    """The one sentence with which a file is refused."""
    with pytest.raises(DraftError) as error:
        read(data, name)
    sentence = str(error.value)
    assert sentence.startswith("Tệp “")
    assert sentence.endswith(".")
    assert "; " in sentence, "says what it is, then what to do"
    assert ". " not in sentence
    return sentence


def text(data: bytes) -> list[str]:
    return [block.text for block in read(data, "bai-viet.docx").blocks]


# --- other kinds and damage -----------------------------------------------------------------------------

ODT = packed({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<a/>"}, method=zipfile.ZIP_STORED)
ODT_ZIPPED_ANEW = packed({"content.xml": "<a/>", "META-INF/manifest.xml": "<a/>"})
SPREADSHEET = packed({"[Content_Types].xml": "<Types/>", "xl/workbook.xml": "<workbook/>"})
SLIDES = packed({"[Content_Types].xml": "<Types/>", "ppt/presentation.xml": "<p/>"})
WORD = "application/vnd.ms-word"
TEMPLATE = "application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml"
SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"


def typed(main_type: str) -> bytes:
    return packed(parts(files.document(p(PROSE)), main_type=main_type))


@pytest.mark.parametrize(
    ("data", "says"),
    [
        pytest.param(files.ole("EncryptionInfo", "EncryptedPackage"), "có mật khẩu", id="password"),
        pytest.param(files.encrypted_members(SOUND), "có mật khẩu", id="zip-password"),
        pytest.param(files.ole("WordDocument", "1Table"), "đời cũ (.doc)", id="doc"),
        pytest.param(files.ole("Workbook"), "Excel", id="xls"),
        pytest.param(files.ole("PowerPoint Document"), "PowerPoint", id="ppt"),
        pytest.param(files.ole("__nameid_version1.0"), "không phải tệp Word", id="ole-other"),
        pytest.param(typed(f"{WORD}.document.macroEnabled.main+xml"), "macro (.docm)", id="docm"),
        pytest.param(typed(f"{WORD}.template.macroEnabledTemplate.main+xml"), "macro", id="dotm"),
        pytest.param(typed(TEMPLATE), "mẫu của Word (.dotx)", id="dotx"),
        pytest.param(typed(SHEET_TYPE), "Excel", id="spreadsheet-type"),
        pytest.param(SPREADSHEET, "Excel", id="xlsx"),
        pytest.param(SLIDES, "PowerPoint", id="pptx"),
        pytest.param(ODT, "LibreOffice", id="odt"),
        pytest.param(ODT_ZIPPED_ANEW, "LibreOffice", id="odt-zipped-anew"),
        pytest.param(b"{\\rtf1\\ansi Xin ch\\'e0o}" * 9, "RTF", id="rtf"),
        pytest.param(b"%PDF-1.7\n" + b"x" * 200, "PDF", id="pdf"),
        pytest.param(b"\xef\xbb\xbf\n<!DOCTYPE html><html><body>a</body></html>", "HTML", id="html"),
        pytest.param("<html><body>Chào</body></html>".encode("utf-16"), "HTML", id="html-utf16"),
        pytest.param(b"MIME-Version: 1.0\r\nContent-Type: multipart/related", "HTML", id="mht"),
        pytest.param(b'<?xml version="1.0"?><?mso-application progid="Word.Document"?><a/>', "XML", id="xml"),
        pytest.param(b'{"url": "https://docs.example/d/1", "doc_id": "1"}', "Google", id="gdoc"),
        pytest.param(b"\x89PNG\r\n\x1a\n" + b"\x00" * 200, "tệp ảnh", id="png"),
        pytest.param(b"Rar!\x1a\x07" + b"\x00" * 200, "tệp nén", id="rar"),
        pytest.param(packed({"bai.docx": SOUND}), "tệp nén", id="zip-with-docx"),
        pytest.param(("Chào năm học mới. " * 20).encode(), "văn bản thuần", id="txt"),
    ],
)
def test_d14_another_kind_of_file_is_named(data: bytes, says: str) -> None:
    assert says in refused(data)


@pytest.mark.parametrize(
    ("data", "says"),
    [
        pytest.param(b"", "rỗng (0 byte)", id="empty"),
        pytest.param(b"PK\x03\x04", "hỏng", id="4-bytes-of-zip"),
        pytest.param(b"abcde", "bị hỏng, chỉ có 5 byte", id="5-bytes"),
        pytest.param(SOUND[: len(SOUND) // 2], "chưa xong", id="truncated"),
        pytest.param(b"\x00" * 5000, "hỏng", id="zeros"),
        pytest.param(files.wrong_checksum(SOUND, "word/document.xml"), "hỏng", id="crc"),
        pytest.param(packed(parts(files.document(p(PROSE))), method=zipfile.ZIP_BZIP2), "hỏng", id="bzip2"),
        pytest.param(packed(parts("<a><b></a>")), "hỏng", id="xml"),
        pytest.param(packed(parts("<a/>")), "không phải tệp Word", id="other-root"),
        pytest.param(packed(parts(f'<w:document xmlns:w="{W}"/>')), "hỏng", id="no-body"),
        pytest.param(packed({"[Content_Types].xml": "<Types/>"}), "hỏng", id="no-main-part"),
        pytest.param(docx(p(PROSE), styles="<w:styles"), "hỏng", id="styles"),
    ],
)
def test_d15_a_damaged_file_is_said_to_be_damaged(data: bytes, says: str) -> None:
    assert says in refused(data)


def test_a_file_over_the_bound_is_refused_before_it_is_read() -> None:
    assert "20 MB" in refused(SOUND + b"\x00" * (20 << 20))


def test_words_own_lock_file_is_named() -> None:
    assert "~$" in refused(b"\x0bTeacher".ljust(162, b"\x00"), "~$bai-viet.docx")


# --- declarations, names, relationships -----------------------------------------------------------------


def declared(doctype: str, code: str = "utf-8") -> bytes:
    body = f'<w:document xmlns:w="{W}"><w:body>{p("A&x;B")}</w:body></w:document>'
    return packed(parts(f'<?xml version="1.0" encoding="{code}"?>{doctype}{body}'.encode(code)))


@pytest.mark.parametrize("code", ["utf-8", "utf-16", "utf-16-le", "utf-16-be"])
def test_d08_an_entity_is_refused_whatever_the_encoding(code: str) -> None:
    assert "DOCTYPE" in refused(declared('<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>', code))


def test_d08_a_declaration_hidden_by_an_encoding_is_not_believed() -> None:
    hidden = b'<?xml version="1.0" encoding="utf-7"?>+ADwAIQ-DOCTYPE a+AD4APA-a/+AD4-'
    assert "hỏng" in refused(packed(parts(hidden)))


def test_d08_a_declaration_in_another_part_is_refused_too() -> None:
    assert "DOCTYPE" in refused(docx(p(PROSE), numbering="<!DOCTYPE a><a/>"))


def test_d08_a_declaration_over_the_edge_of_two_pieces_is_seen() -> None:
    start = '<?xml version="1.0"?>'
    padded = start + " " * (65536 - len(start) - 4) + f'<!DOCTYPE a><w:document xmlns:w="{W}"/>'
    assert "DOCTYPE" in refused(packed(parts(padded.encode())))


def test_d09_nested_entities_are_refused() -> None:
    levels = "".join(f'<!ENTITY x{n} "{f"&x{n - 1};" * 10}">' for n in range(1, 10))
    assert "DOCTYPE" in refused(declared(f'<!DOCTYPE a [<!ENTITY x0 "ha">{levels}<!ENTITY x "&x9;">]>'))


def test_d13_two_members_of_one_name_are_refused() -> None:
    assert "trùng tên" in refused(files.twins(p(PROSE)))


def test_d16_relationships_that_lead_nowhere_do_not_matter() -> None:
    links = [
        ("rId80", "image", "../NULL", False),
        ("rId81", "hyperlink", "#_top", False),
        ("rId82", "styles", "../../../../etc/passwd", False),
    ]
    body = p(PROSE, '<w:hyperlink r:id="rId81"><w:r><w:t> Đầu trang.</w:t></w:r></w:hyperlink>')
    data = packed(parts(files.document(body), links=links))
    assert text(data) == [f"{PROSE} Đầu trang."]


def test_d07_values_that_make_no_sense_are_passed_over() -> None:
    body = (
        p(r("Cỡ lạ. ", '<w:sz w:val="28.5"/>'), r("Chữ. ", '<w:sz w:val="abc"/>'), r("Trống.", "<w:sz/>"))
        + p("Mục.", props='<w:numPr><w:ilvl w:val="x"/><w:numId/></w:numPr><w:outlineLvl w:val="-3"/><w:jc/>')
        + p("<w:r><w:fldChar/></w:r>", '<w:r><w:sym w:char="D800"/><w:sym/></w:r>', "Hết.")
        + '<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="-5"/></w:tcPr>' + p("Ô.") + "</w:tc></w:tr></w:tbl>"
    )  # fmt: skip
    section = '<w:sectPr><w:pgSz w:w="rộng"/><w:pgMar w:top="1"/></w:sectPr>'
    found = read(docx(body, section=section), "a.docx")
    assert " ".join(block.text for block in found.blocks).split() == "Cỡ lạ. Chữ. Trống. Mục. Hết. Ô.".split()
    assert found.layout is not None
    assert found.layout.margins_mm is None
    assert found.layout.size_pt == 14.0


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("../../etc/bai.docx", "“bai.docx”"),
        ("C:\\Users\\a\\bai.docx", "“bai.docx”"),
        ("b" * 300 + ".docx", "…bb.docx”"),
        ("bai\x00\n.docx", "“bai.docx”"),
        ("CON.docx", "“CON.docx”"),
        ("bai\u202excod.docx", "“baixcod.docx”"),
        ("", "“không tên”"),
    ],
)
def test_d24_a_name_is_only_shown_and_never_a_path(name: str, shown: str) -> None:
    sentence = refused(b"abcde", name)
    assert shown in sentence
    assert len(sentence) < 200
    found = read(docx(p("Một câu thường.")), name)
    assert found.title == shown.strip("“”").removesuffix(".docx") or len(name) > 200
    assert not {"\x00", "\n", "\u202e"} & set(found.source + found.title)


# --- bombs ----------------------------------------------------------------------------------------------

_CHILD = """
import sys, time
from pathlib import Path
from linter.errors import DraftError
from linter.read.docx import read
data = Path(sys.argv[1]).read_bytes()
try:
    said = "read %d" % len(read(data, "a.docx").blocks)
except DraftError as error:
    said = str(error)
peak = [line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmHWM")]
sys.stdout.buffer.write(f"{time.process_time():.2f} {int(peak[0].split()[1]) // 1024} {said}".encode())
"""
COMPLEX, LONG = "quá phức tạp", "quá dài"
RUN = b"<w:r><w:t>a</w:t></w:r>"
ATTRIBUTES = b"<w:p " + b" ".join(b'a%d="1"' % number for number in range(20)) + b"/>"
BEGIN, SEPARATE = (b'<w:r><w:fldChar w:fldCharType="%b"/></w:r>' % mark for mark in (b"begin", b"separate"))
SPAN = '<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="20000000"/></w:tcPr>' + p(PROSE) + "</w:tc></w:tr></w:tbl>"
ILLUSTRATED = packed({"word/media/image1.png": b"\x89PNG" * 9, **parts(files.document(p(PROSE)))})


def styled() -> bytes:
    """Thousands of styles, each based on the one before it, each used once."""
    numbers = range(11_000)
    styles = "".join(
        f'<w:style w:styleId="s{n}"><w:basedOn w:val="s{n - 1}"/><w:rPr><w:b/></w:rPr></w:style>' for n in numbers
    )
    runs = "".join(f'<w:r><w:rPr><w:rStyle w:val="s{n}"/></w:rPr><w:t>a</w:t></w:r>' for n in reversed(numbers))
    return docx(f"<w:p>{runs}</w:p>", styles=f'<w:styles xmlns:w="{W}">{styles}</w:styles>')


def one_text(megabytes: int) -> bytes:
    return files.main_of([b"<w:p><w:r><w:t>", *[b"a" * (1 << 20)] * megabytes, b"</w:t></w:r></w:p>"])


def swollen(member: str, megabytes: int = 160) -> bytes:
    return files.with_member(member, files.filled(megabytes))


BOMBS: dict[str, tuple[Callable[[], bytes], str]] = {
    "D01": (lambda: swollen("word/document.xml"), COMPLEX),
    "D02": (lambda: files.liar(swollen("word/document.xml"), "word/document.xml"), "hỏng"),
    "D03": (lambda: swollen("word/media/image1.png"), "read 1"),
    "D03-part-that-nothing-names": (lambda: swollen("word/styles.xml"), "read 1"),
    "D04": (lambda: files.main_of([b"<w:p/>" * 5000] * 1000), COMPLEX),
    "D05": (lambda: files.main_of([b"<w:p>", *[RUN * 1000] * 1000, b"</w:p>"]), COMPLEX),
    "D05-just-below": (lambda: files.main_of([b"<w:p>", *[RUN * 1000] * 120, b"</w:p>"]), "read 1"),
    "D06": (lambda: docx(SPAN), "read 1"),
    "D10": (lambda: files.main_of([b"<w:tbl><w:tr><w:tc>" * 5000]), COMPLEX),
    "D10-below-the-parser": (lambda: files.main_of([b"<w:sdt>" * 240, b"</w:sdt>" * 240]), COMPLEX),
    "D11": (lambda: one_text(20), COMPLEX),
    "D11-below-the-parser": (lambda: one_text(9), LONG),
    "D12-overlap": (lambda: files.overlapping(SOUND), "hỏng"),
    "D12-overlap-of-two": (lambda: files.stretched(ILLUSTRATED, "word/media/image1.png"), "hỏng"),
    "D12-members": (lambda: files.crowded(220_000), COMPLEX),
    "D12-fewer-members": (lambda: files.crowded(3_000), COMPLEX),
    "D23": (lambda: files.main_of([p(PROSE).encode() * 10] * 3000), LONG),
    "D23-just-below": (lambda: files.main_of([p("một hai ba bốn năm sáu bảy").encode()] * 2_900), "read 1"),
    "D23-lines": (lambda: files.main_of([b"<w:p>" + RUN + b"</w:p>"] * 7000), LONG),
    "fields": (lambda: files.main_of([b"<w:p>", (BEGIN + SEPARATE + RUN * 2) * 17_000, b"</w:p>"]), "read 1"),
    "styles": (styled, "read 0"),
    "attributes": (lambda: files.main_of([ATTRIBUTES * 1000] * 100), COMPLEX),
}


@pytest.mark.slow
@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="the peak of memory is read from /proc")
@pytest.mark.parametrize("case", list(BOMBS))
def test_a_bomb_costs_little(case: str, tmp_path: Path) -> None:
    build, says = BOMBS[case]
    bomb = tmp_path / "a.docx"
    bomb.write_bytes(build())
    child = subprocess.run(
        [sys.executable, "-c", _CHILD, str(bomb)],
        capture_output=True,
        timeout=60,
        check=True,
        cwd=Path(__file__).parent.parent,
    )
    seconds, megabytes, said = child.stdout.decode().split(" ", 2)
    assert says in said
    assert float(seconds) < 4, "processor seconds, the start of Python among them"
    assert int(megabytes) < 120


def test_random_damage_never_shows_a_traceback() -> None:
    chance = random.Random(20201109)
    members = parts(files.document(p("KHAI GIẢNG") + p(PROSE)), styles=files.STYLES, numbering=files.NUMBERING)
    sound = packed(members, method=zipfile.ZIP_STORED)
    for _ in range(400):
        hurt = bytearray(sound)
        for _ in range(chance.randint(1, 8)):
            hurt[chance.randrange(len(hurt))] = chance.randrange(256)
        cut = bytes(hurt[: chance.choice([len(hurt), chance.randrange(len(hurt))])])
        try:
            assert isinstance(read(cut, "a.docx"), Article)
        except DraftError as error:
            assert str(error)  # noqa: PT017


def test_random_damage_of_the_markup_never_shows_a_traceback() -> None:
    chance = random.Random(20201109)
    body = files.document(
        p("KHAI GIẢNG", props='<w:pStyle w:val="u1"/>')
        + p(PROSE, files.field("PAGE", r("3")), files.picture("a"), files.text_box(p("b")))
        + files.tbl(["a", "b"], ["c", "d"])
    )
    tags = [piece for piece in body.replace(">", ">\n").split("\n") if piece]
    for _ in range(300):
        torn = [tag for tag in tags if chance.random() > 0.03]
        try:
            assert isinstance(read(packed(parts("".join(torn))), "a.docx"), Article)
        except DraftError as error:
            assert str(error)  # noqa: PT017
