"""Duet is open in several tabs: whoever looks at one is not told twice, and whoever looks elsewhere is told once."""

from __future__ import annotations

import pytest

from harness.firefox import Firefox
from harness.firefox_page import expect_state, sign_in, turn_on_notifications
from harness.notification_desk import NotificationDesk
from harness.person import Person
from harness.push_service import PushService
from harness.server import Account, DuetServer
from harness.words import calling, cancelled, declined, hung_up, is_calling

RINGS = "^Alice is calling$"


@pytest.fixture
def tabs(firefox: Firefox, server: DuetServer, bo_account: Account, push_service: PushService) -> list[str]:
    """Two tabs with Duet, the newer one in front."""
    sign_in(firefox, server, bo_account)
    turn_on_notifications(firefox, bo_account)
    push_service.wait_for_subscription()
    first = firefox.page
    second = firefox.open_tab(server.origin)
    firefox.find_button("Call Alice")
    return [first, second]


def test_whoever_looks_at_a_tab_sees_no_notification(
    tabs: list[str], firefox: Firefox, desk: NotificationDesk, push_service: PushService, alice: Person
) -> None:
    alice.call("Bo")
    for tab in tabs:
        expect_state(firefox, is_calling("Alice").pattern, page=tab)
    firefox.click_button("Decline")
    alice.expect_state(declined("Bo"))
    assert desk.shown == []
    assert push_service.pushes == [], "whoever is there is not pushed to"


def test_whoever_looks_elsewhere_sees_one_notification_which_leads_to_a_tab_that_is_there(
    tabs: list[str], firefox: Firefox, desk: NotificationDesk, push_service: PushService, alice: Person
) -> None:
    firefox.open_tab("about:blank")
    alice.call("Bo")
    alice.expect_state(calling("Bo"))
    desk.wait_for(RINGS)
    pages = firefox.pages().keys()

    [shown] = desk.open()
    desk.click(shown)
    front = firefox.wait_for_front(tabs)
    firefox.show(front)
    firefox.click_button("Accept")
    expect_state(firefox, "connected")

    assert firefox.pages().keys() == pages, "no further tab was opened"
    assert desk.open() == []
    alice.hang_up()
    expect_state(firefox, hung_up("Alice").pattern)
    assert push_service.pushes == []


def test_a_notification_of_hidden_tabs_is_closed_when_the_caller_gives_up(
    tabs: list[str], firefox: Firefox, desk: NotificationDesk, alice: Person
) -> None:
    firefox.open_tab("about:blank")
    alice.call("Bo")
    desk.wait_for(RINGS)
    alice.hang_up()
    desk.wait_for("^Missed call from Alice$")
    assert [one.title for one in desk.open()] == ["Missed call from Alice"]

    firefox.show(tabs[0])
    expect_state(firefox, cancelled("Alice").pattern)
    desk.wait_until_empty()
