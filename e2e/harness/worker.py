"""The service worker of somebody's browser: what it shows, pushes that are handed to it, and presses on what it shows."""

from __future__ import annotations

import json
from typing import Any

from playwright.sync_api import Worker

from .deadline import Deadline
from .person import Person

_SHOWN = """
async () => (await self.registration.getNotifications())
  .map(({ title, body, tag, data, requireInteraction, actions = [] }) =>
    ({ title, body, tag, data, stays: requireInteraction, actions: actions.map(({ action }) => action) }))
"""

# Chromium loses a notification for good whose list is asked for while it is being shown, and a test looks at any time: so
# what the worker wants of the list and what a test wants of it wait for each other. That the worker itself never asks in
# such a moment is shown by tests of the page.
_IN_TURN = """
() => {
  if (self.isInTurn) return;
  self.isInTurn = true;
  let last = Promise.resolve();
  const inTurn = (work) => {
    const done = last.then(work);
    last = done.catch(() => undefined);
    return done;
  };
  const { registration } = self;
  for (const name of ["showNotification", "getNotifications"]) {
    const own = registration[name].bind(registration);
    registration[name] = (...given) => inTurn(() => own(...given));
  }
}
"""

# The browser's own event, given to the worker's own listeners: only the mouse is not there.
_PRESS = """
async ({ title, action }) => {
  const notification = (await self.registration.getNotifications()).find((shown) => shown.title === title);
  if (notification === undefined) throw new Error(`Nothing is shown that says "${title}"`);
  const event = new NotificationEvent("notificationclick", { notification, action });
  self.dispatchEvent(event);
}
"""


class ServiceWorker:
    """The worker in charge of somebody's page."""

    def __init__(self, person: Person) -> None:
        """Waits until it is there."""
        self._person = person
        self._context = person.page.context
        person.page.wait_for_function("() => navigator.serviceWorker.controller !== null")
        self.origin: str = person.page.evaluate("() => location.origin")
        self._worker()

    def shown(self) -> list[dict[str, Any]]:
        """The notifications that can be seen now."""
        return self._worker().evaluate(_SHOWN)

    def titles(self) -> list[str]:
        """What they say in their first line."""
        return [notification["title"] for notification in self.shown()]

    def expect_titles(self, *titles: str) -> None:
        """Waits until these can be seen, and no others."""
        deadline = Deadline(f"{self._person.name}'s browser to show {titles}")
        while self.titles() != list(titles):
            deadline.check(self.titles)

    def expect_first(self, title: str) -> None:
        """Waits until anything can be seen, and sees that it is this and nothing else: browsers take older ones away."""
        deadline = Deadline(f"{self._person.name}'s browser to show anything")
        while not (titles := self.titles()):
            deadline.check(self.titles)
        assert titles == [title]

    def press(self, title: str, action: str = "") -> None:
        """Presses a notification, or one of its buttons."""
        self._worker().evaluate(_PRESS, {"title": title, "action": action})

    def push(self, **payload: Any) -> None:
        """Hands the worker a push as the browser does when one has come and is decrypted."""
        self.push_text(json.dumps(payload))

    def push_text(self, data: str) -> None:
        """Any push at all."""
        self._worker()
        session = self._context.new_cdp_session(self._person.page)
        found: list[str] = []

        def heard(event: dict[str, Any]) -> None:
            found.extend(
                registration["registrationId"]
                for registration in event["registrations"]
                if registration["scopeURL"] == f"{self.origin}/" and not registration["isDeleted"]
            )

        session.on("ServiceWorker.workerRegistrationUpdated", heard)
        session.send("ServiceWorker.enable")
        deadline = Deadline("Chromium to tell of its service workers", hearing=self._person.page)
        while not found:
            deadline.check(lambda: found)
        session.send(
            "ServiceWorker.deliverPushMessage",
            {"origin": self.origin, "registrationId": found[-1], "data": data},
        )
        session.detach()

    def _worker(self) -> Worker:
        workers = self._context.service_workers
        worker = workers[-1] if workers else self._context.wait_for_event("serviceworker")
        worker.evaluate(_IN_TURN)
        return worker
