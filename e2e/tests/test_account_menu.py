"""The menu behind one's own name: by keyboard, by pointer, and with a name that is long."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from harness.people import People
from harness.person import Person

# Alice has the first account, so that she is an administrator.
ITEMS = ["Invite someone", "Check my connection", "Account", "Administration", "Settings", "Sign out"]


def expect_closed(person: Person) -> None:
    expect(person.page.get_by_role("menu")).to_have_count(0)
    expect(person.account_button()).to_have_attribute("aria-expanded", "false")


def test_it_is_used_with_the_keyboard_alone(alice: Person) -> None:
    keyboard = alice.page.keyboard
    alice.account_button().focus()
    keyboard.press("Enter")
    expect(alice.account_button()).to_have_attribute("aria-expanded", "true")
    items = alice.page.get_by_role("menuitem")
    count = items.count()
    for place in [*range(count), 0]:
        expect(items.nth(place)).to_be_focused()
        keyboard.press("ArrowDown")
    for name, place in zip(ITEMS, range(count - len(ITEMS), count), strict=True):
        expect(items.nth(place)).to_have_accessible_name(name)
    keyboard.press("Home")
    keyboard.press("ArrowUp")
    expect(alice.menu_item(ITEMS[-1])).to_be_focused()
    keyboard.press("Escape")
    expect_closed(alice)
    expect(alice.account_button()).to_be_focused()

    keyboard.press("ArrowUp")
    expect(alice.menu_item(ITEMS[-1])).to_be_focused()
    keyboard.press("Tab")
    expect_closed(alice)
    expect(alice.page.get_by_role("tab", name="People")).to_be_focused()

    keyboard.press("Shift+Tab")
    keyboard.press("ArrowDown")
    keyboard.press("End")
    keyboard.press("ArrowUp")
    keyboard.press("Enter")
    expect(alice.page.get_by_role("dialog", name="Settings")).to_be_visible()
    expect_closed(alice)
    keyboard.press("Escape")
    expect(alice.account_button()).to_be_focused()


def test_it_is_closed_by_a_click_elsewhere_which_does_what_it_says(alice: Person) -> None:
    alice.account_button().click()
    expect(alice.menu_item("Settings")).to_be_visible()
    alice.page.get_by_role("tab", name="People").click()
    expect_closed(alice)
    alice.account_button().click()
    alice.account_button().click()
    expect_closed(alice)


@pytest.mark.parametrize("width", [320, 1280])
def test_a_long_name_of_ones_own_leaves_room_for_the_rest(people: People, width: int) -> None:
    alice = people("alice", viewport={"width": width, "height": 640})
    alice.account_button().locator("span").last.evaluate(
        "(name) => name.textContent = 'Maximiliane Freifrau von und zu Hohenstein-Waldburg'"
    )
    button = alice.account_button().bounding_box()
    logo = alice.page.get_by_role("heading", name="Duet").bounding_box()
    assert button
    assert logo
    assert logo["x"] + logo["width"] <= button["x"]
    assert button["x"] + button["width"] <= min(width, 376)
    assert button["height"] >= 44
    alice.account_button().click()
    for name in ITEMS:
        box = alice.menu_item(name).bounding_box()
        assert box
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= width
        assert box["height"] >= 44
