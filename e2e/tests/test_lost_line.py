"""The line to the server breaks during a call. Signalling is not media: the two go on talking."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest

from harness.pair import coming_back, expect_both_to_hear, hang_up, unbroken
from harness.people import People
from harness.person import Person, connect
from harness.proxy import Proxy
from harness.words import LINE_LOST_IN_CALL, peer_gone

# Both ends take a silent line for dead after 25 seconds; the page says so a moment later. Machines are busy.
FOUND_WITHIN = 25 + 1.5 + 3


@pytest.fixture
def line(proxies: Callable[..., Proxy]) -> Proxy:
    """Alice's line."""
    return proxies()


@pytest.fixture
def alice(people: People, line: Proxy) -> Person:
    return people("alice", url=line.origin)


@pytest.mark.parametrize("who", ["caller", "callee"])
def test_a_lost_line_ends_no_call_and_both_are_told(alice: Person, bo: Person, line: Proxy, who: str) -> None:
    connect(*((alice, bo) if who == "caller" else (bo, alice)))
    expect_both_to_hear(alice, bo)
    with unbroken(alice, bo):
        line.take_away()
        alice.expect_note(LINE_LOST_IN_CALL)
        bo.expect_note(peer_gone("Alice"))
        expect_both_to_hear(alice, bo)

        line.allow()
        alice.expect_no_note(LINE_LOST_IN_CALL)
        bo.expect_no_note(peer_gone("Alice"))
        expect_both_to_hear(alice, bo)
    hang_up(bo, alice)


@pytest.mark.takes(seconds=30)
def test_a_line_that_is_open_at_one_end_only_is_found_by_both_ends(
    alice: Person, bo: Person, line: Proxy, tell: Callable[[str], None]
) -> None:
    connect(alice, bo)
    expect_both_to_hear(alice, bo)
    with unbroken(alice, bo):
        line.freeze()
        froze = time.monotonic()
        found = {}
        for person, words in ((bo, peer_gone("Alice")), (alice, LINE_LOST_IN_CALL)):
            person.expect_note(words)
            found[person.name] = time.monotonic() - froze
        assert max(found.values()) < FOUND_WITHIN, found

        line.thaw()
        alice.expect_no_note(LINE_LOST_IN_CALL)
        bo.expect_no_note(peer_gone("Alice"))
        expect_both_to_hear(alice, bo)
    hang_up(alice, bo)
    tell(", ".join(f"{name} told after {seconds:.1f} s" for name, seconds in found.items()))


def test_the_server_may_meet_the_new_line_before_it_misses_the_old_one(
    alice: Person, bo: Person, line: Proxy
) -> None:
    connect(alice, bo)
    call = alice.line.call_id()
    with coming_back(alice):
        line.strand()
        line.cut_unnoticed()
    line.thaw()
    expect_both_to_hear(alice, bo)
    assert alice.line.call_id() == call
    # What the old line's end could have done, it has done before this arrives.
    hang_up(alice, bo)


def test_a_slow_line_is_slow_and_nothing_else(alice: Person, bo: Person, line: Proxy) -> None:
    line.delay(0.5)
    connect(alice, bo)
    expect_both_to_hear(alice, bo)
    hang_up(alice, bo)
