"""On which loudspeaker a page plays, how its microphone is processed, and how loud its tones are."""

from __future__ import annotations

from pathlib import Path

from .deadline import Deadline
from .person import Person

# For `new_context`: what these functions ask is remembered from the start.
WITH_LOUDSPEAKERS = f"(() => {{\n{(Path(__file__).parent / 'sinks.js').read_text()}\n}})()"

# Those of Chromium's pretended devices, beside the system's own.
FIRST = "Fake Audio Output 1"
SECOND = "Fake Audio Output 2"
SYSTEM = ""


def unplug(person: Person, device: str) -> None:
    """Takes a loudspeaker off somebody's desk."""
    person.evaluate("(name) => duetSinks.unplug(name)", device)


def plug_in(person: Person, device: str) -> None:
    """Puts it back."""
    person.evaluate("(name) => duetSinks.plugIn(name)", device)


def expect_sounding(person: Person, *devices: str) -> None:
    """Waits until something plays on each of these devices, and nothing anywhere else."""
    deadline = Deadline(f"{person.name}'s page to play on {devices}")
    while (found := sorted(person.evaluate("() => duetSinks.sounding()"))) != sorted(devices):
        deadline.check(lambda: found)


def expect_processing(person: Person, *, echo: bool, noise: bool, gain: bool) -> None:
    """Waits until one microphone is open, and its voice is processed like this."""
    deadline = Deadline(f"{person.name}'s microphone to be processed otherwise")
    while (found := person.evaluate("() => duetSinks.processing()")) != [[echo, noise, gain]]:
        deadline.check(lambda: found)


def volumes(person: Person) -> list[float]:
    """How loud tones were sent out by now, from 0 to 1."""
    found: list[float] = person.evaluate("() => duetSinks.volumes()")
    return found
