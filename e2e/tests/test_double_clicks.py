"""A double click is one press, whatever has taken the place of what it pressed meanwhile."""

from __future__ import annotations

import time

import pytest
from playwright.sync_api import Locator

from harness.person import Person, connect
from harness.words import CONNECTED, YOU_HUNG_UP, calling, hung_up

# Seconds between two clicks: systems take up to half a second for one double click.
BETWEEN = (0.15, 0.45)
SIZES = ((768, 800), (1280, 800), (1920, 1080), (390, 844))


def middle(control: Locator) -> tuple[float, float]:
    """Where a control is."""
    box = control.bounding_box()
    assert box is not None
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def click(person: Person, *places: tuple[float, float], apart: float) -> None:
    """Clicks at one place after the other, so many seconds apart by the mouse's clock, whatever is there by then."""
    mouse = person.page.context.new_cdp_session(person.page)
    now = time.time()
    for turn, (x, y) in enumerate(places):
        for type in ("mousePressed", "mouseReleased"):
            event = {"type": type, "x": x, "y": y, "button": "left", "clickCount": turn + 1}
            mouse.send("Input.dispatchMouseEvent", {**event, "timestamp": now + turn * apart})
        person.let_pass(apart)
    mouse.detach()


def click_twice(person: Person, name: str, apart: float) -> None:
    """Clicks on a button, and at the same place again."""
    place = middle(person.button(name))
    click(person, place, place, apart=apart)


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
def test_a_double_click_on_hang_up_calls_nobody(alice: Person, bo: Person, size: tuple[int, int]) -> None:
    alice.page.set_viewport_size({"width": size[0], "height": size[1]})
    for seconds in BETWEEN:
        connect(alice, bo)
        call = alice.line.call_id()
        click_twice(alice, "Hang up", seconds)
        bo.expect_state(hung_up("Alice"))
        alice.expect_state(YOU_HUNG_UP)
        bo.expect_no_ring()
        assert alice.calls()[0]["call_id"] == call


def test_a_double_click_on_accept_does_not_hang_up(alice: Person, bo: Person) -> None:
    alice.call(bo)
    click_twice(bo, "Accept", 0.15)
    bo.expect_state(CONNECTED)
    alice.expect_state(CONNECTED)
    alice.hang_up()
    bo.expect_state(hung_up("Alice"))


def test_a_press_that_comes_later_is_taken(alice: Person, bo: Person) -> None:
    connect(alice, bo)
    click_twice(alice, "Hang up", 1)
    alice.expect_state(calling("Bo"))
    alice.hang_up()
    bo.expect_no_ring()


def test_a_press_on_nothing_takes_none_of_what_is_around_it(alice: Person, bo: Person) -> None:
    panel = alice.page.get_by_role("tabpanel").bounding_box()
    assert panel is not None
    nothing = panel["x"] + panel["width"] / 2, panel["y"] + panel["height"] - 5
    click(alice, nothing, middle(alice.call_button(bo)), apart=0.15)
    alice.expect_state(calling("Bo"))
    alice.hang_up()
    bo.expect_no_ring()
