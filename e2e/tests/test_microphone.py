"""A microphone that is refused or missing: said on the page, and nobody's phone rings for it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Playwright, expect

from harness.browsers import launch_chromium
from harness.pair import expect_both_to_hear
from harness.people import People
from harness.person import Person
from harness.words import MICROPHONE, calling, declined, hung_up, is_calling


@pytest.fixture
def without_microphone(playwright: Playwright) -> Iterator[Browser]:
    browser = launch_chromium(playwright, microphone=False)
    yield browser
    browser.close()


def expect_explained(person: Person) -> None:
    """Sees the word "microphone" in what is announced: as the call's state or as an alert."""
    announced = person.page.get_by_role("status").or_(person.page.get_by_role("alert"))
    expect(announced.filter(has_text=MICROPHONE).first).to_be_visible()


def expect_never_rang(person: Person) -> None:
    """Sees that the server sent this person nothing of a call."""
    person.expect_no_ring()
    assert [signal.type for signal in person.line.signals if signal.type.startswith("call:")] == []


def test_a_caller_who_refuses_the_microphone_disturbs_nobody(people: People, bo: Person) -> None:
    alice = people("alice", may_listen=False)
    alice.call(bo)
    expect_explained(alice)
    expect(alice.button("Hang up")).to_have_count(0)
    expect_never_rang(bo)
    assert [signal.type for signal in alice.line.signals if signal.type == "call:initiate"] == []


def test_a_caller_without_a_microphone_disturbs_nobody(
    people: People, bo: Person, without_microphone: Browser
) -> None:
    alice = people("alice", browser=without_microphone)
    alice.call(bo)
    expect_explained(alice)
    expect(alice.button("Hang up")).to_have_count(0)
    expect_never_rang(bo)
    assert [signal.type for signal in alice.line.signals if signal.type == "call:initiate"] == []


def test_a_callee_who_refuses_the_microphone_is_told_and_may_decline(people: People, alice: Person) -> None:
    bo = people("bo", may_listen=False)
    alice.call(bo)
    bo.expect_state(is_calling("Alice"))
    bo.accept()
    expect_explained(bo)
    alice.expect_state(calling("Bo"))

    bo.decline()
    alice.expect_state(declined("Bo"))


def test_a_callee_who_then_allows_the_microphone_answers_the_same_call(people: People, alice: Person) -> None:
    bo = people("bo", may_listen=False)
    alice.call(bo)
    bo.expect_state(is_calling("Alice"))
    bo.accept()
    expect_explained(bo)

    bo.page.context.grant_permissions(["microphone"])
    bo.accept()
    expect_both_to_hear(alice, bo)
    alice.hang_up()
    bo.expect_state(hung_up("Alice"))
