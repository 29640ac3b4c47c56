"""People behind each reverse proxy that `docs/deploy` has a configuration for."""

from __future__ import annotations

import http.client
import json
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

from harness import network
from harness.pair import expect_both_to_hear, hang_up
from harness.people import People
from harness.person import connect
from harness.reverse_proxy import BELOW_A_PATH, KINDS, ReverseProxy, are_installed
from harness.server import DuetServer, claim_port
from harness.servers import Servers

# A page asks for this and that before it opens its socket: a proxy that keeps connections takes any of them for it.
RELOADS = 3

# More than one address may try without success (60, and one a second), and fewer than a hurry would need.
MOST_TRIES = 300

_Start = Callable[..., tuple[DuetServer, ReverseProxy]]


@pytest.fixture
def start(servers: Servers, tmp_path: Path) -> Iterator[_Start]:
    """Starts a proxy of a kind, and a server that people reach through it, maybe below a path."""
    if not are_installed():
        pytest.skip("not every proxy is installed")
    with ExitStack() as running:

        def begin(kind: str, path: str = "", address: str = "127.0.0.1") -> tuple[DuetServer, ReverseProxy]:
            port = running.enter_context(claim_port())
            number = port.getsockname()[1]
            server = servers.start_elsewhere(tmp_path, public_url=f"https://localhost:{number}{path}")
            running.callback(server.stop)
            proxy = ReverseProxy(kind, tmp_path, number, server.port, address)
            proxy.start()
            running.callback(proxy.end)
            return server, proxy

        yield begin


@pytest.mark.parametrize(
    ("kind", "path"), [*((kind, "") for kind in KINDS), (BELOW_A_PATH, "/talk")], ids=[*KINDS, BELOW_A_PATH]
)
def test_somebody_signs_in_calls_and_loads_the_page_again(people: People, start: _Start, kind: str, path: str) -> None:
    server, _ = start(kind, path)
    there: dict[str, Any] = {"url": server.public_url, "ignore_https_errors": True}
    alice, bo = people.signed_in("alice", **there), people("bo", **there)
    connect(alice, bo)
    expect_both_to_hear(alice, bo)
    for _ in range(RELOADS):
        bo.reload()
        expect_both_to_hear(alice, bo)
    hang_up(alice, bo)


@pytest.mark.parametrize("kind", KINDS)
def test_each_client_is_limited_by_its_own_address_whatever_it_says(start: _Start, kind: str) -> None:
    network.require()
    with network.addresses("10.87.0.2", "10.87.0.3") as (guesser, other):
        server, proxy = start(kind, address=network.ADDRESS)
        origin = server.public_url
        assert origin

        def attempt(source: str, claimed: str | None = None) -> int:
            headers = {"Content-Type": "application/json", "Origin": origin}
            if claimed is not None:
                headers["X-Forwarded-For"] = claimed
            connection = http.client.HTTPConnection(origin.removeprefix("https://"))
            connection.sock = proxy.connect(source)
            account = {"username": "somebody", "name": "Somebody", "password": "a long password"}
            connection.request("POST", "/api/invitations/no-such-token", json.dumps(account), headers)
            status = connection.getresponse().status
            connection.close()
            return status

        statuses = [404]
        while statuses[-1] == 404 and len(statuses) < MOST_TRIES:
            statuses.append(attempt(guesser))
        assert statuses[-1] == 429, "the proxy passes no address on"
        assert attempt(other) == 404
        # Whoever says to be another one, or a proxy, is believed in nothing.
        for claimed in (other, "127.0.0.1", f"{other}, 127.0.0.1"):
            # A slow machine wins a try back meanwhile; another one would have sixty.
            assert 429 in (attempt(guesser, claimed) for _ in range(10)), claimed
        # And whoever says to be the one who guesses is not taken for that one.
        assert {attempt(other, guesser) for _ in range(10)} == {404}
