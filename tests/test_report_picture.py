"""The picture of the A4 page: the lines as measured, the mark, what is missing."""

from __future__ import annotations

import html as standard
import re
import shutil
import subprocess
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from lxml import etree
from lxml import html as lxml_html

from linter.report import mask
from linter.report.page_lines import MOST_LINES, natural
from linter.report.picture import page_of, page_picture
from linter.rules.article_length import Options
from linter.text.length import Layouts, Length, length_of
from linter.text.typeset import Measured, Profile

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
SVG = "{http://www.w3.org/2000/svg}"
LEFT, TOP, WIDTH, HEIGHT = (mm * 72 / 25.4 for mm in (30, 20, 160, 257))  # of the nominal page's text area
HALF = TOP + HEIGHT / 2
LONG = (
    "Sáng ngày 14/11/2026, Trường Tiểu học Kênh Nhỏ tổ chức ngày hội đọc sách với sự tham gia của hơn ba trăm học sinh "
    "và đông đảo cha mẹ học sinh. Sân trường được chia thành sáu góc, mỗi góc một chủ đề, từ truyện cổ tích đến sách "
    "khoa học, và góc nào cũng có thầy cô ngồi đọc cùng các em."
)
SHORT = "Ngày hội khép lại trong tiếng cười của các em, ai cũng hẹn gặp lại nhau ở thư viện của trường vào tuần sau."
HOSTILE = (
    "</text></svg><script>alert(1)</script>",
    "&amp; &#0; &quot; ' ]]> <!-- -- --> <![CDATA[ <?xml?> <!DOCTYPE x>",
    "\x00\x0b\x1b[2J\ud800\ufffe\u202eđảo\u202c " * 3,
    "e" + "\u0301" * 5000,
    "\u200b" * 5000 + "x" * 3000,
    "一二三四五六七八九十" * 40,
    "",
    "/" * 500,
)


def layouts() -> Layouts:
    chosen = Options()
    return Layouts(chosen.nominal, chosen.lenient, chosen.strict, chosen.lenient_extra_lines)


def length(*paragraphs: str, goal: float = 0.5) -> Length:
    return length_of(paragraphs, "Tựa bài", layouts(), goal)


def drawn(told: Length) -> etree._Element:
    return etree.fromstring(page_picture(told).encode())


def lines(root: etree._Element) -> list[etree._Element]:
    """The lines of the text, without the labels."""
    return root.findall(f"{SVG}g/{SVG}text")


def labels(root: etree._Element) -> list[str]:
    return [text.text or "" for text in root.findall(f"{SVG}text")]


def at(element: etree._Element, name: str) -> float:
    return float(element.get(name, "nan"))


def hatching(root: etree._Element) -> list[etree._Element]:
    return [path for path in root.findall(f"{SVG}path") if path.get("transform")]


@pytest.mark.parametrize("paragraphs", [[LONG], [LONG, SHORT], [LONG, SHORT] * 3, [LONG] * 9])
def test_every_line_drawn_is_the_line_measured(paragraphs: list[str]) -> None:
    told = length(*paragraphs)
    assert told.nominal.fraction < 1
    measured = [line for paragraph in told.nominal.paragraphs for line in paragraph]
    assert [line.text for line in lines(drawn(told))] == measured
    assert len(measured) == told.lines


def test_lines_end_where_words_do_and_last_lines_are_not_stretched() -> None:
    told = length(LONG, SHORT)
    texts = iter(lines(drawn(told)))
    for paragraph in told.nominal.paragraphs:
        for place, line in enumerate(paragraph):
            text = next(texts)
            indent = 36 if place == 0 else 0
            own = natural(line, told.nominal.profile)
            assert at(text, "x") == pytest.approx(LEFT + indent, abs=0.02)
            if place == len(paragraph) - 1:
                assert at(text, "textLength") == pytest.approx(own, abs=0.01)
                assert text.get("word-spacing") is None
            else:
                assert at(text, "x") + at(text, "textLength") == pytest.approx(LEFT + WIDTH, abs=0.05)
                stretched = own + line.count(" ") * at(text, "word-spacing")
                assert stretched == pytest.approx(at(text, "textLength"), abs=0.02)


def test_lines_stand_as_far_apart_as_measured() -> None:
    told = length(LONG, SHORT)
    baselines = [at(text, "y") for text in lines(drawn(told))]
    steps = [round(low - high, 2) for high, low in pairwise(baselines)]
    first = len(told.nominal.paragraphs[0])
    assert TOP < baselines[0] < TOP + 14
    assert steps == [24.5 if place == first else 18.5 for place in range(1, len(baselines))]


@pytest.mark.parametrize("align", ["left", "center", "right"])
def test_a_page_that_is_not_justified_is_drawn_so(align: str) -> None:
    profile = replace(Profile(), align=align)  # type: ignore[arg-type]
    told = replace(length(LONG), nominal=Measured(profile, (("Một dòng", "hai dòng"),)))
    free = [WIDTH - indent - natural(text, profile) for text, indent in (("Một dòng", 36), ("hai dòng", 0))]
    shift = {"left": 0, "center": 0.5, "right": 1}[align]
    xs = [at(text, "x") for text in lines(drawn(told))]
    assert xs == pytest.approx([LEFT + 36 + free[0] * shift, LEFT + free[1] * shift], abs=0.05)


@pytest.mark.parametrize("paragraphs", [[LONG], [LONG] * 12, [LONG] * 60, []])
def test_the_mark_stands_at_half_of_the_text_area(paragraphs: list[str]) -> None:
    root = drawn(length(*paragraphs))
    marks = [path.get("d") for path in root.findall(f"{SVG}path") if path.get("stroke") == "#17495c"]
    assert len(marks) == 2
    heights = [float(y) for mark in marks for y in re.findall(r"M [\d.]+ ([\d.]+)", mark or "")]
    assert heights == pytest.approx([HALF] * 3, abs=0.02)
    assert "½ trang" in labels(root)
    page = root.get("viewBox", "").split()
    assert page[:2] == ["0", "0"]
    assert [float(side) for side in page[2:]] == pytest.approx([210 * 72 / 25.4, 297 * 72 / 25.4], abs=0.01)
    assert (root.get("width"), root.get("height")) == ("210mm", "297mm")


def test_the_missing_part_reaches_from_the_text_to_the_mark() -> None:
    told = length(LONG, SHORT)
    root = drawn(told)
    (missing,) = hatching(root)
    start = float(re.findall(r"[\d.]+", missing.get("transform", ""))[1])
    depth = float(re.findall(r"V ([\d.]+)", missing.get("d", ""))[0])
    assert start == pytest.approx(TOP + told.nominal.height_pt, abs=0.01)
    assert start + depth == pytest.approx(HALF, abs=0.02)
    assert f"còn thiếu khoảng {told.missing_lines} dòng" in labels(root)
    stripes = re.findall(r"M ([\d.]+) ([\d.]+) L ([\d.]+) ([\d.]+)", missing.get("d", ""))
    assert len(stripes) > 20
    for x0, y0, x1, y1 in (map(float, stripe) for stripe in stripes):
        assert 0 <= x0 <= x1 <= WIDTH + 0.05
        assert 0 <= y1 <= y0 <= depth + 0.01
        assert x1 - x0 == pytest.approx(y0 - y1, abs=0.02), "every stripe rises at 45°"


def test_words_that_do_not_fit_into_a_thin_gap_stand_below_the_mark() -> None:
    told = length(*[LONG] * 4, SHORT)
    assert told.missing_lines == 1
    (said,) = (t for t in drawn(told).findall(f"{SVG}text") if t.text == "còn thiếu khoảng 1 dòng")
    assert HALF < at(said, "y") < HALF + 40


def test_a_text_that_is_long_enough_lacks_nothing() -> None:
    root = drawn(length(*[LONG] * 6))
    assert not hatching(root)
    assert "thiếu" not in page_picture(length(*[LONG] * 6))


def test_the_fraction_is_told_as_a_number() -> None:
    told = length(LONG, SHORT)
    root = drawn(told)
    assert told.told in labels(root)
    assert re.fullmatch(r"0,\d\d trang A4 \(\d+/\d+ dòng\)", told.told)


def test_a_screen_reader_hears_what_the_picture_shows() -> None:
    told = length(LONG, SHORT)
    root = drawn(told)
    assert root.get("role") == "img"
    assert root.get("{http://www.w3.org/XML/1998/namespace}lang") == "vi"
    title, description = root[0], root[1]
    assert (title.tag, description.tag) == (f"{SVG}title", f"{SVG}desc")
    assert title.text == f"Bài trên trang giấy A4: {told.told}"
    assert f"{told.lines} dòng trong 2 đoạn" in (description.text or "")
    assert "chữ 14" in (description.text or "")
    assert f"còn thiếu khoảng {told.missing_lines} dòng (≈ {told.missing_syllables} chữ)" in (description.text or "")
    assert "Vạch ngang đậm là mức ½ trang" in (description.text or "")


def test_of_a_long_article_the_first_page_is_drawn_and_its_lower_half_sketched() -> None:
    told = length(*[LONG] * 25)
    root = drawn(told)
    texts = lines(root)
    measured = [line for paragraph in told.nominal.paragraphs for line in paragraph]
    assert 15 < len(texts) < 25
    assert [text.text for text in texts] == measured[: len(texts)]
    assert at(texts[-1], "y") < HALF
    (sketch,) = (path for path in root.findall(f"{SVG}path") if path.get("stroke") == "#c9ced5")
    strokes = [float(y) for y in re.findall(r"M [\d.]+ ([\d.]+)", sketch.get("d", ""))]
    assert len(texts) + len(strokes) == pytest.approx(37, abs=3), "a whole page, and no more"
    assert HALF - 18.5 < strokes[0] < strokes[-1] < TOP + HEIGHT
    assert "Bài dài khoảng 3 trang; hình vẽ trang thứ nhất." in labels(root)


def test_no_more_lines_than_sixty_show_their_text() -> None:
    tiny = Profile(size_pt=4)
    told = replace(length(LONG), nominal=Measured(tiny, (tuple(f"dòng {n}" for n in range(120)),)))
    assert told.nominal.fraction < 1
    assert [text.text for text in lines(drawn(told))] == [f"dòng {n}" for n in range(MOST_LINES)]


def test_a_text_without_prose_is_all_missing() -> None:
    root = drawn(length())
    assert not lines(root)
    assert len(hatching(root)) == 1
    assert "còn thiếu khoảng 20 dòng" in labels(root)


def test_another_measure_than_half_a_page_moves_the_mark() -> None:
    root = drawn(length(LONG, goal=0.25))
    assert "0,25 trang" in labels(root)
    assert f"{TOP + HEIGHT / 4:.2f}" in page_picture(length(LONG, goal=0.25))
    beyond = drawn(length(LONG, goal=1.5))
    assert "Mức cần đạt: 1,50 trang." in labels(beyond)
    (missing,) = hatching(beyond)
    assert "1,50 trang" not in [label for label in labels(beyond) if not label.startswith("Mức")]
    assert float(re.findall(r"V ([\d.]+)", missing.get("d", ""))[0]) < HEIGHT


@pytest.mark.parametrize(
    "told", [length(LONG), length(*[LONG] * 40), length(*HOSTILE), length(LONG, goal=1.0), length(LONG, goal=5.0)]
)
def test_words_stand_on_the_paper_on_a_white_ground(told: Length) -> None:
    root = drawn(told)
    grounds = root.findall(f"{SVG}rect")[1:]
    assert len(grounds) == len(labels(root))
    for ground in grounds:
        assert at(ground, "x") >= 0
        assert at(ground, "x") + at(ground, "width") <= 596
        assert at(ground, "y") >= 0
        assert at(ground, "y") + at(ground, "height") <= 842


@pytest.mark.parametrize("paragraphs", [HOSTILE, *([text, LONG] for text in HOSTILE)])
def test_hostile_text_stays_text(paragraphs: tuple[str, ...]) -> None:
    told = length(*paragraphs)
    text = page_picture(told)
    root = etree.fromstring(text.encode())
    assert {element.tag.removeprefix(SVG) for element in root.iter()} <= {
        "svg", "title", "desc", "rect", "path", "g", "text",
    }  # fmt: skip
    names = {name for element in root.iter() for name in element.attrib}
    assert not [name for name in names if name.startswith("on") or name in {"style", "id", "href", "class"}]
    assert "url(" not in text
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\ud800-\udfff\ufffe]", text)
    assert len(text) < 30_000
    inside = lxml_html.document_fromstring(f"<html><body><p>{text}</p></body></html>")
    assert not inside.xpath("//script | //*[@onload] | //img")
    assert len(inside.xpath("//svg")) == 1


def test_numbers_that_lead_to_a_person_are_hidden_over_the_end_of_a_line_too() -> None:
    for words in range(30):
        text = f"{'chữ ' * words}gọi cô thư viện theo số 0900 000 123 hoặc số định danh 099000000123 nhé. {SHORT}"
        shown = " ".join(line.text or "" for line in lines(drawn(length(text))))
        assert "000 123" not in shown
        assert "99000000123" not in shown
        assert "23 nhé." in shown


def test_masked_lines_keep_their_length() -> None:
    texts = ["gọi 0900", "000", "123 và (0299)", "3000 456 ngày", "07/9/2020; https://a.example/0900000123"]
    hidden = mask.lines(texts)
    assert hidden == ["gọi 09••", "•••", "•23 và (02••)", "•••• •56 ngày", texts[-1]]
    assert mask.lines(["0900-", "000-123"]) == ["09••-", "•••-•23"]
    assert mask.lines([]) == []
    assert mask.lines(["năm học 2026", "2027 có 38 em"]) == ["năm học 2026", "2027 có 38 em"]


def test_the_same_length_gives_the_same_bytes() -> None:
    assert page_picture(length(LONG, SHORT)) == page_picture(length(LONG, SHORT))
    assert len(page_picture(length(LONG, SHORT))) < 5_000, "a school has hundreds of articles"


def test_only_a_length_is_a_page() -> None:
    assert page_of([]) is None


# --- in a real browser ----------------------------------------------------------------------------------


@pytest.mark.extended
@pytest.mark.skipif(CHROMIUM is None, reason="no chromium on this machine")
def test_in_a_browser_lines_are_as_long_as_word_sets_them(tmp_path: Path) -> None:
    """With the lengths taken away, the spaces alone bring each line to its end: letters are not pulled apart."""
    bare = re.sub(r' textLength="[^"]+"', "", page_picture(length(*[LONG, SHORT] * 3)))
    wanted = [at(line, "textLength") for line in lines(drawn(length(*[LONG, SHORT] * 3)))]
    page = tmp_path / "page.html"
    page.write_text(
        f"<!DOCTYPE html><meta charset=utf-8>{bare}<script>onload = () => {{ document.title = "
        "[...document.querySelectorAll('g text')].map(t => t.getComputedTextLength()).join(' ') }</script>",
        encoding="utf-8",
    )
    assert CHROMIUM is not None
    told = subprocess.run(
        [
            CHROMIUM, "--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={tmp_path / 'profile'}",
            "--dump-dom", page.as_uri(),
        ],
        capture_output=True, timeout=60, check=True,
    )  # fmt: skip
    title = re.search(r"<title>([\d. ]+)</title>", standard.unescape(told.stdout.decode()))
    assert title is not None
    assert [float(width) for width in title[1].split()] == pytest.approx(wanted, rel=0.008), "but for kerning"
