"""One call, from the press of "Accept" to sound, or to what the page says when there is none."""

from __future__ import annotations

from dataclasses import dataclass

from playwright.sync_api import expect

from . import bounded
from .deadline import Deadline
from .pair import expect_both_to_hear
from .person import AudioPath, Person
from .words import CONNECTED

# A call that finds no path is given up as soon as that is certain, after 10 to 20 seconds, and after 40 at the latest.
_DECIDED_WITHIN = 60


@dataclass(frozen=True)
class Connected:
    """Both hear each other; first the caller's, then the callee's. Seconds are those from the press to sound."""

    paths: tuple[AudioPath, AudioPath]
    seconds: tuple[float, float]


@dataclass(frozen=True)
class Failed:
    """The reason that the server keeps, and what the caller's and the callee's page say."""

    reason: str
    words: tuple[str, str]


def attempt(caller: Person, callee: Person) -> Connected | Failed:
    """Calls and accepts, and waits for what comes of it. A call that has connected goes on."""
    caller.call(callee)
    expect(callee.button("Accept")).to_be_visible()
    for person in (caller, callee):
        person.start_recording()
    callee.accept()
    deadline = Deadline("the call to connect or to end", _DECIDED_WITHIN)
    while not all(bounded.count(person.status(CONNECTED)) for person in (caller, callee)):
        if bounded.count(caller.button("Hang up")) == 0:
            return _failure(caller, callee)
        deadline.check(lambda: [person.words() for person in (caller, callee)])
    expect_both_to_hear(caller, callee)
    paths = _path(caller), _path(callee)
    # Nothing is heard for longer than before the first sound.
    seconds = caller.largest_gap().milliseconds / 1000, callee.largest_gap().milliseconds / 1000
    return Connected(paths, seconds)


def _failure(caller: Person, callee: Person) -> Failed:
    expect(callee.button("Hang up")).to_have_count(0)
    call = caller.line.of("call:initiate", direction="sent")[-1].call_id
    deadline = Deadline("the call to be over for the server as well")
    while not (over := [known for known in caller.calls() if known["call_id"] == call]):
        deadline.check(caller.calls)
    return Failed(over[0]["reason"], (caller.words(), callee.words()))


def _path(person: Person) -> AudioPath:
    path = person.path()
    assert path, f"{person.name} hears something, and there is no path"
    return path
