"""One call between two makes of browser, each way round, with sound in both directions."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from harness.firefox import Firefox
from harness.firefox_page import expect_nothing_open, expect_state, expect_to_hear, sign_in
from harness.people import People
from harness.person import Person
from harness.server import DuetServer
from harness.words import CONNECTED, hung_up, is_calling


@pytest.mark.parametrize("caller", ["chromium", "firefox"])
def test_chromium_and_firefox_hear_each_other(
    firefox: Firefox, people: People, server: DuetServer, alice: Person, caller: str
) -> None:
    sign_in(firefox, server, server.accounts["bo"])

    if caller == "chromium":
        alice.call("Bo")
        expect_state(firefox, r"\bAlice is calling\b")
        firefox.click_button("Accept")
    else:
        firefox.click_button("Call Alice")
        alice.expect_state(is_calling("Bo"))
        alice.accept()

    alice.expect_state(CONNECTED)
    expect_state(firefox, CONNECTED.pattern)
    alice.expect_to_hear()
    expect_to_hear(firefox)

    if caller == "chromium":
        alice.hang_up()
        expect_state(firefox, hung_up("Alice").pattern)
    else:
        firefox.click_button("Hang up")
        alice.expect_state(hung_up("Bo"))
    expect(alice.button("Hang up")).to_have_count(0)
    expect_nothing_open(firefox)
    assert firefox.requests
    assert all(url.startswith((server.origin, "data:", "blob:", "about:")) for url in firefox.requests)


@pytest.mark.alone
def test_whoever_reloads_both_hear_each_other_again_within_three_seconds(
    firefox: Firefox, people: People, server: DuetServer, alice: Person, tell: Callable[[str], None]
) -> None:
    sign_in(firefox, server, server.accounts["bo"])
    alice.call("Bo")
    firefox.click_button("Accept")
    alice.expect_to_hear()
    expect_to_hear(firefox)

    for name, reload, evaluate, other in (
        ("Firefox", firefox.reload, firefox.evaluate, alice.evaluate),
        ("Chromium", alice.page.reload, alice.evaluate, firefox.evaluate),
    ):
        other("() => duetProbe.record()")
        reload()
        heard = evaluate("() => duetProbe.firstPacket()")
        loaded = evaluate("() => duetProbe.loadedAt()")
        alice.expect_to_hear()
        expect_to_hear(firefox)
        was_heard = other("() => duetProbe.largestGap()")["until"] - loaded
        assert max(heard, was_heard) < 3_000, f"{name}: {heard:.0f} ms, {was_heard:.0f} ms"
        tell(f"{name} hears after {heard:.0f} ms, is heard after {was_heard:.0f} ms")

    alice.expect_state(CONNECTED)
    expect_state(firefox, CONNECTED.pattern)
    alice.hang_up()
    expect_state(firefox, hung_up("Alice").pattern)
    expect_nothing_open(firefox)
