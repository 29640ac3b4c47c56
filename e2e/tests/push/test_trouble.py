"""What becomes of calls while a push service does not do what it should, and what it learns while it does."""

from __future__ import annotations

import pytest

from harness.deadline import Deadline
from harness.device import Device
from harness.firefox import Firefox
from harness.firefox_page import choose
from harness.notification_desk import NotificationDesk
from harness.pair import wait_for_reach
from harness.person import Person
from harness.push_service import PushService
from harness.pushes import Subscription
from harness.server import Account, DuetServer
from harness.servers import Servers
from harness.words import offline

RINGS = "^Alice is calling$"
MISSED = "^Missed call from Alice$"

# Seconds. Far less than the server waits for a push service.
AT_ONCE = 3


def test_a_subscription_that_is_gone_is_forgotten(
    reachable: Subscription, push_service: PushService, alice: Person
) -> None:
    push_service.unsubscribe(reachable.browser, reachable.channel)
    alice.call("Bo")
    push_service.wait_for_refusal(410)
    alice.expect_state(offline("Bo"))
    alice.hang_up()

    alice.call("Bo")
    alice.expect_state(offline("Bo"))
    alice.hang_up()
    assert [refusal.status for refusal in push_service.refusals] == [410], "nothing more was sent there"


@pytest.mark.parametrize("status", [429, 500])
def test_what_a_service_cannot_take_now_is_sent_again_while_it_rings(
    reachable: Subscription, push_service: PushService, alice: Person, desk: NotificationDesk, status: int
) -> None:
    with push_service.refusing(status, retry_after=1):
        alice.call("Bo")
        push_service.wait_for_refusal(status)
        wait_for_reach(alice, "notifying")

    desk.wait_for(RINGS)
    alice.hang_up()
    desk.wait_for(MISSED)


def test_a_service_that_is_silent_holds_up_nobody_else(
    reachable: Subscription,
    push_service: PushService,
    desk: NotificationDesk,
    alice: Person,
    server: DuetServer,
    servers: Servers,
) -> None:
    with (
        push_service.silent(),
        Device(server, servers.cookies("carl", server.host)) as carl,
        Device(server, servers.cookies("dora", server.host)) as dora,
    ):
        alice.call("Bo")
        wait_for_reach(alice, "notifying")
        call = carl.call(dora)
        dora.wait_for("call:incoming")
        dora.say("call:accept", carl.person, call_id=call)
        carl.wait_for("call:accept")
        assert max(carl.offer(call, dora) for _ in range(10)) < AT_ONCE
        carl.say("call:end", dora.person, call_id=call, reason="hung_up")
        dora.wait_for("call:end")
        alice.hang_up()
    desk.wait_for(MISSED)


def test_a_service_learns_that_something_comes_and_for_how_long_and_nothing_else(
    reachable: Subscription, push_service: PushService, alice: Person, desk: NotificationDesk
) -> None:
    alice.call("Bo")
    desk.wait_for(RINGS)
    call = alice.line.call_id()
    alice.hang_up()
    desk.wait_for(MISSED)

    rings, over = push_service.wait_for_push(), push_service.wait_for_push(since=1)
    assert push_service.pushes == [rings, over]
    assert len(rings.body) == len(over.body), "its length does not tell what it is"
    assert rings.topic == over.topic
    assert (rings.urgency, over.urgency) == ("high", "high")
    assert 40 <= rings.ttl <= 45
    assert over.ttl == 24 * 3600
    for push in push_service.pushes:
        seen = " ".join(f"{name}: {value}" for name, value in push.headers.items()).lower().encode() + push.body
        for secret in ("alice", "bo ", '"bo"', call, call.replace("-", ""), alice.account.name):
            assert secret.lower().encode() not in seen


def test_whoever_signs_out_is_not_told_any_more(
    reachable: Subscription,
    firefox: Firefox,
    server: DuetServer,
    bo_account: Account,
    push_service: PushService,
    alice: Person,
) -> None:
    firefox.goto(server.origin)
    choose(firefox, bo_account, "Sign out")
    firefox.find_button("Sign in")
    deadline = Deadline("Firefox to give its subscription back")
    while push_service.subscriptions():
        deadline.check(push_service.subscriptions)

    alice.call("Bo")
    alice.expect_state(offline("Bo"))
    assert push_service.pushes == [] and push_service.refusals == []
    alice.hang_up()
