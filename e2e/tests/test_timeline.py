"""What has happened in a call is told afterwards: to the operator on the command line, and to its two people."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Thread
from typing import Any

import pytest

from harness.deadline import Deadline
from harness.pair import expect_both_to_hear
from harness.people import People
from harness.person import Person, connect
from harness.server import BINARY, DuetServer
from harness.servers import Servers
from harness.words import declined

FETCH = "async (path) => { const answer = await fetch(path); return [answer.status, await answer.json()]; }"


@pytest.fixture
def server(servers: Servers) -> DuetServer:
    """A server that only these tests use, for one of them kills it."""
    return servers.get("timelines")


def timeline(person: Person, call: str) -> list[dict[str, Any]]:
    """A call's timeline, as one of its two people is told it."""
    status, content = person.evaluate(FETCH, f"/api/calls/{call}/timeline")
    assert status == 200, content
    assert content["left_out"] == 0
    lines: list[dict[str, Any]] = content["timeline"]
    return lines


def story(lines: list[dict[str, Any]]) -> list[str]:
    """Who did what, without how it sounded."""
    return [f"{line['who']} {line['kind']}" for line in lines if line["kind"] != "sounded"]


def first_of_each(told: list[str]) -> list[str]:
    """What was done, each once: on a busy machine a device asks for an offer again, and gets another one."""
    return [done for done in dict.fromkeys(told) if not done.endswith((" wants_offer", " searched"))]


@contextmanager
def following(server: DuetServer, *arguments: str) -> Iterator[list[str]]:
    """What `duet calls follow` prints meanwhile."""
    command = [str(BINARY), "calls", "follow", *arguments, "--database", str(server.database)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    lines: list[str] = []

    def read() -> None:
        assert process.stdout
        lines.extend(line.rstrip("\n") for line in process.stdout)

    reader = Thread(target=read)
    reader.start()
    try:
        yield lines
        assert process.poll() is None, lines
    finally:
        process.terminate()
        process.wait()
        reader.join()


def expect_line(lines: list[str], words: str) -> None:
    deadline = Deadline(f"a line that ends with {words}")
    while not any(line.endswith(words) for line in lines):
        deadline.check(lambda: lines)


def test_a_call_is_told_to_the_operator_and_to_its_two_people(
    server: DuetServer, people: People, alice: Person, bo: Person
) -> None:
    connect(alice, bo)
    expect_both_to_hear(alice, bo)
    call = alice.line.call_id()
    begun = ["placed", "accepted", "offered", "answered"]
    sides = dict(zip(begun, ["me", "peer", "me", "peer"], strict=True))
    assert first_of_each(story(timeline(alice, call))) == [f"{sides[kind]} {kind}" for kind in begun]
    assert f"{call}  " in server.command("calls", "list").stdout
    assert server.command("calls", "show", call[:13]).stdout.endswith("\nIt goes on.\n")
    bo.line.wait_for("session:report", direction="sent")
    bo.hang_up()
    alice.expect_state(re.compile("hung up"))

    # What is told to people is in the database by then, which the commands read.
    of_alice, of_bo = timeline(alice, call), timeline(bo, call)
    listed = server.command("calls", "list", "--person", "alice", "--limit", "1").stdout
    assert re.fullmatch(
        rf"{call}  [-\d]+ [:\d]+ UTC  alice called bo: rang \d+ s, talked \d+ s, bo hung up\n", listed
    ), listed
    shown = server.command("calls", "show", call[:13]).stdout
    for part in ("alice/1  calls bo, and it rings there", "bo/1     answers", "bo/1     hangs up", ": bo hung up.\n"):
        assert part in shown, shown
    assert "heard by host/udp in opus: round trip" in shown, shown

    assert story(of_alice)[-1] == "peer ended"
    assert story(of_bo)[-1] == "me ended"
    assert [line["at"] for line in of_alice] == [line["at"] for line in of_bo]
    for line in of_alice:
        if line["kind"] == "sounded":
            assert line["path"] == "host"
            assert line["round_trip"]["mean"] <= line["round_trip"]["highest"]

    kept = json.loads(server.command("calls", "show", call, "--json").stdout)
    roles = {"caller": "me", "callee": "peer", "server": "server"}
    assert [(roles[line["who"]], line["kind"]) for line in kept["timeline"]] == [
        (line["who"], line["kind"]) for line in of_alice
    ]
    expect_no_secrets(shown, json.dumps(kept), json.dumps(of_alice), json.dumps(of_bo))
    for reader, other in ((of_alice, bo), (of_bo, alice)):
        assert other.line.device_id() not in json.dumps(reader)

    for path in (f"/api/calls/{call}/timeline", "/api/calls/00000000-0000-4000-8000-000000000000/timeline"):
        status, content = people("carl").evaluate(FETCH, path)
        assert (status, content["error"]["code"]) == (404, "not_found")


def expect_no_secrets(*texts: str) -> None:
    """No address, no description of a session, no candidate."""
    for text in texts:
        for pattern in (r"\d+\.\d+\.\d+\.\d+", r"candidate:", r"a=", r"v=0", r"fingerprint", r"ufrag"):
            assert not re.search(pattern, text), f"{pattern}: {text}"


def wait_until_it_follows(lines: list[str], alice: Person, bo: Person) -> None:
    """Something happens again and again until the first of it is told."""
    deadline = Deadline("the first line")
    while not lines:
        alice.call(bo)
        bo.decline()
        alice.expect_state(declined("Bo"))
        deadline.check(lambda: lines)


def test_what_happens_is_followed_over_a_restart_of_the_server_each_line_once(
    server: DuetServer, alice: Person, bo: Person
) -> None:
    with following(server) as lines:
        wait_until_it_follows(lines, alice, bo)
        connect(alice, bo)
        call = alice.line.call_id()
        expect_line(lines, "bo/1  agrees to the offer")
        server.restart()
        expect_line(lines, "server  was started and found the call")
        expect_line(lines, "alice/1  connects to the server")
        expect_line(lines, "bo/1  connects to the server")
        bo.hang_up()
        expect_line(lines, "bo/1  hangs up")
    assert len(lines) == len(set(lines)), lines
    shown = server.command("calls", "show", call).stdout
    written = [line[13:].split(maxsplit=1) for line in shown.split("\n\n")[1].splitlines()]
    followed = [line.split("  ", maxsplit=2)[2].split("  ", maxsplit=1) for line in lines if call in line]
    # What is left to tell of the sound comes behind the ending.
    assert [who for who, _ in followed] == [who for who, _ in written][: len(followed)]
