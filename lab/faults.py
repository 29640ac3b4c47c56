"""What happens to a call when something breaks: does it go on, and for how long does each hear nothing?"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import product

from playwright.sync_api import Error, Route

from harness.attempt import Connected, attempt
from harness.deadline import Deadline
from harness.internet import STUN, TURN
from harness.nat import Nat
from harness.relay import Relay, credentials
from harness.server import DuetServer
from harness.words import CONNECTED

from .laboratory import Laboratory, Scene
from .table import table


class Fault(StrEnum):
    """What breaks."""

    NONE = "nothing"
    RELAY_AWAY = "relay-away-15s"
    CREDENTIALS_EXPIRE = "credentials-expire"
    ANOTHER_ADDRESS = "another-address"
    ANOTHER_PUBLIC_ADDRESS = "another-public-address"
    LOSS = "loss-20-percent"
    CUT_5 = "cut-5s"
    CUT_12 = "cut-12s"
    CUT_25 = "cut-25s"


class Way(StrEnum):
    """How the audio goes before something breaks."""

    STRAIGHT = "straight"
    RELAYED = "relayed"


_NATS = {Way.STRAIGHT: Nat.PORT_RESTRICTED, Way.RELAYED: Nat.SYMMETRIC}

# So long it is listened when all is whole again. Seconds.
_LISTENED = 9
# Within so many more the call goes on or is given up.
_SETTLED_WITHIN = 60
# How long credentials are good, and how long what the relay does by them lasts unless it is asked to go on.
_CREDENTIALS_LAST = 15
_ALLOCATIONS_LAST = 20


@dataclass(frozen=True)
class Observation:
    """For how long at most Alice heard nothing, and Bo, in seconds; or how the call ended."""

    fault: Fault
    way: Way
    outcome: tuple[float, float] | str

    @property
    def is_well(self) -> bool:
        """It goes on; only one that was cut for long may end, and that because the connection was lost."""
        if not isinstance(self.outcome, str):
            return True
        return self.fault is Fault.CUT_25 and self.outcome.startswith("connection_lost")


def play(laboratory: Laboratory, faults: Sequence[Fault]) -> list[Observation]:
    """One call for each, straight and relayed. It is Alice's home that is at fault."""
    observed = []
    with laboratory.duet(STUN + TURN) as server:
        for fault, way in product(faults, Way):
            outcome = _try(laboratory, server, fault, way)
            observed.append(Observation(fault, way, outcome))
            print(f"{fault}, {way}: {', '.join(_cells(outcome))}", file=sys.stderr, flush=True)
    return observed


def report(observed: Sequence[Observation]) -> str:
    """The table."""
    return table(
        ("what breaks", "the audio goes", "no sound for, Alice", "no sound for, Bo"),
        [(observation.fault, observation.way, *_cells(observation.outcome)) for observation in observed],
    )


def _try(laboratory: Laboratory, server: DuetServer, fault: Fault, way: Way) -> tuple[float, float] | str:
    """An experiment that fails must not take the others with it."""
    lasts = _ALLOCATIONS_LAST if fault is Fault.CREDENTIALS_EXPIRE else None
    try:
        with (
            laboratory.relay(lasts) as relay,
            laboratory.scene(server, _NATS[way], _NATS[way]) as scene,
        ):
            return _observe(scene, relay, fault, way)
    except (AssertionError, Error) as error:
        return f"ERROR {' '.join(str(error).split())[:200]}"


def _observe(scene: Scene, relay: Relay, fault: Fault, way: Way) -> tuple[float, float] | str:
    alice, bo = scene.alice, scene.bo
    if fault is Fault.CREDENTIALS_EXPIRE:
        for person in (alice, bo):
            person.page.route("**/api/ice-servers", _lend_for_a_moment)
    connected = attempt(alice, bo)
    assert isinstance(connected, Connected), connected
    # What was found first may be left for something better.
    deadline = Deadline(f"the audio to go {way}")
    while (path := alice.path()) is None or path.is_relayed != (way is Way.RELAYED):
        deadline.check(lambda: alice.path())
    call = alice.line.call_id()
    for person in (alice, bo):
        person.start_recording()
    _break(scene, relay, fault)
    alice.let_pass(_LISTENED)
    deadline = Deadline("the call to go on or to end", _SETTLED_WITHIN)
    while not all(person.status(CONNECTED).is_visible() and person.hears() for person in (alice, bo)):
        if alice.button("Hang up").count() == 0:
            return f"{alice.calls()[0]['reason']}: {alice.words()}"
        deadline.check(lambda: [person.words() for person in (alice, bo)])
    assert alice.line.call_id() == bo.line.call_id() == call
    return alice.largest_gap().milliseconds / 1000, bo.largest_gap().milliseconds / 1000


def _break(scene: Scene, relay: Relay, fault: Fault) -> None:
    """Breaks it, and mends what is to be mended."""
    match fault:
        case Fault.NONE:
            pass
        case Fault.RELAY_AWAY:
            relay.kill()
            scene.alice.let_pass(15)
            relay.start()
        case Fault.CREDENTIALS_EXPIRE:
            # First what is relayed must be asked for again with what has expired, and then all of it anew.
            scene.alice.let_pass(_CREDENTIALS_LAST + _ALLOCATIONS_LAST)
            scene.a.change_address()
        case Fault.ANOTHER_ADDRESS:
            scene.a.change_address()
        case Fault.ANOTHER_PUBLIC_ADDRESS:
            scene.a.change_public_address()
        case Fault.LOSS:
            scene.a.lose()
            scene.alice.let_pass(20)
        case Fault.CUT_5:
            _cut(scene, 5)
        case Fault.CUT_12:
            _cut(scene, 12)
        case Fault.CUT_25:
            _cut(scene, 25)


def _cut(scene: Scene, seconds: float) -> None:
    scene.a.cut()
    scene.bo.let_pass(seconds)
    scene.a.mend()


def _lend_for_a_moment(route: Route) -> None:
    """Answers as the server does, with credentials that the relay takes for a quarter of a minute."""
    servers = [{"urls": STUN}, {"urls": TURN, **credentials("somebody", _CREDENTIALS_LAST)}]
    body = json.dumps({"ice_servers": servers, "ttl": _CREDENTIALS_LAST})
    route.fulfill(content_type="application/json", body=body)


def _cells(outcome: tuple[float, float] | str) -> tuple[str, str]:
    if isinstance(outcome, str):
        return outcome, "–"
    return f"{outcome[0]:.1f} s", f"{outcome[1]:.1f} s"
