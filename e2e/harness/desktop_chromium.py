"""A Chromium as somebody has it on their desktop: with a profile, notifications, and pages that come and go."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from playwright.sync_api import BrowserContext, Page, Playwright

from .browsers import launch_profile
from .deadline import Deadline
from .person import Person
from .push_service import PushService
from .pushes import Push
from .server import Account
from .web_push import Recipient, decode

_SUBSCRIBING = (Path(__file__).parent / "desktop_chromium.js").read_text()
# By this name the push service knows it, and its one channel.
_NAME, _CHANNEL = "chromium", "duet"


class DesktopChromium:
    """One Chromium with a profile of its own.

    Notifications of the contexts that other tests use can be seen, but not clicked: Chromium looks for whose they are
    among the profiles that people have.
    """

    def __init__(
        self, playwright: Playwright, folder: Path, desktop: Mapping[str, str], push_service: PushService
    ) -> None:
        """Starts it on a desktop, which is what programs find there in their environment."""
        self._push_service = push_service
        self._recipient = Recipient()
        self.context: BrowserContext = launch_profile(playwright, folder, env={**os.environ, **desktop})
        self.context.expose_function("duetSubscribe", self._subscribe)
        self.context.expose_function("duetUnsubscribe", self._unsubscribe)
        self.context.add_init_script(f"(() => {{\n{_SUBSCRIBING}\n}})()")
        # Stays, so that Chromium runs while no page of ours is open.
        self._empty = self.context.pages[0]
        self._cdp = self.context.new_cdp_session(self._empty)
        self._workers: dict[str, str] = {}
        self._people: dict[Page, Person] = {}
        self._cdp.on("ServiceWorker.workerRegistrationUpdated", self._note_workers)
        self._cdp.send("ServiceWorker.enable")

    def close(self) -> None:
        """Ends it."""
        self.context.close()

    def look_away(self) -> None:
        """Brings the empty page to the front."""
        self._empty.bring_to_front()

    def wait_for_page(self, address: str, *besides: Page) -> Page:
        """Waits until a page is open whose address begins so, besides those."""
        deadline = Deadline(f"Chromium to open {address}", hearing=self._empty)
        while not (found := [page for page in self.pages(address) if page not in besides]):
            deadline.check(lambda: [page.url for page in self.context.pages])
        return found[0]

    def belongs_to(self, account: Account) -> None:
        """Whose it is from now on: each page that is opened is theirs, and heard from its beginning."""
        self.context.on("page", lambda page: self._people.update({page: Person(account, page)}))

    def open_page(self) -> Person:
        """A new page of theirs."""
        return self._people[self.context.new_page()]

    def wait_for_person(self, address: str) -> Person:
        """Waits until a page of theirs is open whose address begins so."""
        return self._people[self.wait_for_page(address)]

    def pages(self, address: str) -> list[Page]:
        """The pages whose address begins so."""
        return [page for page in self.context.pages if page.url.startswith(address)]

    def deliver(self, push: Push, origin: str) -> None:
        """Hands its worker what was pushed, as Google's push service would."""
        deadline = Deadline("a worker to be registered", hearing=self._empty)
        scope = f"{origin}/"
        while scope not in self._workers:
            deadline.check(lambda: self._workers)
        content = self._recipient.decrypt_text(push.body)
        self._cdp.send(
            "ServiceWorker.deliverPushMessage",
            {"origin": scope, "registrationId": self._workers[scope], "data": content},
        )

    def _note_workers(self, event: dict[str, Any]) -> None:
        for worker in event["registrations"]:
            self._workers[worker["scopeURL"]] = worker["registrationId"]

    def _subscribe(self, sender: str) -> dict[str, Any]:
        return self._recipient.subscription(self._push_service.subscribe(_NAME, _CHANNEL, decode(sender)))

    def _unsubscribe(self) -> bool:
        self._push_service.unsubscribe(_NAME, _CHANNEL)
        return True
