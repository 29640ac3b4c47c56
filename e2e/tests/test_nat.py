"""Homes behind NATs: which calls find a way with STUN alone, and that a relay finds one for the others.

Which kinds there are, and how they are made and verified, says docs/laboratory.md; all pairs are for `make lab`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from playwright.sync_api import Playwright

from harness import machine, relay
from harness.attempt import Connected, Failed, attempt
from harness.internet import STUN, TURN, Internet, NatHome
from harness.nat import Nat
from harness.people import People
from harness.person import Person
from harness.server import DuetServer
from harness.servers import Servers


@pytest.fixture(scope="module")
def internet(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Internet]:
    """An internet with a relay on it."""
    machine.require()
    relay.require()
    with Internet() as internet:
        running = internet.start_relay(tmp_path_factory.mktemp("relay"))
        yield internet
        running.kill()


@pytest.fixture(scope="module")
def server(
    servers: Servers, internet: Internet, ice: tuple[str, ...], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[DuetServer]:
    """Duet on that internet."""
    server = internet.start_duet(servers, tmp_path_factory.mktemp("server"), ice)
    yield server
    server.stop()


@pytest.fixture
def at_home(
    internet: Internet, server: DuetServer, people: People, playwright: Playwright, tmp_path: Path
) -> Iterator[Callable[[str, NatHome], Person]]:
    """Lets somebody open the page in a browser in their home."""
    with ExitStack() as browsers:

        def open_page(username: str, home: NatHome) -> Person:
            browser = internet.launch_browser(home, server, playwright, tmp_path)
            browsers.callback(browser.close)
            return people(username, browser=browser)

        yield open_page


def test_a_probe_finds_the_kinds_that_no_pair_below_is_of(internet: Internet) -> None:
    with internet.homes(Nat.OPEN, Nat.UDP_BLOCKED):
        pass  # it fails to open when the probe finds something else


@pytest.mark.parametrize("ice", [STUN], ids=["stun"], scope="module")
@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        (Nat.PORT_RESTRICTED, Nat.PORT_RESTRICTED),
        (Nat.ADDRESS_RESTRICTED, Nat.SYMMETRIC),
        (Nat.DOUBLE_NAT, Nat.FULL_CONE),
    ],
)
def test_with_stun_alone_homes_connect_straight_where_their_nats_allow_it(
    internet: Internet, at_home: Callable[[str, NatHome], Person], ours: Nat, theirs: Nat
) -> None:
    with internet.homes(ours, theirs) as (a, b):
        alice, bo = at_home("alice", a), at_home("bo", b)
        outcome = attempt(alice, bo)
        assert isinstance(outcome, Connected), outcome
        # Neither end has gone round its NAT.
        for path in outcome.paths:
            assert {path.local, path.remote} <= {"srflx", "prflx"}, path
        alice.hang_up()


@pytest.mark.takes(seconds=30)
@pytest.mark.parametrize("ice", [STUN], ids=["stun"], scope="module")
def test_with_stun_alone_two_symmetric_nats_find_no_way(
    internet: Internet, at_home: Callable[[str, NatHome], Person]
) -> None:
    with internet.homes(Nat.SYMMETRIC, Nat.SYMMETRIC) as (a, b):
        outcome = attempt(at_home("alice", a), at_home("bo", b))
        assert isinstance(outcome, Failed), outcome
        assert outcome.reason == "connect_failed"
        for words in outcome.words:
            assert "No relay is set up here" in words


@pytest.mark.parametrize("ice", [STUN + TURN], ids=["relay"], scope="module")
@pytest.mark.parametrize(("ours", "theirs"), [(Nat.SYMMETRIC, Nat.SYMMETRIC), (Nat.ONLY_TCP_443, Nat.IPV6_ONLY)])
def test_a_relay_connects_those_who_find_no_other_way(
    internet: Internet,
    at_home: Callable[[str, NatHome], Person],
    ours: Nat,
    theirs: Nat,
) -> None:
    with internet.homes(ours, theirs) as (a, b):
        alice, bo = at_home("alice", a), at_home("bo", b)
        outcome = attempt(alice, bo)
        assert isinstance(outcome, Connected), outcome
        assert all(path.is_relayed for path in outcome.paths)
        if ours is Nat.ONLY_TCP_443:
            assert outcome.paths[0].transport == "tcp"
        alice.hang_up()
