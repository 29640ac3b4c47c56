"""What every page owes its reader: reach by keyboard, room at any width, no strangers, no complaints."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

from harness.people import People
from harness.person import Person, connect
from harness.server import DuetServer
from harness.words import declined, hung_up, is_calling

PHONE = {"width": 320, "height": 640}


def tab_to(person: Person, name: str) -> None:
    """Presses Tab until the button has the focus."""
    button = person.button(name)
    expect(button).to_be_visible()
    for _ in range(60):
        if button.evaluate("(button) => button === document.activeElement"):
            return
        person.page.keyboard.press("Tab")
    raise AssertionError(f"60 times Tab did not reach {name!r}")


def expect_no_horizontal_scroll(page: Page) -> None:
    widths = page.evaluate(
        "() => [document.documentElement.scrollWidth, document.documentElement.clientWidth]"
    )
    assert widths[0] <= widths[1], f"{page.url}: the content is {widths[0]} wide, the window {widths[1]}"


def brightness(page: Page) -> float:
    """How bright the page's background is, from 0 to 1."""
    colour = page.evaluate(
        """() => {
          const opaque = (element) => {
            const { backgroundColor } = getComputedStyle(element);
            return /rgba\\(.*, 0\\)/.test(backgroundColor) ? undefined : backgroundColor;
          };
          const canvas = document.createElement("canvas").getContext("2d");
          canvas.fillStyle = opaque(document.body) ?? opaque(document.documentElement) ?? "white";
          canvas.fillRect(0, 0, 1, 1);
          return [...canvas.getImageData(0, 0, 1, 1).data];
        }"""
    )
    return sum(colour[:3]) / 3 / 255


def test_a_call_is_answered_and_ended_with_the_keyboard_alone(alice: Person, bo: Person) -> None:
    tab_to(alice, "Call Bo")
    alice.page.keyboard.press("Enter")
    bo.expect_state(is_calling("Alice"))
    tab_to(bo, "Accept")
    bo.page.keyboard.press("Enter")
    bo.expect_to_hear()
    tab_to(bo, "Mute")
    bo.page.keyboard.press("Space")
    alice.expect_to_hear_nothing()
    tab_to(bo, "Hang up")
    bo.page.keyboard.press("Enter")
    alice.expect_state(hung_up("Bo"))


def test_a_call_is_declined_with_the_keyboard_alone(alice: Person, bo: Person) -> None:
    alice.call(bo)
    tab_to(bo, "Decline")
    bo.page.keyboard.press("Enter")
    alice.expect_state(declined("Bo"))


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_scrolls_sideways_on_a_narrow_phone(people: People, scheme: str) -> None:
    stranger = people.stranger("alice", viewport=PHONE, color_scheme=scheme)
    expect(stranger.button("Sign in")).to_be_visible()
    expect_no_horizontal_scroll(stranger.page)

    alice = people("alice", viewport=PHONE, color_scheme=scheme)
    bo = people("bo", viewport=PHONE, color_scheme=scheme)
    expect_no_horizontal_scroll(alice.page)
    dark = brightness(alice.page)
    assert dark < 0.3 if scheme == "dark" else dark > 0.7

    alice.call(bo)
    bo.expect_state(is_calling("Alice"))
    for person in (alice, bo):
        expect_no_horizontal_scroll(person.page)
    for name in ("Accept", "Decline"):
        box = bo.button(name).bounding_box()
        assert box
        assert min(box["width"], box["height"]) >= 44, f"{name} is {box}: small for a thumb"
    bo.accept()
    alice.expect_to_hear()
    for person in (alice, bo):
        expect_no_horizontal_scroll(person.page)
    alice.hang_up()
    bo.expect_state(hung_up("Alice"))
    expect_no_horizontal_scroll(bo.page)
    alice.open_recents()
    expect_no_horizontal_scroll(alice.page)


def test_a_whole_call_asks_no_third_party_and_leaves_the_console_empty(
    alice: Person, bo: Person, server: DuetServer
) -> None:
    connect(alice, bo)
    alice.expect_to_hear()
    alice.hang_up()
    bo.expect_state(hung_up("Alice"))
    alice.open_recents()

    own = urlsplit(server.origin).netloc
    for person in (alice, bo):
        assert any("/signaling" in url for url in person.requests)
        strangers = [
            url
            for url in person.requests
            if urlsplit(url).scheme not in ("data", "blob") and urlsplit(url).netloc != own
        ]
        assert strangers == []
        assert [line for line in person.console if line.startswith(("error", "warning"))] == []
        assert person.violations() == []


def test_the_content_security_policy_forbids_foreign_and_inline_scripts(alice: Person) -> None:
    answer = alice.page.reload()
    assert answer
    policy = dict(
        directive.strip().partition(" ")[::2]
        for directive in answer.headers["content-security-policy"].split(";")
        if directive.strip()
    )
    scripts = policy.get("script-src", policy.get("default-src", ""))
    assert scripts.split() in (["'self'"], ["'none'"])
    assert policy["object-src" if "object-src" in policy else "default-src"] == "'none'"
    assert policy["frame-ancestors"] == "'none'"

    # The header is not only sent, it is in force: a script in the page's text does not run.
    alice.page.evaluate(
        """() => {
          const script = document.createElement("script");
          script.textContent = "window.inlineScriptRan = true";
          document.head.append(script);
        }"""
    )
    assert alice.page.evaluate("window.inlineScriptRan") is None
    alice.page.wait_for_function("duetProbe.violations().length > 0")
    assert re.search("script-src", alice.violations()[0])
