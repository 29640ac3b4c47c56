"""A device without a browser: a signalling socket, what was said over it, and how long answers took."""

from __future__ import annotations

import json
import threading
import time
import uuid
from contextlib import ExitStack
from typing import Any, Self

from playwright.sync_api import StorageState
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import connect
from websockets.typing import Origin, Subprotocol

from .deadline import Deadline
from .line import Signal
from .server import DuetServer

_SDP = "v=0\r\no=- 1 1 IN IP4 0.0.0.0\r\nm=audio 9 UDP/TLS/RTP/SAVPF 111\r\na=fingerprint:sha-256 AA:BB\r\n"


class Device:
    """One socket of somebody who is signed in."""

    def __init__(self, server: DuetServer, cookies: StorageState) -> None:
        """Opens the socket and waits for the server's welcome."""
        token = next(cookie["value"] for cookie in cookies["cookies"] if cookie["name"] == "duet_session")
        #: What its requests carry, too.
        self.cookie = f"duet_session={token}"
        self.signals: list[Signal] = []
        self._news = threading.Condition()
        self._open = ExitStack()
        self._socket = self._open.enter_context(
            connect(
                f"ws://{server.host}:{server.port}/signaling?device_id={uuid.uuid4()}",
                origin=Origin(server.origin),
                subprotocols=[Subprotocol("duet.v1")],
                additional_headers={"Cookie": self.cookie},
                ping_interval=None,
                proxy=None,
            )
        )
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()
        self.person: str = self.wait_for("session:ready").payload["user"]["id"]

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._open.close()
        self._reader.join()

    @property
    def is_open(self) -> bool:
        """Has the server not closed it?"""
        return self._reader.is_alive()

    def say(self, type: str, to: str, **payload: Any) -> None:
        """Sends a message."""
        envelope = {"type": type, "from_user_id": self.person, "to_user_id": to, "payload": payload}
        self._socket.send(json.dumps(envelope))

    def call(self, other: Device) -> str:
        """Asks for a call, and says by which name."""
        call = str(uuid.uuid4())
        self.say("call:initiate", other.person, call_id=call)
        return call

    def ping(self) -> float:
        """How long the server takes to answer a heartbeat, in seconds."""
        seen = self.seen()
        since = time.monotonic()
        self.say("session:ping", "server", sent_at=since)
        self.wait_for("session:pong", since=seen)
        return time.monotonic() - since

    def offer(self, call: str, to: Device) -> float:
        """How long an offer takes to reach the other device, in seconds."""
        seen = to.seen()
        since = time.monotonic()
        self.say("call:offer", to.person, call_id=call, sdp=_SDP)
        to.wait_for("call:offer", since=seen)
        return time.monotonic() - since

    def seen(self) -> int:
        """How many messages there were so far: what `since` counts from."""
        return len(self.signals)

    def wait_for(self, type: str, *, since: int = 0) -> Signal:
        """Waits for a message of this type."""
        deadline = Deadline(f"a device to hear {type}", seconds=20)

        def found() -> Signal | None:
            return next((signal for signal in self.signals[since:] if signal.type == type), None)

        with self._news:
            while not self._news.wait_for(lambda: found() or not self.is_open, 1):
                deadline.check(lambda: self.said(since))
        signal = found()
        assert signal, f"The socket is closed: {self._socket.close_code}. Heard: {self.said(since)}"
        return signal

    def said(self, since: int = 0) -> list[str]:
        """The types of the messages, but for who is online and heartbeats, which come on their own."""
        return [
            signal.type
            for signal in self.signals[since:]
            if signal.type not in ("session:presence", "session:pong")
        ]

    def _read(self) -> None:
        try:
            for text in self._socket:
                message = json.loads(text)
                payload = message["payload"]
                with self._news:
                    self.signals.append(Signal("received", message["type"], payload.get("call_id"), payload))
                    self._news.notify_all()
        except ConnectionClosed:
            pass  # `wait_for` tells with which code
        with self._news:
            self._news.notify_all()
