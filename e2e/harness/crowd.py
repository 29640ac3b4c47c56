"""Many people who are merely there: accounts without passwords, and sockets with nobody in front of them.

The sockets live in a process of their own (this file, run as a program), so that thousands of them do not hold
up the test.
"""

from __future__ import annotations

import asyncio
import hashlib
import json
import resource
import secrets
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

from playwright.sync_api import StorageState

from .people import People
from .person import Person
from .server import Account, browser_cookie

# Nobody knows a password to this; the people of a crowd come in with sessions that they have already.
_NO_PASSWORD = f"$scrypt$ln=17,r=8,p=1${'A' * 22}${'A' * 43}"
_HOUR = 3_600_000
# How many sockets open at the same time, and how often each says that it lives. Seconds.
_AT_ONCE = 50
_HEARTBEAT = 10
_PATIENCE = 60


@dataclass(frozen=True)
class Resident:
    """Somebody with an account and a session, as the database has them."""

    id: str
    username: str
    name: str
    token: str

    @classmethod
    def new(cls, username: str, name: str) -> Self:
        """Somebody with an id and a token of their own."""
        return cls(secrets.token_urlsafe(16), username, name, secrets.token_urlsafe(32))

    def open_page(self, people: People, **options: Any) -> Person:
        """A page of theirs, signed in and connected; options as `new_context`."""
        account = Account(self.username, self.name, "")
        person = people.stranger(account, storage_state=self._cookies(), **options)
        person.expect_signed_in()
        person.line.wait_for("session:ready")
        return person

    def _cookies(self) -> StorageState:
        return {"cookies": [browser_cookie("duet_session", self.token)], "origins": []}


def settle_in(database: Path, residents: Iterable[Resident]) -> None:
    """Writes accounts and sessions into the database of a server that does not run."""
    now = int(time.time() * 1000)
    people = list(residents)
    with sqlite3.connect(database) as file:
        file.executemany(
            "INSERT INTO account (id, username, name, password_hash, created_at) VALUES (?, ?, ?, ?, ?)",
            [(person.id, person.username, person.name, _NO_PASSWORD, now) for person in people],
        )
        file.executemany(
            "INSERT INTO session (id, account_id, created_at, last_seen_at, expires_at) VALUES (?, ?, ?, ?, ?)",
            [
                (hashlib.sha256(person.token.encode()).hexdigest(), person.id, now, now, now + 24 * _HOUR)
                for person in people
            ],
        )
    file.close()


class Crowd:
    """Residents who are online, each with one socket."""

    def __init__(self, port: int) -> None:
        """Starts the process; nobody is online yet."""
        self._process = subprocess.Popen(
            [sys.executable, "-m", "harness.crowd", str(port)],
            cwd=Path(__file__).parents[1],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def come(self, residents: Sequence[Resident]) -> None:
        """Lets them open their sockets, and waits until the server has welcomed every one."""
        self._ask({"come": [[person.id, person.token] for person in residents]})

    def go(self, residents: Sequence[Resident]) -> None:
        """Lets them close their sockets, and waits until that is done."""
        self._ask({"go": [person.id for person in residents]})

    def go_home(self) -> None:
        """Lets everybody go who is still there."""
        self._ask({"go": None})

    def close(self) -> None:
        """Ends the process, and with it every socket."""
        self._process.kill()
        self._process.communicate()

    def _ask(self, wish: dict[str, Any]) -> None:
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.write(json.dumps(wish) + "\n")
        self._process.stdin.flush()
        answer = self._process.stdout.readline()
        assert answer, "the crowd's process has ended"
        problems = json.loads(answer)
        assert problems == [], f"{len(problems)} of the crowd could not, for example: {problems[:3]}"


def allow_many_files() -> None:
    """Lets this process and those that it starts hold as many sockets as the system permits."""
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))


class _Socket(asyncio.Protocol):
    """A client of the signalling socket that says only that it lives, and listens to nothing but its welcome."""

    def __init__(self, person: str) -> None:
        self._person = person
        self._heard = b""
        self._asked = time.monotonic()
        self.welcomed: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self.closed: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        if self.welcomed.done():
            return
        self._heard += data
        if b"session:ready" in self._heard:
            self.welcomed.set_result(None)
            self._heard = b""

    def connection_lost(self, exc: Exception | None) -> None:
        if not self.welcomed.done():
            reason = exc or self._heard[:200].decode(errors="replace")
            waited = time.monotonic() - self._asked
            self.welcomed.set_exception(ConnectionError(f"no welcome after {waited:.1f} s: {reason}"))
        self.closed.set_result(None)

    def ping(self) -> None:
        """Says that it lives, as the page does."""
        message = {
            "type": "session:ping",
            "from_user_id": self._person,
            "to_user_id": "server",
            "payload": {"sent_at": time.monotonic()},
        }
        self._send(0x81, json.dumps(message).encode())

    def leave(self) -> None:
        """Says good-bye; the server closes the connection."""
        self._send(0x88, (1000).to_bytes(2))

    def _send(self, start: int, payload: bytes) -> None:
        """One frame, masked with zeros (RFC 6455, section 5.2)."""
        size = len(payload)
        length = bytes([0x80 | size]) if size < 126 else b"\xfe" + size.to_bytes(2)
        if self._transport is not None and not self._transport.is_closing():
            self._transport.write(bytes([start]) + length + bytes(4) + payload)


class _Sockets:
    """What the crowd's process holds."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._sockets: dict[str, _Socket] = {}
        self._turn = asyncio.Semaphore(_AT_ONCE)

    async def open(self, person: str, token: str) -> None:
        async with self._turn:
            client = _Socket(person)
            await asyncio.get_running_loop().create_connection(lambda: client, sock=self._ask_in(token))
            await asyncio.wait_for(client.welcomed, _PATIENCE)
            self._sockets[person] = client

    def _ask_in(self, token: str) -> socket.socket:
        """Connects and asks at once: this process may be busy with what thousands of sockets hear, and the server
        gives up on a connection that asks for nothing."""
        request = (
            "GET /signaling HTTP/1.1\r\n"
            f"Host: 127.0.0.1:{self._port}\r\n"
            f"Origin: http://127.0.0.1:{self._port}\r\n"
            f"Cookie: duet_session={token}\r\n"
            "Connection: Upgrade\r\nUpgrade: websocket\r\n"
            "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n"
            "Sec-WebSocket-Protocol: duet.v1\r\n\r\n"
        )
        connection = socket.create_connection(("127.0.0.1", self._port), timeout=_PATIENCE)
        connection.sendall(request.encode())
        connection.setblocking(False)
        return connection

    async def close(self, person: str) -> None:
        client = self._sockets.pop(person)
        client.leave()
        await asyncio.wait_for(client.closed, _PATIENCE)

    def people(self) -> list[str]:
        return list(self._sockets)

    async def live(self) -> None:
        """Lets everybody say that they live, one after the other."""
        while True:
            everybody = list(self._sockets.values())
            for index in range(0, len(everybody), _AT_ONCE):
                for client in everybody[index : index + _AT_ONCE]:
                    client.ping()
                await asyncio.sleep(_HEARTBEAT * _AT_ONCE / len(everybody))
            if not everybody:
                await asyncio.sleep(1)


async def _serve(port: int) -> None:
    sockets = _Sockets(port)
    living = asyncio.create_task(sockets.live())
    loop = asyncio.get_running_loop()
    while wish := await loop.run_in_executor(None, sys.stdin.readline):
        wishes = json.loads(wish)
        work = [sockets.open(*person) for person in wishes.get("come", [])]
        leaving = wishes.get("go", [])
        work += [sockets.close(person) for person in (sockets.people() if leaving is None else leaving)]
        outcome = await asyncio.gather(*work, return_exceptions=True)
        problems = [repr(problem) for problem in outcome if isinstance(problem, BaseException)]
        print(json.dumps(problems), flush=True)
    living.cancel()


if __name__ == "__main__":
    allow_many_files()
    asyncio.run(_serve(int(sys.argv[1])))
