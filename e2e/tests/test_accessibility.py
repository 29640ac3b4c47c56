"""Every surface is looked through by axe, in light and dark, wide and narrow."""

from __future__ import annotations

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser

from harness.person import Person
from harness.surfaces import SCHEMES, WALKS, Appearance, walk_through

APPEARANCES = [Appearance(size, scheme) for size in ("desk", "narrow") for scheme in SCHEMES]

# How many surfaces there are on each walk.
SURFACES = {"account": 10, "calls": 9, "devices": 9, "welcome": 2}

# What is announced within something that is announced.
REGION = ":is([aria-live=polite], [role=status], [role=alert])"
TOLD_TWICE = f"{REGION} {REGION}"


def told(violation: dict[str, Any]) -> list[str]:
    """What is wrong, and with which elements."""
    return [f"{violation['id']}: {node['html'][:200]}: {node['failureSummary']}" for node in violation["nodes"]]


@pytest.mark.takes(seconds=45)
@pytest.mark.parametrize("walk", WALKS)
def test_axe_finds_nothing_on_any_surface(chromium: Browser, walk: str) -> None:
    axe = Axe()
    found: dict[tuple[str, str], list[str]] = {}

    def look(appearance: Appearance, person: Person, surface: str) -> None:
        results = axe.run(person.page).response["violations"]
        nested = person.page.locator(TOLD_TWICE).evaluate_all("(all) => all.map(({ outerHTML }) => outerHTML)")
        found[surface, str(appearance)] = nested + [line for violation in results for line in told(violation)]

    walk_through(WALKS[walk], chromium, APPEARANCES, look)
    assert {shown: lines for shown, lines in found.items() if lines} == {}
    assert len(found) == SURFACES[walk] * len(APPEARANCES), "other surfaces were shown than there are"
