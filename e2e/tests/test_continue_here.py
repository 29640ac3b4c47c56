"""A call goes on at another device of one of the two."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from harness.firefox import Firefox
from harness.firefox_page import expect_state, expect_to_hear, sign_in
from harness.pair import expect_both_to_hear
from harness.people import People
from harness.person import Person, connect
from harness.server import DuetServer
from harness.words import CONNECTED, hung_up, on_other_device

# How long the other side may hear nothing, in milliseconds.
GAP = 1_000
CONTINUE = "Continue here"


def expect_offer(person: Person, peer: Person) -> None:
    """Waits until the page says where the call is, at the top and beside the other one's name."""
    expect(person.page.get_by_text(on_other_device(peer.name))).to_be_visible()
    row = person.page.get_by_role("button", name=f"Call {peer.name}", exact=True)
    expect(row).to_contain_text("In a call with you")


def expect_short_gap(person: Person, tell: Callable[[str], None]) -> None:
    gap = person.largest_gap()
    assert gap.until is not None, f"{person.name} hears nothing any more"
    tell(f"{person.name} heard nothing for {gap.milliseconds:.0f} ms")
    assert gap.milliseconds - gap.stall < GAP, f"{person.name} heard nothing for {gap.milliseconds:.0f} ms"


@pytest.mark.alone
@pytest.mark.parametrize("who", ["caller", "callee"])
def test_a_call_is_continued_at_another_device_and_back(
    people: People, alice: Person, bo: Person, who: str, tell: Callable[[str], None]
) -> None:
    first, other = (alice, bo) if who == "caller" else (bo, alice)
    second = people(first.account.username)
    connect(alice, bo)
    expect_both_to_hear(alice, bo)
    lasted = first.timer()
    call = first.line.call_id()
    expect_offer(second, other)

    other.start_recording()
    second.button(CONTINUE).click()
    second.expect_state(CONNECTED)
    expect_both_to_hear(second, other)
    expect_short_gap(other, tell)
    second.expect_running_timer(lasted)
    assert second.line.call_id() == call
    first.expect_note("You continue this call on another device")
    expect(first.button("Hang up")).to_have_count(0)

    expect_offer(first, other)
    first.button(CONTINUE).click()
    expect_both_to_hear(first, other)
    expect_offer(second, other)
    first.hang_up()
    other.expect_state(hung_up(first.name))
    expect(second.page.get_by_text(on_other_device(other.name))).to_be_hidden()
    row = second.page.get_by_role("button", name=f"Call {other.name}", exact=True)
    expect(row).not_to_contain_text("In a call with you")


def test_a_call_whose_device_is_gone_is_continued_at_another(people: People, alice: Person, bo: Person) -> None:
    second = people("bo")
    connect(alice, bo)
    bo.page.close()
    alice.expect_note("Bo’s connection to the server is gone")
    expect_offer(second, alice)
    second.button(CONTINUE).click()
    expect_both_to_hear(alice, second)
    second.hang_up()
    alice.expect_state(hung_up("Bo"))


def test_a_call_moves_from_chromium_to_firefox(
    firefox: Firefox, server: DuetServer, alice: Person, bo: Person
) -> None:
    sign_in(firefox, server, server.accounts["bo"])
    connect(alice, bo)
    firefox.click_button(CONTINUE)
    expect_state(firefox, CONNECTED.pattern)
    alice.expect_to_hear()
    expect_to_hear(firefox)
    bo.expect_note("You continue this call on another device")
    firefox.click_button("Hang up")
    alice.expect_state(hung_up("Bo"))


def test_without_a_microphone_the_call_stays_where_it_is(people: People, alice: Person, bo: Person) -> None:
    second = people("bo", microphones=[])
    connect(alice, bo)
    second.button(CONTINUE).click()
    second.expect_note("No microphone was found")
    expect_offer(second, alice)
    expect_both_to_hear(alice, bo)
    alice.hang_up()
    bo.expect_state(hung_up("Alice"))
