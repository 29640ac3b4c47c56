"""Everything around a page that is closed and can be woken: a push service, a desktop, and a Firefox that has both."""

from __future__ import annotations

from contextlib import ExitStack, closing
from pathlib import Path
from typing import Self

from .certificates import Authority
from .firefox_process import FirefoxProcess
from .notification_desk import NotificationDesk
from .push_service import PushService


class PushWorld:
    """A push service, and the rest when somebody asks for it."""

    def __init__(self, folder: Path) -> None:
        """Files are kept in this folder."""
        self._folder = folder
        self._open = ExitStack()
        self._desk: NotificationDesk | None = None
        self._firefox: FirefoxProcess | None = None
        self.authority = Authority(folder)
        self.push_service = self._open.enter_context(closing(PushService(folder, self.authority)))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._open.close()

    @property
    def desk(self) -> NotificationDesk:
        """Where notifications can be seen and clicked."""
        self._desk = self._desk or self._open.enter_context(NotificationDesk())
        return self._desk

    @property
    def firefox(self) -> FirefoxProcess:
        """It shows notifications on this desk, which every page may do, and has this push service."""
        self._firefox = self._firefox or self._open.enter_context(
            FirefoxProcess(
                self._folder, preferences=self.push_service.preferences, desktop=self.desk.environment
            )
        )
        return self._firefox

    def forget(self) -> None:
        """Nothing has happened yet; to be called when nobody is there any more who subscribes, pushes or shows."""
        self.push_service.forget()
        if self._desk:
            self._desk.clear()
