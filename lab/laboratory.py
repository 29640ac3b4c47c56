"""What every experiment needs: an internet, Duet and a relay on it, and two homes with a browser each."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

from playwright.sync_api import sync_playwright

from harness.internet import Internet, NatHome
from harness.nat import Nat
from harness.people import People
from harness.person import Person
from harness.relay import Relay
from harness.residents import residents
from harness.server import DuetServer
from harness.servers import Servers


@dataclass(frozen=True)
class Scene:
    """Two people at home, signed in, and who lives between them."""

    a: NatHome
    b: NatHome
    alice: Person
    bo: Person


class Laboratory:
    """Open until it is left."""

    def __enter__(self) -> Self:
        """Makes the internet, and the people."""
        with ExitStack() as undo:
            self._root = Path(undo.enter_context(tempfile.TemporaryDirectory(prefix="duet-lab-")))
            self._playwright = undo.enter_context(sync_playwright())
            self._internet = undo.enter_context(Internet())
            self._servers = Servers(self._new_folder, residents(self._root))
            self._closing = undo.pop_all()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Removes it."""
        self._closing.close()

    @contextmanager
    def relay(self, allocation_seconds: int | None = None) -> Iterator[Relay]:
        """A relay on the internet; what it does for somebody lasts so long unless it is asked to go on."""
        relay = self._internet.start_relay(self._new_folder(), allocation_seconds)
        try:
            yield relay
        finally:
            relay.kill()

    @contextmanager
    def duet(self, ice: tuple[str, ...]) -> Iterator[DuetServer]:
        """Duet on the internet, which names these STUN and TURN servers."""
        server = self._internet.start_duet(self._servers, self._new_folder(), ice)
        try:
            yield server
        finally:
            server.stop()

    @contextmanager
    def scene(self, server: DuetServer, a: Nat, b: Nat) -> Iterator[Scene]:
        """Alice and Bo at home, behind these NATs; a probe has verified both."""
        with self._internet.homes(a, b) as homes, ExitStack() as undo:
            browsers = [
                self._internet.launch_browser(home, server, self._playwright, self._new_folder())
                for home in homes
            ]
            for browser in browsers:
                undo.callback(browser.close)
            people = undo.enter_context(closing(People(server, self._servers, browsers[0])))
            alice, bo = (
                people(name, browser=browser) for name, browser in zip(("alice", "bo"), browsers, strict=True)
            )
            try:
                yield Scene(*homes, alice, bo)
            finally:
                # Whatever came of it, the next experiment is not to find them in a call.
                alice.press_if_there("Hang up")
            bo.expect_nothing_open()

    def _new_folder(self) -> Path:
        return Path(tempfile.mkdtemp(dir=self._root))
