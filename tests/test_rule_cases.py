"""Every labelled case of fixtures/rules, judged as a run would judge it."""

from __future__ import annotations

from collections import Counter
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

import pytest
from cases import Case, load_cases

from linter import policy
from linter.engine import lint
from linter.model import Status, Verdict
from linter.rules import RULES

CASES = load_cases()
ROOT = Path(__file__).parent.parent
POLICY = policy.load((ROOT / "rules.yaml").read_bytes(), RULES)


def judge(case: Case) -> Verdict:
    configured = next(c for c in POLICY.rules if c.rule.id == case.rule)
    if case.options:
        known = {f.name for f in fields(configured.options)}  # type: ignore[arg-type]
        changed: Any = configured.options
        assert set(case.options) <= known
        configured = replace(configured, options=replace(changed, **case.options))
    (outcome,) = lint(case.subject, [configured], case.context)
    return outcome.verdict


@pytest.mark.parametrize("case", CASES, ids=[f"{case.rule}: {case.name}" for case in CASES])
def test_case(case: Case) -> None:
    verdict = judge(case)
    said = [f"{f.message} {f.evidence} {f.suggestion}" for f in verdict.findings]
    assert verdict.status == case.expect, (verdict.reason, verdict.seen, said, dict(verdict.facts))
    if case.evidence:
        assert any(case.evidence.lower() in words.lower() for words in said), said
    if case.reason:
        assert case.reason.lower() in verdict.reason.lower()
    for name, value in case.facts.items():
        assert verdict.facts.get(name) == value, name


def test_every_rule_has_cases_both_ways() -> None:
    seen = Counter((case.rule, case.expect) for case in CASES)
    for rule in RULES:
        assert seen[rule.id, Status.PASS], f"{rule.id} has no passing case"
        assert seen[rule.id, Status.FAIL], f"{rule.id} has no failing case"
