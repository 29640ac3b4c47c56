"""The server is killed at any moment of a call and started again: nobody has to care."""

from __future__ import annotations

import time

import pytest

from harness.pair import coming_back, expect_both_to_hear, expect_ended, hang_up, unbroken
from harness.person import Person, connect
from harness.server import DuetServer
from harness.servers import Servers
from harness.words import (
    LINE_LOST_IN_CALL,
    NO_ANSWER,
    calling,
    cancelled,
    declined,
    hung_up,
    is_calling,
)

# How long the server stays away where that is meant to be long. Seconds.
AWAY = 10
RING_SECONDS = 20
GOING_AWAY = 1001


@pytest.fixture
def server(servers: Servers) -> DuetServer:
    """A server that only tests use that kill it."""
    return servers.get("restarts", ring_seconds=RING_SECONDS)


def test_a_call_that_rings_can_be_answered_after_a_restart(
    alice: Person, bo: Person, server: DuetServer
) -> None:
    alice.call(bo)
    bo.expect_state(is_calling("Alice"))
    call = alice.line.call_id()

    with coming_back(alice, bo):
        server.restart()
    alice.expect_state(calling("Bo"))
    bo.expect_state(is_calling("Alice"))
    bo.accept()
    expect_both_to_hear(alice, bo)
    assert alice.line.call_id() == call
    hang_up(alice, bo)


def test_a_call_that_rings_can_be_declined_and_cancelled_after_a_restart(
    alice: Person, bo: Person, server: DuetServer
) -> None:
    alice.call(bo)
    bo.expect_state(is_calling("Alice"))
    with coming_back(alice, bo):
        server.restart()
    bo.decline()
    alice.expect_state(declined("Bo"))
    expect_ended(alice, bo, "declined")

    bo.call(alice)
    alice.expect_state(is_calling("Bo"))
    with coming_back(alice, bo):
        server.restart()
    bo.hang_up()
    alice.expect_state(cancelled("Bo"))
    expect_ended(alice, bo, "cancelled")


@pytest.mark.takes(seconds=20)
def test_ringing_ends_at_its_deadline_though_the_server_was_away(
    alice: Person, bo: Person, server: DuetServer
) -> None:
    alice.call(bo)
    bo.expect_state(is_calling("Alice"))
    began = time.monotonic()

    server.kill()
    alice.let_pass(AWAY)
    server.start_again()
    alice.expect_state(NO_ANSWER)
    rang = time.monotonic() - began
    assert abs(rang - RING_SECONDS) < 3, f"It rang for {rang:.1f} seconds"
    expect_ended(alice, bo, "no_answer")


def test_a_restart_just_after_somebody_has_accepted(alice: Person, bo: Person, server: DuetServer) -> None:
    for _ in range(3):
        alice.call(bo)
        bo.expect_state(is_calling("Alice"))
        seen = bo.line.seen()
        bo.press_if_there("Accept")
        bo.line.wait_for("call:accept", since=seen, direction="sent")
        server.restart()
        expect_both_to_hear(alice, bo)
        hang_up(alice, bo)


def test_an_acceptance_while_the_server_is_away(alice: Person, bo: Person, server: DuetServer) -> None:
    alice.call(bo)
    bo.expect_state(is_calling("Alice"))
    with coming_back(bo):
        server.kill()
        bo.press_if_there("Accept")
        server.start_again()
    # Who is told that this cannot be done offline tries again.
    bo.press_if_there("Accept")
    expect_both_to_hear(alice, bo)
    hang_up(alice, bo)


@pytest.mark.takes(seconds=20)
def test_audio_goes_on_while_the_server_is_away(alice: Person, bo: Person, server: DuetServer) -> None:
    connect(alice, bo)
    with unbroken(alice, bo), coming_back(alice, bo):
        server.kill()
        for person in (alice, bo):
            person.expect_note(LINE_LOST_IN_CALL)
        alice.let_pass(AWAY)
        server.start_again()
    for person in (alice, bo):
        person.expect_no_note(LINE_LOST_IN_CALL)
    expect_both_to_hear(alice, bo)
    hang_up(bo, alice)


def test_a_hang_up_while_the_server_is_away_is_heard_of_when_it_is_back(
    alice: Person, bo: Person, server: DuetServer
) -> None:
    connect(alice, bo)
    server.kill()
    alice.hang_up()
    server.start_again()
    bo.expect_state(hung_up("Alice"))
    expect_ended(alice, bo, "hung_up")


def test_a_server_that_is_stopped_says_so_and_the_pages_come_back(
    alice: Person, bo: Person, server: DuetServer
) -> None:
    connect(alice, bo)
    with coming_back(alice, bo):
        server.stop()
        for person in (alice, bo):
            person.page.wait_for_function("duetProbe.closings().length > 0")
            assert person.evaluate("() => duetProbe.closings()[0]") == GOING_AWAY
        server.start_again()
    expect_both_to_hear(alice, bo)
    hang_up(alice, bo)
