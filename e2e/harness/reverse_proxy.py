"""Real reverse proxies with the configurations of `docs/deploy`, and a certificate for one address."""

from __future__ import annotations

import os
import shutil
import socket
import ssl
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from . import network
from .certificates import CertificateFiles, make_self_signed
from .daemon import Daemon
from .server import REPOSITORY

_RECIPES = REPOSITORY / "docs/deploy"
_MODULES = Path("/usr/lib/apache2/modules")


@dataclass(frozen=True)
class _Place:
    """Where one proxy stands."""

    folder: Path
    address: str
    port: int
    server_port: int
    name: str
    files: CertificateFiles
    # What is made of the documented lines beside that.
    mistakes: tuple[tuple[str, str], ...]

    @property
    def certificate(self) -> tuple[tuple[str, str], ...]:
        """What to say in place of the documented certificate."""
        documented = "/etc/ssl/talk.example.org"
        return (
            (f"{documented}/fullchain.pem", str(self.files.chain)),
            (f"{documented}/privkey.pem", str(self.files.key)),
        )

    def recipe(self, name: str, *changes: tuple[str, str]) -> Path:
        """The documented configuration, with this place's names in it: each of them must be there."""
        text = (_RECIPES / name).read_text()
        for old, new in (("127.0.0.1:8080", f"127.0.0.1:{self.server_port}"), *changes, *self.mistakes):
            assert old in text, f"{name} does not say {old!r}"
            text = text.replace(old, new)
        path = self.folder / name
        path.write_text(text)
        return path


def _caddy(place: _Place) -> list[str]:
    site = f"https://{place.name}:{place.port} {{\n\tbind {place.address}\n\ttls {place.files.chain} {place.files.key}"
    path = place.recipe("Caddyfile", ("talk.example.org {", site))
    # HTTP/3 would want the UDP port of the same number, which is held for another test's sake.
    options = "{\n\tadmin off\n\tauto_https disable_redirects\n\tservers {\n\t\tprotocols h1 h2\n\t}\n}\n"
    path.write_text(options + path.read_text())
    return ["caddy", "run", "--adapter", "caddyfile", "--config", str(path)]


def _nginx(place: _Place, *changes: tuple[str, str]) -> list[str]:
    site = place.recipe(
        "nginx.conf",
        *place.certificate,
        ("listen 443 ssl", f"listen {place.address}:{place.port} ssl"),
        ("server_name talk.example.org", f"server_name {place.name}"),
        *changes,
    )
    folders = "".join(
        f"{kind}_temp_path {place.folder}/{kind};\n" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    main = place.folder / "main.conf"
    main.write_text(
        f"daemon off;\nmaster_process off;\npid {place.folder}/pid;\nerror_log stderr;\nevents {{}}\n"
        f"http {{\naccess_log off;\n{folders}include {site};\n}}\n"
    )
    return ["nginx", "-c", str(main)]


def _nginx_without_keepalive(place: _Place) -> list[str]:
    return _nginx(place, ("''      '';", "''      close;"), ("keepalive 8;", ""))


def _nginx_below_a_path(place: _Place) -> list[str]:
    return _nginx(place, ("location / {", "location /talk/ {"))


def _apache(place: _Place) -> list[str]:
    site = place.recipe(
        "apache.conf",
        *place.certificate,
        ("*:443", f"{place.address}:{place.port}"),
        ("ServerName talk.example.org", f"ServerName {place.name}"),
    )
    modules = "".join(
        f"LoadModule {name}_module {_MODULES}/mod_{name}.so\n"
        for name in ("mpm_event", "authz_core", "socache_shmcb", "ssl", "proxy", "proxy_http")
    )
    main = place.folder / "main.conf"
    main.write_text(
        f"ServerRoot {place.folder}\nServerName localhost\n{modules}"
        f"Listen {place.address}:{place.port}\nPidFile {place.folder}/pid\nErrorLog /dev/stderr\n"
        f"DefaultRuntimeDir {place.folder}\nUser www-data\nGroup www-data\nInclude {site}\n"
    )
    return ["apache2", "-f", str(main), "-DFOREGROUND"]


def _haproxy(place: _Place) -> list[str]:
    both = place.folder / "fullchain-and-key.pem"
    both.write_text(place.files.chain.read_text() + place.files.key.read_text())
    path = place.recipe(
        "haproxy.cfg",
        ("/etc/ssl/talk.example.org/fullchain-and-key.pem", str(both)),
        ("bind :443", f"bind {place.address}:{place.port}"),
    )
    return ["haproxy", "-db", "-f", str(path)]


KINDS: dict[str, Callable[[_Place], list[str]]] = {
    "caddy": _caddy,
    "nginx": _nginx,
    "nginx without keepalive": _nginx_without_keepalive,
    "apache": _apache,
    "haproxy": _haproxy,
}
BELOW_A_PATH = "nginx below /talk"
_ALL = {**KINDS, BELOW_A_PATH: _nginx_below_a_path}


def are_installed() -> bool:
    """Are all of them there?"""
    return all(shutil.which(name, path=network.PATH) for name in ("caddy", "nginx", "apache2", "haproxy", "openssl"))


class ReverseProxy(Daemon):
    """One proxy that takes https on a port."""

    def __init__(
        self,
        kind: str,
        folder: Path,
        port: int,
        server_port: int,
        address: str = "127.0.0.1",
        *,
        name: str = "localhost",
        certificate: CertificateFiles | None = None,
        mistakes: tuple[tuple[str, str], ...] = (),
    ) -> None:
        """The proxy of a kind, at an address of this machine, for a Duet on a port of it.

        It goes by a name, and has a certificate of its own for that unless it is given one. `mistakes` are what stands
        in its configuration in place of what is documented.
        """
        files = certificate or CertificateFiles(folder / "fullchain.pem", folder / "privkey.pem")
        self._place = _Place(folder, address, port, server_port, name, files, mistakes)
        environment = {**os.environ, "PATH": network.PATH, "HOME": str(folder), "XDG_DATA_HOME": str(folder)}
        if certificate is None:
            make_self_signed(files, name, "-addext", f"subjectAltName=DNS:{name}")
        super().__init__(_ALL[kind](self._place), folder / "proxy.log", self._takes_https, environment)

    def connect(self, source: str | None = None) -> ssl.SSLSocket:
        """A connection to the proxy, from this address of the machine."""
        return self._connect(ssl.create_default_context(cafile=str(self._place.files.chain)), source)

    def _connect(self, trust: ssl.SSLContext, source: str | None = None) -> ssl.SSLSocket:
        line = socket.create_connection(
            (self._place.address, self._place.port), timeout=20, source_address=(source, 0) if source else None
        )
        return trust.wrap_socket(line, server_hostname=self._place.name)

    def _takes_https(self) -> bool:
        # With whatever certificate: it may be meant to be a bad one.
        anything = ssl.create_default_context()
        anything.check_hostname = False
        anything.verify_mode = ssl.CERT_NONE
        try:
            self._connect(anything).close()
        except OSError:
            return False
        return True
