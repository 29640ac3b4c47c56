"""What the two people of a call must see alike."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from playwright.sync_api import expect

from .deadline import Deadline
from .person import Person
from .words import CONNECTED, hung_up


def expect_both_to_hear(one: Person, other: Person) -> None:
    """Waits until both say that they are connected, hear something, and mean the same call."""
    for person in (one, other):
        person.expect_state(CONNECTED)
    for person in (one, other):
        person.listen()
    for person in (one, other):
        person.expect_to_have_heard()
    assert one.line.call_id() == other.line.call_id()


def hang_up(person: Person, other: Person) -> None:
    """One hangs up, the other is told so, and the history of both says the same."""
    person.hang_up()
    other.expect_state(hung_up(person.name))
    expect_ended(person, other, "hung_up")


def expect_ended(one: Person, other: Person, reason: str) -> None:
    """Waits until neither is in a call, and the history of both tells the same end of the same call."""
    for person in (one, other):
        for name in ("Hang up", "Accept"):
            expect(person.button(name)).to_have_count(0)
    deadline = Deadline(f"the history of both to end with {reason}")
    while True:
        ends = [person.calls()[:1] for person in (one, other)]
        if all(end and end[0]["reason"] == reason for end in ends) and _same(*ends):
            return
        deadline.check(lambda: ends)


def wait_for_reach(caller: Person, reach: str) -> dict[str, Any]:
    """Waits until the server says that a call that rings has got so far, and returns all that it says of the call."""
    deadline = Deadline(f"{caller.name}'s call to be {reach}", hearing=caller.page)
    while (snapshot := caller.line.snapshot() or {}).get("reach") != reach:
        deadline.check(lambda: snapshot)
    return snapshot


@contextmanager
def coming_back(*people: Person) -> Iterator[None]:
    """Waits, after what happens within, until each page has got a new line to the server since."""
    seen = [person.line.seen() for person in people]
    yield
    for person, since in zip(people, seen, strict=True):
        person.line.wait_for("session:ready", since=since)


@contextmanager
def unbroken(one: Person, other: Person) -> Iterator[None]:
    """Sees that nothing within stops the voice: it is one call, over the one connection there ever was."""
    call = one.line.call_id()
    for person in (one, other):
        person.start_recording()
    yield
    gaps = one.largest_gap(), other.largest_gap()
    # A machine that does much else holds up who speaks as well as who listens.
    stall = max(gap.stall for gap in gaps)
    for person, gap in zip((one, other), gaps, strict=True):
        assert person.line.call_id() == call
        assert person.counts()["connectionsEver"] == 1
        heard_nothing = f"{person.name} heard nothing for {gap.milliseconds:.0f} ms; held up {stall:.0f} ms"
        assert gap.milliseconds < 1_000 + stall, heard_nothing


def _same(one: list[dict[str, str]], other: list[dict[str, str]]) -> bool:
    return [call["call_id"] for call in one] == [call["call_id"] for call in other]
