"""The path of the audio breaks: it is mended, or the call ends in time and says why."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import expect

from harness import firewall
from harness.firewall import Firewall
from harness.pair import expect_both_to_hear, expect_ended
from harness.line import Signal
from harness.person import Person, connect
from harness.words import CONNECTED, CONNECTION_LOST, RECONNECTING, hung_up

# Within thirty seconds each side tries six times, and what the callee asks for is an offer, too.
MOST_OFFERS = 13


@pytest.fixture
def network() -> Iterator[Firewall]:
    """A network that the test can break."""
    if not firewall.is_possible():
        pytest.skip("breaking a path takes root, iproute2 and nftables")
    with Firewall() as network:
        yield network


@pytest.mark.takes(seconds=15)
def test_a_path_that_breaks_is_mended_without_a_new_connection(
    alice: Person, bo: Person, network: Firewall, tell: Callable[[str], None]
) -> None:
    connect(alice, bo)
    expect_both_to_hear(alice, bo)
    call = alice.line.call_id()
    seen = alice.line.seen()

    alice.start_recording()
    network.break_path([*ports(alice), *ports(bo)])
    # Either may be the first to see it; the other may never have to.
    alice.line.wait_for("call:answer", since=seen)
    expect_both_to_hear(alice, bo)
    silence = alice.largest_gap()

    assert alice.line.call_id() == call
    assert 1 <= len(offers(alice, seen)) < MOST_OFFERS
    for person in (alice, bo):
        assert person.counts()["connectionsEver"] == 1, f"{person.name} made a new connection"
    alice.hang_up()
    bo.expect_state(hung_up("Alice"))
    tell(f"silence of {silence.milliseconds / 1000:.1f} s")


@pytest.mark.takes(seconds=40)
def test_without_any_path_the_call_ends_after_thirty_seconds(
    alice: Person, bo: Person, network: Firewall, tell: Callable[[str], None]
) -> None:
    connect(alice, bo)
    expect_both_to_hear(alice, bo)
    seen = alice.line.seen()
    network.block()
    since = time.monotonic()
    alice.expect_state(RECONNECTING)
    noticed = time.monotonic() - since
    expect(alice.status(CONNECTION_LOST)).to_be_visible(timeout=45_000)
    took = time.monotonic() - since
    assert 28 < took < 38, f"Alice gave up after {took:.1f} s"
    bo.expect_state(CONNECTION_LOST)
    expect_ended(alice, bo, "connection_lost")
    assert len(offers(alice, seen)) < MOST_OFFERS
    tell(f"noticed after {noticed:.1f} s, given up after {took:.1f} s")


@pytest.mark.takes(seconds=25)
def test_who_leaves_for_good_is_given_up_after_fifteen_seconds_and_the_other_may_check_their_connection(
    alice: Person, bo: Person, tell: Callable[[str], None]
) -> None:
    connect(alice, bo)
    expect_both_to_hear(alice, bo)
    bo.page.close()
    since = time.monotonic()
    alice.expect_state(RECONNECTING)
    expect(alice.status(CONNECTION_LOST)).to_be_visible(timeout=45_000)
    took = time.monotonic() - since
    assert 13 < took < 24, f"Alice gave up after {took:.1f} s"
    alice.page.get_by_role("main").get_by_role("button", name="Check my connection").click()
    check = alice.page.get_by_role("dialog", name="Check my connection")
    expect(check.get_by_text("It answers within")).to_be_visible()
    alice.button("Close").click()
    tell(f"given up after {took:.1f} s")


def test_another_network_restarts_ice_while_both_go_on_hearing(alice: Person, bo: Person) -> None:
    connect(alice, bo)
    expect_both_to_hear(alice, bo)
    for person in (alice, bo):
        seen = alice.line.seen()
        person.page.evaluate("dispatchEvent(new Event('online'))")
        alice.line.wait_for("call:answer", since=seen)
        expect_both_to_hear(alice, bo)
    for person in (alice, bo):
        expect(person.status(CONNECTED)).to_be_visible()
        assert person.counts()["connectionsEver"] == 1
    bo.hang_up()


def ports(person: Person) -> list[int]:
    """Where this person's audio arrives."""
    return person.evaluate("() => duetProbe.ports()")


def offers(person: Person, since: int) -> list[Signal]:
    """The offers that this person has sent since."""
    return person.line.of("call:offer", since=since, direction="sent")
