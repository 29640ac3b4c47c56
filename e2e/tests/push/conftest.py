"""What a browser needs so that something comes to it while its page is closed: a push service, and a desktop."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from harness import notification_desk
from harness.certificates import Authority
from harness.firefox import Firefox
from harness.firefox_page import sign_in, turn_on_notifications
from harness.notification_desk import NotificationDesk
from harness.push_service import PushService
from harness.push_world import PushWorld
from harness.pushes import Subscription
from harness.server import Account, DuetServer
from harness.servers import Servers
from harness.shared import Shared


@pytest.fixture(scope="session")
def push_worlds(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shared[PushWorld]]:
    """What the tests share."""
    with Shared(lambda: PushWorld(tmp_path_factory.mktemp("push"))) as shared:
        yield shared


@pytest.fixture
def world(request: pytest.FixtureRequest, push_worlds: Shared[PushWorld]) -> Iterator[PushWorld]:
    """The same, in which nothing has happened yet."""
    with push_worlds.lend(request.node) as world:
        yield world
        world.forget()


@pytest.fixture
def authority(world: PushWorld) -> Authority:
    """Who signs the push service's certificate."""
    return world.authority


@pytest.fixture
def push_service(world: PushWorld) -> PushService:
    """The push service of the browsers' maker."""
    return world.push_service


@pytest.fixture
def desk(world: PushWorld) -> NotificationDesk:
    """Where notifications can be seen and clicked."""
    notification_desk.require()
    return world.desk


@pytest.fixture
def firefox(world: PushWorld, desk: NotificationDesk) -> Iterator[Firefox]:
    """A Firefox that has this push service and shows notifications on this desk, which every page may do."""
    with Firefox(world.firefox) as firefox:
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
