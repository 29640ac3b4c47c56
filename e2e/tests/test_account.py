"""One's own account: the name, the password, and where one is signed in."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Locator, expect

from harness.pair import expect_both_to_hear, hang_up
from harness.people import People
from harness.person import Person, connect
from harness.server import Account, DuetServer
from harness.servers import Servers
from harness.words import signed_out

NEW_PASSWORD = "a longer one than before"


@pytest.fixture
def server(servers: Servers) -> Iterator[DuetServer]:
    """A server whose people may become others."""
    server = servers.get("account")
    yield server
    servers.stop()


def account_dialog(person: Person) -> Locator:
    """Opens it."""
    person.choose("Account")
    dialog = person.page.get_by_role("dialog", name="Account")
    expect(dialog).to_be_visible()
    return dialog


def change_password(dialog: Locator, current: str, new: str) -> None:
    dialog.get_by_label("Your current password").fill(current)
    dialog.get_by_label("Your new password").fill(new)
    dialog.get_by_role("button", name="Change the password").click()


def test_another_name_is_seen_by_oneself_ones_other_devices_and_everybody(
    people: People, alice: Person, bo: Person
) -> None:
    second = people("alice")
    dialog = account_dialog(alice)
    name = dialog.get_by_label("Shown to others as")
    expect(name).to_have_value("Alice")
    name.fill(" ")
    dialog.get_by_role("button", name="Save the name").click()
    expect(name).to_have_accessible_description("This is needed.")
    name.fill("Alicia")
    dialog.get_by_role("button", name="Save the name").click()
    expect(dialog.get_by_text("Saved. Others see it the next time they load the page.")).to_be_visible()
    name.fill("")
    expect(dialog.get_by_text("Saved.")).to_be_hidden()
    dialog.get_by_role("button", name="Close").click()

    for page in (alice.page, second.page):
        expect(page.get_by_role("button", name="Alicia, your account")).to_be_visible()
    alice.page.reload()
    expect(alice.page.get_by_role("button", name="Alicia, your account")).to_be_visible()
    bo.page.reload()
    expect(bo.page.get_by_role("button", name="Call Alicia")).to_be_visible()


def test_another_password_signs_one_out_everywhere_else_and_goes_on_here(people: People, bo: Person) -> None:
    alice, other = people.signed_in("alice"), people("alice")
    connect(alice, bo)
    expect_both_to_hear(alice, bo)
    dialog = account_dialog(alice)
    change_password(dialog, "not mine", NEW_PASSWORD)
    current = dialog.get_by_label("Your current password")
    expect(current).to_have_accessible_description("This is not your password.")
    expect(current).to_be_focused()
    expect(other.account_button()).to_be_visible()

    change_password(dialog, alice.account.password, NEW_PASSWORD)
    expect(dialog.get_by_text("Changed. You are signed in on this device only.")).to_be_visible()
    expect(current).to_have_value("")
    expect(dialog.get_by_text("You are signed in nowhere else.")).to_be_visible()
    expect(other.button("Sign in")).to_be_visible()
    dialog.get_by_role("button", name="Close").click()
    expect_both_to_hear(alice, bo)

    other.sign_in(password=NEW_PASSWORD)
    other.expect_signed_in()
    hang_up(alice, bo)


def test_places_where_one_is_signed_in_are_listed_and_can_be_signed_out(
    people: People, server: DuetServer
) -> None:
    account = Account("alice", "Alice", server.accounts["alice"].password)
    phone = people.stranger(
        account, user_agent="Mozilla/5.0 (Android 15; Mobile; rv:140.0) Gecko/140.0 Firefox/140.0"
    )
    phone.sign_in()
    phone.expect_signed_in()
    desk = people.signed_in("alice")

    dialog = account_dialog(desk)
    places = dialog.get_by_role("list").get_by_role("listitem")
    expect(places.filter(has_text="This device")).to_have_count(1)
    expect(places.filter(has_text="This device")).to_contain_text("Chrome on Linux")
    dialog.get_by_role("button", name="Sign out Firefox on Android").click()
    expect(places.filter(has_text="Firefox on Android")).to_have_count(0)
    expect(dialog.get_by_text("Signed out there.")).to_be_visible()
    expect(dialog.get_by_role("heading", name="Where you are signed in")).to_be_focused()
    expect(phone.button("Sign in")).to_be_visible()
    expect(desk.account_button()).to_be_visible()


def delete_account(dialog: Locator, password: str) -> None:
    dialog.get_by_label("Your password", exact=True).fill(password)
    dialog.get_by_role("button", name="Delete my account for good").click()


def test_ones_own_account_is_deleted_in_a_call_and_others_keep_the_call(
    people: People, alice: Person, bo: Person
) -> None:
    other = people("bo")
    connect(alice, bo)
    expect_both_to_hear(alice, bo)
    dialog = account_dialog(bo)
    dialog.get_by_role("button", name="Delete my account…").click()
    password = dialog.get_by_label("Your password", exact=True)
    expect(password).to_be_focused()
    expect(dialog.get_by_text("This cannot be undone.")).to_be_visible()
    # By keyboard: where one button takes the other's place, a second click at once counts as none.
    dialog.get_by_role("button", name="Keep my account").press("Enter")
    expect(password).to_have_count(0)
    dialog.get_by_role("button", name="Delete my account…").press("Enter")
    delete_account(dialog, "not mine")
    expect(password).to_have_accessible_description("This is not your password.")
    expect_both_to_hear(alice, bo)

    delete_account(dialog, bo.account.password)
    alice.expect_state(signed_out("Bo"))
    expect(bo.page.get_by_text("Your account was deleted.")).to_be_visible()
    expect(other.button("Sign in")).to_be_visible()
    for person in (alice, bo):
        person.expect_nothing_open()
    expect(alice.call_button("Bo")).to_have_count(0, timeout=15_000)
    alice.open_recents()
    expect(alice.recents().first).to_contain_text("Deleted account")
    bo.sign_in()
    assert bo.refusal() == "Name or password is wrong."


def test_the_last_administrator_stays_while_others_are_there(alice: Person) -> None:
    dialog = account_dialog(alice)
    dialog.get_by_role("button", name="Delete my account…").click()
    delete_account(dialog, alice.account.password)
    expect(dialog.get_by_role("alert").filter(has_text="administrator")).to_have_text(
        "Nobody else is an administrator here. Make somebody else one first."
    )
    dialog.get_by_role("button", name="Close").click()
    alice.expect_signed_in()
