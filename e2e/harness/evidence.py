"""What is kept of a test that failed: pictures, consoles, signals, and the server's log and timelines."""

from __future__ import annotations

import os
import re
import shutil
import sqlite3
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path

from playwright.sync_api import Error

from .bidi import BiDiError
from .firefox import Firefox
from .person import Person
from .server import REPOSITORY, DuetServer

FOLDER = Path(os.environ.get("DUET_EVIDENCE", REPOSITORY / ".tools/evidence"))


def save(test: str, people: Iterable[Person], servers: Iterable[DuetServer], firefox: Firefox | None) -> Path:
    """Writes everything into a folder of the test's own, and returns it."""
    folder = FOLDER / re.sub(r"[^\w.-]+", "-", test).strip("-")
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    for index, person in enumerate(people, 1):
        base = f"{index}-{person.account.username}"
        try:
            person.page.screenshot(path=folder / f"{base}.png")
            seen = person.page.locator("body").inner_text(timeout=2_000)
        except Error as error:
            seen = f"No picture: {error}"
        parts = {
            "Seen": [seen],
            "Console": person.console,
            "Signals": person.line.log,
            "Requests": person.requests,
        }
        text = "\n\n".join(f"{title}\n" + "\n".join(lines) for title, lines in parts.items())
        (folder / f"{base}.txt").write_text(text + "\n")
    for index, server in enumerate(servers, 1):
        (folder / f"server-{index}.log").write_text("\n".join(server.log) + "\n")
        (folder / f"server-{index}-timeline.txt").write_text("\n".join(_timeline(server)) + "\n")
    if firefox:
        (folder / "firefox.log").write_text("\n".join([*firefox.log, *firefox.console, *firefox.requests]) + "\n")
        try:
            firefox.screenshot(folder / "firefox.png")
        except (BiDiError, OSError) as error:
            (folder / "firefox-no-picture.txt").write_text(f"{error}\n")
    return folder


def _timeline(server: DuetServer) -> list[str]:
    """What every call's timeline says, a line each, as far as the database can be read."""
    lines = """
        SELECT strftime('%H:%M:%f', at / 1000.0, 'unixepoch'), call_id, coalesce(device_id, '-'), kind, coalesce(detail, '')
        FROM call_timeline ORDER BY line
    """
    try:
        with closing(sqlite3.connect(f"file:{server.database}?mode=ro", uri=True, timeout=2)) as file:
            return [" ".join(row) for row in file.execute(lines)]
    except sqlite3.Error as error:
        return [f"The timeline cannot be read: {error}"]
