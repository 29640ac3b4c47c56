"""What the two people of a call must see alike."""

from __future__ import annotations

from playwright.sync_api import expect

from .deadline import Deadline
from .person import Person
from .words import CONNECTED


def expect_both_to_hear(one: Person, other: Person) -> None:
    """Waits until both say that they are connected, hear something, and mean the same call."""
    for person in (one, other):
        person.expect_state(CONNECTED)
        person.expect_to_hear()
    assert one.call_id() == other.call_id()


def expect_ended(one: Person, other: Person, reason: str) -> None:
    """Waits until neither is in a call, and the history of both tells the same end of the same call."""
    for person in (one, other):
        for name in ("Hang up", "Accept"):
            expect(person.button(name)).to_have_count(0, timeout=30_000)
    deadline = Deadline(20, f"the history of both to end with {reason}")
    while True:
        ends = [person.calls()[:1] for person in (one, other)]
        if all(end and end[0]["reason"] == reason for end in ends) and _same(*ends):
            return
        deadline.check(lambda: ends)


def _same(one: list[dict[str, str]], other: list[dict[str, str]]) -> bool:
    return [call["call_id"] for call in one] == [call["call_id"] for call in other]
