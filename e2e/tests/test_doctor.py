"""`duet doctor` and everything that can be wrong with a server's set-up, each thing as operators get it wrong."""

from __future__ import annotations

import hashlib
import shutil
import socket
import sqlite3
import tempfile
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import pytest

from harness import network, relay
from harness.certificates import Authority, CertificateFiles
from harness.daemon import Daemon
from harness.doctor import Report, examine
from harness.relay import Relay
from harness.reverse_proxy import BELOW_A_PATH, KINDS, ReverseProxy, are_installed
from harness.server import BINARY, REPOSITORY, claim_port

SITE = "talk.example.org"
RELAY = "relay.example.org"
# Nothing listens there.
DEAD = "10.87.0.66"
NOBODY = 65534

_Service = TypeVar("_Service", bound=Daemon)


@pytest.fixture(scope="module", autouse=True)
def needs() -> None:
    """A network with port 443 and more than one address, and what runs in it."""
    if not network.is_own():
        pytest.skip("only root can have several addresses")
    if not are_installed() or relay.EXECUTABLE is None:
        pytest.skip("not every proxy is installed, or no coturn")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("doctor")


@pytest.fixture(scope="module")
def authority(folder: Path) -> Authority:
    return Authority(folder)


@pytest.fixture(scope="module")
def certificate(folder: Path, authority: Authority) -> CertificateFiles:
    """The right one, good for long."""
    files = CertificateFiles(folder / "fullchain.pem", folder / "privkey.pem")
    authority.issue(1, files, f"DNS:{SITE}", days=60)
    return files


class Server(Daemon):
    """A server that nobody signs in to."""

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


@pytest.fixture(scope="module")
def server(folder: Path) -> Iterator[Server]:
    """A server behind a proxy."""
    with claim_port() as port:
        server = Server(folder, port.getsockname()[1], "--public-url", f"https://{SITE}")
        server.start()
        yield server
        server.end()


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
        } | environment
        return examine([*options, *more], self.folder, known, user, **environment)


# What calls lack in a test that is about something else.
NO_RELAY = ("FAIL", "relay")


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


def expect(report: Report, level: str, subject: str, *sentences: str) -> None:
    """One finding of this level says all of this, and the exit code fits what was found."""
    found = [finding for finding in report.of(subject) if finding.level == level]
    assert any(all(part in finding.sentence for part in sentences) for finding in found), report.text
    assert report.exit_code == (1 if any(level == "FAIL" for level, _ in report.troubles) else 0), report.text


def turn(transport: str = "udp", host: str = RELAY) -> str:
    return f"turn:{host}:{relay.PORT}?transport={transport}"


ICE = (f"stun:{RELAY}:{relay.PORT}", turn("udp"), turn("tcp"))


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


# The database.


def test_a_file_that_is_no_database(operator: Operator, server: Server) -> None:
    letter = operator.folder / "letter.txt"
    letter.write_text("Dear Bo,\n" * 1000)
    report = operator.ask(server.port, letter)
    expect(report, "FAIL", "database", "is not a database. Name another file")


def test_the_database_of_another_program(operator: Operator, server: Server) -> None:
    path = operator.folder / "books.sqlite"
    run_sql(path, "CREATE TABLE book (title TEXT)")
    before = fingerprint(path)
    report = operator.ask(server.port, path)
    expect(report, "FAIL", "database", "belongs to another program. Name another file")
    assert fingerprint(path) == before


def test_the_database_of_a_later_version(operator: Operator, server: Server) -> None:
    path = copy_of(server, operator.folder)
    run_sql(path, "INSERT INTO grdb_migrations VALUES ('9999 of the future')")
    report = operator.ask(server.port, path)
    expect(report, "FAIL", "database", "by a later version of Duet. Install that version again")


def test_the_database_of_an_earlier_version_is_left_as_it_is(operator: Operator, server: Server) -> None:
    path = copy_of(server, operator.folder)
    run_sql(path, "DELETE FROM grdb_migrations WHERE identifier = (SELECT max(identifier) FROM grdb_migrations)")
    before = fingerprint(path)
    report = operator.ask(server.port, path)
    expect(report, "warn", "database", "earlier version of Duet", "when it starts", "make a copy first")
    assert fingerprint(path) == before


def test_no_database_yet(operator: Operator, server: Server) -> None:
    path = operator.folder / "data" / "duet.sqlite"
    report = operator.ask(server.port, path)
    expect(report, "warn", "database", f"There is none yet at {path}")
    assert not path.parent.exists()


def test_a_folder_without_rights(operator: Operator, server: Server) -> None:
    """The file is there, and belongs to another user."""
    with tempfile.TemporaryDirectory(prefix="duet-doctor-") as open_to_all:
        folder = Path(open_to_all)
        folder.chmod(0o755)
        path = copy_of(server, folder)
        report = operator.ask(server.port, path, user=NOBODY, SSL_CERT_FILE="")
        expect(report, "FAIL", "database", "cannot be written. Check the permissions of the file and its folder")
        folder.chmod(0o700)
        report = operator.ask(server.port, path, user=NOBODY, SSL_CERT_FILE="")
        expect(report, "FAIL", "database", "cannot be created: permission denied")


def test_the_doctor_writes_nothing(operator: Operator, server: Server) -> None:
    path = copy_of(server, operator.folder)
    before = fingerprint(path)
    report = operator.ask(server.port, path)
    expect(report, "ok", "database", "can be read and written")
    assert fingerprint(path) == before
    assert sorted(file.name for file in path.parent.iterdir()) == ["duet.sqlite", "hosts"]


# The page.


def test_no_page(ask: Callable[..., Report], operator: Operator) -> None:
    expect(ask("--web", str(operator.folder)), "FAIL", "page", "There is no bundled page", "make web", "--web")


def test_a_page_that_was_replaced_while_the_server_runs(ask: Callable[..., Report], operator: Operator) -> None:
    page = shutil.copytree(REPOSITORY / "web/dist", operator.folder / "page")
    index = page / "index.html"
    index.write_text(index.read_text() + "<!-- new -->")
    expect(ask("--web", str(page)), "warn", "page", "does not show the page in", "Restart it")


# The server itself.


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


# The proxy.


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


# The certificate.


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


# The name.


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


# The relay.


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


def copy_of(server: Server, folder: Path) -> Path:
    """A database like the server's, which nobody has open."""
    path = folder / "duet.sqlite"
    with sqlite3.connect(server.database) as source, sqlite3.connect(path) as copy:
        source.backup(copy)
    source.close()
    copy.close()
    path.chmod(0o600)
    return path


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


def run_sql(path: Path, statement: str) -> None:
    with sqlite3.connect(path) as database:
        database.execute(statement)
    database.close()


def fingerprint(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
