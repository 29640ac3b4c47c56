"""Packets that do not arrive: rules of nftables, only ever in a network of this process's own."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from types import TracebackType
from typing import Self

from . import network

TABLE = "inet duet_test"

# Both ends of a path between two browsers of one machine are ephemeral ports of its own addresses.
RULES = f"""
table {TABLE} {{
    set broken {{ type inet_service; }}
    set blocked {{ type inet_service; flags interval; }}
    chain input {{
        type filter hook input priority 0;
        fib saddr type local udp sport 1024-65535 udp dport @broken counter drop
        fib saddr type local udp sport 1024-65535 udp dport @blocked counter drop
    }}
}}
"""


def is_possible() -> bool:
    """Is the network ours to break, and is there nft?"""
    return network.is_own() and shutil.which("nft", path=network.PATH) is not None


class Firewall:
    """Lets everything through until a test says otherwise, and again when it is left."""

    def __enter__(self) -> Self:
        """Makes the table."""
        network.nft(RULES)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Removes the table and with it every rule."""
        network.nft(f"delete table {TABLE}")

    def break_path(self, ports: Iterable[int]) -> None:
        """Nothing arrives at these ports any more; a path over others works."""
        network.nft(f"add element {TABLE} broken {{ {', '.join(map(str, ports))} }}")

    def block(self) -> None:
        """No packet goes from one browser of this machine to another."""
        network.nft(f"add element {TABLE} blocked {{ 1024-65535 }}")
