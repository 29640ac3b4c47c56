"""Calls that go over a relay only, so that one does not learn the other's address."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Route, expect

from harness.homes import Home, Homes
from harness.pair import expect_both_to_hear
from harness.person import Person, connect
from harness.relay import SECRET, Relay
from harness.server import DuetServer
from harness.servers import Servers


@pytest.fixture
def everybody() -> bool:
    """Has the operator decided it for everybody?"""
    return False


@pytest.fixture
def server(request: pytest.FixtureRequest, servers: Servers, everybody: bool) -> DuetServer:
    """A server on a machine of its own beside a relay, where a test has one."""
    if "relay" not in request.fixturenames:
        return servers.get()
    relay, start = request.getfixturevalue("relay"), request.getfixturevalue("start_in_lab")
    return start(ice=(relay.url("udp"),), turn_secret=SECRET, always_relay=everybody)


def settings_switch(person: Person) -> Locator:
    """Opens the settings, and finds the switch there."""
    person.choose("Settings")
    return person.page.get_by_role("dialog", name="Settings").get_by_role("switch", name="Always use a relay")


def heard_kinds(person: Person) -> set[str]:
    """The kinds of the other one's addresses that a page was told of: one by one, or in a description."""
    told = [signal.payload for signal in person.line.signals if signal.direction == "received"]
    lines = [line for payload in told for line in str(payload.get("sdp", "")).splitlines()]
    lines += [payload["candidate"]["candidate"] for payload in told if payload.get("candidate")]
    return set(re.findall(r"candidate:.* typ (\w+)", "\n".join(lines)))


def hears_of(person: Person, address: str) -> bool:
    """Does an address stand in anything that a page was told?"""
    return any(address in str(signal.payload) for signal in person.line.signals if signal.direction == "received")


@pytest.mark.takes(seconds=20)
def test_who_wants_only_relayed_calls_shows_the_other_no_address(
    lab: Homes, relay: Relay, at_home: Callable[[str, Home], Person]
) -> None:
    alice, bo = at_home("alice", lab.a), at_home("bo", lab.b)
    switch = settings_switch(alice)
    expect(switch).not_to_be_checked()
    switch.click()
    expect(switch).to_be_checked()
    alice.button("Close").click()

    connect(alice, bo)
    expect_both_to_hear(alice, bo)
    assert heard_kinds(bo) == {"relay"}
    assert not hears_of(bo, lab.a.address)
    assert "host" in heard_kinds(alice)
    assert hears_of(alice, lab.b.address)
    bo.hang_up()

    # It is still so after a reload and when the other one calls, until it is switched off.
    alice.reload()
    connect(bo, alice)
    expect_both_to_hear(alice, bo)
    assert heard_kinds(bo) == {"relay"}
    alice.hang_up()
    switch = settings_switch(alice)
    expect(switch).to_be_checked()
    switch.click()
    expect(switch).not_to_be_checked()
    alice.button("Close").click()
    connect(alice, bo)
    expect_both_to_hear(alice, bo)
    assert "host" in heard_kinds(bo)
    alice.hang_up()


@pytest.mark.takes(seconds=15)
def test_a_choice_whose_answer_is_lost_counts_and_the_settings_say_so(
    lab: Homes, relay: Relay, at_home: Callable[[str, Home], Person]
) -> None:
    alice, bo = at_home("alice", lab.a), at_home("bo", lab.b)
    connect(alice, bo)
    expect_both_to_hear(alice, bo)
    alice.hang_up()

    def lose_answer(route: Route) -> None:
        if route.request.method != "PUT":
            return route.fallback()
        route.fetch()
        return route.abort()

    alice.page.route("**/api/settings", lose_answer)
    alice.page.route("**/api/ice-servers", lambda route: route.abort())
    switch = settings_switch(alice)
    switch.click()
    expect(alice.page.get_by_text("The server gives no answer")).to_be_visible()
    expect(switch).to_be_checked()
    alice.button("Close").click()
    # Neither can the servers be asked for, and those at hand know nothing of it.
    since = bo.line.seen()
    alice.call(bo)
    bo.accept()
    bo.line.wait_for("call:offer", since=since)
    alice.line.wait_for("session:report", direction="sent")
    assert not any(lab.a.address in str(signal.payload) for signal in bo.line.signals[since:])
    alice.button("Hang up").click()


@pytest.mark.takes(seconds=25)
def test_where_the_relay_is_down_whoever_wants_nothing_else_is_told_so(
    lab: Homes, relay: Relay, at_home: Callable[[str, Home], Person]
) -> None:
    alice, bo = at_home("alice", lab.a), at_home("bo", lab.b)
    switch = settings_switch(alice)
    switch.click()
    expect(switch).to_be_checked()
    alice.button("Close").click()
    relay.kill()
    alice.call(bo)
    bo.accept()
    alice.expect_note("The relay could not be reached from your network, and this call was to go over the relay only")
    bo.expect_note("The relay could not be reached from your network, and your two networks allow no direct connection")
    assert not hears_of(bo, lab.a.address)


@pytest.mark.takes(seconds=10)
@pytest.mark.parametrize("everybody", [True])
def test_where_the_operator_wants_it_nobody_shows_an_address(
    lab: Homes, relay: Relay, at_home: Callable[[str, Home], Person]
) -> None:
    alice, bo = at_home("alice", lab.a), at_home("bo", lab.b)
    switch = settings_switch(alice)
    expect(switch).to_be_checked()
    expect(switch).to_be_disabled()
    expect(switch).to_have_accessible_description(re.compile("for everybody"))
    alice.button("Close").click()
    connect(alice, bo)
    expect_both_to_hear(alice, bo)
    assert heard_kinds(alice) == heard_kinds(bo) == {"relay"}
    assert not hears_of(alice, lab.b.address)
    assert not hears_of(bo, lab.a.address)
    alice.hang_up()


def test_without_a_relay_the_switch_says_why_it_cannot_be_used(alice: Person) -> None:
    switch = settings_switch(alice)
    expect(switch).to_be_disabled()
    expect(switch).not_to_be_checked()
    expect(switch).to_have_accessible_description(re.compile("no relay is set up here"))
    alice.page.keyboard.press("Escape")
    expect(alice.account_button()).to_be_focused()
