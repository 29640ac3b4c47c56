"""The server's own way to everybody is gone: those who talk go on talking, and nobody is taken for absent."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from harness.people import People
from harness.person import Person, connect
from harness.proxy import Proxy
from harness.words import CONNECTED, LINE_LOST, hung_up

# How long both devices of a call may be gone, and a little more. Seconds.
ABSENCE = 63


@pytest.fixture
def uplink(proxies: Callable[..., Proxy]) -> Proxy:
    """The way of everybody to the server."""
    return proxies()


@pytest.fixture
def alice(people: People, uplink: Proxy) -> Person:
    return people("alice", url=uplink.origin)


@pytest.fixture
def bo(people: People, uplink: Proxy) -> Person:
    return people("bo", url=uplink.origin)


@pytest.mark.takes(seconds=100)
def test_a_call_outlives_an_outage_of_the_servers_uplink_that_is_longer_than_an_absence_may_be(
    alice: Person, bo: Person, uplink: Proxy
) -> None:
    connect(alice, bo)
    call = alice.line.call_id()
    alice.listen()
    bo.listen()
    uplink.take_away()
    for person in (alice, bo):
        person.expect_note(LINE_LOST)
    alice.let_pass(ABSENCE)
    for person in (alice, bo):
        person.expect_state(CONNECTED)

    uplink.allow()
    for person in (alice, bo):
        person.expect_no_note(LINE_LOST)
        person.expect_state(CONNECTED)
        person.expect_to_have_heard()
        assert person.line.call_id() == call
    alice.hang_up()
    bo.expect_state(hung_up("Alice"))
