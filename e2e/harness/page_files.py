"""The files of the page, as `scripts/bundle` makes them."""

from __future__ import annotations

from pathlib import Path

# The forms of a file that are sent in its place.
_SMALLER = (".br", ".gz")


def add_to(folder: Path, name: str, text: str) -> None:
    """Makes another file of it, which is sent as it is."""
    for ending in _SMALLER:
        (folder / f"{name}{ending}").unlink(missing_ok=True)
    with (folder / name).open("a") as file:
        file.write(text)
