"""What a page and the server say to each other over the signalling socket."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from playwright.sync_api import Page, WebSocket

from .deadline import Deadline


@dataclass(frozen=True)
class Signal:
    """One message."""

    direction: str
    type: str
    call_id: str | None
    payload: dict[str, Any] = field(default_factory=dict, repr=False)


class Line:
    """All that one page has said and heard, over however many sockets."""

    def __init__(self, page: Page, whose: str) -> None:
        """Begins to listen; sockets that are open already are not heard."""
        self.signals: list[Signal] = []
        #: All of it as text, with the time at which it was heard of here: for whoever looks for a fault.
        self.log: list[str] = []
        self._page = page
        self._whose = whose
        self._socket: WebSocket | None = None
        page.on("websocket", self._heard_socket)

    @property
    def is_open(self) -> bool:
        """Has the page a socket that the server has welcomed, as far as it can be seen from outside?"""
        return self._socket is not None and not self._socket.is_closed()

    def seen(self) -> int:
        """How many signals there were so far: what `since` counts from."""
        return len(self.signals)

    def of(self, type: str, *, since: int = 0, direction: str = "received") -> list[Signal]:
        """The messages of this type; `since` is how many signals to leave out."""
        return [
            signal for signal in self.signals[since:] if (signal.direction, signal.type) == (direction, type)
        ]

    def wait_for(self, type: str, *, since: int = 0, direction: str = "received") -> Signal:
        """Waits for a message of this type."""
        deadline = Deadline(f"{self._whose}'s page to have {direction} {type}", hearing=self._page)
        while not (found := self.of(type, since=since, direction=direction)):
            deadline.check(lambda: [f"{signal.direction} {signal.type}" for signal in self.signals[since:]])
        return found[0]

    def snapshot(self) -> dict[str, Any] | None:
        """The call as the server told it last."""
        told = [signal for signal in self.signals if signal.type in ("session:ready", "session:call")]
        return told[-1].payload["call"] if told else None

    def call_id(self) -> str:
        """Waits until the server has told this page of a call, and returns its id."""
        deadline = Deadline(f"the server to tell {self._whose} of a call", hearing=self._page)
        while not (snapshot := self.snapshot()):
            deadline.check(self.snapshot)
        return snapshot["call_id"]

    def device_id(self) -> str:
        """What the server calls this tab."""
        return self.of("session:ready")[-1].payload["device_id"]

    def _heard_socket(self, socket: WebSocket) -> None:
        self._note("opening a socket")
        socket.on("close", lambda _: self._note("a socket was closed"))
        socket.on("socketerror", lambda error: self._note(f"a socket failed: {error}"))
        socket.on("framesent", lambda text: self._heard("sent", text, socket))
        socket.on("framereceived", lambda text: self._heard("received", text, socket))

    def _heard(self, direction: str, text: str | bytes, socket: WebSocket) -> None:
        message = json.loads(text)
        payload = message["payload"]
        self.signals.append(Signal(direction, message["type"], payload.get("call_id"), payload))
        self._note(f"{direction:8} {message['type']}")
        if message["type"] == "session:ready":
            self._socket = socket

    def _note(self, what: str) -> None:
        self.log.append(f"{datetime.now(UTC):%H:%M:%S.%f} {what}")
