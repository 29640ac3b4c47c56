"""Bo's Firefox runs, and Duet is closed in it: a call wakes it, and what it shows leads to the call."""

from __future__ import annotations

from harness.firefox import Firefox
from harness.firefox_page import expect_nothing_open, expect_state, expect_to_hear, expect_words
from harness.notification_desk import NotificationDesk
from harness.pair import wait_for_reach
from harness.people import People
from harness.person import Person
from harness.push_service import PushService
from harness.pushes import Subscription
from harness.server import DuetServer
from harness.words import CONNECTED, declined, hung_up, is_calling, notified

RINGS = "^Alice is calling$"
MISSED = "^Missed call from Alice$"


def test_a_click_opens_the_page_in_which_it_rings_for_its_full_time(
    reachable: Subscription, firefox: Firefox, server: DuetServer, desk: NotificationDesk, alice: Person
) -> None:
    alice.call("Bo")
    alice.expect_state(notified("Bo"))
    shown = desk.wait_for(RINGS)
    before = wait_for_reach(alice, "notified")

    desk.click(shown)
    firefox.wait_for_page(server.origin)
    expect_state(firefox, is_calling("Alice").pattern)
    assert wait_for_reach(alice, "ringing")["expires_at"] > before["expires_at"]

    firefox.click_button("Accept")
    expect_both_to_hear(alice, firefox)
    alice.hang_up()
    expect_state(firefox, hung_up("Alice").pattern)
    expect_nothing_open(firefox)
    assert desk.open() == []
    assert [one.title for one in desk.shown] == ["Alice is calling"]


def test_answer_in_the_notification_answers(
    reachable: Subscription, firefox: Firefox, server: DuetServer, desk: NotificationDesk, alice: Person
) -> None:
    alice.call("Bo")
    shown = desk.wait_for(RINGS)
    assert shown.buttons == ["Answer", "Decline"]
    assert shown.body == "A call in Duet from alice"

    desk.press(shown, "Answer")
    firefox.wait_for_page(server.origin)
    expect_both_to_hear(alice, firefox)

    firefox.click_button("Hang up")
    alice.expect_state(hung_up("Bo"))
    expect_nothing_open(firefox)


def test_decline_in_the_notification_declines_and_opens_no_page(
    reachable: Subscription, firefox: Firefox, desk: NotificationDesk, alice: Person
) -> None:
    alice.call("Bo")
    desk.press(desk.wait_for(RINGS), "Decline")

    alice.expect_state(declined("Bo"))
    assert alice.calls()[0]["reason"] == "declined"
    assert list(firefox.pages().values()) == ["about:blank"]
    desk.wait_until_empty()  # that the call has ended is shown for a moment: a browser wants something to be seen


def test_a_caller_who_gives_up_leaves_a_missed_call(
    reachable: Subscription, firefox: Firefox, server: DuetServer, desk: NotificationDesk, alice: Person
) -> None:
    alice.call("Bo")
    desk.wait_for(RINGS)
    alice.hang_up()

    missed = desk.wait_for(MISSED)
    assert [one.title for one in desk.open()] == ["Missed call from Alice"], "it rings no longer"
    desk.click(missed)
    firefox.wait_for_page(server.origin)
    expect_words(firefox, "Alice cancelled the call")


def test_answered_at_another_device_is_not_missed(
    reachable: Subscription, desk: NotificationDesk, alice: Person, people: People
) -> None:
    alice.call("Bo")
    desk.wait_for(RINGS)
    bo = people("bo")
    bo.accept()
    alice.expect_state(CONNECTED)

    desk.wait_until_empty()
    assert not any("Missed" in one.title for one in desk.shown)
    bo.hang_up()
    alice.expect_state(hung_up("Bo"))


def test_declined_at_another_device_is_not_missed(
    reachable: Subscription, desk: NotificationDesk, alice: Person, people: People
) -> None:
    alice.call("Bo")
    desk.wait_for(RINGS)
    people("bo").decline()
    alice.expect_state(declined("Bo"))

    desk.wait_until_empty()
    assert not any("Missed" in one.title for one in desk.shown)


def test_a_browser_that_was_off_meanwhile_hears_only_that_it_missed_a_call(
    reachable: Subscription, desk: NotificationDesk, alice: Person, push_service: PushService
) -> None:
    with push_service.out_of_reach(reachable.browser):
        alice.call("Bo")
        push_service.wait_for_push()
        alice.hang_up()
        push_service.wait_for_push(since=1)

    desk.wait_for(MISSED)
    assert [one.title for one in desk.shown] == ["Missed call from Alice"]


def expect_both_to_hear(caller: Person, callee: Firefox) -> None:
    caller.expect_state(CONNECTED)
    expect_state(callee, CONNECTED.pattern)
    caller.expect_to_hear()
    expect_to_hear(callee)
