"""The list of people under a pointer, a keyboard, and on a narrow screen, while people come and go."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from playwright.sync_api import Locator, expect

from harness.crowd import Crowd, Resident, settle_in
from harness.people import People
from harness.person import Person
from harness.server import DuetServer
from harness.words import calling

# "Resident 7" and so on; the first of them are online.
PEOPLE = 300
ONLINE = 40
# With Alice, Bo, and Zoe, who is the last one.
EVERYBODY = PEOPLE + 3


@dataclass(frozen=True)
class Village:
    """A server with some people on it, and those of them who are online."""

    server: DuetServer
    crowd: Crowd
    residents: list[Resident]
    olga: Resident


@pytest.fixture(scope="module")
def village_at_night(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Village]:
    """A server that three hundred people have accounts on, and nobody online."""
    server = DuetServer(tmp_path_factory.mktemp("village"))
    server.stop()
    residents = [Resident.new(f"resident-{number}", f"Resident {number}") for number in range(1, PEOPLE + 1)]
    olga = Resident.new("olga", "Olga")
    settle_in(server.database, [*residents, olga, Resident.new("zoe", "Zoe")])
    server.start_again()
    crowd = Crowd(server.port)
    yield Village(server, crowd, residents, olga)
    crowd.close()
    server.stop()


@pytest.fixture
def village(village_at_night: Village) -> Iterator[Village]:
    """The village, with the first of its people online."""
    village_at_night.crowd.come(village_at_night.residents[:ONLINE])
    yield village_at_night
    village_at_night.crowd.go_home()


@pytest.fixture
def server(village: Village) -> DuetServer:
    """The server of the village."""
    return village.server


@pytest.fixture
def olga(people: People, village: Village) -> Person:
    """Somebody with everybody in her list."""
    olga = village.olga.open_page(people, viewport={"width": 1280, "height": 800})
    expect(olga.row("Resident 1").get_by_text("Online", exact=True)).to_be_visible()
    return olga


def names(person: Person) -> list[str]:
    """Whom the rows on the screen are about, from the top."""
    return person.page.get_by_role("listitem").evaluate_all(
        """(rows) => rows
          .filter((row) => {
            const { top, bottom } = row.getBoundingClientRect();
            return top >= 0 && bottom <= innerHeight;
          })
          .map((row) => row.querySelector("button").ariaLabel.replace("Call ", ""))"""
    )


def scroll_down(person: Person, pixels: int) -> None:
    """Turns the wheel over the list, and takes the pointer away."""
    person.row("Resident 3").hover()
    person.page.mouse.wheel(0, pixels)
    person.page.mouse.move(1_000, 700)


def panel(person: Person) -> Locator:
    """What the list is scrolled in."""
    return person.page.get_by_role("tabpanel")


def test_nobody_moves_under_the_pointer(olga: Person, village: Village) -> None:
    olga.row("Resident 5").hover()
    before = names(olga)
    village.crowd.go(village.residents[:2])
    # Whoever is gone is seen to be gone, and stands where they stood.
    expect(olga.row("Resident 1").get_by_text("Offline", exact=True)).to_be_visible()
    expect(olga.row("Resident 2").get_by_text("Offline", exact=True)).to_be_visible()
    assert names(olga) == before

    olga.page.mouse.down()
    olga.page.mouse.up()
    olga.expect_state(calling("Resident 5"))
    olga.hang_up()
    olga.button("Dismiss").click()
    # The pointer has left the list.
    expect(olga.page.get_by_role("listitem").first).to_contain_text("Resident 3")


def test_nobody_moves_while_the_keyboard_is_in_the_list(olga: Person, village: Village) -> None:
    olga.page.get_by_label("Search people").press("Tab")
    for _ in range(4):
        olga.page.keyboard.press("ArrowDown")
    button = olga.call_button("Resident 5")
    expect(button).to_be_focused()
    before = names(olga)
    village.crowd.go(village.residents[:5])
    expect(olga.row("Resident 5").get_by_text("Offline", exact=True)).to_be_visible()
    assert names(olga) == before

    # When the list has been left alone for a while it is brought up to date: the focus stays with the person,
    # and the person stays where the eye is.
    place = button.bounding_box()
    expect(olga.page.get_by_role("listitem").first).not_to_contain_text("Resident 1")
    expect(button).to_be_focused()
    assert button.bounding_box() == place


def test_whoever_has_the_focus_takes_it_along_to_another_place(olga: Person, village: Village) -> None:
    search = olga.page.get_by_label("Search people")
    search.fill("resident 3")  # 3, 30 to 39, and 300
    expect(olga.page.get_by_role("listitem")).to_have_count(12)
    search.press("Tab")
    olga.page.keyboard.press("ArrowDown")
    button = olga.call_button("Resident 30")
    expect(button).to_be_focused()
    village.crowd.go([village.residents[29]])
    expect(olga.page.get_by_role("listitem").nth(10)).to_contain_text("Resident 30")
    expect(button).to_be_focused()


def test_a_list_that_is_scrolled_stays_where_it_is_when_people_above_go(olga: Person, village: Village) -> None:
    scroll_down(olga, 1_500)
    expect(olga.row("Resident 30")).to_be_in_viewport()
    before = names(olga)
    village.crowd.go(village.residents[:3])
    # Resident 3 is now the first of those who are offline, further down.
    olga.page.wait_for_function(
        "(rows) => document.querySelector('[role=tabpanel]').scrollTop < rows", arg=1_500 - 2 * 50
    )
    assert names(olga) == before


def test_the_keyboard_reaches_everybody_and_never_loses_the_focus(olga: Person) -> None:
    keyboard = olga.page.keyboard
    focused = olga.page.locator(":focus")
    row = olga.page.get_by_role("listitem").filter(has=focused)
    search = olga.page.get_by_label("Search people")

    search.press("Tab")
    expect(olga.call_button("Resident 1")).to_be_focused()
    keyboard.press("PageDown")
    expect(row).not_to_have_attribute("aria-posinset", "1")
    expect(row).to_be_in_viewport(ratio=1)
    keyboard.press("End")
    expect(row).to_have_attribute("aria-posinset", str(EVERYBODY))
    expect(row).to_be_in_viewport(ratio=1)
    keyboard.press("ArrowUp")
    expect(row).to_have_attribute("aria-posinset", str(EVERYBODY - 1))

    # The wheel takes the row far away: it still has the focus, and the arrow keys go on from it.
    panel(olga).evaluate("(panel) => { panel.scrollTop = 0; }")
    expect(olga.row("Resident 1")).to_be_in_viewport()
    expect(row).to_have_attribute("aria-posinset", str(EVERYBODY - 1))
    keyboard.press("ArrowUp")
    expect(row).to_have_attribute("aria-posinset", str(EVERYBODY - 2))
    expect(row).to_be_in_viewport(ratio=1)

    # The whole list is one stop of the Tab key, and is entered again where it was left.
    keyboard.press("Shift+Tab")
    expect(search).to_be_focused()
    keyboard.press("Tab")
    expect(row).to_have_attribute("aria-posinset", str(EVERYBODY - 2))
    keyboard.press("Home")
    expect(olga.call_button("Resident 1")).to_be_focused()


def test_the_keyboard_reaches_everybody_in_a_call_as_well(olga: Person) -> None:
    search = olga.page.get_by_label("Search people")
    search.press("Tab")
    olga.page.keyboard.press("Enter")
    olga.expect_state(calling("Resident 1"))
    expect(olga.call_button("Resident 1")).to_be_disabled()
    search.press("Tab")
    olga.page.keyboard.press("ArrowDown")
    expect(olga.call_button("Resident 2")).to_be_focused()
    olga.page.keyboard.press("Enter")  # which calls nobody
    olga.page.keyboard.press("Tab")
    expect(olga.button("Options for Resident 2")).to_be_focused()
    olga.expect_state(calling("Resident 1"))
    olga.hang_up()


def test_large_letters_on_a_narrow_phone_leave_no_gap_and_hide_nobody(people: People, village: Village) -> None:
    olga = village.olga.open_page(people, viewport={"width": 320, "height": 640})
    expect(olga.row("Resident 1")).to_be_visible()
    for size in ("100%", "200%"):
        olga.page.evaluate("(size) => { document.documentElement.style.fontSize = size; }", size)
        first, second = (olga.row(f"Resident {number}") for number in (1, 2))
        olga.page.wait_for_function(
            "() => { const [one, other] = document.querySelectorAll('[role=tabpanel] li');"
            " return Math.abs(one.getBoundingClientRect().bottom - other.getBoundingClientRect().top) < 1; }"
        )
        expect(first).to_be_in_viewport()
        panel(olga).evaluate("(panel) => { panel.scrollTop = panel.scrollHeight; }")
        expect(olga.row("Zoe")).to_be_in_viewport(ratio=1)
        panel(olga).evaluate("(panel) => { panel.scrollTop = 0; }")
        expect(second).to_be_visible()
        width = panel(olga).evaluate("({ scrollWidth, clientWidth }) => scrollWidth - clientWidth")
        assert width <= 0, f"the list scrolls sideways by {width} pixels with letters of {size}"
