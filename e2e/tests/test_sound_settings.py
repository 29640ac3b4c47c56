"""What is chosen for a device: where it sounds and rings, how it rings, what is done to the voice, and its colours."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from harness.deadline import Deadline
from harness.pair import expect_both_to_hear, unbroken
from harness.people import People
from harness.person import Person, connect
from harness.sinks import (
    FIRST,
    SECOND,
    SYSTEM,
    WITH_LOUDSPEAKERS,
    expect_processing,
    expect_sounding,
    plug_in,
    unplug,
    volumes,
)
from harness.tones import expect_tones, tones, watch_tones
from harness.words import CONNECTED, is_calling

WITHOUT_CHOICE = "delete HTMLMediaElement.prototype.setSinkId;"
SPEAKER = "Loudspeaker"
RINGER = "Device that rings"
# A stroke of "Telephone" (`ring-tones.ts`), in hertz.
BELL = 1174.66
DARK = "rgb(16, 19, 24)"
LIGHT = "rgb(245, 246, 248)"


@pytest.fixture
def alice(people: People) -> Person:
    """Alice, with two loudspeakers beside the system's own."""
    return people("alice", scripts=[WITH_LOUDSPEAKERS])


def settings(person: Person) -> Locator:
    """Opens the settings."""
    person.choose("Settings")
    return person.page.get_by_role("dialog", name="Settings")


def choose(person: Person, **choices: str) -> None:
    """Chooses devices in the settings, and closes them."""
    dialog = settings(person)
    for role, device in choices.items():
        label = SPEAKER if role == "speaker" else RINGER
        dialog.get_by_role("combobox", name=label).select_option(label=device)
    person.button("Close").click()


def ground(page: Page) -> str:
    """The colour of the page, as it is painted."""
    colour: str = page.evaluate("getComputedStyle(document.documentElement).backgroundColor")
    return colour


def set_volume(slider: Locator, percent: int) -> None:
    """Draws a slider somewhere, and lets it go."""
    slider.fill(str(percent))
    slider.dispatch_event("change")


def frequencies(person: Person) -> list[float]:
    """What sounded since `watch_tones`, in hertz."""
    found: list[float] = person.evaluate("() => duetTones.map((pitch) => Math.round(100 * pitch) / 100)")
    return found


def test_it_rings_on_one_device_and_the_voice_is_heard_on_another_and_a_reload_keeps_both(
    alice: Person, bo: Person
) -> None:
    choose(alice, speaker=FIRST, ringer=SECOND)
    bo.call(alice)
    alice.expect_state(is_calling("Bo"))
    expect_sounding(alice, SECOND)
    alice.accept()
    expect_both_to_hear(alice, bo)
    expect_sounding(alice, FIRST)

    alice.reload()
    alice.expect_state(CONNECTED)
    expect_both_to_hear(alice, bo)
    expect_sounding(alice, FIRST)
    bo.hang_up()

    bo.call(alice)
    alice.expect_state(is_calling("Bo"))
    alice.page.mouse.click(1, 1)  # a page that was loaded anew may sound after a gesture only
    expect_sounding(alice, SECOND)
    bo.hang_up()
    dialog = settings(alice)
    for label, device in ((SPEAKER, FIRST), (RINGER, SECOND)):
        chosen = dialog.get_by_role("combobox", name=label).locator("option:checked")
        expect(chosen).to_have_text(device)


def test_each_device_can_be_heard_before_it_is_needed(alice: Person) -> None:
    choose(alice, ringer=SECOND)
    watch_tones(alice)
    dialog = settings(alice)
    dialog.get_by_role("group", name=RINGER).get_by_role("button", name="Play a test sound").click()
    expect_sounding(alice, SECOND)
    expect_tones(alice)
    heard = tones(alice)
    dialog.get_by_role("group", name=SPEAKER).get_by_role("button", name="Play a test sound").click()
    expect_tones(alice, since=heard)
    expect_sounding(alice)  # the system's own needs no element


def test_a_loudspeaker_that_goes_in_a_call_gives_way_to_the_systems_own_and_is_used_again_when_it_is_back(
    alice: Person, bo: Person
) -> None:
    choose(alice, speaker=FIRST)
    connect(alice, bo)
    expect_sounding(alice, FIRST)
    with unbroken(alice, bo):
        unplug(alice, FIRST)
        expect_sounding(alice, SYSTEM)
        alice.expect_note(f"{FIRST} is not available. You hear Bo from the system’s own.")
        dialog = settings(alice)
        expect(dialog.get_by_text(f"{FIRST} is away. Until it is back, the system’s own is used.")).to_be_visible()
        alice.button("Close").click()
        expect_both_to_hear(alice, bo)
        plug_in(alice, FIRST)
        expect_sounding(alice, FIRST)
        alice.expect_no_note(f"{FIRST} is not available. You hear Bo from the system’s own.")
        expect_both_to_hear(alice, bo)
    bo.hang_up()


def test_what_is_done_to_the_voice_changes_in_a_call_at_once_and_both_go_on_hearing_each_other(
    alice: Person, bo: Person
) -> None:
    connect(alice, bo)
    expect_processing(alice, echo=True, noise=True, gain=True)
    dialog = settings(alice)
    with unbroken(alice, bo):
        dialog.get_by_role("switch", name="Echo cancellation").click()
        expect_processing(alice, echo=False, noise=True, gain=True)
        expect_both_to_hear(alice, bo)
        dialog.get_by_role("switch", name="Noise suppression").click()
        dialog.get_by_role("switch", name="Automatic volume").click()
        expect_processing(alice, echo=False, noise=False, gain=False)
        dialog.get_by_role("switch", name="Noise suppression").click()
        expect_processing(alice, echo=False, noise=True, gain=False)
        expect_both_to_hear(alice, bo)
    alice.expect_open(connections=1, tracks=3)  # one's own, its copy to listen to, and the peer's

    alice.reload()
    alice.expect_state(CONNECTED)
    expect_processing(alice, echo=False, noise=True, gain=False)
    expect_both_to_hear(alice, bo)
    bo.hang_up()


def test_how_it_rings_is_heard_when_it_is_chosen_and_kept(alice: Person, bo: Person) -> None:
    watch_tones(alice)
    dialog = settings(alice)
    dialog.get_by_role("combobox", name="Ring tone").select_option("Telephone")
    expect_tones(alice)
    assert BELL in frequencies(alice)
    set_volume(dialog.get_by_role("slider", name="Volume of the ring"), 40)
    expect(dialog.get_by_text("40%")).to_be_visible()
    deadline = Deadline("Alice's page to ring at two fifths")
    while (sent := volumes(alice))[-1] != pytest.approx(0.4):
        deadline.check(lambda: sent)
    alice.button("Close").click()

    alice.reload()
    watch_tones(alice)
    bo.call(alice)
    alice.expect_state(is_calling("Bo"))
    expect_tones(alice)
    assert set(frequencies(alice)) >= {BELL}
    assert volumes(alice) == [pytest.approx(0.4)]
    bo.hang_up()
    alice.expect_no_ring()

    dialog = settings(alice)
    set_volume(dialog.get_by_role("slider", name="Volume of the ring"), 0)
    expect(dialog.get_by_text("At 0 nothing is heard of calls. They are still shown.")).to_be_visible()
    alice.button("Close").click()
    seen = len(volumes(alice))
    bo.call(alice)
    alice.expect_state(is_calling("Bo"))
    deadline = Deadline("Alice's page to ring in silence")
    while not (since := volumes(alice)[seen:]):
        deadline.check(lambda: since)
    assert since[0] == 0
    bo.hang_up()


def test_the_colours_are_those_that_were_chosen_before_anything_of_the_page_runs(people: People) -> None:
    alice = people("alice", color_scheme="light")
    page = alice.page
    assert ground(page) == LIGHT
    settings(alice).get_by_role("combobox", name="Colours").select_option("Dark")
    assert ground(page) == DARK
    alice.button("Close").click()

    with page.expect_request("**/assets/app.js"):
        page.route("**/assets/app.js", lambda route: None)  # it never comes
        page.reload(wait_until="commit")
    deadline = Deadline("the page to be painted")
    while not page.evaluate("performance.getEntriesByName('first-paint').length"):
        deadline.check(lambda: page.evaluate("performance.getEntriesByType('paint').length"))
    assert ground(page) == DARK
    assert page.evaluate("getComputedStyle(document.documentElement).colorScheme") == "dark"
    for name, value in (("color-scheme", "dark"), ("theme-color", "#101318")):
        assert page.locator(f"meta[name={name}]").get_attribute("content") == value
    page.unroute("**/assets/app.js")
    page.reload()
    alice.expect_signed_in()
    assert ground(page) == DARK
    assert alice.violations() == []


def test_without_a_choice_the_colours_follow_the_system_and_another_tab_follows_a_choice(people: People) -> None:
    alice = people("alice", color_scheme="light")
    alice.page.emulate_media(color_scheme="dark")
    expect(alice.page.locator("html")).to_have_attribute("data-theme", "dark")
    assert ground(alice.page) == DARK

    tab = people.watch(alice.new_tab())
    settings(tab).get_by_role("combobox", name="Colours").select_option("Light")
    expect(alice.page.locator("html")).to_have_attribute("data-theme", "light")
    expect(tab.page.locator("html")).to_have_attribute("data-theme", "light")


def test_devices_are_told_once_the_microphone_was_allowed(people: People) -> None:
    alice = people("alice", may_listen=False, scripts=[WITH_LOUDSPEAKERS])
    dialog = settings(alice)
    expect(dialog.get_by_text("once you have allowed the microphone")).to_be_visible()
    dialog.get_by_role("button", name="Allow the microphone").click()
    expect(dialog.get_by_text("The microphone was not allowed")).to_be_visible()
    alice.page.context.grant_permissions(["microphone"])
    dialog.get_by_role("button", name="Allow the microphone").click()
    expect(dialog.get_by_role("combobox", name=SPEAKER)).to_be_focused()
    dialog.get_by_role("combobox", name=SPEAKER).select_option(label=FIRST)
    alice.expect_nothing_open()


def test_a_browser_in_which_a_page_cannot_choose_says_so_and_rings_all_the_same(people: People, bo: Person) -> None:
    alice = people("alice", scripts=[WITHOUT_CHOICE])
    watch_tones(alice)
    dialog = settings(alice)
    expect(dialog.get_by_text("This browser plays everything where your system does.")).to_be_visible()
    expect(dialog.get_by_role("combobox", name=SPEAKER)).to_have_count(0)
    alice.button("Close").click()
    bo.call(alice)
    expect_tones(alice)
    alice.accept()
    expect_both_to_hear(alice, bo)
    bo.hang_up()


def test_the_microphone_is_tried_in_the_settings_and_closed_with_them(alice: Person) -> None:
    alice.choose("Settings")
    alice.page.get_by_label("Microphone", exact=True).last.select_option("Fake Audio Input 1")
    alice.button("Try the microphone").click()
    level = alice.page.get_by_role("group", name="Microphone").locator(".level-bar__level")
    deadline = Deadline("the level to be seen")
    while not (shown := float(level.evaluate("(bar) => bar.style.getPropertyValue('--level') || '0'"))):
        deadline.check(lambda: shown)
    alice.expect_open(connections=0, tracks=1)
    alice.page.keyboard.press("Escape")
    alice.expect_nothing_open()
    alice.choose("Settings")
    expect(alice.page.get_by_label("Microphone", exact=True).last).to_have_value(re.compile(".+"))
