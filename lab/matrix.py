"""Every pair of networks: who connects with STUN alone, and who with a relay as well."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import combinations_with_replacement

from playwright.sync_api import Error

from harness.attempt import Connected, Failed, attempt
from harness.internet import STUN, TURN
from harness.nat import BEHAVIOURS, Nat
from harness.server import DuetServer
from harness.stun import Dependence

from .laboratory import Laboratory
from .table import table

Pair = tuple[Nat, Nat]
Outcome = Connected | Failed | AssertionError | Error

ALL_PAIRS: list[Pair] = list(combinations_with_replacement(Nat, 2))


@dataclass
class Matrix:
    """What has come of all pairs, in the order in which they were played."""

    pairs: Sequence[Pair]
    with_stun: list[Outcome] = field(default_factory=list)
    with_relay: list[Outcome] = field(default_factory=list)

    @property
    def is_as_expected(self) -> bool:
        """With a relay every pair connects, and with STUN alone those whose NATs let them."""
        straight = [isinstance(outcome, Connected) for outcome in self.with_stun]
        return straight == [_find_each_other(*pair) for pair in self.pairs] and all(
            isinstance(outcome, Connected) for outcome in self.with_relay
        )

    def report(self) -> str:
        """The table, what the pages said, and how many connected."""
        said: list[str] = []
        rows = [
            (*pair, *(_words(outcome, said) for outcome in outcomes))
            for *outcomes, pair in zip(self.with_stun, self.with_relay, self.pairs, strict=True)
        ]
        parts = [table(("Alice's network", "Bo's network", "STUN alone", "with a relay"), rows)]
        parts += [f"[{number}] {words}" for number, words in enumerate(said, 1)]
        connected = (
            sum(isinstance(outcome, Connected) for outcome in outcomes)
            for outcomes in (self.with_stun, self.with_relay)
        )
        parts.append(
            "Connected: with STUN alone {} of {total}, with a relay {} of {total}.".format(
                *connected, total=len(self.pairs)
            )
        )
        return "\n\n".join(parts)


def play(laboratory: Laboratory, pairs: Sequence[Pair]) -> Matrix:
    """One call of each pair with STUN alone, and one with a relay; Alice calls."""
    matrix = Matrix(pairs)
    with laboratory.relay():
        for name, ice, outcomes in (
            ("STUN alone", STUN, matrix.with_stun),
            ("with a relay", STUN + TURN, matrix.with_relay),
        ):
            with laboratory.duet(ice) as server:
                for pair in pairs:
                    outcomes.append(_play(laboratory, server, pair))
                    print(
                        f"{name}, {pair[0]} and {pair[1]}: {_words(outcomes[-1], [])}",
                        file=sys.stderr,
                        flush=True,
                    )
    return matrix


def _play(laboratory: Laboratory, server: DuetServer, pair: Pair) -> Outcome:
    """An experiment that fails must not take the others with it."""
    try:
        with laboratory.scene(server, *pair) as scene:
            return attempt(scene.alice, scene.bo)
    except (AssertionError, Error) as error:
        return error


def _find_each_other(a: Nat, b: Nat) -> bool:
    """Is there a straight way? Both must let UDP out and have addresses of the same family.

    Each must come to be known by an address that the other one can send to: the mapping depends on nothing, or the
    other one's filter looks at no port, and so lets in what comes from another port than was told.
    """
    ours, theirs = BEHAVIOURS[a].udp, BEHAVIOURS[b].udp
    if ours is None or theirs is None or (a is Nat.IPV6_ONLY) != (b is Nat.IPV6_ONLY):
        return False
    return all(
        one.mapping is Dependence.NOTHING or other.filtering is not Dependence.ADDRESS_AND_PORT
        for one, other in ((ours, theirs), (theirs, ours))
    )


def _words(outcome: Outcome, said: list[str]) -> str:
    match outcome:
        case Connected(paths, seconds):
            ends = " – ".join(f"{path.local} {path.transport}" for path in paths)
            return f"{ends}, {max(seconds):.1f} s"
        case Failed(reason, words):
            sentence = f"`{reason}`: " + " / ".join(dict.fromkeys(words))
            if sentence not in said:
                said.append(sentence)
            return f"none [{said.index(sentence) + 1}]"
        case error:
            return f"ERROR {' '.join(str(error).split())[:200]}"
