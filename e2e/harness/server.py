"""The real server: started as an operator starts it, and read as an operator reads it."""

from __future__ import annotations

import os
import random
import re
import signal
import socket
import subprocess
import threading
from dataclasses import dataclass
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[2]
BINARY = Path(os.environ.get("DUET_BINARY", REPOSITORY / ".build/debug/duet"))


@dataclass(frozen=True)
class Account:
    """What somebody types to sign in, and what the others see of them."""

    username: str
    name: str
    password: str


class DuetServer:
    """One `duet serve` with its own database on a port of the loopback interface that it keeps for life."""

    def __init__(self, folder: Path, *, demo: bool = True, ring_seconds: int | None = None) -> None:
        """Starts the server and waits until its banner is complete.

        With `demo` the two demonstration accounts exist, without it the banner holds a set-up link.
        `ring_seconds` shortens the time that a call rings.
        """
        self.database = folder / "duet.sqlite"
        self.log: list[str] = []
        self.accounts: dict[str, Account] = {}
        self.port = _free_port()
        self.origin = f"http://127.0.0.1:{self.port}"
        self._news = threading.Condition()
        self._arguments = ["--port", str(self.port), "--database", str(self.database)]
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
            else:
                self.setup_link = self._banner(r"(http://127\.0\.0\.1:\d+/setup/\S+)")
        except BaseException:
            self.kill()
            raise

    @property
    def is_running(self) -> bool:
        """Is there a process?"""
        return self._process.poll() is None

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

    def add_account(self, username: str) -> Account:
        """Adds an account from the command line, next to the running server."""
        account = Account(username, username.capitalize(), f"a password of {username}")
        if username in self.accounts:
            return self.accounts[username]
        done = self.command(
            "user", "add", username, "--name", account.name, "--password-stdin", stdin=account.password
        )
        assert done.returncode == 0, done.stdout
        self._remember(account)
        return account

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
            env=_environment(),
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

    def _remember(self, account: Account) -> None:
        self.accounts[account.username] = account

    def _start(self) -> None:
        """Starts a process and waits until it listens."""
        self._ended = False
        self._begin = len(self.log)
        self._process = subprocess.Popen(
            [BINARY, "serve", *self._arguments],
            cwd=REPOSITORY,
            env=_environment(),
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
            self._news.wait_for(lambda: found() or self._ended, 60)
            match = found()
        assert match, f"The server did not print {expression!r}:\n{self.tail()}"
        return match[1]


def _free_port() -> int:
    """A port below those of outgoing connections, so that it stays free while a server is down."""
    while True:
        with socket.socket() as probe:
            try:
                probe.bind(("127.0.0.1", random.randrange(20_000, 32_000)))
            except OSError:
                continue
            return probe.getsockname()[1]


def _environment() -> dict[str, str]:
    # What a developer set for their own server must not change the tests'.
    return {key: value for key, value in os.environ.items() if not key.startswith("DUET_")}
