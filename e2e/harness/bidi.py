"""The line to a browser that is driven by WebDriver BiDi: commands, their answers, and what it tells on its own.

https://w3c.github.io/webdriver-bidi/
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from contextlib import ExitStack
from socket import socket
from typing import Any, Self

from websockets.exceptions import WebSocketException
from websockets.sync.client import connect

# How long a browser may take for a command, in seconds. What a page is asked has a bound of its own
# (`in_time`); the first command waits until the browser has started.
ANSWERS_WITHIN = 120


class BiDiError(Exception):
    """What a browser answered a command with is an error, or it did not answer."""


class BiDi:
    """One session of a browser."""

    def __init__(self, address: str, hear: Callable[[dict[str, Any]], None], line: socket | None = None) -> None:
        """Begins a session at an address, perhaps over a line that is there; `hear` is told of every event."""
        self._hear = hear
        self._next_id = 0
        self._open = ExitStack()
        self._socket = self._open.enter_context(
            connect(f"{address}/session", sock=line, max_size=None, proxy=None, open_timeout=30)
        )
        self.command("session.new", capabilities={})

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._open.close()

    def command(self, method: str, **parameters: Any) -> Any:
        """Has the browser do something, and returns what it answers."""
        self._next_id += 1
        identity = self._next_id
        deadline = time.monotonic() + ANSWERS_WITHIN
        try:
            self._socket.send(json.dumps({"id": identity, "method": method, "params": parameters}))
            answer = self._receive(identity, deadline)
        except TimeoutError:
            raise BiDiError(f"{method}: no answer within {ANSWERS_WITHIN} seconds") from None
        except WebSocketException as error:
            raise BiDiError(f"{method}: the line to the browser is gone: {error}") from None
        if answer["type"] == "error":
            raise BiDiError(f"{method}: {answer['error']}: {answer['message']}")
        return answer["result"]

    def _receive(self, identity: int, deadline: float) -> Any:
        """Waits for the answer to a command; what else comes is an event, or an answer that is too late."""
        while True:
            message = json.loads(self._socket.recv(timeout=max(0, deadline - time.monotonic())))
            if message.get("id") == identity:
                return message
            self._hear(message)
