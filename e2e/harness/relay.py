"""A TURN server: coturn, as Debian has it, with time-limited credentials."""

from __future__ import annotations

import base64
import hmac
import os
import shutil
import socket
import subprocess
import time
from collections.abc import Sequence
from pathlib import Path

import pytest

from .daemon import Daemon
from .server import BINARY

EXECUTABLE = shutil.which("turnserver")
SECRET = "a secret of the tests"
PORT = 3478

# RFC 8489, section 5: type, no attributes, the magic cookie and any transaction at all.
_BINDING_REQUEST = bytes.fromhex("0001 0000 2112a442") + b"is it there?"
_BINDING_SUCCESS = bytes.fromhex("0101")


def require() -> None:
    """Skips the test where there is no relay to run."""
    if EXECUTABLE is None:
        pytest.skip("there is no coturn")


class Relay(Daemon):
    """One relay on a machine at an address, or several."""

    def __init__(
        self,
        folder: Path,
        *addresses: str,
        machine: Sequence[str] = (),
        is_hardened: bool = False,
        port_too: int | None = None,
        allocation_seconds: int | None = None,
        more: Sequence[str] = (),
    ) -> None:
        """`machine` is a command that runs it elsewhere, where it has the addresses.

        A hardened one is set up as Duet tells operators (`duet coturn-config`), and relays into no private network. It
        listens to `port_too` beside its own. `allocation_seconds` is how long what it relays for somebody lasts without
        asking again. `more` are lines of its configuration.
        """
        self._address = addresses[0]
        assert EXECUTABLE, "there is no turnserver"
        settings = [_hardened() if is_hardened else _plain(), f"listening-port={PORT}"]
        for address in addresses:
            settings += [f"listening-ip={address}", f"relay-ip={address}"]
            if port_too is not None:
                settings.append(f"aux-server={_in_url(address)}:{port_too}")
        if allocation_seconds is not None:
            settings.append(f"max-allocate-lifetime={allocation_seconds}")
        settings += ["no-tls", "no-dtls", "log-file=stdout", *more]
        settings += [f"pidfile={folder / 'relay.pid'}", f"userdb={folder / 'relay.sqlite'}"]
        configuration = folder / "relay.conf"
        configuration.write_text("\n".join(settings) + "\n")
        super().__init__(
            [*machine, EXECUTABLE, "-c", str(configuration)], folder / "relay.log", self._answers
        )

    def url(self, transport: str) -> str:
        """As `--ice` takes it; the transport is `udp` or `tcp`."""
        return f"turn:{self._address}:{PORT}?transport={transport}"

    @property
    def stun_url(self) -> str:
        """It tells browsers their addresses as well."""
        return f"stun:{self._address}:{PORT}"

    def _answers(self) -> bool:
        """By both transports: one of them is there a moment before the other."""
        with socket.socket() as probe:
            probe.settimeout(1)
            if probe.connect_ex((self._address, PORT)) != 0:
                return False
        with socket.socket(type=socket.SOCK_DGRAM) as probe:
            probe.settimeout(1)
            try:
                probe.connect((self._address, PORT))
                probe.send(_BINDING_REQUEST)
                return probe.recv(1500).startswith(_BINDING_SUCCESS)
            except OSError:
                return False


def credentials(user: str, seconds: int) -> dict[str, str]:
    """What a browser is given that may use the relay for so long."""
    username = f"{int(time.time()) + seconds}:{user}"
    password = hmac.digest(SECRET.encode(), username.encode(), "sha1")
    return {"username": username, "credential": base64.b64encode(password).decode()}


def _plain() -> str:
    return f"no-cli\nno-multicast-peers\nrealm=duet\nuse-auth-secret\nstatic-auth-secret={SECRET}"


def _hardened() -> str:
    """What Duet prints for operators, but for those lines that are the test's own."""
    made = subprocess.run(
        [BINARY, "coturn-config", "--relay-host", "relay.example.org"],
        env={**os.environ, "DUET_TURN_SECRET": SECRET},
        capture_output=True,
        text=True,
        check=True,
        timeout=30,
    )
    return "\n".join(line for line in made.stdout.splitlines() if not line.startswith("listening-port="))


def _in_url(address: str) -> str:
    return f"[{address}]" if ":" in address else address
