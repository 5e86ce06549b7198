"""Which tests run where.

`make test` leaves out the slow ones (hostile inputs of megabytes, in children and against the clock of the
processor) and what a machine lacks the programs for. With REQUIRE_EXTENDED set, as on a clean machine's check,
everything runs, and an extended test that is skipped is a failure.
"""

from __future__ import annotations

import os
from collections.abc import Generator

import pytest

EVERYTHING = bool(os.environ.get("REQUIRE_EXTENDED"))


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    slow = [item for item in items if item.get_closest_marker("slow") and not EVERYTHING]
    if slow:
        config.hook.pytest_deselected(items=slow)
        items[:] = [item for item in items if item not in set(slow)]


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    if report.skipped and item.get_closest_marker("extended") and EVERYTHING:
        report.outcome = "failed"
        report.longrepr = f"extended test skipped although REQUIRE_EXTENDED is set: {report.longrepr}"
    return report
