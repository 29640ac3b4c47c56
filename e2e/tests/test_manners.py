"""What a device does in a call besides sound: its screen, its keys, its vibration, and a question before it is left."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Dialog, expect

from harness.deadline import Deadline
from harness.pair import expect_both_to_hear, hang_up
from harness.people import People
from harness.person import Person, connect

# Looks on at what the page asks of its device. What the browser makes of it stays as it is.
WATCH = """
const seen = (window.deviceManners = { locks: [], keys: {}, vibrated: [] });
const request = navigator.wakeLock.request.bind(navigator.wakeLock);
navigator.wakeLock.request = async (type) => {
  const lock = await request(type);
  seen.locks.push(lock);
  return lock;
};
const setActionHandler = navigator.mediaSession.setActionHandler.bind(navigator.mediaSession);
navigator.mediaSession.setActionHandler = (action, handler) => {
  setActionHandler(action, handler);
  if (handler === null) delete seen.keys[action];
  else seen.keys[action] = handler;
};
const vibrate = navigator.vibrate.bind(navigator);
navigator.vibrate = (pattern) => {
  seen.vibrated.push(pattern);
  return vibrate(pattern);
};
"""


@pytest.fixture
def watched(alice: Person) -> Person:
    """Alice, at a device that is looked at."""
    alice.page.context.add_init_script(f"(() => {{{WATCH}}})()")
    # A browser with a window gives it without asking.
    alice.page.context.grant_permissions(["microphone", "screen-wake-lock"])
    alice.reload()
    return alice


def held_locks(person: Person) -> int:
    locks: int = person.evaluate("() => deviceManners.locks.filter((lock) => !lock.released).length")
    return locks


def expect_screen_kept_on(person: Person, kept: bool) -> None:
    deadline = Deadline(f"the screen of {person.name} to {'stay on' if kept else 'go off as it likes'}")
    while held_locks(person) != int(kept):
        deadline.check(lambda: held_locks(person))


def press_key(person: Person, key: str) -> None:
    """A key of a headset, as far as it reaches the page."""
    person.evaluate("(key) => deviceManners.keys[key]()", key)


def asks_before_it_closes(person: Person, other: Person) -> bool:
    """Does the browser ask before it closes the page? The answer is no. The other one waits meanwhile."""
    asked: list[str] = []

    def stay(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.dismiss()

    person.page.once("dialog", stay)
    person.page.close(run_before_unload=True)
    deadline = Deadline("the browser to ask, or to close the page")
    while not asked and not person.page.is_closed():
        deadline.check(lambda: person.page.url)
        other.let_pass(0.05)
    return asked == ["beforeunload"]


def test_the_screen_stays_on_while_one_talks(watched: Person, bo: Person) -> None:
    connect(watched, bo)
    expect_both_to_hear(watched, bo)
    expect_screen_kept_on(watched, True)
    hang_up(bo, watched)
    expect_screen_kept_on(watched, False)


def test_the_keys_of_a_headset_mute_and_hang_up(watched: Person, bo: Person) -> None:
    connect(watched, bo)
    expect_both_to_hear(watched, bo)
    title: Any = watched.evaluate("() => navigator.mediaSession.metadata.title")
    assert title == "Bo"
    press_key(watched, "togglemicrophone")
    expect(watched.button("Unmute")).to_be_visible()
    press_key(watched, "play")
    expect(watched.button("Mute")).to_be_visible()
    press_key(watched, "hangup")
    expect(watched.button("Hang up")).to_have_count(0)
    keys: Any = watched.evaluate("() => [Object.keys(deviceManners.keys), navigator.mediaSession.metadata]")
    assert keys == [[], None]


def test_a_phone_vibrates_while_it_rings_and_no_longer(watched: Person, bo: Person) -> None:
    watched.account_button().click()  # a page that was never touched may not
    watched.page.keyboard.press("Escape")
    bo.call(watched)
    expect(watched.button("Accept")).to_be_visible()
    deadline = Deadline("it to vibrate twice")
    while (felt := watched.evaluate("() => deviceManners.vibrated")).count([500, 250, 500]) < 2:
        deadline.check(lambda: felt)
    watched.decline()
    expect(watched.button("Accept")).to_have_count(0)
    assert watched.evaluate("() => deviceManners.vibrated.at(-1)") == 0


def test_the_browser_asks_before_a_call_is_left_and_only_then(people: People, bo: Person) -> None:
    alice = people("alice")
    connect(alice, bo)
    expect_both_to_hear(alice, bo)
    assert asks_before_it_closes(alice, bo)
    expect_both_to_hear(alice, bo)
    hang_up(bo, alice)
    alice.expect_nothing_open()
    assert not asks_before_it_closes(alice, bo)
