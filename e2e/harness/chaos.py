"""One round of chance: a call, faults at random moments of it, and what must be true when they stop."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random

from playwright.sync_api import Error

from . import bounded
from .deadline import Deadline
from .person import Person
from .proxy import DOWN, UP, Proxy
from .server import DuetServer
from .words import CONNECTED

# Within this time, in seconds, everything happens that goes wrong. A call connects in a fraction of it.
LENGTH = 1.5
# The longest deadline of a call is that of one that both have left: 60 seconds.
AGREED_WITHIN = 75
# Vue marks the element that it runs in; a page of the browser's own, or one whose script did not come, has none.
RUNNING_APP = "#app[data-v-app]"


@dataclass
class Side:
    """One of the two, with their line to the server."""

    person: Person
    line: Proxy

    @property
    def name(self) -> str:
        return self.person.name

    def press(self, button: str) -> bool:
        """Presses a button if the page is there and has it."""
        try:
            return self.person.press_if_there(button)
        except Error:
            return False  # the page is being loaded

    def run(self, script: str) -> None:
        """Runs a script in the page, if it is there."""
        try:
            bounded.evaluate(self.person.page, script, seconds=bounded.AT_ONCE)
        except Error:
            pass


@dataclass(order=True)
class Step:
    """Something that is to happen at a moment; one that says False is tried again."""

    moment: float
    words: str = field(compare=False)
    work: Callable[[], object] = field(compare=False)


class Round:
    """Plans by chance, does what was planned, and writes down what happened."""

    def __init__(self, random: Random, sides: tuple[Side, Side], server: DuetServer) -> None:
        self._random = random
        self._sides = sides
        self._page = sides[0].person.page
        self._server = server
        self._steps: list[Step] = []
        self._begin = time.monotonic()
        self.story: list[str] = []
        self.agreed_after = 0.0
        self.reason: str | None = None

    def play(self) -> None:
        """The whole round; fails when the two do not agree in the end, or the next call does not work."""
        caller, callee = self._random.sample(self._sides, 2)
        self._plan_call(caller, callee)
        for _ in range(self._random.randint(1, 3)):
            self._plan_fault(self._random.choice(self._sides))
        self._perform()
        self._stop_faults()
        self._expect_agreement()
        self._expect_next_call(*self._random.sample(self._sides, 2))

    # The plan

    def _plan_call(self, caller: Side, callee: Side) -> None:
        self._add(0, f"{caller.name} calls", lambda: caller.press(f"Call {callee.name}"))
        match self._random.choice(["accept", "accept", "accept", "decline", "cancel", "glare", "no answer"]):
            case "accept":
                self._add(self._moment(0.2), f"{callee.name} accepts", lambda: callee.press("Accept"))
            case "decline":
                self._add(self._moment(0.2), f"{callee.name} declines", lambda: callee.press("Decline"))
            case "cancel":
                self._add(self._moment(0.1), f"{caller.name} gives up", lambda: caller.press("Hang up"))
            case "glare":
                moment = self._random.uniform(0, 0.1)
                self._add(moment, f"{callee.name} calls", lambda: callee.press(f"Call {caller.name}"))
        if self._random.random() < 0.4:
            side = self._random.choice(self._sides)
            self._add(self._moment(0.5), f"{side.name} hangs up", lambda: side.press("Hang up"))

    def _plan_fault(self, side: Side) -> None:
        start = self._moment()
        end = self._moment(start)
        line, name = side.line, side.name
        kinds = ["cut", "away", "freeze", "delay", "overtaken", "reload", "kill", "online"]
        match self._random.choice(kinds):
            case "cut":
                self._add(start, f"{name}'s line is cut", line.cut)
            case "away":
                self._add(start, f"{name}'s line is gone", line.take_away)
                self._add(end, f"{name}'s line is back", line.allow)
            case "freeze":
                directions = self._random.choice([(UP,), (DOWN,), (UP, DOWN)])
                loses = self._random.random() < 0.5
                words = f"{name}'s line freezes ({', '.join(directions)})"
                self._add(start, words, lambda: line.freeze(*directions))
                if loses:
                    self._add(end, f"{name}'s line is cut while frozen", line.cut)
                self._add(end, f"{name}'s line thaws", line.thaw)
            case "delay":
                seconds = self._random.uniform(0.05, 0.4)
                self._add(start, f"{name}'s line is {seconds:.2f} s late", lambda: line.delay(seconds))
            case "overtaken":
                words = f"{name}'s line is cut, which the server learns later"
                self._add(start, words, line.cut_unnoticed)
                self._add(end, f"the server learns of {name}'s cut", line.thaw)
            case "reload":
                self._add(
                    start, f"{name} presses F5", lambda: side.run("setTimeout(() => location.reload())")
                )
            case "kill":
                self._add(start, "the server is killed", self._server.kill)
                self._add(end, "the server starts again", self._start_server)
            case "online":
                self._add(start, f"{name}'s network changes", lambda: side.run(ONLINE))

    def _moment(self, earliest: float = 0) -> float:
        return self._random.uniform(earliest, LENGTH)

    def _add(self, moment: float, words: str, work: Callable[[], object]) -> None:
        self._steps.append(Step(moment, words, work))

    # What happens

    def _perform(self) -> None:
        waiting = sorted(self._steps)
        self._begin = time.monotonic()
        while waiting and self._now() < LENGTH + 0.1:
            for step in [step for step in waiting if step.moment <= self._now()]:
                if step.work() is not False:
                    self._tell(step.words)
                    waiting.remove(step)
            self._page.wait_for_timeout(20)
        for step in waiting:
            self._tell(f"never came to pass: {step.words}")

    def _start_server(self) -> None:
        if not self._server.is_running:
            self._server.start_again()

    def _stop_faults(self) -> None:
        self._start_server()
        for side in self._sides:
            side.line.mend()
        noticed = self._random.random() < 0.7
        self._tell("the faults stop" + (", and the browsers notice" if noticed else ""))
        self._stopped = time.monotonic()
        for side in self._sides:
            if noticed:
                side.run(ONLINE)
            self._expect_page(side)

    def _expect_page(self, side: Side) -> None:
        """A page that could not be loaded is loaded again, as its reader would."""
        page = side.person.page
        deadline = Deadline(f"{side.name}'s page", 60)
        while True:
            try:
                if bounded.count(side.person.account_button()):
                    return
                if bounded.count(page.locator(RUNNING_APP)):
                    side.press("Try again")
                else:
                    self._tell(f"{side.name} opens the page again")
                    page.goto(side.line.origin)
            except Error as error:
                self._tell(f"{side.name}'s page: {str(error).splitlines()[0]}")
            deadline.check(lambda: page.url)

    # What must be true

    def _expect_agreement(self) -> None:
        deadline = Deadline("both sides to agree", AGREED_WITHIN, hearing=self._page)
        before = None
        while True:
            states = tuple(map(_state, self._sides))
            agreed = self._agreed(*states)
            if agreed and states == before:
                break
            before = states
            for side, (state, _) in zip(self._sides, states, strict=True):
                if state == "ringing" and self._other(side, states) == "calling" and side.press("Accept"):
                    self._tell(f"{side.name} accepts, as it still rings")
            deadline.check(lambda: states)
        self.agreed_after = time.monotonic() - self._stopped
        self._tell(f"they agree: {states[0][0]}")
        if states[0][0] == "in call":
            self._expect_sound()
            side = self._random.choice(self._sides)
            side.person.hang_up()
            self._expect_idle()
        self.reason = self._expect_same_history()

    def _expect_same_history(self) -> str | None:
        """Sees that both know the same ends of the same calls; returns how the last one ended."""
        one, other = (
            [(call["call_id"], call["reason"]) for call in side.person.calls()] for side in self._sides
        )
        assert one == other, f"The histories differ: {one} and {other}"
        return one[0][1] if one else None

    def _expect_next_call(self, caller: Side, callee: Side) -> None:
        self._tell(f"{caller.name} calls anew")
        caller.person.call(callee.person)
        callee.person.accept()
        for side in self._sides:
            side.person.expect_state(CONNECTED)
        self._expect_sound()
        self._random.choice(self._sides).person.hang_up()
        self._expect_idle()
        for side in self._sides:
            side.person.expect_nothing_open()

    def _expect_idle(self) -> None:
        deadline = Deadline("both sides to be out of the call", hearing=self._page)
        while (states := tuple(map(_state, self._sides))) != (("idle", None), ("idle", None)):
            deadline.check(lambda: states)

    def _expect_sound(self) -> None:
        for side in self._sides:
            deadline = Deadline(f"{side.name} to receive sound")
            before = _packets(side)
            while (now := _packets(side)) < before + 3:
                deadline.check(lambda: f"{now - before} packets")

    def _agreed(self, one: tuple[str, str | None], other: tuple[str, str | None]) -> bool:
        return one == other and one[0] == ("idle" if one[1] is None else "in call")

    def _other(self, side: Side, states: tuple[tuple[str, str | None], ...]) -> str:
        return states[1 - self._sides.index(side)][0]

    # The story

    def _now(self) -> float:
        return time.monotonic() - self._begin

    def _tell(self, words: str) -> None:
        self.story.append(f"{self._now():6.2f} s  {words}")


ONLINE = "void dispatchEvent(new Event('online'))"

LOOK = """
() => {
  const status = document.querySelector("main [role=status]")?.innerText;
  const labels = [...document.querySelectorAll(".round__label")].map((label) => label.innerText);
  const has = (name) => labels.includes(name);
  if (status === undefined) return "loading";
  if (has("Accept")) return "ringing";
  if (!has("Hang up")) return "idle";
  return status;
}
"""


def _state(side: Side) -> tuple[str, str | None]:
    """What the page shows, and the call of which the server has told it last."""
    snapshot = side.person.line.snapshot()
    call = snapshot["call_id"] if snapshot else None
    if not side.person.line.is_open:
        return "offline", call
    try:
        shown: str = bounded.evaluate(side.person.page, LOOK, seconds=bounded.AT_ONCE)
    except Error:
        return "loading", call
    if CONNECTED.search(shown):
        return "in call", call
    return ("calling" if shown.startswith(("Calling", "Ringing at")) else shown), call


def _packets(side: Side) -> int:
    return side.person.evaluate("() => duetProbe.received()")["packets"]
