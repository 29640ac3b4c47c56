"""A machine sleeps in the middle of a call, and wakes."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Playwright, expect

from harness.pair import expect_both_to_hear, expect_ended
from harness.people import People
from harness.person import Person, connect
from harness.sleepy_browser import SleepyBrowser
from harness.words import CONNECTION_LOST, RECONNECTING, hung_up


@pytest.fixture
def machine(playwright: Playwright) -> Iterator[SleepyBrowser]:
    """Bo's machine."""
    machine = SleepyBrowser(playwright)
    yield machine
    machine.close()


@pytest.mark.takes(seconds=55)
def test_a_short_sleep_is_survived_and_a_long_one_ends_the_call_on_both_sides(
    people: People, alice: Person, machine: SleepyBrowser
) -> None:
    bo = people("bo", browser=machine.browser)
    connect(alice, bo)
    expect_both_to_hear(alice, bo)
    call = alice.line.call_id()

    machine.sleep()
    alice.expect_state(RECONNECTING)
    machine.wake()
    expect_both_to_hear(alice, bo)
    assert alice.line.call_id() == call

    machine.sleep()
    expect(alice.status(CONNECTION_LOST)).to_be_visible(timeout=60_000)
    machine.wake()
    bo.expect_state(CONNECTION_LOST)
    expect_ended(alice, bo, "connection_lost")

    connect(bo, alice)
    expect_both_to_hear(alice, bo)
    alice.hang_up()
    bo.expect_state(hung_up("Alice"))
