"""A session that ends, is lost, or becomes another person's: in a call, and without one."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from harness.deadline import PATIENCE
from harness.pair import expect_both_to_hear, hang_up
from harness.people import People
from harness.person import SESSION_COOKIE, Person, connect
from harness.server import DuetServer
from harness.servers import Servers
from harness.words import signed_out

ANOTHER = "Somebody else has signed in in this browser"
NOT_SIGNED_IN = "You are no longer signed in"


@pytest.fixture
def server(servers: Servers, tmp_path: Path) -> Iterator[DuetServer]:
    """One of its own for each test: sessions that end here are everybody's who is called Alice."""
    server = servers.start_elsewhere(tmp_path)
    yield server
    server.stop()


@pytest.fixture
def alice(people: People) -> Person:
    """Alice, whose page waits for a sign-in as long as a busy machine takes."""
    return people("alice", patient=True)


def session_cookie(person: Person) -> dict[str, object]:
    [cookie] = [cookie for cookie in person.page.context.cookies() if cookie["name"] == SESSION_COOKIE]
    return dict(cookie)


def sign_in_again(person: Person) -> None:
    person.button("Sign in").click()
    dialog = person.page.get_by_role("dialog", name="Sign in again")
    dialog.get_by_label("Password").fill(person.account.password)
    dialog.get_by_role("button", name="Sign in").click()
    # A password is made to cost time, on a busy machine more than anything else that is waited for.
    expect(dialog).to_have_count(0, timeout=2_000 * PATIENCE)


def test_the_cookie_lives_on_while_it_is_used(alice: Person) -> None:
    before = session_cookie(alice)
    soon = {**before, "expires": time.time() + 3600}
    alice.page.context.add_cookies([soon])  # type: ignore[list-item]
    alice.reload()
    after = session_cookie(alice)
    assert after["value"] == before["value"]
    left = float(str(after["expires"])) - time.time()
    assert 29 * 86_400 < left <= 30 * 86_400


def test_a_call_goes_on_when_the_session_is_lost_and_after_signing_in_again(alice: Person, bo: Person) -> None:
    connect(alice, bo)
    expect_both_to_hear(alice, bo)
    call = alice.line.call_id()
    alice.lose_session()
    expect(alice.page.get_by_text(NOT_SIGNED_IN)).to_be_visible()
    expect_both_to_hear(alice, bo)

    seen = alice.line.seen()
    sign_in_again(alice)
    alice.line.wait_for("session:ready", since=seen)
    expect(alice.page.get_by_text(NOT_SIGNED_IN)).to_have_count(0)
    assert alice.line.call_id() == call
    expect_both_to_hear(alice, bo)
    hang_up(bo, alice)


def test_when_a_call_is_over_that_outlived_its_session_the_page_asks_for_the_password(
    alice: Person, bo: Person
) -> None:
    connect(alice, bo)
    expect_both_to_hear(alice, bo)
    alice.lose_session()
    expect(alice.page.get_by_text(NOT_SIGNED_IN)).to_be_visible()
    alice.hang_up()
    expect(alice.page.get_by_text("Your session has ended.")).to_be_visible()


def test_without_a_call_a_lost_session_leads_to_the_sign_in(alice: Person) -> None:
    alice.lose_session()
    expect(alice.page.get_by_text("Your session has ended.")).to_be_visible()


def test_signing_out_in_a_call_is_asked_first_and_both_are_told_why(alice: Person, bo: Person) -> None:
    connect(alice, bo)
    expect_both_to_hear(alice, bo)
    alice.choose("Sign out")
    dialog = alice.page.get_by_role("dialog", name="Sign out in a call?")
    expect(dialog.get_by_text("You are in a call with Bo.")).to_be_visible()
    dialog.get_by_role("button", name="Stay signed in").click()
    expect_both_to_hear(alice, bo)

    alice.choose("Sign out")
    dialog.get_by_role("button", name="Sign out").click()
    expect(alice.button("Sign in")).to_be_visible()
    bo.expect_state(signed_out("Alice"))
    assert bo.calls()[0]["reason"] == "signed_out"


def test_signing_out_in_another_tab_ends_the_call_in_this_one(alice: Person, bo: Person) -> None:
    connect(alice, bo)
    expect_both_to_hear(alice, bo)
    alice.new_tab().choose("Sign out")
    bo.expect_state(signed_out("Alice"))
    expect(alice.page.get_by_text("Your session has ended.")).to_be_visible()
    alice.expect_nothing_open()


@pytest.mark.parametrize("how", ["password", "disable"])
def test_another_password_or_a_disabled_account_ends_the_call_with_the_true_reason(
    alice: Person, bo: Person, server: DuetServer, how: str
) -> None:
    connect(alice, bo)
    expect_both_to_hear(alice, bo)
    if how == "disable":
        server.command("user", "disable", "alice")
    else:
        server.command("user", "passwd", "alice", "--password-stdin", stdin="another password\n")
    bo.expect_state(signed_out("Alice"))
    assert bo.calls()[0]["reason"] == "signed_out"
    expect(alice.page.get_by_text("Your session has ended.")).to_be_visible()


def test_a_tab_notices_that_somebody_else_has_signed_in_and_starts_anew(people: People, alice: Person) -> None:
    people.tab_of_another(alice, "bo")
    expect(alice.page.get_by_text(ANOTHER)).to_be_visible()
    alice.button("Go on").click()
    expect(alice.page.get_by_role("button", name="Bo, your account")).to_be_visible()


def test_a_call_goes_on_while_somebody_else_signs_in_in_another_tab(people: People, alice: Person, bo: Person) -> None:
    connect(alice, bo)
    expect_both_to_hear(alice, bo)
    people.tab_of_another(alice, "carl")
    expect(alice.page.get_by_text(ANOTHER)).to_be_visible()
    expect_both_to_hear(alice, bo)
    bo.hang_up()
    expect(alice.button("Go on")).to_be_visible()


def test_a_tab_without_news_of_the_others_notices_with_what_it_asks(people: People, alice: Person) -> None:
    alice.page.context.add_init_script("delete window.BroadcastChannel")
    alice.reload()
    people.tab_of_another(alice, "bo")
    alice.choose("Invite someone")
    expect(alice.page.get_by_text(ANOTHER)).to_be_visible()
