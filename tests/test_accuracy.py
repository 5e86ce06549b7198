"""The labelled corpus: floors that may rise and never fall."""

from __future__ import annotations

from pathlib import Path

import pytest
from accuracy import Rule, score
from corpus import ROOT, load, mistakes, sites
from ruamel.yaml import YAML

FLOORS = YAML(typ="safe").load(Path(__file__).with_suffix(".yaml"))


def test_the_figures_stand_above_their_floors() -> None:
    total = score(sites())
    table = total.table()
    assert set(table) == set(FLOORS), "each figure has a floor"
    below = {name: (round(value, 3), FLOORS[name]) for name, value in table.items() if round(value, 3) < FLOORS[name]}
    assert not below, total.wrong


def test_nobody_is_accused_falsely() -> None:
    assert {name: floor for name, floor in FLOORS.items() if "false accusations" in name and floor < 0} == {}


@pytest.mark.parametrize("folder", sorted(path.parent.name for path in ROOT.glob("*/truth.yaml")))
def test_the_labels_fit_together(folder: str) -> None:
    assert list(mistakes(load(ROOT / folder))) == []


def test_a_false_accusation_is_counted_and_doubt_is_no_way_out() -> None:
    rule = Rule()
    for label, given in (
        ("pass", "fail"),
        ("fail", "fail"),
        ("fail", "needs-review"),
        ("needs-review", "needs-review"),
    ):
        rule.add(label, given, same=label == given)
    assert (rule.accused, rule.missed, rule.doubted, rule.accuracy) == (1, 1, 1, 0.5)
    assert (rule.precision, rule.recall, rule.doubt) == (0.5, 0.5, 1 / 3)
