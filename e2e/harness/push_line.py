"""What Firefox holds open to its push service: Mozilla's protocol over a WebSocket.

https://firefox-source-docs.mozilla.org/dom/push/ and https://mozilla-services.github.io/autopush-rs/
"""

from __future__ import annotations

import json
import threading
import uuid
from typing import Any, Protocol, Self

from websockets import Subprotocol
from websockets.exceptions import ConnectionClosed
from websockets.sync.server import ServerConnection, serve

from .pushes import Push
from .web_push import decode, encode

# What a browser says of a push in an `ack`.
DELIVERED = 100

_TRY_LATER = 1013


class Behind(Protocol):
    """The service that the lines lead to."""

    def subscribe(self, browser: str, channel: str, sender: bytes) -> str:
        """A browser wants pushes by this sender; where they may be sent to."""

    def unsubscribe(self, browser: str, channel: str) -> None:
        """It no longer does."""

    def undelivered(self, browser: str) -> list[Push]:
        """What a browser that comes back has missed."""

    def answered(self, push: str, code: int) -> None:
        """What a browser says of a push."""


class PushLine:
    """Takes browsers' lines on a port of the loopback interface, each with a thread of its own."""

    def __init__(self, behind: Behind) -> None:
        self._behind = behind
        self._browsers: dict[str, ServerConnection] = {}
        self._cut: set[str] = set()
        self._server = serve(
            self._talk, "127.0.0.1", 0, subprotocols=[Subprotocol("push-notification")], close_timeout=1
        )
        self.url = f"ws://127.0.0.1:{self._server.socket.getsockname()[1]}/"
        self._thread = threading.Thread(target=self._server.serve_forever)
        self._thread.start()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._thread.join()

    def deliver(self, push: Push) -> None:
        """Hands a push to its browser, if that is there."""
        if line := self._browsers.get(push.subscription.browser):
            self._say(line, **_notification(push))

    def is_there(self, browser: str) -> bool:
        """Is this browser connected?"""
        return browser in self._browsers

    def cut(self, browser: str) -> None:
        """The browser is gone, and does not come back before `mend`."""
        self._cut.add(browser)
        if line := self._browsers.get(browser):
            line.close(_TRY_LATER)

    def mend(self, browser: str) -> None:
        """It may come back, and does when it tries the next time."""
        self._cut.discard(browser)

    def _talk(self, line: ServerConnection) -> None:
        browser = None
        try:
            for text in line:
                message = json.loads(text)
                if message.get("messageType") == "hello":
                    browser = message.get("uaid") or uuid.uuid4().hex
                    if browser in self._cut:
                        line.close(_TRY_LATER)
                        return
                    self._browsers[browser] = line
                    self._say(line, messageType="hello", uaid=browser, status=200, use_webpush=True, broadcasts={})
                    for push in self._behind.undelivered(browser):
                        self._say(line, **_notification(push))
                elif browser is not None:
                    self._hear(line, browser, message)
        except ConnectionClosed:
            pass  # a browser that was ended
        finally:
            if browser is not None and self._browsers.get(browser) is line:
                del self._browsers[browser]

    def _hear(self, line: ServerConnection, browser: str, message: dict[str, Any]) -> None:
        match message:
            case {"messageType": "register" as type, "channelID": channel}:
                endpoint = self._behind.subscribe(browser, channel, decode(message.get("key", "")))
                self._say(line, messageType=type, channelID=channel, status=200, pushEndpoint=endpoint)
            case {"messageType": "unregister" as type, "channelID": channel}:
                self._behind.unsubscribe(browser, channel)
                self._say(line, messageType=type, channelID=channel, status=200)
            case {"messageType": "ack", "updates": updates}:
                for update in updates:
                    self._behind.answered(update["version"], update["code"])
            case {"messageType": "nack", "version": push, "code": code}:
                self._behind.answered(push, code)
            case {"messageType": "broadcast_subscribe"}:
                self._say(line, messageType="broadcast", broadcasts={})
            case _:
                self._say(line)  # a heartbeat, which is an empty object

    def _say(self, line: ServerConnection, **message: Any) -> None:
        try:
            line.send(json.dumps(message))
        except ConnectionClosed:
            pass  # it is told when it comes back


def _notification(push: Push) -> dict[str, Any]:
    return {
        "messageType": "notification",
        "channelID": push.subscription.channel,
        "version": push.id,
        "ttl": push.ttl,
        "headers": {"encoding": push.headers["content-encoding"]},
        "data": encode(push.body),
    }
