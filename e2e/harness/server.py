"""The real server: started as an operator starts it, and read as an operator reads it."""

from __future__ import annotations

import os
import re
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
    """One `duet serve` with its own database on a free port of the loopback interface."""

    def __init__(self, folder: Path, *, demo: bool = True, ring_seconds: int | None = None) -> None:
        """Starts the server and waits until its banner is complete.

        With `demo` the two demonstration accounts exist, without it the banner holds a set-up link.
        `ring_seconds` shortens the time that a call rings.
        """
        self.database = folder / "duet.sqlite"
        self.log: list[str] = []
        self.accounts: dict[str, Account] = {}
        self._news = threading.Condition()
        self._ended = False
        arguments = ["--port", "0", "--database", str(self.database)]
        if demo:
            arguments.append("--demo")
        if ring_seconds is not None:
            arguments += ["--ring-seconds", str(ring_seconds)]
        self._process = subprocess.Popen(
            [BINARY, "serve", *arguments],
            cwd=REPOSITORY,
            env=_environment(),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        threading.Thread(target=self._read, daemon=True).start()
        try:
            self.origin = self._banner(r"(http://127\.0\.0\.1:\d+)")
            if demo:
                for username in ("alice", "bo"):
                    password = self._banner(rf"\b{username}\s+password:\s+(\S+)")
                    self._remember(Account(username, username.capitalize(), password))
            else:
                self.setup_link = self._banner(r"(http://127\.0\.0\.1:\d+/setup/\S+)")
        except BaseException:
            self._process.kill()
            raise

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
        """Asks the server to stop, and fails if it does not within ten seconds."""
        self._process.terminate()
        try:
            self._process.wait(10)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
            message = f"The server did not stop within 10 seconds of SIGTERM:\n{self.tail()}"
            raise AssertionError(message) from None

    def tail(self) -> str:
        """The last lines that the server wrote."""
        return "\n".join(self.log[-60:])

    def _remember(self, account: Account) -> None:
        self.accounts[account.username] = account

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
        """Waits for a line with this expression, and returns what its group holds."""

        def found() -> re.Match[str] | None:
            return next(filter(None, (re.search(expression, line) for line in self.log)), None)

        with self._news:
            self._news.wait_for(lambda: found() or self._ended, 60)
            match = found()
        assert match, f"The server did not print {expression!r}:\n{self.tail()}"
        return match[1]


def _environment() -> dict[str, str]:
    # What a developer set for their own server must not change the tests'.
    return {key: value for key, value in os.environ.items() if not key.startswith("DUET_")}
