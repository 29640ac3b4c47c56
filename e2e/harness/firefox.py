"""Somebody's own Firefox: the few commands that a call needs."""

from __future__ import annotations

import base64
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Self

from .bidi import BiDiError
from .deadline import Deadline
from .firefox_process import FirefoxProcess
from .in_time import in_time

VISIBLE = "() => document.visibilityState === 'visible'"

_EVENTS = ["log.entryAdded", "network.beforeRequestSent"]


class Firefox:
    """One person's: its own cookies, storage, workers and subscriptions (a "user context" of BiDi), and one page."""

    def __init__(self, process: FirefoxProcess) -> None:
        """Opens an empty page for somebody new; whoever had this Firefox before is through with it."""
        self._process = process
        self.console: list[str] = []
        self.requests: list[str] = []
        self._user = process.command("browser.createUserContext")["userContext"]
        process.tell(self._event)
        process.command("session.subscribe", events=_EVENTS, userContexts=[self._user])
        self.open_tab("about:blank")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        """Closes its pages; Firefox forgets all that it has kept for this person."""
        self._process.command("browser.removeUserContext", userContext=self._user)

    @property
    def log(self) -> list[str]:
        """What Firefox itself has written since it was started."""
        return self._process.log

    def goto(self, url: str) -> None:
        """Opens a page and waits until it has loaded."""
        self._process.command("browsingContext.navigate", context=self._context, url=url, wait="complete")

    def reload(self) -> None:
        """Presses F5 and waits until the page has loaded."""
        self._process.command("browsingContext.reload", context=self._context, wait="complete")

    def close_page(self) -> None:
        """Closes the page, while Firefox goes on with an empty one."""
        page = self._context
        self.open_tab("about:blank")
        self._process.command("browsingContext.close", context=page)

    def open_tab(self, url: str) -> str:
        """Opens a page in another tab, in front of this one, and goes there; returns Firefox's name for it."""
        created = self._process.command("browsingContext.create", type="tab", userContext=self._user)
        self._context = created["context"]
        if url != "about:blank":
            self.goto(url)
        return self._context

    def pages(self) -> dict[str, str]:
        """The addresses of all open pages, by Firefox's names for the pages."""
        tabs = self._process.command("browsingContext.getTree")["contexts"]
        return {tab["context"]: tab["url"] for tab in tabs if tab["userContext"] == self._user}

    def show(self, page: str) -> None:
        """Brings a page to the front, and goes there."""
        self._process.command("browsingContext.activate", context=page)
        self._context = page

    @property
    def page(self) -> str:
        """Firefox's name for the page that it is on."""
        return self._context

    def wait_for_front(self, pages: Sequence[str]) -> str:
        """Waits until one of these pages is the one that can be seen, and returns which."""
        deadline = Deadline("one of several pages to come to the front")
        while not (found := [page for page in pages if self.evaluate(VISIBLE, page=page)]):
            deadline.check(self.pages)
        return found[0]

    def wait_for_page(self, address: str) -> None:
        """Waits until a page is open whose address begins so, and goes there."""
        deadline = Deadline(f"Firefox to open {address}")
        while not (found := [name for name, url in self.pages().items() if url.startswith(address)]):
            deadline.check(self.pages)
        self._context = found[0]

    def evaluate(self, function: str, *arguments: object, page: str | None = None) -> Any:
        """Calls a JavaScript function in the page, or in another one, with JSON arguments; awaits it and returns JSON."""
        # Values travel as JSON text: BiDi's own serialisation tags every value with its type.
        answer = self._process.command(
            "script.callFunction",
            functionDeclaration=(
                f"async (text) => JSON.stringify(await ({in_time(function)})(...JSON.parse(text)) ?? null)"
            ),
            arguments=[{"type": "string", "value": json.dumps(arguments)}],
            awaitPromise=True,
            target={"context": page or self._context},
            userActivation=False,
        )
        if answer["type"] == "exception":
            raise BiDiError(answer["exceptionDetails"]["text"])
        return json.loads(answer["result"]["value"])

    def wait_until(self, function: str, *arguments: object, what: str, page: str | None = None) -> Any:
        """Waits until the function's value in the page, or in another one, is truthy, and returns it."""
        deadline = Deadline(what)
        while not (value := self.evaluate(function, *arguments, page=page)):
            deadline.check(lambda: self.evaluate("() => document.body?.innerText", page=page))
        return value

    def fill(self, label: str, value: str) -> None:
        """Types into the field with this accessible name."""
        self._click(self._locate({"name": label, "role": "textbox"}, {"name": label}))
        keys = [{"type": kind, "value": key} for key in value for kind in ("keyDown", "keyUp")]
        self._actions({"type": "key", "id": "keyboard", "actions": keys})

    def find_button(self, name: str) -> dict[str, Any]:
        """Waits for the button with this accessible name."""
        return self._locate({"name": name, "role": "button"})

    def click_button(self, name: str) -> None:
        """Clicks the button with this accessible name, as a pointer does."""
        self._click(self.find_button(name))

    def click_switch(self, name: str) -> None:
        """Clicks what is on or off."""
        self._click(self._locate({"name": name, "role": "switch"}))

    def click_menu_item(self, name: str) -> None:
        """Clicks what can be chosen from an open menu."""
        self._click(self._locate({"name": name, "role": "menuitem"}))

    def screenshot(self, path: Path) -> None:
        """Saves what is seen as PNG."""
        answer = self._process.command("browsingContext.captureScreenshot", context=self._context)
        path.write_bytes(base64.b64decode(answer["data"]))

    def _locate(self, *locators: dict[str, str]) -> dict[str, Any]:
        deadline = Deadline(f"an element with {locators[0]}")
        while True:
            for locator in locators:
                nodes = self._process.command(
                    "browsingContext.locateNodes",
                    context=self._context,
                    locator={"type": "accessibility", "value": locator},
                )["nodes"]
                if nodes:
                    return nodes[0]
            deadline.check(lambda: self.evaluate("() => document.body?.innerText"))

    def _click(self, node: dict[str, Any]) -> None:
        origin = {"type": "element", "element": {"sharedId": node["sharedId"]}}
        self._actions(
            {
                "type": "pointer",
                "id": "mouse",
                "actions": [
                    {"type": "pointerMove", "x": 0, "y": 0, "origin": origin},
                    {"type": "pointerDown", "button": 0},
                    {"type": "pointerUp", "button": 0},
                ],
            }
        )

    def _actions(self, source: dict[str, Any]) -> None:
        self._process.command("input.performActions", context=self._context, actions=[source])

    def _event(self, message: dict[str, Any]) -> None:
        parameters = message.get("params", {})
        match message.get("method"):
            case "log.entryAdded":
                self.console.append(f"{parameters['level']}: {parameters['text']}")
            case "network.beforeRequestSent":
                self.requests.append(parameters["request"]["url"])
