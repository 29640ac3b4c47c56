"""`make lab`: plays all pairs of networks and all faults, and prints what came of them."""

from __future__ import annotations

import os
import sys

from harness import machine, network
from harness.nat import Nat
from harness.relay import EXECUTABLE as TURNSERVER

from . import faults, matrix
from .laboratory import Laboratory


def main() -> int:
    """Ends with 1 if something came otherwise than it should, with 2 if nothing could be played."""
    try:
        pairs, chosen = _chosen_pairs(), _chosen_faults()
    except ValueError as error:
        print(f"{error}. Networks: {', '.join(Nat)}. Faults: {', '.join(faults.Fault)}.", file=sys.stderr)
        return 2
    network.enter_own()
    if not machine.are_possible() or TURNSERVER is None:
        print("The laboratory takes root, iproute2, nftables, nsenter and coturn.", file=sys.stderr)
        return 2
    well = True
    with Laboratory() as laboratory:
        if pairs:
            played = matrix.play(laboratory, pairs)
            print(played.report(), flush=True)
            well = played.is_as_expected
        if chosen:
            observed = faults.play(laboratory, chosen)
            print(f"\n{faults.report(observed)}", flush=True)
            well = well and all(observation.is_well for observation in observed)
    return 0 if well else 1


def _chosen_pairs() -> list[matrix.Pair]:
    """Those of DUET_PAIRS, as `open:symmetric,open:open`, or all; each DUET_ROUNDS times."""
    named = os.environ.get("DUET_PAIRS")
    rounds = int(os.environ.get("DUET_ROUNDS", "1"))
    if named is None:
        return matrix.ALL_PAIRS * rounds
    pairs = (pair.partition(":") for pair in named.split(",") if pair)
    return [(Nat(a), Nat(b)) for a, _, b in pairs] * rounds


def _chosen_faults() -> list[faults.Fault]:
    """Those of DUET_FAULTS, by their names, or all."""
    named = os.environ.get("DUET_FAULTS")
    if named is None:
        return list(faults.Fault)
    return [faults.Fault(name) for name in named.split(",") if name]


sys.exit(main())
