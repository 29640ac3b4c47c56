"""Somebody in front of a page: what they can press, what they read, what they hear."""

from __future__ import annotations

import re
import time
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import ConsoleMessage, Locator, Page, Route, expect

from . import bounded
from .deadline import PATIENCE, Deadline
from .in_time import in_time
from .line import Line
from .server import REPOSITORY, Account
from .words import CONNECTED, Words, isolated

SESSION_COOKIE = "duet_session"

# The fake microphones come out at 0.1 to 0.6 of full scale, a muted one at exactly 0.
AUDIBLE = 0.02
SILENT = 0.001

# So long a page takes a press for the second of a double click on what was there before. Milliseconds, as the page says.
_SECOND_PRESS = (REPOSITORY / "web/src/manners/second-press.ts").read_text()
_DOUBLE_CLICK = int(re.findall(r"DOUBLE_CLICK = (\d+)", _SECOND_PRESS)[0])


@dataclass(frozen=True)
class Gap:
    """The longest time without a packet; `until` is None if it goes on.

    The stall is the longest time in which the machine did not let the page look, or took to open a microphone. All in
    milliseconds.
    """

    milliseconds: float
    since: float
    until: float | None
    stall: float


@dataclass(frozen=True)
class AudioPath:
    """Of what kind both ends of the audio's path are (host, srflx, prflx or relay), and by what its own end sends."""

    local: str
    remote: str
    transport: str

    @property
    def is_relayed(self) -> bool:
        """Does a relay stand between the two?"""
        return "relay" in (self.local, self.remote)


class Person:
    """One page of one person."""

    def __init__(self, account: Account, page: Page) -> None:
        self.account = account
        self.name = account.name
        self.page = page
        self.console: list[str] = []
        self.requests: list[str] = []
        self.line = Line(page, self.name)
        self._pressed_at = 0.0
        page.on("console", self._heard_console)
        page.on("pageerror", lambda error: self.console.append(f"error: {error}"))
        page.on("request", lambda request: self.requests.append(request.url))
        page.on("websocket", lambda socket: self.requests.append(socket.url))

    # What they do

    def sign_in(self, *, password: str | None = None) -> None:
        """Fills in the form and sends it; what comes of it is for the test to see."""
        self.page.get_by_label("Name", exact=True).fill(self.account.username)
        self.page.get_by_label("Password", exact=True).fill(password or self.account.password)
        self.button("Sign in").click()

    def make_account(self) -> None:
        """Fills in the form of the set-up link or of an invitation, and sends it."""
        self.page.get_by_label("Name", exact=True).fill(self.account.username)
        self.page.get_by_label("Shown to others as", exact=True).fill(self.account.name)
        self.page.get_by_label("Password", exact=True).fill(self.account.password)
        self.button("Create account").click()

    def call(self, other: Person | str) -> None:
        """Presses "Call NAME"."""
        self.press(self.call_button(other))

    def accept(self) -> None:
        """Presses "Accept"."""
        self.press(self.button("Accept"))

    def decline(self) -> None:
        """Presses "Decline"."""
        self.press(self.button("Decline"))

    def hang_up(self) -> None:
        """Presses "Hang up": ends a call, or gives one up that still rings."""
        self.press(self.button("Hang up"))

    def call_back(self, name: str) -> None:
        """Presses the newest "Call back NAME" of the history."""
        self.press(self.button(f"Call back {name}").first)

    def press(self, control: Locator) -> None:
        """Presses something, no sooner after the last press than the page would take it for the second of a double click."""
        expect(control).to_be_visible()
        self.page.wait_for_timeout(max(0.0, _DOUBLE_CLICK - 1000 * (time.monotonic() - self._pressed_at)))
        control.click()
        self._pressed_at = time.monotonic()

    def new_tab(self) -> Person:
        """Opens Duet in another tab of the same browser."""
        tab = Person(self.account, self.page.context.new_page())
        tab.page.goto(self.page.url)
        tab.expect_signed_in()
        return tab

    def duplicate_tab(self) -> Person:
        """Duplicates the tab: the new one starts with a copy of what this tab's session storage holds."""
        with self.page.expect_popup() as opened:
            self.page.evaluate("void window.open(location.href)")
        tab = Person(self.account, opened.value)
        tab.reload()  # the first load began before anybody listened
        return tab

    def tab_of_another(self, account: Account) -> Person:
        """Somebody else signs in in another tab of the same browser."""
        context = self.page.context
        # What this page asks meanwhile would be asked by nobody, and not by somebody else.
        waiting: list[Route] = []
        self.page.route("**/api/**", lambda route: waiting.append(route))
        context.clear_cookies()
        tab = Person(account, context.new_page())
        tab.page.goto(self.page.url)
        tab.sign_in()
        tab.expect_signed_in()
        self.page.unroute("**/api/**")
        for route in waiting:
            route.continue_()
        return tab

    def lose_session(self) -> None:
        """Makes the browser forget who is signed in, and breaks the page's line to the server."""
        context = self.page.context
        context.clear_cookies(name=SESSION_COOKIE)
        context.set_offline(True)
        context.set_offline(False)

    def reload(self) -> None:
        """Presses F5, and waits until the page has loaded and its line to the server is open."""
        seen = self.line.seen()
        self.page.reload()
        self.line.wait_for("session:ready", since=seen)

    def look_away(self, *, hidden: bool = True) -> None:
        """Tells the page that nobody looks at it any more, or again; a browser without a screen never does."""
        self.evaluate(
            """(hidden) => {
              Object.defineProperty(document, "hidden", { configurable: true, get: () => hidden });
              document.dispatchEvent(new Event("visibilitychange"));
            }""",
            hidden,
        )

    def let_pass(self, seconds: float) -> None:
        """Lets time pass that belongs to the story, as in "ten seconds later"; never a wait for something."""
        self.page.wait_for_timeout(1000 * seconds)

    def choose(self, name: str) -> None:
        """Opens the menu behind one's own name, and chooses from it."""
        self.account_button().click()
        self.menu_item(name).click()

    def press_if_there(self, name: str) -> bool:
        """Presses a button as fast as a script can, without waiting for it; False if it is not there."""
        press = "([button]) => (button?.click(), button !== undefined)"
        is_there: bool = bounded.evaluate_all(self.button(name), press)
        return is_there

    # What they see

    def button(self, name: str) -> Locator:
        """The button with exactly this accessible name."""
        return self.page.get_by_role("button", name=name, exact=True)

    def account_button(self) -> Locator:
        """The button with one's own name, which opens a menu; it is there for whoever is signed in."""
        return self.button(f"{isolated(self.name)}, your account")

    def menu_item(self, name: str) -> Locator:
        """What can be chosen from that menu while it is open."""
        return self.page.get_by_role("menuitem", name=name, exact=True)

    def call_button(self, other: Person | str) -> Locator:
        """The button that calls somebody; with recents on the page there may be several."""
        name = other if isinstance(other, str) else other.name
        return self.button(f"Call {name}").first

    def row(self, name: str) -> Locator:
        """Somebody's row among the people."""
        return self.page.get_by_role("listitem").filter(has=self.button(f"Call {name}")).first

    def open_recents(self) -> None:
        """Goes to the history."""
        self.page.get_by_role("tab", name="Recents").click()

    def recents(self) -> Locator:
        """The rows of the history, newest first."""
        return self.page.get_by_role("tabpanel", name="Recents").get_by_role("listitem")

    def expect_problem(self, field: str, words: str) -> None:
        """Waits until the page says this beside a field, also to those who do not see the page."""
        box = self.page.get_by_label(field, exact=True)
        expect(box).to_have_accessible_description(re.compile(words, re.IGNORECASE))
        expect(box).to_have_attribute("aria-invalid", "true")

    def expect_dead_link(self, words: str) -> None:
        """Waits until the page says why a link does not work; there is nothing to fill in then."""
        expect(self.page.get_by_role("heading", name="This link does not work")).to_be_visible()
        expect(self.page.get_by_text(re.compile(words, re.IGNORECASE))).to_be_visible()
        expect(self.button("Create account")).to_have_count(0)

    def status(self, words: Words) -> Locator:
        """What the page says of the call, if it says this."""
        return self.page.get_by_role("status").filter(has_text=words).first

    def expect_state(self, words: Words) -> None:
        """Waits until the page says this of the call."""
        expect(self.status(words)).to_be_visible()

    def expect_note(self, words: str | Words) -> None:
        """Waits until the page says this beside the call's state. It finds a dead line after 25 seconds."""
        expect(self.page.get_by_text(words).first).to_be_visible(timeout=1000 * (25 + PATIENCE))

    def expect_no_note(self, words: str | Words) -> None:
        """Waits until the page no longer says this."""
        expect(self.page.get_by_text(words)).to_have_count(0)

    def words(self) -> str:
        """All that the page says of the call."""
        main = self.page.get_by_role("main")
        lines = main.get_by_role("status").or_(main.get_by_role("paragraph")).all_inner_texts()
        return ". ".join(line.rstrip(".") for line in lines if line) + "."

    def timer(self) -> int:
        """How long the call has lasted, in seconds, as the page counts it."""
        minutes, seconds = self.page.get_by_role("timer").inner_text().split(":")
        return 60 * int(minutes) + int(seconds)

    def expect_running_timer(self, from_second: int) -> None:
        """Sees that the call's timer goes on from a second on."""
        start = self.timer()
        assert start >= from_second, f"{self.name}'s timer fell from {from_second} to {start} seconds"
        deadline = Deadline(f"{self.name}'s timer to run")
        while self.timer() <= start:
            deadline.check(self.timer)

    def expect_signed_in(self) -> None:
        """Waits until the page is past the sign-in."""
        expect(self.account_button()).to_be_visible()

    def refusal(self) -> str:
        """Waits for what the page says of a form that the server turned down."""
        alert = self.page.get_by_role("alert").filter(has_text=re.compile(r"\S")).first
        expect(alert).to_be_visible()
        return alert.inner_text()

    def expect_no_ring(self) -> None:
        """Sees that no call asks for an answer."""
        expect(self.button("Accept")).to_have_count(0)

    # What they hear

    def expect_to_hear(self) -> None:
        """Waits for a second of received sound that is no silence."""
        self.listen()
        self.expect_to_have_heard()

    def expect_to_hear_nothing(self) -> None:
        """Waits for a second of received sound that is silence; the packets still come."""
        deadline = Deadline(f"{self.name} to hear silence")
        self.listen()
        while not _silent(second := self._heard()):
            deadline.check(lambda: second)
            self.listen()

    def listen(self) -> None:
        """Begins to listen, so that several can at the same time."""
        self.evaluate("() => duetProbe.listen()")

    def expect_to_have_heard(self) -> None:
        """Waits for a second of received sound, since the page began to listen, that is no silence."""
        deadline = Deadline(f"{self.name} to hear something")
        while not _audible(second := self._heard()):
            deadline.check(lambda: second)
            self.listen()

    def hears(self) -> bool:
        """Is the next second of received sound no silence? When none comes it takes ten seconds to say so."""
        self.listen()
        return _audible(self._heard())

    def _heard(self) -> dict[str, float] | None:
        return self.evaluate("() => duetProbe.heard()")

    def start_recording(self) -> None:
        """Measures from now on how long the voice stays away."""
        self.evaluate("() => duetProbe.record()")

    def largest_gap(self) -> Gap:
        """Ends the recording: the longest time between two packets."""
        return Gap(**self.evaluate("() => duetProbe.largestGap()"))

    def path(self) -> AudioPath | None:
        """The path that the audio takes at the moment."""
        found = self.evaluate("() => duetProbe.path()")
        return None if found is None else AudioPath(**found)

    # What the page holds

    def evaluate(self, function: str, *arguments: Any) -> Any:
        """Calls a JavaScript function in the page, and returns what it comes to."""
        look = f"(given) => ({in_time(function)})(...given)"
        return bounded.evaluate(self.page, look, list(arguments))

    def counts(self) -> dict[str, int]:
        """Open peer connections, live tracks, and how many connections there ever were."""
        return self.evaluate("() => duetProbe.counts()")

    def expect_nothing_open(self) -> None:
        """Waits until no peer connection is open and no track is live."""
        self.expect_open(connections=0, tracks=0)

    def expect_open(self, *, connections: int, tracks: int) -> None:
        """Waits until so many peer connections are open and tracks live."""
        deadline = Deadline(f"{self.name}'s page to have {connections} connections and {tracks} tracks open")
        while (counts := self.counts())["connections"] != connections or counts["tracks"] != tracks:
            deadline.check(lambda: counts)

    def calls(self) -> list[dict[str, Any]]:
        """The history as the server tells it, newest first."""
        return self.evaluate("async () => (await fetch('api/calls')).json()")["calls"]

    def violations(self) -> list[str]:
        """What the page's Content-Security-Policy had to stop."""
        return self.evaluate("() => duetProbe.violations()")

    def _heard_console(self, message: ConsoleMessage) -> None:
        self.console.append(f"{message.type}: {message.text} ({message.location.get('url', '')})")


def connect(caller: Person, callee: Person) -> None:
    """Calls, accepts, and waits until both pages say that they are connected."""
    caller.call(callee)
    expect(callee.button("Accept")).to_be_visible()
    callee.accept()
    caller.expect_state(CONNECTED)
    callee.expect_state(CONNECTED)


def _audible(second: dict[str, float] | None) -> bool:
    # A second of speech is 50 packets; half of them make it no accident.
    return second is not None and second["packets"] >= 25 and second["loudness"] > AUDIBLE


def _silent(second: dict[str, float] | None) -> bool:
    return second is not None and second["loudness"] < SILENT
