"""Every surface of the page, in the order in which people come to it. Nothing is staged: they really call each other."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from playwright.sync_api import Browser, Locator, ViewportSize, expect

from .browsers import new_context
from .person import Person, connect
from .server import Account, DuetServer
from .words import CONNECTED, calling, hung_up, is_calling

SIZES = {"desk": (1280, 800), "phone": (390, 844), "narrow": (320, 640)}
Scheme = Literal["light", "dark"]
SCHEMES: tuple[Scheme, ...] = ("light", "dark")

# What answers to another size does so in the frame after it; only then is it known what moves.
AT_REST = """
async () => {
  for (let frames = 0; frames < 2; frames += 1) await new Promise(requestAnimationFrame);
  const moving = document.getAnimations()
    .filter((animation) => animation.effect.getComputedTiming().iterations !== Infinity);
  await Promise.all([document.fonts.ready, ...moving.map((animation) => animation.finished.catch(() => {}))]);
}
"""

# As a choice in another tab.
SPEAK = """
(language) => {
  localStorage.setItem("duet.language", JSON.stringify(language));
  dispatchEvent(new StorageEvent("storage"));
}
"""
ENGLISH = "en"

# Seconds: whoever looks closely at a call that rings needs longer than people do.
RINGS_FOR = 600


@dataclass(frozen=True)
class Appearance:
    """In which size, in which colours and in which language a surface is shown."""

    size: str
    scheme: Scheme
    language: str = ENGLISH

    def __str__(self) -> str:
        language = [] if self.language == ENGLISH else [self.language]
        return "-".join([self.size, self.scheme, *language])

    @property
    def viewport(self) -> ViewportSize:
        """The size, as Playwright takes it."""
        width, height = SIZES[self.size]
        return {"width": width, "height": height}


# A browser that has not been asked yet whether pages may notify; one without a window says no of itself.
MAY_BE_ASKED = 'Object.defineProperty(Notification, "permission", { get: () => "default" });'


class Stage:
    """Opens pages, and shows each surface in every appearance; people come to it in the first of them."""

    def __init__(
        self,
        browser: Browser,
        appearances: Sequence[Appearance],
        stack: ExitStack,
        seen: Callable[[Appearance, Person, str], None],
        sharpness: int,
    ) -> None:
        """`seen` is called for each surface in each appearance, with the surface's name; `sharpness` is pixels of the
        device for one of the page."""
        self._browser = browser
        self._appearances = appearances
        self._stack = stack
        self._seen = seen
        self._sharpness = sharpness

    def open(self, account: Account, url: str, **options: Any) -> Person:
        """Somebody in front of a page, not signed in; options as `new_context`."""
        first = self._appearances[0]
        context = self._stack.enter_context(
            new_context(
                self._browser,
                viewport=first.viewport,
                color_scheme=first.scheme,
                device_scale_factor=self._sharpness,
                patient=True,
                **options,
            )
        )
        person = Person(account, context.new_page())
        person.page.goto(url)
        return person

    def show(self, person: Person, surface: str, sign: Locator) -> None:
        """Shows a surface, which is there in an appearance when `sign`, which is English, can be seen. Fonts and
        transitions come to rest; half-way through, a surface would be another one each time."""
        expect(sign).to_be_visible()
        for appearance in self._appearances:
            self._put_on(person, appearance)
            if appearance.language == ENGLISH:
                expect(sign).to_be_visible()
            person.evaluate(AT_REST)
            self._seen(appearance, person, surface)
        self._put_on(person, self._appearances[0])
        expect(sign).to_be_visible()

    def _put_on(self, person: Person, appearance: Appearance) -> None:
        person.page.set_viewport_size(appearance.viewport)
        person.page.emulate_media(color_scheme=appearance.scheme)
        root = person.page.locator("html")
        if root.get_attribute("lang") != appearance.language:
            person.evaluate(SPEAK, appearance.language)
            expect(root).to_have_attribute("lang", appearance.language)


def show_calls(stage: Stage, server: DuetServer) -> None:
    """Signs two people in and takes them through a whole call."""
    alice, bo = (stage.open(server.accounts[name], server.origin) for name in ("alice", "bo"))
    stage.show(alice, "sign-in", alice.button("Sign in"))
    for person in (alice, bo):
        person.sign_in()
        person.expect_signed_in()
    stage.show(alice, "people", alice.call_button(bo))

    alice.call(bo)
    stage.show(alice, "calling", alice.status(calling("Bo")))
    stage.show(bo, "incoming", bo.status(is_calling("Alice")))
    bo.decline()
    connect(alice, bo)
    alice.expect_to_hear()
    stage.show(alice, "in-call", alice.status(CONNECTED))
    bo.button("Mute").click()
    stage.show(alice, "muted-peer", alice.page.get_by_text("Bo has muted their microphone"))
    bo.button("Unmute").click()
    bo.hang_up()
    stage.show(alice, "ended", alice.status(hung_up("Bo")))
    alice.button("Details of the call").click()
    stage.show(alice, "call-details", alice.page.get_by_text("Bo: Hung up"))
    alice.page.keyboard.press("Escape")

    alice.call(bo)
    bo.expect_state(is_calling("Alice"))
    alice.hang_up()
    bo.expect_no_ring()
    bo.open_recents()
    stage.show(bo, "recents", bo.recents().first)


def show_account(stage: Stage, server: DuetServer) -> None:
    """Opens the menu behind somebody's own name, and what it leads to."""
    person = stage.open(server.accounts["alice"], server.origin)
    person.sign_in()
    person.account_button().click()
    stage.show(person, "account-menu", person.menu_item("Settings"))
    person.menu_item("Settings").click()
    stage.show(person, "settings", person.page.get_by_role("switch", name="Always use a relay"))
    person.button("Close").click()
    person.choose("Account")
    stage.show(person, "account", person.page.get_by_text("This device", exact=True))
    person.button("Delete my account…").click()
    expect(person.button("Delete my account for good")).to_be_in_viewport()
    stage.show(person, "account-end", person.button("Delete my account for good"))
    person.page.keyboard.press("Escape")
    show_administration(stage, person)
    person.choose("Check my connection")
    check = person.page.get_by_role("dialog", name="Check my connection")
    stage.show(person, "connection-check", check.get_by_text("Calls work from here"))  # no relay is set up here
    person.button("Close").click()


def show_administration(stage: Stage, person: Person) -> None:
    """What only administrators see: everybody, one of them, and a link that was made for them."""
    person.choose("Invite someone")
    expect(person.page.get_by_label("Invitation link")).not_to_have_value("")
    person.page.keyboard.press("Escape")
    person.choose("Administration")
    stage.show(person, "administration", person.button("Manage Bo (bo)"))
    person.button("Manage Bo (bo)").click()
    stage.show(person, "administration-person", person.button("Remove…"))
    person.button("Remove…").click()
    stage.show(person, "administration-removal", person.button("Remove for good"))
    person.button("Make a password link").click()
    link = person.page.get_by_label("Link for a new password")
    stage.show(person, "administration-link", link)
    guest = stage.open(person.account, link.input_value())
    stage.show(guest, "new-password", guest.button("Set the password and sign in"))
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
    stage.show(alice, "notification-offer", alice.button("Turn on"))
    alice.button("Not now").click()

    phone.choose("Until I switch it off")
    stage.show(phone, "do-not-disturb", phone.page.get_by_text("Do not disturb is on"))
    phone.button("Switch off do not disturb").click()

    connect(alice, bo)
    stage.show(phone, "call-elsewhere", phone.button("Continue here"))
    show_people(alice)
    alice.choose("Sign out")
    stage.show(alice, "sign-out-in-a-call", alice.page.get_by_role("dialog", name="Sign out in a call?"))
    alice.button("Stay signed in").click()
    phone.button("Continue here").click()
    phone.expect_state(CONNECTED)
    stage.show(bo, "continued-elsewhere", bo.page.get_by_text("You continue this call on another device").first)

    alice.lose_session()
    stage.show(alice, "session-lost-in-a-call", alice.page.get_by_text("You are no longer signed in"))
    alice.button("Sign in").click()
    stage.show(alice, "sign-in-again", alice.page.get_by_role("dialog", name="Sign in again"))
    alice.button("Close").click()
    alice.hang_up()
    stage.show(alice, "session-ended", alice.page.get_by_text("Your session has ended."))
    phone.hang_up()  # whoever is signed in no more cannot say that the call is over

    bo.tab_of_another(accounts["alice"])
    stage.show(bo, "another-person", bo.page.get_by_text("Somebody else has signed in in this browser"))


def show_people(person: Person) -> None:
    """Makes room for the list where a call fills the screen."""
    fold = person.button("Show people")
    if fold.is_visible():
        fold.click()


def show_welcome(stage: Stage, server: DuetServer) -> None:
    """Opens the set-up link and an invitation; makes no account, so that the links stay good."""
    olga = stage.open(Account("olga", "Olga", ""), server.setup_link)
    stage.show(olga, "set-up", olga.button("Create account"))
    gus = stage.open(Account("gus", "Gus", ""), server.invite())
    stage.show(gus, "invitation", gus.button("Create account"))


@contextmanager
def running(*, demo: bool) -> Iterator[DuetServer]:
    """A server of our own."""
    with tempfile.TemporaryDirectory() as folder:
        server = DuetServer(Path(folder), demo=demo, ring_seconds=RINGS_FOR)
        try:
            yield server
        finally:
            server.stop()


@dataclass(frozen=True)
class Walk:
    """A way through some of the surfaces, on a server that begins with people or with none."""

    way: Callable[[Stage, DuetServer], None]
    demo: bool = True


WALKS = {
    "account": Walk(show_account),
    "calls": Walk(show_calls),
    "devices": Walk(show_devices),
    "welcome": Walk(show_welcome, demo=False),
}


def walk_through(
    walk: Walk,
    browser: Browser,
    appearances: Sequence[Appearance],
    seen: Callable[[Appearance, Person, str], None],
    sharpness: int = 1,
) -> None:
    """Shows the surfaces of a walk, each in all these appearances: `seen(appearance, person, surface)`."""
    with running(demo=walk.demo) as server, ExitStack() as stack:
        walk.way(Stage(browser, appearances, stack, seen, sharpness), server)
