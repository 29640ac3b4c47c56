"""A page that does not run is not there: nobody takes it for online, and it is rung when it runs again."""

from __future__ import annotations

from playwright.sync_api import expect

from harness.people import People
from harness.person import Person
from harness.words import calling, is_calling, offline

MISSED = "This will be a missed call, unless they open Duet now."


def tell(person: Person, event: str) -> None:
    """Tells the page what a browser tells it before it freezes it; one without a screen never does."""
    person.evaluate("(event) => void document.dispatchEvent(new Event(event))", event)


def test_a_frozen_page_is_offline_and_rings_as_soon_as_it_runs_again(people: People) -> None:
    alice, bo = people("alice"), people("bo")
    expect(alice.row("Bo").get_by_text("Online")).to_be_visible()
    tell(bo, "freeze")
    expect(alice.row("Bo").get_by_text("Online")).to_be_hidden()
    alice.call(bo)
    alice.expect_state(offline("Bo"))
    expect(alice.page.get_by_text(MISSED)).to_be_visible()
    tell(bo, "resume")
    bo.expect_state(is_calling("Alice"))
    alice.expect_state(calling("Bo"))
    expect(alice.page.get_by_text(MISSED)).to_be_hidden()
    bo.accept()
    alice.expect_to_hear()
    alice.hang_up()


def test_a_page_in_the_back_forward_cache_is_offline_and_comes_back_with_the_back_button(
    alice: Person, bo: Person
) -> None:
    expect(alice.row("Bo").get_by_text("Online")).to_be_visible()
    bo.page.goto("about:blank")
    expect(alice.row("Bo").get_by_text("Online")).to_be_hidden()
    bo.page.go_back()
    bo.expect_signed_in()
    expect(alice.row("Bo").get_by_text("Online")).to_be_visible()
