"""Somebody opens more connections than the server can have: it goes on, and so do the calls of others."""

from __future__ import annotations

import http.client
import socket
from collections.abc import Iterator
from contextlib import ExitStack, closing
from http import HTTPStatus

import pytest

from harness.crowd import allow_many_files
from harness.deadline import Deadline
from harness.pair import expect_both_to_hear
from harness.person import Person, connect
from harness.server import DuetServer
from harness.servers import Servers
from harness.words import hung_up

OPEN_FILES = 256
CONNECTIONS = 600


@pytest.fixture
def server(servers: Servers) -> DuetServer:
    """A server that may have few files open."""
    return servers.get(machine=("sh", "-c", f'ulimit -n {OPEN_FILES}; exec "$0" "$@"'))


@pytest.fixture
def crowd(server: DuetServer) -> Iterator[list[socket.socket]]:
    """Connections that ask for nothing."""
    allow_many_files()
    with ExitStack() as open_ones:
        yield [
            open_ones.enter_context(closing(socket.create_connection(("127.0.0.1", server.port), timeout=20)))
            for _ in range(CONNECTIONS)
        ]


def test_more_connections_than_files_are_turned_away_and_a_call_goes_on(
    alice: Person, bo: Person, server: DuetServer, request: pytest.FixtureRequest
) -> None:
    connect(alice, bo)
    expect_both_to_hear(alice, bo)
    seen = alice.seen(), bo.seen()

    crowd: list[socket.socket] = request.getfixturevalue("crowd")
    # Those for whom there is no place are told so.
    answers = [answer for connection in crowd if (answer := heard(connection))]
    assert answers, "nobody was turned away"
    for answer in answers:
        assert answer.startswith(b"HTTP/1.1 503 "), answer
        assert b"too_many_connections" in answer

    # Those who are in carry on: both lines live, and a hang-up takes effect.
    for person, before in zip((alice, bo), seen, strict=True):
        person.page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
        person.wait_for_signal("session:pong", since=before)
    expect_both_to_hear(alice, bo)
    bo.hang_up()
    alice.expect_state(hung_up("Bo"))
    assert server.is_running

    # When they are gone there is room again.
    for connection in crowd:
        connection.close()
    deadline = Deadline("the server to have room again")
    while (status := health(server)) != HTTPStatus.OK:
        deadline.check(lambda: status)
    alice.reload()
    alice.expect_signed_in()


def heard(connection: socket.socket) -> bytes:
    """What the server has said to it until now."""
    connection.settimeout(0.01)
    try:
        return connection.recv(4_096)
    except OSError:
        return b""


def health(server: DuetServer) -> int | None:
    """What the server answers to a new connection; None if it does not let it in."""
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=20)
    try:
        connection.request("GET", "/healthz")
        return connection.getresponse().status
    except (OSError, http.client.HTTPException):
        return None
    finally:
        connection.close()
