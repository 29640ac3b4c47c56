"""`duet doctor` and the way out to the push services."""

from __future__ import annotations

from collections.abc import Callable

from harness import network
from harness.doctor import Report
from harness.operator import NO_RELAY, SITE, Operator, Server, expect

SERVICES = ("fcm.googleapis.com", "updates.push.services.mozilla.com", "web.push.apple.com")


def test_push_services_that_are_reached(operator: Operator, server: Server, ask: Callable[..., Report]) -> None:
    names = ",".join(f"DNS:{name}" for name in (SITE, *SERVICES))
    operator.proxy(server.port, certificate=operator.issue(names))
    report = ask(names={name: [network.ADDRESS] for name in SERVICES}, DUET_PUSH="on")
    expect(report, "ok", "push", "can be reached")
    assert report.troubles == [NO_RELAY], report.text


def test_one_that_is_not(operator: Operator, server: Server, ask: Callable[..., Report]) -> None:
    operator.proxy(server.port)
    report = ask(names={name: [network.ADDRESS] for name in SERVICES}, DUET_PUSH="on")
    expect(report, "warn", "push", ", ".join(SERVICES), "another name", "port 443", "push to off")


def test_nobody_to_ask(ask: Callable[..., Report]) -> None:
    report = ask(url=None, DUET_PUSH="on")
    expect(report, "skip", "push", "Only this machine")


def test_push_that_is_off(ask: Callable[..., Report]) -> None:
    assert not ask().of("push")
