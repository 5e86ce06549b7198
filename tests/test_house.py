"""The house: every rule registered, named, explained, cited; every module small."""

from __future__ import annotations

import ast
import dataclasses
from pathlib import Path

import pytest
from districts import ROOT, default_policy

from linter.rule import AnyRule
from linter.rules import RULES

LAW = (ROOT / "fixtures" / "law" / "cv642-1.2.txt").read_text("utf-8")
MODULES = sorted(path for path in (ROOT / "linter").rglob("*.py"))


def words(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.parametrize("rule", RULES, ids=[rule.id for rule in RULES])
def test_every_rule_is_named_explained_and_small(rule: AnyRule) -> None:
    module = ROOT / "linter" / "rules" / f"{rule.id.replace('-', '_')}.py"
    assert module.is_file(), "the file is named after the rule"
    assert module.read_text("utf-8").count("\n") <= 80
    for field in dataclasses.fields(rule.page):
        assert len(getattr(rule.page, field.name)) > 30, field.name


def test_every_rule_file_is_registered_once() -> None:
    files = {path.stem.replace("_", "-") for path in (ROOT / "linter" / "rules").glob("*.py")} - {"--init--"}
    ids = [rule.id for rule in RULES]
    assert sorted(ids) == sorted(files)
    assert len(ids) == len(set(ids))


def test_every_clause_is_quoted_word_for_word() -> None:
    policy = default_policy()
    for configured in policy.rules:
        assert words(policy.clause(configured.clause).text) in words(LAW), configured.clause


def test_every_quotation_in_an_explanation_is_of_the_law() -> None:
    for rule in RULES:
        quoted = rule.page.why.split("“")[1].split("”")[0]
        assert words(quoted).lower() in words(LAW).lower(), rule.id


@pytest.mark.parametrize("path", MODULES, ids=[str(path.relative_to(ROOT)) for path in MODULES])
def test_modules_and_functions_are_small(path: Path) -> None:
    text = path.read_text("utf-8")
    assert text.count("\n") <= 300
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            assert (node.end_lineno or 0) - node.lineno < 40, node.name


def code_lines(path: Path) -> int:
    """Lines that say something to the machine: no blank lines, comments or docstrings."""
    text = path.read_text("utf-8")
    told: set[int] = set()
    for node in ast.walk(ast.parse(text)):
        first = node.body[0] if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef) and node.body else None
        if isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant):
            told.update(range(first.lineno, (first.end_lineno or first.lineno) + 1))
    lines = enumerate(text.splitlines(), 1)
    return sum(1 for n, line in lines if line.strip() and not line.strip().startswith("#") and n not in told)


def test_a_newcomer_reads_five_files() -> None:
    core = ("model.py", "rule.py", "engine.py", "policy.py", "audit.py")
    assert sum(code_lines(ROOT / "linter" / name) for name in core) < 500
