"""The people whom every server of a run knows, signed in: made once, because a password costs time."""

from __future__ import annotations

import fcntl
import json
import shutil
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from pathlib import Path

from playwright.sync_api import StorageState

from .server import Account, DuetServer

# Alice and Bo come with the demonstration; these are let in by an invitation.
LET_IN = [Account(name, name.capitalize(), f"a password of {name}") for name in ("carl", "dora")]


@dataclass(frozen=True)
class Residents:
    """A database that servers start with a copy of, its people, and what their browsers hold."""

    database: Path
    accounts: dict[str, Account]
    cookies: dict[str, StorageState]


def residents(shared: Path) -> Residents:
    """Those of this run, whose processes share a folder: the first to ask makes them, the others wait."""
    kept = shared / "residents.json"
    with (shared / "residents.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not kept.exists():
            kept.write_text(json.dumps(asdict(_make(shared / "residents")), default=str))
    known = json.loads(kept.read_text())
    accounts = {username: Account(**account) for username, account in known["accounts"].items()}
    return Residents(Path(known["database"]), accounts, known["cookies"])


def _make(folder: Path) -> Residents:
    shutil.rmtree(folder, ignore_errors=True)  # an attempt that failed
    folder.mkdir()
    server = DuetServer(folder)
    try:
        demonstration = list(server.accounts.values())
        with ThreadPoolExecutor() as pool:
            signed_in, let_in = pool.map(server.sign_in, demonstration), pool.map(server.let_in, LET_IN)
            cookies = [*signed_in, *let_in]
    finally:
        server.stop()
    accounts = {account.username: account for account in [*demonstration, *LET_IN]}
    return Residents(server.database, accounts, dict(zip(accounts, cookies, strict=True)))
