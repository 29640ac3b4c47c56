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
from harness.notification_desk import NotificationDesk
from harness.push_service import PushService


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
