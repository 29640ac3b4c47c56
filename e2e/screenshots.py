"""Pictures of every surface, taken of the real program: `scripts/screenshots FOLDER`.

Each surface is taken in light and dark, on a desk and on two phones.
"""

from __future__ import annotations

import itertools
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

from harness.browsers import launch_chromium
from harness.person import Person
from harness.surfaces import SCHEMES, SIZES, walk_through


def main(folder: Path) -> None:
    """Takes all pictures, as SURFACE-SIZE-SCHEME.png."""

    def take(appearance: str, person: Person, surface: str) -> None:
        path = folder / f"{surface}-{appearance}.png"
        person.page.screenshot(path=path)
        print(path)

    with sync_playwright() as playwright:
        browser = launch_chromium(playwright)
        walk_through(browser, list(itertools.product(SIZES, SCHEMES)), take, sharpness=2)
        browser.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
