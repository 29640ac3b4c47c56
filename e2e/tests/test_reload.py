"""Somebody presses F5, in every state of a call: the page comes back into it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from harness.pair import coming_back, expect_both_to_hear
from harness.people import People
from harness.person import Person, connect
from harness.words import YOU_HUNG_UP, calling, hung_up, is_calling

# From the page's load until both hear each other again, in milliseconds.
BACK_WITHIN = 3_000


@pytest.mark.alone
@pytest.mark.parametrize("who", ["caller", "callee"])
def test_in_a_call_both_hear_each_other_again_within_three_seconds(
    alice: Person, bo: Person, who: str, tell: Callable[[str], None]
) -> None:
    reloading, other = (alice, bo) if who == "caller" else (bo, alice)
    connect(alice, bo)
    alice.expect_to_hear()
    call = alice.line.call_id()
    lasted = reloading.timer()
    seen = alice.line.seen(), bo.line.seen()

    other.start_recording()
    reloading.page.reload()
    heard = reloading.evaluate("() => duetProbe.firstPacket()")
    assert heard < BACK_WITHIN, f"{reloading.name} heard nothing for {heard:.0f} ms after the page's load"
    loaded = reloading.evaluate("() => duetProbe.loadedAt()")
    expect_both_to_hear(alice, bo)
    silence = other.largest_gap()
    assert silence.until is not None, f"{other.name} hears nothing"
    was_heard = silence.until - loaded
    assert was_heard < BACK_WITHIN, f"{other.name} heard nothing for {was_heard:.0f} ms after the page's load"
    for person, start in zip((alice, bo), seen, strict=True):
        assert {signal.call_id for signal in person.line.signals[start:] if signal.call_id} == {call}
        assert person.line.call_id() == call
        assert person.counts()["connections"] == 1
    reloading.expect_running_timer(lasted)
    other.expect_running_timer(lasted)

    reloading.hang_up()
    other.expect_state(hung_up(reloading.name))
    assert alice.calls()[0]["call_id"] == bo.calls()[0]["call_id"] == call
    tell(
        f"hears after {heard:.0f} ms, is heard after {was_heard:.0f} ms;"
        f" silence for the other {silence.milliseconds:.0f} ms"
    )


def test_a_caller_who_reloads_goes_on_calling(alice: Person, bo: Person) -> None:
    alice.call(bo)
    bo.expect_state(is_calling("Alice"))
    call = alice.line.call_id()

    alice.reload()
    alice.expect_state(calling("Bo"))
    bo.expect_state(is_calling("Alice"))
    bo.accept()
    expect_both_to_hear(alice, bo)
    assert alice.line.call_id() == call
    assert len(bo.line.of("call:incoming")) == 1
    alice.hang_up()
    bo.expect_state(hung_up("Alice"))


def test_a_callee_who_reloads_is_still_being_called(alice: Person, bo: Person) -> None:
    alice.call(bo)
    bo.expect_state(is_calling("Alice"))

    bo.reload()
    bo.expect_state(is_calling("Alice"))
    alice.expect_state(calling("Bo"))
    bo.accept()
    expect_both_to_hear(alice, bo)
    bo.hang_up()
    alice.expect_state(hung_up("Bo"))


def test_both_may_reload_at_once(alice: Person, bo: Person) -> None:
    connect(alice, bo)
    with coming_back(alice, bo):
        for person in (alice, bo):
            person.page.evaluate("setTimeout(() => location.reload())")
    expect_both_to_hear(alice, bo)
    alice.hang_up()
    bo.expect_state(hung_up("Alice"))


def test_a_duplicated_tab_is_a_device_of_its_own(people: People, alice: Person, bo: Person) -> None:
    connect(alice, bo)
    copy = people.watch(alice.duplicate_tab())
    assert copy.line.device_id() != alice.line.device_id()
    assert copy.counts() == {"connections": 0, "tracks": 0, "connectionsEver": 0}
    expect_both_to_hear(alice, bo)

    # Each keeps its own name when it is loaded again, whatever the other does.
    mine, theirs = alice.line.device_id(), copy.line.device_id()
    copy.reload()
    alice.reload()
    assert (alice.line.device_id(), copy.line.device_id()) == (mine, theirs)
    expect_both_to_hear(alice, bo)
    assert copy.counts()["connections"] == 0
    alice.hang_up()
    alice.expect_state(YOU_HUNG_UP)
    bo.expect_state(hung_up("Alice"))
