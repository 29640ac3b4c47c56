"""Pictures of every surface, taken of the real program: `scripts/screenshots FOLDER`.

Each surface is taken in light and dark, on a desk and on two phones, in English and in German.
"""

from __future__ import annotations

import itertools
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

from harness.browsers import launch_chromium
from harness.person import Person
from harness.surfaces import ENGLISH, SCHEMES, SIZES, WALKS, Appearance, walk_through

LANGUAGES = (ENGLISH, "de")


def main(folder: Path) -> None:
    """Takes all pictures, as SURFACE-SIZE-SCHEME.jpg, the German ones with -de."""

    def take(appearance: Appearance, person: Person, surface: str) -> None:
        path = folder / f"{surface}-{appearance}.jpg"
        person.page.screenshot(path=path, type="jpeg", quality=85)
        print(path)

    with sync_playwright() as playwright:
        browser = launch_chromium(playwright)
        appearances = [Appearance(*chosen) for chosen in itertools.product(SIZES, SCHEMES, LANGUAGES)]
        for walk in WALKS.values():
            walk_through(walk, browser, appearances, take, sharpness=2)
        browser.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
