"""The store: what is kept, and whose files are left alone."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path

import pytest

from linter.errors import InputError
from linter.reported import RunRecord, Tool
from linter.store import open_store
from linter.text.dates import VIETNAM

NOW = datetime(2026, 11, 16, 8, tzinfo=VIETNAM)
RUN = RunRecord("r1", NOW, NOW, date(2026, 11, 16))
TOOL = Tool("t", "0", "sha256:0")


@dataclass
class Answer:
    requested: str = "http://a.example/"
    url: str = "http://a.example/"
    status: int = 200
    headers: dict[str, str] = field(default_factory=lambda: {"content-type": "text/html"})
    body: bytes = b"<p>x</p>"


def test_answers_are_kept_and_a_body_only_once(tmp_path: Path) -> None:
    store = open_store(tmp_path / "dữ liệu")
    store.begin_run(RUN, TOOL)
    for target, url in (("a", "http://a.example/1"), ("a", "http://a.example/2"), ("a", "http://a.example/2")):
        store.keep("r1", target, Answer(requested=url))
    assert store.count_snapshots("r1") == 2
    store.close()
    with sqlite3.connect(tmp_path / "dữ liệu" / "linter.sqlite3") as database:
        assert database.execute("select count(*) from body").fetchone() == (1,)
    database.close()


def test_a_finished_run_gives_its_report_back(tmp_path: Path) -> None:
    store = open_store(tmp_path)
    store.begin_run(RUN, TOOL)
    with pytest.raises(InputError, match="r1"):
        store.report("r1")
    store.end_run(RUN, {"schema": 1, "tên": "đủ dấu"})
    assert store.report("r1") == {"schema": 1, "tên": "đủ dấu"}
    store.close()
    again = open_store(tmp_path)
    assert again.report("r1")["schema"] == 1
    again.close()


@pytest.mark.parametrize("statement", ["create table theirs (x)", "pragma user_version=99"])
def test_t06_another_or_a_newer_database_is_never_written_into(tmp_path: Path, statement: str) -> None:
    if "99" in statement:
        open_store(tmp_path).close()
    with sqlite3.connect(tmp_path / "linter.sqlite3") as database:
        database.execute(statement)
    database.close()
    before = (tmp_path / "linter.sqlite3").read_bytes()
    with pytest.raises(InputError, match=r"linter\.sqlite3"):
        open_store(tmp_path)
    assert (tmp_path / "linter.sqlite3").read_bytes() == before


def test_t13_a_folder_that_cannot_be_made_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "tệp").write_text("x")
    with pytest.raises(InputError, match="không tạo được thư mục"):
        open_store(tmp_path / "tệp" / "con")
