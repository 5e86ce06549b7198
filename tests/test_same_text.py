"""The same words as .docx, as a page and as plain text: equal blocks, and one length to the last digit."""

from __future__ import annotations

import codecs
import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from docx_files import docx, p
from test_same_rules import LONG, TEXTS, TITLE, as_docx, as_html, judged

from cli import main
from linter.errors import DraftError
from linter.model import Article, BlockKind, Status
from linter.read.draft import read_draft
from linter.text.length import Length

SIGNED = [[LONG], [LONG.replace("Sáng", "Chiều")], ["Tin, ảnh: Trần Thị B"], ["Nguồn: Báo Rạch Sậy"]]
BOTH = f"{TITLE}\n\n{LONG}\n\nNgày hội khép lại./.\n"


def typed(paragraphs: list[list[str]]) -> str:
    return "\n\n".join("\n".join(lines) for lines in [[TITLE], *paragraphs]) + "\n"


def as_text(paragraphs: list[list[str]]) -> Article:
    return read_draft(typed(paragraphs).encode(), "bai.txt")


def read(text: str, name: str = "bai.txt") -> Article:
    return read_draft(text.encode(), name)


def length(article: Article) -> Length:
    page = judged(article)["article-length"].verdict.exhibits["page"]
    assert isinstance(page, Length)
    return page


@pytest.mark.parametrize("paragraphs", TEXTS.values(), ids=TEXTS)
def test_same_text(paragraphs: list[list[str]]) -> None:
    word, web, plain = as_docx(paragraphs), as_html(paragraphs), as_text(paragraphs)
    assert plain.title == word.title == web.title == TITLE
    assert plain.blocks == word.blocks == web.blocks
    outcomes = [judged(article)["article-length"].verdict for article in (word, web, plain)]
    assert outcomes[0].facts == outcomes[1].facts == outcomes[2].facts
    assert outcomes[0].status == outcomes[1].status == outcomes[2].status
    measured = [length(article) for article in (word, web, plain)]
    assert measured[0].nominal.fraction == measured[1].nominal.fraction == measured[2].nominal.fraction
    assert measured[0].lenient_fraction == measured[1].lenient_fraction == measured[2].lenient_fraction
    assert measured[0].nominal.fraction > 0 or not measured[0].lines


def test_the_texts_differ_in_their_lengths() -> None:
    assert length(as_text(TEXTS["prose"])).nominal.fraction > length(as_text(TEXTS["short"])).nominal.fraction > 0.1


def test_a_signature_is_no_part_of_a_pasted_text_either() -> None:
    word, plain = as_docx(SIGNED), as_text(SIGNED)
    assert plain.blocks == word.blocks
    assert (plain.author, plain.credited_source) == (word.author, word.credited_source)
    assert plain.credited_source == "Báo Rạch Sậy"
    assert len(plain.blocks) == 2


@pytest.mark.parametrize(
    "data",
    [
        BOTH.encode("utf-8-sig"),
        BOTH.encode("utf-16"),
        codecs.BOM_UTF16_BE + BOTH.encode("utf-16-be"),
        BOTH.encode("utf-16-le"),
        BOTH.replace("\n", "\r\n").encode(),
        BOTH.replace("\n", "\r").encode(),
        BOTH.replace("\n", "\r\n").encode("utf-16"),
        BOTH.replace("\n\n", "\n \t\n\n\n").encode(),
    ],
    ids=["mark", "utf-16", "utf-16-be", "utf-16-unmarked", "crlf", "cr", "utf-16-crlf", "blank-lines"],
)
def test_how_the_bytes_are_written_does_not_matter(data: bytes) -> None:
    assert read_draft(data, "BAI.TXT").blocks == read(BOTH).blocks
    assert read_draft(data, "BAI.TXT").title == TITLE


@pytest.mark.parametrize(
    ("text", "title", "blocks"),
    [
        (f"{TITLE}\n{LONG}", TITLE, 1),
        (f"{TITLE.upper()}\nSáng nay,\ntrường họp mặt.", TITLE.upper(), 1),
        ("Sáng ngày 14/11/2026, Trường Tiểu học\nKênh Nhỏ tổ chức ngày hội.\n\nVui.", "bai", 2),
        (f"{LONG}\n\n{LONG} Hết.", "bai", 2),
        ("Sáng nay trường họp mặt.\n\nVui lắm.", "bai", 2),
        ("- Lớp 5A\n\n- Lớp 4B", "bai", 2),
        ("“Mái ấm” của em\n\nEm rất vui.", "“Mái ấm” của em", 1),
        ("Ngày hội đọc sách", "bai", 1),
    ],
    ids=["paragraph-below", "capitals", "hard-wrapped", "long", "sentence", "list", "quotes", "alone"],
)
def test_the_first_short_line_is_the_title(text: str, title: str, blocks: int) -> None:
    found = read(text)
    assert (found.title, len(found.blocks)) == (title, blocks)


def test_a_copied_table_is_a_table() -> None:
    found = read(f"{TITLE}\n\n\t{LONG}\n\nSTT\tLớp\tGiải\n1\t5A\tNhất\n\nHết.")
    assert [block.kind for block in found.blocks] == [BlockKind.PARAGRAPH, BlockKind.TABLE, BlockKind.PARAGRAPH]
    assert found.blocks[1].text == "STT\tLớp\tGiải\n1\t5A\tNhất"


def test_a_text_in_an_old_code_raises_a_doubt() -> None:
    tcvn3 = "Tr\u00adêng tiÓu häc tæ chøc lÔ khai gi¶ng n¨m häc míi cho c¸c em häc sinh. " * 2
    found = read_draft(f"Lễ\n\n{tcvn3}".replace("ễ", "Ô").encode("cp1252"), "bai.txt")
    assert "Unicode" in found.doubts[0]
    assert judged(found)["article-length"].verdict.status is Status.NEEDS_REVIEW
    assert read(BOTH).doubts == ()


@pytest.mark.parametrize(
    ("data", "name", "says"),
    [
        (b"", "bai.txt", "rỗng"),
        (b"%PDF-1.7\n", "bai.txt", "PDF"),
        (b"%PDF-1.7\n", "bai.html", "PDF"),
        (b"\x89PNG\r\n", "bai.txt", "ảnh"),
        (b"MZ\x00\x00\x01" * 40, "bai.txt", "không phải tệp Word"),
        (BOTH.encode(), "bai.docx", "đổi đuôi tệp thành .txt"),
        (b"a" * (3 << 20), "bai.txt", "2 MB"),
        (b"a\n" * 4000, "bai.txt", "quá dài"),
        (b"a" * 300_001, "bai.txt", "quá dài"),
        (b" " * (5 << 20), "bai.html", "4 MB"),
        (b"<!doctype html>" + b"<p>" * 60_000, "bai.html", "quá phức tạp"),
        (b"<!doctype html><p>" + b"a " * 200_000, "bai.html", "quá dài"),
    ],
)
def test_what_is_no_text_or_too_much_is_one_sentence(data: bytes, name: str, says: str) -> None:
    with pytest.raises(DraftError) as error:
        read_draft(data, name)
    assert says in str(error.value)
    assert name in str(error.value)


def test_bytes_tell_the_kind_and_not_the_name() -> None:
    assert read_draft(f"<!doctype html><h1>{TITLE}</h1><p>{LONG}</p>".encode("utf-8-sig"), "bai.txt").title == TITLE
    word = docx(p(TITLE, props='<w:jc w:val="center"/>') + p(LONG))
    for name in ("bai.txt", "bai.html", "bai"):
        assert read_draft(word, name).title == TITLE


def test_a_page_with_scripts_is_judged_by_what_it_shows() -> None:
    script = "<script>" + "var a = 1; " * 40_000 + "</script>"
    assert read(f"<!doctype html><html><body>{script}<h1>{TITLE}</h1><p>{LONG}</p>", "a.html").title == TITLE


def test_the_name_of_a_page_is_only_shown() -> None:
    found = read(f"<!doctype html><p>{LONG}</p>", "b\ud800a\x00i\u202e.html")
    assert found.source == "bai.html"


def test_check_reads_a_pasted_text_from_a_pipe_and_from_a_file(tmp_path: Path) -> None:
    path = tmp_path / "bai.txt"
    path.write_bytes(BOTH.encode("utf-16"))
    piped = CliRunner().invoke(main, ["check", "-", "--stdin-filename", "bai.txt", "-f", "json"], input=BOTH.encode())
    stored = CliRunner().invoke(main, ["check", str(path), "-f", "json"])
    assert json.loads(piped.stdout) == json.loads(stored.stdout)
    assert json.loads(piped.stdout)["subject"] == {"source": "bai.txt", "title": TITLE}
