"""Somebody who sets a server up, rightly or wrongly, and asks `duet doctor` about it."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from . import network, relay
from .certificates import Authority, CertificateFiles
from .daemon import Daemon
from .doctor import Report, examine
from .relay import Relay
from .reverse_proxy import ReverseProxy
from .server import BINARY, REPOSITORY, claim_port

SITE = "talk.example.org"
RELAY = "relay.example.org"

# What calls lack in a test that is about something else.
NO_RELAY = ("FAIL", "relay")

_Service = TypeVar("_Service", bound=Daemon)


class Server(Daemon):
    """A server that nobody signs in to.

    It is no `DuetServer`, which has a port of its own and people who come to it: this one listens wherever an operator
    may let it, on 443 or on a Unix socket, and is given whatever else the doctor is to look at.
    """

    def __init__(self, folder: Path, port: int, *options: str, host: str = "127.0.0.1") -> None:
        """With its database in this folder."""
        self.port = port
        self.database = folder / "duet.sqlite"
        where = ["--host", host, "--port", str(port), "--database", str(self.database)]
        web = ["--web", str(REPOSITORY / "web/dist"), "--ice", "none"]
        log = folder / "server.log"
        super().__init__(
            [str(BINARY), "serve", *where, *web, *options], log, lambda: "Stop it with Ctrl-C" in log.read_text()
        )


@dataclass
class Operator:
    """Somebody who sets things up, and asks the doctor."""

    folder: Path
    authority: Authority
    certificate: CertificateFiles
    running: ExitStack

    def begin(self, service: _Service) -> _Service:
        """Starts something for the time of the test."""
        service.start()
        self.running.callback(service.end)
        return service

    def proxy(
        self,
        server_port: int,
        *mistakes: tuple[str, str],
        kind: str = "nginx",
        certificate: CertificateFiles | None = None,
        address: str = network.ADDRESS,
    ) -> None:
        """Starts the proxy, set up as documented but for some lines."""
        self.begin(
            ReverseProxy(
                kind,
                self.folder,
                443,
                server_port,
                address,
                name=SITE,
                certificate=certificate or self.certificate,
                mistakes=mistakes,
            )
        )

    def serve(self, *options: str, host: str = "127.0.0.1", port: int | None = None) -> Server:
        """Starts another server."""
        if port is None:
            port = self.running.enter_context(claim_port()).getsockname()[1]
        return self.begin(Server(self.folder, port, *options, host=host))

    def relay(self, *more: str) -> None:
        """Starts a relay, with more lines in its configuration."""
        self.begin(Relay(self.folder, network.ADDRESS, more=more))

    def issue(self, names: str = f"DNS:{SITE}", days: int = 60, authority: Authority | None = None) -> CertificateFiles:
        """Another certificate."""
        files = CertificateFiles(self.folder / "other.pem", self.folder / "other.key")
        (authority or self.authority).issue(2, files, names, days)
        return files

    def ask(
        self,
        port: int,
        database: Path,
        *more: str,
        url: str | None = f"https://{SITE}",
        listens: Sequence[str] | None = None,
        ice: Sequence[str] = ("none",),
        names: Mapping[str, Sequence[str]] | None = None,
        user: int | None = None,
        **environment: str,
    ) -> Report:
        """Asks the doctor; everything that is not said is right, but that there is no relay."""
        options = [*(listens or ("--host", "127.0.0.1", "--port", str(port))), "--database", str(database)]
        options += [] if url is None else ["--public-url", url]
        for entry in ice:
            options += ["--ice", entry]
        known = {SITE: [network.ADDRESS], RELAY: [network.ADDRESS]} | dict(names or {})
        environment = {
            "SSL_CERT_FILE": str(self.authority.certificate),
            "DUET_TURN_SECRET": relay.SECRET,
            # There is no way to the push services of the world from here.
            "DUET_PUSH": "off",
        } | environment
        return examine([*options, *more], self.folder, known, user, **environment)


def expect(report: Report, level: str, subject: str, *sentences: str) -> None:
    """One finding of this level says all of this, and the exit code fits what was found."""
    found = [finding for finding in report.of(subject) if finding.level == level]
    assert any(all(part in finding.sentence for part in sentences) for finding in found), report.text
    assert report.exit_code == (1 if any(level == "FAIL" for level, _ in report.troubles) else 0), report.text


def turn(transport: str = "udp", host: str = RELAY) -> str:
    return f"turn:{host}:{relay.PORT}?transport={transport}"


ICE = (f"stun:{RELAY}:{relay.PORT}", turn("udp"), turn("tcp"))


def copy_of(server: Server, folder: Path) -> Path:
    """A database like the server's, which nobody has open."""
    path = folder / "duet.sqlite"
    with sqlite3.connect(server.database) as source, sqlite3.connect(path) as copy:
        source.backup(copy)
    source.close()
    copy.close()
    path.chmod(0o600)
    return path
