"""Somebody closes the page in a call and comes back with another one: a call is never in the way of the next."""

from __future__ import annotations

import pytest

from harness.person import Person, connect
from harness.words import hung_up, is_calling


def open_another(person: Person) -> Person:
    """The same person with a page of their own that knows nothing of the other one, which is closed."""
    anew = person.new_tab()
    person.page.close()
    return anew


@pytest.mark.parametrize("who", ["caller", "callee"])
def test_when_both_have_closed_their_pages_in_a_call_the_next_call_rings_at_once(
    alice: Person, bo: Person, who: str
) -> None:
    connect(alice, bo)
    alice_anew, bo_anew = open_another(alice), open_another(bo)
    calling, called = (alice_anew, bo_anew) if who == "caller" else (bo_anew, alice_anew)
    connect(calling, called)
    calling.expect_to_hear()
    called.expect_to_hear()
    assert calling.calls()[0]["reason"] == "called_elsewhere"
    calling.hang_up()
    called.expect_state(hung_up(calling.name))


def test_whoever_has_closed_the_page_rings_the_other_one_out_of_the_call_that_is_dead(
    alice: Person, bo: Person
) -> None:
    connect(alice, bo)
    anew = open_another(alice)
    anew.call(bo)
    bo.expect_state(is_calling("Alice"))
    bo.accept()
    anew.expect_to_hear()
    bo.expect_to_hear()
    anew.hang_up()
    bo.expect_state(hung_up("Alice"))
