"""Whom one can call, and whom one called."""

from __future__ import annotations

from playwright.sync_api import expect

from harness.people import People
from harness.person import Person, connect
from harness.words import declined, hung_up, is_calling


def test_presence_follows_those_who_come_and_go(people: People, alice: Person) -> None:
    dora = people("dora")
    row = alice.row("Dora")
    expect(row.get_by_text("Online", exact=True)).to_be_visible()
    dora.page.close()
    expect(row.get_by_text("Offline", exact=True)).to_be_visible()


def test_search_finds_by_a_part_of_the_name(alice: Person) -> None:
    expect(alice.call_button("Bo")).to_be_visible()
    expect(alice.call_button("Carl")).to_be_visible()
    alice.page.get_by_label("Search people").fill("CAR")
    expect(alice.call_button("Carl")).to_be_visible()
    expect(alice.button("Call Bo")).to_have_count(0)

    alice.page.get_by_label("Search people").fill("nobody of this name")
    expect(alice.button("Call Carl")).to_have_count(0)
    alice.page.get_by_label("Search people").fill("")
    expect(alice.call_button("Bo")).to_be_visible()


def test_nobody_is_offered_to_call_themselves(alice: Person) -> None:
    expect(alice.call_button("Bo")).to_be_visible()
    expect(alice.button("Call Alice")).to_have_count(0)


def test_recents_tell_what_came_of_each_call(alice: Person, bo: Person) -> None:
    connect(alice, bo)
    alice.hang_up()
    bo.expect_state(hung_up("Alice"))
    bo.call(alice)
    alice.expect_state(is_calling("Bo"))
    alice.decline()
    bo.expect_state(declined("Alice"))
    alice.call(bo)
    bo.expect_state(is_calling("Alice"))
    alice.hang_up()
    bo.expect_no_ring()

    alice.open_recents()
    bo.open_recents()
    for row, words in enumerate(("Missed call", "Declined", "Incoming")):
        expect(bo.recents().nth(row)).to_contain_text("Alice")
        expect(bo.recents().nth(row)).to_contain_text(words)
    for row, words in enumerate(("Cancelled", "You declined", "Outgoing")):
        expect(alice.recents().nth(row)).to_contain_text("Bo")
        expect(alice.recents().nth(row)).to_contain_text(words)

    # One tap calls back.
    bo.call_back("Alice")
    alice.expect_state(is_calling("Bo"))
    alice.decline()


def test_the_history_of_a_call_is_the_same_for_both(alice: Person, bo: Person) -> None:
    connect(alice, bo)
    bo.hang_up()
    alice.expect_state(hung_up("Bo"))
    ours, theirs = alice.calls()[0], bo.calls()[0]
    assert ours["call_id"] == theirs["call_id"]
    assert (ours["direction"], theirs["direction"]) == ("outgoing", "incoming")
    assert ours["reason"] == theirs["reason"] == "hung_up"
    assert ours["started_at"] <= ours["answered_at"] <= ours["ended_at"]
