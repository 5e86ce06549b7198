"""What a draft's article is: its title, signature, layout and the doubts about its reading."""

from __future__ import annotations

import logging

import pytest
from docx_files import PROSE, W, document, docx, field, p, packed, parts, picture, r, relationships, tbl

from linter.model import Article, ArticleKind, Layout
from linter.read.docx import read


def article(body: str, **others: str) -> Article:
    return read(docx(body, **others), "bai-viet.docx")


def style(name: str) -> str:
    return f'<w:pStyle w:val="{name}"/>'


def bare(body: str) -> str:
    """A document without styles and without a section."""
    return f'<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>'


CENTRED = '<w:jc w:val="center"/>'


# --- title, signature, layout ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("body", "title", "left"),
    [
        (
            p("Mở đầu.") + p("Tựa theo kiểu", props=style("Tiu")) + p(PROSE),
            "Tựa theo kiểu",
            ["Mở đầu.", PROSE],
        ),
        (p("Tựa là đề mục", props=style("u1")) + p(PROSE), "Tựa là đề mục", [PROSE]),
        (p("Tựa ở giữa", props=CENTRED) + p(PROSE), "Tựa ở giữa", [PROSE]),
        (p(r("Tựa in ", "<w:b/>"), r("đậm", "<w:b/>")) + p(PROSE), "Tựa in đậm", [PROSE]),
        (p("TỰA CHỮ HOA 20/11") + p(PROSE), "TỰA CHỮ HOA 20/11", [PROSE]),
        (p(r("Tựa hiện chữ hoa", "<w:caps/>")) + p(PROSE), "Tựa hiện chữ hoa", [PROSE]),
        (p("") + p("TỰA", "<w:r><w:br/></w:r>", "HAI DÒNG") + p(PROSE), "TỰA HAI DÒNG", [PROSE]),
        (
            p("TỰA") + p(PROSE + PROSE) + p("Đề mục sau", props=style("u1")) + p("Hết."),
            "TỰA",
            [PROSE + PROSE, "Đề mục sau", "Hết."],
        ),
        (p("Câu thường.") + p(PROSE), "bai-viet", ["Câu thường.", PROSE]),
        (p(r(PROSE + PROSE, "<w:b/>")), "bai-viet", [PROSE + PROSE]),
    ],
)
def test_the_title_is_found_and_taken_out(body: str, title: str, left: list[str]) -> None:
    found = article(body)
    assert found.title == title
    assert [block.text for block in found.blocks] == left
    assert found.doubts == ()


def test_the_head_of_an_office_letter_in_a_table_is_no_title() -> None:
    head = tbl(["UBND XÃ RẠCH SẬY", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"])
    assert article(head + p("KHAI GIẢNG", props=CENTRED) + p(PROSE)).title == "KHAI GIẢNG"


def test_the_title_tells_the_kind_of_article() -> None:
    assert article(p("THÔNG BÁO TUYỂN SINH") + p(PROSE)).kind is ArticleKind.NOTICE
    assert article(p("KHAI GIẢNG") + p(PROSE)).kind is ArticleKind.NEWS


def test_signature_and_source_leave_the_blocks() -> None:
    found = article(
        p("KHAI GIẢNG")
        + p(PROSE, "<w:r><w:br/></w:r>", "Tin, ảnh: Trần Thị B")
        + p("Nguồn: Báo Rạch Sậy", props='<w:jc w:val="right"/>')
    )
    assert (found.author, found.credited_source) == ("Trần Thị B", "Báo Rạch Sậy")
    assert [block.text for block in found.blocks] == [PROSE]


def test_layout_is_the_last_section_and_what_most_letters_look_like() -> None:
    theme = (
        '<a:theme xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:themeElements><a:fontScheme>'
        '<a:majorFont><a:latin typeface="Lớn"/></a:majorFont><a:minorFont><a:latin typeface="Cambria"/>'
        "</a:minorFont></a:fontScheme></a:themeElements></a:theme>"
    )
    wide = '<w:sectPr><w:pgSz w:w="16838" w:h="11906"/></w:sectPr>'
    body = (
        p("Trang ngang.", props=wide)
        + p(r(PROSE, '<w:rFonts w:asciiTheme="minorHAnsi" w:ascii="Arial"/><w:sz w:val="26"/>'))
        + p(r("ít chữ", '<w:sz w:val="72"/>'))
    )
    expected = Layout(210.0, 297.0, (20.0, 20.0, 30.0, 15.0), "Cambria", 13.0)
    assert article(body, theme=theme).layout == expected


def test_layout_without_styles_is_words_own_and_a_page_may_be_missing() -> None:
    plain = packed(parts(bare(p(PROSE))))
    assert read(plain, "a.docx").layout == Layout(font="Times New Roman", size_pt=10.0)


# --- doubts ---------------------------------------------------------------------------------------------

TCVN3 = "Tr\u00adêng tiÓu häc tæ chøc lÔ khai gi¶ng n¨m häc míi cho c¸c em häc sinh"


def test_d21_old_fonts_with_old_letters_raise_a_doubt() -> None:
    old = r(TCVN3, '<w:rFonts w:ascii=".VnTime" w:hAnsi=".VnTime"/>')
    (doubt,) = article(p(old)).doubts
    assert ".VnTime" in doubt
    assert "Unicode" in doubt
    assert "Unicode" in article(p(TCVN3 + TCVN3)).doubts[0], "by the letters alone"


def test_d21_unicode_text_in_an_old_font_is_read_well() -> None:
    assert article(p(r(PROSE, '<w:rFonts w:ascii="VNI-Times"/>'))).doubts == ()


@pytest.mark.parametrize("look", ['<w:sz w:val="2"/>', '<w:color w:val="FFFFFF"/>'], ids=["1pt", "white"])
def test_d20_text_that_nobody_sees_raises_a_doubt(look: str) -> None:
    (doubt,) = article(p(PROSE) + p(r(PROSE, look))).doubts
    assert "không thấy" in doubt


def test_d20_white_on_a_coloured_ground_and_blank_lines_are_honest() -> None:
    white = r(PROSE, '<w:color w:val="FFFFFF"/>')
    shaded = p(white, props='<w:shd w:val="clear" w:fill="1F3864"/>')
    found = article(shaded + tbl([p(white)]) + p("") * 500)
    assert found.doubts == ()
    assert len(found.blocks) == 2


def test_prose_kept_in_a_data_table_raises_a_doubt() -> None:
    long = PROSE + " " + PROSE
    assert "bảng" in article(tbl(["Nội dung", "Kết quả"], [long, long])).doubts[0]
    assert article(p(long + long + long) + tbl(["Nội dung", "Kết quả"], [long, "Tốt"])).doubts == ()


def test_a_part_in_another_file_raises_a_doubt() -> None:
    assert "tệp khác" in article(p(PROSE) + '<w:altChunk r:id="rId7"/>').doubts[0]


def test_d19_nothing_outside_is_fetched_and_a_remote_template_is_mentioned(
    caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_network(*_: object, **__: object) -> None:
        raise AssertionError("the reader went to the network")

    monkeypatch.setattr("socket.socket.connect", no_network)
    monkeypatch.setattr("socket.getaddrinfo", no_network)
    caplog.set_level(logging.INFO)
    body = p(PROSE, picture("Ảnh ngoài", 'r:link="rId50"'), field("DDEAUTO c:\\\\cmd.exe", r("kết quả")))
    members = parts(
        document(body),
        settings=f'<w:settings xmlns:w="{W}"/>',
        links=[("rId50", "image", "http://169.254.169.254/", True)],
    )
    members["word/_rels/settings.xml.rels"] = relationships(
        [("rId1", "attachedTemplate", "http://mau.example/a.dotm", True)]
    )
    found = read(packed(members), "a.docx")
    assert [block.text for block in found.blocks] == ["Ảnh ngoài", PROSE + "kết quả"]
    assert "template" in caplog.text
    assert found.links == ()


def test_d26_properties_and_comments_are_not_read() -> None:
    members = parts(bare(p("Câu.")))
    members["docProps/core.xml"] = "<cp:coreProperties>Nguyễn Bí Mật</cp:coreProperties>"
    members["word/comments.xml"] = f'<w:comments xmlns:w="{W}">{p("Nguyễn Bí Mật góp ý")}</w:comments>'
    assert "Bí Mật" not in repr(read(packed(members), "a.docx"))
