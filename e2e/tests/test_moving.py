"""Somebody's device gets another address in a call, and its interface never goes down: another Wi-Fi, a VPN. And a
relay goes away."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from statistics import median

import pytest

from harness import machine
from harness.firefox import Firefox
from harness.firefox_page import expect_to_hear, sign_in
from harness.homes import Home, Homes
from harness.pair import expect_both_to_hear
from harness.person import Person, connect
from harness.relay import EXECUTABLE as TURNSERVER
from harness.relay import SECRET, Relay
from harness.server import DuetServer
from harness.servers import Servers

# How often somebody moves; each time counts. Many rounds are for an afternoon: DUET_MOVES=20.
MOVES = int(os.environ.get("DUET_MOVES", "2"))
# Within so many seconds of the change both hear each other again.
HEARS_WITHIN = 6
# Silence is taken for a fault after two seconds, not before.
NOTICED_AFTER = 2
# So long it is listened; a gap that is not over by then counts as long.
LISTENED = 9
# How long a relay is away, and within how many seconds of its return both hear each other again: tries to reach it are
# spread over the time that there is.
AWAY = 5
BACK_WITHIN = 8


@pytest.fixture(scope="module")
def lab(way: str) -> Iterator[Homes]:
    """Two homes and a server's machine."""
    if not machine.are_possible():
        pytest.skip("machines of their own take root, iproute2, nftables and nsenter")
    if TURNSERVER is None:
        pytest.skip("there is no coturn")
    with Homes() as lab:
        match way:
            case "straight":
                pass
            case "past firewalls":
                lab.a.raise_firewall()
                lab.b.raise_firewall()
            case "over a relay":
                lab.keep_apart()
            case "over a relay by TCP":
                lab.a.block_udp()
                lab.b.block_udp()
        yield lab


@pytest.fixture(scope="module")
def relay(lab: Homes, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Relay]:
    """A relay on the server's machine."""
    relay = Relay(tmp_path_factory.mktemp("relay"), lab.server.address, machine=lab.server.command)
    relay.start()
    yield relay
    relay.kill()


@pytest.fixture(scope="module")
def server(
    servers: Servers, lab: Homes, relay: Relay, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[DuetServer]:
    """A server on a machine of its own, with everybody whom the other servers know."""
    server = servers.start_elsewhere(
        tmp_path_factory.mktemp("server"),
        lab.server.address,
        lab.server.command,
        ice=(relay.url("udp"), relay.url("tcp")),
        turn_secret=SECRET,
    )
    yield server
    server.stop()


@pytest.mark.alone
@pytest.mark.parametrize("way", ["straight", "past firewalls", "over a relay"], scope="module")
@pytest.mark.parametrize("who", ["caller", "callee"])
def test_whoever_moves_to_another_network_both_hear_each_other_again_within_six_seconds(
    lab: Homes, at_home: Callable[[str, Home], Person], tell: Callable[[str], None], way: str, who: str
) -> None:
    alice, bo = at_home("alice", lab.a), at_home("bo", lab.b)
    connect(*((alice, bo) if who == "caller" else (bo, alice)))
    expect_both_to_hear(alice, bo)
    gaps: list[tuple[float, float]] = []
    for _ in range(MOVES):
        call = alice.call_id()
        for person in (alice, bo):
            person.start_recording()
        lab.a.change_address()
        alice.let_pass(LISTENED)
        found = [person.largest_gap() for person in (alice, bo)]
        gaps.append((found[0].milliseconds / 1000, found[1].milliseconds / 1000))
        expect_both_to_hear(alice, bo)
        assert alice.call_id() == call
    alice.hang_up()
    tell(
        f"{way}, the {who} moves, seconds without sound: mover {_words([mover for mover, _ in gaps])}; "
        f"other {_words([other for _, other in gaps])}"
    )
    # The mover hears nothing until it is noticed: else nothing has been tried.
    assert min(mover for mover, _ in gaps) > NOTICED_AFTER, gaps
    assert max(max(gap) for gap in gaps) < HEARS_WITHIN, gaps


@pytest.mark.alone
@pytest.mark.parametrize("way", ["past firewalls"], scope="module")
@pytest.mark.parametrize("who", ["caller", "callee"])
def test_firefox_moves_to_another_network_and_both_hear_each_other_again(
    lab: Homes,
    at_home: Callable[[str, Home], Person],
    firefox_at_home: Callable[[Home], Firefox],
    server: DuetServer,
    tell: Callable[[str], None],
    way: str,
    who: str,
) -> None:
    bo, alice = firefox_at_home(lab.a), at_home("alice", lab.b)
    sign_in(bo, server, server.accounts["bo"])
    if who == "caller":
        bo.click_button("Call Alice")
        alice.accept()
    else:
        alice.call("Bo")
        bo.click_button("Accept")
    expect_to_hear(bo)
    alice.expect_to_hear()
    call = alice.call_id()
    for evaluate in (bo.evaluate, alice.evaluate):
        evaluate("() => duetProbe.record()")
    lab.a.change_address()
    alice.let_pass(LISTENED)
    mover = bo.evaluate("() => duetProbe.largestGap()")["milliseconds"] / 1000
    other = alice.largest_gap().milliseconds / 1000
    tell(f"{way}, the {who} moves with Firefox, seconds without sound: mover {mover:.1f}, other {other:.1f}")
    expect_to_hear(bo)
    alice.expect_to_hear()
    assert alice.call_id() == call
    alice.hang_up()
    assert mover > NOTICED_AFTER
    assert max(mover, other) < HEARS_WITHIN


@pytest.mark.alone
@pytest.mark.parametrize("way", ["over a relay by TCP"], scope="module")
def test_a_relay_that_was_away_for_five_seconds_is_used_again_soon_after(
    at_home: Callable[[str, Home], Person], lab: Homes, relay: Relay, tell: Callable[[str], None], way: str
) -> None:
    alice, bo = at_home("alice", lab.a), at_home("bo", lab.b)
    connect(alice, bo)
    expect_both_to_hear(alice, bo)
    call = alice.call_id()
    for person in (alice, bo):
        person.start_recording()
    relay.kill()
    alice.let_pass(AWAY)
    relay.start()
    alice.let_pass(LISTENED)
    gaps = [person.largest_gap().milliseconds / 1000 for person in (alice, bo)]
    tell(f"{way} that was away for {AWAY} seconds, seconds without sound: {gaps[0]:.1f} and {gaps[1]:.1f}")
    expect_both_to_hear(alice, bo)
    assert alice.call_id() == call
    alice.hang_up()
    assert AWAY <= min(gaps) and max(gaps) < AWAY + BACK_WITHIN, gaps


def _words(seconds: list[float]) -> str:
    return f"median {median(seconds):.1f}, at most {max(seconds):.1f}"
