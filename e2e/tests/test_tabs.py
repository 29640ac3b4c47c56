"""One person, several tabs and browsers."""

from __future__ import annotations

from playwright.sync_api import expect

from harness.pair import expect_both_to_hear
from harness.people import People
from harness.person import Person
from harness.words import (
    ANSWERED_ELSEWHERE,
    CONNECTED,
    DECLINED_ELSEWHERE,
    YOU_HUNG_UP,
    cancelled,
    declined,
    is_calling,
)


def test_the_tab_that_accepts_has_the_call_and_the_other_says_so(
    people: People, alice: Person, bo: Person
) -> None:
    other = people.watch(bo.new_tab())
    alice.call(bo)
    for tab in (bo, other):
        tab.expect_state(is_calling("Alice"))

    bo.accept()
    bo.expect_state(CONNECTED)
    other.expect_state(ANSWERED_ELSEWHERE)
    other.expect_no_ring()
    other.expect_nothing_open()

    expect_both_to_hear(alice, bo)
    bo.hang_up()
    bo.expect_state(YOU_HUNG_UP)


def test_declining_in_one_browser_declines_in_all(people: People, alice: Person, bo: Person) -> None:
    at_home = people("bo")
    alice.call(bo)
    for place in (bo, at_home):
        place.expect_state(is_calling("Alice"))

    at_home.decline()
    alice.expect_state(declined("Bo"))
    bo.expect_state(DECLINED_ELSEWHERE)
    for place in (bo, at_home):
        place.expect_no_ring()


def test_a_cancelled_call_stops_ringing_everywhere(people: People, alice: Person, bo: Person) -> None:
    other = people.watch(bo.new_tab())
    alice.call(bo)
    for tab in (bo, other):
        tab.expect_state(is_calling("Alice"))
    alice.hang_up()
    for tab in (bo, other):
        tab.expect_state(cancelled("Alice"))
        tab.expect_no_ring()


def test_a_tab_that_opens_while_it_rings_rings_too(people: People, alice: Person, bo: Person) -> None:
    alice.call(bo)
    bo.expect_state(is_calling("Alice"))
    late = people.watch(bo.new_tab())
    late.expect_state(is_calling("Alice"))
    late.accept()
    alice.expect_state(CONNECTED)
    bo.expect_state(ANSWERED_ELSEWHERE)
    alice.hang_up()
    expect(late.button("Hang up")).to_have_count(0)
