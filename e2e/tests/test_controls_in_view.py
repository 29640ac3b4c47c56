"""Whatever can be pressed in a call can be seen and reached, on every screen and at every zoom (WCAG 1.4.10)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest
from playwright.sync_api import expect

from harness.person import Person, connect
from harness.words import CONNECTED, YOU_HUNG_UP, calling, is_calling

# In CSS pixels: a page of 1280 × 1024 at 200 % is one of 640 × 512, at 400 % one of 320 × 256. The largest is the first:
# a call goes on in the last one, and drawing it there would keep the machine busy.
SIZES = (
    (3840, 2160),
    (320, 256),
    (320, 480),
    (390, 844),
    (640, 400),
    (667, 375),
    (844, 390),
    (932, 430),
    (768, 1024),
    (1280, 800),
)

OUT_OF_REACH = """
async () => {
  const moving = document.getAnimations()
    .filter((animation) => animation.effect.getComputedTiming().iterations !== Infinity);
  await Promise.all(moving.map((animation) => animation.finished.catch(() => {})));
  return [...document.querySelectorAll("main button, main select")]
  .filter((control) => control.checkVisibility())
  .map((control) => {
    const { left, right, top, bottom } = control.getBoundingClientRect();
    const inside = left >= 0 && top >= 0 && right <= innerWidth && bottom <= innerHeight;
    const hit = document.elementFromPoint((left + right) / 2, (top + bottom) / 2);
    return { name: control.ariaLabel ?? control.innerText, inside, hit: control.contains(hit) };
  })
  .filter(({ inside, hit }) => !inside || !hit);
}
"""

# Phones with a camera in the screen, upright and lying.
SAFE_AREAS = {
    (390, 844): {"top": 47, "right": 0, "bottom": 34, "left": 0},
    (844, 390): {"top": 0, "right": 47, "bottom": 21, "left": 47},
}

OUTSIDE = """
({ top, right, bottom, left }) => [...document.querySelectorAll("button:not(li > *), select, input")]
  .filter((control) => control.checkVisibility({ visibilityProperty: true }))
  .filter((control) => {
    const box = control.getBoundingClientRect();
    return box.left < left || box.top < top || box.right > innerWidth - right || box.bottom > innerHeight - bottom;
  })
  .map((control) => control.ariaLabel ?? control.innerText)
"""

# What is only words, as a menu's line, is known by its place; the choice of a microphone has its edge around it.
WITHOUT_EDGE = """
() => [...document.querySelectorAll(".button, .icon-button, .round__disc, .switch__input, .field__input")]
  .filter((control) => control.checkVisibility() && parseFloat(getComputedStyle(control).borderTopWidth) === 0)
  .map((control) => control.className)
"""


@pytest.fixture(params=["ltr", "rtl"])
def direction(request: pytest.FixtureRequest) -> str:
    """In which direction one reads."""
    return request.param


def expect_all_in_reach(person: Person, sizes: Sequence[tuple[int, int]] = SIZES) -> None:
    found: dict[str, Any] = {}
    for width, height in sizes:
        person.page.set_viewport_size({"width": width, "height": height})
        if missed := person.evaluate(OUT_OF_REACH):
            found[f"{width}x{height}"] = missed
        assert person.page.evaluate("document.documentElement.scrollWidth <= innerWidth"), f"{width} is too narrow"
    assert found == {}


def test_every_control_of_a_call_is_in_reach_on_every_screen(alice: Person, bo: Person, direction: str) -> None:
    for person in (alice, bo):
        person.evaluate("(direction) => void (document.documentElement.dir = direction)", direction)
    alice.call(bo)
    alice.expect_state(calling("Bo"))
    bo.expect_state(is_calling("Alice"))
    expect_all_in_reach(alice)
    expect_all_in_reach(bo)

    bo.accept()
    for person in (alice, bo):
        person.expect_state(CONNECTED)
        expect_all_in_reach(person)

    alice.hang_up()
    alice.expect_state(YOU_HUNG_UP)
    expect_all_in_reach(alice)


def test_a_call_that_has_made_room_for_the_people_is_hung_up_where_it_stands(alice: Person, bo: Person) -> None:
    alice.page.set_viewport_size({"width": 390, "height": 844})
    connect(alice, bo)
    alice.button("Show people").click()
    expect_all_in_reach(alice, sizes=[size for size in SIZES if size[0] < 640])
    alice.page.set_viewport_size({"width": 390, "height": 844})
    alice.hang_up()
    alice.expect_state(YOU_HUNG_UP)


def test_nothing_to_press_lies_behind_a_camera_or_a_bar_of_the_system(alice: Person, bo: Person) -> None:
    devtools = alice.page.context.new_cdp_session(alice.page)
    connect(alice, bo)
    for (width, height), insets in SAFE_AREAS.items():
        alice.page.set_viewport_size({"width": width, "height": height})
        devtools.send("Emulation.setSafeAreaInsetsOverride", {"insets": insets})
        assert alice.evaluate(OUTSIDE, insets) == []
    alice.hang_up()
    alice.choose("Settings")
    expect(alice.page.get_by_role("switch", name="Always use a relay")).to_be_visible()
    for (width, height), insets in SAFE_AREAS.items():
        alice.page.set_viewport_size({"width": width, "height": height})
        devtools.send("Emulation.setSafeAreaInsetsOverride", {"insets": insets})
        close = alice.button("Close").bounding_box()
        assert close and close["y"] >= insets["top"] and close["x"] + close["width"] <= width - insets["right"]


def test_what_a_call_covers_is_not_reached_by_the_keyboard_and_keeps_no_focus(alice: Person, bo: Person) -> None:
    alice.page.set_viewport_size({"width": 390, "height": 844})
    alice.call_button(bo).focus()
    alice.page.keyboard.press("Enter")
    bo.accept()
    alice.expect_state(CONNECTED)
    assert alice.evaluate("() => document.activeElement.closest('main') !== null")
    assert "Hang up" in tabbed(alice) and "Search people" not in tabbed(alice)
    alice.button("Show people").click()
    assert "Search people" in tabbed(alice) and "Hang up" in tabbed(alice)
    alice.hang_up()


def test_where_the_system_chooses_the_colours_a_button_has_an_edge(alice: Person, bo: Person) -> None:
    alice.page.emulate_media(forced_colors="active")
    connect(alice, bo)
    assert alice.evaluate(WITHOUT_EDGE) == []
    bo.hang_up()
    alice.expect_no_ring()
    assert alice.evaluate(WITHOUT_EDGE) == []
    alice.choose("Settings")
    expect(alice.page.get_by_role("switch", name="Always use a relay")).to_be_visible()
    assert alice.evaluate(WITHOUT_EDGE) == []


def tabbed(person: Person) -> set[str]:
    """The names of what the Tab key leads to."""
    names: set[str] = set()
    for _ in range(14):
        person.page.keyboard.press("Tab")
        names.add(person.evaluate("() => document.activeElement.ariaLabel ?? document.activeElement.innerText"))
    return {name.split("\n")[0] for name in names}
