"""Machines of their own: a server and two homes, each in a network namespace, with a router between them.

```
 home "a" ── 10.88.1.0/24 ──┐
                            router (this process's own network) ── 10.88.9.0/24 ── server
 home "b" ── 10.88.2.0/24 ──┘
```

Only root can make them, and only in a network of the process's own.
"""

from __future__ import annotations

from ipaddress import ip_network
from types import TracebackType
from typing import Self

from . import network
from .machine import Machine, lay_cable
from .relay import PORT

_TABLE = "inet duet_homes"

# What is on its way to an address that is gone vanishes, as it does in the world: nobody answers for it. A firewall
# lets in only what belongs to something that was asked for; what it takes for a stray, it drops.
_RULES = f"""
table {_TABLE} {{
    set gone {{ type ipv4_addr; }}
    set apart {{ type ifname . ifname; }}
    set without_udp {{ type ifname; }}
    set without_relay {{ type ifname; }}
    set behind_firewall {{ type ifname; }}
    chain forward {{
        type filter hook forward priority 0
        ip daddr @gone drop
        ip saddr @gone drop
        iifname . oifname @apart drop
        iifname @without_relay th dport {PORT} drop
        iifname @without_udp meta l4proto udp drop
        oifname @without_udp meta l4proto udp drop
        oifname @behind_firewall ct state {{ new, invalid }} drop
        iifname @behind_firewall ct state new tcp flags & (syn | ack) != syn drop
        jump lossy
    }}
    chain lossy {{ }}
}}
"""


class Home(Machine):
    """A machine with one cable to the router, whose address can change while the cable stays plugged in."""

    def __init__(self, name: str, subnet: int) -> None:
        """Makes it; its first address is `10.88.subnet.2`, the next one `10.89.subnet.2`."""
        super().__init__(name)
        self.cable = f"to-{name}"
        self._net = 88
        self._subnet = subnet
        lay_cable(None, self.cable, self, "eth0", ip_network(f"10.{self._net}.{subnet}.0/24"))

    @property
    def address(self) -> str:
        """Where it can be reached."""
        return f"10.{self._net}.{self._subnet}.2"

    @property
    def _gateway(self) -> str:
        return f"10.{self._net}.{self._subnet}.1"

    def change_address(self) -> None:
        """Another address in another subnet, at once and with the interface up; packets to the old one vanish."""
        old = self.address
        self._net += 1
        network.ip(f"address add {self._gateway}/24 dev {self.cable}")
        network.nft(f"add element {_TABLE} gone {{ {old} }}")
        self.ip(
            f"address add {self.address}/24 dev eth0",
            f"route replace default via {self._gateway}",
            f"address del {old}/24 dev eth0",
        )

    def block_udp(self) -> None:
        """Its router lets TCP through only."""
        network.nft(f"add element {_TABLE} without_udp {{ {self.cable} }}")

    def lose_sent(self, percent: int) -> None:
        """So many of a hundred packets that leave it are lost, by chance; with 0 none any more."""
        network.nft(f"flush chain {_TABLE} lossy")
        if percent:
            drop = f"iifname {self.cable} meta l4proto udp numgen random mod 100 < {percent} drop"
            network.nft(f"add rule {_TABLE} lossy {drop}")

    def keep_from_relay(self) -> None:
        """Its router lets nothing through to a relay."""
        network.nft(f"add element {_TABLE} without_relay {{ {self.cable} }}")

    def raise_firewall(self) -> None:
        """Its router lets in what was asked for from inside only, and drops what belongs to nothing that it knows."""
        network.nft(f"add element {_TABLE} behind_firewall {{ {self.cable} }}")

    def remove(self) -> None:
        """The machine is gone, and its cable at once: the kernel takes its time with a namespace."""
        network.ip(f"link del {self.cable}")
        super().remove()


class Homes:
    """Two homes and a server's machine, until it is left."""

    def __init__(self) -> None:
        self._homes: list[Home] = []

    def __enter__(self) -> Self:
        """Makes them."""
        network.configure(*network.ROUTING)
        network.nft(_RULES)
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
            network.nft(f"add element {_TABLE} apart {{ {one.cable} . {other.cable} }}")

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Removes them."""
        self._remove()

    def _remove(self) -> None:
        for home in self._homes:
            home.remove()
        network.nft(f"delete table {_TABLE}")
