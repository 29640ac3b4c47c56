"""How the tests start Chromium, and what every page of theirs gets before its own scripts run."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Playwright

from .deadline import PATIENCE

EXECUTABLE = os.environ.get("DUET_CHROMIUM", "/usr/bin/chromium")
PROBE = (Path(__file__).parent / "probe.js").read_text()
DESK = (Path(__file__).parent / "desk.js").read_text()
PATIENT = (Path(__file__).parent / "patient.js").read_text()

FEATURES_LEFT_OUT = (
    # Each window's address bar has pages of its own, which cost more work than the page that is tested.
    "WebUIOmniboxPopup",
    "WebUIOmniboxAimPopup",
    # What Playwright leaves out: of several such lists Chromium reads the last one only.
    "AimEnabled",
    "AvoidCorsURLLoaderRestartOnRedirect",
    "AvoidUnnecessaryBeforeUnloadCheckSync",
    "DestroyProfileOnBrowserClose",
    "HttpsFirstBalancedModeAutoEnable",
    "HttpsUpgrades",
    "LensOverlay",
    "MediaRouter",
    "NetworkTimeServiceQuerying",
    "OptimizationHints",
    "PaintHolding",
    "PreconnectToSearch",
    "ThirdPartyStoragePartitioning",
)


def launch_chromium(
    playwright: Playwright,
    *,
    microphone: bool = True,
    env: dict[str, str] | None = None,
    executable: str = EXECUTABLE,
    trusting: str | None = None,
    names: Mapping[str, str] | None = None,
    loopback: bool = True,
    flags: Sequence[str] = (),
) -> Browser:
    """Starts Chromium with a microphone that beeps, or with none at all.

    `trusting` an origin, it gives the microphone to a page from there although it came without https. `names` are
    those that it knows by heart, with their addresses. With `loopback` a machine without any network can still run the
    tests; where there is one, servers give no answer to that. `flags` are further ones of the
    command line.
    """
    known = ",".join(f"MAP {name} {address}" for name, address in (names or {}).items())
    return playwright.chromium.launch(
        executable_path=executable,
        env=dict(env) if env is not None else None,
        args=[
            *_flags(loopback=loopback, microphone=microphone),
            *([f"--unsafely-treat-insecure-origin-as-secure={trusting}"] if trusting else []),
            *([f"--host-resolver-rules={known}"] if known else []),
            *flags,
        ],
    )


def launch_profile(playwright: Playwright, folder: Path, *, env: Mapping[str, str]) -> BrowserContext:
    """Starts another Chromium, with a profile of its own in this folder, in which pages may do whatever people can allow."""
    context = playwright.chromium.launch_persistent_context(
        folder,
        executable_path=EXECUTABLE,
        env=dict(env),
        args=_flags(loopback=True, microphone=True),
        permissions=["microphone", "notifications"],
        locale="en-GB",
    )
    _prepare(context)
    return context


def new_context(
    browser: Browser,
    *,
    may_listen: bool = True,
    microphones: Sequence[str] | None = None,
    patient: bool = False,
    may_notify: bool = False,
    scripts: Sequence[str] = (),
    **options: Any,
) -> BrowserContext:
    """A person's own browser: own cookies, own storage.

    `may_listen` is the person's answer to the browser's question about the microphone. It is given as a
    permission, because `--use-fake-ui-for-media-stream` says yes for everybody. `microphones` are the names
    of those on their desk, where a test needs to unplug some (`desk.js`). A `patient` page waits longer for
    the server (`patient.js`). `may_notify` is their answer to the question about notifications. `scripts` are further
    ones that every page gets, for what a browser has otherwise.
    """
    permissions = [
        name for name, given in {"microphone": may_listen, "notifications": may_notify}.items() if given
    ]
    context = browser.new_context(permissions=permissions, **{"locale": "en-GB"} | options)
    _prepare(context)
    if patient:
        context.add_init_script(f"(() => {{\n{PATIENT}\n}})()")
    for script in scripts:
        context.add_init_script(script)
    if microphones is not None:
        context.add_init_script(f"((NAMES) => {{\n{DESK}\n}})({json.dumps(list(microphones))})")
    return context


def _flags(*, loopback: bool, microphone: bool) -> list[str]:
    return [
        "--no-sandbox",
        "--disable-background-networking",
        f"--disable-features={','.join(FEATURES_LEFT_OUT)}",
        *(["--allow-loopback-in-peer-connection"] if loopback else []),
        *(["--use-fake-device-for-media-stream"] if microphone else []),
    ]


def _prepare(context: BrowserContext) -> None:
    context.set_default_timeout(1000 * PATIENCE)
    context.add_init_script(f"(() => {{\n{PROBE}\n}})()")
