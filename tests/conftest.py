"""An extended test that is skipped where everything it wants should be installed is a failure."""

from __future__ import annotations

import os
from collections.abc import Generator

import pytest


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    if report.skipped and item.get_closest_marker("extended") and os.environ.get("REQUIRE_EXTENDED"):
        report.outcome = "failed"
        report.longrepr = f"extended test skipped although REQUIRE_EXTENDED is set: {report.longrepr}"
    return report
