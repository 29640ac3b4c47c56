"""What a server has noted of a call, line by line, as it stands in its database."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import dataclass

from .server import DuetServer


@dataclass(frozen=True)
class NotedLine:
    """A line of a call's timeline. The server's own lines are of no device."""

    kind: str
    device: str | None
    detail: str | None


def noted(server: DuetServer, call: str) -> list[NotedLine]:
    """Everything that is written of a call until now, oldest first."""
    columns = "SELECT kind, device_id, detail FROM call_timeline WHERE call_id = ? ORDER BY line"
    with closing(sqlite3.connect(f"file:{server.database}?mode=ro", uri=True, timeout=20)) as file:
        return [NotedLine(*row) for row in file.execute(columns, [call])]


def reports(server: DuetServer, call: str) -> list[tuple[str, str]]:
    """What devices have told of their media: the device, and its line."""
    return [(line.device or "", line.detail or "") for line in noted(server, call) if line.kind == "session:report"]
