"""A signal is lost on its way, or comes late, or twice: what was meant happens once."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from harness.pair import coming_back, expect_both_to_hear, expect_ended, hang_up
from harness.people import People
from harness.person import Person, connect
from harness.proxy import DOWN, UP, Direction, Proxy
from harness.words import calling, cancelled, is_calling


@pytest.fixture
def alices_line(proxies: Callable[..., Proxy]) -> Proxy:
    return proxies(only="/signaling")


@pytest.fixture
def bos_line(proxies: Callable[..., Proxy]) -> Proxy:
    return proxies(only="/signaling")


@pytest.fixture
def alice(people: People, alices_line: Proxy) -> Person:
    return people("alice", url=alices_line.origin)


@pytest.fixture
def bo(people: People, bos_line: Proxy) -> Person:
    return people("bo", url=bos_line.origin)


@pytest.mark.parametrize("lost", [UP, DOWN])
def test_a_call_that_was_placed_over_a_dead_line_rings_once(
    alice: Person, bo: Person, alices_line: Proxy, lost: Direction
) -> None:
    seen = alice.line.seen(), bo.line.seen()
    alices_line.freeze(lost)
    alice.call(bo)
    alice.line.wait_for("call:initiate", since=seen[0], direction="sent")
    if lost == DOWN:
        bo.expect_state(is_calling("Alice"))

    reconnect(alice, alices_line)
    bo.expect_state(is_calling("Alice"))
    alice.expect_state(calling("Bo"))
    bo.accept()
    expect_both_to_hear(alice, bo)
    assert len(bo.line.of("call:incoming", since=seen[1])) == 1
    hang_up(alice, bo)


def test_a_call_that_was_placed_twice_rings_once(alice: Person, bo: Person, alices_line: Proxy) -> None:
    seen = alice.line.seen(), bo.line.seen()
    alices_line.strand()
    alice.call(bo)
    alice.line.wait_for("call:initiate", since=seen[0], direction="sent")
    # The page moves to a new line and asks again; then the first request arrives after all.
    alice.page.evaluate("dispatchEvent(new Event('online'))")
    bo.expect_state(is_calling("Alice"))
    bo.decline()
    expect_ended(alice, bo, "declined")
    alices_line.thaw()

    # What the old request could have done, it has done before the next one is through.
    alice.call(bo)
    bo.expect_state(is_calling("Alice"))
    assert len(bo.line.of("call:incoming", since=seen[1])) == 2
    bo.accept()
    expect_both_to_hear(alice, bo)
    hang_up(bo, alice)


def test_a_reload_may_overtake_the_end_of_the_old_page(alice: Person, bo: Person, alices_line: Proxy) -> None:
    connect(alice, bo)
    call = alice.line.call_id()
    alices_line.strand()
    alice.reload()
    expect_both_to_hear(alice, bo)
    alices_line.thaw()
    alice.reload()
    expect_both_to_hear(alice, bo)
    assert alice.line.call_id() == call
    hang_up(bo, alice)


@pytest.mark.parametrize("lost", [UP, DOWN])
def test_an_acceptance_over_a_dead_line_is_repeated(
    alice: Person, bo: Person, bos_line: Proxy, lost: Direction
) -> None:
    alice.call(bo)
    bo.expect_state(is_calling("Alice"))
    accept_over(bo, bos_line, lost)

    reconnect(bo, bos_line)
    expect_both_to_hear(alice, bo)
    hang_up(bo, alice)


@pytest.mark.parametrize("then", ["delivered", "lost"])
def test_an_acceptance_of_a_call_that_was_cancelled_meanwhile_is_told_so(
    alice: Person, bo: Person, bos_line: Proxy, then: str
) -> None:
    alice.call(bo)
    bo.expect_state(is_calling("Alice"))
    accept_over(bo, bos_line, UP, DOWN)
    alice.hang_up()
    expect(alice.button("Hang up")).to_have_count(0)

    if then == "lost":
        reconnect(bo, bos_line)
    else:
        bos_line.thaw()
    bo.expect_state(cancelled("Alice"))
    expect_ended(alice, bo, "cancelled")


def test_an_answer_that_was_lost_is_asked_for_again(alice: Person, bo: Person, alices_line: Proxy) -> None:
    seen = alice.line.seen(), bo.line.seen()
    alice.call(bo)
    bo.expect_state(is_calling("Alice"))
    alices_line.delay(1)
    bo.accept()
    alice.line.wait_for("call:offer", since=seen[0], direction="sent")
    alices_line.freeze(DOWN)
    alices_line.delay(0)
    bo.line.wait_for("call:answer", since=seen[1], direction="sent")
    assert not alice.line.of("call:answer", since=seen[0])

    reconnect(alice, alices_line)
    expect_both_to_hear(alice, bo)
    hang_up(alice, bo)


def accept_over(callee: Person, line: Proxy, *lost: Direction) -> None:
    """Accepts over a line that is dead already; the page does not know it yet."""
    line.freeze(*lost)
    seen = callee.line.seen()
    callee.accept()
    callee.line.wait_for("call:accept", since=seen, direction="sent")


def reconnect(person: Person, line: Proxy) -> None:
    """Loses what was under way, and waits until the page has a new line."""
    with coming_back(person):
        line.cut()
        line.thaw()
