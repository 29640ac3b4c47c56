"""Missed calls are counted until they are seen, on whichever device."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, expect

from harness.deadline import Deadline
from harness.people import People
from harness.person import Person, connect
from harness.server import DuetServer
from harness.servers import Servers
from harness.words import ANSWERED_ELSEWHERE, DECLINED_ELSEWHERE, cancelled, is_calling

# Looks on at what the page tells the icon of an installed page.
WATCH = """
window.duetBadges = [];
navigator.setAppBadge = async (count) => void duetBadges.push(count);
navigator.clearAppBadge = async () => void duetBadges.push(0);
"""


@pytest.fixture
def server(servers: Servers) -> DuetServer:
    """One where nobody else is called."""
    return servers.get("missed calls")


@pytest.fixture
def bo(people: People) -> Person:
    """Bo, who has seen all calls there were, at a device that is looked at."""
    bo = people("bo")
    bo.page.context.add_init_script(WATCH)
    bo.reload()
    bo.open_recents()
    expect(badge(bo)).to_have_count(0)
    bo.page.get_by_role("tab", name="People").click()
    return bo


def badge(person: Person) -> Locator:
    """The number at the tab of the calls."""
    return person.page.get_by_role("tab", name="Recents").locator(".badge")


def expect_missed(person: Person, count: int) -> None:
    """Waits until the page says so wherever it does."""
    if count == 0:
        expect(badge(person)).to_have_count(0)
    else:
        expect(badge(person)).to_have_text(str(count))
    expect(person.page).to_have_title("Duet" if count == 0 else f"({count}) Duet")


def expect_app_badge(person: Person, count: int) -> None:
    """Waits until the icon of the installed page was told this number last."""
    deadline = Deadline(f"the icon of {person.name}'s page to show {count}")
    while (told := person.evaluate("() => duetBadges"))[-1:] != [count]:
        deadline.check(lambda: told)


def miss(caller: Person, callee: Person) -> None:
    """Calls, and hangs up before anybody answers; the callee reads how it ended."""
    caller.call(callee)
    callee.expect_state(is_calling(caller.name))
    caller.hang_up()
    callee.expect_state(cancelled(caller.name))
    callee.button("Dismiss").click()


def test_who_looks_at_them_on_one_device_has_seen_them_on_all(alice: Person, bo: Person, people: People) -> None:
    phone = people("bo")
    for count in (1, 2):
        miss(alice, bo)
        phone.button("Dismiss").click()
        expect_missed(bo, count)
        expect_missed(phone, count)
        expect_app_badge(bo, count)
    phone.open_recents()
    expect(phone.recents().first).to_be_visible()
    expect_missed(phone, 0)
    expect_missed(bo, 0)
    expect_app_badge(bo, 0)
    bo.reload()
    expect_missed(bo, 0)

    # What is on the screen when it comes is seen at once; the other device hears of it.
    miss(alice, bo)
    phone.button("Dismiss").click()
    expect_missed(phone, 0)
    expect_missed(bo, 0)


def test_only_who_sees_the_page_has_seen_them(alice: Person, bo: Person) -> None:
    bo.open_recents()
    bo.look_away()
    miss(alice, bo)
    expect_missed(bo, 1)
    bo.look_away(hidden=False)
    expect_missed(bo, 0)


def test_what_was_answered_or_declined_elsewhere_or_placed_is_not_missed(
    alice: Person, bo: Person, people: People
) -> None:
    phone = people("bo")
    connect(alice, phone)
    bo.expect_state(ANSWERED_ELSEWHERE)
    phone.hang_up()
    alice.button("Dismiss").click()
    alice.call(bo)
    phone.expect_state(is_calling("Alice"))
    phone.decline()
    bo.expect_state(DECLINED_ELSEWHERE)
    bo.button("Dismiss").click()
    phone.button("Dismiss").click()
    alice.button("Dismiss").click()
    bo.call(alice)
    alice.expect_state(is_calling("Bo"))
    bo.hang_up()
    alice.expect_state(cancelled("Bo"))
    bo.button("Dismiss").click()
    # All of them are known by the time that a call that was missed is.
    miss(alice, bo)
    expect_missed(bo, 1)
