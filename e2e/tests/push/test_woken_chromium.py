"""The same in Chromium, whose push service is Google's alone: what Duet pushed is decrypted here and handed to its worker."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from playwright.sync_api import Playwright, expect

from harness.desktop_chromium import DesktopChromium
from harness.notification_desk import NotificationDesk
from harness.pair import expect_both_to_hear, hang_up
from harness.people import People
from harness.person import Person
from harness.push_service import PushService
from harness.server import Account, DuetServer
from harness.servers import Servers
from harness.words import declined, is_calling

RINGS = "^Alice is calling$"


@pytest.fixture
def desktop(
    playwright: Playwright, tmp_path: Path, desk: NotificationDesk, push_service: PushService
) -> Iterator[DesktopChromium]:
    """Bo's Chromium."""
    chromium = DesktopChromium(playwright, tmp_path / "profile", desk.environment, push_service)
    with closing(chromium):
        yield chromium


@pytest.fixture
def bo(desktop: DesktopChromium, people: People, server: DuetServer, servers: Servers, bo_account: Account) -> Person:
    """Bo, signed in there, who wants to be notified."""
    desktop.context.add_cookies(servers.cookies("bo", server.host)["cookies"])  # type: ignore[arg-type]
    desktop.belongs_to(bo_account)
    bo = people.watch(desktop.open_page())
    bo.page.goto(server.origin)
    bo.expect_signed_in()
    bo.choose("Settings")
    bo.page.get_by_role("switch", name="Notify me of calls on this device").click()
    expect(bo.page.get_by_text("Also while Duet is closed")).to_be_visible()
    bo.button("Close").click()
    return bo


@pytest.fixture
def woken(bo: Person, desktop: DesktopChromium, push_service: PushService, server: DuetServer, alice: Person) -> None:
    """Alice has called, while Duet was closed in Bo's Chromium."""
    bo.page.close()
    expect(alice.row("Bo").get_by_text("Offline", exact=True)).to_be_visible()
    alice.call("Bo")
    desktop.deliver(push_service.wait_for_push(), server.origin)


def test_a_click_opens_the_page_in_which_it_rings(
    woken: None, desktop: DesktopChromium, desk: NotificationDesk, server: DuetServer, alice: Person, bo_account: Account
) -> None:
    desk.click(desk.wait_for(RINGS))
    bo = desktop.wait_for_person(server.origin)
    bo.expect_state(is_calling("Alice"))
    bo.accept()
    expect_both_to_hear(alice, bo)
    hang_up(alice, bo)
    assert desk.open() == []


def test_answer_in_the_notification_answers(
    woken: None, desktop: DesktopChromium, desk: NotificationDesk, server: DuetServer, alice: Person, bo_account: Account
) -> None:
    desk.press(desk.wait_for(RINGS), "Answer")
    bo = desktop.wait_for_person(server.origin)
    expect_both_to_hear(alice, bo)
    hang_up(alice, bo)


def test_decline_in_the_notification_declines_and_opens_no_page(
    woken: None, desktop: DesktopChromium, desk: NotificationDesk, server: DuetServer, alice: Person
) -> None:
    desk.press(desk.wait_for(RINGS), "Decline")
    alice.expect_state(declined("Bo"))
    assert desktop.pages(server.origin) == []
    assert desk.open() == []


def test_a_caller_who_gives_up_leaves_a_missed_call(
    woken: None, desktop: DesktopChromium, desk: NotificationDesk, push_service: PushService, server: DuetServer, alice: Person
) -> None:
    desk.wait_for(RINGS)
    alice.hang_up()
    desktop.deliver(push_service.wait_for_push(since=1), server.origin)
    desk.wait_for("^Missed call from Alice$")
    assert [one.title for one in desk.open()] == ["Missed call from Alice"]
