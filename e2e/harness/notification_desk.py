"""The part of a desktop that shows notifications: a message bus of its own, and who listens there.

https://specifications.freedesktop.org/notification-spec/latest/protocol.html
"""

from __future__ import annotations

import re
import shutil
import subprocess
import tempfile
import threading
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Self

import pytest
from jeepney import DBusAddress, HeaderFields, Message, MessageType, new_error, new_method_return, new_signal
from jeepney.bus_messages import message_bus
from jeepney.io.threading import DBusConnection, ReceiveStopped, open_dbus_connection

from .daemon import end
from .deadline import PATIENCE, Deadline

_NAME = "org.freedesktop.Notifications"
_ADDRESS = DBusAddress("/org/freedesktop/Notifications", _NAME, _NAME)
_CAPABILITIES = ["actions", "body", "persistence"]

# Reasons of `NotificationClosed`.
_BY_PERSON = 2
_BY_PROGRAM = 3

# What an action is called that is the click on the notification itself.
_CLICK = "default"

_BUS = """<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
  "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:path={socket}</listen>
  <policy context="default">
    <allow send_destination="*"/>
    <allow receive_sender="*"/>
    <allow own="*"/>
  </policy>
</busconfig>
"""


@dataclass
class Notification:
    """One that a program showed; `revision` counts how often it was shown anew in the same place."""

    id: int
    title: str
    body: str
    # Names of actions, and what stands on their buttons.
    actions: dict[str, str]
    hints: dict[str, Any] = field(repr=False)
    revision: int = 1
    is_open: bool = True

    @property
    def buttons(self) -> list[str]:
        """What stands on its buttons."""
        return [label for name, label in self.actions.items() if name != _CLICK]


def require() -> None:
    """Skips the test where there is no message bus to be had."""
    if shutil.which("dbus-daemon") is None:
        pytest.skip("dbus-daemon is not installed")


class NotificationDesk:
    """Shows what browsers want shown, and lets a test click it."""

    def __init__(self) -> None:
        self.shown: list[Notification] = []
        self._coming: list[Notification] = []
        self._last_id = 0
        self._is_named = False
        self._open = ExitStack()
        # Not in the test's own folder: a socket's path has room for 107 characters.
        folder = Path(self._open.enter_context(tempfile.TemporaryDirectory(prefix="duet-desk-")))
        configuration = folder / "bus.conf"
        configuration.write_text(_BUS.format(socket=folder / "bus"))
        bus = subprocess.Popen(
            ["dbus-daemon", f"--config-file={configuration}", "--nofork", "--nopidfile", "--print-address=1"],
            stdout=subprocess.PIPE,
            text=True,
        )
        self._open.callback(end, bus)
        assert bus.stdout
        self.address = bus.stdout.readline().strip()
        assert self.address, "The message bus does not start"
        self.environment = {"DBUS_SESSION_BUS_ADDRESS": self.address, "NO_AT_BRIDGE": "1"}
        self._line: DBusConnection = self._open.enter_context(open_dbus_connection(self.address, auth_timeout=PATIENCE))
        self._line.send(message_bus.RequestName(_NAME))
        self._thread = threading.Thread(target=self._listen)
        self._thread.start()
        deadline = Deadline("the desk to have its name on the bus")
        while not self._is_named:
            deadline.check(lambda: self.address)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def clear(self) -> None:
        """Throws away what was shown; to be called when no program has anything to show."""
        self.shown.clear()

    def close(self) -> None:
        """Ends the bus, and with it the desk."""
        self._line.interrupt()
        self._thread.join()
        self._open.close()

    # What a person sees and does

    def open(self) -> list[Notification]:
        """Those that can be seen now, the oldest first."""
        return [notification for notification in self.shown if notification.is_open]

    def wait_for(self, title: str) -> Notification:
        """Waits until one with such a title (an expression) can be seen."""
        deadline = Deadline(f"a notification that says {title!r}")
        while not (found := [one for one in self.open() if re.search(title, one.title)]):
            deadline.check(lambda: self.shown)
        return found[0]

    def wait_until_empty(self) -> None:
        """Waits until none can be seen any more, without a person's doing."""
        deadline = Deadline("every notification to be closed")
        while self.open():
            deadline.check(self.open)

    def click(self, notification: Notification) -> None:
        """Clicks one; as on most desktops it is gone then."""
        self._invoke(notification, _CLICK)

    def press(self, notification: Notification, button: str) -> None:
        """Presses the button of one that says this."""
        self._invoke(notification, next(name for name, label in notification.actions.items() if label == button))

    def dismiss(self, notification: Notification) -> None:
        """Swipes one away."""
        self._close(notification, _BY_PERSON)

    def _invoke(self, notification: Notification, action: str) -> None:
        assert action in notification.actions, f"{notification} cannot be clicked"
        self._tell("ActionInvoked", "us", notification.id, action)
        self._close(notification, _BY_PERSON)

    # What programs ask for

    def _listen(self) -> None:
        while True:
            try:
                message = self._line.receive()
            except (ReceiveStopped, OSError):
                return
            fields = message.header.fields
            if message.header.message_type is MessageType.signal and fields[HeaderFields.member] == "NameAcquired":
                self._is_named |= message.body == (_NAME,)
            if message.header.message_type is MessageType.method_call:
                self._line.send(self._answer(message, fields.get(HeaderFields.member, "")))
                # Nobody sees one before the browser knows what it is called.
                self.shown += self._coming
                self._coming.clear()

    def _answer(self, call: Message, method: str) -> Message:
        match method:
            case "GetCapabilities":
                return new_method_return(call, "as", (_CAPABILITIES,))
            case "GetServerInformation":
                return new_method_return(call, "ssss", ("desk", "Duet's tests", "1", "1.2"))
            case "Notify":
                return new_method_return(call, "u", (self._show(*call.body),))
            case "CloseNotification":
                for notification in self.open():
                    if (notification.id,) == call.body:
                        self._close(notification, _BY_PROGRAM)
                return new_method_return(call)
            case _:
                return new_error(call, "org.freedesktop.DBus.Error.UnknownMethod")

    def _show(
        self,
        _program: str,
        replaced: int,
        _icon: str,
        title: str,
        body: str,
        actions: list[str],
        hints: dict[str, tuple[str, Any]],
        _timeout: int,
    ) -> int:
        named = dict(zip(actions[::2], actions[1::2], strict=True))
        plain = {name: value for name, (_, value) in hints.items()}
        for notification in self.open():
            if notification.id == replaced:
                notification.title, notification.body = title, body
                notification.actions, notification.hints = named, plain
                notification.revision += 1
                return replaced
        self._last_id += 1
        self._coming.append(Notification(self._last_id, title, body, named, plain))
        return self._last_id

    def _close(self, notification: Notification, reason: int) -> None:
        notification.is_open = False
        self._tell("NotificationClosed", "uu", notification.id, reason)

    def _tell(self, signal: str, signature: str, *values: Any) -> None:
        self._line.send(new_signal(_ADDRESS, signal, signature, values))
