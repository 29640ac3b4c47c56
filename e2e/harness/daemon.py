"""A program beside the server that a test starts, waits for and ends."""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from .deadline import Deadline


def end(process: subprocess.Popen[str] | subprocess.Popen[bytes]) -> None:
    """Asks a process to end; one that does not within ten seconds is killed."""
    process.terminate()
    try:
        process.wait(10)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


class Daemon:
    """A program that listens, and writes a log."""

    def __init__(
        self,
        command: Sequence[str],
        log: Path,
        listens: Callable[[], bool],
        environment: Mapping[str, str] | None = None,
    ) -> None:
        """The command that starts it, and how to find out whether it listens."""
        self._command = list(command)
        self._log = log
        self._listens = listens
        self._environment = environment

    def start(self) -> None:
        """Starts it, for the first time or again, and waits until it listens; one that does not is ended."""
        with self._log.open("a") as log:
            self._process = subprocess.Popen(
                self._command, stdout=log, stderr=subprocess.STDOUT, env=self._environment, cwd=self._log.parent
            )
        deadline = Deadline(f"{self._command[0]} to listen")
        try:
            while not self._listens():
                assert self._process.poll() is None, f"It ended:\n{self._log.read_text()[-2000:]}"
                deadline.check(self._log.read_text)
        except BaseException:
            self.kill()
            raise

    def end(self) -> None:
        """Ends it in order."""
        end(self._process)

    def kill(self) -> None:
        """It is gone at once."""
        self._process.kill()
        self._process.wait()
