"""Every surface is looked through by axe, in light and dark, wide and narrow."""

from __future__ import annotations

import itertools
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser

from harness.person import Person
from harness.surfaces import SCHEMES, Scheme, walk_through

SIZES = ("desk", "narrow")


def told(violation: dict[str, Any]) -> list[str]:
    """What is wrong, and with which elements."""
    return [f"{violation['id']}: {node['html'][:200]}: {node['failureSummary']}" for node in violation["nodes"]]


@pytest.mark.takes(seconds=45)
@pytest.mark.parametrize(("size", "scheme"), [*itertools.product(SIZES, SCHEMES)])
def test_axe_finds_nothing_on_any_surface(chromium: Browser, size: str, scheme: Scheme) -> None:
    axe = Axe()
    found: dict[str, list[str]] = {}

    def look(appearance: str, person: Person, surface: str) -> None:
        results = axe.run(person.page).response["violations"]
        found[surface] = [line for violation in results for line in told(violation)]

    walk_through(chromium, [(size, scheme)], look)
    assert len(found) > 20, "fewer surfaces were shown than there are"
    assert {surface: lines for surface, lines in found.items() if lines} == {}
