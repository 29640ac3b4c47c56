"""How a test went, for the fixtures that do something else after one that failed."""

from __future__ import annotations

import pytest

_reports = pytest.StashKey[dict[str, pytest.TestReport]]()


def note(test: pytest.Item, report: pytest.TestReport) -> None:
    """Keeps what is known of a test so far."""
    test.stash.setdefault(_reports, {})[report.when or ""] = report


def has_passed(test: pytest.Item) -> bool:
    """Did it run, and pass? Only a fixture that is being taken down may ask."""
    report = test.stash[_reports].get("call")
    return report is not None and report.passed
