"""Somebody who leaves the page open for days makes many calls in it: none leaves anything behind."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, CDPSession

from harness.deadline import Deadline
from harness.person import Person, connect
from harness.server import DuetServer
from harness.servers import Servers
from harness.words import hung_up

# By then everything that is made once has been made, and most of what the browser makes of code that is used often.
BEFORE = 40
CALLS = 50
# What may be kept of a call, in bytes: its line in the list of calls, its id among those that have ended, and what is left of the
# above. Seen: 2,000 to 13,000. What a call has while it lasts is more: five minutes of looks at its media alone are 30,000.
KEPT_OF_A_CALL = 20_000

# Counts what the page has and does not hold on to it. It changes no behaviour.
WATCH = """
const connections = [], tracks = [], timers = new Set();
const NativeConnection = window.RTCPeerConnection;
window.RTCPeerConnection = class RTCPeerConnection extends NativeConnection {
  constructor(...given) {
    super(...given);
    connections.push(new WeakRef(this));
    this.addEventListener("track", ({ track }) => tracks.push(new WeakRef(track)));
  }
};
const { clone } = MediaStreamTrack.prototype;
MediaStreamTrack.prototype.clone = function () {
  const copy = clone.call(this);
  tracks.push(new WeakRef(copy));
  return copy;
};
const { mediaDevices } = navigator, { getUserMedia } = mediaDevices;
mediaDevices.getUserMedia = async (constraints) => {
  const stream = await getUserMedia.call(mediaDevices, constraints);
  tracks.push(...stream.getTracks().map((track) => new WeakRef(track)));
  return stream;
};
for (const kind of ["Timeout", "Interval"]) {
  const begin = window["set" + kind].bind(window), end = window["clear" + kind].bind(window);
  window["set" + kind] = (work, ...given) => {
    const timer = begin((...told) => {
      if (kind === "Timeout") timers.delete(timer);
      work(...told);
    }, ...given);
    timers.add(timer);
    return timer;
  };
  window["clear" + kind] = (timer) => {
    timers.delete(timer);
    end(timer);
  };
}
window.leftBehind = () => {
  const still = (things, isOpen) => things.filter((thing) => isOpen(thing.deref())).length;
  return {
    connections: still(connections, (connection) => connection !== undefined && connection.signalingState !== "closed"),
    tracks: still(tracks, (track) => track?.readyState === "live"),
    timers: timers.size,
    collected: connections.filter((connection) => connection.deref() === undefined).length,
  };
};
"""


class Page:
    """Somebody's page, and what is in its memory."""

    def __init__(self, person: Person) -> None:
        self.person = person
        self._devtools: CDPSession = person.page.context.new_cdp_session(person.page)

    def memory(self) -> dict[str, int]:
        """What is left of calls that are over after all rubbish was taken away."""
        deadline = Deadline("every connection to be closed and every track stopped", hearing=self.person.page)
        while (left := self._left())["connections"] + left["tracks"] > 0:
            deadline.check(lambda: left)
        for _ in range(2):
            self._devtools.send("HeapProfiler.collectGarbage")
        counters = self._devtools.send("Memory.getDOMCounters")
        heap = self._devtools.send("Runtime.getHeapUsage")
        counted = {"heap": int(heap["usedSize"]), "listeners": counters["jsEventListeners"], "nodes": counters["nodes"]}
        return counted | self._left()

    def _left(self) -> dict[str, int]:
        left: dict[str, int] = self.person.evaluate("() => leftBehind()")
        return left


@pytest.fixture
def page(chromium: Browser, server: DuetServer, servers: Servers) -> Iterator[Callable[[str], Page]]:
    """Opens a page of somebody's that the other tests' probe, which holds on to what a page opens, does not look at."""
    contexts: list[BrowserContext] = []

    def open_page(username: str) -> Page:
        context = chromium.new_context(
            permissions=["microphone"], locale="en-GB", storage_state=servers.cookies(username, server.host)
        )
        contexts.append(context)
        context.add_init_script(f"(() => {{\n{WATCH}\n}})()")
        person = Person(server.accounts[username], context.new_page())
        person.page.goto(server.origin)
        person.expect_signed_in()
        person.line.wait_for("session:ready")
        return Page(person)

    yield open_page
    for context in contexts:
        context.close()


def call_again(alice: Person, bo: Person, times: int) -> None:
    for _ in range(times):
        connect(alice, bo)
        bo.hang_up()
        alice.expect_state(hung_up("Bo"))


@pytest.mark.takes(seconds=120)
def test_fifty_calls_in_one_page_leave_nothing_behind(
    page: Callable[[str], Page], tell: Callable[[str], None]
) -> None:
    alice, bo = page("alice"), page("bo")
    call_again(alice.person, bo.person, BEFORE)
    before = [one.memory() for one in (alice, bo)]
    call_again(alice.person, bo.person, CALLS)
    after = [one.memory() for one in (alice, bo)]
    for name, was, is_now in zip(("caller", "callee"), before, after, strict=True):
        tell(f"{name}: {was} after {BEFORE} calls, {is_now} after {BEFORE + CALLS}")
    for was, is_now in zip(before, after, strict=True):
        assert (is_now["connections"], is_now["tracks"]) == (0, 0)
        assert is_now["collected"] >= was["collected"] + CALLS - 2
        assert is_now["timers"] <= was["timers"] + 1
        assert is_now["listeners"] <= was["listeners"] + 5
        assert is_now["nodes"] <= was["nodes"] + 50
        assert is_now["heap"] - was["heap"] < CALLS * KEPT_OF_A_CALL
