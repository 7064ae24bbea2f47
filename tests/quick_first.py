"""What pytest does for `mutation` (`-p tests.quick_first`): measure each test, or run the quickest tests first.

Tests of about the same time stay together with their neighbors, so that what they share is made a few times and not for
each of them.
"""

import json
import os
from bisect import bisect
from collections import Counter
from pathlib import Path

import pytest

MEASURE, ORDER, OWN = "MUTATION_MEASURE", "MUTATION_ORDER", "MUTATION_OWN"
"""Variables of the environment: a file to write with each test's seconds; such a file to read; and the name, without its
ending, of the test file to prefer among tests of about the same time."""

STEPS = (0.01, 0.03, 0.1, 0.5, 2.0)
"""Seconds between which tests take about the same time."""

_seconds: Counter[str] = Counter()


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    """Add up what a test took, with what it needed before and after."""
    _seconds[report.nodeid] += report.duration  # type: ignore[assignment]


def pytest_sessionfinish() -> None:
    """Write what each test took, next to what others took before."""
    if place := os.environ.get(MEASURE):
        before = json.loads(Path(place).read_text("utf-8")) if Path(place).exists() else {}
        Path(place).write_text(json.dumps(before | _seconds), "utf-8")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the quickest tests first. A test that was not measured is taken for quick."""
    if not (place := os.environ.get(ORDER)):
        return
    seconds = json.loads(Path(place).read_text("utf-8"))
    own = os.environ.get(OWN, "")
    items.sort(key=lambda item: (bisect(STEPS, seconds.get(item.nodeid, 0.0)), item.path.stem != own))
