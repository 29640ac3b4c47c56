"""`make accept`: how long it takes from "Accept" until both hear each other, and where the time goes."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Callable, Sequence
from contextlib import ExitStack, closing
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from statistics import median, quantiles

from playwright.sync_api import Browser, Page, expect, sync_playwright

from harness import network
from harness.browsers import launch_chromium, new_context
from harness.deadline import Deadline
from harness.people import People
from harness.person import Person
from harness.residents import residents
from harness.server import DuetServer
from harness.servers import Servers

from .table import table

RUNS = int(os.environ.get("DUET_ROUNDS", "20"))
SCRIPT = f"(() => {{\n{(Path(__file__).parent / 'accept.js').read_text()}\n}})()"

Moments = dict[str, float]

# What happens one after the other, at whose page, and what it is called in the table.
CALLEE_STEPS = (
    ("pressed", ""),
    ("asked for the microphone", "press → microphone asked for"),
    ("microphone", "→ the microphone is open"),
    ("sent call:accept", "→ `call:accept` sent"),
    ("received call:offer", "→ offer received"),
    ("sent call:answer", "→ answer sent"),
    ("connected", "→ connected"),
    ("heard", "→ first sound"),
)
CALLER_STEPS = (
    ("received call:accept", ""),
    ("sent call:offer", "accept received → offer sent"),
    ("received call:answer", "→ answer received"),
    ("connected", "→ connected"),
    ("heard", "→ first sound"),
)


@dataclass(frozen=True)
class Run:
    """One call, and the same audio without Duet right after it."""

    caller: Moments
    callee: Moments
    floor: Moments


def main() -> int:
    """Prints the table for the first call of a page, which finds nothing ready in the browser, and for later ones."""
    network.enter_own()
    with ExitStack() as undo:
        folder = Path(undo.enter_context(tempfile.TemporaryDirectory(prefix="duet-accept-")))
        servers = Servers(lambda: Path(tempfile.mkdtemp(dir=folder)), residents(folder))
        undo.callback(servers.stop)
        playwright = undo.enter_context(sync_playwright())
        browser = launch_chromium(playwright, flags=("--autoplay-policy=no-user-gesture-required",))
        undo.callback(browser.close)
        server = servers.get()
        people = undo.enter_context(closing(People(server, servers, browser)))
        alice, bo, stranger = people("alice"), people("bo"), _stranger(browser, server, undo)
        for page in (alice.page, bo.page, stranger):
            page.context.add_init_script(SCRIPT)
        first, later = [], []
        for _ in range(RUNS):
            alice.reload()
            bo.reload()
            stranger.reload()
            first.append(_play(alice, bo, stranger))
            later.append(_play(alice, bo, stranger))
    print(_report(first, later))
    return 0


def _stranger(browser: Browser, server: DuetServer, undo: ExitStack) -> Page:
    """A page of nobody, for the two connections without Duet."""
    page = undo.enter_context(new_context(browser)).new_page()
    page.goto(server.origin)
    return page


def _play(caller: Person, callee: Person, stranger: Page) -> Run:
    """One call that rings for a second, and what it is compared with."""
    for person in (caller, callee):
        person.evaluate("() => duetAccept.begin()")
    caller.call(callee)
    expect(callee.button("Accept")).to_be_visible()
    callee.let_pass(1)
    callee.evaluate("() => duetAccept.begin()")
    callee.accept()
    callee.let_pass(1)  # looking costs the page time
    moments = _until_all_happened(caller, CALLER_STEPS), _until_all_happened(callee, CALLEE_STEPS)
    caller.hang_up()
    for person in (caller, callee):
        person.expect_nothing_open()
    floor: Moments = stranger.evaluate("() => duetAccept.floor()")
    print(".", end="", file=sys.stderr, flush=True)
    return Run(*moments, floor)


def _until_all_happened(person: Person, steps: Sequence[tuple[str, str]]) -> Moments:
    deadline = Deadline(f"{person.name} to be connected and to hear something")
    while not all(name in (moments := _moments(person)) for name, _ in steps):
        deadline.check(lambda: moments)
    return moments


def _moments(person: Person) -> Moments:
    return person.evaluate("() => duetAccept.moments()")


def _report(first: Sequence[Run], later: Sequence[Run]) -> str:
    def row(title: str, duration: Callable[[Run], float]) -> tuple[str, ...]:
        columns = [[duration(run) for run in runs] for runs in (first, later)]
        return (title, *(f"{value:.0f}" for column in columns for value in _median_and_p90(column)))

    def steps(whose: Callable[[Run], Moments], names: Sequence[tuple[str, str]]) -> list[tuple[str, ...]]:
        def step(since: str, until: str, run: Run) -> float:
            return whose(run)[until] - whose(run)[since]

        return [
            row(title, partial(step, since, until))
            for (since, _), (until, title) in zip(names, names[1:], strict=False)
        ]

    def floor(since: str, until: str) -> Callable[[Run], float]:
        return lambda run: run.floor[until] - run.floor[since]

    rows = [
        row("press → the callee hears", lambda run: run.callee["heard"] - run.callee["pressed"]),
        row("press → the caller hears", lambda run: run.caller["heard"] - run.callee["pressed"]),
        ("*the floor*", "", "", "", ""),
        row("`getUserMedia`", floor("began", "opened")),
        row("offer → the callee's end hears", floor("offered", "calleeHears")),
        row("offer → the caller's end hears", floor("offered", "callerHears")),
        row("both, for the callee's end", floor("began", "calleeHears")),
        row("both, for the caller's end", floor("began", "callerHears")),
        ("*at the callee*", "", "", "", ""),
        *steps(lambda run: run.callee, CALLEE_STEPS),
        ("*at the caller*", "", "", "", ""),
        *steps(lambda run: run.caller, CALLER_STEPS),
    ]
    titles = (f"ms, {RUNS} calls each", "first call: median", "p90", "later calls: median", "p90")
    return table(titles, rows)


def _median_and_p90(values: Sequence[float]) -> tuple[float, float]:
    return median(values), quantiles(values, n=10, method="inclusive")[8]


if __name__ == "__main__":
    sys.exit(main())
