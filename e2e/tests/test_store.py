"""The database fails under a server that runs: calls go on and end, new ones are refused in words, and all is well
again when the fault is gone."""

from __future__ import annotations

import http.client
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from http import HTTPStatus
from pathlib import Path

import pytest

from harness.deadline import Deadline
from harness.device import Device
from harness.person import Person
from harness.server import DuetServer
from harness.servers import Servers
from harness.store_faults import (
    disks_can_be_mounted,
    files_can_be_made_read_only,
    full,
    held,
    read_only,
    small_disk,
)
from harness.words import CANNOT_SAVE, is_calling

# Seconds. The first decision waits a tenth of a second for somebody else's transaction; machines are busy.
SOON = 1.0
# A server that nobody uses looks every five seconds, and waits a second for somebody else's transaction.
NOTICED_WITHIN = 10


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """Where the database of a test lies."""
    yield tmp_path


@pytest.fixture
def server(servers: Servers, disk: Path) -> Iterator[DuetServer]:
    """A server of this test's own."""
    server = servers.start_elsewhere(disk)
    yield server
    server.stop()


@pytest.fixture
def device(servers: Servers, server: DuetServer) -> Iterator[Callable[[str], Device]]:
    """Connects a device of somebody."""
    with ExitStack() as devices:
        yield lambda name: devices.enter_context(Device(server, servers.cookies(name, server.host)))


@pytest.fixture
def small(disk: Path) -> Iterator[Path]:
    """A disk that can be filled; to be asked for before the server."""
    if not disks_can_be_mounted():
        pytest.skip("a disk of its own takes root")
    with small_disk(disk, megabytes=8):
        yield disk


def calls_go_on_and_end(alice: Device, bo: Device, call: str, carl: Device, dora: Device, seconds: float) -> float:
    """Plays what people do while the database fails; returns the longest that a heartbeat or an offer took."""
    seen = alice.seen(), bo.seen()
    longest = 0.0
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        was = carl.seen()
        refused = carl.call(dora)
        longest = max(longest, alice.offer(call, bo), bo.ping(), alice.ping())
        error = carl.wait_for("session:error", since=was)
        assert (error.payload["code"], error.call_id) == ("cannot_save", refused)
        carl.wait_for("session:call", since=was)
        assert carl.said(was) == ["session:error", "session:call"]
        time.sleep(0.4)
    assert "call:incoming" not in dora.said()

    alice.say("call:end", bo.person, call_id=call, reason="hung_up")
    bo.wait_for("call:end", since=seen[1])
    alice.say("call:end", bo.person, call_id=call, reason="hung_up")  # as a page that has not heard of it
    alice.wait_for("call:end", since=seen[0])
    longest = max(longest, alice.ping(), bo.ping())
    # One answer to each, and no more of them a second later.
    time.sleep(1)
    assert alice.said(seen[0]) == ["session:call", "call:end", "session:call"]
    assert [type for type in bo.said(seen[1]) if type != "call:offer"] == ["call:end", "session:call"]
    assert all(device.is_open for device in (alice, bo, carl, dora))
    return longest


def in_call(caller: Device, callee: Device) -> str:
    """Calls and accepts."""
    call = caller.call(callee)
    callee.wait_for("call:incoming")
    callee.say("call:accept", caller.person, call_id=call)
    caller.wait_for("call:accept")
    caller.offer(call, callee)
    for device in (caller, callee):
        device.ping()  # so that it has heard all that the accept brings
    return call


def health(server: DuetServer) -> tuple[int, str]:
    """What the server says of itself."""
    connection = http.client.HTTPConnection(server.host, server.port, timeout=20)
    try:
        connection.request("GET", "/healthz")
        answer = connection.getresponse()
        return answer.status, answer.read().decode()
    finally:
        connection.close()


def expect_health(server: DuetServer, status: HTTPStatus, words: str, within: float = NOTICED_WITHIN) -> None:
    """Waits until the server says this of itself, and its counters the same."""
    deadline = Deadline(f"/healthz to say {status} {words}", seconds=within)
    while (found := health(server))[0] != status or words not in found[1]:
        deadline.check(lambda: found)


def change_settings(server: DuetServer, device: Device) -> int:
    """Somebody does not want to be disturbed; returns what becomes of it."""
    headers = {"Cookie": device.cookie, "Origin": server.origin, "Content-Type": "application/json"}
    with closing(http.client.HTTPConnection(server.host, server.port, timeout=20)) as connection:
        connection.request("PUT", "/api/settings/do-not-disturb", '{"until":null}', headers)
        return connection.getresponse().status


def expect_well(server: DuetServer, carl: Device, dora: Device, *ended: str) -> None:
    """Waits until all is as before, without a restart: calls can be placed, and those that ended are saved so."""
    expect_health(server, HTTPStatus.OK, "ok")
    seen = dora.seen()
    carl.call(dora)
    dora.wait_for("call:incoming", since=seen)
    dora.say("call:reject", carl.person, call_id=dora.signals[-1].call_id or "", reason="declined")
    deadline = Deadline("the endings to be saved")
    while (found := [saved_reason(server, call) for call in ended]) != ["hung_up" for _ in ended]:
        deadline.check(lambda: found)


def saved_reason(server: DuetServer, call: str) -> str | None:
    """What the database says of the end of a call."""
    with closing(sqlite3.connect(server.database, timeout=20)) as file:
        return file.execute("SELECT end_reason FROM call WHERE id = ?", (call,)).fetchone()[0]


@pytest.mark.takes(seconds=10)
@pytest.mark.parametrize("kind", ["IMMEDIATE", "EXCLUSIVE"])
def test_nobody_in_a_call_waits_for_a_database_that_somebody_else_holds(
    device: Callable[[str], Device], server: DuetServer, tell: Callable[[str], None], kind: str
) -> None:
    alice, bo, carl, dora = map(device, ("alice", "bo", "carl", "dora"))
    call = in_call(alice, bo)
    with held(server.database, kind):
        longest = calls_go_on_and_end(alice, bo, call, carl, dora, seconds=6)
        expect_health(server, HTTPStatus.SERVICE_UNAVAILABLE, "locked", within=0.5)
    tell(f"the longest that a heartbeat or an offer took: {1000 * longest:.0f} ms")
    assert longest < SOON
    expect_well(server, carl, dora, call)


@pytest.mark.takes(seconds=10)
def test_a_full_disk_ends_no_call_and_keeps_none_from_ending(
    small: Path, device: Callable[[str], Device], server: DuetServer, tell: Callable[[str], None]
) -> None:
    alice, bo, carl, dora = map(device, ("alice", "bo", "carl", "dora"))
    call = in_call(alice, bo)
    with full(server.database):
        assert change_settings(server, carl) == HTTPStatus.INTERNAL_SERVER_ERROR
        longest = calls_go_on_and_end(alice, bo, call, carl, dora, seconds=3)
        expect_health(server, HTTPStatus.SERVICE_UNAVAILABLE, "full", within=0.5)
    tell(f"the longest that a heartbeat or an offer took: {1000 * longest:.0f} ms")
    assert longest < SOON
    expect_well(server, carl, dora, call)

    # Nobody waits later for the settings that could not be written then.
    was = carl.seen()
    with held(server.database):
        began = time.monotonic()
        carl.call(dora)
        carl.wait_for("session:error", since=was)
        assert time.monotonic() - began < SOON


@pytest.mark.takes(seconds=10)
def test_a_log_that_became_read_only_ends_no_call_and_keeps_none_from_ending(
    disk: Path, device: Callable[[str], Device], server: DuetServer
) -> None:
    if not files_can_be_made_read_only(disk):
        pytest.skip("a file that root may not write takes root, and a file system that knows such files")
    alice, bo, carl, dora = map(device, ("alice", "bo", "carl", "dora"))
    call = in_call(alice, bo)
    with read_only(server.database.with_name(server.database.name + "-wal")):
        assert calls_go_on_and_end(alice, bo, call, carl, dora, seconds=3) < SOON
        expect_health(server, HTTPStatus.SERVICE_UNAVAILABLE, "cannot be written", within=0.5)
    expect_well(server, carl, dora, call)


@pytest.mark.takes(seconds=10)
@pytest.mark.parametrize("log_has_room", [False, True], ids=["", "though its log has room"])
def test_a_server_that_nobody_uses_says_that_its_disk_is_full(
    small: Path, server: DuetServer, log_has_room: bool
) -> None:
    expect_health(server, HTTPStatus.OK, "ok")
    with full(server.database, log_has_room=log_has_room):
        expect_health(server, HTTPStatus.SERVICE_UNAVAILABLE, "full")
    expect_health(server, HTTPStatus.OK, "ok")
    # Once each, however often it was tried.
    time.sleep(2)
    assert len([line for line in server.log if "The database cannot be written" in line]) == 1, server.tail()


@pytest.mark.takes(seconds=10)
def test_a_server_that_nobody_uses_says_that_its_database_is_held(server: DuetServer) -> None:
    with held(server.database):
        expect_health(server, HTTPStatus.SERVICE_UNAVAILABLE, "locked")
    expect_health(server, HTTPStatus.OK, "ok")


@pytest.mark.takes(seconds=10)
def test_a_server_that_nobody_uses_says_that_its_database_is_read_only(
    disk: Path, server: DuetServer
) -> None:
    if not files_can_be_made_read_only(disk):
        pytest.skip("a file that root may not write takes root, and a file system that knows such files")
    # By then what the start has written is folded in, and there is nothing to do that could fail but to look.
    time.sleep(2)
    with read_only(server.database):
        expect_health(server, HTTPStatus.SERVICE_UNAVAILABLE, "cannot be written")
    expect_health(server, HTTPStatus.OK, "ok")


@pytest.mark.takes(seconds=10)
def test_a_database_file_that_became_read_only_is_told_while_its_log_still_takes_calls(
    disk: Path, device: Callable[[str], Device], server: DuetServer
) -> None:
    if not files_can_be_made_read_only(disk):
        pytest.skip("a file that root may not write takes root, and a file system that knows such files")
    alice, bo = device("alice"), device("bo")
    with read_only(server.database):
        call = in_call(alice, bo)
        expect_health(server, HTTPStatus.SERVICE_UNAVAILABLE, "cannot be written")
        alice.say("call:end", bo.person, call_id=call, reason="hung_up")
        bo.wait_for("call:end")
    expect_health(server, HTTPStatus.OK, "ok")


def test_the_page_says_that_the_server_cannot_save(alice: Person, bo: Person, server: DuetServer) -> None:
    with held(server.database):
        alice.call(bo)
        alice.expect_note(CANNOT_SAVE)
        bo.expect_no_ring()
    deadline = Deadline("the server to be well again")
    while (found := health(server))[0] != HTTPStatus.OK:
        deadline.check(lambda: found)
    alice.call(bo)
    bo.expect_state(is_calling("Alice"))
    alice.hang_up()
