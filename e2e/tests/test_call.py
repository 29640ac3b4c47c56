"""Two people talk."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from harness.deadline import Deadline
from harness.pair import expect_both_to_hear, hang_up
from harness.people import People
from harness.person import Person, connect
from harness.words import CONNECTED, YOU_HUNG_UP, calling, hung_up, is_calling


def test_two_people_hear_each_other(alice: Person, bo: Person) -> None:
    alice.call(bo)
    alice.expect_state(calling("Bo"))
    bo.expect_state(is_calling("Alice"))

    bo.accept()
    for person in (alice, bo):
        person.expect_state(CONNECTED)
        # Also shows that the counts at the end of every test can be other than zero.
        counts = person.counts()
        assert counts["connections"] == 1
        assert counts["tracks"] >= 1

    expect_both_to_hear(alice, bo)

    alice.hang_up()
    alice.expect_state(YOU_HUNG_UP)
    bo.expect_state(hung_up("Alice"))


def test_the_callee_can_hang_up(alice: Person, bo: Person) -> None:
    connect(alice, bo)
    bo.hang_up()
    bo.expect_state(YOU_HUNG_UP)
    alice.expect_state(hung_up("Bo"))


def test_no_audio_flows_before_the_call_is_accepted(alice: Person, bo: Person) -> None:
    alice.call(bo)
    bo.expect_state(is_calling("Alice"))
    assert bo.counts()["tracks"] == 0, "Bo's microphone is on before Bo accepted"
    assert alice.evaluate("() => duetProbe.received()")["packets"] == 0
    alice.hang_up()
    bo.expect_no_ring()


def test_while_it_rings_no_address_is_found_or_told(alice: Person, bo: Person) -> None:
    alice.call(bo)
    bo.expect_state(is_calling("Alice"))
    for person in (alice, bo):
        prepared = Deadline(f"{person.name}'s connection to be made")
        while person.counts()["connections"] == 0:
            prepared.check(person.counts)
    gathered = Deadline("Alice's addresses to be found for her offer")
    while not alice.evaluate("() => duetProbe.ports()"):
        gathered.check(alice.counts)
    assert bo.evaluate("() => duetProbe.ports()") == []
    told = [signal.type for signal in alice.line.signals + bo.line.signals]
    assert not {"call:offer", "call:answer", "call:ice-candidate"} & set(told)
    bo.decline()
    bo.expect_nothing_open()


def test_muting_silences_and_unmuting_brings_the_voice_back(alice: Person, bo: Person) -> None:
    connect(alice, bo)
    bo.expect_to_hear()

    alice.button("Mute").click()
    bo.expect_to_hear_nothing()
    alice.expect_to_hear()

    alice.button("Unmute").click()
    bo.expect_to_hear()
    bo.hang_up()


def test_the_timer_counts_the_seconds(alice: Person, bo: Person) -> None:
    connect(alice, bo)
    for person in (alice, bo):
        expect(person.page.get_by_text(re.compile(r"\b0:(0[2-9]|[1-5]\d)\b")).first).to_be_visible()
    alice.hang_up()


def test_after_a_call_the_next_one_works(alice: Person, bo: Person) -> None:
    connect(alice, bo)
    alice.hang_up()
    bo.expect_state(hung_up("Alice"))

    connect(bo, alice)
    expect_both_to_hear(bo, alice)
    bo.hang_up()
    alice.expect_state(hung_up("Bo"))


# A browser that lets nothing sound before a key is pressed. Chromium's own rule cannot be played: whatever Playwright
# asks of a page counts as a gesture.
SILENT_AT_FIRST = """
  let mayPlay = false;
  addEventListener("keydown", ({ isTrusted }) => mayPlay ||= isTrusted, { capture: true });
  const { play } = HTMLMediaElement.prototype;
  HTMLMediaElement.prototype.play = function () {
    return mayPlay ? play.call(this) : Promise.reject(new DOMException("Touch it first", "NotAllowedError"));
  };
"""


def test_a_voice_that_the_browser_holds_back_is_said_to_be_until_the_next_key(alice: Person, people: People) -> None:
    bo = people("bo", scripts=[f"(() => {{ {SILENT_AT_FIRST} }})()"])
    connect(alice, bo)
    bo.expect_note("Your browser holds Alice’s voice back")
    bo.page.keyboard.press("Shift")
    bo.expect_no_note("Your browser holds Alice’s voice back")
    expect_both_to_hear(alice, bo)
    hang_up(alice, bo)
