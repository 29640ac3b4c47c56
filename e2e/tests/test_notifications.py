"""What the system tells of a call while nobody looks at the page, and where a press on it leads."""

from __future__ import annotations

import re
import uuid
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from playwright.sync_api import expect

from harness.line import Line
from harness.pair import expect_both_to_hear
from harness.people import People
from harness.person import Person, connect
from harness.words import calling, cancelled, declined, is_calling
from harness.worker import ServiceWorker

RINGS = "Alice is calling"
MISSED = "Missed call from Alice"
SWITCH = "Notify me of calls on this device"

# A browser whose answer to the question a test gives: `mayNotify` is what it says so far, `answer` what comes of asking.
ASKING = """
  let mayNotify = "default";
  window.timesAsked = 0;
  Object.defineProperty(Notification, "permission", { get: () => mayNotify });
  Notification.requestPermission = async () => {
    window.timesAsked += 1;
    return mayNotify = window.answer;
  };
"""


@pytest.fixture
def bo(people: People) -> Person:
    """Bo, whose browser may notify."""
    return people("bo", may_notify=True)


@pytest.fixture
def worker(bo: Person) -> ServiceWorker:
    """His service worker; he wants to be notified."""
    turn_on(bo)
    return ServiceWorker(bo)


def turn_on(person: Person) -> None:
    person.choose("Settings")
    switch = person.page.get_by_role("switch", name=SWITCH)
    switch.click()
    expect(switch).to_be_checked()
    person.page.keyboard.press("Escape")


def call_of(caller: Person, callee: Person, **more: Any) -> dict[str, Any]:
    """A push of a call, as the server would send it."""
    me, other = (person.line.of("session:ready")[-1].payload["user"] for person in (caller, callee))
    return {"from": me, "to_user_id": other["id"], **more}


def in_seconds(seconds: float) -> str:
    return (datetime.now(UTC) + timedelta(seconds=seconds)).isoformat().replace("+00:00", "Z")


def test_a_hidden_page_rings_through_the_system_and_the_call_is_answered_from_there(
    alice: Person, bo: Person, worker: ServiceWorker
) -> None:
    bo.look_away()
    alice.call(bo)
    alice.expect_state(calling("Bo"))
    worker.expect_titles(RINGS)
    [shown] = worker.shown()
    assert shown["stays"]
    assert shown["actions"] == ["answer", "decline"]
    worker.press(RINGS, "answer")
    expect_both_to_hear(alice, bo)
    worker.expect_titles()
    alice.hang_up()


def test_a_call_that_nobody_answers_becomes_a_missed_one_until_somebody_looks(
    alice: Person, bo: Person, worker: ServiceWorker
) -> None:
    bo.look_away()
    alice.call(bo)
    worker.expect_titles(RINGS)
    alice.hang_up()
    worker.expect_titles(MISSED)
    bo.look_away(hidden=False)
    worker.expect_titles()


def test_decline_in_a_notification_declines(alice: Person, bo: Person, worker: ServiceWorker) -> None:
    bo.look_away()
    alice.call(bo)
    worker.expect_titles(RINGS)
    worker.press(RINGS, "decline")
    alice.expect_state(declined("Bo"))
    worker.expect_titles()


def test_under_do_not_disturb_a_hidden_page_shows_nothing_through_the_system(
    alice: Person, bo: Person, worker: ServiceWorker
) -> None:
    bo.choose("Until I switch it off")
    expect(bo.button("Switch off do not disturb")).to_be_visible()
    try:
        bo.look_away()
        alice.call(bo)
        bo.expect_state(is_calling("Alice"))
        alice.hang_up()
        bo.expect_state(cancelled("Alice"))
        worker.push_text("{}")  # comes after it, and is shown
        worker.expect_first("Something has happened in Duet")
    finally:
        bo.evaluate("() => fetch('api/settings/do-not-disturb', { method: 'DELETE' })")


def test_nothing_is_shown_while_somebody_looks_at_one_of_their_pages(
    alice: Person, bo: Person, worker: ServiceWorker
) -> None:
    second = bo.page.context.new_page()
    at_second = Line(second, "Bo")
    second.goto(bo.page.url)
    at_second.wait_for("session:ready")
    bo.look_away()
    alice.call(bo)
    expect(second.get_by_role("button", name="Accept")).to_be_visible()
    worker.push(
        type="call:incoming", call_id=alice.line.call_id(), expires_at=in_seconds(40), **call_of(alice, bo)
    )
    worker.push_text("{}")  # comes after it, and is shown
    worker.expect_first("Something has happened in Duet")
    alice.hang_up()


def test_a_push_is_shown_and_ends_as_the_call_does(alice: Person, bo: Person, worker: ServiceWorker) -> None:
    bo.page.goto("about:blank")
    one, other, late = (str(uuid.uuid4()) for _ in range(3))
    parties = call_of(alice, bo)
    worker.push(type="call:incoming", call_id=one, expires_at=in_seconds(40), **parties)
    worker.expect_titles(RINGS)
    worker.push(type="call:end", call_id=one, reason="no_answer", missed=True, **parties)
    worker.expect_titles(MISSED)
    worker.push(type="call:incoming", call_id=other, expires_at=in_seconds(40), **parties)
    worker.push(type="call:end", call_id=other, reason="answered_elsewhere", missed=False, **parties)
    worker.expect_titles(MISSED)  # the other one goes by itself
    worker.push(type="call:incoming", call_id=late, expires_at=in_seconds(-5), **parties)
    worker.expect_titles(MISSED, MISSED)


def test_a_call_of_whose_end_nobody_tells_stops_ringing_by_itself(
    alice: Person, bo: Person, worker: ServiceWorker
) -> None:
    bo.page.goto("about:blank")
    worker.push(
        type="call:incoming", call_id=str(uuid.uuid4()), expires_at=in_seconds(6), **call_of(alice, bo)
    )
    worker.expect_titles(RINGS)
    worker.expect_titles(MISSED)


@pytest.mark.parametrize("data", ["", "no JSON", '{"type": "voice:mail"}'])
def test_a_push_that_is_not_understood_is_shown_in_general_words(
    alice: Person, bo: Person, worker: ServiceWorker, data: str
) -> None:
    worker.push_text(data)
    worker.expect_titles("Something has happened in Duet")


def test_whoever_comes_too_late_reads_how_the_call_has_ended(
    alice: Person, bo: Person, worker: ServiceWorker
) -> None:
    alice.call(bo)
    bo.expect_state(is_calling("Alice"))
    call = bo.line.call_id()
    alice.hang_up()
    bo.expect_no_ring()
    bo.page.goto(f"{worker.origin}/#call={call}")
    bo.page.reload()
    bo.expect_note("Alice cancelled the call")
    assert bo.page.url == f"{worker.origin}/"
    bo.button("Dismiss").click()
    bo.expect_no_note("Alice cancelled the call")


def test_an_address_leads_to_a_call_that_rings_and_does_not_answer_it(
    people: People, alice: Person, bo: Person
) -> None:
    alice.call(bo)
    call = bo.line.call_id()
    second = bo.page.context.new_page()
    second.goto(f"{bo.page.url}#call={call}")
    expect(second.get_by_role("button", name="Accept")).to_be_visible()
    alice.let_pass(1)
    expect(second.get_by_role("button", name="Accept")).to_be_visible()
    assert second.url == bo.page.url
    alice.hang_up()


def test_it_is_offered_after_the_first_call_and_asked_for_only_then(people: People) -> None:
    alice = people("alice")
    bo = people("bo", scripts=[f"(() => {{ {ASKING} }})()"])
    bo.evaluate("() => { window.answer = 'granted'; }")
    assert bo.evaluate("() => window.timesAsked") == 0
    connect(alice, bo)
    alice.hang_up()
    offer = bo.page.get_by_role("region", name="Do not miss the next call")
    expect(offer).to_be_visible()
    assert bo.evaluate("() => window.timesAsked") == 0
    offer.get_by_role("button", name="Turn on").click()
    expect(offer).to_have_count(0)
    assert bo.evaluate("() => window.timesAsked") == 1
    bo.choose("Settings")
    expect(bo.page.get_by_role("switch", name=SWITCH)).to_be_checked()


def test_a_refusal_is_remembered_and_explained(people: People) -> None:
    alice = people("alice")
    bo = people("bo", scripts=[f"(() => {{ {ASKING} }})()"])
    bo.evaluate("() => { window.answer = 'denied'; }")
    connect(alice, bo)
    alice.hang_up()
    bo.button("Turn on").click()
    expect(bo.button("Turn on")).to_have_count(0)
    bo.choose("Settings")
    switch = bo.page.get_by_role("switch", name=SWITCH)
    expect(switch).to_be_disabled()
    expect(switch).not_to_be_checked()
    expect(switch).to_have_accessible_description(re.compile("Click the icon left of the address"))


def test_whoever_does_not_want_it_now_is_not_asked_again(people: People) -> None:
    alice = people("alice")
    bo = people("bo", scripts=[f"(() => {{ {ASKING} }})()"])
    connect(alice, bo)
    alice.hang_up()
    bo.button("Not now").click()
    expect(bo.button("Turn on")).to_have_count(0)
    expect(bo.page.get_by_role("tab", selected=True)).to_be_focused()
    bo.page.reload()
    bo.expect_signed_in()
    bo.open_recents()
    expect(bo.recents().first).to_be_visible()
    expect(bo.button("Turn on")).to_have_count(0)
    assert bo.evaluate("() => window.timesAsked") == 0


def test_a_device_on_which_nobody_wants_it_shows_nothing(alice: Person, bo: Person) -> None:
    worker = ServiceWorker(bo)
    bo.look_away()
    alice.call(bo)
    bo.line.wait_for("call:incoming")
    alice.hang_up()
    worker.push_text("{}")  # comes after it, and is shown
    worker.expect_first("Something has happened in Duet")
