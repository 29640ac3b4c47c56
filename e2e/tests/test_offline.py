"""What somebody does, or misses, while their page has no line to the server."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from harness.pair import coming_back, expect_both_to_hear, expect_ended, hang_up
from harness.people import People
from harness.person import Person, connect
from harness.proxy import Proxy
from harness.words import (
    LINE_LOST,
    YOU_CANCELLED,
    YOU_DECLINED,
    YOU_HUNG_UP,
    cancelled,
    declined,
    hung_up,
    is_calling,
)


@pytest.fixture
def line(proxies: Callable[..., Proxy]) -> Proxy:
    """Alice's line for signals. Pages can be loaded all the time, which a test of F5 needs."""
    return proxies(only="/signaling")


@pytest.fixture
def alice(people: People, line: Proxy) -> Person:
    return people("alice", url=line.origin)


@pytest.mark.parametrize("reload", [False, True], ids=["", "then F5"])
def test_a_hang_up_takes_effect_when_the_line_is_back(
    alice: Person, bo: Person, line: Proxy, reload: bool
) -> None:
    connect(alice, bo)
    line.take_away()
    alice.hang_up()
    alice.expect_state(YOU_HUNG_UP)
    come_back(alice, line, reload)
    bo.expect_state(hung_up("Alice"))
    expect_ended(alice, bo, "hung_up")
    expect_next_call_to_work(alice, bo)


@pytest.mark.parametrize("reload", [False, True], ids=["", "then F5"])
def test_a_cancellation_takes_effect_when_the_line_is_back(
    alice: Person, bo: Person, line: Proxy, reload: bool
) -> None:
    alice.call(bo)
    bo.expect_state(is_calling("Alice"))
    line.take_away()
    alice.hang_up()
    alice.expect_state(YOU_CANCELLED)
    come_back(alice, line, reload)
    bo.expect_state(cancelled("Alice"))
    expect_ended(alice, bo, "cancelled")


@pytest.mark.parametrize("reload", [False, True], ids=["", "then F5"])
def test_a_refusal_takes_effect_when_the_line_is_back(
    alice: Person, bo: Person, line: Proxy, reload: bool
) -> None:
    bo.call(alice)
    alice.expect_state(is_calling("Bo"))
    line.take_away()
    alice.decline()
    alice.expect_state(YOU_DECLINED)
    come_back(alice, line, reload)
    bo.expect_state(declined("Alice"))
    expect_ended(alice, bo, "declined")


def test_a_hang_up_before_the_page_knows_that_its_line_is_dead_is_not_forgotten(
    alice: Person, bo: Person, line: Proxy
) -> None:
    connect(alice, bo)
    line.freeze()
    seen = alice.line.seen()
    alice.hang_up()
    alice.line.wait_for("call:end", since=seen, direction="sent")
    line.cut()
    line.thaw()
    bo.expect_state(hung_up("Alice"))
    expect_ended(alice, bo, "hung_up")


def test_the_reason_of_a_call_that_ended_meanwhile_is_told(alice: Person, bo: Person, line: Proxy) -> None:
    connect(alice, bo)
    line.take_away()
    bo.hang_up()
    bo.expect_state(YOU_HUNG_UP)
    come_back(alice, line)
    alice.expect_state(hung_up("Bo"))

    bo.call(alice)
    alice.expect_state(is_calling("Bo"))
    line.take_away()
    bo.hang_up()
    bo.expect_state(YOU_CANCELLED)
    come_back(alice, line)
    alice.expect_state(cancelled("Bo"))

    alice.call(bo)
    bo.expect_state(is_calling("Alice"))
    line.take_away()
    bo.decline()
    bo.expect_state(YOU_DECLINED)
    come_back(alice, line)
    alice.expect_state(declined("Bo"))
    expect_ended(alice, bo, "declined")


def test_who_is_called_while_offline_rings_on_return(alice: Person, bo: Person, line: Proxy) -> None:
    line.take_away()
    alice.expect_note(LINE_LOST)
    bo.call("Alice")
    come_back(alice, line)
    alice.expect_state(is_calling("Bo"))
    alice.accept()
    expect_both_to_hear(alice, bo)
    hang_up(bo, alice)


def come_back(person: Person, line: Proxy, reload: bool = False) -> None:
    """Presses F5 if asked to, and then gives the line back."""
    if reload:
        person.page.reload()
        person.expect_signed_in()
    with coming_back(person):
        line.allow()


def expect_next_call_to_work(alice: Person, bo: Person) -> None:
    connect(bo, alice)
    expect_both_to_hear(alice, bo)
    hang_up(alice, bo)


def test_a_page_whose_socket_alone_gets_nowhere_says_so_until_one_opens(alice: Person, line: Proxy) -> None:
    line.take_away()
    alice.expect_note("lets no WebSocket through")
    with coming_back(alice):
        line.mend()
    alice.expect_no_note("lets no WebSocket through")
