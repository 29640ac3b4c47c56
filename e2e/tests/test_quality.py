"""What is wrong with the sound of a call is told to both in words, and to whoever looks for a fault in numbers."""

from __future__ import annotations

import re
import time
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from harness.deadline import Deadline
from harness.firefox import Firefox
from harness.firefox_page import expect_words, talk_with
from harness.homes import Home, Homes
from harness.pair import expect_both_to_hear
from harness.person import Person, connect
from harness.server import DuetServer
from harness.timeline import reports

# So many of a hundred packets of one side are lost.
LOSS = 10
# Seconds. The other side's browser tells what arrives there every five seconds (RTCP), and its first word may be about a time
# before anything was lost; as a rule both are told within ten.
TOLD_WITHIN = 15
# What a device tells of the sound, for the call's timeline. Firefox does not count how loud it was.
REPORT = re.compile(
    r"(?:connected|in-all) host/udp codec=opus rtt=\d+/\d+ms loss=(\d+)/\d+% jitter=\d+/\d+ms concealed=\d+/\d+% "
    r"(?:level=-\d+/-\d+dB )?reports=\d+"
)


@pytest.fixture
def server(start_in_lab: Callable[..., DuetServer]) -> DuetServer:
    """A server on its own machine."""
    return start_in_lab()


@pytest.mark.alone
def test_what_one_side_loses_is_told_to_both_and_stands_in_the_timeline(
    lab: Homes, server: DuetServer, at_home: Callable[[str, Home], Person], tell: Callable[[str], None]
) -> None:
    alice, bo = at_home("alice", lab.a), at_home("bo", lab.b)
    connect(alice, bo)
    expect_both_to_hear(alice, bo)
    own, other = "Your connection is weak: Bo hears gaps.", "Alice’s connection is weak: you hear gaps."
    for words in (own, other):
        alice.expect_no_note(words)
        bo.expect_no_note(words)

    lab.a.lose_sent(LOSS)
    since = time.monotonic()
    bo.expect_note(other)
    heard_after = time.monotonic() - since
    alice.expect_note(own)
    told_after = time.monotonic() - since
    alice.expect_state(re.compile("^Connected"))
    assert max(heard_after, told_after) < TOLD_WITHIN
    tell(f"{LOSS} % are lost: who hears it is told after {heard_after:.1f} s, who sends it after {told_after:.1f} s")

    lab.a.lose_sent(0)
    since = time.monotonic()
    expect_gone(bo, other)
    expect_gone(alice, own)
    tell(f"and no more {time.monotonic() - since:.1f} s after it is well again")

    call = alice.line.call_id()
    alice.hang_up()
    lost_by = expect_reports(server, call, {alice.line.device_id(), bo.line.device_id()})
    assert max(lost_by[alice.line.device_id()]) == 0
    assert max(lost_by[bo.line.device_id()]) > 0
    assert [detail for _, detail in reports(server, call) if "level=" not in detail] == []


@pytest.mark.takes(seconds=40)
def test_firefox_tells_the_same_in_either_direction(
    lab: Homes, firefox_at_home: Callable[[Home], Firefox], at_home: Callable[[str, Home], Person], server: DuetServer
) -> None:
    bo, alice = firefox_at_home(lab.a), at_home("alice", lab.b)
    talk_with(bo, server, server.accounts["bo"], alice)
    lab.b.lose_sent(LOSS)
    expect_words(bo, "Alice’s connection is weak: you hear gaps.")
    alice.expect_note("Your connection is weak: Bo hears gaps.")
    lab.b.lose_sent(0)
    expect_gone(alice, "Your connection is weak: Bo hears gaps.")
    lab.a.lose_sent(LOSS)
    alice.expect_note("Bo’s connection is weak: you hear gaps.")
    expect_words(bo, "Your connection is weak: Alice hears gaps.")
    call = alice.line.call_id()
    alice.hang_up()
    expect_reports(server, call, {alice.line.device_id()})


def expect_gone(person: Person, words: str) -> None:
    """Waits until a page no longer says this: the other side's word about it comes every five seconds or so."""
    expect(person.page.get_by_text(words)).to_have_count(0, timeout=30_000)


def expect_reports(server: DuetServer, call: str, known: set[str]) -> dict[str, list[int]]:
    """Waits for the lines of both devices in a call's timeline, known ones among them; returns the loss that each has told, in %."""
    deadline = Deadline("the timeline to tell how the call sounded")
    while True:
        found = reports(server, call)
        told = {device for device, _ in found}
        if known <= told and len(told) == 2:
            break
        deadline.check(lambda: found)
    losses: dict[str, list[int]] = {}
    for device, detail in found:
        numbers = REPORT.fullmatch(detail)
        assert numbers, detail
        losses.setdefault(device, []).append(int(numbers[1]))
    return losses
