"""The stand-ins of these tests, without Duet: a page that is closed is woken, and what it shows can be clicked."""

from __future__ import annotations

import http.client
import ssl
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, derive_private_key

from harness.certificates import Authority
from harness.deadline import Deadline
from harness.firefox import Firefox
from harness.notification_desk import NotificationDesk
from harness.push_service import PushService
from harness.web_push import Recipient, decode, encode, encrypt, new_key, point, sign

FILES = {
    "/": ("text/html", "<!doctype html><title>Page</title>"),
    "/worker.js": (
        "text/javascript",
        """
        addEventListener("push", (event) => {
          const { title, actions } = event.data.json();
          event.waitUntil(registration.showNotification(title, { body: "…", actions, tag: "one" }));
        });
        addEventListener("notificationclick", (event) => {
          event.waitUntil(clients.openWindow(`/?${event.action || "clicked"}`));
        });
        """,
    ),
}

SUBSCRIBE = """
async (applicationServerKey) => {
  await navigator.serviceWorker.register("worker.js");
  const registration = await navigator.serviceWorker.ready;
  return await registration.pushManager.subscribe({ applicationServerKey, userVisibleOnly: true });
}
"""

UNSUBSCRIBE = """
async () => {
  const registration = await navigator.serviceWorker.ready;
  return await (await registration.pushManager.getSubscription()).unsubscribe();
}
"""

KEY = new_key()

Send = Callable[..., int]


class Request(BaseHTTPRequestHandler):
    """Answers with one of the files."""

    def do_GET(self) -> None:
        type, text = FILES.get(self.path.partition("?")[0], ("text/plain", ""))
        self.send_response(200)
        self.send_header("Content-Type", type)
        self.end_headers()
        self.wfile.write(text.encode())

    def log_message(self, format: str, *args: object) -> None:
        """Says nothing."""


@pytest.fixture
def site() -> Iterator[str]:
    """Where the page is."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Request)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.1})
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}/"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def subscription(firefox: Firefox, site: str) -> dict[str, Any]:
    """The subscription of the page, which is open."""
    firefox.goto(site)
    subscription: dict[str, Any] = firefox.evaluate(SUBSCRIBE, encode(point(KEY)))
    return subscription


@pytest.fixture
def woken(firefox: Firefox, subscription: dict[str, Any]) -> dict[str, Any]:
    """The subscription of the page, which is closed."""
    firefox.close_page()
    return subscription


@pytest.fixture
def send(push_service: PushService, authority: Authority) -> Send:
    """Pushes something to a subscription as a server does, and returns the status."""
    trusting = ssl.create_default_context(cafile=str(authority.certificate))

    def send(subscription: dict[str, Any], content: Any, *, key: Any = KEY, **headers: str | None) -> int:
        door = http.client.HTTPSConnection(push_service.origin.removeprefix("https://"), context=trusting, timeout=20)
        said = {
            "Authorization": sign(key, push_service.origin),
            "Content-Encoding": "aes128gcm",
            "TTL": "60",
            "Urgency": "high",
        } | headers
        try:
            path = subscription["endpoint"].removeprefix(push_service.origin)
            door.request("POST", path, encrypt(content, subscription), {k: v for k, v in said.items() if v is not None})
            return door.getresponse().status
        finally:
            door.close()

    return send


def test_a_closed_page_is_woken_and_a_click_opens_it(
    woken: dict[str, Any], site: str, firefox: Firefox, send: Send, desk: NotificationDesk, push_service: PushService
) -> None:
    assert send(woken, {"title": "Hello"}) == 201

    shown = desk.wait_for("^Hello$")
    push_service.wait_until_delivered(push_service.pushes[0])
    desk.click(shown)
    firefox.wait_for_page(f"{site}?clicked")


def test_an_action_is_told_to_the_worker(
    woken: dict[str, Any], site: str, firefox: Firefox, send: Send, desk: NotificationDesk
) -> None:
    actions = [{"action": "yes", "title": "Yes"}, {"action": "no", "title": "No"}]
    send(woken, {"title": "Well?", "actions": actions})

    shown = desk.wait_for("Well")
    assert shown.buttons == ["Yes", "No"]
    desk.press(shown, "No")
    firefox.wait_for_page(f"{site}?no")


def test_a_browser_that_comes_back_is_given_the_newest_of_a_topic_that_is_still_good(
    woken: dict[str, Any], send: Send, desk: NotificationDesk, push_service: PushService
) -> None:
    with push_service.out_of_reach(push_service.wait_for_subscription().browser):
        send(woken, {"title": "Too old"}, TTL="0")
        send(woken, {"title": "First"}, Topic="same")
        send(woken, {"title": "Second"}, Topic="same")
        assert not desk.shown

    desk.wait_for("Second")
    assert [shown.title for shown in desk.shown] == ["Second"]


@pytest.mark.parametrize(
    ("changed", "status"),
    [
        ({"key": new_key()}, 403),
        ({"Authorization": sign(KEY, "https://localhost")}, 403),
        ({"Authorization": None}, 403),
        ({"Content-Encoding": "aesgcm"}, 400),
        ({"TTL": None}, 400),
        ({"Urgency": "urgent"}, 400),
        ({"Topic": "a b"}, 400),
    ],
)
def test_the_service_takes_nothing_that_a_real_one_would_not(
    push_service: PushService, send: Send, changed: dict[str, Any], status: int
) -> None:
    assert send(a_subscription(push_service), {}, **changed) == status
    assert push_service.pushes == []


def test_the_service_knows_who_still_wants_something(push_service: PushService, send: Send) -> None:
    wanted = a_subscription(push_service)
    assert send(wanted, {}) == 201
    assert send({**wanted, "endpoint": f"{push_service.origin}/push/none"}, {}) == 404
    push_service.unsubscribe("a browser", "a channel")
    assert send(wanted, {}) == 410
    with push_service.refusing(429, retry_after=1):
        assert send(a_subscription(push_service), {}) == 429


def test_a_browser_tells_the_service_what_it_no_longer_wants(
    subscription: dict[str, Any], firefox: Firefox, push_service: PushService, send: Send
) -> None:
    assert firefox.evaluate(UNSUBSCRIBE)
    deadline = Deadline("the browser to unsubscribe")
    while push_service.subscriptions():
        deadline.check(push_service.subscriptions)
    assert send(subscription, {}) == 410


def test_what_is_encrypted_is_decrypted_only_with_the_right_keys() -> None:
    recipient, other = Recipient(), Recipient()
    body = encrypt({"a": 1}, recipient.subscription("https://localhost"))
    assert recipient.decrypt(body) == {"a": 1}
    with pytest.raises(InvalidTag):
        other.decrypt(body)


def test_the_example_of_rfc_8291_is_decrypted() -> None:
    recipient = Recipient(
        derive_private_key(int.from_bytes(decode("q1dXpw3UpT5VOmu_cf_v6ih07Aems3njxI-JWgLcM94"), "big"), SECP256R1()),
        decode("BTBZMqHH6r4Tts7J_aSIgg"),
    )
    body = decode(
        "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl"
        "7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN"
    )
    assert recipient.decrypt_text(body) == "When I grow up, I want to be a watermelon"


def a_subscription(push_service: PushService) -> dict[str, Any]:
    """One that no browser is behind."""
    return Recipient().subscription(push_service.subscribe("a browser", "a channel", point(KEY)))
