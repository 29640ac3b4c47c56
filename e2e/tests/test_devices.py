"""Microphones that come and go during a call, and what of them outlives the page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Locator, expect

from harness.deadline import Deadline
from harness.pair import unbroken
from harness.people import People
from harness.person import Person, connect
from harness.words import CONNECTED, hung_up

BUILT_IN = "Built-in Audio"
HEADSET = "Jabra Headset"


@pytest.fixture
def alice(people: People) -> Person:
    """Alice, with two microphones on her desk."""
    return people("alice", microphones=[BUILT_IN, HEADSET])


def put(person: Person, *microphones: str) -> None:
    """These microphones are there from now on, and no others."""
    person.evaluate("(names) => duetDesk.put(names)", microphones)


def silence(person: Person, muted: bool) -> None:
    """The system silences the microphone in use, or gives it back."""
    person.evaluate("(muted) => duetDesk.silence(muted)", muted)


def picker(person: Person) -> Locator:
    """The choice of microphones."""
    return person.page.get_by_role("combobox", name="Microphone")


def choose(person: Person, microphone: str) -> None:
    """Chooses a microphone, and waits until it is in use."""
    picker(person).select_option(label=microphone)
    expect_in_use(person, microphone)


def expect_in_use(person: Person, microphone: str) -> None:
    """Waits until this microphone is open and no other, and the picker shows it."""
    deadline = Deadline(f"{person.name} to use {microphone} and nothing else")
    while (in_use := person.evaluate("() => duetDesk.inUse()")) != [microphone]:
        deadline.check(lambda: in_use)
    expect(picker(person).locator("option:checked")).to_have_text(microphone)


def note(person: Person, words: str) -> Locator:
    """What the page says of the microphone, where it is announced."""
    return person.page.locator(".call-panel__notices").get_by_text(re.compile(words))


@contextmanager
def same_connection(*people: Person) -> Iterator[None]:
    """Sees that no new connection is made, and none negotiated anew."""
    before = [(person.counts()["connectionsEver"], offers(person)) for person in people]
    yield
    assert [(person.counts()["connectionsEver"], offers(person)) for person in people] == before
    assert [person.counts()["connections"] for person in people] == [1] * len(people)


def offers(person: Person) -> int:
    """How many offers went out or came in."""
    return len([signal for signal in person.line.signals if signal.type == "call:offer"])


def test_a_microphone_that_is_unplugged_is_replaced_and_used_again_when_it_returns(
    alice: Person, bo: Person
) -> None:
    connect(alice, bo)
    choose(alice, HEADSET)
    bo.expect_to_hear()
    with same_connection(alice, bo):
        put(alice, BUILT_IN)
        expect(note(alice, f"Now using {BUILT_IN}")).to_be_visible()
        expect_in_use(alice, BUILT_IN)
        bo.expect_to_hear()

        put(alice, BUILT_IN, HEADSET)
        expect(note(alice, f"Now using {HEADSET}")).to_be_visible()
        expect_in_use(alice, HEADSET)
        bo.expect_to_hear()
    alice.hang_up()
    bo.expect_state(hung_up("Alice"))


def test_a_headset_that_flaps_is_used_in_the_end(alice: Person, bo: Person) -> None:
    connect(alice, bo)
    choose(alice, HEADSET)
    with same_connection(alice, bo):
        for _ in range(5):
            put(alice, BUILT_IN)
            put(alice, BUILT_IN, HEADSET)
        expect_in_use(alice, HEADSET)
        bo.expect_to_hear()
    alice.hang_up()
    bo.expect_state(hung_up("Alice"))


def test_without_a_microphone_the_call_goes_on_until_one_is_plugged_in(alice: Person, bo: Person) -> None:
    connect(alice, bo)
    with same_connection(alice, bo):
        put(alice)
        expect(note(alice, "No microphone")).to_be_visible()
        expect(note(alice, "Bo cannot hear you")).to_be_visible()
        alice.expect_to_hear()
        alice.expect_state(CONNECTED)
        # What he hears is silence, and no lost connection.
        bo.expect_to_hear_nothing()
        with unbroken(alice, bo):
            bo.let_pass(4)
        bo.expect_state(CONNECTED)

        put(alice, HEADSET)
        expect(note(alice, f"Now using {HEADSET}")).to_be_visible()
        expect(note(alice, "No microphone")).to_have_count(0)
        bo.expect_to_hear()
    alice.hang_up()
    bo.expect_state(hung_up("Alice"))


def test_a_mute_goes_on_with_the_next_microphone(alice: Person, bo: Person) -> None:
    connect(alice, bo)
    choose(alice, HEADSET)
    alice.button("Mute").click()
    bo.expect_to_hear_nothing()
    put(alice, BUILT_IN)
    expect_in_use(alice, BUILT_IN)
    bo.expect_to_hear_nothing()
    alice.button("Unmute").click()
    bo.expect_to_hear()
    alice.hang_up()
    bo.expect_state(hung_up("Alice"))


def test_a_microphone_that_the_system_silences_is_told_until_it_is_over(alice: Person, bo: Person) -> None:
    connect(alice, bo)
    expect(note(alice, "microphone")).to_have_count(0)
    silence(alice, True)
    expect(note(alice, "silenced by the system")).to_be_visible()
    expect(note(alice, "Bo cannot hear you")).to_be_visible()
    expect(alice.button("Mute")).to_be_visible()
    silence(alice, False)
    expect(note(alice, "silenced by the system")).to_have_count(0)

    silence(alice, True)
    put(alice, BUILT_IN, HEADSET)
    expect(note(alice, "silenced by the system")).to_have_count(0)
    bo.expect_to_hear()
    alice.hang_up()
    bo.expect_state(hung_up("Alice"))


def test_mute_and_chosen_microphone_outlive_a_reload_and_the_mute_not_the_call(
    alice: Person, bo: Person
) -> None:
    connect(alice, bo)
    choose(alice, HEADSET)
    alice.button("Mute").click()
    bo.expect_to_hear_nothing()

    alice.page.reload()
    alice.expect_state(CONNECTED)
    expect(alice.button("Unmute")).to_be_visible()
    expect_in_use(alice, HEADSET)
    bo.expect_to_hear_nothing()
    alice.button("Unmute").click()
    bo.expect_to_hear()

    alice.button("Mute").click()
    alice.hang_up()
    bo.expect_state(hung_up("Alice"))
    connect(alice, bo)
    expect_in_use(alice, HEADSET)
    bo.expect_to_hear()
    alice.hang_up()
    bo.expect_state(hung_up("Alice"))
