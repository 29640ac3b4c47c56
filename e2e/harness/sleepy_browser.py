"""A browser as the operating system sees it: to be frozen, as a machine that sleeps freezes it."""

from __future__ import annotations

import os
import signal
import uuid
from pathlib import Path

from playwright.sync_api import Browser, Playwright

from .browsers import launch_chromium

_MARK = "DUET_TEST_BROWSER"


class SleepyBrowser:
    """A Chromium of its own whose processes can be stopped all at once: no timer runs, no packet is sent."""

    def __init__(self, playwright: Playwright) -> None:
        """Starts it; its processes are known by a variable in their environment."""
        self._mark = f"{_MARK}={uuid.uuid4()}".encode()
        name, _, value = self._mark.decode().partition("=")
        self.browser: Browser = launch_chromium(playwright, env={**os.environ, name: value})

    def sleep(self) -> None:
        """Stops every process."""
        assert self._signal(signal.SIGSTOP) > 1, "The processes of the browser were not found."

    def wake(self) -> None:
        """Lets them go on."""
        self._signal(signal.SIGCONT)

    def close(self) -> None:
        """Ends the browser, asleep or not."""
        self.wake()
        self.browser.close()

    def _signal(self, number: signal.Signals) -> int:
        reached = 0
        for pid in self._processes():
            try:
                os.kill(pid, number)
                reached += 1
            except ProcessLookupError:
                pass  # it ended meanwhile
        return reached

    def _processes(self) -> list[int]:
        """Those that show the mark, and whatever they started: renderers write over their environment."""
        parents = {pid: _parent(pid) for pid in _all_processes()}
        family = [pid for pid in parents if self._mark in _environment(pid)]
        for member in family:
            family += [pid for pid, parent in parents.items() if parent == member and pid not in family]
        return family


def _all_processes() -> list[int]:
    return [int(entry.name) for entry in Path("/proc").iterdir() if entry.name.isdigit()]


def _environment(pid: int) -> list[bytes]:
    try:
        return Path(f"/proc/{pid}/environ").read_bytes().split(b"\0")
    except OSError:
        return []  # another user's, or it ended meanwhile


def _parent(pid: int) -> int:
    try:
        # The name in parentheses may hold anything, also spaces.
        return int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1])
    except OSError:
        return 0
