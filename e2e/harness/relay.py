"""A TURN server: Debian's coturn, in front, with time-limited credentials."""

from __future__ import annotations

import shutil
import socket
import subprocess
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

from .deadline import Deadline

EXECUTABLE = shutil.which("turnserver")
SECRET = "a secret of the tests"
_PORT = 3478


class Relay:
    """One relay on a machine at an address, from when it is entered until it is left."""

    def __init__(self, folder: Path, address: str, machine: Sequence[str] = ()) -> None:
        """`machine` is a command that runs it elsewhere, where it has the address."""
        self._address = address
        self._log = folder / "relay.log"
        assert EXECUTABLE, "there is no turnserver"
        self._command = [*machine, EXECUTABLE, "-n", "--no-cli", "--no-tls", "--no-dtls", "--no-multicast-peers"]
        self._command += ["--listening-ip", address, "--relay-ip", address, "--listening-port", str(_PORT)]
        self._command += ["--realm", "duet", "--use-auth-secret", "--static-auth-secret", SECRET]
        self._command += ["--pidfile", str(folder / "relay.pid"), "--userdb", str(folder / "relay.sqlite")]
        self._command += ["--log-file", "stdout"]

    def url(self, transport: str) -> str:
        """As `--ice` takes it; the transport is `udp` or `tcp`."""
        return f"turn:{self._address}:{_PORT}?transport={transport}"

    def __enter__(self) -> Self:
        """Starts it."""
        self.start()
        return self

    def start(self) -> None:
        """Starts it, for the first time or again, and waits until it listens."""
        with self._log.open("a") as log:
            self._process = subprocess.Popen(self._command, stdout=log, stderr=subprocess.STDOUT)
        deadline = Deadline("the relay to listen")
        while not self._listens():
            assert self._process.poll() is None, f"The relay ended:\n{self._log.read_text()[-2000:]}"
            deadline.check(self._log.read_text)

    def kill(self) -> None:
        """It is gone at once, and everything that it relayed."""
        self._process.kill()
        self._process.wait()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Ends it."""
        self.kill()

    def _listens(self) -> bool:
        with socket.socket() as probe:
            probe.settimeout(1)
            return probe.connect_ex((self._address, _PORT)) == 0
