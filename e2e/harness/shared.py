"""What takes long to start, and can be used by one test after the other."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from typing import Generic, TypeVar

import pytest

from .verdicts import has_passed

Value = TypeVar("Value")


class Shared(Generic[Value]):
    """One thing that runs as long as all goes well; after a failure the next test gets a new one."""

    def __init__(self, start: Callable[[], AbstractContextManager[Value]]) -> None:
        """`start` is called when a test asks for it, and none runs."""
        self._start = start
        self._running: Value | None = None
        self._open = ExitStack()

    def __enter__(self) -> Shared[Value]:
        return self

    def __exit__(self, *_: object) -> None:
        self._stop()

    @contextmanager
    def lend(self, test: pytest.Item) -> Iterator[Value]:
        """Lends it to a test. What the borrower does to put it in order afterwards belongs to that."""
        if self._running is None:
            self._running = self._open.enter_context(self._start())
        is_sound = False
        try:
            yield self._running
            is_sound = has_passed(test)
        finally:
            if not is_sound:
                self._stop()

    def _stop(self) -> None:
        self._running = None
        self._open.close()
