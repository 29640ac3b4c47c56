"""Somebody opens more connections than the server can have, or does nothing with them: the calls of others go on."""

from __future__ import annotations

import http.client
import socket
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager, suppress
from functools import partial
from http import HTTPStatus

import pytest

from harness.crowd import allow_many_files
from harness.deadline import Deadline
from harness.device import Device
from harness.pair import expect_both_to_hear
from harness.person import Person, connect
from harness.server import DuetServer
from harness.servers import Servers
from harness.words import hung_up

OPEN_FILES = 256
CONNECTIONS = 600
# As many as a page that is being loaded opens, and some.
PAGE = 10


@pytest.fixture
def server(servers: Servers) -> DuetServer:
    """A server that may have few files open."""
    return servers.get(machine=("sh", "-c", f'ulimit -n {OPEN_FILES}; exec "$0" "$@"'))


@pytest.fixture
def crowd(server: DuetServer) -> Iterator[list[socket.socket]]:
    """Connections that ask for nothing."""
    with connected(server, CONNECTIONS) as crowd:
        yield crowd


def test_more_connections_than_files_are_turned_away_and_a_call_goes_on(
    alice: Person, bo: Person, server: DuetServer, request: pytest.FixtureRequest
) -> None:
    connect(alice, bo)
    expect_both_to_hear(alice, bo)
    seen = alice.line.seen(), bo.line.seen()

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
        person.line.wait_for("session:pong", since=before)
    expect_both_to_hear(alice, bo)
    bo.hang_up()
    alice.expect_state(hung_up("Bo"))
    assert server.is_running

    # When they are gone there is room again.
    for connection in crowd:
        connection.close()
    deadline = Deadline("the server to have room again")
    while set(found := at_once(server, PAGE)) != {HTTPStatus.OK}:
        deadline.check(lambda: found)
    alice.reload()
    alice.expect_signed_in()


# How many of them there are, and what each says at first.
SLOW: dict[str, tuple[int, Callable[[DuetServer, str], str]]] = {
    "silent connections": (5_000, lambda _server, _token: ""),
    "slow heads": (1_000, lambda server, _token: f"GET / HTTP/1.1\r\nHost: {server.host}:{server.port}\r\nX-A: "),
    "slow bodies": (
        500,
        lambda server, _token: (
            f"POST /api/session HTTP/1.1\r\nHost: {server.host}:{server.port}\r\nOrigin: {server.origin}\r\n"
            "Content-Type: application/json\r\nContent-Length: 1000\r\n\r\n{"
        ),
    ),
    # The first byte of a frame, and no more.
    "slow frames": (30, lambda server, token: upgrade(server, token) + "\x01"),
    # A first fragment without anything in it, masked with nothing.
    "slow messages": (30, lambda server, token: upgrade(server, token) + "\x01\x80\0\0\0\0"),
}
SAMPLES = 100


@pytest.mark.alone
def test_signals_of_others_pass_beside_thousands_who_do_nothing(
    servers: Servers, tell: Callable[[str], None]
) -> None:
    server = servers.get("slow")
    # What somebody else's browser holds, for what must be signed in.
    token = next(
        cookie["value"]
        for cookie in servers.cookies("carl", server.host)["cookies"]
        if cookie["name"] == "duet_session"
    )
    with ExitStack() as stack:
        alice, bo = (
            stack.enter_context(Device(server, servers.cookies(name, server.host))) for name in ("alice", "bo")
        )
        call = alice.call(bo)
        bo.wait_for("call:incoming")
        bo.say("call:accept", alice.person, call_id=call)
        alice.wait_for("call:accept")
        tell(f"an offer alone: {words(latencies(alice, bo, call))}")
        for name, (count, beginning) in SLOW.items():
            with connected(server, count, partial(beginning, server, token)) as crowd:
                measured = words(latencies(alice, bo, call))
                turned_away = sum(heard(connection).startswith(b"HTTP/1.1 503 ") for connection in crowd)
                tell(f"beside {count} {name}, {turned_away} of them turned away: {measured}")
                assert turned_away < count / 2, "there is no crowd"
        tell(f"alone again: {words(latencies(alice, bo, call))}")
        assert server.is_running


def latencies(one: Device, other: Device, call: str) -> list[float]:
    """How long each of some offers took, in milliseconds; each of them must arrive."""
    # A device that says nothing is taken for one that does not run.
    one.ping()
    other.ping()
    found = []
    for _ in range(SAMPLES):
        found.append(1_000 * one.offer(call, other))
        # No more of them than a person may send.
        time.sleep(0.05)
    return sorted(found)


def words(found: list[float]) -> str:
    return f"median {found[len(found) // 2]:.1f} ms, p99 {found[len(found) * 99 // 100]:.1f} ms"


def upgrade(server: DuetServer, token: str) -> str:
    return (
        f"GET /signaling?device_id={uuid.uuid4()} HTTP/1.1\r\nHost: {server.host}:{server.port}\r\n"
        f"Origin: {server.origin}\r\nCookie: duet_session={token}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
        "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n"
        "Sec-WebSocket-Protocol: duet.v1\r\n\r\n"
    )


@contextmanager
def connected(
    server: DuetServer, count: int, beginning: Callable[[], str] = str
) -> Iterator[list[socket.socket]]:
    """So many connections, each of which says a beginning and no more."""
    allow_many_files()
    with ExitStack() as open_ones:
        crowd = [
            open_ones.enter_context(closing(socket.create_connection((server.host, server.port), timeout=20)))
            for _ in range(count)
        ]
        for connection in crowd:
            with suppress(OSError):  # turned away
                connection.sendall(beginning().encode("latin-1"))
        yield crowd


def heard(connection: socket.socket) -> bytes:
    """What the server has said to it until now."""
    try:
        return connection.recv(4_096, socket.MSG_DONTWAIT)
    except OSError:
        return b""


def at_once(server: DuetServer, count: int) -> list[int | None]:
    """What the server answers to so many new connections at once; None if it does not let one in."""
    with ExitStack() as stack:
        connections = [
            stack.enter_context(closing(http.client.HTTPConnection("127.0.0.1", server.port, timeout=20)))
            for _ in range(count)
        ]
        for connection in connections:
            with suppress(OSError):
                connection.connect()
        return [health(connection) for connection in connections]


def health(connection: http.client.HTTPConnection) -> int | None:
    """What the server answers to whoever wants to know how it is; None if it does not answer."""
    try:
        connection.request("GET", "/healthz")
        return connection.getresponse().status
    except (OSError, http.client.HTTPException):
        return None
