"""Where application servers bring their pushes: https, and what RFC 8030 says of requests and answers."""

from __future__ import annotations

import ssl
import threading
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Self

from .certificates import CertificateFiles
from .pushes import Push, Refusal

Take = Callable[[str, dict[str, str], bytes], Push | Refusal]


class PushDoor:
    """A web server on a port of the loopback interface."""

    def __init__(self, files: CertificateFiles, take: Take) -> None:
        """`take` is given the path, the headers by their names in small letters, and the body of each POST."""
        tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        tls.load_cert_chain(files.chain, files.key)

        class Request(_Request):
            """Those that come to this door."""

            def do_POST(self) -> None:
                self.answer(take)

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Request)
        # With the handshake in the thread of the request a caller that says nothing is in nobody's way.
        self._server.socket = tls.wrap_socket(
            self._server.socket, server_side=True, do_handshake_on_connect=False
        )
        self.port: int = self._server.server_address[1]
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.1})
        self._thread.start()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()


class _Request(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def answer(self, take: Take) -> None:
        """Reads the request, and writes what has become of it."""
        headers = {name.lower(): value for name, value in self.headers.items()}
        taken = take(self.path, headers, self.rfile.read(int(headers.get("content-length", 0))))
        match taken:
            case Push(id=id, ttl=ttl):
                self.send_response(201)
                self.send_header("Location", f"https://{self.headers['Host']}/message/{id}")
                self.send_header("TTL", str(ttl))
            case Refusal(status=status, retry_after=retry_after):
                self.send_response(status)
                if retry_after is not None:
                    self.send_header("Retry-After", str(retry_after))
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """Says nothing: what came is with the service."""
