"""Calls in which anything goes wrong at any moment: when it stops, both sides agree, and the next call works.

DUET_SEED chooses the chances (not the exact timing), DUET_ROUNDS says how many rounds, and DUET_FIRST_ROUND
where to begin. `make soak` takes another seed each time.
"""

from __future__ import annotations

import os
import time
from collections import Counter
from collections.abc import Callable
from random import Random
from statistics import median

import pytest
from playwright.sync_api import Error

from harness.chaos import Round, Side
from harness.people import People
from harness.proxy import Proxy
from harness.server import DuetServer
from harness.servers import Servers

ROUNDS = int(os.environ.get("DUET_ROUNDS", "50"))
FIRST = int(os.environ.get("DUET_FIRST_ROUND", "1"))
SEED = os.environ.get("DUET_SEED", "1")

END = FIRST + ROUNDS
# How many rounds two pages live through.
SLICE = 10


def _name(rounds: range) -> str:
    return f"rounds {rounds.start}-{rounds.stop - 1}"


@pytest.fixture
def server(servers: Servers) -> DuetServer:
    """A server that only this test uses, because it kills it."""
    return servers.get("chaos")


@pytest.fixture
def sides(people: People, proxies: Callable[..., Proxy]) -> tuple[Side, Side]:
    def side(username: str) -> Side:
        line = proxies()
        return Side(people(username, url=line.origin), line)

    return side("alice"), side("bo")


@pytest.mark.alone
@pytest.mark.parametrize(
    "rounds", [range(first, min(first + SLICE, END)) for first in range(FIRST, END, SLICE)], ids=_name
)
def test_whatever_goes_wrong_both_sides_agree_afterwards_and_the_next_call_works(
    sides: tuple[Side, Side], server: DuetServer, rounds: range, tell: Callable[[str], None]
) -> None:
    begin = time.monotonic()
    agreed_after: list[float] = []
    reasons: Counter[str | None] = Counter()
    for number in rounds:
        played = Round(Random(f"{SEED}/{number}"), sides, server)
        try:
            played.play()
        except (AssertionError, Error) as error:
            story = "\n".join(played.story)
            message = f"DUET_SEED={SEED} DUET_FIRST_ROUND={number}\nRound {number}:\n{story}\n{error}"
            raise AssertionError(message) from None
        agreed_after.append(played.agreed_after)
        reasons[played.reason] += 1
    # Faults keep some calls from being answered, but not all of them.
    assert reasons["hung_up"] > 0, f"No call came about: {dict(reasons)}"
    tell(
        f"{len(rounds)} rounds of DUET_SEED={SEED} in {time.monotonic() - begin:.0f} s; agreed"
        f" {median(agreed_after):.1f} s after the faults stopped, at most {max(agreed_after):.1f} s;"
        f" calls ended {dict(reasons)}"
    )
