"""The servers of a test run, and who has signed in to them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from playwright.sync_api import StorageState

from .server import DuetServer


class Servers:
    """Servers that tests share, because a test that passed leaves nobody in a call."""

    def __init__(self, new_folder: Callable[[], Path]) -> None:
        self._new_folder = new_folder
        self._running: dict[tuple[tuple[str, Any], ...], DuetServer] = {}
        self._cookies: dict[tuple[DuetServer, str], StorageState] = {}

    def get(self, purpose: str = "", **options: Any) -> DuetServer:
        """A server with these options, started now or shared with an earlier test of the same purpose."""
        key = (("purpose", purpose), *sorted(options.items()))
        if key not in self._running:
            self._running[key] = self.start(**options)
        return self._running[key]

    def start(self, **options: Any) -> DuetServer:
        """A server that only the asking test uses, and stops."""
        return DuetServer(self._new_folder(), **options)

    def cookies(self, server: DuetServer, username: str) -> StorageState | None:
        """What a browser of somebody who signed in to this server holds; None if nobody did yet."""
        return self._cookies.get((server, username))

    def keep_cookies(self, server: DuetServer, username: str, cookies: StorageState) -> None:
        """Keeps what a sign-in left in the browser."""
        self._cookies[server, username] = cookies

    def all(self) -> list[DuetServer]:
        """Every shared server that runs."""
        return list(self._running.values())

    def stop(self) -> None:
        """Stops all; after a failure the next test gets a new one, whatever state the old one was in."""
        running, self._running = self.all(), {}
        for server in running:
            server.stop()
