"""Nobody answers. The server's ring time is shortened: the page must take it from there."""

from __future__ import annotations

import pytest

from harness.person import Person
from harness.server import DuetServer
from harness.servers import Servers
from harness.words import MISSED, NO_ANSWER, is_calling


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
