"""In which language the page speaks: as the browser wishes, or as was chosen on this device."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from harness.pair import expect_both_to_hear
from harness.people import People
from harness.person import Person, connect
from harness.server import DuetServer


def test_the_page_speaks_as_the_browser_wishes_from_the_first_word_to_the_last(
    people: People, server: DuetServer, alice: Person
) -> None:
    bo = people.stranger("bo", locale="de-DE")
    page = bo.page
    expect(page.get_by_role("heading", name="Anmelden")).to_be_visible()
    assert page.evaluate("document.documentElement.lang") == "de"
    page.get_by_label("Name", exact=True).fill("bo")
    page.get_by_label("Passwort", exact=True).fill("not mine at all")
    page.get_by_role("button", name="Anmelden").click()
    expect(page.get_by_text("Name oder Passwort ist falsch.")).to_be_visible()
    page.get_by_label("Passwort", exact=True).fill(bo.account.password)
    page.get_by_role("button", name="Anmelden").click()
    expect(page.get_by_role("button", name="Bo, dein Konto")).to_be_visible()
    bo.line.wait_for("session:ready")

    alice.call(bo)
    expect(page.get_by_role("status").filter(has_text="Alice ruft an")).to_be_visible()
    page.get_by_role("button", name="Annehmen").click()
    expect(page.get_by_role("status").filter(has_text="Verbunden")).to_be_visible()
    alice.expect_to_hear()
    alice.hang_up()
    expect(page.get_by_role("status").filter(has_text="Alice hat aufgelegt")).to_be_visible()

    page.get_by_role("button", name="Bo, dein Konto").click()
    page.get_by_role("menuitem", name="Meine Verbindung prüfen").click()
    check = page.get_by_role("dialog", name="Meine Verbindung prüfen")
    expect(check.get_by_text("Deine Stimme ist zu hören.")).to_be_visible()
    page.get_by_role("button", name="Schließen").click()


def test_another_language_is_spoken_at_once_in_every_tab_of_a_device_and_a_call_is_not_disturbed(
    alice: Person, bo: Person
) -> None:
    tab = alice.page.context.new_page()
    tab.goto(alice.page.url)
    expect(tab.get_by_role("button", name="Alice, your account")).to_be_visible()
    connect(alice, bo)
    expect_both_to_hear(alice, bo)
    page = alice.page
    page.evaluate("() => window.wasHereBefore = true")
    alice.choose("Settings")
    page.get_by_label("Language").select_option("Deutsch")
    expect(page.get_by_role("dialog", name="Einstellungen")).to_be_visible()
    expect(page.get_by_text("Immer ein Relay benutzen")).to_be_visible()
    page.get_by_role("button", name="Schließen").click()
    expect(page.get_by_role("status").filter(has_text="Verbunden")).to_be_visible()
    expect(tab.get_by_role("button", name="Alice, dein Konto")).to_be_visible()
    assert {each.evaluate("document.documentElement.lang") for each in (page, tab)} == {"de"}
    expect(page).to_have_title(re.compile("^Verbunden"))
    for person in (alice, bo):
        person.expect_to_hear()
    assert page.evaluate("() => window.wasHereBefore")
    alice.reload()
    expect(page.get_by_role("status").filter(has_text="Verbunden")).to_be_visible()
    alice.expect_to_hear()
    bo.hang_up()
    expect(page.get_by_role("status").filter(has_text="Bo hat aufgelegt")).to_be_visible()

    page.get_by_role("button", name="Alice, dein Konto").click()
    page.get_by_role("menuitem", name="Einstellungen").click()
    language = page.get_by_label("Sprache")
    expect(language).to_have_value("de")
    expect(page.get_by_text("Immer ein Relay benutzen")).to_be_visible()
    language.select_option("Wie im Browser (English)")
    expect(page.get_by_role("button", name="Alice, your account")).to_be_visible()


def test_words_that_cannot_be_loaded_leave_the_page_in_english(people: People) -> None:
    alice = people.stranger("alice", locale="de-DE")
    expect(alice.page.get_by_role("heading", name="Anmelden")).to_be_visible()
    alice.page.context.route("**/assets/de-*.js", lambda route: route.abort())
    alice.page.reload()
    alice.sign_in()
    alice.expect_signed_in()
    assert alice.page.evaluate("document.documentElement.lang") == "en"
    alice.choose("Settings")
    expect(alice.page.get_by_text("Always use a relay")).to_be_visible()
