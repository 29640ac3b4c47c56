"""An office that lets nothing out but TLS: the relay that Duet runs is reached by it, and the check says so."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import expect

from harness import relay
from harness.certificates import Authority, CertificateFiles
from harness.homes import Home, Homes
from harness.pair import expect_both_to_hear
from harness.person import Person
from harness.server import DuetServer

if shutil.which("openssl") is None:
    pytest.skip("openssl is not installed", allow_module_level=True)

# Chromium knows the tests' authority neither in pages nor in WebRTC, whose Swift tests look at the chain.
ANY_CERTIFICATE = "--ignore-certificate-errors"


@pytest.fixture
def lab(lab: Homes) -> Homes:
    """The homes do not reach each other, and the relay by its port for TLS only."""
    lab.keep_apart()
    for home in (lab.a, lab.b):
        home.block_udp()
        home.keep_from_relay()
    return lab


@pytest.fixture
def server(lab: Homes, start_in_lab: Callable[..., DuetServer], tmp_path: Path) -> DuetServer:
    """A server that speaks https, and whose relay has the same certificate."""
    relay.require()
    files = CertificateFiles(tmp_path / "fullchain.pem", tmp_path / "privkey.pem")
    Authority(tmp_path).issue(1, files, names=f"IP:{lab.server.address}")
    return start_in_lab(managed_relay=True, tls=files)


@pytest.mark.takes(seconds=25)
def test_where_nothing_but_tls_gets_out_a_call_goes_over_the_relay_by_it(
    lab: Homes, at_home: Callable[..., Person]
) -> None:
    alice, bo = (at_home(name, home, ANY_CERTIFICATE) for name, home in (("alice", lab.a), ("bo", lab.b)))
    alice.choose("Check my connection")
    found = alice.page.get_by_role("dialog", name="Check my connection").get_by_role("listitem")
    expect(found.filter(has_text="Relay over TLS")).to_contain_text("It connects in", timeout=40_000)
    alice.button("Close").click()

    alice.call(bo)
    bo.accept()
    expect_both_to_hear(alice, bo)
    for person in (alice, bo):
        path = person.path()
        assert path
        assert (path.is_relayed, path.transport) == (True, "tls")
    alice.hang_up()
