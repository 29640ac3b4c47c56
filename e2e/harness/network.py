"""A network of this process's own, so that several can break theirs at the same time: as root only."""

from __future__ import annotations

import ctypes
import os
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from ipaddress import IPv4Network, IPv6Network
from pathlib import Path

import pytest

Subnet = IPv4Network | IPv6Network

# Where Debian keeps `ip` and `nft`, which are not in everybody's PATH.
PATH = os.environ.get("PATH", "") + ":/usr/sbin:/sbin"

# What makes a router of a machine.
ROUTING = ("net.ipv4.ip_forward=1", "net.ipv6.conf.all.forwarding=1")
# An IPv6 address is otherwise of no use for a second, in which the machine asks whether another one has it.
ADDRESSES_AT_ONCE = ("net.ipv6.conf.all.accept_dad=0", "net.ipv6.conf.default.accept_dad=0")

_CLONE_NEWNET = 0x40000000

# The machine's address in a network of its own.
ADDRESS = "10.87.0.1"

# Browsers take a machine that has nothing but loopback for offline, so there is a cable from it to itself.
_COMMANDS = f"""
link set lo up
link add cable0 type veth peer name cable1
address add {ADDRESS}/24 dev cable0
link set cable0 up
link set cable1 up
route add default dev cable0
"""

_own = False


def enter_own() -> None:
    """Moves this process, and with it all that it starts later, into a network of its own, if it may.

    To be called once, before there is another thread. The network ends with the last process in it.
    """
    global _own
    if os.geteuid() != 0 or shutil.which("ip", path=PATH) is None:
        return
    if ctypes.CDLL(None).unshare(_CLONE_NEWNET) != 0:
        return  # a root that may not, as in a container
    ip(*_COMMANDS.strip().splitlines())
    _own = True


@contextmanager
def addresses(*more: str) -> Iterator[tuple[str, ...]]:
    """Gives this process's own network more addresses for a while."""
    for address in more:
        ip(f"address add {address}/24 dev cable0")
    try:
        yield more
    finally:
        for address in more:
            ip(f"address del {address}/24 dev cable0")


def enter(namespace: Path) -> None:
    """Moves this thread, and no other, into a network that has a name."""
    with namespace.open() as file:
        if ctypes.CDLL(None, use_errno=True).setns(file.fileno(), _CLONE_NEWNET) != 0:
            raise OSError(ctypes.get_errno(), f"{namespace} cannot be entered")


def is_own() -> bool:
    """Is this process in a network of its own?"""
    return _own


def require() -> None:
    """Skips the test where this process has no network of its own."""
    if not _own:
        pytest.skip("a network of one's own takes root and iproute2")


def add_address(subnet: Subnet, host: int, interface: str) -> str:
    """The command of `ip` that gives an interface this address of a subnet."""
    # Even where nobody else is asked for it, a busy kernel takes its time to say that an IPv6 address may be used.
    at_once = "nodad" if subnet.version == 6 else ""
    return f"address add {subnet[host]}/{subnet.prefixlen} dev {interface} {at_once}"


def ip(*commands: str, machine: Sequence[str] = ()) -> None:
    """Runs commands of `ip` here, or on another machine: `machine` is what stands before a command that runs there."""
    run([*machine, "ip", "-batch", "-"], "\n".join(commands))


def nft(rules: str, machine: Sequence[str] = ()) -> None:
    """Gives rules to nftables; `machine` as above."""
    run([*machine, "nft", "-f", "-"], rules)


def configure(*settings: str, machine: Sequence[str] = ()) -> None:
    """Changes settings of the kernel, for this network or another machine's; a kernel without IPv6 lacks some."""
    run([*machine, "sysctl", "-eqw", *settings])


def run(command: Sequence[str], text: str | None = None) -> None:
    """Runs a command that is over at once, and fails if it does."""
    environment = {**os.environ, "PATH": PATH}
    subprocess.run(command, input=text, text=True, check=True, env=environment, timeout=20)
