"""What a browser needs so that something comes to it while its page is closed: a push service, and a desktop."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from harness import notification_desk
from harness.browsers import PATIENT, PROBE
from harness.certificates import Authority
from harness.firefox import Firefox
from harness.firefox_page import sign_in, turn_on_notifications
from harness.notification_desk import NotificationDesk
from harness.push_service import PushService
from harness.pushes import Subscription
from harness.server import Account, DuetServer
from harness.servers import Servers


@pytest.fixture
def authority(tmp_path: Path) -> Authority:
    """Who signs the push service's certificate."""
    return Authority(tmp_path)


@pytest.fixture
def push_service(tmp_path: Path, authority: Authority) -> Iterator[PushService]:
    """The push service of the browsers' maker."""
    with closing(PushService(tmp_path, authority)) as service:
        yield service


@pytest.fixture
def desk() -> Iterator[NotificationDesk]:
    """Where notifications can be seen and clicked."""
    notification_desk.require()
    with NotificationDesk() as desk:
        yield desk


@pytest.fixture
def firefox(tmp_path: Path, push_service: PushService, desk: NotificationDesk) -> Iterator[Firefox]:
    """A Firefox that has this push service and shows notifications on this desk, which every page may do."""
    firefox = Firefox(
        tmp_path, PROBE, PATIENT, preferences=push_service.preferences, desktop=desk.environment
    )
    with closing(firefox):
        yield firefox


@pytest.fixture
def server(servers: Servers, tmp_path: Path, authority: Authority) -> Iterator[DuetServer]:
    """A server that may push to services on this machine."""
    server = servers.start_elsewhere(tmp_path, push_authority=authority.certificate)
    yield server
    server.stop()


@pytest.fixture
def bo_account(server: DuetServer) -> Account:
    """What Bo signs in with."""
    return server.accounts["bo"]


@pytest.fixture
def reachable(
    firefox: Firefox, push_service: PushService, server: DuetServer, bo_account: Account
) -> Subscription:
    """Bo's Firefox, in which Duet was open and is closed: how it can be reached."""
    sign_in(firefox, server, bo_account)
    turn_on_notifications(firefox, bo_account)
    firefox.close_page()
    return push_service.wait_for_subscription()
