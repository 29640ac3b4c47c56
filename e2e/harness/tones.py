"""What a page sounds by itself: the tones of calls, not the voice."""

from __future__ import annotations

from .deadline import Deadline
from .person import Person

# Looks on at what is scheduled to sound; it sounds all the same.
_WATCH = """
() => {
  window.duetTones = [];
  const start = OscillatorNode.prototype.start;
  OscillatorNode.prototype.start = function (...moment) {
    duetTones.push(this.frequency.value);
    return start.apply(this, moment);
  };
}
"""


def watch_tones(person: Person) -> None:
    """Begins to look, and gives the page the gesture that it needs before it may sound."""
    person.evaluate(_WATCH)
    person.page.mouse.click(1, 1)


def tones(person: Person) -> int:
    """How many notes were sounded since it was looked at first."""
    count: int = person.evaluate("() => duetTones.length")
    return count


def expect_tones(person: Person, *, since: int = 0) -> None:
    """Waits until something sounds, after so many notes."""
    deadline = Deadline(f"{person.name}'s page to sound")
    while tones(person) <= since:
        deadline.check(lambda: tones(person))
