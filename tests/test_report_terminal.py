"""The reports for a terminal and for grep."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from samples import PAGES, a_draft, district, fault, kenh_tram, large, outcome, printed

from linter.report import concise, full
from linter.reported import ArticleReport, Summary
from linter.rule import met, not_checked, not_met

ROOT = Path(__file__).parent.parent


def draft_text(told: ArticleReport, width: int = 80, encoding: str = "utf-8") -> str:
    console, raw = printed(width, encoding)
    full.draft(console, told, PAGES)
    return raw.getvalue().decode(encoding)


def summary_text(told: Summary, width: int = 80, encoding: str = "utf-8") -> str:
    console, raw = printed(width, encoding)
    full.summary(console, told, PAGES)
    return raw.getvalue().decode(encoding)


def test_a_draft_shows_three_things_with_what_how_where_and_why() -> None:
    text = draft_text(a_draft(), 200)
    assert [n for n in "12345" if f"\n{n}. " in text] == ["1", "2", "3"]
    assert text.index("Viết dưới dạng văn xuôi") < text.index("Dài tối thiểu") < text.index("Đăng lại có ghi nguồn")
    assert "Bài còn thiếu khoảng 6 dòng (≈ 85 chữ) để đủ ½ trang A4." in text
    assert "Nên làm: Viết thêm về diễn biến" in text
    assert "Đoạn 2: “Sáng nay" in text
    assert "Căn cứ: khoản 1.2.c: “dài tối thiểu ½ trang giấy A4, cỡ chữ 14pt”" in text
    assert "Còn 2 việc khác" in text
    assert text.index("Còn 2 việc khác") < text.index("! Nhắc nhở")
    assert "bản thảo chưa đăng nên chưa xét" in text


def test_many_places_of_one_fault_are_not_many_sermons() -> None:
    text = draft_text(a_draft())
    assert text.count("Kể thành đoạn văn.") == 1
    assert "… và 2 chỗ khác như vậy." in text


def test_a_clean_draft_and_one_of_which_nothing_is_known() -> None:
    clean = replace(a_draft(), outcomes=(outcome("article-length", met("dài 20 dòng")),))
    assert "Không có việc phải sửa." in draft_text(clean)
    dark = replace(a_draft(), outcomes=(outcome("article-length", not_checked("bài chỉ có ảnh")),))
    assert "Không có việc phải sửa" not in draft_text(dark)
    assert "Chưa kiểm tra được" in draft_text(dark)


def test_waived_things_are_shown_with_their_reason() -> None:
    told = not_met([fault("thiếu", "chữ", "thêm", "x")])
    text = draft_text(replace(a_draft(), outcomes=(outcome("article-length", told, waived="bài của khối lớp 1"),)))
    assert "Được miễn" in text
    assert "bài của khối lớp 1" in text


@pytest.mark.parametrize("width", [20, 40, 80, 160])
def test_no_line_is_wider_than_the_console(width: int) -> None:
    text = draft_text(a_draft(), width) + summary_text(district(), width)
    assert max(len(line) for line in text.splitlines()) <= width


@pytest.mark.parametrize("width", [80, 160])
def test_the_officer_sees_symbol_and_word_and_the_unreached_apart(width: int) -> None:
    text = " ".join(summary_text(district(), width).split())
    for told in ("✓ Đạt", "✗ Chưa đạt", "? Cần xem xét", "! Nhắc nhở", "– Được miễn"):
        assert told in text
    table, rest = text.split("Chưa đọc được trang (không tính là chưa đạt)")
    assert "Kênh" in table
    assert "Ao Sâu" not in table
    assert "Ao Sâu: Không tìm thấy tên miền" in rest
    assert "1/4, 3 chưa" in table
    assert "dòng 7: thiếu địa chỉ trang chủ" in rest
    assert "Minh chứng: “Điện thoại: (0299) 3000 456." in rest


def test_foreign_text_is_neither_markup_nor_a_command_to_the_terminal() -> None:
    finding = fault("[bold]đậm[/bold] [/]", "\x1b]0;tên\x07\x1b[2J \u202egnp", "[red]", "x", 0)
    text = draft_text(replace(a_draft(), outcomes=(outcome("article-length", not_met([finding])),)))
    assert "[bold]đậm[/bold] [/]" in text
    assert "\x1b" not in text
    assert "\u202e" not in text


@pytest.mark.parametrize("encoding", ["cp1252", "ascii", "cp437"])
def test_r09_a_console_without_vietnamese_gets_the_report_without_marks(encoding: str) -> None:
    assert "x Chua dat" in draft_text(a_draft(), 80, encoding)
    assert "Truong Tieu hoc Ao Sau" in summary_text(district(), 80, encoding)
    assert "Chua dat" in summary_text(district(), 160, encoding)


def test_r09_a_pipe_that_closes_is_silent() -> None:
    code = (
        "import sys; sys.path[:0] = ['tests', '.']\n"
        "from rich.console import Console\n"
        "from samples import large, PAGES\n"
        "from linter.report import full\n"
        "full.summary(Console(), large(200, 1), PAGES)\n"
    )
    told = subprocess.Popen(
        [sys.executable, "-c", code], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        env={"PYTHONIOENCODING": "utf-8", "PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    assert told.stdout is not None
    assert told.stderr is not None
    told.stdout.read(100)
    told.stdout.close()
    assert told.stderr.read() == b""
    told.stderr.close()
    told.wait(timeout=60)


def test_r08_no_school_one_school_and_many() -> None:
    nobody = replace(district(), reports=(), refused=())
    assert "0 trường" in summary_text(nobody)
    assert "1 trường" in summary_text(replace(nobody, reports=(kenh_tram(),)))
    assert summary_text(large(40, 2)).count("✗ Chưa đạt  Thông tin liên hệ") == 80  # in the list, and with proof


def test_r11_the_terminal_masks() -> None:
    assert "0900 000 123" not in draft_text(a_draft(), 300)
    assert "09••••••23" in draft_text(a_draft(), 300)


def test_concise_is_one_line_a_finding() -> None:
    lines = list(concise.summary(district()))
    home = "https://th-kenh-tram.rachsay.edu.example/"
    said = "Trang Liên hệ chưa có thư điện tử của trường."
    assert f"th-kenh-tram: section-contact: Chưa đạt: {said} [{home}lien-he]" in lines
    assert any(line.startswith("th-kenh-tram: timeliness: Nhắc nhở: ") for line in lines)
    assert any(line.startswith("th-ao-sau: crawl: Chưa có dữ liệu: Không tìm thấy tên miền") for line in lines)
    assert any("section-organisation: Cần xem xét: sơ đồ" in line for line in lines)
    assert not any("\n" in line for line in lines)
    assert not any(": Đạt" in line for line in lines)


def test_concise_keeps_a_message_of_two_lines_on_one() -> None:
    told = replace(a_draft(), outcomes=(outcome("article-length", not_met([fault("hai\ndòng", "", "", "x", 2)])),))
    assert list(concise.draft(told)) == ["bai-le-20-11.docx: article-length: Chưa đạt: hai dòng [đoạn 3]"]
