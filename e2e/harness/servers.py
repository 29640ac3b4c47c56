"""The servers of a test run."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from playwright.sync_api import StorageState

from .residents import Residents
from .server import DuetServer


class Servers:
    """Servers that tests share, because a test that passed leaves nobody in a call."""

    def __init__(self, new_folder: Callable[[], Path], residents: Residents) -> None:
        self._new_folder = new_folder
        self._residents = residents
        self._running: dict[tuple[tuple[str, Any], ...], DuetServer] = {}

    def get(self, purpose: str = "", **options: Any) -> DuetServer:
        """A server with these options, started now or shared with an earlier test of the same purpose."""
        key = (("purpose", purpose), *sorted(options.items()))
        if key not in self._running:
            server = DuetServer(self._new_folder(), copy_of=self._residents.database, **options)
            server.accounts.update(self._residents.accounts)
            self._running[key] = server
        return self._running[key]

    def start_empty(self) -> DuetServer:
        """A server that nobody has an account on, and that only the asking test uses, and stops."""
        return DuetServer(self._new_folder(), demo=False)

    def start_elsewhere(
        self, folder: Path, address: str = "127.0.0.1", machine: Sequence[str] = (), **options: Any
    ) -> DuetServer:
        """A server in another folder, maybe on another machine at this address, with the same people; only the asking
        tests use and stop it."""
        server = DuetServer(
            folder, demo=False, copy_of=self._residents.database, host=address, machine=machine, **options
        )
        server.accounts.update(self._residents.accounts)
        return server

    def cookies(self, username: str, host: str) -> StorageState:
        """What the browser of somebody holds who has signed in at this host; all servers know the same sessions."""
        known = self._residents.cookies[username]
        return {"cookies": [cookie | {"domain": host} for cookie in known["cookies"]], "origins": []}

    def all(self) -> list[DuetServer]:
        """Every shared server that runs."""
        return list(self._running.values())

    def stop(self) -> None:
        """Stops all; after a failure the next test gets a new one, whatever state the old one was in."""
        running, self._running = self.all(), {}
        for server in running:
            server.stop()
