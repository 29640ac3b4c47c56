"""`duet doctor` and everything that can be wrong with the page and the server itself."""

from __future__ import annotations

import shutil
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest

from harness import network
from harness.certificates import CertificateFiles
from harness.doctor import Report
from harness.operator import NO_RELAY, SITE, Operator, Server, copy_of, expect
from harness.server import REPOSITORY, claim_port


def test_no_page(ask: Callable[..., Report], operator: Operator) -> None:
    expect(ask("--web", str(operator.folder)), "FAIL", "page", "There is no bundled page", "make web", "--web")


def test_a_page_that_was_replaced_while_the_server_runs(ask: Callable[..., Report], operator: Operator) -> None:
    page = shutil.copytree(REPOSITORY / "web/dist", operator.folder / "page")
    index = page / "index.html"
    index.write_text(index.read_text() + "<!-- new -->")
    expect(ask("--web", str(page)), "warn", "page", "does not show the page in", "Restart it")


def test_the_server_does_not_run(operator: Operator, server: Server) -> None:
    with claim_port() as port:
        number = port.getsockname()[1]
        operator.proxy(number)
        report = operator.ask(number, copy_of(server, operator.folder))
    expect(report, "FAIL", "server", "Nothing listens at http://127.0.0.1:", "Start `duet serve`")
    expect(report, "FAIL", "public address", "does not reach Duet (502)", "whether Duet runs")


OK = b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"


@pytest.mark.parametrize("greeting", [b"SSH-2.0-OpenSSH_9.2p1 Debian\r\n", OK], ids=["ssh", "http"])
def test_another_program_has_the_port(operator: Operator, server: Server, greeting: bytes) -> None:
    with other_program(greeting) as port:
        report = operator.ask(port, server.database)
    expect(report, "FAIL", "server", "is not Duet. Is the port taken by another program?")


def test_a_unix_socket(operator: Operator, server: Server) -> None:
    path = operator.folder / "duet.sock"
    here = ("--host", f"unix:{path}")
    expect(operator.ask(0, server.database, listens=here), "FAIL", "server", f"no socket {path}. Start `duet serve`")
    with socket.socket(socket.AF_UNIX) as dead:
        dead.bind(str(path))
    expect(operator.ask(0, server.database, listens=here), "FAIL", "server", f"Nothing listens at {path}")
    operator.serve("--public-url", f"https://{SITE}", host=f"unix:{path}")
    expect(operator.ask(0, server.database, listens=here), "ok", "server", f"It answers at {path}")


def test_https_by_duet_itself(operator: Operator, certificate: CertificateFiles) -> None:
    files = ("--tls-certificate", str(certificate.chain), "--tls-key", str(certificate.key))
    redirect = ("--http-redirect", f"{network.ADDRESS}:80")
    here = ("--host", network.ADDRESS, "--port", "443")
    url = ("--public-url", f"https://{SITE}")
    server = operator.serve(*files, *redirect, *url, host=network.ADDRESS, port=443)
    report = operator.ask(0, server.database, *files, *redirect, listens=here)
    assert report.troubles == [NO_RELAY], report.text
    expect(report, "ok", "server", f"https://{network.ADDRESS}:443")
    expect(report, "ok", "http-redirect", f"http://{network.ADDRESS}:80 leads on to https://{SITE}/")
    lost = ("--tls-certificate", str(operator.folder / "lost.pem"), "--tls-key", str(certificate.key))
    report = operator.ask(0, server.database, *lost, listens=here)
    expect(report, "FAIL", "certificate", "There is no file", "lost.pem. Name the certificate with tls-certificate")


def test_the_way_from_http_leads_nowhere(ask: Callable[..., Report]) -> None:
    with claim_port() as port:
        number = port.getsockname()[1]
        expect(ask("--http-redirect", str(number)), "FAIL", "http-redirect", "Nothing listens", "Start `duet serve`")
    with other_program(OK) as other:
        expect(ask("--http-redirect", str(other)), "FAIL", "http-redirect", "is not Duet", "another program")


@contextmanager
def other_program(greeting: bytes) -> Iterator[int]:
    """A program that says this to whoever connects, and its port."""
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def greet() -> None:
            while True:
                try:
                    line, _ = listener.accept()
                except OSError:
                    return
                with line:
                    line.sendall(greeting)
                    line.recv(65_536)

        thread = threading.Thread(target=greet)
        thread.start()
        yield listener.getsockname()[1]
        listener.shutdown(socket.SHUT_RDWR)
        thread.join()
