"""How long the voice stays away when the server is killed and started again: the connection stays as it is."""

from __future__ import annotations

from collections.abc import Callable
from statistics import median

import pytest

from harness.pair import coming_back, expect_both_to_hear
from harness.person import Person, connect
from harness.server import DuetServer
from harness.servers import Servers
from harness.words import hung_up

ROUNDS = 3
# Seconds of each recording.
LISTENING = 1.5
# A browser takes longer than this to notice that nothing comes any more. Milliseconds.
PATH_LOST = 2_000


@pytest.fixture
def server(servers: Servers) -> DuetServer:
    """A server that only tests use that kill it."""
    return servers.get("restarts", ring_seconds=20)


@pytest.mark.alone
def test_a_restart_of_the_server_costs_no_sound(
    alice: Person, bo: Person, server: DuetServer, tell: Callable[[str], None]
) -> None:
    connect(alice, bo)
    expect_both_to_hear(alice, bo)
    undisturbed: list[float] = []
    restarted: list[float] = []
    for _ in range(ROUNDS):
        start_recording(alice, bo)
        alice.let_pass(LISTENING)
        undisturbed += [alice.largest_gap().milliseconds, bo.largest_gap().milliseconds]

        start_recording(alice, bo)
        with coming_back(alice, bo):
            server.restart()
            alice.let_pass(LISTENING)
        restarted += [alice.largest_gap().milliseconds, bo.largest_gap().milliseconds]
    for person in (alice, bo):
        assert person.counts()["connectionsEver"] == 1
    bo.hang_up()
    alice.expect_state(hung_up("Bo"))

    without, within = median(undisturbed), median(restarted)
    tell(f"largest gap {without:.0f} ms, with a restart {within:.0f} ms")
    # How long it is says what else the machine does: a server that starts takes a core for a moment. A path that is
    # lost is missed for longer than this, and a connection made anew is counted above.
    assert within < PATH_LOST, f"without a restart {undisturbed}, with one {restarted}"


def start_recording(*people: Person) -> None:
    for person in people:
        person.start_recording()
