"""A stand-in for the push service of a browser's maker: RFC 8030 towards Duet, Mozilla's protocol towards Firefox.

It is as strict as the real ones are, and it keeps what it saw.
"""

from __future__ import annotations

import re
import threading
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TypeVar

from .certificates import Authority, CertificateFiles
from .deadline import Deadline
from .push_door import PushDoor
from .push_line import DELIVERED, PushLine
from .pushes import Push, Refusal, Subscription
from .web_push import LARGEST_BODY, PushError, check_sender

Value = TypeVar("Value")

_URGENCIES = ("very-low", "low", "normal", "high")


class PushService:
    """One service, with a door for application servers and a line for browsers."""

    def __init__(self, folder: Path, authority: Authority) -> None:
        """A service with a certificate by this authority, which it keeps in this folder."""
        self.pushes: list[Push] = []
        self.refusals: list[Refusal] = []
        self.answers: dict[str, int] = {}
        self._subscriptions: dict[str, Subscription] = {}
        self._undelivered: list[Push] = []
        self._order: Refusal | None = None
        self._lock = threading.Lock()
        self._may_answer = threading.Event()
        self._may_answer.set()
        self._open = ExitStack()
        files = CertificateFiles(folder / "push.pem", folder / "push.key")
        authority.issue(8030, files)
        door = self._open.enter_context(PushDoor(files, self._take))
        self.origin = f"https://localhost:{door.port}"
        self._line = self._open.enter_context(PushLine(self))

    @property
    def preferences(self) -> dict[str, bool | int | str]:
        """Those of a Firefox that has this push service, and lets every page show notifications."""
        return {
            "dom.push.connection.enabled": True,
            "dom.push.serverURL": self._line.url,
            "dom.push.testing.allowInsecureServerURL": True,
            # Milliseconds until it comes back to a service that it lost; each further try waits twice as long.
            "dom.push.retryBaseInterval": 100,
            "permissions.default.desktop-notification": 1,
            # Else a browser that is driven only pretends to bring a tab to the front that asks for it.
            "focusmanager.testmode": False,
        }

    def forget(self) -> None:
        """Knows no subscription any more, and nothing of what it saw; to be called when nobody uses it."""
        with self._lock:
            self._subscriptions.clear()
            self._undelivered.clear()
            self.pushes.clear()
            self.refusals.clear()
            self.answers.clear()

    def close(self) -> None:
        """Ends it."""
        self._may_answer.set()
        self._open.close()

    # What browsers say

    def subscribe(self, browser: str, channel: str, sender: bytes) -> str:
        """Makes a subscription, and returns where pushes for it may be sent to."""
        endpoint = f"{self.origin}/push/{uuid.uuid4().hex}"
        with self._lock:
            self._subscriptions[endpoint] = Subscription(endpoint, sender, browser, channel)
        return endpoint

    def unsubscribe(self, browser: str, channel: str) -> None:
        """Ends a subscription: pushes for it are answered 410 from now on."""
        for subscription in self.subscriptions():
            if (subscription.browser, subscription.channel) == (browser, channel):
                subscription.is_wanted = False

    def undelivered(self, browser: str) -> list[Push]:
        """What a browser has not taken, and still is to be given."""
        now = time.monotonic()
        with self._lock:
            self._undelivered = [push for push in self._undelivered if push.ends > now]
            return [push for push in self._undelivered if push.subscription.browser == browser]

    def answered(self, push: str, code: int) -> None:
        """A browser has taken a push, or says what went wrong with it."""
        with self._lock:
            self.answers[push] = code
            self._undelivered = [other for other in self._undelivered if other.id != push]

    # What tests arrange

    @contextmanager
    def refusing(self, status: int, *, retry_after: int | None = None) -> Iterator[None]:
        """Answers every push with this status for a while, and delivers none."""
        self._order = Refusal(status, "as the test wants it", retry_after)
        try:
            yield
        finally:
            self._order = None

    @contextmanager
    def silent(self) -> Iterator[None]:
        """Takes requests for a while, and answers none before the end of that."""
        self._may_answer.clear()
        try:
            yield
        finally:
            self._may_answer.set()

    @contextmanager
    def out_of_reach(self, browser: str) -> Iterator[None]:
        """A browser has no line for a while, as if its machine slept."""
        self._line.cut(browser)
        try:
            yield
        finally:
            self._line.mend(browser)

    # What tests read

    def subscriptions(self) -> list[Subscription]:
        """Those that a browser still wants."""
        with self._lock:
            return [subscription for subscription in self._subscriptions.values() if subscription.is_wanted]

    def wait_for_subscription(self) -> Subscription:
        """Waits until a browser wants pushes."""
        return self._wait(lambda: next(iter(self.subscriptions()), None), "a browser to subscribe")

    def seen(self) -> int:
        """How many pushes it took so far: what `since` counts from."""
        return len(self.pushes)

    def wait_for_push(self, *, since: int = 0) -> Push:
        """Waits for the first push that it took after so many."""
        return self._wait(lambda: next(iter(self.pushes[since:]), None), "a push")

    def wait_for_refusal(self, status: int) -> Refusal:
        """Waits until it has refused a push with this status."""

        def found() -> Refusal | None:
            return next((refusal for refusal in self.refusals if refusal.status == status), None)

        return self._wait(found, f"a push that is answered {status}")

    def wait_until_delivered(self, push: Push) -> None:
        """Waits until the browser has decrypted a push and given it to its worker."""
        code = self._wait(lambda: self.answers.get(push.id), "the browser to take a push")
        assert code == DELIVERED, f"The browser says {code} of a push"

    # What application servers ask for

    def _take(self, path: str, headers: dict[str, str], body: bytes) -> Push | Refusal:
        self._may_answer.wait()
        taken = self._read(path, headers, body)
        if isinstance(taken, Push) and self._order:
            taken = self._order
        with self._lock:
            if isinstance(taken, Refusal):
                self.refusals.append(taken)
                return taken
            self._keep(taken)
        self._line.deliver(taken)
        return taken

    def _read(self, path: str, headers: dict[str, str], body: bytes) -> Push | Refusal:
        """RFC 8030, section 5; RFC 8292, section 4.2."""
        subscription = self._subscriptions.get(self.origin + path)
        if subscription is None:
            return Refusal(404, "there never was such a subscription")
        if not subscription.is_wanted:
            return Refusal(410, "nobody wants this any more")
        if len(body) > LARGEST_BODY:
            return Refusal(413, f"{len(body)} bytes")
        try:
            check_sender(headers.get("authorization", ""), self.origin, subscription.sender)
        except PushError as error:
            return Refusal(403, str(error))
        ttl, urgency, topic = headers.get("ttl", ""), headers.get("urgency", "normal"), headers.get("topic")
        if headers.get("content-encoding") != "aes128gcm":
            return Refusal(400, "the content is not encrypted with aes128gcm")
        if not re.fullmatch(r"\d{1,9}", ttl):
            return Refusal(400, f"{ttl!r} is no TTL")
        if urgency not in _URGENCIES:
            return Refusal(400, f"{urgency!r} is no urgency")
        if topic is not None and not re.fullmatch(r"[\w-]{1,32}", topic, re.ASCII):
            return Refusal(400, f"{topic!r} is no topic")
        return Push(uuid.uuid4().hex, subscription, time.monotonic(), int(ttl), urgency, topic, headers, body)

    def _keep(self, push: Push) -> None:
        """RFC 8030, section 5.4: a push replaces the one of the same topic that was not delivered yet."""
        self.pushes.append(push)
        self._undelivered = [
            other
            for other in self._undelivered
            if push.topic is None or (other.subscription, other.topic) != (push.subscription, push.topic)
        ]
        self._undelivered.append(push)

    def _wait(self, found: Callable[[], Value | None], what: str) -> Value:
        deadline = Deadline(what)
        while (value := found()) is None:
            deadline.check(lambda: f"{self.pushes}, {self.refusals}, {len(self.subscriptions())} subscriptions")
        return value
