"""What is kept of runs long past: the changes of their outcomes, and nothing that grows with every week."""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from stores import place
from test_store import RUN, TOOL, Asked, answer, keep

from linter.store import Store, Where, open_store, pruning
from linter.store.history import Stand

__all__ = ["place"]  # the fixture


@pytest.fixture
def store(place: Where) -> Iterator[Store]:
    opened = open_store(place)
    yield opened
    opened.close()


def outcome(rule: str, status: str, waived: str | None = None) -> dict[str, Any]:
    return {"rule": rule, "status": status, "waived": waived}


def school(articles: dict[str, str], status: str = "completed", name: str = "th-a", **site: str) -> dict[str, Any]:
    """Articles by address, with the status of their one rule."""
    return {
        "id": name,
        "crawl": {"status": status},
        "outcomes": [outcome(rule, found) for rule, found in site.items()],
        "articles": [{"url": url, "outcomes": [outcome("length", found)]} for url, found in articles.items()],
    }


def finished(store: Store, number: int, *schools: dict[str, Any], state: Any = "finished") -> None:
    record = replace(RUN, id=f"r{number}")
    store.runs.begin(record, TOOL)
    store.runs.end(record, {"schools": list(schools)}, state=state)


def test_only_changes_are_kept(store: Store) -> None:
    weeks = (
        {"a": "fail", "b": "pass"},
        {"a": "fail", "b": "pass"},
        {"a": "pass", "b": "pass"},
        {"a": "fail", "c": "pass"},
    )
    for number, articles in enumerate(weeks, 1):
        finished(store, number, school(articles, about="pass"))
    assert store.history.of("th-a") == [
        Stand("", "about", "pass", 1, None),
        Stand("a", "length", "fail", 1, 3),
        Stand("a", "length", "pass", 3, 4),
        Stand("a", "length", "fail", 4, None),
        Stand("b", "length", "pass", 1, 4),
        Stand("c", "length", "pass", 4, None),
    ]
    assert store.history.of("th-b") == []


def test_what_was_not_seen_is_not_gone(store: Store) -> None:
    finished(store, 1, school({"a": "fail"}))
    finished(store, 2, school({}, status="timeout"))
    finished(store, 3, school({"a": "fail"}))
    assert store.history.of("th-a") == [Stand("a", "length", "fail", 1, None)]


def test_a_run_that_does_not_count_is_no_history(store: Store) -> None:
    finished(store, 1, school({"a": "fail"}))
    finished(store, 2, school({"a": "pass"}), state="suspicious")
    finished(store, 3, school({"a": "pass"}), state="incomplete")
    assert store.history.of("th-a") == [Stand("a", "length", "fail", 1, None)]


def test_a_waived_outcome_is_a_status_of_its_own(store: Store) -> None:
    waived = school({"a": "fail"})
    waived["articles"][0]["outcomes"] = [outcome("length", "fail", "được miễn")]
    finished(store, 1, school({"a": "fail"}))
    finished(store, 2, waived)
    assert [(stand.status, stand.until) for stand in store.history.of("th-a")] == [("fail", 2), ("waived", None)]


# --- pruning --------------------------------------------------------------------------------------------


def kept(store: Store) -> list[int]:
    """The runs whose answers are there."""
    with store.engine.connect() as connection:
        return list(connection.exec_driver_sql("select distinct run from answer order by run").scalars())


def week(store: Store, number: int, whole: bool = True, state: Any = "finished") -> None:
    """A run that was given a page of its own and one that stays the same."""
    record = replace(RUN, id=f"r{number}")
    run = store.runs.begin(record, TOOL, whole=whole)
    keep(store.answers(run), Asked("http://a.example/1"), answer(body=b"always"))
    keep(store.answers(run), Asked("http://a.example/2"), answer(body=str(number).encode()))
    store.answers(run).end("a", 2, 1)
    if state != "running":
        store.runs.end(record, {"schools": [], "number": number}, state=state)


def count(store: Store, what: str) -> int:
    with store.engine.connect() as connection:
        found: int = connection.exec_driver_sql(f"select count(*) from {what}").scalar_one()
        return found


def test_the_pages_of_the_last_runs_are_kept(store: Store) -> None:
    for number in range(1, 13):
        week(store, number)
        store.prune()
    assert kept(store) == list(range(5, 13))
    assert count(store, "body") == 9
    assert count(store, "site") == 8
    assert count(store, "run") == 12, "what runs there were is known for ever"
    assert store.runs.report("r1")["number"] == 1


def test_a_run_that_did_not_finish_takes_no_place_of_one_that_did(store: Store) -> None:
    for number in range(1, 9):
        week(store, number)
    for number, state in ((9, "incomplete"), (10, "suspicious"), (11, "running")):
        week(store, number, state=state)
        store.prune()
    assert kept(store) == list(range(1, 12))
    week(store, 12)
    store.prune()
    assert kept(store) == list(range(2, 13))


def test_the_run_whose_report_is_shown_keeps_its_pages(store: Store) -> None:
    week(store, 1)
    for number in range(2, 15):
        week(store, number, whole=False)
        store.prune()
    assert kept(store) == [1, *range(7, 15)]


def test_what_an_unchanged_page_rests_on_is_not_pruned(store: Store) -> None:
    """Its body came once; since then every run has taken it over."""
    url, whole = "http://a.example/1", answer("http://a.example/1", 200, b"x")
    for number in range(1, 20):
        record = replace(RUN, id=f"r{number}")
        answers = store.answers(store.runs.begin(record, TOOL))
        held = answers.earlier("a", url)
        assert held == (whole if number > 1 else None)
        if held:
            answers.take("a", url, held, held.read)
        keep(answers, Asked(url), answer(url, 304, b"") if held else whole)
        answers.end("a", 1, None)
        store.runs.end(record, {"schools": []})
        store.prune()
    assert answers.held("a", url) == whole


def test_reports_of_years_ago_are_let_go(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pruning, "REPORTS_OF", 10)
    for number in range(1, 13):
        week(store, number)
    store.prune()
    assert count(store, "run where report is null") == 2
    assert store.runs.find("latest").id == "r12"


WEEKS = 156


@pytest.mark.parametrize(
    ("schools", "weeks"), [(2, WEEKS), pytest.param(80, WEEKS, marks=pytest.mark.slow)], ids=["2 schools", "80 schools"]
)
def test_t15_three_years_of_weeks_take_a_bounded_place_and_no_longer_to_tell(
    tmp_path: Path, schools: int, weeks: int
) -> None:
    """40 000 schools want workers and are no part of this; their rows are as few, and each school's are its own."""
    store = open_store(tmp_path)
    chance = random.Random(15)
    state = {f"th-{n}": [chance.choice(("pass", "fail")) for _ in range(20)] for n in range(schools)}
    sizes = []
    for number in range(1, weeks + 1):
        _year_goes_on(store, number, state, chance)
        sizes.append(_size(store))
    grown = sizes[-1] / sizes[pruning.REPORTS_OF + 10]
    began = time.perf_counter()
    told = store.runs.report(store.runs.find("latest").id)
    stands = store.history.of("th-1")
    seconds = time.perf_counter() - began
    store.close()
    assert len(told["schools"]) == schools
    assert grown < 1.6, "beside the history of outcomes nothing grows"
    assert len(stands) < 20 * 2 + weeks * 20 * 0.02 * 3, "as many rows as changes"
    assert seconds < 1.0


def _size(store: Store) -> int:
    """Of the file, in bytes."""
    pragmas = "pragma_page_count, pragma_page_size"
    with store.engine.connect() as connection:
        found: int = connection.exec_driver_sql(f"select page_count * page_size from {pragmas}").scalar_one()
        return found


def _year_goes_on(store: Store, number: int, state: dict[str, list[str]], chance: random.Random) -> None:
    """A week in which one outcome in fifty changes, and a page of each school."""
    record = replace(RUN, id=f"r{number}")
    answers = store.answers(store.runs.begin(record, TOOL))

    async def read() -> None:
        for name in state:
            body = chance.randbytes(2000)
            await asyncio.gather(
                *(answers.keep(Asked(f"http://{name}.example/{n}"), 0, answer(body=body)) for n in (1, 2))
            )

    asyncio.run(read())
    told = []
    for name, statuses in state.items():
        statuses[:] = [("fail" if s == "pass" else "pass") if chance.random() < 0.02 else s for s in statuses]
        told.append(school({f"http://{name}.example/{n}": s for n, s in enumerate(statuses)}, name=name))
    store.runs.end(record, {"schools": told})
    store.prune()
