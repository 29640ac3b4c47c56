"""What administrators do with the accounts of others, and what those see of it."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Locator, expect

from harness.pair import expect_both_to_hear
from harness.people import People
from harness.person import Person, connect
from harness.server import Account, DuetServer
from harness.servers import Servers
from harness.words import signed_out

NEW_PASSWORD = "remembered from now on"
# A list that has become shorter is asked for within five seconds, not by all at the same time.
LIST_WITHIN = 15_000


@pytest.fixture
def server(servers: Servers) -> Iterator[DuetServer]:
    """A server whose people may become others."""
    server = servers.get("administration")
    yield server
    servers.stop()


def administration(person: Person) -> Locator:
    """Opens it."""
    person.choose("Administration")
    dialog = person.page.get_by_role("dialog", name="Administration")
    expect(dialog.get_by_role("heading", name="People")).to_be_visible()
    return dialog


def manage(dialog: Locator, person: Person) -> None:
    """Goes to one of all."""
    dialog.get_by_role("button", name=f"Manage {person.name} ({person.account.username})").click()
    expect(dialog.get_by_role("heading", name=person.name, exact=True)).to_be_focused()


def press(dialog: Locator, name: str) -> None:
    dialog.get_by_role("button", name=name, exact=True).click()


def test_only_administrators_see_it_and_they_name_others(alice: Person, bo: Person) -> None:
    bo.account_button().click()
    expect(bo.menu_item("Account")).to_be_visible()
    expect(bo.menu_item("Administration")).to_have_count(0)
    bo.page.keyboard.press("Escape")

    dialog = administration(alice)
    manage(dialog, bo)
    press(dialog, "Make administrator")
    expect(dialog.get_by_text("bo · Administrator")).to_be_visible()
    expect(dialog.get_by_role("button", name="Remove as administrator")).to_be_focused()
    own = administration(bo)
    manage(own, alice)
    press(own, "Remove as administrator")
    expect(own.get_by_text("alice", exact=True)).to_be_visible()
    press(own, "Back to everybody")
    manage(own, bo)
    expect(own.get_by_role("button", name="Disable")).to_have_count(0)
    press(own, "Remove as administrator")
    expect(own.get_by_role("alert")).to_have_text(
        "Nobody else is an administrator here. Make somebody else one first."
    )

    press(dialog, "Remove as administrator")
    expect(dialog.get_by_role("alert")).to_have_text("Only administrators may do this, and you are no longer one.")
    expect(dialog.get_by_role("alert")).to_be_focused()
    expect(dialog.get_by_role("heading")).to_have_text(["Administration"])
    alice.page.keyboard.press("Escape")
    alice.account_button().click()
    expect(alice.menu_item("Account")).to_be_visible()
    expect(alice.menu_item("Administration")).to_have_count(0)


def test_whoever_is_disabled_is_out_at_once_and_reads_why_with_the_right_password(
    people: People, alice: Person, bo: Person
) -> None:
    carl = people("carl")
    connect(carl, bo)
    expect_both_to_hear(carl, bo)
    dialog = administration(alice)
    manage(dialog, bo)
    press(dialog, "Disable")
    expect(dialog.get_by_text("bo · Disabled")).to_be_visible()
    expect(dialog.get_by_role("button", name="Enable")).to_be_focused()
    carl.expect_state(signed_out("Bo"))
    expect(bo.button("Sign in")).to_be_visible()
    expect(carl.call_button("Bo")).to_have_count(0, timeout=LIST_WITHIN)

    bo.sign_in(password="guessed at random")
    assert bo.refusal() == "Name or password is wrong."
    bo.sign_in()
    expect(bo.page.get_by_role("alert")).to_have_text("This account is disabled. An administrator can enable it again.")
    press(dialog, "Enable")
    expect(dialog.get_by_role("button", name="Disable")).to_be_visible()
    bo.sign_in()
    bo.expect_signed_in()
    expect(carl.call_button("Bo")).to_be_visible(timeout=LIST_WITHIN)


def test_a_link_lets_somebody_choose_a_new_password_once(people: People, alice: Person, bo: Person) -> None:
    dialog = administration(alice)
    manage(dialog, bo)
    press(dialog, "Make a password link")
    field = dialog.get_by_label("Link for a new password")
    expect(field).to_have_value(re.compile("/reset/"))
    link = field.input_value()
    press(dialog, "Back to everybody")
    manage(dialog, bo)
    expect(field).to_have_count(0)

    second = people.stranger("bo", url=link)
    expect(second.page.get_by_role("heading", name="Choose a new password")).to_be_visible()
    expect(second.page.get_by_text("You sign in as bo.")).to_be_visible()
    chosen = second.page.get_by_label("Your new password")
    chosen.fill("short")
    second.button("Set the password and sign in").click()
    expect(chosen).to_have_accessible_description("At least 8 characters.")
    expect(bo.account_button()).to_be_visible()
    chosen.fill(NEW_PASSWORD)
    second.button("Set the password and sign in").click()
    second.expect_signed_in()
    expect(bo.button("Sign in")).to_be_visible()
    expect(bo.page.get_by_text("Forgotten your password? Ask whoever runs this Duet")).to_be_visible()

    late = people.stranger("bo", url=link)
    late.expect_dead_link("has been used")
    late.button("Go to sign in").press("Enter")
    late.sign_in(password=NEW_PASSWORD)
    late.expect_signed_in()


def test_an_open_invitation_is_listed_and_revoked(people: People, alice: Person, bo: Person) -> None:
    bo.choose("Invite someone")
    field = bo.page.get_by_label("Invitation link")
    expect(field).to_have_value(re.compile("/invite/"))
    dialog = administration(alice)
    mine = dialog.get_by_role("listitem").filter(has_text="By Bo")
    expect(mine).to_contain_text("Works until")
    mine.get_by_role("button", name=re.compile("^Revoke: By Bo")).click()
    expect(mine).to_have_count(0)
    expect(dialog.get_by_role("heading", name="Open invitations")).to_be_focused()
    gus = people.stranger(Account("gus", "Gus", "staple in the lake"), url=field.input_value())
    gus.expect_dead_link("no such link")


def test_whoever_is_removed_stays_in_recents_without_a_name(alice: Person, bo: Person) -> None:
    connect(alice, bo)
    expect_both_to_hear(alice, bo)
    dialog = administration(alice)
    manage(dialog, bo)
    press(dialog, "Remove…")
    expect(dialog.get_by_text("Remove Bo for good?")).to_be_visible()
    press(dialog, "Keep the account")
    expect(dialog.get_by_text("Remove Bo for good?")).to_have_count(0)
    expect(dialog.get_by_role("button", name="Remove…")).to_be_focused()
    press(dialog, "Remove…")
    press(dialog, "Remove for good")
    expect(dialog.get_by_role("button", name="Manage Bo (bo)")).to_have_count(0)
    expect(dialog.get_by_role("heading", name="People")).to_be_focused()
    press(dialog, "Close")
    alice.expect_state(signed_out("Bo"))
    expect(alice.call_button("Bo")).to_have_count(0, timeout=LIST_WITHIN)
    expect(bo.button("Sign in")).to_be_visible()
    bo.sign_in()
    assert bo.refusal() == "Name or password is wrong."
    alice.open_recents()
    gone = alice.recents().first
    expect(gone).to_contain_text("Deleted account")
    expect(alice.button("Deleted account").first).to_be_disabled()
    gone.get_by_role("button", name="Options for Deleted account").click()
    options = alice.page.get_by_role("dialog", name="Deleted account")
    expect(options.get_by_text("This account was deleted")).to_be_visible()
    expect(options.get_by_role("button", name="Block")).to_have_count(0)
    press(options, "Details of the call")
    expect(alice.page.get_by_role("dialog", name="The call with Deleted account")).to_be_visible()


@pytest.mark.parametrize("width", [375])
def test_it_fits_a_narrow_screen(people: People, width: int) -> None:
    alice = people("alice", viewport={"width": width, "height": 640})
    dialog = administration(alice)
    dialog.get_by_role("button", name="Manage Bo (bo)").click()
    press(dialog, "Make a password link")
    expect(dialog.get_by_label("Link for a new password")).to_be_visible()
    assert alice.evaluate("() => document.querySelector('dialog').scrollWidth") <= width
