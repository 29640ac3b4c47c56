"""How long the voice stays away when the server is killed and started again: no longer than otherwise."""

from __future__ import annotations

from statistics import median

import pytest

from harness.person import Person, connect
from harness.server import DuetServer
from harness.servers import Servers
from harness.words import hung_up

ROUNDS = 3
# Seconds of each recording.
LISTENING = 1.5


@pytest.fixture
def server(servers: Servers) -> DuetServer:
    """A server that only tests use that kill it."""
    return servers.get("restarts", ring_seconds=20)


def test_a_restart_of_the_server_costs_no_sound(
    alice: Person, bo: Person, server: DuetServer, capsys: pytest.CaptureFixture[str]
) -> None:
    connect(alice, bo)
    alice.expect_to_hear()
    bo.expect_to_hear()
    undisturbed: list[float] = []
    restarted: list[float] = []
    for _ in range(ROUNDS):
        start_recording(alice, bo)
        alice.let_pass(LISTENING)
        undisturbed += [alice.largest_gap(), bo.largest_gap()]

        seen = alice.seen(), bo.seen()
        start_recording(alice, bo)
        server.restart()
        alice.let_pass(LISTENING)
        for person, since in zip((alice, bo), seen, strict=True):
            person.wait_for_signal("session:ready", since=since)
            restarted.append(person.largest_gap())
    for person in (alice, bo):
        assert person.counts()["connectionsEver"] == 1
    bo.hang_up()
    alice.expect_state(hung_up("Bo"))

    without, within = median(undisturbed), median(restarted)
    with capsys.disabled():
        print(f" (largest gap {1000 * without:.0f} ms, with a restart {1000 * within:.0f} ms)", end=" ")
    # A machine under load may stutter; a connection made anew costs more than this.
    assert within < max(2 * without + 0.1, 0.5), f"without a restart {undisturbed}, with one {restarted}"


def start_recording(*people: Person) -> None:
    for person in people:
        person.start_recording()
