"""Do not disturb, for a person, and "ring on this device", for a device: calls are shown, and nothing is heard."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Locator, expect

from harness.pair import expect_both_to_hear
from harness.people import People
from harness.person import Person, connect
from harness.server import DuetServer
from harness.servers import Servers
from harness.tones import expect_tones, tones, watch_tones
from harness.words import calling, cancelled, is_calling

SWITCH_OFF = "Switch off do not disturb"
# A cycle of the ring (`tones.ts`) and a little, in seconds.
RING_CYCLE = 4


@pytest.fixture
def server(servers: Servers) -> DuetServer:
    """One where nobody else is called."""
    return servers.get("quiet")


@pytest.fixture
def bo(people: People) -> Iterator[Person]:
    """Bo, who wants to be disturbed again when the test is over."""
    bo = people("bo")
    yield bo
    bo.evaluate("() => fetch('api/settings/do-not-disturb', { method: 'DELETE' })")


def sign(person: Person, words: str = "Do not disturb") -> Locator:
    """What the page says all the time as long as nothing is heard of calls."""
    return person.page.locator(".header [aria-live]").filter(has_text=words)


def in_settings(person: Person, name: str) -> Locator:
    """Opens the settings, and finds a switch there by the beginning of its name."""
    person.choose("Settings")
    return person.page.get_by_role("dialog", name="Settings").get_by_role("switch", name=name)


def ring_unheard(caller: Person, callee: Person) -> None:
    """A call is shown, and neither it nor its end is heard; the caller sees nothing special."""
    heard = tones(callee)
    caller.call(callee)
    callee.expect_state(is_calling(caller.name))
    caller.expect_state(calling(callee.name))
    caller.hang_up()
    callee.expect_state(cancelled(caller.name))
    assert tones(callee) == heard


def ring_heard(caller: Person, callee: Person) -> None:
    """A call is heard. Also shows that what is not heard could have been."""
    before = tones(callee)
    caller.call(callee)
    callee.expect_state(is_calling(caller.name))
    expect_tones(callee, since=before)
    caller.hang_up()
    callee.expect_state(cancelled(caller.name))


def test_under_do_not_disturb_a_call_is_shown_and_not_heard_and_the_caller_sees_nothing_special(
    alice: Person, bo: Person
) -> None:
    watch_tones(bo)
    # An empty one before it would be taken for the call's.
    expect(bo.page.get_by_role("status")).to_have_count(1)
    bo.choose("Until I switch it off")
    expect(sign(bo, "Do not disturb is on")).to_be_visible()
    ring_unheard(alice, bo)

    # It can be answered as ever, and what is said is heard.
    connect(alice, bo)
    expect_both_to_hear(alice, bo)
    alice.hang_up()

    bo.button(SWITCH_OFF).click()
    expect(sign(bo)).to_be_hidden()
    ring_heard(alice, bo)


def test_under_do_not_disturb_nothing_vibrates(alice: Person, bo: Person) -> None:
    bo.page.context.add_init_script(
        "window.vibrated = []; navigator.vibrate = (pattern) => (vibrated.push(pattern), true);"
    )
    bo.reload()
    watch_tones(bo)
    bo.choose("Until I switch it off")
    expect(sign(bo, "Do not disturb is on")).to_be_visible()
    ring_unheard(alice, bo)
    assert bo.evaluate("() => vibrated") == []
    bo.button(SWITCH_OFF).click()
    expect(sign(bo)).to_be_hidden()
    ring_heard(alice, bo)
    assert bo.evaluate("() => vibrated.length") > 0


def test_do_not_disturb_ends_by_itself(alice: Person, bo: Person) -> None:
    watch_tones(bo)
    bo.choose("For 1 hour")
    expect(sign(bo, "Do not disturb until")).to_be_visible()
    expect(sign(bo)).not_to_contain_text(re.compile("[ap]m\\b", re.IGNORECASE))  # his browser is British
    ring_unheard(alice, bo)
    heard = tones(bo)
    bo.evaluate(
        """() => fetch("api/settings/do-not-disturb", {
          method: "PUT",
          headers: { "Content-Type": "application/json" },
          body: JSON.stringify({ until: new Date(Date.now() + 2_000).toISOString() }),
        })"""
    )
    expect(sign(bo)).to_be_hidden()
    assert tones(bo) == heard, "the end of a call of before is heard"
    assert bo.evaluate("async () => (await (await fetch('api/settings')).json()).do_not_disturb") is None
    ring_heard(alice, bo)


def test_a_call_that_rings_falls_silent_and_is_heard_again(alice: Person, bo: Person, people: People) -> None:
    phone = people("bo")
    watch_tones(phone)
    alice.call(bo)
    expect_tones(phone)
    bo.choose("For 1 hour")
    expect(sign(phone, "Do not disturb until")).to_be_visible()
    # What is sounded ahead is sounded at once: after that a ring that goes on would sound within its cycle.
    heard = tones(phone)
    alice.let_pass(RING_CYCLE)
    assert tones(phone) == heard
    bo.button(SWITCH_OFF).click()
    expect_tones(phone, since=heard)
    alice.hang_up()
    phone.expect_no_ring()


def test_what_is_chosen_on_one_device_holds_on_the_others_at_once_and_after_a_reload(
    alice: Person, bo: Person, people: People
) -> None:
    phone = people("bo")
    watch_tones(phone)
    bo.choose("For 1 hour")
    expect(sign(bo, "Do not disturb until")).to_be_visible()
    expect(sign(phone, "Do not disturb until")).to_be_visible()
    ring_unheard(alice, phone)
    phone.reload()
    expect(sign(phone, "Do not disturb until")).to_be_visible()

    switch = in_settings(phone, "Do not disturb")
    expect(switch).to_be_checked()
    switch.click()
    expect(switch).not_to_be_checked()
    expect(sign(bo)).to_be_hidden()
    expect(sign(phone)).to_be_hidden()


def test_a_device_that_is_not_to_ring_shows_calls_and_the_others_ring(
    alice: Person, bo: Person, people: People
) -> None:
    phone = people("bo")
    for device in (bo, phone):
        watch_tones(device)
    switch = in_settings(bo, "Ring on this device")
    expect(switch).to_be_checked()
    switch.click()
    expect(switch).not_to_be_checked()
    bo.button("Close").click()
    expect(sign(bo, "Calls make no sound on this device")).to_be_visible()

    alice.call(bo)
    bo.expect_state(is_calling("Alice"))
    expect_tones(phone)
    assert tones(bo) == 0
    alice.hang_up()
    bo.expect_no_ring()

    # It is so for every tab of this device, and after a reload.
    bo.reload()
    expect(sign(bo, "Calls make no sound on this device")).to_be_visible()
    watch_tones(bo)
    ring_unheard(alice, bo)
    in_settings(bo, "Ring on this device").click()
    bo.button("Close").click()
    ring_heard(alice, bo)
