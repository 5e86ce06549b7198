"""What is read of an honest .docx, and in which order."""

from __future__ import annotations

import re

import pytest
from docx_files import (
    NUMBERING,
    PROSE,
    STYLES,
    W,
    docx,
    field,
    p,
    packed,
    parts,
    picture,
    r,
    strict,
    tbl,
    text_box,
)

from linter.model import Article, Layout, Region, Run
from linter.read.docx import read


def article(body: str, **others: str) -> Article:
    return read(docx(body, **others), "bai-viet.docx")


def blocks(body: str, **others: str) -> list[tuple[str, str]]:
    """Kind and text of each block, pictures among them."""
    return [(block.kind.value, block.text) for block in article(body, **others).blocks]


def texts(body: str, **others: str) -> list[str]:
    return [text for _, text in blocks(body, **others)]


def style(name: str) -> str:
    return f'<w:pStyle w:val="{name}"/>'


def bare(body: str) -> str:
    """A document without styles and without a section."""
    return f'<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>'


# --- order and containers -------------------------------------------------------------------------------


def test_everything_is_read_in_the_order_of_the_body() -> None:
    body = (
        p("Đoạn đầu tiên của bài viết này.")
        + tbl(["STT", "Tên"], ["1", "Lớp Một"])
        + "<w:sdt><w:sdtPr/><w:sdtContent>"
        + p("Đoạn trong khung nội dung.")
        + "</w:sdtContent></w:sdt>"
        + p("Đoạn cuối.", picture("Cột cờ"))
    )
    assert blocks(body) == [
        ("paragraph", "Đoạn đầu tiên của bài viết này."),
        ("table", "STT\tTên\n1\tLớp Một"),
        ("paragraph", "Đoạn trong khung nội dung."),
        ("image", "Cột cờ"),
        ("paragraph", "Đoạn cuối."),
    ]


def test_tracked_insertions_count_and_deletions_never_do() -> None:
    body = (
        p(
            "Nhà trường ",
            f'<w:ins w:id="1">{r("đã ")}</w:ins>',
            '<w:del w:id="2"><w:r><w:delText>chưa </w:delText></w:r></w:del>',
            f'<w:moveFrom w:id="3">{r("hôm qua ")}</w:moveFrom>',
            f'<w:moveTo w:id="4">{r("hôm nay ")}</w:moveTo>',
            "khai giảng.",
        )
        + "<w:tbl><w:tr><w:trPr><w:del/></w:trPr><w:tc>" + p("Dòng đã xóa.") + "</w:tc></w:tr></w:tbl>"
    )  # fmt: skip
    assert texts(body) == ["Nhà trường đã hôm nay khai giảng."]


def test_a_deleted_or_hidden_paragraph_mark_joins_two_paragraphs() -> None:
    deleted = p("Học sinh lớp ", props="<w:rPr><w:del/></w:rPr>") + p("Một vui mừng.")
    hidden = p("Học sinh lớp ", props="<w:rPr><w:vanish/></w:rPr>") + p("Hai vui mừng.")
    at_the_end = p("Hết bài viết.", props="<w:rPr><w:del/></w:rPr>")
    assert texts(deleted + hidden + at_the_end) == [
        "Học sinh lớp Một vui mừng.",
        "Học sinh lớp Hai vui mừng.",
        "Hết bài viết.",
    ]


def test_a_drop_cap_belongs_to_its_word() -> None:
    cap = p("S", props='<w:framePr w:dropCap="drop"/>')
    assert texts(cap + p("áng ngày 05/9, trường khai giảng.")) == ["Sáng ngày 05/9, trường khai giảng."]


def test_links_fields_and_smart_tags_give_their_text_and_no_code() -> None:
    body = p(
        '<w:hyperlink r:id="rId50">' + r("Cổng thông tin") + "</w:hyperlink>",
        " và ",
        field('HYPERLINK "https://truong.example/bai"', r("trang trường")),
        ", trang ",
        field("PAGE", r("3"), field("DATE", r("/9"))),
        ", ",
        '<w:fldSimple w:instr=" AUTHOR ">' + r("cô giáo") + "</w:fldSimple>",
        "<w:smartTag>" + r(" ở Rạch Sậy") + "</w:smartTag>.",
    )
    data = docx(body, links=[("rId50", "hyperlink", "https://cong.example/", True)])
    read_ = read(data, "a.docx")
    assert [block.text for block in read_.blocks] == ["Cổng thông tin và trang trường, trang 3/9, cô giáo ở Rạch Sậy"]
    assert [(link.url, link.text) for link in read_.links] == [
        ("https://cong.example/", "Cổng thông tin"),
        ("https://truong.example/bai", "trang trường"),
    ]


def test_a_field_inside_an_instruction_is_no_text_and_one_over_paragraphs_ends() -> None:
    begin, separate, end = (f'<w:r><w:fldChar w:fldCharType="{t}"/></w:r>' for t in ("begin", "separate", "end"))
    body = (
        p(begin, r("mã"), field("REF x", r("mã lồng")), separate, "Kết quả đoạn một.")
        + p("Kết quả đoạn hai.", end, " Sau trường.")
    )  # fmt: skip
    assert texts(body) == ["Kết quả đoạn một.", "Kết quả đoạn hai. Sau trường."]


def test_a_field_without_end_hides_nothing() -> None:
    body = p('<w:r><w:fldChar w:fldCharType="begin"/></w:r>', "Đoạn này còn nguyên.") + p("Đoạn sau cũng còn.")
    assert texts(body) == ["Đoạn này còn nguyên.", "Đoạn sau cũng còn."]


def test_a_text_box_is_read_once_after_its_paragraph() -> None:
    assert texts(p("Đoạn có hộp.", text_box(p("Chữ trong hộp.")), " Hết.")) == [
        "Đoạn có hộp. Hết.",
        "Chữ trong hộp.",
    ]


def test_a_box_only_in_the_old_form_and_word_art_are_read() -> None:
    old = (
        "<w:r><w:pict><v:shape><v:textbox><w:txbxContent>"
        + p("Hộp kiểu cũ.")
        + "</w:txbxContent></v:textbox></v:shape></w:pict></w:r>"
    )
    lone = f"<w:r><mc:AlternateContent><mc:Fallback>{old}</mc:Fallback></mc:AlternateContent></w:r>"
    art = '<w:r><w:pict><v:shape><v:textpath string="CHÀO NĂM HỌC MỚI"/></v:shape></w:pict></w:r>'
    result = article(p(art) + p(PROSE, old) + p(PROSE, lone))
    assert result.title == "CHÀO NĂM HỌC MỚI"
    assert [block.text for block in result.blocks] == [PROSE, "Hộp kiểu cũ."] * 2


def test_hidden_text_is_left_out_by_run_by_style_and_by_switch() -> None:
    body = (
        p("Thấy được.", r(" Bị ẩn.", "<w:vanish/>"), r(" Vẫn thấy.", '<w:vanish w:val="0"/>'))
        + p("Cả đoạn ẩn.", props=style("An"))
        + p(r("Hiện lại trong đoạn ẩn.", '<w:vanish w:val="false"/>'), props=style("An"))
    )
    assert texts(body) == ["Thấy được. Vẫn thấy.", "Hiện lại trong đoạn ẩn."]


def test_notes_stand_after_the_body_and_apart_from_it() -> None:
    notes = (
        f'<w:footnotes xmlns:w="{W}"><w:footnote w:type="separator" w:id="-1">{p("——")}</w:footnote>'
        f'<w:footnote w:id="2">{p("Chú thích được dẫn.")}</w:footnote>'
        f'<w:footnote w:id="3">{p("Chú thích không ai dẫn.")}</w:footnote></w:footnotes>'
    )
    body = p("Câu có chú thích.", '<w:r><w:footnoteReference w:id="2"/></w:r>') + p("Câu cuối.")
    found = article(body, footnotes=notes).blocks
    assert [(block.text, block.region) for block in found] == [
        ("Câu có chú thích.", Region.MAIN),
        ("Câu cuối.", Region.MAIN),
        ("Chú thích được dẫn.", Region.ASIDE),
    ]


def test_breaks_tabs_hyphens_symbols_and_equations() -> None:
    body = (
        p(
            "Dòng một.",
            "<w:r><w:br/></w:r>",
            "Dòng hai",
            "<w:r><w:tab/></w:r>",
            "sau cột",
            "<w:r><w:noBreakHyphen/></w:r>",
            "nối",
            '<w:r><w:softHyphen/><w:sym w:font="Times New Roman" w:char="00D7"/></w:r>',
            "<m:oMath><m:r><m:t>x+1</m:t></m:r></m:oMath>",
        )
        + p('<w:r><w:sym w:font="Symbol" w:char="F0B7"/></w:r>', " Một việc cần làm")
        + p("\uf0a7 Một việc nữa")
    )
    assert blocks(body) == [
        ("paragraph", "Dòng một."),
        ("paragraph", "Dòng hai sau cột-nối×x+1"),
        ("list-item", "Một việc cần làm"),
        ("list-item", "Một việc nữa"),
    ]


def test_prompts_of_empty_controls_and_ruby_are_no_text() -> None:
    prompt = "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>"
    ruby = "<w:r><w:ruby><w:rt>" + r("phiên âm") + "</w:rt><w:rubyBase>" + r("chữ gốc") + "</w:rubyBase></w:ruby></w:r>"
    body = prompt.format(p("Bấm vào đây để nhập.")) + p("Có ", prompt.format(r("nhập ")), ruby, ".")
    assert texts(body) == ["Có chữ gốc."]


# --- kinds and styles -----------------------------------------------------------------------------------


def test_kinds_come_from_styles_their_parents_and_numbering() -> None:
    body = (
        p("Tên bài", props=style("Tiu"))
        + p("Chương một", props=style("u1"))
        + p("Mục con", props=style("Muc"))
        + p("Đề mục trực tiếp", props='<w:outlineLvl w:val="2"/>')
        + p("Thôi là đề mục.", props=style("u1") + '<w:outlineLvl w:val="9"/>')
        + p("Gạch theo kiểu", props=style("Gachdong"))
        + p("Gạch trực tiếp", props='<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>')
        + p("Bỏ gạch.", props=style("Gachdong") + '<w:numPr><w:numId w:val="0"/></w:numPr>')
        + p("Cấp không dấu.", props='<w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr>')
        + p("Danh sách không có thật.", props='<w:numPr><w:numId w:val="77"/></w:numPr>')
        + p("Ảnh: Lễ chào cờ", props=style("Chuthich"))
        + p("Lời Bác dạy.", props=style("Trichdan"))
    )
    assert blocks(body) == [
        ("heading", "Chương một"),
        ("heading", "Mục con"),
        ("heading", "Đề mục trực tiếp"),
        ("paragraph", "Thôi là đề mục."),
        ("list-item", "Gạch theo kiểu"),
        ("list-item", "Gạch trực tiếp"),
        ("paragraph", "Bỏ gạch."),
        ("paragraph", "Cấp không dấu."),
        ("paragraph", "Danh sách không có thật."),
        ("caption", "Ảnh: Lễ chào cờ"),
        ("quote", "Lời Bác dạy."),
    ]


def test_prose_set_in_a_heading_style_stays_prose() -> None:
    assert blocks(p("Tựa", props=style("Tiu")) + p(PROSE + PROSE, props=style("u1"))) == [("paragraph", PROSE + PROSE)]


def test_bold_and_italic_follow_styles_and_toggle() -> None:
    body = p(
        r("thường "),
        r("đậm ", "<w:b/>"),
        r("nghiêng ", '<w:rStyle w:val="Nghieng"/>'),
        r("cả hai", '<w:rStyle w:val="Nghieng"/><w:b/>'),
    ) + p(
        r("Đậm theo đoạn, "),
        r("tắt vì hai lần, ", '<w:rStyle w:val="Manh"/>'),
        r("tắt thẳng.", '<w:b w:val="0"/>'),
        props=style("Dam"),
    )
    found = article(p("Tựa", props=style("Tiu")) + body).blocks
    assert found[0].runs == (
        Run("thường "),
        Run("đậm ", bold=True),
        Run("nghiêng ", italic=True),
        Run("cả hai", bold=True, italic=True),
    )
    assert found[1].runs == (Run("Đậm theo đoạn, ", bold=True), Run("tắt vì hai lần, tắt thẳng."))


def test_styles_based_on_each_other_in_a_circle_end() -> None:
    circle = STYLES.replace(
        '<w:name w:val="Mục"/><w:basedOn w:val="u1"/>', '<w:name w:val="Mục"/><w:basedOn w:val="Muc"/>'
    )
    assert texts(p("Một câu.", props=style("Muc")), styles=circle) == ["Một câu."]


# --- tables and pictures --------------------------------------------------------------------------------


def test_a_table_is_one_block_with_nested_tables_and_pictures() -> None:
    nested = p("Ô có bảng") + tbl(["a", "b"], ["c", "d"])
    body = tbl(["Lớp", nested], [p("Hai\tA") + p("dòng hai"), p(picture("Sân trường"))]) + p(PROSE)
    assert blocks(body) == [
        ("table", "Lớp\tÔ có bảng a b c d\nHai A dòng hai\t"),
        ("image", "Sân trường"),
        ("paragraph", PROSE),
    ]


def test_rows_and_cells_in_controls_and_insertions_are_read() -> None:
    row = (
        "<w:tr><w:sdt><w:sdtContent><w:tc>"
        + p("Một")
        + "</w:tc></w:sdtContent></w:sdt><w:tc>"
        + p("Hai")
        + "</w:tc></w:tr>"
    )
    body = f"<w:tbl><w:sdt><w:sdtContent>{row}</w:sdtContent></w:sdt><w:ins>{row}</w:ins></w:tbl>"
    assert blocks(body) == [("table", "Một\tHai\nMột\tHai")]


@pytest.mark.parametrize(
    "body",
    [
        tbl([p(PROSE)]),
        tbl([p(PROSE)], [p("")]),
        tbl([p(picture()), p(PROSE)]),
        tbl([p(picture()), p(PROSE)], [p(""), p("")]),
    ],
    ids=["one-cell", "one-column", "one-row", "text-beside-picture"],
)
def test_a_table_that_only_lays_out_the_page_gives_paragraphs(body: str) -> None:
    assert [pair for pair in blocks(body) if pair[0] != "image"] == [("paragraph", PROSE)]


def test_pictures_of_all_sorts_give_their_alternative_text() -> None:
    old = '<w:r><w:pict><v:shape alt="Ảnh kiểu cũ"><v:imagedata r:id="rId9"/></v:shape></w:pict></w:r>'
    chart = (
        '<w:r><w:drawing><wp:inline><wp:docPr id="5" name="" descr="Biểu đồ sĩ số"/><a:graphic>'
        '<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/chart"/></a:graphic></wp:inline></w:drawing></w:r>'
    )
    line = picture("Đường kẻ").replace("pic:pic>", "pic:line>")
    assert blocks(p(picture("Ảnh mới")) + p(old) + p(chart) + p(line) + p(picture())) == [
        ("image", "Ảnh mới"),
        ("image", "Ảnh kiểu cũ"),
        ("image", "Biểu đồ sĩ số"),
        ("image", ""),
    ]


# --- strict, unicode, sources ---------------------------------------------------------------------------


def test_d17_strict_open_xml_reads_the_same() -> None:
    body = p("Tựa", props=style("Tiu")) + p(PROSE, picture("Ảnh")) + tbl(["a", "b"], ["c", "d"])
    transitional, found = article(body), read(strict(body), "bai-viet.docx")
    assert found.blocks == transitional.blocks
    assert found.title == "Tựa"
    assert (found.layout or Layout()).width_mm == 210.0


def test_the_same_text_decomposed_gives_the_same_blocks() -> None:
    decomposed = "Tie\u0302\u0301ng Vie\u0323\u0302t\u00a0 r\u00e2\u0301t hay."
    assert texts(p(decomposed)) == ["Tiếng Việt rất hay."]


def test_paths_lead_back_to_the_element() -> None:
    body = p("Tựa", props=style("Tiu")) + p("") + p("Câu hai.") + tbl(["a", "b"], ["c", "d"]) + p("Câu cuối.")
    assert [block.origin.path for block in article(body).blocks] == [
        "(//w:p)[3]",
        "(//w:tbl)[1]",
        "(//w:p)[8]",
    ]


def test_utf16_parts_are_read() -> None:
    root = f'<?xml version="1.0" encoding="UTF-16"?>{bare(p("Chữ Việt."))}'
    assert [b.text for b in read(packed(parts(root.encode("utf-16"))), "a.docx").blocks] == ["Chữ Việt."]


def test_a_main_part_of_another_name_is_found_through_its_relationship() -> None:
    members = {
        re.sub("document(?=.xml)", "document2", name): str(content).replace("word/document.xml", "word/document2.xml")
        for name, content in parts(bare(p("Câu."))).items()
    }
    assert [b.text for b in read(packed(members), "a.docx").blocks] == ["Câu."]


def test_windows_separators_and_case_in_member_names_do_not_matter() -> None:
    members = {
        name.replace("/", "\\").replace("word", "Word"): content
        for name, content in parts(bare(p("Câu.")), numbering=NUMBERING).items()
    }
    assert [b.text for b in read(packed(members), "a.docx").blocks] == ["Câu."]
