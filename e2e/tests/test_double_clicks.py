"""A double click is one press, whatever has taken the place of what it pressed meanwhile."""

from __future__ import annotations

import time

import pytest

from harness.person import Person, connect
from harness.words import CONNECTED, YOU_HUNG_UP, calling, hung_up

# Seconds between two clicks: systems take up to half a second for one double click.
BETWEEN = (0.15, 0.45)
SIZES = ((768, 800), (1280, 800), (1920, 1080), (390, 844))


def click_twice(person: Person, name: str, seconds: float) -> None:
    """Clicks where a button is and there again, whatever is there by then, so many seconds apart by the mouse's clock."""
    box = person.button(name).bounding_box()
    assert box is not None
    mouse = person.page.context.new_cdp_session(person.page)
    where = {"x": box["x"] + box["width"] / 2, "y": box["y"] + box["height"] / 2, "button": "left"}
    now = time.time()
    for clicks, moment in ((1, now), (2, now + seconds)):
        for type in ("mousePressed", "mouseReleased"):
            event = {"type": type, "clickCount": clicks, "timestamp": moment, **where}
            mouse.send("Input.dispatchMouseEvent", event)
        person.let_pass(seconds)
    mouse.detach()


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
def test_a_double_click_on_hang_up_calls_nobody(alice: Person, bo: Person, size: tuple[int, int]) -> None:
    alice.page.set_viewport_size({"width": size[0], "height": size[1]})
    for seconds in BETWEEN:
        connect(alice, bo)
        before = len(alice.calls())
        click_twice(alice, "Hang up", seconds)
        bo.expect_state(hung_up("Alice"))
        alice.expect_state(YOU_HUNG_UP)
        bo.expect_no_ring()
        assert len(alice.calls()) == before + 1


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
