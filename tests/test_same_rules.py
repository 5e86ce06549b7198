"""The same text as a draft in Word and as a page: equal blocks, equal outcomes."""

from __future__ import annotations

import io
from datetime import date

import docx as python_docx
import pytest
from districts import default_policy
from docx.text.paragraph import Paragraph

from linter.audit import judge_draft, read_draft
from linter.model import Article, Outcome, Status

DAY = date(2026, 11, 16)
TITLE = "Ngày hội đọc sách ở Trường Tiểu học Kênh Nhỏ"
LONG = (
    "Sáng ngày 14/11/2026, Trường Tiểu học Kênh Nhỏ tổ chức ngày hội đọc sách với sự tham gia của hơn ba trăm học sinh "
    "và đông đảo cha mẹ học sinh. Sân trường được chia thành sáu góc, mỗi góc một chủ đề, từ truyện cổ tích đến sách "
    "khoa học, và góc nào cũng có thầy cô ngồi đọc cùng các em."
)
TEXTS: dict[str, list[list[str]]] = {
    "prose": [[LONG], [LONG.replace("Sáng", "Chiều")], [LONG.replace("Sáng", "Tối")], ["Ngày hội khép lại./."]],
    "short": [[LONG]],
    "verse": [
        [
            "Trống trường vang khắp bến sông",
            "Em theo bước mẹ qua đồng lúa xanh",
            "Áo hoa mới giặt nắng hanh",
            "Thầy cô đứng đợi bên cành phượng xưa",
            "Lời ru còn thoảng trong mưa",
            "Dắt em qua buổi gió mùa heo may",
        ]
    ],
    "list": [
        ["Danh sách lớp đạt giải:"],
        ["- Lớp 5A: giải Nhất"],
        ["- Lớp 4B: giải Nhì"],
        ["- Lớp 3A: giải Ba"],
        ["- Lớp 2C: giải Khuyến khích"],
        ["- Lớp 1A: giải Khuyến khích"],
    ],
    "hard-wrapped": [
        [
            "Sáng ngày 14/11/2026, Trường Tiểu học",
            "Kênh Nhỏ tổ chức ngày hội đọc sách với",
            "sự tham gia của ba trăm học sinh.",
        ]
    ],
    "decomposed": [[LONG.replace("ọ", "o\u0323").replace("ổ", "o\u0302\u0309")]],
}


def as_docx(paragraphs: list[list[str]]) -> Article:
    document = python_docx.Document()
    document.add_paragraph(TITLE, style="Title")
    for lines in paragraphs:
        added: Paragraph = document.add_paragraph(lines[0])
        for line in lines[1:]:
            added.add_run().add_break()
            added.add_run(line)
    file = io.BytesIO()
    document.save(file)
    return read_draft(file.getvalue(), "bai.docx")


def as_html(paragraphs: list[list[str]]) -> Article:
    body = "\n".join(f"<p>{'<br>'.join(lines)}</p>" for lines in paragraphs)
    page = f"<!DOCTYPE html><html lang='vi'><head><title>x</title></head><body><h1>{TITLE}</h1>{body}</body></html>"
    return read_draft(page.encode(), "bai.html")


def judged(article: Article) -> dict[str, Outcome]:
    return {o.rule: o for o in judge_draft(article, default_policy(), DAY, date(2020, 9, 7)).outcomes}


@pytest.mark.parametrize("paragraphs", TEXTS.values(), ids=TEXTS)
def test_same_rules(paragraphs: list[list[str]]) -> None:
    word, web = as_docx(paragraphs), as_html(paragraphs)
    assert word.title == web.title == TITLE
    assert word.blocks == web.blocks
    ours, theirs = judged(word), judged(web)
    for rule in ("article-length", "prose-form"):
        assert ours[rule].verdict.status == theirs[rule].verdict.status
        assert ours[rule].verdict.facts == theirs[rule].verdict.facts
        assert [f.message for f in ours[rule].verdict.findings] == [f.message for f in theirs[rule].verdict.findings]


def test_the_texts_differ_in_their_verdicts() -> None:
    """Else the test above would hold for a reader that reads nothing."""
    lengths = {name: judged(as_docx(text))["article-length"].verdict.status for name, text in TEXTS.items()}
    forms = {name: judged(as_docx(text))["prose-form"].verdict.status for name, text in TEXTS.items()}
    assert lengths["prose"] is not lengths["short"]
    assert (forms["prose"], forms["verse"], forms["list"]) == (Status.PASS, Status.FAIL, Status.FAIL)


@pytest.mark.parametrize("read", [as_docx, as_html])
def test_a_draft_is_on_no_portal_and_has_no_day(read: object) -> None:
    assert callable(read)
    outcomes = judged(read(TEXTS["prose"]))
    for rule in ("portal-crosspost", "timeliness"):
        assert outcomes[rule].verdict.status is Status.NOT_APPLICABLE
        assert outcomes[rule].verdict.reason == "bản nháp chưa đăng"
