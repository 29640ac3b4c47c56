"""The details of a call, during it and after: how it sounds, at both ends, and what has happened."""

from __future__ import annotations

import re

from playwright.sync_api import Locator, expect

from harness.deadline import Deadline
from harness.pair import expect_both_to_hear, hang_up
from harness.person import Person, connect
from harness.words import declined

DETAILS = "Details of the call"


def happened(dialog: Locator) -> list[str]:
    """What has happened, line after line."""
    return dialog.get_by_role("list").last.get_by_role("listitem").all_inner_texts()


def expect_happened(dialog: Locator, *words: str) -> None:
    """Waits until lines tell all of this, in this order."""
    deadline = Deadline(f"the timeline to tell {words}")
    while True:
        lines = iter(happened(dialog))
        if all(any(word in line for line in lines) for word in words):
            return
        deadline.check(lambda: happened(dialog))


def test_during_a_call_it_is_shown_how_it_sounds_and_what_happens(alice: Person, bo: Person) -> None:
    connect(alice, bo)
    expect_both_to_hear(alice, bo)
    alice.button(DETAILS).click()
    dialog = alice.page.get_by_role("dialog", name="The call with Bo")
    for title in ("Round trip", "Variation (jitter)", "Lost on the way to you", "Lost on the way to Bo"):
        plot = dialog.locator("figure").filter(has_text=title)
        expect(plot).to_contain_text(re.compile(r"\d.* \(highest \d"))
        expect(plot.locator("path")).to_have_attribute("d", re.compile(r"^M[\d.]+ [\d.]+"))
    expect_happened(
        dialog, "You: Called; it rang on an open page", "Bo: Answered", "You: Offered a path for the sound"
    )
    name = dialog.get_by_role("listitem").get_by_text("Bo", exact=True).first
    expect(name).to_have_attribute("translate", "no")
    alice.page.keyboard.press("Escape")
    alice.button("Mute").click()
    alice.button(DETAILS).click()
    expect_happened(dialog, "Bo: Answered", "You: Muted")
    alice.page.keyboard.press("Escape")
    alice.hang_up()


def test_after_a_call_both_ends_stand_side_by_side_and_it_can_be_copied(alice: Person, bo: Person) -> None:
    connect(alice, bo)
    expect_both_to_hear(alice, bo)
    alice.let_pass(14)  # a device tells every ten seconds, and whoever hangs up before that
    hang_up(bo, alice)
    alice.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    alice.button(DETAILS).click()
    dialog = alice.page.get_by_role("dialog", name="The call with Bo")
    way = dialog.get_by_role("row", name=re.compile("^Path of the sound"))
    expect(way.get_by_role("cell")).to_have_text(["Direct, UDP", "Direct, UDP"])
    expect_happened(dialog, "Bo: Hung up", "You: How it sounded: Path of the sound: Direct, UDP")
    dialog.get_by_role("button", name="Copy as text").click()
    expect(dialog.get_by_role("button", name="Copied")).to_be_visible()
    copied = alice.evaluate("() => navigator.clipboard.readText()").splitlines()
    assert copied[0] == "Duet: The call with Bo"
    assert "0:00\tYou: Called; it rang on an open page" in copied
    assert any(line.endswith("\tBo: Hung up") for line in copied)


def test_an_earlier_call_has_its_details_in_the_list(alice: Person, bo: Person) -> None:
    alice.call(bo)
    bo.decline()
    alice.expect_state(declined("Bo"))
    bo.reload()
    bo.open_recents()
    bo.button("Options for Alice").first.click()  # the newest
    bo.page.get_by_role("dialog", name="Alice").get_by_role("button", name=DETAILS).click()
    dialog = bo.page.get_by_role("dialog", name="The call with Alice")
    expect(dialog.get_by_text("Nothing of this call was measured")).to_be_visible()
    expect_happened(dialog, "Alice: Called", "You: Declined")
    bo.page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
