"""Every surface of the page, in the order in which people come to it. Nothing is staged: they really call each other."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from functools import partial
from pathlib import Path
from typing import Any, Literal

from playwright.sync_api import Browser, expect

from .browsers import new_context
from .person import Person, connect
from .server import Account, DuetServer
from .words import CONNECTED, calling, hung_up, is_calling

SIZES = {"desk": (1280, 800), "phone": (390, 844), "narrow": (320, 640)}
Scheme = Literal["light", "dark"]
SCHEMES: tuple[Scheme, ...] = ("light", "dark")

AT_REST = """
async () => {
  const moving = document.getAnimations()
    .filter((animation) => animation.effect.getComputedTiming().iterations !== Infinity);
  await Promise.all([document.fonts.ready, ...moving.map((animation) => animation.finished.catch(() => {}))]);
}
"""


# A browser that has not been asked yet whether pages may notify; one without a window says no of itself.
MAY_BE_ASKED = 'Object.defineProperty(Notification, "permission", { get: () => "default" });'


class Stage:
    """Opens pages in one size and one colour scheme, and shows each surface when it has come to rest."""

    def __init__(
        self,
        browser: Browser,
        size: str,
        scheme: Scheme,
        stack: ExitStack,
        seen: Callable[[Person, str], None],
        sharpness: int,
    ) -> None:
        """`seen` is called for each surface, with its name; `sharpness` is pixels of the device for one of the page."""
        self._browser = browser
        self._size = size
        self._scheme: Scheme = scheme
        self._stack = stack
        self._seen = seen
        self._sharpness = sharpness

    def open(self, account: Account, url: str, **options: Any) -> Person:
        """Somebody in front of a page, not signed in; options as `new_context`."""
        width, height = SIZES[self._size]
        context = self._stack.enter_context(
            new_context(
                self._browser,
                viewport={"width": width, "height": height},
                color_scheme=self._scheme,
                device_scale_factor=self._sharpness,
                patient=True,
                **options,
            )
        )
        person = Person(account, context.new_page())
        person.page.goto(url)
        return person

    def show(self, person: Person, surface: str) -> None:
        """Fonts and transitions come to rest; half-way through, a surface would be another one each time."""
        person.evaluate(AT_REST)
        self._seen(person, surface)


def show_calls(stage: Stage, server: DuetServer) -> None:
    """Signs two people in and takes them through a whole call."""
    alice, bo = (stage.open(server.accounts[name], server.origin) for name in ("alice", "bo"))
    expect(alice.button("Sign in")).to_be_visible()
    stage.show(alice, "sign-in")
    for person in (alice, bo):
        person.sign_in()
        person.expect_signed_in()
    expect(alice.call_button(bo)).to_be_visible()
    stage.show(alice, "people")
    show_account_menu(stage, alice)

    alice.call(bo)
    alice.expect_state(calling("Bo"))
    bo.expect_state(is_calling("Alice"))
    stage.show(alice, "calling")
    stage.show(bo, "incoming")
    bo.decline()
    connect(alice, bo)
    alice.expect_to_hear()
    stage.show(alice, "in-call")
    bo.button("Mute").click()
    expect(alice.page.get_by_text("Bo has muted their microphone")).to_be_visible()
    stage.show(alice, "muted-peer")
    bo.button("Unmute").click()
    bo.hang_up()
    alice.expect_state(hung_up("Bo"))
    stage.show(alice, "ended")
    alice.button("Details of the call").click()
    expect(alice.page.get_by_text("Bo: Hung up")).to_be_visible()
    stage.show(alice, "call-details")
    alice.page.keyboard.press("Escape")

    alice.call(bo)
    bo.expect_state(is_calling("Alice"))
    alice.hang_up()
    bo.expect_no_ring()
    bo.open_recents()
    expect(bo.recents().first).to_be_visible()
    stage.show(bo, "recents")


def show_account_menu(stage: Stage, person: Person) -> None:
    """Opens the menu behind somebody's own name, and what it leads to."""
    person.account_button().click()
    expect(person.menu_item("Settings")).to_be_visible()
    stage.show(person, "account-menu")
    person.menu_item("Settings").click()
    expect(person.page.get_by_role("switch", name="Always use a relay")).to_be_visible()
    stage.show(person, "settings")
    person.button("Close").click()
    person.choose("Account")
    expect(person.page.get_by_text("This device", exact=True)).to_be_visible()
    stage.show(person, "account")
    person.button("Delete my account…").click()
    expect(person.button("Delete my account for good")).to_be_in_viewport()
    stage.show(person, "account-end")
    person.page.keyboard.press("Escape")
    show_administration(stage, person)
    person.choose("Check my connection")
    check = person.page.get_by_role("dialog", name="Check my connection")
    expect(check.get_by_text("Calls work from here")).to_be_visible()  # no relay is set up here
    stage.show(person, "connection-check")
    person.button("Close").click()


def show_administration(stage: Stage, person: Person) -> None:
    """What only administrators see: everybody, one of them, and a link that was made for them."""
    person.choose("Invite someone")
    expect(person.page.get_by_label("Invitation link")).not_to_have_value("")
    person.page.keyboard.press("Escape")
    person.choose("Administration")
    expect(person.button("Manage Bo (bo)")).to_be_visible()
    stage.show(person, "administration")
    person.button("Manage Bo (bo)").click()
    stage.show(person, "administration-person")
    person.button("Remove…").click()
    expect(person.button("Remove for good")).to_be_visible()
    stage.show(person, "administration-removal")
    person.button("Make a link").click()
    link = person.page.get_by_label("Link for a new password")
    expect(link).to_be_visible()
    stage.show(person, "administration-link")
    guest = stage.open(person.account, link.input_value())
    expect(guest.button("Set the password and sign in")).to_be_visible()
    stage.show(guest, "new-password")
    # By a key: what is pressed next lies where "Close" was on a narrow screen, and two presses there count as one.
    person.page.keyboard.press("Escape")


def show_devices(stage: Stage, server: DuetServer) -> None:
    """Follows two people with several devices: what is offered, a call that is elsewhere, and what ends sessions."""
    accounts = server.accounts
    alice = stage.open(accounts["alice"], server.origin, scripts=[MAY_BE_ASKED])
    bo, phone = (stage.open(accounts["bo"], server.origin) for _ in range(2))
    for person in (alice, bo, phone):
        person.sign_in()
        person.expect_signed_in()
    alice.call(bo)
    bo.decline()
    expect(alice.button("Turn on")).to_be_visible()
    stage.show(alice, "notification-offer")
    alice.button("Not now").click()

    phone.choose("Until I switch it off")
    expect(phone.page.get_by_text("Do not disturb is on")).to_be_visible()
    stage.show(phone, "do-not-disturb")
    phone.button("Switch off do not disturb").click()

    connect(alice, bo)
    expect(phone.button("Continue here")).to_be_visible()
    stage.show(phone, "call-elsewhere")
    show_people(alice)
    alice.choose("Sign out")
    expect(alice.page.get_by_role("dialog", name="Sign out in a call?")).to_be_visible()
    stage.show(alice, "sign-out-in-a-call")
    alice.button("Stay signed in").click()
    phone.button("Continue here").click()
    phone.expect_state(CONNECTED)
    bo.expect_note("You continue this call on another device")
    stage.show(bo, "continued-elsewhere")

    alice.lose_session()
    expect(alice.page.get_by_text("You are no longer signed in")).to_be_visible()
    stage.show(alice, "session-lost-in-a-call")
    alice.button("Sign in").click()
    expect(alice.page.get_by_role("dialog", name="Sign in again")).to_be_visible()
    stage.show(alice, "sign-in-again")
    alice.button("Close").click()
    alice.hang_up()
    expect(alice.page.get_by_text("Your session has ended.")).to_be_visible()
    stage.show(alice, "session-ended")
    phone.hang_up()  # whoever is signed in no more cannot say that the call is over

    bo.page.wait_for_load_state("networkidle")  # what is asked without a cookie is answered otherwise
    bo.tab_of_another(accounts["alice"])
    expect(bo.page.get_by_text("Somebody else has signed in in this browser")).to_be_visible()
    stage.show(bo, "another-person")


def show_people(person: Person) -> None:
    """Makes room for the list where a call fills the screen."""
    fold = person.button("Show people")
    if fold.is_visible():
        fold.click()


def show_welcome(stage: Stage, server: DuetServer) -> None:
    """Opens the set-up link and an invitation; makes no account, so that the links stay good."""
    olga = stage.open(Account("olga", "Olga", ""), server.setup_link)
    expect(olga.button("Create account")).to_be_visible()
    stage.show(olga, "set-up")
    gus = stage.open(Account("gus", "Gus", ""), server.invite())
    expect(gus.button("Create account")).to_be_visible()
    stage.show(gus, "invitation")


@contextmanager
def running(*, demo: bool) -> Iterator[DuetServer]:
    """A server of our own."""
    with tempfile.TemporaryDirectory() as folder:
        server = DuetServer(Path(folder), demo=demo)
        try:
            yield server
        finally:
            server.stop()


# Each walk, and whether its server begins with people.
WALKS: tuple[tuple[bool, Callable[[Stage, DuetServer], None]], ...] = (
    (True, show_calls),
    (True, show_devices),
    (False, show_welcome),
)


def walk_through(
    browser: Browser,
    sizes_and_schemes: Iterable[tuple[str, Scheme]],
    seen: Callable[[str, Person, str], None],
    sharpness: int = 1,
) -> None:
    """Shows all surfaces in these sizes and schemes: `seen(SIZE-SCHEME, person, surface)`."""
    for demo, walk in WALKS:
        with running(demo=demo) as server:
            for size, scheme in sizes_and_schemes:
                with ExitStack() as stack:
                    told = partial(seen, f"{size}-{scheme}")
                    walk(Stage(browser, size, scheme, stack, told, sharpness), server)
