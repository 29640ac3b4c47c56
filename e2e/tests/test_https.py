"""A server with a certificate of its own, and no proxy."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from harness.certificates import Authority, CertificateFiles
from harness.deadline import Deadline
from harness.pair import expect_both_to_hear, hang_up
from harness.people import People
from harness.person import connect
from harness.server import DuetServer
from harness.servers import Servers

if shutil.which("openssl") is None:
    pytest.skip("openssl is not installed", allow_module_level=True)


@pytest.fixture
def authority(tmp_path: Path) -> Authority:
    """Who signs the server's certificates."""
    return Authority(tmp_path)


@pytest.fixture
def files(tmp_path: Path) -> CertificateFiles:
    """Where they are."""
    return CertificateFiles(tmp_path / "fullchain.pem", tmp_path / "privkey.pem")


@pytest.fixture
def server(servers: Servers, tmp_path: Path, authority: Authority, files: CertificateFiles) -> Iterator[DuetServer]:
    """A server that speaks https."""
    authority.issue(1, files)
    server = servers.start_elsewhere(tmp_path, tls=files)
    yield server
    server.stop()


def test_a_call_goes_on_while_the_certificate_is_renewed(
    people: People, server: DuetServer, authority: Authority, files: CertificateFiles
) -> None:
    alice, bo = (people(name, ignore_https_errors=True) for name in ("alice", "bo"))
    connect(alice, bo)
    expect_both_to_hear(alice, bo)
    since = alice.line.seen()

    authority.issue(2, files)
    wait_until_served(2, authority, server)
    expect_both_to_hear(alice, bo)
    # A page that is loaded again connects with the new one, and finds its call.
    bo.reload()
    expect_both_to_hear(alice, bo)

    assert alice.line.of("session:ready", since=since) == [], "a renewal ended a connection"
    hang_up(alice, bo)


def wait_until_served(serial: int, authority: Authority, server: DuetServer) -> None:
    deadline = Deadline(f"certificate {serial} to be served")
    while (served := authority.served(server.port)) != serial:
        deadline.check(lambda: served)
