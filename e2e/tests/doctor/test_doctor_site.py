"""`duet doctor` and everything that can be wrong between people and a server: proxy, certificate and name."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from harness import network
from harness.certificates import Authority
from harness.doctor import Report
from harness.operator import ICE, NO_RELAY, RELAY, SITE, Operator, Server, expect
from harness.reverse_proxy import BELOW_A_PATH, KINDS

# Nothing listens there.
DEAD = "10.87.0.66"


@pytest.mark.parametrize("kind", KINDS)
def test_all_is_well(operator: Operator, server: Server, ask: Callable[..., Report], kind: str) -> None:
    operator.proxy(server.port, kind=kind)
    operator.relay()
    report = ask(ice=ICE)
    assert report.troubles == [], report.text
    assert report.exit_code == 0
    for subject in ("database", "page", "server", "public address", "certificate", "WebSocket", "STUN", "relay tcp"):
        assert report.of(subject), f"nothing about {subject}:\n{report.text}"
    expect(report, "ok", "proxy headers", f"as {network.ADDRESS}")
    expect(report, "ok", "relay udp", "a packet came through it")


UPGRADE = ("        proxy_set_header Upgrade $http_upgrade;\n", "")
FORWARDED = "proxy_set_header X-Forwarded-For $remote_addr;"


def test_a_proxy_that_does_not_pass_websockets_on(
    operator: Operator, server: Server, ask: Callable[..., Report]
) -> None:
    operator.proxy(server.port, UPGRADE)
    report = ask()
    expect(report, "FAIL", "WebSocket", "does not pass Upgrade and Connection on", "docs/deploy")
    assert report.troubles == [("FAIL", "WebSocket"), NO_RELAY], report.text


def test_a_proxy_that_speaks_for_nobody(operator: Operator, server: Server, ask: Callable[..., Report]) -> None:
    operator.proxy(server.port, (FORWARDED, 'proxy_set_header X-Forwarded-For "";'))
    report = ask()
    expect(report, "warn", "proxy headers", "everybody for 127.0.0.1", "must send X-Forwarded-For")
    assert report.troubles == [("warn", "proxy headers"), NO_RELAY], report.text


def test_a_proxy_that_passes_on_what_clients_claim(
    operator: Operator, server: Server, ask: Callable[..., Report]
) -> None:
    operator.proxy(server.port, (FORWARDED, ""))
    report = ask()
    expect(report, "FAIL", "proxy headers", "that anybody can make up", "set it itself, or add to it")
    assert report.troubles == [("FAIL", "proxy headers"), NO_RELAY], report.text


def test_a_proxy_that_adds_to_what_clients_claim_is_as_good(
    operator: Operator, server: Server, ask: Callable[..., Report]
) -> None:
    operator.proxy(server.port, ("X-Forwarded-For $remote_addr", "X-Forwarded-For $proxy_add_x_forwarded_for"))
    assert ask().troubles == [NO_RELAY]


def test_from_loopback_the_headers_do_not_show(
    operator: Operator, server: Server, ask: Callable[..., Report]
) -> None:
    adding = ("X-Forwarded-For $remote_addr", "X-Forwarded-For $proxy_add_x_forwarded_for")
    operator.proxy(server.port, adding, address="127.0.0.1")
    report = ask(names={SITE: ["127.0.0.1"]})
    expect(report, "skip", "proxy headers", "From 127.0.0.1", "/etc/hosts")


def test_a_proxy_that_changes_the_host_does_no_harm(
    operator: Operator, server: Server, ask: Callable[..., Report]
) -> None:
    operator.proxy(server.port, ("Host $http_host", "Host duet"))
    assert ask().troubles == [NO_RELAY]


def test_a_proxy_that_takes_the_path_away(operator: Operator) -> None:
    url = f"https://{SITE}/talk"
    server = operator.serve("--public-url", url)
    operator.proxy(server.port, ("proxy_pass http://duet;", "proxy_pass http://duet/;"), kind=BELOW_A_PATH)
    report = operator.ask(server.port, server.database, url=url)
    expect(report, "FAIL", "page", "(404)", "must pass the path /talk on as it is")
    assert report.troubles == [("FAIL", "page"), NO_RELAY], report.text


def test_a_proxy_that_leads_elsewhere(operator: Operator, server: Server, ask: Callable[..., Report]) -> None:
    operator.proxy(server.port, ("proxy_pass http://duet;", "return 301 https://www.example.org$request_uri;"))
    report = ask()
    expect(report, "FAIL", "public address", "leads on to https://www.example.org/healthz", "Set public-url")


def test_a_server_with_another_public_address(operator: Operator) -> None:
    server = operator.serve("--public-url", "https://old.example.org")
    operator.proxy(server.port)
    report = operator.ask(server.port, server.database)
    expect(report, "FAIL", "WebSocket", "with another public-url. Restart it")


def test_a_server_without_a_public_address(operator: Operator) -> None:
    server = operator.serve()
    operator.proxy(server.port)
    report = operator.ask(server.port, server.database)
    expect(report, "FAIL", "public address", f"refuses the name {SITE}", "without this public-url: restart it")


def test_a_certificate_for_another_name(operator: Operator, server: Server, ask: Callable[..., Report]) -> None:
    operator.proxy(server.port, certificate=operator.issue("DNS:other.example.org"))
    expect(ask(), "FAIL", "public address", "is for another name")


def test_a_certificate_that_has_ended(operator: Operator, server: Server, ask: Callable[..., Report]) -> None:
    operator.proxy(server.port, certificate=operator.issue(days=-1))
    expect(ask(), "FAIL", "public address", "has ended on 20", "Renew it")


def test_a_certificate_of_an_unknown_issuer(
    operator: Operator, server: Server, ask: Callable[..., Report], tmp_path: Path
) -> None:
    other = tmp_path / "other"
    other.mkdir()
    operator.proxy(server.port, certificate=operator.issue(authority=Authority(other)))
    expect(ask(), "FAIL", "public address", "not trusted here", "full chain", "SSL_CERT_FILE")


def test_a_certificate_that_ends_soon(operator: Operator, server: Server, ask: Callable[..., Report]) -> None:
    operator.proxy(server.port, certificate=operator.issue(days=5))
    report = ask()
    expect(report, "warn", "certificate", "in 4 days. Is its renewal set up?")
    assert report.troubles == [("warn", "certificate"), NO_RELAY], report.text


def test_issuers_that_cannot_be_read(ask: Callable[..., Report]) -> None:
    report = ask(SSL_CERT_FILE="/nowhere.pem")
    assert report.exit_code == 78
    assert "SSL_CERT_FILE names /nowhere.pem, which holds no certificates" in report.text


def test_a_name_that_has_no_address(ask: Callable[..., Report]) -> None:
    report = ask(url="https://nosuch.invalid")
    expect(report, "FAIL", "public address", "has no address", "your DNS")


def test_one_of_two_addresses_leads_nowhere(
    operator: Operator, server: Server, ask: Callable[..., Report]
) -> None:
    operator.proxy(server.port)
    operator.relay()
    with network.addresses(DEAD):
        both = [DEAD, network.ADDRESS]
        report = ask(ice=ICE, names={SITE: both, RELAY: both})
    assert report.exit_code == 0
    for subject in ("public address", "STUN", "relay udp", "relay tcp"):
        assert [finding.level for finding in report.of(subject)] == ["ok", "warn"], report.text
        expect(report, "warn", subject, f"stands for {DEAD}, too", "nothing listens", "out of the DNS")


def test_an_address_to_which_this_machine_has_no_way(
    operator: Operator, server: Server, ask: Callable[..., Report]
) -> None:
    operator.proxy(server.port)
    report = ask(names={SITE: [network.ADDRESS, "2001:db8::66"]})
    expect(report, "skip", "public address", "stands for 2001:db8::66, too", "Look from another one")


def test_plain_http(ask: Callable[..., Report]) -> None:
    report = ask(url=f"http://{SITE}")
    expect(report, "FAIL", "microphone", "on https and on localhost only", "tls-certificate", "proxy")
