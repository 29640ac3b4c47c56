"""Somebody whom one does not want to hear."""

from __future__ import annotations

import re

from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from harness.people import People
from harness.person import Person
from harness.words import YOU_CANCELLED, declined, is_calling


UNBLOCK_ALL = """
async () => {
  const { blocked } = await (await fetch("/api/blocks")).json();
  for (const id of blocked) await fetch(`/api/people/${id}/block`, { method: "DELETE" });
}
"""


@pytest.fixture
def bo(people: People) -> Iterator[Person]:
    """Bo, who has blocked nobody when the next test begins."""
    bo = people("bo")
    yield bo
    bo.evaluate(UNBLOCK_ALL)


def test_who_is_blocked_is_declined_at_once_until_they_are_unblocked(alice: Person, bo: Person) -> None:
    options = bo.button("Options for Alice")
    options.click()
    dialog = bo.page.get_by_role("dialog", name="Alice")
    expect(dialog).to_have_accessible_description(re.compile("they are told that you declined"))
    bo.button("Block Alice").click()
    expect(dialog).to_have_count(0)
    expect(options).to_be_focused()
    expect(bo.row("Alice").get_by_text("Blocked", exact=True)).to_be_visible()

    known = bo.calls()
    seen = bo.line.seen()
    alice.call(bo)
    alice.expect_state(declined("Bo"))
    bo.expect_no_ring()
    assert not [signal.type for signal in bo.line.signals[seen:] if signal.type.startswith("call:")]
    assert bo.calls() == known
    assert alice.calls()[0]["reason"] == "declined"

    bo.reload()
    options.click()
    bo.button("Unblock Alice").click()
    expect(bo.row("Alice").get_by_text("Online", exact=True)).to_be_visible()
    alice.call(bo)
    bo.expect_state(is_calling("Alice"))
    alice.hang_up()


def test_somebody_is_blocked_with_the_keyboard_alone_from_the_history(alice: Person, bo: Person) -> None:
    for _ in range(2):
        alice.call(bo)
        bo.expect_state(is_calling("Alice"))
        alice.hang_up()
        alice.expect_state(YOU_CANCELLED)
        bo.expect_no_ring()
    bo.reload()
    bo.open_recents()
    # Missed calls of one person are one row.
    expect(bo.recents().first).to_contain_text(re.compile(r"Missed call \(\d+\)"))

    keyboard = bo.page.keyboard
    options = bo.button("Options for Alice").first
    bo.button("Call back Alice").first.focus()
    keyboard.press("Tab")
    expect(options).to_be_focused()
    keyboard.press("Enter")
    expect(bo.page.get_by_role("dialog", name="Alice")).to_be_visible()
    keyboard.press("Escape")
    # Not only closed: a dialog that still goes away would take the next key's effect with it.
    expect(bo.page.locator("dialog")).to_have_count(0)
    expect(options).to_be_focused()
    keyboard.press("Enter")
    bo.button("Block Alice").press("Enter")
    expect(bo.page.get_by_role("dialog")).to_have_count(0)
    alice.call(bo)
    alice.expect_state(declined("Bo"))


def test_a_call_that_rings_is_not_behind_the_options_of_somebody(
    people: People, alice: Person, bo: Person
) -> None:
    carl = people("carl")
    bo.button("Options for Alice").click()
    carl.call(bo)
    bo.expect_state(is_calling("Carl"))
    expect(bo.page.get_by_role("dialog")).to_have_count(0)
    bo.decline()
    carl.expect_state(declined("Bo"))
