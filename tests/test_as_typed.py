"""A draft on the page that its author laid out: what holds for most of its body, and how long it is there."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from docx_files import PROSE, STYLES, W, docx, p, packed, parts, r
from test_same_rules import judged

from cli import main
from linter.model import Article, Layout
from linter.read.docx import read
from linter.text.as_typed import AsTyped, as_typed
from linter.text.typeset import Profile, measure

LONG = PROSE * 3
NOMINAL = Profile()
LETTER = '<w:sectPr><w:pgSz w:w="12240" w:h="15840"/></w:sectPr>'


def article(body: str, **others: str) -> Article:
    return read(docx(body, **others), "bai.docx")


def layout(body: str, **others: str) -> Layout:
    found = article(body, **others).layout
    assert found is not None
    return found


def mode(number: int) -> str:
    setting = f'<w:compatSetting w:name="compatibilityMode" w:uri="http://word.example" w:val="{number}"/>'
    return f'<w:settings xmlns:w="{W}"><w:compat>{setting}</w:compat></w:settings>'


def own(body: str, **others: str) -> AsTyped:
    found = judged(article(body, **others))["article-length"].verdict.exhibits["as_typed"]
    assert isinstance(found, AsTyped)
    return found


# --- what the file says ---------------------------------------------------------------------------------


def styles(inner: str, defaults: str = "") -> str:
    start = f'<w:styles xmlns:w="{W}"><w:docDefaults><w:pPrDefault><w:pPr>{defaults}</w:pPr></w:pPrDefault>'
    return f"{start}</w:docDefaults>{inner}</w:styles>"


def style(name: str, properties: str, *, based_on: str = "", default: bool = False) -> str:
    ground = f'<w:basedOn w:val="{based_on}"/>' if based_on else ""
    standard = ' w:default="1"' if default else ""
    return (
        f'<w:style w:type="paragraph" w:styleId="{name}"{standard}><w:name w:val="{name}"/>{ground}'
        f"<w:pPr>{properties}</w:pPr></w:style>"
    )


def test_each_attribute_comes_from_where_it_was_said_last() -> None:
    sheet = styles(
        style("Normal", '<w:spacing w:after="160"/><w:jc w:val="both"/>', default=True)
        + style("Than", '<w:spacing w:before="60"/><w:ind w:firstLine="567" w:left="284"/>', based_on="Normal"),
        defaults='<w:spacing w:line="259" w:lineRule="auto" w:before="20"/>',
    )
    found = layout(p(LONG, props='<w:pStyle w:val="Than"/><w:spacing w:line="360"/><w:ind w:left="0"/>'), styles=sheet)
    assert (found.line_spacing, found.line_pt) == (1.5, 0)
    assert (found.before_pt, found.after_pt) == (3, 8)
    assert (found.first_line_mm, found.indents_mm, found.align) == (10.0, (0, 0), "justify")
    assert layout(p(LONG), styles=sheet).line_spacing == pytest.approx(259 / 240)


def test_most_characters_decide_and_the_title_is_none_of_them() -> None:
    title = p("KHAI GIẢNG", props='<w:jc w:val="center"/><w:spacing w:line="720"/>')
    few = p("Ngắn.", props='<w:spacing w:line="480"/>')
    found = layout(title + few * 5 + p(LONG, props='<w:spacing w:line="300"/><w:jc w:val="both"/>'))
    assert (found.line_spacing, found.align) == (1.25, "justify")


@pytest.mark.parametrize(
    ("spacing", "height"),
    [
        ('w:line="360" w:lineRule="auto"', (1.5, 0)),
        ('w:line="360"', (1.5, 0)),
        ('w:line="360" w:lineRule="exact"', (0, 18)),
        ('w:line="360" w:lineRule="atLeast"', (1, 18)),
        ('w:line="-1" w:lineRule="exact"', (1, 0)),
        ('w:line="nhiều"', (1, 0)),
        ('w:lineRule="exact"', (1, 0)),
    ],
)
def test_the_height_of_a_line(spacing: str, height: tuple[float, float]) -> None:
    found = layout(p(LONG, props=f"<w:spacing {spacing}/>"))
    assert (found.line_spacing, found.line_pt) == height


def test_gaps_of_the_web_and_none_between_paragraphs_of_one_style() -> None:
    web = '<w:spacing w:before="100" w:beforeAutospacing="1" w:after="100" w:afterAutospacing="1"/>'
    assert (layout(p(LONG, props=web)).before_pt, layout(p(LONG, props=web)).after_pt) == (14, 14)
    tight = '<w:contextualSpacing/><w:spacing w:before="100" w:after="200"/>'
    assert (layout(p(LONG, props=tight)).before_pt, layout(p(LONG, props=tight)).after_pt) == (0, 0)


@pytest.mark.parametrize(
    ("indent", "first"),
    [
        ('w:firstLine="720"', 12.7),
        ('w:hanging="720"', -12.7),
        ('w:firstLine="720" w:hanging="360"', -6.35),
        ('w:firstLine="12.7mm"', 12.7),
        ("", 0),
    ],
)
def test_hanging_and_indented_exclude_each_other(indent: str, first: float) -> None:
    assert layout(p(LONG, props=f"<w:ind {indent}/>")).first_line_mm == first


LISTED = f"""<w:numbering xmlns:w="{W}"><w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:numFmt w:val="decimal"/>
<w:lvlText w:val="%1."/><w:pPr><w:ind w:left="720" w:hanging="360"/></w:pPr></w:lvl></w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>"""
NUMBERED = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'


def test_a_lists_level_stands_over_the_style_but_not_over_the_style_that_names_the_list() -> None:
    sheet = styles(style("Than", '<w:ind w:left="100" w:firstLine="100"/>'))
    found = layout(p(LONG, props=f'<w:pStyle w:val="Than"/>{NUMBERED}'), styles=sheet, numbering=LISTED)
    assert (found.first_line_mm, found.indents_mm[0]) == (-6.35, 12.7)
    sheet = styles(style("Than", f'{NUMBERED}<w:ind w:left="1440" w:firstLine="0"/>'))
    found = layout(p(LONG, props='<w:pStyle w:val="Than"/>'), styles=sheet, numbering=LISTED)
    assert (found.first_line_mm, found.indents_mm[0]) == (0, 25.4)


def test_kerning_columns_and_the_age_of_the_file() -> None:
    assert layout(p(r(LONG, '<w:kern w:val="2"/>'))).kern
    assert not layout(p(r(LONG, '<w:kern w:val="32"/>'))).kern, "only from 16 pt on"
    assert layout(p(LONG), section='<w:sectPr><w:cols w:num="2"/></w:sectPr>').columns == 2
    assert layout(p(LONG), settings=mode(15)).shrinks_spaces
    assert not layout(p(LONG), settings=mode(12)).shrinks_spaces
    assert not layout(p(LONG)).shrinks_spaces


def test_a_file_that_says_nothing_is_set_as_word_sets_it() -> None:
    plain = packed(parts(f'<w:document xmlns:w="{W}"><w:body>{p(LONG)}</w:body></w:document>'))
    assert read(plain, "a.docx").layout == Layout(font="Times New Roman", size_pt=10.0)


# --- how long it is -------------------------------------------------------------------------------------


def test_the_measure_is_that_of_the_authors_page() -> None:
    body = p(LONG, props='<w:spacing w:line="360" w:after="120"/><w:ind w:firstLine="720"/><w:jc w:val="both"/>')
    found = own(body + p(LONG.replace("05", "06"), props='<w:spacing w:line="360"/>'), settings=mode(15))
    profile = Profile(14, 1.5, 0, 6, 12.7, (20, 20, 30, 15))
    expected = measure([LONG, LONG.replace("05", "06")], profile)
    assert found.fraction == pytest.approx(expected.fraction)
    assert found.lines == sum(expected.lines)


@pytest.mark.parametrize(
    ("line", "pitch"), [('w:line="400" w:lineRule="exact"', 20), ('w:line="200" w:lineRule="atLeast"', 16.1)]
)
def test_lines_of_a_given_height(line: str, pitch: float) -> None:
    found = own(p(LONG, props=f"<w:spacing {line}/>"))
    assert found.fraction * Profile(margins_mm=(20, 20, 30, 15)).text_height_pt == pytest.approx(found.lines * pitch)


def test_bold_text_is_as_wide_as_it_is() -> None:
    assert own(p(r(LONG * 4, "<w:b/>"))).lines > own(p(LONG * 4)).lines


def test_indents_make_the_column_narrower() -> None:
    assert own(p(LONG, props='<w:ind w:left="2268" w:right="1134"/>')).lines > own(p(LONG)).lines


def test_before_word_2013_no_space_is_shrunk() -> None:
    body = "".join(p(LONG[at:], props='<w:jc w:val="both"/>') for at in range(0, 120, 4))
    assert own(body, settings=mode(15)).lines < own(body, settings=mode(14)).lines


@pytest.mark.parametrize(
    "layout",
    [
        Layout(),
        Layout(width_mm=10, height_mm=10),
        Layout(width_mm=210, height_mm=297, margins_mm=(200, 200, 30, 20)),
        Layout(margins_mm=(20, 20, 150, 150)),
        Layout(size_pt=0.0),
        Layout(size_pt=9999.0),
        Layout(indents_mm=(300, 0)),
        Layout(indents_mm=(-500, -500), first_line_mm=-900),
        Layout(line_spacing=0, line_pt=0.05),
        Layout(line_spacing=132, line_pt=1584),
        Layout(columns=45, font="\x00\u202e" + "x" * 500),
        Layout(size_pt=1638.0),
    ],
)
def test_an_impossible_layout_is_measured_all_the_same(layout: Layout) -> None:
    found = as_typed([LONG], (), layout, NOMINAL)
    assert 0 <= found.fraction < 10_000
    assert "\x00" not in "".join(found.warnings)
    assert all(len(warning) < 200 for warning in found.warnings)


# --- what the editor is told ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("layout", "told"),
    [
        (Layout(size_pt=13.0, line_spacing=1.5), "(cỡ 13, giãn dòng 1,5)"),
        (Layout(size_pt=14.0), "(cỡ 14, giãn dòng 1,0)"),
        (Layout(size_pt=13.5, line_spacing=259 / 240), "(cỡ 13,5, giãn dòng 1,08)"),
        (Layout(size_pt=14.0, line_spacing=0, line_pt=18), "(cỡ 14, giãn dòng đúng 18 pt)"),
        (Layout(size_pt=14.0, line_pt=18.5), "(cỡ 14, giãn dòng ít nhất 18,5 pt)"),
    ],
)
def test_what_is_told(layout: Layout, told: str) -> None:
    assert as_typed([LONG], (), layout, NOMINAL).told.endswith(f" trang {told}")


A4 = Layout(210, 297, (20, 20, 30, 20), "Times New Roman", 14.0)


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({}, ()),
        ({"font": "TimesNewRomanPSMT"}, ()),
        ({"font": None, "width_mm": None}, ()),
        ({"width_mm": 209.9}, ()),
        ({"size_pt": 13.0}, ("cỡ 13, không phải 14",)),
        ({"width_mm": 215.9, "height_mm": 279.4}, ("Letter (216 × 279 mm), không phải A4",)),
        ({"width_mm": 190.0, "height_mm": 270.0}, ("190 × 270 mm, không phải A4",)),
        ({"width_mm": 297, "height_mm": 210}, ("nằm ngang",)),
        ({"width_mm": 420, "height_mm": 297}, ("A3 (297 × 420 mm)", "nằm ngang")),
        ({"font": "Calibri"}, ("Calibri, không phải Times New Roman",)),
        ({"columns": 2}, ("2 cột",)),
        ({"size_pt": 12.0, "font": "Arial"}, ("cỡ 12", "Arial")),
    ],
)
def test_warnings(changed: dict[str, object], says: tuple[str, ...]) -> None:
    fields = {name: getattr(A4, name) for name in ("width_mm", "height_mm", "margins_mm", "font", "size_pt")}
    found = as_typed([LONG], (), Layout(**{**fields, **changed}), NOMINAL).warnings  # type: ignore[arg-type]
    assert len(found) == len(says)
    for warning, words in zip(found, says, strict=True):
        assert words in warning


def test_the_size_that_counts_is_the_policys() -> None:
    assert as_typed([LONG], (), A4, Profile(size_pt=13)).warnings[0].startswith("phần lớn chữ của bài có cỡ 14")


def check(path: Path, *words: str) -> str:
    return CliRunner().invoke(main, ["check", str(path), *words]).stdout


def test_check_tells_it_beside_the_verdict_and_the_verdict_stays(tmp_path: Path) -> None:
    sheet = STYLES.replace('w:val="28"', 'w:val="26"').replace('"Times New Roman"', '"Cambria"')
    small, common = tmp_path / "a.docx", tmp_path / "b.docx"
    small.write_bytes(docx(p(LONG, props='<w:spacing w:line="480"/>'), styles=sheet, section=LETTER))
    common.write_bytes(docx(p(LONG)))
    told = " ".join(check(small).split())
    assert "Theo cách trình bày của bạn: " in told
    assert "trang (cỡ 13, giãn dòng 2,0)" in told
    for words in ("cỡ 13, không phải 14", "Letter", "Cambria, không phải Times New Roman"):
        assert words in told
    one, other = (json.loads(check(path, "-f", "json", "--select", "article-length")) for path in (small, common))
    assert one["outcomes"] == json.loads(json.dumps(other["outcomes"]).replace("b.docx", "a.docx"))
    assert "trình bày" not in check(small, "-f", "json")
    passing = tmp_path / "c.docx"
    passing.write_bytes(docx("".join(p(LONG.replace("05", str(day))) for day in range(10, 20))))
    assert "Theo cách trình bày của bạn: " in check(passing)
    (tmp_path / "bai.txt").write_text(LONG, "utf-8")
    assert "trình bày của bạn" not in check(tmp_path / "bai.txt")
