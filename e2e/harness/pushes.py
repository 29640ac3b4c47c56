"""What a push service knows: subscriptions, and what was to be delivered to them."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass
class Subscription:
    """Where pushes may be sent to: by whom, and to which browser by its own name for it."""

    endpoint: str
    sender: bytes = field(repr=False)
    browser: str
    channel: str
    is_wanted: bool = True


@dataclass(frozen=True)
class Push:
    """What an application's server asked to have delivered (RFC 8030, section 5); times are of the monotonic clock."""

    id: str
    subscription: Subscription = field(repr=False)
    at: float
    ttl: int
    urgency: str
    topic: str | None
    headers: dict[str, str] = field(repr=False)
    body: bytes = field(repr=False)

    @property
    def ends(self) -> float:
        """From when on it is no longer to be delivered."""
        return self.at + self.ttl


@dataclass(frozen=True)
class Refusal:
    """An answer that is no 2xx, and why; `retry_after` is in seconds."""

    status: int
    why: str
    retry_after: int | None = None
