"""The commands as a person runs them: words, files, exit status."""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import docx_files
import pytest
from cases import docx_bytes
from click.testing import CliRunner, Result
from districts import ROOT
from test_same_rules import LONG, TITLE

from cli import main
from linter.demo import DemoDistrict, serve

DRAFT = docx_bytes([TITLE, LONG])


def run(*words: str, data: bytes | None = None) -> Result:
    return CliRunner().invoke(main, [*words], input=data)


def refused(result: Result) -> str:
    """One sentence on stderr, exit 2, nothing of Python's."""
    assert result.exit_code == 2, result.output
    lines = result.stderr.strip().splitlines()
    assert len(lines) == 1, lines
    assert lines[0].startswith("Lỗi: ")
    assert "Traceback" not in result.output
    return lines[0]


@pytest.fixture(scope="module")
def district() -> Iterator[DemoDistrict]:
    with serve(ROOT / "fixtures" / "sites") as running:
        yield running


@pytest.fixture
def listed(district: DemoDistrict, tmp_path: Path) -> Path:
    path = tmp_path / "schools.yaml"
    path.write_text(district.schools_yaml, "utf-8")
    return path


# --- check ----------------------------------------------------------------------------------------------


def test_check_prints_the_editors_report_in_vietnamese(tmp_path: Path) -> None:
    (tmp_path / "bai.docx").write_bytes(DRAFT)
    result = run("check", str(tmp_path / "bai.docx"))
    assert result.exit_code == 1
    assert "Bài còn thiếu khoảng" in result.stdout
    assert "½ trang A4" in result.stdout
    assert "bản nháp chưa đăng" in result.stdout


def test_check_json_is_schema_1_and_reads_stdin() -> None:
    result = run("check", "-", "--stdin-filename", "bai.docx", "-f", "json", data=DRAFT)
    told = json.loads(result.stdout)
    assert told["schema"] == 1
    assert told["subject"] == {"source": "bai.docx", "title": TITLE}
    rules = {outcome["rule"]: outcome["status"] for outcome in told["outcomes"]}
    assert rules["article-length"] == "fail"
    assert rules["portal-crosspost"] == "not-applicable"
    assert "section-about" not in rules


def test_several_drafts_come_in_one_json(tmp_path: Path) -> None:
    for name in ("a.docx", "b.docx"):
        (tmp_path / name).write_bytes(DRAFT)
    told = json.loads(run("check", str(tmp_path / "a.docx"), str(tmp_path / "b.docx"), "-f", "json").stdout)
    assert [draft["subject"]["source"] for draft in told["drafts"]] == ["a.docx", "b.docx"]


@pytest.mark.parametrize(("fail_on", "status"), [("error", 1), ("info", 1), ("never", 0)])
def test_fail_on_decides_the_exit_status(fail_on: str, status: int) -> None:
    assert run("check", "-", "--fail-on", fail_on, data=DRAFT).exit_code == status


def test_select_and_ignore_choose_the_rules() -> None:
    told = json.loads(run("check", "-", "--select", "prose-form,timeliness", "-f", "json", data=DRAFT).stdout)
    assert [outcome["rule"] for outcome in told["outcomes"]] == ["prose-form", "timeliness"]
    assert "article-length" in refused(run("check", "-", "--select", "article-lenght", data=DRAFT))


BAD_DRAFTS = {
    "D14 an old .doc renamed": (docx_files.ole("WordDocument"), "Lưu"),
    "D14 a password": (docx_files.ole("EncryptedPackage", "EncryptionInfo"), "mật khẩu"),
    "D15 a broken zip": (DRAFT[: len(DRAFT) // 2], "hỏng"),
    "D15 nothing at all": (b"", "rỗng"),
    "D14 a PDF": (b"%PDF-1.7\n1 0 obj\n", "PDF"),
}


@pytest.mark.parametrize(("data", "word"), BAD_DRAFTS.values(), ids=BAD_DRAFTS)
def test_a_draft_that_cannot_be_read_is_one_sentence(data: bytes, word: str, tmp_path: Path) -> None:
    path = tmp_path / "bai.docx"
    path.write_bytes(data)
    assert word in refused(run("check", str(path)))


def test_d25_what_is_no_file_is_one_sentence(tmp_path: Path) -> None:
    assert "không tìm thấy" in refused(run("check", str(tmp_path / "khong-co.docx")))
    assert "thư mục" in refused(run("check", str(tmp_path)))


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="needs a Unix device")
def test_d25_a_device_is_not_read_for_ever() -> None:
    assert "không phải tệp" in refused(run("check", "/dev/zero"))


# --- crawl ----------------------------------------------------------------------------------------------


def crawl(listed: Path, *words: str) -> Result:
    data = str(listed.parent / "data")
    return run("crawl", "--schools", str(listed), "--data", data, "--delay", "0", "--as-of", "2026-11-16", *words)


def test_crawl_writes_every_format_into_a_folder(listed: Path) -> None:
    out = listed.parent / "out"
    result = crawl(listed, "--only", "th-rach-dua", "-f", "json", "-f", "html", "-f", "concise", "-o", str(out))
    assert result.exit_code == 1, result.output
    assert sorted(path.name for path in out.iterdir()) == [
        "index.html",
        "report.json",
        "th-rach-dua.html",
        "tom-tat.txt",
    ]
    told = json.loads((out / "report.json").read_text("utf-8"))
    assert list(told) == ["schema", "tool", "run", "portals", "schools"]
    (school,) = told["schools"]
    assert school["crawl"]["status"] == "completed"
    assert {outcome["status"] for outcome in school["outcomes"]} == {"pass"}
    assert (listed.parent / "data" / "linter.sqlite3").is_file()


def test_a_school_that_does_not_answer_accuses_nobody(listed: Path) -> None:
    result = crawl(listed, "--only", "th-kinh-moi", "-f", "json", "-o", "-")
    assert result.exit_code == 0
    (school,) = json.loads(result.stdout)["schools"]
    assert {outcome["status"] for outcome in school["outcomes"]} == {"not-checked"}
    assert crawl(listed, "--only", "th-kinh-moi", "--fail-on-unreachable", "-q").exit_code == 1


def test_s03_one_bad_row_does_not_stop_the_others(listed: Path) -> None:
    text = listed.read_text("utf-8")
    listed.write_text(
        text + '  - {id: th-sai, name: Trường Tiểu học Sai, level: TIEUHOCC, home: "http://127.0.0.1:1/"}\n', "utf-8"
    )
    result = crawl(listed, "--only", "th-rach-dua", "-f", "json", "-o", "-")
    assert result.exit_code == 3
    assert "schools.yaml:" in result.stderr
    assert json.loads(result.stdout)["schools"][0]["crawl"]["status"] == "completed"


BAD_LISTS = {
    "an unknown level": ('level: TH, home: "http://127.0.0.1:1/"', 'level: THC, home: "http://127.0.0.1:1/"', "THCS"),
    "a URL without a host": ('home: "http://127.0.0.1:1/"', 'home: "http://"', "schools.yaml:2"),
    "a misspelt key": ("home:", "hom:", "home"),
}


@pytest.mark.parametrize(("right", "wrong", "word"), BAD_LISTS.values(), ids=BAD_LISTS)
def test_a_list_of_nothing_but_mistakes_is_one_sentence(right: str, wrong: str, word: str, tmp_path: Path) -> None:
    path = tmp_path / "schools.yaml"
    row = '  - {id: th-a, name: Trường Tiểu học A, level: TH, home: "http://127.0.0.1:1/"}\n'
    path.write_text(f"schools:\n{row.replace(right, wrong)}", "utf-8")
    sentence = refused(crawl(path))
    assert word in sentence
    assert "schools.yaml:2" in sentence


def test_a_missing_list_is_one_sentence(tmp_path: Path) -> None:
    assert "không tìm thấy danh sách trường" in refused(crawl(tmp_path / "truong.yaml"))


def test_f07_a_typo_in_the_policy_names_line_and_nearest_word(listed: Path) -> None:
    typo = (ROOT / "rules.yaml").read_text("utf-8").replace("grace_days", "grace_day")
    (listed.parent / "rules.yaml").write_text(typo, "utf-8")
    sentence = refused(crawl(listed, "--config", str(listed.parent / "rules.yaml")))
    line = next(n for n, text in enumerate(typo.splitlines(), 1) if "grace_day" in text)
    assert f"rules.yaml:{line}" in sentence
    assert "grace_days" in sentence


def test_nobody_beyond_loopback_is_asked_without_a_contact(tmp_path: Path) -> None:
    path = tmp_path / "schools.yaml"
    path.write_text(
        'schools:\n  - {id: a, name: Trường Tiểu học A, level: TH, home: "http://a.edu.example/"}\n', "utf-8"
    )
    assert "contact" in refused(crawl(path))


def test_an_unknown_school_names_the_nearest(listed: Path) -> None:
    assert "th-rach-dua" in refused(crawl(listed, "--only", "th-rach-dau"))


def test_more_formats_than_outputs_is_refused(listed: Path) -> None:
    assert "định dạng" in refused(crawl(listed, "-f", "json", "-f", "full", "-f", "concise", "-o", "a", "-o", "b"))


def test_t06_a_folder_with_another_database_is_left_alone(listed: Path) -> None:
    data = listed.parent / "data"
    data.mkdir()
    (data / "linter.sqlite3").write_bytes(b"not a database, but somebody's file" * 50)
    assert "linter.sqlite3" in refused(crawl(listed, "--only", "th-kinh-moi"))
    assert (data / "linter.sqlite3").read_bytes().startswith(b"not a database")


# --- the rest -------------------------------------------------------------------------------------------


def test_demo_writes_its_reports(tmp_path: Path) -> None:
    result = run("demo", "-o", str(tmp_path), "-q")
    assert result.exit_code == 0, result.output
    assert "Trường" in result.stdout
    assert {"index.html", "report.json"} <= {path.name for path in tmp_path.iterdir()}
    told = json.loads((tmp_path / "report.json").read_text("utf-8"))
    assert told["run"]["as_of"] == "2026-11-16"
    assert [row for school in told["schools"] if (row := _row(school))] == _readme_table()


def _row(school: dict[str, Any]) -> dict[str, tuple[int, int]]:
    """By rule, how many posts of a school met it, of those that did or did not."""
    told = [outcome for article in school["articles"] for outcome in article["outcomes"]]
    counts = Counter((outcome["rule"], outcome["status"]) for outcome in told)
    rules = dict.fromkeys(outcome["rule"] for outcome in told)
    return {rule: (counts[rule, "pass"], counts[rule, "pass"] + counts[rule, "fail"]) for rule in rules}


def _readme_table() -> list[dict[str, tuple[int, int]]]:
    """What the README shows of the demo."""
    rules = ("prose-form", "article-length", "timeliness", "repost-source", "portal-crosspost")
    lines = (ROOT / "README.md").read_text("utf-8").partition("| school | met |")[2].splitlines()[2:]
    rows = [line.split("|")[-6:-1] for line in lines[: lines.index("")]]
    shares = [[cell.split()[-1].split("/") for cell in row] for row in rows]
    return [{rule: (int(a), int(b)) for rule, (a, b) in zip(rules, row, strict=True)} for row in shares]


def test_rules_lists_every_rule_and_explain_tells_of_one() -> None:
    assert "article-length" in run("rules").stdout
    told = run("explain", "article-length").stdout
    for word in ("Kiểm tra gì", "Vì sao", "Sai", "Đúng", "dài tối thiểu ½ trang giấy A4"):
        assert word in told
    assert "article-length" in refused(run("explain", "article-leng"))


def test_init_makes_files_that_load_and_keeps_those_that_are_there(tmp_path: Path) -> None:
    assert run("init", str(tmp_path)).exit_code == 0
    assert (tmp_path / "rules.yaml").read_text("utf-8") == (ROOT / "rules.yaml").read_text("utf-8")
    (tmp_path / "schools.yaml").write_text("mine", "utf-8")
    assert run("init", str(tmp_path)).exit_code == 0
    assert (tmp_path / "schools.yaml").read_text("utf-8") == "mine"


def test_doctor_says_what_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    found = sys.modules["importlib.util"].find_spec
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None if name == "holidays" else found(name))
    result = run("doctor")
    assert result.exit_code == 2
    assert "Thiếu gói holidays" in result.stdout


@pytest.mark.parametrize("command", ["serve"])
def test_what_is_still_to_come_says_so(command: str) -> None:
    assert "chưa có" in refused(run(command, "--data", "x"))


# --- the editor's page and the picture ------------------------------------------------------------------


def drafts(folder: Path, *names: str) -> list[str]:
    paths = [folder / name for name in names]
    for path in paths:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(DRAFT)
    return [str(path) for path in paths]


def test_one_draft_becomes_one_page(tmp_path: Path) -> None:
    (draft,) = drafts(tmp_path, "bai.docx")
    out = tmp_path / "ket-qua" / "bai.html"
    result = run("check", draft, "-f", "html", "-o", str(out))
    assert result.exit_code == 1, result.output
    text = out.read_text("utf-8")
    assert text.startswith("<!DOCTYPE html>")
    for word in (TITLE, "Nên làm trước", "<svg", "còn thiếu khoảng", "dài tối thiểu ½ trang giấy A4", "642/PGDĐT"):
        assert word in text
    assert [path.name for path in out.parent.iterdir()] == ["bai.html"]


def test_the_page_of_one_draft_goes_to_the_screen_or_into_a_folder_too(tmp_path: Path) -> None:
    (draft,) = drafts(tmp_path, "Ngày hội.docx")
    assert run("check", draft, "-f", "html").stdout.startswith("<!DOCTYPE html>")
    assert run("check", "-", "-f", "html", "-o", "-", data=DRAFT).stdout.startswith("<!DOCTYPE html>")
    out = tmp_path / "out"
    assert run("check", draft, "-f", "html", "-f", "json", "-o", str(out)).exit_code == 1
    assert sorted(path.name for path in out.iterdir()) == ["kiem-tra-ngay-hoi.html", "report.json"]


def test_several_drafts_become_a_page_each(tmp_path: Path) -> None:
    given = drafts(tmp_path, "Đọc sách.docx", "a/bai.docx", "b/bai.docx", "….docx")
    out = tmp_path / "out"
    assert run("check", *given, "-f", "html", "-o", str(out)).exit_code == 1
    pages = {path.name: path.read_text("utf-8") for path in out.iterdir()}
    assert sorted(pages) == [
        "kiem-tra-bai-2.html",
        "kiem-tra-bai.html",
        "kiem-tra-ban-nhap.html",
        "kiem-tra-doc-sach.html",
    ]
    assert all(page.count("<svg") == 1 for page in pages.values())
    assert "Đọc sách.docx" in pages["kiem-tra-doc-sach.html"]


def test_several_pages_want_a_folder(tmp_path: Path) -> None:
    given = drafts(tmp_path, "a.docx", "b.docx")
    for words in (["-f", "html"], ["-f", "html", "-o", "-"], ["-f", "html", "-o", str(tmp_path / "x.html")]):
        assert "thư mục" in refused(run("check", *given, *words))
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.docx", "b.docx"]


def test_the_picture_of_a_draft_is_an_svg(tmp_path: Path) -> None:
    (draft,) = drafts(tmp_path, "bai.docx")
    out = tmp_path / "hinh" / "bai.svg"
    result = run("check", draft, "--picture", str(out))
    assert result.exit_code == 1, result.output
    assert "Bài còn thiếu khoảng" in result.stdout, "the report comes as well"
    root = ElementTree.fromstring(out.read_text("utf-8"))
    assert root.tag == "{http://www.w3.org/2000/svg}svg"
    words = " ".join("".join(root.itertext()).split())
    assert "½ trang" in words
    assert "còn thiếu khoảng" in words
    assert "Sáng ngày 14/11/2026, Trường Tiểu học Kênh Nhỏ tổ chức" in words
    first = out.read_bytes()
    run("check", draft, "--picture", str(out))
    assert out.read_bytes() == first


def test_a_picture_is_of_one_draft(tmp_path: Path) -> None:
    given = drafts(tmp_path, "a.docx", "b.docx")
    assert "một bản nháp" in refused(run("check", *given, "--picture", str(tmp_path / "x.svg")))
    assert not (tmp_path / "x.svg").exists()


def test_no_report_takes_the_place_of_a_draft(tmp_path: Path) -> None:
    given = drafts(tmp_path, "a.docx", "b.docx")
    assert ".svg" in refused(run("check", "--picture", *given))
    page = tmp_path / "bai.html"
    page.write_text(f"<!DOCTYPE html><title>x</title><h1>{TITLE}</h1><p>{LONG}</p>", "utf-8")
    before = page.read_bytes()
    assert "chính bản nháp" in refused(run("check", str(page), "-f", "html", "-o", str(page)))
    assert run("check", str(page), "-f", "html", "-o", str(tmp_path)).exit_code == 1
    assert page.read_bytes() == before
    assert [Path(draft).read_bytes() for draft in given] == [DRAFT, DRAFT]
    assert (tmp_path / "kiem-tra-bai.html").is_file()


def test_without_a_measured_length_there_is_no_picture(tmp_path: Path) -> None:
    (draft,) = drafts(tmp_path, "bai.docx")
    out = tmp_path / "bai.svg"
    result = run("check", draft, "--ignore", "article-length", "--picture", str(out))
    assert "chưa được đo" in refused(result)
    assert not out.exists()


def test_a_report_may_be_read_by_whom_any_new_file_may(tmp_path: Path) -> None:
    (draft,) = drafts(tmp_path, "bai.docx")
    run("check", draft, "-f", "json", "-o", str(tmp_path / "bai.json"))
    assert (tmp_path / "bai.json").stat().st_mode == Path(draft).stat().st_mode


def test_a_report_that_cannot_be_written_leaves_nothing_behind(tmp_path: Path) -> None:
    (draft,) = drafts(tmp_path, "bai.docx")
    (tmp_path / "out.svg").mkdir()
    assert "không ghi được" in refused(run("check", draft, "-q", "--picture", str(tmp_path / "out.svg")))
    assert sorted(path.name for path in tmp_path.iterdir()) == ["bai.docx", "out.svg"]
