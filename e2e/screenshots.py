"""Pictures of every surface, taken of the real program: `scripts/screenshots FOLDER`.

Each surface is taken in light and dark, on a desk and on a narrow phone. Nothing is staged: the people in
the pictures really call each other.
"""

from __future__ import annotations

import itertools
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, expect, sync_playwright

from harness.browsers import launch_chromium, new_context
from harness.person import Person, connect
from harness.server import Account, DuetServer
from harness.words import CONNECTED, calling, hung_up, is_calling

SIZES = {"desk": (1280, 800), "phone": (390, 844), "narrow": (320, 640)}
SCHEMES = ("light", "dark")


AT_REST = """
async () => {
  const moving = document.getAnimations()
    .filter((animation) => animation.effect.getComputedTiming().iterations !== Infinity);
  await Promise.all([document.fonts.ready, ...moving.map((animation) => animation.finished.catch(() => {}))]);
}
"""


# A browser that has not been asked yet whether pages may notify; one without a window says no of itself.
MAY_BE_ASKED = 'Object.defineProperty(Notification, "permission", { get: () => "default" });'


class Camera:
    """Opens pages in one size and one colour scheme, and takes their picture."""

    def __init__(self, browser: Browser, folder: Path, size: str, scheme: str, stack: ExitStack) -> None:
        self._browser = browser
        self._folder = folder
        self._size = size
        self._scheme = scheme
        self._stack = stack

    def open(self, account: Account, url: str, **options: Any) -> Person:
        """Somebody in front of a page, not signed in; options as `new_context`."""
        width, height = SIZES[self._size]
        context = self._stack.enter_context(
            new_context(
                self._browser,
                viewport={"width": width, "height": height},
                color_scheme=self._scheme,
                device_scale_factor=2,
                patient=True,
                **options,
            )
        )
        person = Person(account, context.new_page())
        person.page.goto(url)
        return person

    def take(self, person: Person, surface: str) -> None:
        """Saves SURFACE-SIZE-SCHEME.png."""
        # Fonts and transitions have come to rest; a picture half-way through would differ each time.
        person.evaluate(AT_REST)
        path = self._folder / f"{surface}-{self._size}-{self._scheme}.png"
        person.page.screenshot(path=path)
        print(path)


def photograph_calls(camera: Camera, server: DuetServer) -> None:
    """Signs two people in and takes them through a whole call."""
    alice, bo = (camera.open(server.accounts[name], server.origin) for name in ("alice", "bo"))
    expect(alice.button("Sign in")).to_be_visible()
    camera.take(alice, "sign-in")
    for person in (alice, bo):
        person.sign_in()
        person.expect_signed_in()
    expect(alice.call_button(bo)).to_be_visible()
    camera.take(alice, "people")
    photograph_account_menu(camera, alice)

    alice.call(bo)
    alice.expect_state(calling("Bo"))
    bo.expect_state(is_calling("Alice"))
    camera.take(alice, "calling")
    camera.take(bo, "incoming")
    bo.decline()
    connect(alice, bo)
    alice.expect_to_hear()
    camera.take(alice, "in-call")
    bo.hang_up()
    alice.expect_state(hung_up("Bo"))
    camera.take(alice, "ended")

    alice.call(bo)
    bo.expect_state(is_calling("Alice"))
    alice.hang_up()
    bo.expect_no_ring()
    bo.open_recents()
    expect(bo.recents().first).to_be_visible()
    camera.take(bo, "recents")


def photograph_account_menu(camera: Camera, person: Person) -> None:
    """Opens the menu behind somebody's own name, and what it leads to."""
    person.account_button().click()
    expect(person.menu_item("Settings")).to_be_visible()
    camera.take(person, "account-menu")
    person.menu_item("Settings").click()
    expect(person.page.get_by_role("switch", name="Always use a relay")).to_be_visible()
    camera.take(person, "settings")
    person.button("Close").click()
    person.choose("Check my connection")
    check = person.page.get_by_role("dialog", name="Check my connection")
    expect(check.get_by_text("Calls work from here")).to_be_visible()  # no relay is set up here
    camera.take(person, "connection-check")
    person.button("Close").click()


def photograph_devices(camera: Camera, server: DuetServer) -> None:
    """Follows two people with several devices: what is offered, a call that is elsewhere, and what ends sessions."""
    accounts = server.accounts
    alice = camera.open(accounts["alice"], server.origin, scripts=[MAY_BE_ASKED])
    bo, phone = (camera.open(accounts["bo"], server.origin) for _ in range(2))
    for person in (alice, bo, phone):
        person.sign_in()
        person.expect_signed_in()
    alice.call(bo)
    bo.decline()
    expect(alice.button("Turn on")).to_be_visible()
    camera.take(alice, "notification-offer")
    alice.button("Not now").click()

    phone.choose("Until I switch it off")
    expect(phone.page.get_by_text("Do not disturb is on")).to_be_visible()
    camera.take(phone, "do-not-disturb")
    phone.button("Switch off do not disturb").click()

    connect(alice, bo)
    expect(phone.button("Continue here")).to_be_visible()
    camera.take(phone, "call-elsewhere")
    alice.choose("Sign out")
    expect(alice.page.get_by_role("dialog", name="Sign out in a call?")).to_be_visible()
    camera.take(alice, "sign-out-in-a-call")
    alice.button("Stay signed in").click()
    phone.button("Continue here").click()
    phone.expect_state(CONNECTED)
    bo.expect_note("You continue this call on another device")
    camera.take(bo, "continued-elsewhere")

    alice.lose_session()
    expect(alice.page.get_by_text("You are no longer signed in")).to_be_visible()
    camera.take(alice, "session-lost-in-a-call")
    alice.button("Sign in").click()
    expect(alice.page.get_by_role("dialog", name="Sign in again")).to_be_visible()
    camera.take(alice, "sign-in-again")
    alice.button("Close").click()
    alice.hang_up()
    expect(alice.page.get_by_text("Your session has ended.")).to_be_visible()
    camera.take(alice, "session-ended")
    phone.hang_up()  # whoever is signed in no more cannot say that the call is over

    bo.tab_of_another(accounts["alice"])
    expect(bo.page.get_by_text("Somebody else has signed in in this browser")).to_be_visible()
    camera.take(bo, "another-person")


def photograph_welcome(camera: Camera, server: DuetServer) -> None:
    """Opens the set-up link and an invitation; makes no account, so that the links stay good."""
    olga = camera.open(Account("olga", "Olga", ""), server.setup_link)
    expect(olga.button("Create account")).to_be_visible()
    camera.take(olga, "set-up")
    gus = camera.open(Account("gus", "Gus", ""), server.invite())
    expect(gus.button("Create account")).to_be_visible()
    camera.take(gus, "invitation")


@contextmanager
def running(*, demo: bool) -> Iterator[DuetServer]:
    """A server of our own."""
    with tempfile.TemporaryDirectory() as folder:
        server = DuetServer(Path(folder), demo=demo)
        try:
            yield server
        finally:
            server.stop()


def main(folder: Path) -> None:
    """Takes all pictures."""
    sessions: tuple[tuple[bool, Callable[[Camera, DuetServer], None]], ...] = (
        (True, photograph_calls),
        (True, photograph_devices),
        (False, photograph_welcome),
    )
    with sync_playwright() as playwright:
        browser = launch_chromium(playwright)
        for demo, photograph in sessions:
            with running(demo=demo) as server:
                for size, scheme in itertools.product(SIZES, SCHEMES):
                    with ExitStack() as stack:
                        photograph(Camera(browser, folder, size, scheme, stack), server)
        browser.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
