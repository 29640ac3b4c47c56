"""Duet's page in Firefox: what somebody does there, reads and hears."""

from __future__ import annotations

from .firefox import Firefox
from .person import AUDIBLE, Person
from .server import Account, DuetServer

STATUS = """
(expression) => [...document.querySelectorAll("[role=status]")]
  .some((element) => new RegExp(expression, "i").test(element.innerText))
"""

SAID = "(words) => document.body?.innerText.includes(words) ?? false"

AUDIBLE_SECOND = """
async (audible) => {
  duetProbe.listen();
  const second = await duetProbe.heard();
  return second !== null && second.packets >= 25 && second.loudness > audible;
}
"""


def sign_in(firefox: Firefox, server: DuetServer, account: Account) -> None:
    """Opens the page, fills in the form, and waits until the page is past it."""
    firefox.goto(server.origin)
    firefox.fill("Name", account.username)
    firefox.fill("Password", account.password)
    firefox.click_button("Sign in")
    firefox.find_button(_account_button(account))


def talk_with(firefox: Firefox, server: DuetServer, account: Account, person: Person) -> None:
    """Signs in and calls somebody, who answers; waits until both hear each other."""
    sign_in(firefox, server, account)
    firefox.click_button(f"Call {person.name}")
    person.accept()
    expect_to_hear(firefox)
    person.expect_to_hear()


def choose(firefox: Firefox, account: Account, name: str) -> None:
    """Opens the menu behind somebody's own name, and chooses from it."""
    firefox.click_button(_account_button(account))
    firefox.click_menu_item(name)


def turn_on_notifications(firefox: Firefox, account: Account) -> None:
    """Has this device told of calls, and waits until that works while Duet is closed."""
    choose(firefox, account, "Settings")
    firefox.click_switch("Notify me of calls on this device")
    firefox.wait_until(SAID, "Also while Duet is closed", what="notifications to work while Duet is closed")
    firefox.click_button("Close")


def expect_words(firefox: Firefox, words: str) -> None:
    """Waits until the page says this somewhere."""
    firefox.wait_until(SAID, words, what=f"the page to say {words!r}")


def expect_state(firefox: Firefox, expression: str, *, page: str | None = None) -> None:
    """Waits until the page, or another one, says this of the call."""
    firefox.wait_until(STATUS, expression, what=f"the call's state to be {expression!r}", page=page)


def expect_to_hear(firefox: Firefox) -> None:
    """Waits for a second of received sound that is no silence."""
    firefox.wait_until(AUDIBLE_SECOND, AUDIBLE, what="Firefox to hear something")


def expect_nothing_open(firefox: Firefox) -> None:
    """Waits until no peer connection is open and no track is live."""
    firefox.wait_until(
        "() => { const { connections, tracks } = duetProbe.counts(); return connections + tracks === 0; }",
        what="Firefox to close every connection and stop every track",
    )


def _account_button(account: Account) -> str:
    return f"{account.name}, your account"
