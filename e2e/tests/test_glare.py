"""Both press "Call" at the same moment: there is one call, and they are in it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from harness.pair import expect_both_to_hear
from harness.person import Person
from harness.words import CONNECTED, YOU_HUNG_UP, hung_up

ROUNDS = 10

# Both pages run on one machine, so their clocks agree; half a second is enough to tell both the moment.
# The last 20 ms are spun away, because a timer alone may be late by as much.
PRESS_TOGETHER = """
(button, moment) => {
  setTimeout(() => {
    while (Date.now() < moment);
    button.click();
  }, moment - Date.now() - 20);
}
"""


@pytest.mark.takes(seconds=25)
def test_both_call_at_the_same_moment_ten_times(
    alice: Person, bo: Person, tell: Callable[[str], None]
) -> None:
    crossed = 0
    for _ in range(ROUNDS):
        before = call_ids(alice), call_ids(bo)
        seen = alice.line.seen(), bo.line.seen()

        moment = alice.page.evaluate("Date.now() + 500")
        alice.call_button(bo).evaluate(PRESS_TOGETHER, moment)
        bo.call_button(alice).evaluate(PRESS_TOGETHER, moment)
        for person in (alice, bo):
            person.expect_state(CONNECTED)
            assert person.counts()["connections"] == 1
        expect_both_to_hear(alice, bo)

        alice.hang_up()
        alice.expect_state(YOU_HUNG_UP)
        bo.expect_state(hung_up("Alice"))
        for person in (alice, bo):
            expect(person.button("Hang up")).to_have_count(0)
            person.expect_nothing_open()
        # One call, and both know it by the same id.
        [of_alice, of_bo] = [call_ids(person) - old for person, old in zip((alice, bo), before, strict=True)]
        assert len(of_alice) == 1
        assert of_alice == of_bo

        initiated = {
            signal.call_id
            for person, start in zip((alice, bo), seen, strict=True)
            for signal in person.line.signals[start:]
            if signal.direction == "sent" and signal.type == "call:initiate"
        }
        crossed += len(initiated) == 2
    assert crossed > 0, "In no round were both initiates under way: the glare rule was not tried."
    tell(f"the two initiates crossed in {crossed} of {ROUNDS} rounds")


def call_ids(person: Person) -> set[str]:
    """The calls with the other of the two that have ended."""
    return {call["call_id"] for call in person.calls() if call["peer"]["name"] in ("Alice", "Bo")}
