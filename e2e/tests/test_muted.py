"""Who is muted, and whose microphone gives nothing: both are told, in words."""

from __future__ import annotations

import math
import wave
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Playwright, expect

from harness.browsers import launch_chromium
from harness.people import People
from harness.person import Person, connect
from harness.words import CONNECTED

ALICE_IS_MUTED = "Alice has muted their microphone"
YOU_ARE_MUTED = "You are muted"
NOTHING_IS_HEARD = "Nothing is heard from your microphone"
RATE = 48_000


def tone(seconds: float, amplitude: float) -> list[int]:
    return [
        round(32_767 * amplitude * math.sin(2 * math.pi * 300 * sample / RATE))
        for sample in range(round(RATE * seconds))
    ]


def connect_quietly(caller: Person, callee: Person) -> None:
    """A call in which the caller is not to be heard."""
    caller.call(callee)
    callee.accept()
    caller.expect_state(CONNECTED)
    caller.expect_to_hear()


@pytest.fixture
def speaking_into(playwright: Playwright, tmp_path: Path) -> Iterator[Callable[[list[int]], Browser]]:
    """A Chromium whose microphone hears this, again and again."""
    browsers: list[Browser] = []

    def launch(samples: list[int]) -> Browser:
        path = tmp_path / f"{len(browsers)}.wav"
        with wave.open(str(path), "wb") as file:
            file.setnchannels(1)
            file.setsampwidth(2)
            file.setframerate(RATE)
            file.writeframes(b"".join(sample.to_bytes(2, "little", signed=True) for sample in samples))
        browsers.append(launch_chromium(playwright, flags=[f"--use-file-for-fake-audio-capture={path}"]))
        return browsers[-1]

    yield launch
    for browser in browsers:
        browser.close()


@pytest.mark.alone
def test_that_somebody_is_muted_is_shown_at_the_other_side_within_a_second(
    alice: Person, bo: Person
) -> None:
    connect(alice, bo)
    muted = bo.page.get_by_text(ALICE_IS_MUTED)
    expect(muted).to_have_count(0)
    alice.button("Mute").click()
    expect(muted).to_be_visible(timeout=1000)
    alice.button("Unmute").click()
    expect(muted).to_have_count(0, timeout=1000)
    alice.hang_up()


def test_it_is_shown_beside_the_list_on_a_phone_and_the_call_comes_after_the_list(alice: Person, bo: Person) -> None:
    bo.page.set_viewport_size({"width": 390, "height": 844})
    connect(alice, bo)
    bo.button("Show people").click()
    alice.button("Mute").click()
    expect(bo.page.get_by_text(ALICE_IS_MUTED)).to_be_in_viewport()
    # Where it stands on the page is where the keyboard comes to it.
    bo.button("Options for Dora").focus()
    bo.page.keyboard.press("Tab")
    expect(bo.button("Show call")).to_be_focused()
    rows, call = (bo.page.get_by_role(role).bounding_box() for role in ("tabpanel", "main"))
    assert rows
    assert call
    assert rows["y"] + rows["height"] <= call["y"]
    alice.hang_up()


def test_it_is_still_shown_when_either_has_loaded_the_page_again(alice: Person, bo: Person) -> None:
    connect(alice, bo)
    alice.button("Mute").click()
    muted = bo.page.get_by_text(ALICE_IS_MUTED)
    expect(muted).to_be_visible()
    for person in (bo, alice):
        person.page.reload()
        alice.expect_to_hear()
        expect(muted).to_be_visible()
    alice.button("Unmute").click()
    bo.expect_to_hear()
    expect(muted).to_have_count(0)
    alice.hang_up()


def test_who_speaks_while_muted_is_told_and_may_unmute_there(
    people: People, bo: Person, speaking_into: Callable[[list[int]], Browser]
) -> None:
    words = [*tone(1, 0.5), *tone(0.3, 0)]
    alice = people("alice", browser=speaking_into(words))
    connect(alice, bo)
    notice = alice.page.get_by_role("alert").filter(has_text=YOU_ARE_MUTED)
    expect(notice).to_have_count(0)
    alice.button("Mute").click()
    expect(notice).to_be_visible()
    unmute = notice.get_by_role("button", name="Unmute")
    unmute.focus()
    unmute.press("Enter")
    expect(notice).to_have_count(0)
    expect(alice.page.get_by_role("main")).to_be_focused()
    bo.expect_to_hear()
    alice.hang_up()


def test_who_is_muted_and_silent_is_told_nothing(
    people: People, bo: Person, speaking_into: Callable[[list[int]], Browser]
) -> None:
    alice = people("alice", browser=speaking_into(tone(2, 0.001)))
    connect_quietly(alice, bo)
    alice.button("Mute").click()
    alice.let_pass(4)
    expect(alice.page.get_by_text(YOU_ARE_MUTED)).to_have_count(0)
    alice.hang_up()


def test_a_microphone_that_lets_nothing_through_while_nobody_speaks_is_none_that_gives_nothing(
    people: People, bo: Person, speaking_into: Callable[[list[int]], Browser]
) -> None:
    alice = people("alice", browser=speaking_into([*tone(1, 0.5), *tone(9, 0)]))
    connect_quietly(alice, bo)
    alice.let_pass(7)
    expect(alice.page.get_by_text(NOTHING_IS_HEARD)).to_have_count(0)
    alice.hang_up()


def test_a_microphone_that_gives_nothing_is_told(
    people: People, bo: Person, speaking_into: Callable[[list[int]], Browser]
) -> None:
    alice = people("alice", browser=speaking_into(tone(2, 0)))
    connect_quietly(alice, bo)
    expect(alice.page.get_by_role("alert").filter(has_text=NOTHING_IS_HEARD)).to_be_visible()
    alice.hang_up()
