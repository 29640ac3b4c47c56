"""A Firefox that runs: started for tests, and driven over WebDriver BiDi.

Playwright drives only its own build of Firefox, or one newer than Debian's; BiDi is what every Firefox
speaks.
"""

from __future__ import annotations

import json
import os
import re
import socket
import subprocess
import threading
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import Any, Self
from urllib.parse import urlsplit

from .bidi import BiDi, BiDiError
from .browsers import PATIENT, PROBE
from .daemon import end

EXECUTABLE = os.environ.get("DUET_FIREFOX", "/usr/bin/firefox-esr")

Preference = bool | int | str

PREFERENCES: dict[str, Preference] = {
    # A microphone that plays a tone, and no question before it is used.
    "media.navigator.streams.fake": True,
    "media.navigator.permission.disabled": True,
    # A call starts with a click in this test as it does for a person, but the click on "Accept" is not
    # always counted as a gesture of the frame that plays the sound.
    "media.autoplay.default": 0,
    # How long a pressed notification may open a page, in milliseconds: machines that run tests are busy.
    "dom.serviceWorkers.disable_open_click_delay": 10_000,
    # What pages and workers log stands in its log, too.
    "devtools.console.stdout.content": True,
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


class FirefoxProcess:
    """One headless Firefox with a profile of its own, which several people can use one after the other."""

    def __init__(
        self,
        folder: Path,
        *,
        executable: str = EXECUTABLE,
        reach: Callable[[int], socket.socket | None] = lambda _: None,
        trusting: str | None = None,
        preferences: Mapping[str, Preference] | None = None,
        desktop: Mapping[str, str] | None = None,
    ) -> None:
        """Starts Firefox, with the tests' scripts in every page before the page's.

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
        self._hear: Callable[[dict[str, Any]], None] = lambda _: None
        self.log: list[str] = []
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
            for script in (PROBE, PATIENT):
                self.command("script.addPreloadScript", functionDeclaration=f"() => {{\n{script}\n}}")
        except BaseException:
            self._open.close()
            self._process.kill()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Ends Firefox; a Firefox that does not end by itself is killed."""
        try:
            self._open.close()
        finally:
            end(self._process)

    def command(self, method: str, **parameters: Any) -> Any:
        """Has Firefox do something, and returns what it answers."""
        return self._bidi.command(method, **parameters)

    def tell(self, hear: Callable[[dict[str, Any]], None]) -> None:
        """From now on `hear` is told of events, and nobody else: people come one after the other."""
        self._hear = hear

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
        return BiDi(address[0], lambda event: self._hear(event), self._reach(urlsplit(address[0]).port or 0))
