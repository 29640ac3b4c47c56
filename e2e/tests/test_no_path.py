"""Two homes between which the sound finds no way: the call ends as soon as that is certain, and says why."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest

from harness.firefox import Firefox
from harness.firefox_page import expect_words, sign_in
from harness.homes import Home, Homes
from harness.pair import expect_both_to_hear, expect_ended
from harness.person import Person, connect
from harness.relay import SECRET, Relay
from harness.server import DuetServer
from harness.timeline import reports

# Seconds from the accept, by the server's clock: no call that cannot connect is given up before, for what is in the way
# may pass; and within so many it has ended, without a hope, and where a relay may come back. That is close to the 20 s
# after which every search ends, so those tests run alone.
NOT_BEFORE = 10
CERTAIN_WITHIN = 18
UNSURE_WITHIN = 19

NO_OTHER_WAY = "your two networks allow no direct connection"


@pytest.fixture
def lab(lab: Homes) -> Homes:
    """The homes do not reach each other."""
    lab.keep_apart()
    return lab


@pytest.fixture
def ice() -> Callable[[Relay], tuple[str, ...]]:
    """Which servers browsers are told of; a test that needs others says so."""
    return lambda relay: (relay.url("udp"), relay.url("tcp"))


@pytest.fixture
def secret() -> str:
    """What the server believes to share with the relay."""
    return SECRET


@pytest.fixture
def server(
    start_in_lab: Callable[..., DuetServer], relay: Relay, ice: Callable[[Relay], tuple[str, ...]], secret: str
) -> DuetServer:
    """A server on its own machine."""
    return start_in_lab(ice=ice(relay), turn_secret=secret)


@pytest.fixture
def try_to_talk(
    lab: Homes, server: DuetServer, at_home: Callable[[str, Home], Person], tell: Callable[[str], None]
) -> Callable[[str, str, float], tuple[set[str], set[str]]]:
    """Lets Alice call Bo, who accepts, and sees what both pages say in the end.

    Returns what Alice's device, and what Bo's, has told for the timeline.
    """

    def run(alice_reads: str, bo_reads: str, within: float) -> tuple[set[str], set[str]]:
        alice, bo = at_home("alice", lab.a), at_home("bo", lab.b)
        alice.call(bo)
        bo.accept()
        call = alice.line.call_id()
        alice.expect_note(alice_reads)
        bo.expect_note(bo_reads)
        expect_ended(alice, bo, "connect_failed")
        took = seconds_to_the_end(alice, call)
        tell(f"after {took:.1f} s: {alice_reads}")
        assert NOT_BEFORE <= took < within
        return told(server, call, alice), told(server, call, bo)

    return run


def call_as_kept(person: Person, call: str) -> dict[str, Any]:
    """A call as the server keeps it."""
    return person.evaluate("async (call) => (await fetch(`/api/calls/${call}`)).json()", call)


def seconds_to_the_end(person: Person, call: str) -> float:
    """From the accept to the end of a call, by the server's clock."""
    kept = call_as_kept(person, call)["call"]
    answered, ended = (datetime.fromisoformat(kept[moment]) for moment in ("answered_at", "ended_at"))
    return (ended - answered).total_seconds()


def told(server: DuetServer, call: str, by: Person) -> set[str]:
    """What one of the two devices has told for a call's timeline."""
    return {detail for device, detail in reports(server, call) if device == by.line.device_id()}


def finished(found: set[str]) -> set[str]:
    """Of searches for a path those that came to an end: on a busy machine a second offer cuts the first one short."""
    return {line for line in found if " gathering=" not in line}


@pytest.mark.takes(seconds=20)
@pytest.mark.parametrize("ice", [lambda _: ()])
def test_without_any_server_both_are_told_that_none_is_set_up(
    try_to_talk: Callable[[str, str, float], tuple[set[str], set[str]]],
) -> None:
    words = "Neither a relay nor a STUN server is set up here"
    expected = {"connecting gathered=host"}
    for found in try_to_talk(words, words, CERTAIN_WITHIN):
        assert finished(found) == expected


@pytest.mark.takes(seconds=20)
@pytest.mark.parametrize("ice", [lambda relay: (relay.stun_url,)])
def test_without_a_relay_both_are_told_that_none_is_set_up(
    try_to_talk: Callable[[str, str, float], tuple[set[str], set[str]]],
) -> None:
    words = f"No relay is set up here, and {NO_OTHER_WAY}"
    expected = {"connecting gathered=host"}
    for found in try_to_talk(words, words, CERTAIN_WITHIN):
        assert finished(found) == expected


@pytest.mark.takes(seconds=20)
@pytest.mark.parametrize("secret", ["another secret"])
def test_where_server_and_relay_share_no_secret_both_are_told_that_the_relay_refused(
    try_to_talk: Callable[[str, str, float], tuple[set[str], set[str]]],
) -> None:
    words = f"The relay refused the credentials that this Duet makes, and {NO_OTHER_WAY}"
    expected = {"connecting gathered=host turn/udp=401 turn/tcp=401"}
    for found in try_to_talk(words, words, CERTAIN_WITHIN):
        assert finished(found) == expected


@pytest.mark.alone
def test_where_the_relay_is_down_both_are_told_that_it_could_not_be_reached(
    relay: Relay, try_to_talk: Callable[[str, str, float], tuple[set[str], set[str]]]
) -> None:
    relay.kill()
    words = f"The relay could not be reached from your network, and {NO_OTHER_WAY}"
    for found in try_to_talk(words, words, UNSURE_WITHIN):
        assert found
        assert all(line.startswith("connecting gathering=host") for line in found), found


@pytest.mark.alone
def test_where_one_cannot_reach_the_relay_the_other_is_told_who(
    lab: Homes, try_to_talk: Callable[[str, str, float], tuple[set[str], set[str]]]
) -> None:
    lab.b.keep_from_relay()
    lab.b.block_udp()
    other, own = "Bo’s device got no address from the relay in time", "The relay could not be reached from your network"
    of_alice, of_bo = try_to_talk(other, own, UNSURE_WITHIN)
    assert any("relay" in line for line in of_alice), of_alice
    assert of_bo
    assert not any("relay" in line for line in of_bo), of_bo


@pytest.mark.takes(seconds=20)
@pytest.mark.parametrize("ice", [lambda _: ()])
def test_whose_browser_may_not_use_the_network_is_told_and_so_is_the_other(
    lab: Homes, server: DuetServer, at_home: Callable[..., Person]
) -> None:
    alice = at_home("alice", lab.a, "--webrtc-ip-handling-policy=disable_non_proxied_udp")
    bo = at_home("bo", lab.b)
    alice.call(bo)
    bo.accept()
    call = alice.line.call_id()
    alice.expect_note("Your browser found no way into the network")
    bo.expect_note("Alice’s device has no address at which yours could reach it")
    assert finished(told(server, call, alice)) == {"connecting gathered=nothing"}
    assert finished(told(server, call, bo)) == {"connecting gathered=host"}


@pytest.mark.alone
def test_a_relay_that_comes_back_within_seconds_is_used(
    lab: Homes, relay: Relay, at_home: Callable[[str, Home], Person]
) -> None:
    relay.kill()
    alice, bo = at_home("alice", lab.a), at_home("bo", lab.b)
    alice.call(bo)
    bo.accept()
    alice.line.wait_for("session:report", direction="sent")  # a try without the relay has failed
    relay.start()
    expect_both_to_hear(alice, bo)
    alice.hang_up()


@pytest.mark.takes(seconds=20)
@pytest.mark.parametrize(
    "ice", [lambda relay: ("turn:nobody.invalid:3478?transport=udp", "turn:10.88.9.77:3478", relay.url("tcp"))]
)
def test_a_relay_that_works_is_enough_beside_others_that_do_not(
    lab: Homes, at_home: Callable[[str, Home], Person]
) -> None:
    alice, bo = at_home("alice", lab.a), at_home("bo", lab.b)
    connect(alice, bo)
    expect_both_to_hear(alice, bo)
    alice.hang_up()


@pytest.mark.takes(seconds=30)
@pytest.mark.parametrize("secret", ["another secret"])
def test_firefox_is_told_the_same(
    lab: Homes,
    server: DuetServer,
    at_home: Callable[[str, Home], Person],
    firefox_at_home: Callable[[Home], Firefox],
    tell: Callable[[str], None],
) -> None:
    bo, alice = firefox_at_home(lab.b), at_home("alice", lab.a)
    sign_in(bo, server, server.accounts["bo"])
    bo.click_button("Call Alice")
    alice.accept()
    call = alice.line.call_id()
    alice.expect_note("The relay refused the credentials")
    took = seconds_to_the_end(alice, call)
    tell(f"Firefox to Chromium, after {took:.1f} s")
    assert NOT_BEFORE <= took < CERTAIN_WITHIN
    expect_words(bo, "The relay refused the credentials")
    expected = "connecting gathered=host turn/udp=401 turn/tcp=401"
    for is_alices in (True, False):
        found = {
            detail for device, detail in reports(server, call) if (device == alice.line.device_id()) is is_alices
        }
        assert finished(found) == {expected}
