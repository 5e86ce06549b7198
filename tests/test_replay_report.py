"""Reports of stored runs, and what has changed between two of them and why."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from crawling import HOME, Web, listing, post, prose
from districts import ROOT
from test_replay import OTHER, Run, district, ended_at, run, told

from cli import main
from linter import audit
from linter.crawl.recall import Recall
from linter.report import json as report_json
from linter.report import read_json
from linter.rule import met
from linter.store import open_store

__all__ = ["run"]  # the fixture


def report(folder: Path, *words: str) -> Result:
    return CliRunner().invoke(main, ["report", "--data", str(folder), *words])


def changed(folder: Path) -> dict[str, Any]:
    """Of the last run, by school."""
    found = json.loads(report(folder, "--compare", "-f", "json").stdout)
    assert found["schema"] == 1
    return {school["id"]: school for school in found["schools"]}


def causes(school: dict[str, Any]) -> set[tuple[str, ...]]:
    return {tuple(change["because"]) for change in school["changes"]}


def lengths(school: dict[str, Any]) -> list[dict[str, Any]]:
    return [change for change in school["changes"] if change["rule"] == "article-length"]


def policy(tmp_path: Path, minimum: str) -> tuple[str, str]:
    """A policy that wants another length of articles."""
    text = (ROOT / "rules.yaml").read_text("utf-8")
    assert "min_fraction: 0.5" in text
    (tmp_path / "rules.yaml").write_text(text.replace("min_fraction: 0.5", f"min_fraction: {minimum}"), "utf-8")
    return "--config", str(tmp_path / "rules.yaml")


def test_a_stored_run_is_told_as_it_was(run: Run, tmp_path: Path) -> None:
    first = told(run(Web(district())))
    result = report(tmp_path / "data", "-f", "json")
    assert result.exit_code == 1, "some articles are too short"
    assert json.dumps(json.loads(result.stdout)) == json.dumps(first)
    assert report_json.summary(read_json.summary(first)) == first
    assert report(tmp_path / "data", "--run", first["run"]["id"], "-f", "json").stdout == result.stdout


@pytest.mark.parametrize("form", ["full", "concise"])
def test_a_stored_run_is_told_on_the_terminal_as_it_was(run: Run, tmp_path: Path, form: str) -> None:
    first = run(Web(district()), "-f", form, "-o", "-", "-o", str(tmp_path / "o.txt"))
    assert first.exit_code == 1, first.output
    result = report(tmp_path / "data", "-f", form, "-o", str(tmp_path / "again.txt"))
    assert result.exit_code == 1
    assert (tmp_path / "again.txt").read_text("utf-8") == (tmp_path / "o.txt").read_text("utf-8")


def test_a_stored_run_makes_the_pages_of_every_school(run: Run, tmp_path: Path) -> None:
    run(Web(district()))
    result = report(tmp_path / "data", "-f", "html", "-o", str(tmp_path / "out"))
    assert result.exit_code == 1, result.output
    assert {path.name for path in (tmp_path / "out").iterdir()} == {"index.html", "th-a.html", "th-b.html"}
    assert "Kênh Nhỏ" in (tmp_path / "out" / "th-a.html").read_text("utf-8")


def test_nothing_changed_is_told_as_nothing(run: Run, tmp_path: Path) -> None:
    run(Web(district()))
    alone = report(tmp_path / "data", "--compare")
    assert alone.exit_code == 2
    assert "chưa có lượt nào xong để so sánh" in alone.stderr
    run(Web(district()))
    assert changed(tmp_path / "data") == {}
    assert "0 trường có thay đổi" in report(tmp_path / "data", "--compare").stdout


def test_what_the_sites_changed_is_told_as_theirs(run: Run, tmp_path: Path) -> None:
    run(Web(district()))
    longer = post("Tin 0", prose("tin 0 dài", 14))
    news = {OTHER: listing("/a/", "/b/"), f"{OTHER}b/": post("Tin mới", prose("tin mới", 9))}
    run(Web(district(**{f"{HOME}tin/0/": longer, **news})))
    found = changed(tmp_path / "data")
    (change,) = lengths(found["th-a"])
    assert change == {
        "article": f"{HOME}tin/0/", "rule": "article-length", "before": "fail", "after": "pass", "because": ["site"],
    }  # fmt: skip
    assert found["th-b"]["new_articles"] == [f"{OTHER}b/"]
    said = report(tmp_path / "data", "--compare").stdout
    assert "Chưa đạt → Đạt (trang đã khác)" in " ".join(said.split())
    assert f"Bài mới: {OTHER}b/" in said


def test_what_another_policy_changed_is_told_as_its_own(run: Run, tmp_path: Path) -> None:
    run(Web(district()))
    shorter = {f"{HOME}tin/7/": post("Tin 7", prose("ngắn", 1))}
    run(Web(district(**shorter)), *policy(tmp_path, "0.2"))
    school = changed(tmp_path / "data")["th-a"]
    found = {
        c["article"]: (c["before"], c["after"], c["because"])
        for c in school["changes"]
        if c["rule"] == "article-length"
    }
    assert found.pop(f"{HOME}tin/7/") == ("pass", "fail", ["site"])
    assert found
    assert {tuple(because) for _, _, because in found.values()} == {("policy",)}
    assert {before for before, _, _ in found.values()} == {"fail", "needs-review"}


def test_what_another_version_changed_is_told_as_the_tools(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = told(run(Web(district())))
    before = {
        o["status"] for s in first["schools"] for a in s["articles"] for o in a["outcomes"] if o["rule"] == "prose-form"
    }
    assert before == {"pass"}
    _another_version(monkeypatch)
    run(Web(district()))
    school = changed(tmp_path / "data")["th-a"]
    assert {c["rule"] for c in school["changes"]} == {"article-length"}
    assert causes(school) == {("tool",)}
    run(Web(district()), *policy(tmp_path, "0.2"))
    assert changed(tmp_path / "data") == {}, "the tool says so whatever the policy"


def test_policy_and_tool_are_told_apart(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run(Web(district()))
    _another_version(monkeypatch, only=f"{HOME}tin/0/")
    run(Web(district()), *policy(tmp_path, "0.2"))
    school = changed(tmp_path / "data")["th-a"]
    found = {c["article"]: c["because"] for c in lengths(school)}
    assert found.pop(f"{HOME}tin/0/") == ["tool"]
    assert found
    assert all(because == ["policy"] for because in found.values())


def test_where_the_pages_are_gone_the_cause_is_not_guessed(run: Run, tmp_path: Path) -> None:
    run(Web(district()))
    run(Web(district()), *policy(tmp_path, "0.2"))
    store = open_store(tmp_path / "data")
    with store.engine.begin() as connection:
        connection.exec_driver_sql("delete from answer where run=1")
    store.close()
    school = changed(tmp_path / "data")["th-a"]
    assert causes(school) == {()}
    assert "không rõ vì đâu" in " ".join(report(tmp_path / "data", "--compare").stdout.split())


def test_a_comparison_asks_for_no_network(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run(Web(district()))
    run(Web(district()), *policy(tmp_path, "0.2"))
    made: list[Any] = []
    usual = Recall.__init__

    def init(self: Recall, kept: Any, network: Any, agent: str = "", **more: Any) -> None:
        made.append(network)
        usual(self, kept, network, agent, **more)

    monkeypatch.setattr(Recall, "__init__", init)
    changed(tmp_path / "data")
    assert made == [None]


def test_html_is_no_form_of_a_comparison(run: Run, tmp_path: Path) -> None:
    result = report(tmp_path / "data", "--compare", "-f", "html", "-o", str(tmp_path / "out"))
    assert result.exit_code == 2
    assert "full và json" in result.stderr


def test_a_run_that_is_not_finished_is_the_first_thing_that_a_report_says(run: Run, tmp_path: Path) -> None:
    run(Web(district()))
    with pytest.MonkeyPatch.context() as patch:
        ended_at(patch, 5)
        run(Web(district()))
    assert "chưa xong" in report(tmp_path / "data").stderr.splitlines()[0]


def _another_version(monkeypatch: pytest.MonkeyPatch, only: str = "") -> None:
    """A tool that finds every article long enough, or only the one at an address."""
    monkeypatch.setattr(audit, "__version__", "9.9")
    lint = audit.lint

    def otherwise(subject: Any, *rest: Any) -> Any:
        found = lint(subject, *rest)
        if only and getattr(subject, "url", "") != only:
            return found
        return tuple(_passed(outcome) if outcome.rule == "article-length" else outcome for outcome in found)

    monkeypatch.setattr(audit, "lint", otherwise)


def _passed(outcome: Any) -> Any:
    return replace(outcome, verdict=met("đủ dài"))
