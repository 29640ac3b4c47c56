"""An internet of this process's own, and homes behind NATs of every kind: docs/laboratory.md draws it.

Duet is `duet.test` there. The router is this process's own network. All on the internet have addresses that a hardened
relay relays to, and the machines of the public side have IPv6 addresses as well. Both homes have the same addresses
behind their gateways, as two homes in the world often have.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from ipaddress import ip_network
from pathlib import Path
from types import TracebackType
from typing import Self

from playwright.sync_api import Browser, Playwright

from . import network
from .browsers import EXECUTABLE, launch_chromium
from .machine import Machine, lay_cable
from .nat import BEHAVIOURS, Nat, gateway_rules
from .relay import SECRET, Relay
from .server import DuetServer
from .servers import Servers
from .stun import Reflector, probe

_TABLE = "inet duet_internet"
# Nobody on the internet has a private address.
_RULES = f"""
table {_TABLE} {{
    set cut {{ type ifname; }}
    set lossy {{ type ifname; }}
    set gone {{ type ipv4_addr; }}
    chain forward {{
        type filter hook forward priority filter
        ip saddr {{ 10.0.0.0/8, 100.64.0.0/10, 172.16.0.0/12, 192.168.0.0/16 }} drop
        ip daddr {{ 10.0.0.0/8, 100.64.0.0/10, 172.16.0.0/12, 192.168.0.0/16 }} drop
        ip saddr @gone drop
        ip daddr @gone drop
        iifname @cut drop
        oifname @cut drop
        iifname @lossy numgen random mod 100 < 20 drop
        oifname @lossy numgen random mod 100 < 20 drop
    }}
}}
"""

_PUBLIC = (ip_network("198.51.100.0/24"), ip_network("2001:db8::/64"))
_BRIDGE, _BRIDGE_HOST = "public", 254
_DUET, _RELAY, _REFLECTOR, _REFLECTOR_TOO = 1, 2, 3, 4

# On 443 as the relay is, on another address: so a network that lets out nothing else lets out both.
_DUET_PORT = _TCP_PORT_TOO = 443
_DUET_NAME = "duet.test"

_LANS = (ip_network("192.168.1.0/24"), ip_network("192.168.2.0/24"))
_CARRIER = ip_network("100.64.1.0/24")
_SITES = {
    "a": (ip_network("203.0.113.0/24"), ip_network("2001:db8:a::/64"), ip_network("2001:db8:a:1::/64")),
    "b": (ip_network("192.0.2.0/24"), ip_network("2001:db8:b::/64"), ip_network("2001:db8:b:1::/64")),
}

# By addresses of both families: names would take a DNS server.
_RELAY_HOSTS = (str(_PUBLIC[0][_RELAY]), f"[{_PUBLIC[1][_RELAY]}]")
STUN = tuple(f"stun:{host}:3478" for host in _RELAY_HOSTS)
TURN = tuple(
    f"turn:{host}:{port}?transport={transport}"
    for host in _RELAY_HOSTS
    for port, transport in ((3478, "udp"), (3478, "tcp"), (_TCP_PORT_TOO, "tcp"))
)


class NatHome:
    """A home on the internet, behind what `nat` says."""

    def __init__(self, name: str, nat: Nat) -> None:
        """Makes it, with its gateways; the name is `a` or `b`."""
        self.nat = nat
        self.cable = f"to-{name}"
        public, public_six, lan_six = _SITES[name]
        self._public = public
        self._lan: network.Subnet = lan_six if nat is Nat.IPV6_ONLY else _LANS[0]
        self.machine = Machine(f"nat-{name}")
        self._gateways: list[Machine] = []
        match nat:
            case Nat.OPEN:
                lay_cable(None, self.cable, self.machine, "eth0", public)
            case Nat.IPV6_ONLY:
                gateway = self._add_gateway(f"{name}-gateway", None, self.cable, public_six)
                network.ip(f"route add {lan_six} via {public_six[2]}")
                lay_cable(gateway, "lan", self.machine, "eth0", lan_six)
            case Nat.DOUBLE_NAT:
                carrier = self._add_gateway(f"{name}-carrier", None, self.cable, public)
                gateway = self._add_gateway(f"{name}-gateway", carrier, "lan", _CARRIER)
                lay_cable(gateway, "lan", self.machine, "eth0", self._lan)
            case _:
                gateway = self._add_gateway(f"{name}-gateway", None, self.cable, public)
                lay_cable(gateway, "lan", self.machine, "eth0", self._lan)
        self._set_rules()

    @property
    def is_on_six(self) -> bool:
        """Has it IPv6, and nothing else?"""
        return self.nat is Nat.IPV6_ONLY

    def change_address(self) -> None:
        """Another address behind the same gateway, as in another Wi-Fi; packets to the old one vanish."""
        gateway, old = self._gateways[-1], self._lan
        self._lan = _LANS[1 - _LANS.index(self._lan)]
        gateway.ip(
            f"address add {self._lan[1]}/{self._lan.prefixlen} dev lan", f"route add blackhole {old[2]}"
        )
        self.machine.ip(
            f"address add {self._lan[2]}/{self._lan.prefixlen} dev eth0",
            f"route replace default via {self._lan[1]}",
            f"address del {old[2]}/{old.prefixlen} dev eth0",
        )
        self._set_rules()

    def change_public_address(self) -> None:
        """Its provider gives it another address, and with the old one all mappings are gone."""
        old, new = self._public[2], self._public[3]
        network.nft(f"add element {_TABLE} gone {{ {old} }}")
        self._gateways[0].ip(
            f"address del {old}/{self._public.prefixlen} dev wan",
            f"address add {new}/{self._public.prefixlen} dev wan",
            f"route replace default via {self._public[1]}",
        )

    def cut(self) -> None:
        """Nothing goes through its cable any more, and nobody is told."""
        network.nft(f"add element {_TABLE} cut {{ {self.cable} }}")

    def mend(self) -> None:
        """Its cable is whole again."""
        network.nft(f"delete element {_TABLE} cut {{ {self.cable} }}")

    def lose(self) -> None:
        """From now on every fifth packet is lost, in each direction."""
        network.nft(f"add element {_TABLE} lossy {{ {self.cable} }}")

    def remove(self) -> None:
        """All of it is gone, its cable at once."""
        network.ip(f"link del {self.cable}")
        for machine in (self.machine, *self._gateways):
            machine.remove()
        network.nft("\n".join(f"flush set {_TABLE} {name}" for name in ("cut", "lossy", "gone")))

    def _add_gateway(self, name: str, upper: Machine | None, cable: str, subnet: network.Subnet) -> Machine:
        gateway = Machine(name)
        self._gateways.append(gateway)
        gateway.configure(*network.ROUTING)
        lay_cable(upper, cable, gateway, "wan", subnet)
        return gateway

    def _set_rules(self) -> None:
        below = [_CARRIER] * (len(self._gateways) - 1) + [self._lan]
        for gateway, subnet in zip(self._gateways, below, strict=False):
            gateway.nft(gateway_rules(self.nat, str(subnet[2])))


class Internet:
    """The router and the machines of the public side, until it is left."""

    def __enter__(self) -> Self:
        """Makes them."""
        with ExitStack() as undo:
            self._make(undo)
            self._closing = undo.pop_all()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Removes them."""
        self._closing.close()

    def _make(self, undo: ExitStack) -> None:
        network.configure(*network.ROUTING, *network.ADDRESSES_AT_ONCE)
        network.nft(_RULES)
        undo.callback(network.nft, f"delete table {_TABLE}")
        network.ip(f"link add {_BRIDGE} type bridge", f"link set {_BRIDGE} up")
        undo.callback(network.ip, f"link del {_BRIDGE}")
        network.ip(*(network.add_address(subnet, _BRIDGE_HOST, _BRIDGE) for subnet in _PUBLIC))
        self._duet = self._plug_in(undo, "duet", _DUET)
        self._relay = self._plug_in(undo, "relay", _RELAY)
        reflecting = self._plug_in(undo, "reflector", _REFLECTOR, _REFLECTOR_TOO)
        self._reflectors = {}
        for subnet in _PUBLIC:
            addresses = (str(subnet[_REFLECTOR]), str(subnet[_REFLECTOR_TOO]))
            self._reflectors[subnet.version] = Reflector(reflecting, addresses)
            undo.callback(self._reflectors[subnet.version].close)

    def _plug_in(self, undo: ExitStack, name: str, *hosts: int) -> Machine:
        machine = Machine(name)
        undo.callback(machine.remove)
        cable = f"to-{name}"
        network.ip(
            f"link add {cable} type veth peer name eth0 netns {machine.namespace}",
            f"link set {cable} master {_BRIDGE} up",
        )
        undo.callback(network.ip, f"link del {cable}")
        machine.ip(
            "link set eth0 up",
            *(network.add_address(subnet, host, "eth0") for subnet in _PUBLIC for host in hosts),
            *(f"route add default via {subnet[_BRIDGE_HOST]}" for subnet in _PUBLIC),
        )
        return machine

    @contextmanager
    def homes(self, a: Nat, b: Nat) -> Iterator[tuple[NatHome, NatHome]]:
        """Two homes, each behind a NAT of this kind that a probe has found to be of it."""
        with ExitStack() as undo:
            homes = []
            for name, nat in (("a", a), ("b", b)):
                homes.append(NatHome(name, nat))
                undo.callback(homes[-1].remove)
            for home in homes:
                self.verify(home)
            yield homes[0], homes[1]

    def verify(self, home: NatHome) -> None:
        """Fails if the home's NAT is not of the kind that it is said to be."""
        reflector = self._reflectors[6 if home.is_on_six else 4]
        found, expected = probe(home.machine, reflector.addresses), BEHAVIOURS[home.nat]
        assert found == expected, f"{home.nat} is {expected}; the probe found {found}"

    def start_relay(self, folder: Path, allocation_seconds: int | None = None) -> Relay:
        """A relay as docs/networking.md tells operators to have one, but for how long an allocation lasts."""
        relay = Relay(
            folder,
            *(str(subnet[_RELAY]) for subnet in _PUBLIC),
            machine=self._relay.command,
            is_hardened=True,
            port_too=_TCP_PORT_TOO,
            allocation_seconds=allocation_seconds,
        )
        relay.start()
        return relay

    def start_duet(self, servers: Servers, folder: Path, ice: tuple[str, ...]) -> DuetServer:
        """Duet at `duet.test`, which names these STUN and TURN servers."""
        return servers.start_elsewhere(
            folder, "::", self._duet.command, name=_DUET_NAME, port=_DUET_PORT, ice=ice, turn_secret=SECRET
        )

    def launch_browser(
        self, home: NatHome, server: DuetServer, playwright: Playwright, folder: Path
    ) -> Browser:
        """A Chromium in this home, where names mean what they mean there."""
        address = f"[{_PUBLIC[1][_DUET]}]" if home.is_on_six else str(_PUBLIC[0][_DUET])
        return launch_chromium(
            playwright,
            executable=home.machine.browser(folder, EXECUTABLE),
            trusting=server.origin,
            names={_DUET_NAME: address},
        )
