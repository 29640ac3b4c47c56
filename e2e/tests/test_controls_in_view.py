"""Whatever can be pressed in a call can be seen and reached, on every screen and at every zoom (WCAG 1.4.10)."""

from __future__ import annotations

from typing import Any

import pytest

from harness.person import Person
from harness.words import CONNECTED, YOU_HUNG_UP, calling, is_calling

# In CSS pixels: a page of 1280 × 1024 at 200 % is one of 640 × 512, at 400 % one of 320 × 256.
SIZES = (
    (320, 256),
    (320, 480),
    (390, 844),
    (640, 400),
    (667, 375),
    (844, 390),
    (932, 430),
    (768, 1024),
    (1280, 800),
    (3840, 2160),
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


@pytest.fixture(params=["ltr", "rtl"])
def direction(request: pytest.FixtureRequest) -> str:
    """In which direction one reads."""
    return request.param


def expect_all_in_reach(person: Person) -> None:
    found: dict[str, Any] = {}
    for width, height in SIZES:
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
