"""Certificates for the tests: an authority of their own, and what it signs."""

from __future__ import annotations

import socket
import ssl
import subprocess
from dataclasses import dataclass
from pathlib import Path

_NEW_KEY = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes"]


@dataclass(frozen=True)
class CertificateFiles:
    """The two files that https is served with."""

    chain: Path
    key: Path


class Authority:
    """Signs certificates, for `localhost` and 127.0.0.1 unless it is told other names."""

    def __init__(self, folder: Path) -> None:
        """An authority that keeps its files in this folder."""
        self._folder = folder
        self.certificate = folder / "authority.pem"
        self._key = folder / "authority.key"
        make_self_signed(CertificateFiles(self.certificate, self._key), "Duet's tests")

    def issue(
        self, serial: int, to: CertificateFiles, names: str = "DNS:localhost,IP:127.0.0.1", days: int = 2
    ) -> None:
        """Puts a new certificate with its key in the place of the old one, each file at once, as certbot does.

        It is good for so many days; one of -1 day has ended.
        """
        new_key, new_chain = self._folder / "new.key", self._folder / "new.pem"
        request, extension = self._folder / "new.csr", self._folder / "new.ext"
        extension.write_text(f"subjectAltName={names}\n")
        _openssl("req", "-new", *_NEW_KEY, "-subj", "/CN=localhost", "-keyout", new_key, "-out", request)
        signed = ["-CA", self.certificate, "-CAkey", self._key, "-set_serial", serial, "-extfile", extension]
        _openssl("x509", "-req", "-in", request, "-days", days, *signed, "-out", new_chain)
        new_chain.replace(to.chain)
        new_key.replace(to.key)

    def served(self, port: int) -> int:
        """The serial number of the certificate that this port of 127.0.0.1 serves, which must be one of ours."""
        trusting = ssl.create_default_context(cafile=str(self.certificate))
        with (
            socket.create_connection(("127.0.0.1", port), timeout=10) as line,
            trusting.wrap_socket(line, server_hostname="localhost") as secure,
        ):
            certificate = secure.getpeercert()
        assert certificate
        return int(str(certificate["serialNumber"]), 16)


def make_self_signed(files: CertificateFiles, common_name: str, *options: str) -> None:
    """A certificate that nobody else vouches for, good for two days, with its key; options as `openssl req`."""
    subject = ["-subj", f"/CN={common_name}", "-days", 2, *options]
    _openssl("req", "-x509", *_NEW_KEY, *subject, "-keyout", files.key, "-out", files.chain)


def _openssl(*arguments: object) -> None:
    subprocess.run(["openssl", *map(str, arguments)], check=True, capture_output=True, timeout=20)
