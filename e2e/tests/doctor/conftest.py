"""An operator, a server that runs, and a doctor to ask."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

from harness import network, relay
from harness.certificates import Authority, CertificateFiles
from harness.doctor import Report
from harness.operator import SITE, Operator, Server
from harness.reverse_proxy import are_installed
from harness.server import claim_port


@pytest.fixture(scope="session", autouse=True)
def needs() -> None:
    """A network with port 443 and more than one address, and what runs in it."""
    network.require()
    relay.require()
    if not are_installed():
        pytest.skip("not every proxy is installed")


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("doctor")


@pytest.fixture(scope="session")
def authority(folder: Path) -> Authority:
    return Authority(folder)


@pytest.fixture(scope="session")
def certificate(folder: Path, authority: Authority) -> CertificateFiles:
    """The right one, good for long."""
    files = CertificateFiles(folder / "fullchain.pem", folder / "privkey.pem")
    authority.issue(1, files, f"DNS:{SITE}", days=60)
    return files


@pytest.fixture(scope="session")
def server(folder: Path) -> Iterator[Server]:
    """A server behind a proxy."""
    with claim_port() as port:
        server = Server(folder, port.getsockname()[1], "--public-url", f"https://{SITE}")
        server.start()
        yield server
        server.end()


@pytest.fixture
def operator(tmp_path: Path, authority: Authority, certificate: CertificateFiles) -> Iterator[Operator]:
    with ExitStack() as running:
        yield Operator(tmp_path, authority, certificate, running)


@pytest.fixture
def ask(operator: Operator, server: Server) -> Callable[..., Report]:
    """Asks about the server that runs."""

    def ask(*more: str, **others: Any) -> Report:
        return operator.ask(server.port, server.database, *more, **others)

    return ask
