"""A relay that Duet runs: coturn comes up with it, comes back when it dies, and goes with it."""

from __future__ import annotations

import http.client
import os
import signal
from collections.abc import Callable
from pathlib import Path

import pytest

from harness import relay
from harness.deadline import Deadline
from harness.homes import Home, Homes
from harness.pair import expect_both_to_hear
from harness.person import Person, connect
from harness.server import DuetServer


@pytest.fixture
def lab(lab: Homes) -> Homes:
    """The homes do not reach each other."""
    lab.keep_apart()
    return lab


@pytest.fixture
def server(start_in_lab: Callable[..., DuetServer]) -> DuetServer:
    """A server that runs its relay on a machine of its own."""
    relay.require()
    return start_in_lab(managed_relay=True)


@pytest.mark.takes(seconds=20)
def test_a_call_over_a_managed_relay_survives_the_death_of_the_relay_and_of_the_server(
    server: DuetServer, lab: Homes, at_home: Callable[[str, Home], Person]
) -> None:
    works = ["ok", "stun/udp: ok", "turn/udp: ok", "turn/tcp: ok"]
    _wait(lambda: _health(server, lab) == works, "the relay to work", lambda: _health(server, lab))
    alice, bo = at_home("alice", lab.a), at_home("bo", lab.b)
    connect(alice, bo)
    expect_both_to_hear(alice, bo)
    call = alice.line.call_id()
    path = alice.path()
    assert path is not None
    assert path.is_relayed

    [child] = server.children
    os.kill(child, signal.SIGKILL)
    _wait(lambda: server.children not in ([], [child]), "the relay to be started again", server.tail)
    expect_both_to_hear(alice, bo)

    [child] = server.children
    server.kill()
    _wait(lambda: not _runs(child), "the relay to end with the server", lambda: child)
    server.start_again()
    expect_both_to_hear(alice, bo)
    assert alice.line.call_id() == call

    [child] = server.children
    alice.hang_up()
    server.stop()
    assert not _runs(child)


def _wait(is_so: Callable[[], bool], what: str, seen: Callable[[], object]) -> None:
    deadline = Deadline(what)
    while not is_so():
        deadline.check(seen)


def _health(server: DuetServer, lab: Homes) -> list[str]:
    """What the server tells whoever watches it, on its own machine."""

    def ask() -> list[str]:
        connection = http.client.HTTPConnection(server.host, server.port, timeout=10)
        try:
            connection.request("GET", "/healthz")
            return connection.getresponse().read().decode().splitlines()
        finally:
            connection.close()

    return lab.server.within(ask)


def _runs(process: int) -> bool:
    """One that has ended, and was not waited for yet, does not run."""
    try:
        state = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return False
    return state != "Z"
