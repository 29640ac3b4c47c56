"""In and out of an account."""

from __future__ import annotations

from playwright.sync_api import expect

from harness.people import People
from harness.person import Person
from harness.server import Account, DuetServer


def test_a_wrong_password_and_an_unknown_name_get_the_same_words(people: People, server: DuetServer) -> None:
    alice = people.stranger("alice")
    alice.sign_in(password="not her password")
    wrong_password = alice.refusal()

    nobody = people.stranger(Account("nobody", "Nobody", "whatever it is"))
    nobody.sign_in()
    assert nobody.refusal() == wrong_password

    for person in (alice, nobody):
        expect(person.button("Sign in")).to_be_visible()
        expect(person.account_button()).to_have_count(0)


def test_after_a_mistake_the_right_password_works(people: People) -> None:
    alice = people.stranger("alice")
    alice.sign_in(password="not her password")
    alice.refusal()
    alice.sign_in()
    alice.expect_signed_in()


def test_signing_out_ends_the_session_for_good(people: People) -> None:
    alice = people.stranger("alice")
    alice.sign_in()
    alice.expect_signed_in()
    cookies = alice.page.context.cookies()
    assert {cookie["name"] for cookie in cookies} == {"duet_session", "duet_browser"}
    assert all(cookie["httpOnly"] and cookie["sameSite"] == "Strict" for cookie in cookies)

    alice.choose("Sign out")
    expect(alice.button("Sign in")).to_be_visible()
    assert [cookie["name"] for cookie in alice.page.context.cookies()] == ["duet_browser"]
    alice.page.reload()
    expect(alice.button("Sign in")).to_be_visible()

    # Not only the page forgot it: the old cookie opens nothing any more.
    alice.page.context.add_cookies(cookies)  # type: ignore[arg-type]  # Playwright takes what it gave
    alice.page.reload()
    expect(alice.button("Sign in")).to_be_visible()


def test_a_reload_keeps_somebody_signed_in(alice: Person) -> None:
    alice.page.reload()
    alice.expect_signed_in()


def test_the_form_works_with_the_keyboard_alone(people: People) -> None:
    alice = people.stranger("alice")
    alice.page.get_by_label("Name", exact=True).focus()
    alice.page.keyboard.type(alice.account.username)
    alice.page.keyboard.press("Tab")
    alice.page.keyboard.type(alice.account.password)
    alice.page.keyboard.press("Enter")
    alice.expect_signed_in()
