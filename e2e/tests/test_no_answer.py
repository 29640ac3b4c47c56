"""Nobody answers. The server's ring time is shortened: the page must take it from there."""

from __future__ import annotations

import pytest

from harness.pair import coming_back, expect_ended
from harness.person import Person
from harness.server import DuetServer
from harness.servers import Servers
from harness.words import MISSED, NO_ANSWER, NO_SERVER, is_calling


@pytest.fixture
def server(servers: Servers) -> DuetServer:
    # A device does not start to ring with less than 3 seconds left.
    return servers.get(ring_seconds=5)


def test_a_call_that_nobody_answers_ends_by_itself(alice: Person, bo: Person) -> None:
    alice.call(bo)
    bo.expect_state(is_calling("Alice"))
    alice.expect_state(NO_ANSWER)
    bo.expect_state(MISSED)
    bo.expect_no_ring()
    for person in (alice, bo):
        assert person.calls()[0]["reason"] == "no_answer"
        assert person.calls()[0].get("answered_at") is None


def test_without_the_server_a_call_that_rings_ends_on_both_pages_and_rings_nobody_later(
    alice: Person, bo: Person, server: DuetServer
) -> None:
    alice.call(bo)
    bo.expect_state(is_calling("Alice"))
    server.kill()

    # Each by itself, ten seconds after the server would have said it.
    alice.expect_state(NO_SERVER)
    bo.expect_state(MISSED)
    for person in (alice, bo):
        person.expect_nothing_open()

    with coming_back(alice, bo):
        server.start_again()
    bo.expect_no_ring()
    expect_ended(alice, bo, "no_answer")
