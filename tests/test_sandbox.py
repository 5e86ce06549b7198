"""A draft that is not plainly small is read in a process of its own, which is ended when it takes too much."""

from __future__ import annotations

import subprocess
import sys
import time
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import docx_files as files
import pytest
from districts import ROOT
from docx_files import PROSE, docx, p

from linter import sandbox
from linter.errors import DraftError
from linter.model import Article
from linter.read.draft import read_draft

ENDLESS = b"<!doctype html><html><body>" + b"<table><tr><td>" * 8_000
RICH = docx(
    p("KHAI GIẢNG", props='<w:jc w:val="center"/>')
    + p("Sáng  ngày ", files.r("5 thầ\u0302y ", "<w:b/>"), files.picture("Cổng trường"), PROSE)
    + files.tbl(["Lớp", "Giải"], ["5A", "Nhất"])
    + p("Người viết: Trần Thị B")
)


@pytest.fixture
def in_child(monkeypatch: pytest.MonkeyPatch) -> list[bytes]:
    """Every draft counts as large; what the children answered."""
    answers: list[bytes] = []
    asked = sandbox._ask_child

    def ask(data: bytes, name: str) -> bytes:
        answers.append(asked(data, name))
        return answers[-1]

    monkeypatch.setattr(sandbox, "is_small", lambda data, name: False)
    monkeypatch.setattr(sandbox, "_ask_child", ask)
    return answers


def places(article: Article) -> list[object]:
    return [block.origin for block in article.blocks]


def test_what_comes_back_is_what_was_read(in_child: list[bytes]) -> None:
    read = sandbox.read_draft_safely(RICH, "bài.docx")
    expected = read_draft(RICH, "bài.docx")
    assert read == expected
    assert places(read) == places(expected), "blocks do not compare their places"
    assert any(block.origin.offsets for block in read.blocks)
    assert read.layout is not None
    assert len(in_child) == 1


def test_every_field_of_an_article_survives_the_way() -> None:
    article = replace(
        read_draft(RICH, "a.docx"), url="http://a.example/", published_at=datetime(2026, 11, 16, tzinfo=UTC)
    )
    told = sandbox.json.loads(sandbox._told(article))
    assert sandbox._rebuilt(Article, told["article"]) == article


def test_a_page_and_a_text_come_back_too(in_child: list[bytes]) -> None:
    for name, data in (("a.html", f"<!doctype html><h1>Tựa</h1><p>{PROSE}</p>"), ("a.txt", f"Tựa\n\n{PROSE}")):
        assert sandbox.read_draft_safely(data.encode(), name) == read_draft(data.encode(), name)
    assert len(in_child) == 2


def test_a_refusal_comes_through_unchanged(in_child: list[bytes]) -> None:
    data = files.ole("EncryptedPackage")
    with pytest.raises(DraftError) as here:
        read_draft(data, "bài.docx")
    with pytest.raises(DraftError) as there:
        sandbox.read_draft_safely(data, "bài.docx")
    assert str(there.value) == str(here.value)
    assert in_child


def too_much(data: bytes, name: str) -> str:
    with pytest.raises(DraftError) as error:
        sandbox.read_draft_safely(data, name)
    assert "quá phức tạp" in str(error.value)
    assert "Lưu lại dưới dạng .docx" in str(error.value)
    return str(error.value)


def test_a_child_that_takes_too_long_is_ended(in_child: list[bytes], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sandbox, "SECONDS", 1.0)
    start = time.monotonic()
    assert "“bài.html”" in too_much(ENDLESS, "bài.html")
    assert time.monotonic() - start < 6
    assert in_child == [b""]


@pytest.mark.parametrize(
    "code",
    [
        "raise SystemExit(3)",
        "import os; os.kill(os.getpid(), 9)",
        "print('half an ans')",
        "print('[' * 100_000)",
        "print('{}')",
        'print(\'{"article": {"source": 1}}\')',
        "print('x' * (4 << 20))",
    ],
    ids=["gone", "killed", "torn", "deep", "empty", "other", "endless"],
)
def test_a_child_that_dies_or_talks_nonsense_is_one_sentence(
    code: str, in_child: list[bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sandbox, "_CHILD", code)
    monkeypatch.setattr(sandbox, "MAX_ANSWER", 1 << 20)
    too_much(RICH, "bài.docx")
    assert len(in_child[0]) <= 1 << 20


def test_a_child_that_does_not_listen_is_one_sentence(in_child: list[bytes], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sandbox, "_CHILD", "raise SystemExit(3)")
    too_much(RICH * 4000, "bài.docx")


def test_the_child_has_little_memory() -> None:
    pytest.importorskip("resource")
    code = "from linter import sandbox; sandbox._limit_ourselves(); bytearray(sandbox.MEMORY)"
    child = subprocess.run([sys.executable, "-c", code], capture_output=True, cwd=ROOT, check=False, timeout=60)
    assert b"MemoryError" in child.stderr


def test_the_child_loads_the_reader_alone() -> None:
    code = "import sys, linter.sandbox; print(*sys.modules)"
    child = subprocess.run([sys.executable, "-c", code], capture_output=True, cwd=ROOT, check=True, timeout=60)
    loaded = set(child.stdout.decode().split())
    assert "linter.read.docx" in loaded
    assert not {"httpx", "sqlalchemy", "bs4", "linter.audit", "linter.rules", "linter.crawl", "rich"} & loaded


@pytest.mark.parametrize(
    ("data", "name", "small"),
    [
        (RICH, "a.docx", True),
        (f"<!doctype html><h1>Tựa</h1><p>{PROSE}</p>".encode(), "a.html", True),
        (b"%PDF-1.7", "a.docx", True),
        (b"PK\x03\x04 torn", "a.docx", True),
        (ENDLESS, "a.html", False),
        (ENDLESS.replace(b"<!doctype html>", b""), "a.htm", False),
        (ENDLESS, "a.docx", False),
        (files.with_member("word/media/a.png", files.filled(3)), "a.docx", False),
        (docx(p(PROSE)) + b"\x00" * (1 << 20), "a.docx", False),
    ],
    ids=["docx", "html", "pdf", "torn", "tags", "htm", "html-named-docx", "swollen", "large"],
)
def test_only_what_is_plainly_small_is_read_here(data: bytes, name: str, small: bool) -> None:
    assert sandbox.is_small(data, name) is small


def test_a_small_draft_starts_no_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sandbox, "_ask_child", None)
    assert sandbox.read_draft_safely(RICH, "a.docx").title == "KHAI GIẢNG"


def test_it_works_from_another_folder(in_child: list[bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "json.py").write_text("raise SystemExit('not this one')", "utf-8")
    assert sandbox.read_draft_safely(RICH, "a.docx").title == "KHAI GIẢNG"
