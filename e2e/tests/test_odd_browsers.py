"""Browsers that lack something, or forbid it: said in words before anybody tries in vain, and the rest works."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, Playwright, expect

from harness.browsers import launch_chromium
from harness.deadline import Deadline
from harness.firefox import Firefox
from harness.firefox_process import FirefoxProcess, Preference
from harness.firefox_page import choose, expect_state, expect_to_hear, expect_words, sign_in
from harness.pair import expect_both_to_hear
from harness.people import People
from harness.person import Person, connect
from harness.server import DuetServer
from harness.servers import Servers
from harness.tones import expect_tones, tones, watch_tones
from harness.words import calling, declined, hung_up, is_calling

NO_CONNECTIONS = "this browser makes no connections to other browsers"
FORBIDDEN = "the microphone is forbidden to this page"
NOT_OFFERED = "this browser gives no page a microphone"
INSECURE = "this page was opened without https"
IMPOSSIBLE = "No call can be made from this page"
NO_ANSWER = "It cannot be answered on this page"
HELD_BACK = "Your browser holds the sound back"

WITHOUT_WEBRTC = {
    "missing": "delete window.RTCPeerConnection;",
    "forbidden": """
      window.RTCPeerConnection = class {
        constructor() { throw new DOMException("Switched off", "UnknownError"); }
      };
    """,
}
WITHOUT_MICROPHONES = 'Object.defineProperty(navigator, "mediaDevices", { value: undefined });'
WITHOUT_LOCKS = {
    "missing": 'Object.defineProperty(navigator, "locks", { value: undefined });',
    "forbidden": """
      LockManager.prototype.request = () => Promise.reject(new DOMException("Blocked", "SecurityError"));
    """,
}
WITHOUT_STORAGE = {
    "forbidden": """
      for (const name of ["localStorage", "sessionStorage", "indexedDB", "caches"]) {
        const get = () => { throw new DOMException("Blocked", "SecurityError"); };
        Object.defineProperty(window, name, { get });
      }
    """,
    "full": """
      Storage.prototype.setItem = () => { throw new DOMException("Full", "QuotaExceededError"); };
    """,
    "missing": """
      for (const name of ["localStorage", "sessionStorage"]) Object.defineProperty(window, name, { value: null });
    """,
}
NO_COOKIES = 'Object.defineProperty(Navigator.prototype, "cookieEnabled", { get: () => false });'


@pytest.fixture
def odd_firefox(tmp_path: Path) -> Iterator[Callable[[dict[str, Preference]], Firefox]]:
    """Starts a Firefox with these preferences."""
    with ExitStack() as running:

        def start(preferences: dict[str, Preference]) -> Firefox:
            process = running.enter_context(FirefoxProcess(tmp_path, preferences=preferences))
            return running.enter_context(Firefox(process))

        yield start


@contextmanager
def microphone_forbidden(page: Page) -> Iterator[None]:
    """Meanwhile something between the page and its server forbids the microphone to it."""
    devtools = page.context.new_cdp_session(page)

    def forbid(paused: dict[str, Any]) -> None:
        headers = [header for header in paused["responseHeaders"] if header["name"].lower() != "permissions-policy"]
        devtools.send(
            "Fetch.continueResponse",
            {
                "requestId": paused["requestId"],
                "responseCode": paused["responseStatusCode"],
                "responseHeaders": [*headers, {"name": "Permissions-Policy", "value": "microphone=()"}],
            },
        )

    devtools.on("Fetch.requestPaused", forbid)
    devtools.send("Fetch.enable", {"patterns": [{"resourceType": "Document", "requestStage": "Response"}]})
    yield
    devtools.detach()


def expect_impossible(person: Person, why: str) -> None:
    """Reads why no call can be made from here, and finds nothing that would try to."""
    expect(person.page.get_by_role("alert").filter(has_text=why)).to_be_visible()
    expect(person.page.get_by_role("main").get_by_text(IMPOSSIBLE)).to_be_visible()
    calls = person.page.get_by_role("listitem").get_by_role("button", name=re.compile("^Call "))
    expect(calls.first).to_be_disabled()
    assert not any(button.is_enabled() for button in calls.all())


def expect_to_ring_in_vain(person: Person, caller: Person) -> None:
    """Is called, reads that it cannot be answered here, hears nothing, and declines."""
    watch_tones(person)
    caller.call(person)
    person.expect_state(is_calling(caller.name))
    expect(person.page.get_by_role("alert").filter(has_text=NO_ANSWER)).to_be_visible()
    expect(person.button("Accept")).to_have_count(0)
    person.page.keyboard.press("Control+Enter")  # the short way to accept
    person.expect_state(is_calling(caller.name))
    person.expect_nothing_open()
    caller.expect_state(calling(person.name))
    assert tones(person) == 0
    person.decline()
    caller.expect_state(declined(person.name))


def expect_the_rest_to_work(person: Person) -> None:
    """Opens what is no call: the settings, and the calls of the past."""
    person.choose("Settings")
    expect(person.page.get_by_role("dialog", name="Settings")).to_be_visible()
    person.button("Close").click()
    person.page.get_by_role("tab", name="Recents").click()
    expect(person.page.get_by_role("tabpanel", name="Recents")).to_be_visible()
    person.page.get_by_role("tab", name="People").click()


def wait_for_rest(person: Person) -> None:
    """Waits until no audio context of the page runs."""
    wait_for_contexts(person, lambda states: "running" not in states)


def wait_for_sound(person: Person) -> None:
    """Waits until the page's only audio context runs."""
    wait_for_contexts(person, lambda states: states == ["running"])


def wait_for_contexts(person: Person, are_so: Callable[[list[str]], bool]) -> None:
    deadline = Deadline(f"the audio contexts of {person.name}'s page")
    while not are_so(states := person.evaluate("() => duetProbe.contexts()")):
        deadline.check(lambda: states)


@pytest.mark.parametrize("how", WITHOUT_WEBRTC)
def test_without_webrtc_nobody_can_call_or_be_rung_in_vain(people: People, alice: Person, how: str) -> None:
    bo = people("bo", scripts=[WITHOUT_WEBRTC[how]])
    expect_impossible(bo, NO_CONNECTIONS)
    expect_to_ring_in_vain(bo, alice)
    expect_the_rest_to_work(bo)

    bo.choose("Check my connection")
    expect(bo.page.get_by_text("Calls cannot be made from here at the moment")).to_be_visible()
    expect(bo.page.get_by_text("makes no connections between browsers: no call can be made")).to_be_visible()
    bo.button("Close").click()

    seen = bo.line.seen()
    bo.button("Load the page again").click()
    bo.line.wait_for("session:ready", since=seen)
    expect_impossible(bo, NO_CONNECTIONS)


def test_firefox_without_webrtc_says_so(
    odd_firefox: Callable[[dict[str, Preference]], Firefox], server: DuetServer, alice: Person
) -> None:
    firefox = odd_firefox({"media.peerconnection.enabled": False})
    sign_in(firefox, server, server.accounts["bo"])
    expect_words(firefox, NO_CONNECTIONS)
    alice.call("Bo")
    expect_state(firefox, is_calling("Alice").pattern)
    expect_words(firefox, NO_ANSWER)
    firefox.click_button("Decline")
    alice.expect_state(declined("Bo"))


def test_a_microphone_that_the_set_up_forbids_is_not_blamed_on_the_person(people: People, alice: Person) -> None:
    bo = people("bo")
    expect(bo.call_button("Alice")).to_be_enabled()
    with microphone_forbidden(bo.page):
        bo.reload()
    expect_impossible(bo, FORBIDDEN)
    expect(bo.page.get_by_text("may not use your microphone")).to_have_count(0)
    expect_to_ring_in_vain(bo, alice)
    expect_the_rest_to_work(bo)
    bo.choose("Check my connection")
    expect(bo.page.get_by_role("dialog").get_by_text(FORBIDDEN)).to_be_visible()
    bo.button("Close").click()

    bo.reload()
    expect(bo.call_button("Alice")).to_be_enabled()
    connect(bo, alice)
    bo.hang_up()
    alice.expect_state(hung_up("Bo"))


def test_a_page_without_https_says_that_it_gets_no_microphone(
    servers: Servers, playwright: Playwright, people: People, tmp_path: Path
) -> None:
    server = servers.start_elsewhere(tmp_path, name="duet.test")
    names = {"duet.test": "127.0.0.1"}
    insecure = launch_chromium(playwright, names=names)
    trusting = launch_chromium(playwright, names=names, trusting=server.origin)
    try:
        bo = people("bo", url=server.origin, browser=insecure)
        assert bo.evaluate("() => [isSecureContext, 'mediaDevices' in navigator]") == [False, False]
        expect_impossible(bo, INSECURE)
        expect_to_ring_in_vain(bo, people("alice", url=server.origin, browser=trusting))
        expect_the_rest_to_work(bo)
    finally:
        insecure.close()
        trusting.close()
        server.stop()


def test_a_browser_that_gives_no_page_a_microphone_says_so(people: People, alice: Person) -> None:
    bo = people("bo", scripts=[WITHOUT_MICROPHONES])
    expect_impossible(bo, NOT_OFFERED)
    expect_to_ring_in_vain(bo, alice)
    expect_the_rest_to_work(bo)


def test_a_call_on_another_device_is_not_offered_where_it_cannot_be_continued(
    people: People, alice: Person, bo: Person
) -> None:
    connect(alice, bo)
    other = people("bo", scripts=[WITHOUT_WEBRTC["missing"]])
    other.expect_note("On a call with Alice on another device")
    expect_impossible(other, NO_CONNECTIONS)
    expect(other.button("Continue here")).to_have_count(0)
    alice.hang_up()
    bo.expect_state(hung_up("Alice"))


@pytest.mark.parametrize("how", WITHOUT_STORAGE)
def test_without_storage_the_page_works_while_it_is_open(people: People, alice: Person, how: str) -> None:
    bo = people("bo", scripts=[WITHOUT_STORAGE[how]])
    bo.choose("Settings")
    settings = bo.page.get_by_role("dialog", name="Settings")
    settings.get_by_role("slider", name="Volume").fill("50")
    bo.button("Close").click()
    bo.choose("Settings")
    expect(settings.get_by_role("slider", name="Volume")).to_have_value("50")
    bo.button("Close").click()

    connect(alice, bo)
    expect_both_to_hear(alice, bo)
    bo.button("Mute").click()
    expect(bo.button("Unmute")).to_be_visible()
    alice.hang_up()
    bo.expect_state(hung_up("Alice"))
    assert [line for line in bo.console if line.startswith("error: ")] == []


@pytest.mark.parametrize(
    ("without", "is_there"),
    [
        (["dom.storage.enabled", "dom.indexedDB.enabled"], "() => { try { return !!localStorage; } catch { return false; } }"),
        (["dom.serviceWorkers.enabled"], "() => 'serviceWorker' in navigator"),
    ],
    ids=["storage", "workers"],
)
def test_firefox_calls_all_the_same_without(
    odd_firefox: Callable[[dict[str, Preference]], Firefox],
    server: DuetServer,
    alice: Person,
    without: list[str],
    is_there: str,
) -> None:
    firefox = odd_firefox(dict.fromkeys(without, False))
    sign_in(firefox, server, server.accounts["bo"])
    assert firefox.evaluate(is_there) is False
    alice.call("Bo")
    firefox.click_button("Accept")
    alice.expect_to_hear()
    expect_to_hear(firefox)
    alice.hang_up()
    expect_state(firefox, hung_up("Alice").pattern)


def test_a_browser_without_cookies_says_so_before_anybody_signs_in(
    odd_firefox: Callable[[dict[str, Preference]], Firefox], server: DuetServer
) -> None:
    firefox = odd_firefox({"network.cookie.cookieBehavior": 2})
    for path in ("/", "/invite/anything"):
        firefox.goto(server.origin + path)
        expect_words(firefox, "This browser keeps no cookies")
        assert not firefox.evaluate("() => document.querySelector('form') !== null")
    firefox.click_button("Load the page again")
    expect_words(firefox, "Allow cookies for this page")


@pytest.mark.parametrize("how", WITHOUT_LOCKS)
def test_without_locks_it_rings_and_can_be_answered(people: People, alice: Person, how: str) -> None:
    bo = people("bo", scripts=[WITHOUT_LOCKS[how]])
    watch_tones(bo)
    alice.call(bo)
    expect_tones(bo)
    bo.accept()
    expect_both_to_hear(alice, bo)
    alice.hang_up()
    bo.expect_state(hung_up("Alice"))
    bo.reload()
    connect(bo, alice)
    bo.hang_up()
    alice.expect_state(hung_up("Bo"))


def test_a_ring_that_the_browser_holds_back_is_said_to_be_and_sounds_at_the_next_key(alice: Person, bo: Person) -> None:
    alice.call(bo)
    bo.expect_note(HELD_BACK)
    assert bo.evaluate("() => duetProbe.contexts()") == []
    bo.page.keyboard.press("Shift")
    bo.expect_no_note(HELD_BACK)
    assert bo.evaluate("() => duetProbe.contexts()") == ["running"]
    bo.decline()
    alice.expect_state(declined("Bo"))


def test_a_page_in_which_nothing_sounds_keeps_no_machine_awake(alice: Person, bo: Person) -> None:
    for person in (alice, bo):
        person.page.keyboard.press("Shift")
        wait_for_rest(person)
    watch_tones(bo)
    alice.call(bo)
    expect_tones(bo)  # though it rested, and nobody touches it
    bo.expect_no_note(HELD_BACK)
    bo.accept()
    expect_both_to_hear(alice, bo)
    for person in (alice, bo):
        assert person.evaluate("() => duetProbe.contexts()") == ["running"]
    alice.hang_up()
    bo.expect_state(hung_up("Alice"))
    for person in (alice, bo):
        person.expect_nothing_open()
        wait_for_rest(person)
    bo.choose("Check my connection")
    expect(bo.button("Play a sound")).to_be_visible()
    wait_for_sound(bo)
    bo.button("Close").click()
    wait_for_rest(bo)


@pytest.mark.takes(seconds=20)
def test_a_browser_that_finds_no_network_is_told_of_with_what_to_do(
    people: People, playwright: Playwright, alice: Person
) -> None:
    # Nothing but a proxy may be used, and there is none: a policy that companies and extensions set.
    browser = launch_chromium(playwright, flags=["--webrtc-ip-handling-policy=disable_non_proxied_udp"])
    try:
        bo = people("bo", browser=browser)
        bo.call(alice)
        alice.accept()
        bo.expect_note("Your browser found no way into the network")
        expect(bo.button("Check my connection")).to_be_visible()
        expect(bo.button("Call again")).to_be_enabled()
        alice.expect_note("Bo’s device has no address at which yours could reach it")
        bo.expect_nothing_open()
    finally:
        browser.close()
