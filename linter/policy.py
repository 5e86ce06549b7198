"""The policy, rules.yaml: dispatches, rules with their numbers and words (never patterns), waivers."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Literal

from linter.errors import LinterError
from linter.model import Severity
from linter.rule import AnyRule, ConfiguredRule, Waiver
from linter.yamldoc import MappingNode, Node, decode, hint, parse


@dataclass(frozen=True, slots=True)
class Dispatch:
    """An official letter and its clauses, word for word, by their numbers ("1.2.b")."""

    id: str
    number: str
    issued: date
    issuer: str
    subject: str
    clauses: Mapping[str, str] = field(metadata={"min_items": 1})


@dataclass(frozen=True, slots=True)
class Clause:
    ref: str  # as rules cite it: "cv642/1.2.b"
    text: str
    dispatch: Dispatch


@dataclass(frozen=True, slots=True)
class DatedWaiver(Waiver):
    until: date | None = None  # the last day on which it holds


@dataclass(frozen=True, slots=True)
class _Setting:
    enabled: bool = True
    clause: str | None = None
    severity: Severity | None = field(default=None, metadata={"means": {"high": "error", "low": "info"}})
    options: Node | None = None


@dataclass(frozen=True, slots=True)
class _File:
    schema: Literal[1]
    name: str
    dispatches: tuple[Dispatch, ...] = field(metadata={"min_items": 1, "unique": "id"})
    applies_from: date = date(2020, 9, 7)
    rules: Mapping[str, _Setting] = field(default_factory=dict)
    waivers: tuple[DatedWaiver, ...] = ()


@dataclass(frozen=True, slots=True)
class Policy:
    """What a run judges by. `hash` is of the very bytes read; `off` are the rules switched off."""

    name: str
    hash: str
    applies_from: date
    dispatches: tuple[Dispatch, ...]
    rules: tuple[ConfiguredRule, ...]
    waivers: tuple[DatedWaiver, ...] = ()
    off: tuple[str, ...] = ()

    def clause(self, ref: str) -> Clause:
        """The clause that an outcome cites; LinterError when no dispatch has it."""
        clauses = {f"{d.id}/{n}": (text, d) for d in self.dispatches for n, text in d.clauses.items()}
        if ref not in clauses:
            raise LinterError(f"không có điều khoản “{ref}” trong dispatches{hint(ref, clauses)}")
        return Clause(ref, *clauses[ref])

    def waivers_on(self, day: date) -> tuple[Waiver, ...]:
        return tuple(waiver for waiver in self.waivers if waiver.until is None or day <= waiver.until)

    def select(self, only: Collection[str] = (), ignore: Collection[str] = ()) -> Policy:
        """The policy with the rules of `only` (all when empty) but for those of `ignore`."""
        known = (*(configured.rule.id for configured in self.rules), *self.off)
        for name in (*only, *ignore):
            if name not in known:
                raise LinterError(f"không có mục kiểm tra “{name}”{hint(name, known)}")
            if name in self.off and name in only:
                raise LinterError(f"mục “{name}” đang tắt (enabled: false) trong rules.yaml; hãy bật lại")
        kept = tuple(c for c in self.rules if (not only or c.rule.id in only) and c.rule.id not in ignore)
        if not kept:
            raise LinterError("không còn mục nào để kiểm tra; xem lại --select, --ignore và enabled")
        return replace(self, rules=kept)


def load(data: bytes, rules: Sequence[AnyRule], *, file: str = "rules.yaml") -> Policy:
    """A rules.yaml → Policy, its rules in the order of `rules`, or ConfigError. What it leaves out is on."""
    form = decode(_File, node := parse(data, file=file))
    known = [rule.id for rule in rules]
    cited = [(name, node.at("rules").key(name)) for name in form.rules]
    cited += [(w.rule, node.at("waivers", i, "rule").place) for i, w in enumerate(form.waivers)]
    for name, place in cited:
        if name not in known:
            raise place.error(f"không có mục kiểm tra “{name}”{hint(name, known)}")
    hashed = f"sha256:{hashlib.sha256(data).hexdigest()}"
    off = tuple(name for name, setting in form.rules.items() if not setting.enabled)
    policy = Policy(form.name, hashed, form.applies_from, form.dispatches, (), form.waivers, off)
    on = tuple(_configure(rule, form, node, policy) for rule in rules if rule.id not in off)
    return replace(policy, rules=on).select()


def _configure(rule: AnyRule, form: _File, node: Node, policy: Policy) -> ConfiguredRule:
    setting, below = form.rules.get(rule.id, _Setting()), node.at("rules", rule.id)
    clause = setting.clause or rule.clause
    try:
        policy.clause(clause)
    except LinterError as error:
        raise below.at("clause").error(f"mục “{rule.id}”: {error}") from None
    options = decode(rule.options, setting.options or MappingNode(below.place, {}, {}))
    return ConfiguredRule(rule, options, setting.severity or rule.severity, clause)
