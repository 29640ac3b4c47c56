"""The real server: started as an operator starts it, and read as an operator reads it."""

from __future__ import annotations

import http.client
import json
import os
import random
import re
import shutil
import signal
import socket
import subprocess
import threading
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from http.cookies import SimpleCookie
from pathlib import Path

from playwright.sync_api import StorageState, StorageStateCookie

from .certificates import CertificateFiles

REPOSITORY = Path(__file__).resolve().parents[2]
BINARY = Path(os.environ.get("DUET_BINARY", REPOSITORY / ".build/release/duet"))

# Seconds: two passwords are made at the first start with the demonstration's accounts, by a debug build.
STARTS_WITHIN = 120


@dataclass(frozen=True)
class Account:
    """What somebody types to sign in, and what the others see of them."""

    username: str
    name: str
    password: str


class DuetServer:
    """One `duet serve` with its own database on a port of the loopback interface that it keeps for life."""

    def __init__(
        self,
        folder: Path,
        *,
        demo: bool = True,
        copy_of: Path | None = None,
        ring_seconds: int | None = None,
        calls_per_minute: int = 10_000,
        web: Path | None = None,
        ice: Sequence[str] = (),
        turn_secret: str | None = None,
        always_relay: bool = False,
        managed_relay: bool = False,
        public_url: str | None = None,
        tls: CertificateFiles | None = None,
        push_authority: Path | None = None,
        host: str = "127.0.0.1",
        machine: Sequence[str] = (),
        name: str | None = None,
        port: int | None = None,
    ) -> None:
        """Starts the server and waits until its banner is complete.

        With `demo` the two demonstration accounts exist, without it the banner holds a set-up link. The
        database begins as a copy of another one, or empty. `ring_seconds` shortens how long a call rings.
        Tests place more calls than people do: `calls_per_minute` of one person.
        `web` is the folder of another page than the repository's. `ice` are STUN and TURN servers, and `turn_secret`
        is what the TURN servers know as well; with `always_relay` nothing else may be used. With
        `managed_relay` the server runs a relay itself, at its own address, for private networks as well. People come to
        `public_url`, if that is elsewhere. With `tls` the server speaks https itself. It pushes to services on this machine,
        too, whose certificates are signed by `push_authority`.
        `machine` is a command that runs the server elsewhere, where it has the address `host`. It is given a free port
        unless `port` says which, and people come to that address unless they come to `name`.
        """
        self.host = name or host
        self._machine = machine
        self.database = folder / "duet.sqlite"
        if copy_of is not None:
            shutil.copy(copy_of, self.database)
        self.log: list[str] = []
        self.accounts: dict[str, Account] = {}
        if port is None:
            self._port_claim = claim_port()
            port = self._port_claim.getsockname()[1]
        self.port = port
        self.origin = f"{'http' if tls is None else 'https'}://{self.host}:{port}"
        self.public_url = self.origin if name is not None else public_url
        self._news = threading.Condition()
        self._arguments = ["--host", host, "--port", str(self.port), "--database", str(self.database)]
        self._arguments += ["--calls-per-minute", str(calls_per_minute)]
        if web is not None:
            self._arguments += ["--web", str(web)]
        if tls is not None:
            self._arguments += ["--tls-certificate", str(tls.chain), "--tls-key", str(tls.key)]
        if self.public_url is not None:
            self._arguments += ["--public-url", self.public_url]
        if push_authority is not None:
            self._arguments += ["--push-allow-private", "--push-contact", "mailto:tests@example.org"]
        # No test of ours asks a server of strangers for anything.
        if managed_relay:
            self._arguments += ["--relay", "managed", "--relay-host", host, "--relay-lan"]
        else:
            for url in ice or ["none"]:
                self._arguments += ["--ice", url]
        if always_relay:
            self._arguments.append("--always-relay")
        # What a developer set for their own server must not change the tests'.
        self._environment = {key: value for key, value in os.environ.items() if not key.startswith("DUET_")}
        if push_authority is not None:
            self._environment["SSL_CERT_FILE"] = str(push_authority)
        if turn_secret is not None:
            self._environment["DUET_TURN_SECRET"] = turn_secret
        if demo:
            self._arguments.append("--demo")
        if ring_seconds is not None:
            self._arguments += ["--ring-seconds", str(ring_seconds)]
        self._start()
        try:
            if demo:
                for username in ("alice", "bo"):
                    password = self._banner(rf"\b{username}\s+password:\s+(\S+)")
                    self._remember(Account(username, username.capitalize(), password))
            elif copy_of is None:
                self.setup_link = self._banner(r"(http://127\.0\.0\.1:\d+/setup/\S+)")
        except BaseException:
            self.kill()
            raise

    @property
    def is_running(self) -> bool:
        """Is there a process?"""
        return self._process.poll() is None

    @property
    def children(self) -> list[int]:
        """The processes that it has started."""
        found: list[int] = []
        for task in Path(f"/proc/{self._process.pid}/task").iterdir():
            # Threads come and go.
            with suppress(FileNotFoundError, ProcessLookupError):
                found += [int(child) for child in (task / "children").read_text().split()]
        return found

    def kill(self) -> None:
        """Ends the server as a power cut does (SIGKILL); `start_again` brings it back."""
        self._process.kill()
        self._process.wait()
        self._reader.join()

    def start_again(self) -> None:
        """Starts a server that was killed or stopped: same port, same database, same options."""
        self._start()

    def restart(self) -> None:
        """Kills the server and starts it again at once."""
        self.kill()
        self.start_again()

    def sign_in(self, account: Account) -> StorageState:
        """Signs somebody in as a page does, but with more patience; returns what that browser then holds."""
        return self._post("/api/session", username=account.username, password=account.password)

    def let_in(self, account: Account) -> StorageState:
        """Makes an account by an invitation, as a page does; returns what that browser then holds."""
        invitation = self.invite().rpartition("/")[2]
        cookies = self._post(f"/api/invitations/{invitation}", **asdict(account))
        self._remember(account)
        return cookies

    def invite(self) -> str:
        """An invitation link, made from the command line, for the address that this server has."""
        made = self.command("invite")
        link = re.search(r"https?://[^/\s]+(/\S+)", made.stdout)
        assert made.returncode == 0, made.stdout
        assert link, made.stdout
        return self.origin + link[1]

    def command(self, *arguments: str, stdin: str = "") -> subprocess.CompletedProcess[str]:
        """Runs another `duet` command on this server's database."""
        return subprocess.run(
            [BINARY, *arguments, "--database", self.database],
            cwd=REPOSITORY,
            env=self._environment,
            input=f"{stdin}\n",
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=60,
            check=False,
        )

    def stop(self) -> None:
        """Asks the server to stop, if it runs, and fails when it does not within ten seconds."""
        self._process.terminate()
        try:
            status = self._process.wait(10)
        except subprocess.TimeoutExpired:
            self.kill()
            message = f"The server did not stop within 10 seconds of SIGTERM:\n{self.tail()}"
            raise AssertionError(message) from None
        self._reader.join()
        assert status in (0, -signal.SIGKILL), f"The server ended with status {status}:\n{self.tail()}"

    def tail(self) -> str:
        """The last lines that the server wrote."""
        return "\n".join(self.log[-60:])

    def _post(self, path: str, **content: str) -> StorageState:
        """Asks for something that signs in, and returns the cookie that came back."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            headers = {"Content-Type": "application/json", "Origin": self.origin}
            connection.request("POST", path, json.dumps(content), headers)
            answer = connection.getresponse()
            assert answer.status in (200, 201), f"{path}: {answer.status} {answer.read()!r}"
            cookies: SimpleCookie = SimpleCookie()
            for field in answer.headers.get_all("Set-Cookie") or []:
                cookies.load(field)
        finally:
            connection.close()
        return {"cookies": [browser_cookie(name, morsel.value) for name, morsel in cookies.items()], "origins": []}

    def _remember(self, account: Account) -> None:
        self.accounts[account.username] = account

    def _start(self) -> None:
        """Starts a process and waits until it listens."""
        self._ended = False
        self._begin = len(self.log)
        self._process = subprocess.Popen(
            [*self._machine, BINARY, "serve", *self._arguments],
            cwd=REPOSITORY,
            env=self._environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()
        try:
            self._banner(rf"({re.escape(self.origin)})\b")
        except BaseException:
            self.kill()
            raise

    def _read(self) -> None:
        assert self._process.stdout
        for line in self._process.stdout:
            with self._news:
                self.log.append(line.rstrip("\n"))
                self._news.notify_all()
        with self._news:
            self._ended = True
            self._news.notify_all()

    def _banner(self, expression: str) -> str:
        """Waits for a line of this start with this expression, and returns what its group holds."""

        def found() -> re.Match[str] | None:
            lines = self.log[self._begin :]
            return next(filter(None, (re.search(expression, line) for line in lines)), None)

        with self._news:
            self._news.wait_for(lambda: found() or self._ended, STARTS_WITHIN)
            match = found()
        assert match, f"The server did not print {expression!r}:\n{self.tail()}"
        return match[1]


def browser_cookie(name: str, value: str) -> StorageStateCookie:
    """What a browser holds that has got this cookie from a server of the tests."""
    return {
        "name": name,
        "value": value,
        "domain": "127.0.0.1",
        "path": "/",
        "expires": -1,
        "httpOnly": True,
        "secure": False,
        "sameSite": "Strict",
    }


def claim_port() -> socket.socket:
    """Finds a free port, and keeps it from other tests for as long as the returned socket lives.

    It is below the ports of outgoing connections, so that it stays free while a server is down; and the UDP
    port of the same number is held, so that no test beside this one takes it then.
    """
    while True:
        claim = socket.socket(type=socket.SOCK_DGRAM)
        try:
            claim.bind(("127.0.0.1", random.randrange(20_000, 32_000)))
            with socket.socket() as probe:
                probe.bind(claim.getsockname())
            return claim
        except OSError:
            claim.close()
