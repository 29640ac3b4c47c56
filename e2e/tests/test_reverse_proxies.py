"""A call by https through each reverse proxy that `docs/deploy` has a configuration for."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from harness.pair import expect_both_to_hear, hang_up
from harness.people import People
from harness.person import Person, connect
from harness.reverse_proxy import KINDS, ReverseProxy, are_installed
from harness.server import DuetServer, claim_port
from harness.servers import Servers

# A page asks for this and that before it opens its socket: a proxy that keeps connections takes any of them for it.
RELOADS = 3


@pytest.fixture(params=KINDS)
def server(request: pytest.FixtureRequest, servers: Servers, tmp_path: Path) -> Iterator[DuetServer]:
    """A server that people reach through a proxy."""
    if not are_installed():
        pytest.skip("not every proxy is installed")
    port = claim_port()
    number = port.getsockname()[1]
    server = servers.start_elsewhere(tmp_path, public_url=f"https://localhost:{number}")
    proxy = ReverseProxy(request.param, tmp_path, number, server.port)
    with ExitStack() as running:
        running.enter_context(port)
        running.callback(server.stop)
        proxy.start()
        running.callback(proxy.end)
        yield server


def test_somebody_signs_in_calls_and_loads_the_page_again(people: People, server: DuetServer) -> None:
    alice, bo = (signed_in(people, server, name) for name in ("alice", "bo"))
    connect(alice, bo)
    expect_both_to_hear(alice, bo)
    for _ in range(RELOADS):
        bo.reload()
        expect_both_to_hear(alice, bo)
    hang_up(alice, bo)


def signed_in(people: People, server: DuetServer, name: str) -> Person:
    person = people.stranger(name, url=server.public_url, ignore_https_errors=True)
    person.sign_in()
    person.expect_signed_in()
    person.wait_for_signal("session:ready")
    return person
