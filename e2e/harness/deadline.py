"""Waiting for a condition, with an end that only a failure reaches."""

from __future__ import annotations

import time
from collections.abc import Callable

from playwright.sync_api import Page

# Seconds. What a person would call at once may take a while on a machine that does much else.
PATIENCE = 30
_PACE = 0.05


class Deadline:
    """Paces a loop that looks for a condition, and ends it with what was seen instead."""

    def __init__(self, what: str, seconds: float = PATIENCE, *, hearing: Page | None = None) -> None:
        """`what` completes the sentence "Waited N seconds for …".

        `hearing` is a page whose events the condition depends on: Playwright hands over what it has heard of any page
        only while it is asked something.
        """
        self._what = what
        self._hearing = hearing
        self._seconds = seconds
        self._end = time.monotonic() + seconds

    def check(self, seen: Callable[[], object]) -> None:
        """Fails when time is up, else lets the other side work a moment before the next look."""
        if time.monotonic() > self._end:
            raise AssertionError(f"Waited {self._seconds:g} seconds for {self._what}. Seen: {seen()}")
        if self._hearing:
            self._hearing.wait_for_timeout(1000 * _PACE)
        else:
            time.sleep(_PACE)
