"""Somebody's device gets another address in a call, and its interface never goes down: another Wi-Fi, a VPN. And a
relay goes away."""

from __future__ import annotations

import os
from collections.abc import Callable

import pytest

from harness.firefox import Firefox
from harness.firefox_page import expect_to_hear, talk_with
from harness.homes import Home, Homes
from harness.pair import expect_both_to_hear
from harness.person import Person, connect
from harness.relay import SECRET, Relay
from harness.server import DuetServer

# How often each of two moves; each time counts. Many rounds are for an afternoon: DUET_MOVES=20.
MOVES = int(os.environ.get("DUET_MOVES", "1"))
# Within so many seconds of the change both hear each other again.
HEARS_WITHIN = 6
# Silence is taken for a fault after two seconds, not before.
NOTICED_AFTER = 2
# How long a relay is away, and within how many seconds of its return both hear each other again: tries to reach it are
# spread over the time that there is.
AWAY = 5
BACK_WITHIN = 8


@pytest.fixture
def lab(lab: Homes, way: str) -> Homes:
    """The way between the homes is as the test says."""
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
    return lab


@pytest.fixture
def server(start_in_lab: Callable[..., DuetServer], relay: Relay) -> DuetServer:
    """A server on its own machine, that knows the relay."""
    return start_in_lab(ice=(relay.url("udp"), relay.url("tcp")), turn_secret=SECRET)


@pytest.mark.alone
@pytest.mark.parametrize("way", ["straight", "past firewalls", "over a relay"])
def test_whoever_moves_to_another_network_both_hear_each_other_again_within_six_seconds(
    lab: Homes, at_home: Callable[[str, Home], Person], tell: Callable[[str], None], way: str
) -> None:
    alice, bo = at_home("alice", lab.a), at_home("bo", lab.b)
    connect(alice, bo)
    expect_both_to_hear(alice, bo)
    call = alice.line.call_id()
    for _ in range(MOVES):
        for role, home, mover, other in (("caller", lab.a, alice, bo), ("callee", lab.b, bo, alice)):
            for person in (alice, bo):
                person.start_recording()
            home.change_address()
            alice.let_pass(NOTICED_AFTER)
            expect_both_to_hear(alice, bo)
            gaps = mover.largest_gap(), other.largest_gap()
            tell(f"{way}, the {role} moves: {expect_short(*(gap.milliseconds / 1000 for gap in gaps))}")
            assert alice.line.call_id() == call
    alice.hang_up()


@pytest.mark.alone
@pytest.mark.parametrize("way", ["past firewalls"])
def test_firefox_or_who_talks_with_it_moves_and_both_hear_each_other_again(
    lab: Homes,
    at_home: Callable[[str, Home], Person],
    firefox_at_home: Callable[[Home], Firefox],
    server: DuetServer,
    tell: Callable[[str], None],
    way: str,
) -> None:
    bo, alice = firefox_at_home(lab.a), at_home("alice", lab.b)
    talk_with(bo, server, server.accounts["bo"], alice)
    call = alice.line.call_id()
    for make, home, mover, other in (
        ("Firefox", lab.a, bo.evaluate, alice.evaluate),
        ("Chromium", lab.b, alice.evaluate, bo.evaluate),
    ):
        for evaluate in (mover, other):
            evaluate("() => duetProbe.record()")
        home.change_address()
        alice.let_pass(NOTICED_AFTER)
        expect_to_hear(bo)
        alice.expect_to_hear()
        gaps = [evaluate("() => duetProbe.largestGap()")["milliseconds"] / 1000 for evaluate in (mover, other)]
        tell(f"{way}, {make} moves: {expect_short(*gaps)}")
        assert alice.line.call_id() == call
    alice.hang_up()


@pytest.mark.alone
@pytest.mark.parametrize("way", ["over a relay by TCP"])
def test_a_relay_that_was_away_for_five_seconds_is_used_again_soon_after(
    at_home: Callable[[str, Home], Person], lab: Homes, relay: Relay, tell: Callable[[str], None], way: str
) -> None:
    alice, bo = at_home("alice", lab.a), at_home("bo", lab.b)
    connect(alice, bo)
    expect_both_to_hear(alice, bo)
    call = alice.line.call_id()
    for person in (alice, bo):
        person.start_recording()
    relay.kill()
    alice.let_pass(AWAY)
    relay.start()
    expect_both_to_hear(alice, bo)
    gaps = [person.largest_gap().milliseconds / 1000 for person in (alice, bo)]
    tell(f"{way} that was away for {AWAY} seconds, seconds without sound: {gaps[0]:.1f} and {gaps[1]:.1f}")
    assert alice.line.call_id() == call
    alice.hang_up()
    assert AWAY <= min(gaps) and max(gaps) < AWAY + BACK_WITHIN, gaps


def expect_short(mover: float, other: float) -> str:
    """Neither heard nothing for long; returns how long that was, in words."""
    words = f"seconds without sound: mover {mover:.1f}, other {other:.1f}"
    # The mover hears nothing until it is noticed: else nothing has been tried.
    assert mover > NOTICED_AFTER, words
    assert max(mover, other) < HEARS_WITHIN, words
    return words
