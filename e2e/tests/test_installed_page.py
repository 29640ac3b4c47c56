"""The page as an app: what browsers need to install it, its worker, and that it does without one."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from harness.page_files import add_to
from harness.pair import expect_both_to_hear
from harness.people import People
from harness.person import Person, connect
from harness.server import DuetServer
from harness.servers import Servers

WORKER_IS_THERE = """
async () => {
  const { scope, active } = await navigator.serviceWorker.ready;
  return [scope, active.scriptURL];
}
"""
STATE_OF_WORKER = "() => navigator.serviceWorker.controller?.state ?? null"
CACHES = "() => caches.keys()"
NAMES_OF_WORKERS = "async () => (await navigator.serviceWorker.getRegistrations()).map(({ scope }) => scope)"


@pytest.fixture
def changing(servers: Servers, page_folder: Path) -> DuetServer:
    """A server with a page that a test may change."""
    return servers.get("updated-worker", web=page_folder)


def ask_chromium(person: Person, method: str) -> dict[str, Any]:
    """Asks the browser's own developer tools."""
    session = person.page.context.new_cdp_session(person.page)
    try:
        return session.send(method)
    finally:
        session.detach()


def test_chromium_takes_the_manifest_and_would_install_the_page(alice: Person, server: DuetServer) -> None:
    told = ask_chromium(alice, "Page.getAppManifest")
    assert told["errors"] == []
    assert told["url"] == f"{server.origin}/manifest.webmanifest"
    manifest = json.loads(told["data"])
    assert manifest["name"] == "Duet"
    for icon in manifest["icons"]:
        drawn = alice.evaluate(
            """async (address) => {
              const image = new Image();
              image.src = address;
              await image.decode();
              return image.naturalWidth;
            }""",
            icon["src"],
        )
        assert drawn >= 32
    errors = ask_chromium(alice, "Page.getInstallabilityErrors")["installabilityErrors"]
    # A window that leaves no traces installs nothing, and a test's is one.
    assert [error["errorId"] for error in errors if error["errorId"] != "in-incognito"] == []


def test_the_worker_is_in_charge_of_the_page_and_keeps_nothing(
    alice: Person, bo: Person, server: DuetServer
) -> None:
    assert alice.evaluate(WORKER_IS_THERE) == [f"{server.origin}/", f"{server.origin}/worker.js?language=en"]
    connect(alice, bo)
    alice.hang_up()
    alice.open_recents()
    expect(alice.recents().first).to_be_visible()
    assert alice.evaluate(CACHES) == []


def test_a_new_worker_takes_over_at_once(people: People, changing: DuetServer, page_folder: Path) -> None:
    alice = people("alice", url=changing.origin)
    alice.page.wait_for_function(f"({STATE_OF_WORKER})() === 'activated'")
    alice.page.evaluate(
        "() => navigator.serviceWorker.addEventListener('controllerchange', () => window.tookOver = true)"
    )
    add_to(page_folder, "worker.js", "\n// of another version\n")
    alice.page.evaluate("() => window.wasHereBefore = true")
    changing.restart()
    # The page is another one, too, and loads itself again, which lets the browser look at the worker.
    alice.page.wait_for_function("() => window.wasHereBefore === undefined", timeout=60_000)
    alice.page.wait_for_function(
        """async () => {
          const { active, waiting, installing } = await navigator.serviceWorker.ready;
          if (waiting !== null || installing !== null || active.state !== "activated") return false;
          return navigator.serviceWorker.controller === active;
        }"""
    )
    alice.expect_signed_in()


def test_everything_works_where_the_browser_lets_no_worker_run(people: People) -> None:
    alice, bo = (people(name, service_workers="block") for name in ("alice", "bo"))
    connect(alice, bo)
    expect_both_to_hear(alice, bo)
    alice.hang_up()
    assert alice.evaluate(NAMES_OF_WORKERS) == []


@pytest.mark.parametrize(
    "without",
    [
        "Object.defineProperty(Navigator.prototype, 'serviceWorker', { get: () => undefined })",
        """Object.defineProperty(Navigator.prototype, 'serviceWorker', {
          get: () => { throw new DOMException('forbidden', 'SecurityError'); }
        })""",
        "delete window.Notification",
    ],
)
def test_nothing_fails_where_the_browser_has_no_workers_or_notifications(people: People, without: str) -> None:
    alice = people("alice", scripts=[without])
    alice.choose("Settings")
    switch = alice.page.get_by_role("switch", name="Notify me of calls on this device")
    expect(switch).to_be_disabled()
    expect(alice.page.get_by_text("cannot show notifications")).to_be_visible()
    assert [line for line in alice.console if line.startswith("error")] == []
