"""Somebody checks their connection: with a real relay, one that refuses, one that does not run, and none."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Locator, expect

from harness import network
from harness import relay as relays
from harness.firefox import Firefox
from harness.firefox_page import choose, expect_nothing_open, sign_in
from harness.pair import expect_both_to_hear, hang_up
from harness.people import People
from harness.person import Person, connect
from harness.relay import SECRET, Relay
from harness.server import DuetServer
from harness.servers import Servers
from harness.words import is_calling

CHECK = "Check my connection"
# Everything has been found out by then, in seconds; a machine that does much else takes a little longer.
OVER_WITHIN = 25

# A machine without any loudspeaker lets Firefox measure nothing.
MICROPHONE = {"chromium": "Your voice is heard", "firefox": "not let its loudness be measured"}
# The STUN server stands in the same network and sees the browser's own address, which Chromium shows the page as well;
# Firefox hides it, so there the server's word is news.
ADDRESS = {"chromium": "your own network", "firefox": "others reach you"}

LINE = """
(subject, words) => [...document.querySelectorAll("dialog li")]
  .some(({ innerText }) => innerText.startsWith(subject) && new RegExp(words).test(innerText))
"""

Found = Callable[[str, str], None]


@pytest.fixture(scope="module")
def relay(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Relay]:
    """A relay on this machine."""
    network.require()
    relays.require()
    relay = Relay(tmp_path_factory.mktemp("relay"), network.ADDRESS)
    relay.start()
    yield relay
    relay.kill()


@pytest.fixture
def ice(relay: Relay) -> tuple[str, ...]:
    """Which servers browsers are told of; a test that needs others says so."""
    return (relay.stun_url, relay.url("udp"), relay.url("tcp"))


@pytest.fixture
def secret() -> str:
    """What the server believes to share with the relay."""
    return SECRET


@pytest.fixture
def server(servers: Servers, ice: tuple[str, ...], secret: str) -> DuetServer:
    return servers.get(ice=ice, turn_secret=secret)


@pytest.fixture
def away(relay: Relay) -> Iterator[None]:
    """The relay does not run."""
    relay.kill()
    yield
    relay.start()


@pytest.fixture(params=["chromium", "firefox"])
def browser(request: pytest.FixtureRequest) -> str:
    return request.param


@pytest.fixture
def found(request: pytest.FixtureRequest, browser: str, people: People, server: DuetServer) -> Iterator[Found]:
    """Opens the check in one make of browser, and waits for what it says in a line; in the end all is let go."""
    if browser == "chromium":
        alice = people("alice")
        alice.choose(CHECK)
        yield lambda subject, words: expect_line(alice, subject, words)
        close(alice)
        return
    firefox: Firefox = request.getfixturevalue("firefox")
    sign_in(firefox, server, server.accounts["alice"])
    choose(firefox, server.accounts["alice"], CHECK)
    yield lambda subject, words: firefox.wait_until(LINE, subject, words, what=f"{subject} to be {words!r}")
    firefox.click_button("Close")
    expect_nothing_open(firefox)


def line(person: Person, subject: str) -> Locator:
    """What the check says of something."""
    return person.page.get_by_role("dialog", name=CHECK).get_by_role("listitem").filter(has_text=subject).first


def expect_line(person: Person, subject: str, words: str) -> None:
    expect(line(person, subject)).to_contain_text(re.compile(words), timeout=1000 * OVER_WITHIN)


def close(person: Person) -> None:
    person.button("Close").click()
    expect(person.page.locator("dialog")).to_have_count(0)
    person.expect_nothing_open()


@pytest.mark.takes(seconds=15)
def test_what_works_is_shown_to_work(found: Found, browser: str) -> None:
    found("Microphone", MICROPHONE[browser])
    found("Server", "It answers within")
    found("Relay over UDP", "It connects in .* back in")
    found("Relay over TCP", "It connects in .* back in")
    found("Relay over TLS", "Not set up here")
    found("Direct calls", ADDRESS[browser])


@pytest.mark.takes(seconds=15)
@pytest.mark.parametrize("secret", ["another secret"])
def test_a_relay_of_another_secret_refuses(found: Found) -> None:
    found("Relay over UDP", "It refuses .* secret")
    found("Relay over TCP", "It refuses .* secret")


@pytest.mark.takes(seconds=25)
@pytest.mark.usefixtures("away")
def test_a_relay_that_does_not_run_is_out_of_reach(found: Found) -> None:
    found("Relay over TCP", "It cannot be reached")
    found("Relay over UDP", "It cannot be reached")
    found("Direct calls", "No STUN server answers")


@pytest.mark.parametrize("ice", [()])
def test_where_nothing_is_set_up_one_line_says_so(people: People) -> None:
    alice = people("alice")
    alice.choose(CHECK)
    expect_line(alice, "Ways between networks", "No STUN server and no relay is set up here")
    expect(line(alice, "Relay over UDP")).to_have_count(0)
    expect(line(alice, "Direct calls")).to_have_count(0)
    close(alice)


def test_the_result_can_be_copied_by_hand_and_holds_no_address(people: People) -> None:
    alice = people("alice")
    alice.evaluate("() => void (navigator.clipboard.writeText = () => Promise.reject(new Error('no')))")
    alice.choose(CHECK)
    for way in ("Relay over UDP", "Relay over TCP"):
        expect_line(alice, way, "It connects in")
    alice.button("Copy result").click()
    field = alice.page.get_by_label("Result", exact=True)
    result = field.input_value()
    assert "Relay over TCP: All right. It connects in" in result
    assert network.ADDRESS not in result
    found, browser = result.rsplit("\n", 1)
    assert "Chrome" in browser
    assert re.search(r"\d+\.\d+\.\d+", found) is None
    expect_line(alice, "Relay over TLS", "Not set up here")
    assert alice.evaluate("() => getSelection().toString()") == result
    close(alice)


def test_the_result_is_copied(people: People) -> None:
    alice = people("alice")
    alice.page.context.grant_permissions(["microphone", "clipboard-read", "clipboard-write"])
    alice.choose(CHECK)
    expect_line(alice, "Server", "It answers within")
    alice.button("Copy result").click()
    expect(alice.button("Copied")).to_be_visible()
    assert "Server: All right" in alice.evaluate("() => navigator.clipboard.readText()")
    close(alice)


def test_one_hears_oneself_and_a_sound(people: People) -> None:
    alice = people("alice")
    alice.choose(CHECK)
    expect_line(alice, "Microphone", "Say something|Your voice")  # it is open
    alice.button("Record and listen").click()
    expect(alice.button("Recording two seconds…")).to_be_visible()
    expect(alice.button("Playing it…")).to_be_visible()
    expect(alice.button("Record and listen")).to_be_visible()
    alice.button("Play a sound").click()
    expect_line(alice, "Loudspeaker", "A sound was played")
    assert alice.violations() == []
    close(alice)


def test_a_microphone_that_may_not_be_used_is_told(people: People) -> None:
    alice = people("alice", may_listen=False)
    alice.choose(CHECK)
    expect_line(alice, "Microphone", "Duet may not use your microphone")
    expect(alice.button("Record and listen")).to_have_count(0)
    expect(alice.page.get_by_role("status").filter(has_text="Calls cannot be made")).to_be_visible(
        timeout=1000 * OVER_WITHIN
    )
    close(alice)


def test_it_rings_in_the_middle_of_a_check_which_lets_go_of_everything(alice: Person, bo: Person) -> None:
    alice.choose(CHECK)
    expect_line(alice, "Microphone", "Say something|Your voice")
    bo.call(alice)
    alice.expect_state(is_calling("Bo"))
    expect(alice.page.locator("dialog")).to_have_count(0)
    # What is left is the connection that is ready for an answer.
    alice.expect_open(connections=1, tracks=0)
    alice.accept()
    expect_both_to_hear(alice, bo)
    hang_up(alice, bo)


def test_a_check_in_a_call_leaves_the_microphone_to_it(alice: Person, bo: Person) -> None:
    connect(alice, bo)
    alice.choose(CHECK)
    expect_line(alice, "Microphone", "in use by your call")
    expect_line(alice, "Relay over UDP", "It connects in")
    alice.button("Close").click()
    expect_both_to_hear(alice, bo)
    alice.expect_open(connections=1, tracks=3)  # one's own, its copy to listen to, and the peer's
    hang_up(alice, bo)
