"""A TURN server: coturn, as Debian has it, with time-limited credentials."""

from __future__ import annotations

import shutil
import socket
from collections.abc import Sequence
from pathlib import Path

from .daemon import Daemon

EXECUTABLE = shutil.which("turnserver")
SECRET = "a secret of the tests"
_PORT = 3478


class Relay(Daemon):
    """One relay on a machine at an address."""

    def __init__(self, folder: Path, address: str, machine: Sequence[str] = ()) -> None:
        """`machine` is a command that runs it elsewhere, where it has the address."""
        self._address = address
        assert EXECUTABLE, "there is no turnserver"
        command = [*machine, EXECUTABLE, "-n", "--no-cli", "--no-tls", "--no-dtls", "--no-multicast-peers"]
        command += ["--listening-ip", address, "--relay-ip", address, "--listening-port", str(_PORT)]
        command += ["--realm", "duet", "--use-auth-secret", "--static-auth-secret", SECRET]
        command += ["--pidfile", str(folder / "relay.pid"), "--userdb", str(folder / "relay.sqlite")]
        command += ["--log-file", "stdout"]
        super().__init__(command, folder / "relay.log", self._takes_connections)

    def url(self, transport: str) -> str:
        """As `--ice` takes it; the transport is `udp` or `tcp`."""
        return f"turn:{self._address}:{_PORT}?transport={transport}"

    def _takes_connections(self) -> bool:
        with socket.socket() as probe:
            probe.settimeout(1)
            return probe.connect_ex((self._address, _PORT)) == 0
