"""A machine of its own: a network namespace, and the programs in it. Only root can make one."""

from __future__ import annotations

import os
import shutil
import socket
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TypeVar

import pytest

from . import network

Result = TypeVar("Result")


def are_possible() -> bool:
    """May this process make machines, and cables between them?"""
    return network.is_own() and all(
        shutil.which(tool, path=network.PATH) for tool in ("ip", "nft", "nsenter")
    )


def require() -> None:
    """Skips the test where this process may make none."""
    if not are_possible():
        pytest.skip("machines of their own take root, iproute2, nftables and nsenter")


class Machine:
    """A machine that has only its loopback interface, until a cable is plugged in."""

    def __init__(self, name: str) -> None:
        """Makes it; no other one of this process has this name."""
        self._namespace = f"duet-{os.getpid()}-{name}"
        network.ip(f"netns add {self._namespace}")
        self.configure(*network.ADDRESSES_AT_ONCE)
        self.ip("link set lo up")

    @property
    def namespace(self) -> str:
        """What `ip` calls it."""
        return self._namespace

    @property
    def command(self) -> list[str]:
        """What stands before a command that is to run on this machine."""
        return ["nsenter", f"--net={self._path}"]

    def ip(self, *commands: str) -> None:
        """Runs commands of `ip` on it."""
        network.ip(*commands, machine=self.command)

    def nft(self, rules: str) -> None:
        """Gives rules to its nftables."""
        network.nft(rules, machine=self.command)

    def configure(self, *settings: str) -> None:
        """Changes settings of its kernel."""
        network.configure(*settings, machine=self.command)

    def browser(self, folder: Path, executable: str) -> str:
        """An executable that starts a browser on this machine."""
        script = folder / f"{self._namespace}-browser"
        script.write_text(f'#!/bin/sh\nexec {" ".join(self.command)} {executable} "$@"\n')
        script.chmod(0o755)
        return str(script)

    def within(self, function: Callable[[], Result]) -> Result:
        """What a function returns that runs on this machine; a socket that it opens stays there."""

        def enter_and_run() -> Result:
            network.enter(self._path)
            return function()

        with ThreadPoolExecutor(1) as thread:  # a thread that is in another network for as long as it lives
            return thread.submit(enter_and_run).result()

    def reach(self, port: int) -> socket.socket:
        """Connects to a port of its loopback interface, as a program on it does."""
        return self.within(lambda: socket.create_connection(("127.0.0.1", port), timeout=20))

    def remove(self) -> None:
        """It is gone; the kernel takes its time with what was in it."""
        network.run(["ip", "netns", "del", self._namespace])

    @property
    def _path(self) -> Path:
        return Path("/var/run/netns") / self._namespace


def lay_cable(
    upper: Machine | None, upper_end: str, lower: Machine, lower_end: str, subnet: network.Subnet
) -> None:
    """From whoever is nearer to the internet (None: this process's own network) to whoever is farther, who goes there
    by it. They have the first and the second address of the subnet."""
    upper_ip, place = (network.ip, "") if upper is None else (upper.ip, f"netns {upper.namespace}")
    network.ip(f"link add {upper_end} {place} type veth peer name {lower_end} netns {lower.namespace}")
    upper_ip(network.add_address(subnet, 1, upper_end), f"link set {upper_end} up")
    lower.ip(
        network.add_address(subnet, 2, lower_end),
        f"link set {lower_end} up",
        f"route add default via {subnet[1]}",
    )
