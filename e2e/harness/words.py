"""What the page says of a call, loose in wording and strict in meaning: one expression a state."""

from __future__ import annotations

import re
import unicodedata

Words = re.Pattern[str]


def _words(expression: str) -> Words:
    return re.compile(expression, re.IGNORECASE)


def isolated(name: str) -> str:
    """A name as it stands in a sentence, where one that is written from right to left is kept apart."""
    from_right = any(unicodedata.bidirectional(letter) in ("R", "AL") for letter in name)
    return f"\u2068{name}\u2069" if from_right else name


def calling(name: str) -> Words:
    """The caller, while it rings at one of the callee's devices."""
    return _words(rf"\bringing at {name}.s\b")


def offline(name: str) -> Words:
    """The caller, as long as nothing rings and nobody can be notified."""
    return _words(rf"\b{name} is offline\b")


def notified(name: str) -> Words:
    """The caller, while nothing rings, and the callee's devices are told or were."""
    return _words(rf"\b{name}.s devices are notified\b")


def on_other_device(name: str) -> Words:
    """Somebody whose other device has the call."""
    return _words(rf"\bon a call with {name} on another device\b")


def is_calling(name: str) -> Words:
    """The callee, while it rings."""
    return _words(rf"\b{name} is calling\b")


def hung_up(name: str) -> Words:
    """The side that did not hang up."""
    return _words(rf"\b{name} hung up\b")


def signed_out(name: str) -> Words:
    """The side whose peer was signed out in the call."""
    return _words(rf"\b{name} was signed out\b")


def declined(name: str) -> Words:
    """The caller, when the callee declined."""
    return _words(rf"\b{name} declined\b")


def busy(name: str) -> Words:
    """The caller, when the callee is in another call."""
    return _words(rf"\b{name} is (busy|in another call|already in a call|on another call)\b")


def cancelled(name: str) -> Words:
    """The callee, when the caller gave up."""
    return _words(rf"\b{name} cancell?ed\b")


def peer_gone(name: str) -> Words:
    """Beside a call, when the other one's connection to the server is lost."""
    return _words(rf"\b{name}.s connection to the server is (gone|lost)\b.*\bcall goes on\b")


# "Connecting" and "Reconnecting" are not connected.
RECONNECTING = _words(r"\breconnecting\b")
CONNECTION_LOST = _words(r"\bthe connection was lost\b")
NO_SERVER = _words(r"\bthe server could not be reached\b")
NO_CONNECTION = _words(r"\bno connection could be made\b")
CONNECTED = _words(r"\bconnected\b")
CANNOT_SAVE = _words(r"\bcannot save\b")
YOU_HUNG_UP = _words(r"\byou hung up\b")
YOU_DECLINED = _words(r"\byou declined\b")
YOU_CANCELLED = _words(r"\byou cancell?ed\b")
NO_ANSWER = _words(r"\bno answer\b|\bdid(n.t| not) answer\b")
MISSED = _words(r"\bmissed\b")
ANSWERED_ELSEWHERE = _words(r"\banswered (on another device|elsewhere)\b")
DECLINED_ELSEWHERE = _words(r"\bdeclined (on another device|elsewhere)\b")
NEW_VERSION_AFTER_CALL = _words(r"\bnew version\b.*\bafter the call\b")
NEW_VERSION = _words(r"\bnew version\b")
MICROPHONE = _words(r"\bmicrophone\b")
LINE_LOST = _words(r"\byour connection to the server is (gone|lost)\b")
LINE_LOST_IN_CALL = _words(r"\byour connection to the server is (gone|lost)\b.*\bcall goes on\b")
