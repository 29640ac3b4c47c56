"""Firefox over WebDriver BiDi: the few commands that a call needs.

Playwright drives only its own build of Firefox, or one newer than Debian's; BiDi is what every Firefox
speaks.
"""

from __future__ import annotations

import base64
import json
import os
import re
import socket
import subprocess
import threading
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from .bidi import BiDi, BiDiError
from .daemon import end
from .deadline import Deadline
from .in_time import in_time

EXECUTABLE = os.environ.get("DUET_FIREFOX", "/usr/bin/firefox-esr")

Preference = bool | int | str

PREFERENCES: dict[str, Preference] = {
    # A microphone that plays a tone, and no question before it is used.
    "media.navigator.streams.fake": True,
    "media.navigator.permission.disabled": True,
    # A call starts with a click in this test as it does for a person, but the click on "Accept" is not
    # always counted as a gesture of the frame that plays the sound.
    "media.autoplay.default": 0,
    # Firefox asks nobody anything.
    "app.update.enabled": False,
    "browser.safebrowsing.downloads.remote.enabled": False,
    "browser.safebrowsing.malware.enabled": False,
    "browser.safebrowsing.phishing.enabled": False,
    "browser.shell.checkDefaultBrowser": False,
    "datareporting.healthreport.uploadEnabled": False,
    "datareporting.policy.dataSubmissionEnabled": False,
    "dom.push.connection.enabled": False,
    "extensions.getAddons.cache.enabled": False,
    "extensions.systemAddon.update.enabled": False,
    "extensions.update.enabled": False,
    "media.gmp-manager.updateEnabled": False,
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
    "network.dns.disablePrefetch": True,
    "network.prefetch-next": False,
    "remote.prefs.recommended": True,
    "services.settings.server": "data:,#remote-settings-dummy/v1",
    "toolkit.telemetry.unified": False,
}


def _trust(host: str) -> dict[str, Preference]:
    return {
        "dom.securecontext.allowlist": host,
        "media.devices.insecure.enabled": True,
        "media.getusermedia.insecure.enabled": True,
    }


VISIBLE = "() => document.visibilityState === 'visible'"


class Firefox:
    """One headless Firefox with a profile of its own and one page."""

    def __init__(
        self,
        folder: Path,
        *scripts: str,
        executable: str = EXECUTABLE,
        reach: Callable[[int], socket.socket | None] = lambda _: None,
        trusting: str | None = None,
        preferences: Mapping[str, Preference] | None = None,
        desktop: Mapping[str, str] | None = None,
    ) -> None:
        """Starts Firefox; the scripts run in every page before the page's.

        On another machine it is started by an `executable` for that, and `reach` connects to a port there. `trusting`
        a host, it gives the microphone to a page from there although it came without https. `preferences` come on top
        of those of every test. On a `desktop`, which is what programs find there in their environment, it shows
        notifications.
        """
        profile = folder / "firefox-profile"
        profile.mkdir(parents=True)
        chosen = PREFERENCES | (_trust(trusting) if trusting is not None else {}) | dict(preferences or {})
        (profile / "user.js").write_text(
            "".join(f"user_pref({json.dumps(k)}, {json.dumps(v)});\n" for k, v in chosen.items())
        )
        self._reach = reach
        self.log: list[str] = []
        self.console: list[str] = []
        self.requests: list[str] = []
        self._open = ExitStack()
        self._process = subprocess.Popen(
            [executable, "--headless", "--no-remote", "--profile", profile, "--remote-debugging-port", "0"],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            # Firefox keeps caches and crash reports under HOME, and refuses one that is another user's.
            env={**os.environ, "HOME": str(folder), "MOZ_CRASHREPORTER_DISABLE": "1", **(desktop or {})},
        )
        try:
            self._bidi = self._open.enter_context(self._connect())
            self._bidi.command("session.subscribe", events=["log.entryAdded", "network.beforeRequestSent"])
            for script in scripts:
                self._bidi.command("script.addPreloadScript", functionDeclaration=f"() => {{\n{script}\n}}")
            self._context = self._bidi.command("browsingContext.getTree")["contexts"][0]["context"]
        except BaseException:
            self._open.close()
            self._process.kill()
            raise

    def close(self) -> None:
        """Ends Firefox; a Firefox that does not end by itself is killed."""
        try:
            self._open.close()
        finally:
            end(self._process)

    def goto(self, url: str) -> None:
        """Opens a page and waits until it has loaded."""
        self._bidi.command("browsingContext.navigate", context=self._context, url=url, wait="complete")

    def reload(self) -> None:
        """Presses F5 and waits until the page has loaded."""
        self._bidi.command("browsingContext.reload", context=self._context, wait="complete")

    def close_page(self) -> None:
        """Closes the page, while Firefox goes on with an empty one."""
        page = self._context
        self.open_tab("about:blank")
        self._bidi.command("browsingContext.close", context=page)

    def open_tab(self, url: str) -> str:
        """Opens a page in another tab, in front of this one, and goes there; returns Firefox's name for it."""
        self._context = self._bidi.command("browsingContext.create", type="tab")["context"]
        if url != "about:blank":
            self.goto(url)
        return self._context

    def pages(self) -> dict[str, str]:
        """The addresses of all open pages, by Firefox's names for the pages."""
        return {tab["context"]: tab["url"] for tab in self._bidi.command("browsingContext.getTree")["contexts"]}

    def show(self, page: str) -> None:
        """Brings a page to the front, and goes there."""
        self._bidi.command("browsingContext.activate", context=page)
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
        answer = self._bidi.command(
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

    def wait_until(self, function: str, *arguments: object, what: str) -> Any:
        """Waits until the function's value is truthy, and returns it."""
        deadline = Deadline(what)
        while not (value := self.evaluate(function, *arguments)):
            deadline.check(lambda: self.evaluate("() => document.body?.innerText"))
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
        answer = self._bidi.command("browsingContext.captureScreenshot", context=self._context)
        path.write_bytes(base64.b64decode(answer["data"]))

    def _locate(self, *locators: dict[str, str]) -> dict[str, Any]:
        deadline = Deadline(f"an element with {locators[0]}")
        while True:
            for locator in locators:
                nodes = self._bidi.command(
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
        self._bidi.command("input.performActions", context=self._context, actions=[source])

    def _connect(self) -> BiDi:
        address: list[str] = []
        known = threading.Event()

        def read() -> None:
            assert self._process.stdout
            for line in self._process.stdout:
                self.log.append(line.rstrip())
                if found := re.search(r"WebDriver BiDi listening on (ws://\S+)", line):
                    address.append(found[1])
                    known.set()
            known.set()

        threading.Thread(target=read, daemon=True).start()
        known.wait(60)
        if not address:
            raise BiDiError("Firefox named no BiDi address:\n" + "\n".join(self.log))
        return BiDi(address[0], self._event, self._reach(urlsplit(address[0]).port or 0))

    def _event(self, message: dict[str, Any]) -> None:
        parameters = message.get("params", {})
        match message.get("method"):
            case "log.entryAdded":
                self.console.append(f"{parameters['level']}: {parameters['text']}")
            case "network.beforeRequestSent":
                self.requests.append(parameters["request"]["url"])
