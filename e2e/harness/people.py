"""Everybody who takes part in a test."""

from __future__ import annotations

from typing import Any

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

    def __call__(self, username: str, *, browser: Browser | None = None, **options: Any) -> Person:
        """Somebody signed in, with the page open, in a browser of their own; options as `new_context`.

        The first time they sign in through the page; later pages start with the cookies of the first, because
        each sign-in costs the server the work that makes passwords hard to guess.
        """
        if username not in self._server.accounts:
            self._server.add_account(username)
        state = self._servers.cookies(self._server, username)
        person = self.stranger(username, browser=browser, storage_state=state, **options)
        if state is None:
            person.sign_in()
        person.expect_signed_in()
        person.wait_for_signal("session:ready")
        if state is None:
            self._servers.keep_cookies(self._server, username, person.page.context.storage_state())
        return person

    def stranger(
        self, who: str | Account, *, url: str | None = None, browser: Browser | None = None, **options: Any
    ) -> Person:
        """Somebody who has not signed in, in front of the first page or of another one."""
        context = new_context(browser or self._chromium, **options)
        self._contexts.append(context)
        account = who if isinstance(who, Account) else self._server.accounts[who]
        person = self.watch(Person(account, context.new_page()))
        person.page.goto(url or self._server.origin)
        return person

    def watch(self, person: Person) -> Person:
        """Lets the checks at the end of the test cover this page too."""
        self.opened.append(person)
        return person

    def close(self) -> None:
        """Closes every browser that was opened."""
        for context in self._contexts:
            context.close()
