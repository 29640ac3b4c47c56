"""What a NAT does, found out from both its sides: by STUN (RFC 8489) with the changed answers of RFC 5780.

A reflector on the internet has two addresses with two ports each, and says from where it was asked. A probe behind
the NAT asks it, and looks at what comes back, and from where.
"""

from __future__ import annotations

import ipaddress
import os
import select
import socket
import struct
import threading
from contextlib import ExitStack
from dataclasses import dataclass
from enum import StrEnum
from itertools import product
from typing import TypeVar

from .machine import Machine

PORTS = (3478, 3479)
# What a network that lets out anything at all lets out, and what one does that lets out web pages only.
TCP_PORTS = (443, 3478)

_BINDING_REQUEST, _BINDING_RESPONSE = 0x0001, 0x0101
_XOR_MAPPED_ADDRESS, _CHANGE_REQUEST = 0x0020, 0x0003
_CHANGE_ADDRESS, _CHANGE_PORT = 0x04, 0x02
_COOKIE = 0x2112A442
_HEADER = struct.Struct("!HHI12s")
_ATTRIBUTE = struct.Struct("!HH")
_FAMILIES = {4: 1, 6: 2}

_INITIAL_TTL = 64
# Linux's number; Python's `socket` does not have it in every version.
_IP_RECVTTL = 12

# An answer takes a millisecond; a machine that does much else gets three tries. Seconds.
_PATIENCE = 0.3
_TRIES = 3

Endpoint = tuple[str, int]
Item = TypeVar("Item")


class Dependence(StrEnum):
    """On what of the other side a mapping or a filter depends (RFC 4787 sections 4.1 and 5)."""

    NOTHING = "endpoint-independent"
    ADDRESS = "address-dependent"
    ADDRESS_AND_PORT = "address-and-port-dependent"


@dataclass(frozen=True)
class UdpBehaviour:
    """How UDP gets out and in again; `routers` is how many pass it on between the two sides."""

    translated: bool
    mapping: Dependence
    filtering: Dependence
    routers: int


@dataclass(frozen=True)
class Behaviour:
    """What a network lets through. None: no UDP at all."""

    udp: UdpBehaviour | None
    tcp_ports: frozenset[int]


@dataclass(frozen=True)
class _Answer:
    """From where the reflector was asked, and over how many routers its answer came."""

    mapped: Endpoint
    routers: int


class Reflector:
    """Answers at both ports of both its addresses, until it is left."""

    def __init__(self, machine: Machine, addresses: tuple[str, str]) -> None:
        """The machine has both addresses."""
        self.addresses = addresses
        self._closing = ExitStack()
        endpoints = list(product(addresses, PORTS))
        opened = machine.within(lambda: [self._keep(_bound(endpoint)) for endpoint in endpoints])
        self._sockets = dict(zip(endpoints, opened, strict=True))
        self._doors = machine.within(
            lambda: [self._keep(_listening((addresses[0], port))) for port in TCP_PORTS]
        )
        self._stop, self._stopped = (self._keep(end) for end in socket.socketpair())
        self._thread = threading.Thread(target=self._answer_all, daemon=True)
        self._thread.start()

    def close(self) -> None:
        """It answers no more."""
        self._stop.close()
        self._thread.join()
        self._closing.close()

    def _keep(self, own: socket.socket) -> socket.socket:
        return self._closing.enter_context(own)

    def _answer_all(self) -> None:
        asked = {own: endpoint for endpoint, own in self._sockets.items()}
        while True:
            ready, _, _ = select.select([*asked, *self._doors, self._stopped], [], [])
            if self._stopped in ready:
                return
            for own in ready:
                if own in self._doors:
                    own.accept()[0].close()
                else:
                    request, source = own.recvfrom(2048)
                    self._answer(asked[own], request, source[:2])

    def _answer(self, asked: Endpoint, request: bytes, source: Endpoint) -> None:
        kind, length, cookie, transaction = _HEADER.unpack_from(request)
        if (kind, cookie) != (_BINDING_REQUEST, _COOKIE):
            return
        change = _attributes(request[_HEADER.size : _HEADER.size + length]).get(_CHANGE_REQUEST, bytes(4))[3]
        address, port = asked
        if change & _CHANGE_ADDRESS:
            address = _other(self.addresses, address)
        if change & _CHANGE_PORT:
            port = _other(PORTS, port)
        value = _xor_address(source, transaction)
        response = _message(_BINDING_RESPONSE, transaction, _XOR_MAPPED_ADDRESS, value)
        self._sockets[address, port].sendto(response, source)


def probe(machine: Machine, addresses: tuple[str, str]) -> Behaviour:
    """What the network of a machine lets through to a reflector at these addresses, and back."""
    with machine.within(lambda: _towards(addresses[0])) as own:
        udp = _probe_udp(own, addresses)
    tcp_ports = machine.within(lambda: [port for port in TCP_PORTS if _connects((addresses[0], port))])
    return Behaviour(udp, frozenset(tcp_ports))


def _probe_udp(own: socket.socket, addresses: tuple[str, str]) -> UdpBehaviour | None:
    """Filtering comes first: it is about answers from where nothing was sent to (RFC 5780 section 4.4).

    All of it goes over one socket, so that what was sent unasked has come to the NAT before the mapping is looked at:
    a NAT that remembers it maps the way there differently from then on.
    """
    (first, second), (port, other_port) = addresses, PORTS
    seen = _ask(own, (first, port))
    if seen is None:
        return None
    if _ask(own, (first, port), _CHANGE_ADDRESS | _CHANGE_PORT):
        filtering = Dependence.NOTHING
    elif _ask(own, (first, port), _CHANGE_PORT):
        filtering = Dependence.ADDRESS
    else:
        filtering = Dependence.ADDRESS_AND_PORT
    elsewhere, at_other_port = _ask(own, (second, port)), _ask(own, (second, other_port))
    assert elsewhere and at_other_port, "A network lets UDP out to one address and not to another"
    if seen.mapped == elsewhere.mapped == at_other_port.mapped:
        mapping = Dependence.NOTHING
    elif elsewhere.mapped == at_other_port.mapped:
        mapping = Dependence.ADDRESS
    else:
        mapping = Dependence.ADDRESS_AND_PORT
    return UdpBehaviour(seen.mapped != own.getsockname()[:2], mapping, filtering, seen.routers)


def _ask(own: socket.socket, endpoint: Endpoint, change: int = 0) -> _Answer | None:
    """Asks until an answer comes; None if none does."""
    asked: set[bytes] = set()
    for _ in range(_TRIES):
        transaction = os.urandom(12)
        asked.add(transaction)
        request = _message(_BINDING_REQUEST, transaction, _CHANGE_REQUEST, struct.pack("!I", change))
        own.sendto(request, endpoint)
        while select.select([own], [], [], _PATIENCE)[0]:
            response, extras, _, _ = own.recvmsg(2048, socket.CMSG_SPACE(4))
            kind, length, cookie, answered = _HEADER.unpack_from(response)
            if (kind, cookie) != (_BINDING_RESPONSE, _COOKIE) or answered not in asked:
                continue  # late, and to an earlier question
            value = _attributes(response[_HEADER.size : _HEADER.size + length])[_XOR_MAPPED_ADDRESS]
            [(_, _, ttl)] = extras
            return _Answer(_read_xor_address(value, answered), _INITIAL_TTL - struct.unpack("i", ttl)[0])
    return None


def _towards(address: str) -> socket.socket:
    """A socket bound to the address from which one is reached, that tells how many routers an answer has passed."""
    own = socket.socket(_family(address), socket.SOCK_DGRAM)
    with socket.socket(own.family, socket.SOCK_DGRAM) as way:
        way.connect((address, PORTS[0]))
        own.bind((way.getsockname()[0], 0))
    if own.family == socket.AF_INET6:
        own.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_RECVHOPLIMIT, 1)
    else:
        own.setsockopt(socket.IPPROTO_IP, _IP_RECVTTL, 1)
    return own


def _bound(endpoint: Endpoint) -> socket.socket:
    own = socket.socket(_family(endpoint[0]), socket.SOCK_DGRAM)
    own.bind(endpoint)
    return own


def _listening(endpoint: Endpoint) -> socket.socket:
    return socket.create_server(endpoint, family=_family(endpoint[0]))


def _connects(endpoint: Endpoint) -> bool:
    try:
        with socket.create_connection(endpoint, timeout=_PATIENCE * _TRIES):
            return True
    except TimeoutError:
        return False


def _family(address: str) -> socket.AddressFamily:
    return socket.AF_INET6 if ":" in address else socket.AF_INET


def _other(pair: tuple[Item, Item], one: Item) -> Item:
    return pair[1] if pair[0] == one else pair[0]


def _message(kind: int, transaction: bytes, attribute: int, value: bytes) -> bytes:
    body = _ATTRIBUTE.pack(attribute, len(value)) + value
    return _HEADER.pack(kind, len(body), _COOKIE, transaction) + body


def _attributes(body: bytes) -> dict[int, bytes]:
    """RFC 8489 section 14: each is padded to a multiple of four bytes."""
    found = {}
    while body:
        attribute, length = _ATTRIBUTE.unpack_from(body)
        found[attribute] = body[_ATTRIBUTE.size : _ATTRIBUTE.size + length]
        body = body[_ATTRIBUTE.size + (length + 3) // 4 * 4 :]
    return found


def _xor_address(endpoint: Endpoint, transaction: bytes) -> bytes:
    """RFC 8489 section 14.2."""
    address = ipaddress.ip_address(endpoint[0])
    port = endpoint[1] ^ (_COOKIE >> 16)
    return struct.pack("!xBH", _FAMILIES[address.version], port) + _masked(address.packed, transaction)


def _read_xor_address(value: bytes, transaction: bytes) -> Endpoint:
    _, port = struct.unpack_from("!xBH", value)
    return str(ipaddress.ip_address(_masked(value[4:], transaction))), port ^ (_COOKIE >> 16)


def _masked(packed: bytes, transaction: bytes) -> bytes:
    mask = struct.pack("!I", _COOKIE) + transaction
    return bytes(byte ^ other for byte, other in zip(packed, mask, strict=False))
