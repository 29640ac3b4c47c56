"""Machines of their own: a server and two homes, each in a network namespace, with a router between them.

```
 home "a" ── 10.88.1.0/24 ──┐
                            router (this process's own network) ── 10.88.9.0/24 ── server
 home "b" ── 10.88.2.0/24 ──┘
```

Only root can make them, and only in a network of the process's own.
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import TracebackType
from typing import Self

from . import network

_TABLE = "inet duet_homes"

# What is on its way to an address that is gone vanishes, as it does in the world: nobody answers for it. A firewall
# lets in only what belongs to something that was asked for; what it takes for a stray, it drops.
_RULES = f"""
table {_TABLE} {{
    set gone {{ type ipv4_addr; }}
    set apart {{ type ifname . ifname; }}
    set without_udp {{ type ifname; }}
    set behind_firewall {{ type ifname; }}
    chain forward {{
        type filter hook forward priority 0
        ip daddr @gone drop
        ip saddr @gone drop
        iifname . oifname @apart drop
        iifname @without_udp meta l4proto udp drop
        oifname @without_udp meta l4proto udp drop
        oifname @behind_firewall ct state {{ new, invalid }} drop
        iifname @behind_firewall ct state new tcp flags & (syn | ack) != syn drop
    }}
}}
"""


def are_possible() -> bool:
    """May this process make namespaces and routes?"""
    return network.is_own() and all(shutil.which(tool, path=network.PATH) for tool in ("ip", "nft", "nsenter"))


class Home:
    """A machine with one cable to the router, whose address can change while the cable stays plugged in."""

    def __init__(self, name: str, subnet: int) -> None:
        """Makes it; its first address is `10.88.subnet.2`, the next one `10.89.subnet.2`."""
        self._namespace = f"duet-{os.getpid()}-{name}"
        self.cable = f"to-{name}"
        self._net = 88
        self._subnet = subnet
        _ip(
            f"netns add {self._namespace}",
            f"link add {self.cable} type veth peer name eth0 netns {self._namespace}",
            f"address add {self._gateway}/24 dev {self.cable}",
            f"link set {self.cable} up",
        )
        self._ip(
            "link set lo up",
            f"address add {self.address}/24 dev eth0",
            "link set eth0 up",
            f"route add default via {self._gateway}",
        )

    @property
    def address(self) -> str:
        """Where it can be reached."""
        return f"10.{self._net}.{self._subnet}.2"

    @property
    def _gateway(self) -> str:
        return f"10.{self._net}.{self._subnet}.1"

    @property
    def command(self) -> list[str]:
        """What stands before a command that is to run on this machine."""
        return ["nsenter", f"--net=/var/run/netns/{self._namespace}"]

    def browser(self, folder: Path, executable: str) -> str:
        """An executable that starts a browser on this machine."""
        script = folder / f"{self._namespace}-browser"
        script.write_text(f'#!/bin/sh\nexec {" ".join(self.command)} {executable} "$@"\n')
        script.chmod(0o755)
        return str(script)

    def reach(self, port: int) -> socket.socket:
        """Connects to a port of its loopback interface, as a program on it does."""
        with ThreadPoolExecutor(1) as thread:  # a thread that is in another network for as long as it lives
            return thread.submit(self._connect, port).result()

    def _connect(self, port: int) -> socket.socket:
        network.enter(Path("/var/run/netns") / self._namespace)
        return socket.create_connection(("127.0.0.1", port), timeout=20)

    def change_address(self) -> None:
        """Another address in another subnet, at once and with the interface up; packets to the old one vanish."""
        old = self.address
        self._net += 1
        _ip(f"address add {self._gateway}/24 dev {self.cable}")
        _nft(f"add element {_TABLE} gone {{ {old} }}")
        self._ip(
            f"address add {self.address}/24 dev eth0",
            f"route replace default via {self._gateway}",
            f"address del {old}/24 dev eth0",
        )

    def block_udp(self) -> None:
        """Its router lets TCP through only."""
        _nft(f"add element {_TABLE} without_udp {{ {self.cable} }}")

    def raise_firewall(self) -> None:
        """Its router lets in what was asked for from inside only, and drops what belongs to nothing that it knows."""
        _nft(f"add element {_TABLE} behind_firewall {{ {self.cable} }}")

    def remove(self) -> None:
        """The machine is gone, and its cable at once: the kernel takes its time with a namespace."""
        _ip(f"link del {self.cable}")
        _run(["ip", "netns", "del", self._namespace])

    def _ip(self, *commands: str) -> None:
        _run([*self.command, "ip", "-batch", "-"], "\n".join(commands))


class Homes:
    """Two homes and a server's machine, until it is left."""

    def __init__(self) -> None:
        self._homes: list[Home] = []

    def __enter__(self) -> Self:
        """Makes them."""
        _run(["sysctl", "-qw", "net.ipv4.ip_forward=1"])
        _nft(_RULES)
        try:
            self.a, self.b, self.server = (self._make(*home) for home in (("a", 1), ("b", 2), ("server", 9)))
        except BaseException:
            self._remove()
            raise
        return self

    def _make(self, name: str, subnet: int) -> Home:
        self._homes.append(Home(name, subnet))
        return self._homes[-1]

    def keep_apart(self) -> None:
        """Nothing goes straight from one home to the other: they need a relay."""
        for one, other in ((self.a, self.b), (self.b, self.a)):
            _nft(f"add element {_TABLE} apart {{ {one.cable} . {other.cable} }}")

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Removes them."""
        self._remove()

    def _remove(self) -> None:
        for home in self._homes:
            home.remove()
        _nft(f"delete table {_TABLE}")


def _ip(*commands: str) -> None:
    _run(["ip", "-batch", "-"], "\n".join(commands))


def _nft(commands: str) -> None:
    _run(["nft", "-f", "-"], commands)


def _run(command: list[str], text: str | None = None) -> None:
    environment = {**os.environ, "PATH": network.PATH}
    subprocess.run(command, input=text, text=True, check=True, env=environment, timeout=20)
