"""Everybody who takes part in a test."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext

from .browsers import new_context
from .person import Person
from .server import Account, DuetServer
from .servers import Servers


class People:
    """Opens pages for people, and knows all of them until the test's end."""

    def __init__(self, server: DuetServer, servers: Servers, chromium: Browser) -> None:
        self._server = server
        self._servers = servers
        self._chromium = chromium
        self._contexts: list[BrowserContext] = []
        self.opened: list[Person] = []

    def __call__(
        self, username: str, *, url: str | None = None, browser: Browser | None = None, **options: Any
    ) -> Person:
        """A resident, signed in, with the page open, in a browser of their own; options as `new_context`, and `url`."""
        account, url = self._server.accounts[username], url or self._server.origin
        cookies = self._servers.cookies(username, urlsplit(url).hostname or self._server.host)
        person = self._open(account, url=url, browser=browser, storage_state=cookies, **options)
        person.expect_signed_in()
        person.line.wait_for("session:ready")
        return person

    def stranger(self, who: str | Account, *, url: str | None = None, **options: Any) -> Person:
        """Somebody who has not signed in, in front of the first page or of another one."""
        account = who if isinstance(who, Account) else self._server.accounts[who]
        return self._open(account, url=url, patient=True, **options)

    def signed_in(self, username: str, **options: Any) -> Person:
        """A resident who has filled in the form; options as `stranger`."""
        person = self.stranger(username, **options)
        person.sign_in()
        person.expect_signed_in()
        person.line.wait_for("session:ready")
        return person

    def tab_of_another(self, person: Person, username: str) -> Person:
        """Somebody else signs in in another tab of this person's browser."""
        return self.watch(person.tab_of_another(self._server.accounts[username]))

    def watch(self, person: Person) -> Person:
        """Lets the checks at the end of the test cover this page too."""
        self.opened.append(person)
        return person

    def _open(
        self, account: Account, *, url: str | None = None, browser: Browser | None = None, **options: Any
    ) -> Person:
        context = new_context(browser or self._chromium, **options)
        self._contexts.append(context)
        person = self.watch(Person(account, context.new_page()))
        person.page.goto(url or self._server.origin)
        return person

    def close(self) -> None:
        """Closes every browser that was opened."""
        for context in self._contexts:
            context.close()
