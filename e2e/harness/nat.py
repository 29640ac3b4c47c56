"""The kinds of network that people are behind: the rules of nftables that make each, and what a probe must find."""

from __future__ import annotations

from enum import StrEnum

from .stun import TCP_PORTS, Behaviour, Dependence, UdpBehaviour


class Nat(StrEnum):
    """What stands between a home and the internet."""

    OPEN = "open"
    FULL_CONE = "full-cone"
    ADDRESS_RESTRICTED = "address-restricted"
    PORT_RESTRICTED = "port-restricted"
    SYMMETRIC = "symmetric"
    UDP_BLOCKED = "udp-blocked"
    ONLY_TCP_443 = "only-tcp-443"
    DOUBLE_NAT = "double-nat"
    IPV6_ONLY = "ipv6-only"


_ANY_TCP = frozenset(TCP_PORTS)
_NOTHING, _ADDRESS, _BOTH = Dependence.NOTHING, Dependence.ADDRESS, Dependence.ADDRESS_AND_PORT

# The internet itself is one router, and each gateway of a home another one.
BEHAVIOURS = {
    Nat.OPEN: Behaviour(UdpBehaviour(False, _NOTHING, _NOTHING, routers=1), _ANY_TCP),
    Nat.FULL_CONE: Behaviour(UdpBehaviour(True, _NOTHING, _NOTHING, routers=2), _ANY_TCP),
    Nat.ADDRESS_RESTRICTED: Behaviour(UdpBehaviour(True, _NOTHING, _ADDRESS, routers=2), _ANY_TCP),
    Nat.PORT_RESTRICTED: Behaviour(UdpBehaviour(True, _NOTHING, _BOTH, routers=2), _ANY_TCP),
    Nat.SYMMETRIC: Behaviour(UdpBehaviour(True, _BOTH, _BOTH, routers=2), _ANY_TCP),
    Nat.UDP_BLOCKED: Behaviour(None, _ANY_TCP),
    Nat.ONLY_TCP_443: Behaviour(None, frozenset({443})),
    Nat.DOUBLE_NAT: Behaviour(UdpBehaviour(True, _NOTHING, _BOTH, routers=3), _ANY_TCP),
    Nat.IPV6_ONLY: Behaviour(UdpBehaviour(False, _NOTHING, _BOTH, routers=2), _ANY_TCP),
}


def gateway_rules(nat: Nat, home: str) -> str:
    """Rules for a gateway between `lan`, where the home has this address, and `wan`; they replace earlier ones."""
    return f"""
table inet nat
delete table inet nat
table inet nat {{
    # Whom the home has sent something to, and from which of its ports.
    set peers {{
        type ipv4_addr . inet_service
    }}
    chain arriving {{
        type nat hook prerouting priority dstnat
        {_arriving(nat, home)}
    }}
    chain leaving {{
        type nat hook postrouting priority srcnat
        {_leaving(nat)}
    }}
    # What comes unasked ends here. Were it taken, conntrack would remember it, and the home's own packet to whoever
    # sent it would leave from another port: each cone would be symmetric.
    chain itself {{
        type filter hook input priority filter
        iifname "wan" meta l4proto {{ tcp, udp }} drop
    }}
    chain through {{
        type filter hook forward priority filter; policy drop
        ct state established,related accept
        iifname "wan" ct status dnat accept
        iifname "lan" meta l4proto udp add @peers {{ ip daddr . udp sport }}
        iifname "lan" {_allowed(nat)} accept
    }}
}}
"""


def _arriving(nat: Nat, home: str) -> str:
    """What is let in unasked. A mapping keeps the home's port, so a port tells whose it is."""
    match nat:
        case Nat.FULL_CONE:
            return f'iifname "wan" meta l4proto udp dnat ip to {home}'
        case Nat.ADDRESS_RESTRICTED:
            return f'iifname "wan" ip saddr . udp dport @peers dnat ip to {home}'
        case _:
            return ""


def _leaving(nat: Nat) -> str:
    """`masquerade` keeps the port where it can, and so does what it has mapped before for the same port."""
    match nat:
        case Nat.IPV6_ONLY:
            return ""
        case Nat.SYMMETRIC:
            return 'oifname "wan" masquerade fully-random'
        case _:
            return 'oifname "wan" masquerade'


def _allowed(nat: Nat) -> str:
    match nat:
        case Nat.UDP_BLOCKED:
            return "meta l4proto != udp"
        case Nat.ONLY_TCP_443:
            return "tcp dport 443"
        case _:
            return ""
