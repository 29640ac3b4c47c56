"""What the page loads after it was first drawn: it is there when the server is not, and says so when it cannot come."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Route, expect

from harness.deadline import Deadline
from harness.people import People
from harness.person import Person
from harness.proxy import Proxy
from harness.server import DuetServer

DIALOGS = "**/assets/dialogs-*.js"
STYLES = "**/assets/late.css"
NOT_LOADED = "This could not be loaded"
LINK_TITLES = re.compile("You are invited|Choose a new password")


def wait_for_dialogs(person: Person) -> None:
    """Waits until the page has loaded them by itself."""
    loaded = """() => ["/assets/dialogs-", "/assets/late.css"].every((part) =>
      performance.getEntriesByType("resource").some(({ name, responseEnd }) => name.includes(part) && responseEnd > 0))"""
    deadline = Deadline(f"{person.name}'s page to load its dialogs")
    while not person.evaluate(loaded):
        deadline.check(lambda: person.requests)


def test_the_check_opens_where_the_server_is_gone(people: People, proxies: Callable[..., Proxy]) -> None:
    line = proxies()
    alice = people("alice", url=line.origin)
    wait_for_dialogs(alice)
    line.take_away()
    alice.choose("Check my connection")
    check = alice.page.get_by_role("dialog", name="Check my connection")
    expect(check.get_by_role("listitem").filter(has_text="Server").first).to_contain_text(
        "It gives no answer", timeout=30_000
    )
    alice.button("Close").click()


@pytest.mark.parametrize("part", [DIALOGS, STYLES])
def test_a_part_that_the_server_has_no_more_says_so_and_loading_the_page_helps(
    alice: Person, part: str
) -> None:
    alice.page.route(part, lambda route: route.fulfill(status=404))
    alice.reload()
    alice.choose("Settings")
    expect(alice.page.get_by_role("dialog", name=NOT_LOADED)).to_be_visible()
    alice.page.keyboard.press("Escape")
    expect(alice.page.get_by_role("dialog")).to_have_count(0)
    expect(alice.account_button()).to_be_focused()

    alice.choose("Settings")
    expect(alice.page.get_by_role("dialog", name=NOT_LOADED)).to_be_visible()
    # Until then: a part that came by itself would put the dialog in place of the button.
    with alice.page.expect_navigation(wait_until="commit"):
        alice.button("Load the page again").click()
    alice.page.unroute(part)
    alice.expect_signed_in()
    alice.choose("Settings")
    expect(alice.page.get_by_role("switch", name="Always use a relay")).to_be_visible()


@pytest.fixture(params=["invitation", "new password"])
def link(request: pytest.FixtureRequest, server: DuetServer, people: People) -> str:
    """A link of each kind that leads into the page."""
    if request.param == "invitation":
        return server.invite()
    alice = people("alice")
    alice.choose("Administration")
    alice.button("Manage Bo (bo)").click()
    alice.button("Make a password link").click()
    made = alice.page.get_by_label("Link for a new password")
    expect(made).to_have_value(re.compile("/reset/"))
    return made.input_value()


@pytest.mark.parametrize("part", [DIALOGS, STYLES])
def test_a_link_whose_screen_cannot_be_loaded_says_so_and_loading_the_page_helps(
    people: People, link: str, part: str
) -> None:
    somebody = people.stranger("bo")
    somebody.page.route(part, lambda route: route.fulfill(status=404))
    somebody.page.goto(link)
    expect(somebody.page.get_by_role("heading", name=NOT_LOADED)).to_be_visible()
    expect(somebody.page.get_by_text("has a newer page by now")).to_be_visible()
    somebody.page.unroute(part)  # nothing loads it meanwhile
    somebody.button("Load the page again").click()
    expect(somebody.page.get_by_role("heading", name=LINK_TITLES)).to_be_visible()


def test_a_link_of_which_the_server_does_not_tell_is_asked_about_again(people: People, link: str) -> None:
    somebody = people.stranger("bo")
    about = re.compile("/api/(invitations|resets)/")
    somebody.page.route(about, lambda route: route.abort())
    somebody.page.goto(link)
    expect(somebody.page.get_by_role("heading", name="Duet cannot be reached")).to_be_visible()
    somebody.page.unroute(about)
    somebody.button("Try again").click()
    expect(somebody.page.get_by_role("heading", name=LINK_TITLES)).to_be_visible()


def test_a_dialog_that_comes_late_opens_as_soon_as_it_is_there(alice: Person) -> None:
    held: list[Route] = []
    alice.page.route(DIALOGS, lambda route: held.append(route))  # Playwright marks the function
    alice.reload()
    alice.choose("Invite someone")
    expect(alice.page.get_by_role("dialog", name="One moment…")).to_be_visible()
    deadline = Deadline("the page to ask for its dialogs", hearing=alice.page)
    while not held:
        deadline.check(lambda: alice.requests)
    held[0].continue_()
    expect(alice.page.get_by_label("Invitation link")).to_be_visible()
    alice.page.keyboard.press("Escape")
    expect(alice.account_button()).to_be_focused()
