"""Calls that nobody talks in: declined, cancelled, busy."""

from __future__ import annotations

from harness.pair import expect_both_to_hear
from harness.people import People
from harness.person import Person, connect
from harness.words import (
    CONNECTED,
    YOU_CANCELLED,
    YOU_DECLINED,
    busy,
    calling,
    cancelled,
    declined,
    is_calling,
)


def test_a_declined_call_says_who_declined(alice: Person, bo: Person) -> None:
    alice.call(bo)
    bo.expect_state(is_calling("Alice"))
    bo.decline()
    alice.expect_state(declined("Bo"))
    bo.expect_state(YOU_DECLINED)
    bo.expect_no_ring()


def test_a_cancelled_call_stops_ringing(alice: Person, bo: Person) -> None:
    alice.call(bo)
    alice.expect_state(calling("Bo"))
    bo.expect_state(is_calling("Alice"))
    alice.hang_up()
    alice.expect_state(YOU_CANCELLED)
    bo.expect_state(cancelled("Alice"))
    bo.expect_no_ring()


def test_a_caller_who_has_closed_the_page_is_said_to_be_gone(alice: Person, bo: Person) -> None:
    alice.call(bo)
    bo.expect_state(is_calling("Alice"))
    alice.page.close()
    bo.expect_note("Alice has just lost the connection")
    bo.accept()
    # It waits for them as long as a connection may take.
    bo.expect_note("Alice had left, or their network dropped out")
    bo.expect_no_ring()


def test_somebody_in_a_call_is_busy_and_is_not_disturbed(people: People, alice: Person, bo: Person) -> None:
    carl = people("carl")
    connect(alice, bo)

    carl.call(bo)
    carl.expect_state(busy("Bo"))

    bo.expect_no_ring()
    bo.expect_state(CONNECTED)
    expect_both_to_hear(alice, bo)
    alice.hang_up()
    assert [call["reason"] for call in carl.calls()][:1] == ["busy"]


def test_somebody_whose_phone_rings_is_busy(people: People, alice: Person, bo: Person) -> None:
    carl = people("carl")
    alice.call(bo)
    bo.expect_state(is_calling("Alice"))

    carl.call(bo)
    carl.expect_state(busy("Bo"))

    bo.expect_state(is_calling("Alice"))
    bo.decline()
    alice.expect_state(declined("Bo"))
