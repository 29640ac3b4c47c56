"""The first account, and the others: links that work once."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from harness.people import People
from harness.person import Person, connect
from harness.server import Account, DuetServer
from harness.servers import Servers

OWNER = Account("olga", "Olga", "correct horse battery")
GUEST = Account("gus", "Gus", "staple in the lake")


@pytest.fixture
def server(servers: Servers) -> Iterator[DuetServer]:
    """A first start: nobody has an account, and the banner holds the set-up link."""
    server = servers.start_empty()
    yield server
    server.stop()


@pytest.fixture
def olga(people: People, server: DuetServer) -> Person:
    """The first person, who took up the set-up link."""
    olga = people.stranger(OWNER, url=server.setup_link)
    olga.make_account()
    olga.expect_signed_in()
    return olga


@pytest.mark.usefixtures("olga")
def test_the_set_up_link_makes_one_account_only(people: People, server: DuetServer) -> None:
    people.stranger(GUEST, url=server.setup_link).expect_dead_link("already")


def test_an_invitation_lets_one_more_person_in(people: People, server: DuetServer, olga: Person) -> None:
    link = server.invite()
    gus = people.stranger(GUEST, url=link)
    gus.make_account()
    gus.expect_signed_in()
    expect(gus.call_button("Olga")).to_be_visible()
    # A page that hears of somebody new asks for the list after a random while.
    expect(olga.call_button("Gus")).to_be_visible()

    people.stranger(GUEST, url=link).expect_dead_link("already")


def test_somebody_signed_in_invites_from_the_page(people: People, server: DuetServer, olga: Person) -> None:
    olga.choose("Invite someone")
    field = olga.page.get_by_label("Invitation link")
    expect(field).to_have_value(re.compile(re.escape(server.origin)))
    link = field.input_value()
    olga.page.keyboard.press("Escape")

    gus = people.stranger(GUEST, url=link)
    gus.make_account()
    gus.expect_signed_in()
    connect(gus, olga)
    gus.expect_to_hear()
    olga.hang_up()


@pytest.mark.usefixtures("olga")
def test_what_is_wrong_is_said_beside_the_field_and_the_link_stays_good(
    people: People, server: DuetServer
) -> None:
    link = server.invite()
    weak = people.stranger(Account("gus", "Gus", "short"), url=link)
    weak.make_account()
    weak.expect_problem("Password", "at least 8")

    taken = people.stranger(Account(OWNER.username, "Gus", GUEST.password), url=link)
    taken.make_account()
    taken.expect_problem("Name", "taken")

    gus = people.stranger(GUEST, url=link)
    gus.make_account()
    gus.expect_signed_in()


def test_a_link_that_was_made_up_opens_nothing(people: People, server: DuetServer) -> None:
    made_up = re.sub(r"[\w-]{8}$", "AAAAAAAA", server.setup_link)
    people.stranger(GUEST, url=made_up).expect_dead_link("no such link")
