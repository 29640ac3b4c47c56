"""`duet doctor` and everything that can be wrong with a relay."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from harness.doctor import Report
from harness.operator import ICE, Operator, Server, expect, turn


@pytest.fixture
def reached(operator: Operator, server: Server) -> None:
    """Everything but the relay."""
    operator.proxy(server.port)


@pytest.mark.usefixtures("reached")
def test_a_relay_with_another_secret(operator: Operator, ask: Callable[..., Report]) -> None:
    operator.relay()
    report = ask(ice=ICE, DUET_TURN_SECRET="another")
    expect(report, "FAIL", "relay udp", "refuses the credentials. turn-secret must be its static-auth-secret")
    assert report.troubles == [("FAIL", "relay udp"), ("FAIL", "relay tcp")], report.text


@pytest.mark.usefixtures("reached")
def test_a_relay_that_does_not_run(ask: Callable[..., Report]) -> None:
    report = ask(ice=ICE)
    for subject in ("STUN", "relay udp", "relay tcp"):
        expect(report, "FAIL", subject, "nothing listens on the port. Does it run")


@pytest.mark.usefixtures("reached")
def test_a_relay_whose_own_address_is_denied(operator: Operator, ask: Callable[..., Report]) -> None:
    operator.relay("denied-peer-ip=10.0.0.0-10.255.255.255")
    report = ask(ice=ICE)
    expect(report, "FAIL", "relay udp", "does not relay to itself", "denied-peer-ip")
    expect(report, "ok", "STUN", "works")


@pytest.mark.usefixtures("reached")
def test_a_relay_whose_name_has_no_address(ask: Callable[..., Report]) -> None:
    report = ask(ice=[turn(host="nosuch.invalid")])
    expect(report, "FAIL", "relay udp", "has no address")


@pytest.mark.usefixtures("reached")
def test_nothing_that_leads_from_one_network_to_another(ask: Callable[..., Report]) -> None:
    report = ask()
    expect(report, "FAIL", "relay", "no STUN server and no relay", "Set relay to managed", "docs/networking.md")


@pytest.mark.usefixtures("reached")
def test_no_relay(operator: Operator, ask: Callable[..., Report]) -> None:
    operator.relay()
    report = ask(ice=ICE[:1])
    expect(report, "warn", "relay", "There is none", "Set relay to managed")
    assert report.troubles == [("warn", "relay")], report.text
