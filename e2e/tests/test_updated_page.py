"""The server is updated while pages are open: they notice, and never at the cost of a call."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import pytest
from playwright.sync_api import expect

from harness.deadline import Deadline
from harness.page_files import add_to
from harness.pair import coming_back, expect_both_to_hear, hang_up, unbroken
from harness.person import Person, connect
from harness.server import DuetServer
from harness.servers import Servers
from harness.words import NEW_VERSION, NEW_VERSION_AFTER_CALL

THIS_PAGE = "() => document.querySelector('meta[name=duet-page]').content"


@pytest.fixture
def server(servers: Servers, page_folder: Path) -> DuetServer:
    """A server with a page that a test may change."""
    return servers.get("updates", web=page_folder)


def update(server: DuetServer, folder: Path) -> None:
    """Installs another page, and starts the server again with it."""
    add_to(folder, "app.css", "\n/* of another version */\n")
    server.restart()


@contextmanager
def loading_again(*people: Person) -> Iterator[None]:
    """Waits, after what happens within, until each page was loaded again and is the one that the server has."""
    for person in people:
        person.page.evaluate("() => window.wasHereBefore = true")
    yield
    for person in people:
        person.page.wait_for_function("() => window.wasHereBefore === undefined", timeout=60_000)
        deadline = Deadline(f"{person.name}'s page to be the server's")
        while person.page.evaluate(THIS_PAGE) != person.line.of("session:ready")[-1].payload["page"]:
            deadline.check(partial(person.page.evaluate, THIS_PAGE))


def was_loaded_again(person: Person) -> bool:
    return not person.page.evaluate("() => window.wasHereBefore === true")


def test_a_page_that_nobody_is_busy_with_is_loaded_again_once(
    alice: Person, server: DuetServer, page_folder: Path
) -> None:
    before = alice.page.evaluate(THIS_PAGE)
    with loading_again(alice):
        update(server, page_folder)
    alice.expect_signed_in()
    assert alice.page.evaluate(THIS_PAGE) not in (before, "")

    alice.page.evaluate("() => window.wasHereBefore = true")
    with coming_back(alice):
        server.restart()
    alice.let_pass(2)
    assert not was_loaded_again(alice)
    alice.expect_no_note(NEW_VERSION)


def test_a_call_goes_on_with_the_older_page_which_is_loaded_again_after_it(
    alice: Person, bo: Person, server: DuetServer, page_folder: Path
) -> None:
    connect(alice, bo)
    with loading_again(alice, bo):
        with unbroken(alice, bo), coming_back(alice, bo):
            update(server, page_folder)
        alice.expect_note(NEW_VERSION_AFTER_CALL)
        bo.expect_note(NEW_VERSION_AFTER_CALL)
        expect_both_to_hear(alice, bo)
        assert not was_loaded_again(alice)
        assert not was_loaded_again(bo)
        hang_up(alice, bo)
        bo.button("Dismiss").click()
    for person in (alice, bo):
        person.expect_no_note(NEW_VERSION)


def test_what_somebody_searches_for_is_not_taken_away_and_the_page_is_loaded_when_they_want(
    alice: Person, server: DuetServer, page_folder: Path
) -> None:
    search = alice.page.get_by_label("Search people")
    with loading_again(alice):
        search.fill("somebody")
        with coming_back(alice):
            update(server, page_folder)
        alice.expect_note(NEW_VERSION)
        alice.let_pass(2)
        assert not was_loaded_again(alice)
        expect(search).to_have_value("somebody")
        alice.button("Load it now").click()
