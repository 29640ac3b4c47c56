"""Looks into a page that have an end, though the page may never answer.

Playwright waits for ever for what it evaluates: a page may stand still, and a look may be lost with the document that it was
for. It has a time for all that it calls an action, and none for these, so they are bounded in the layer below, which is
Playwright's own: another version of it may need another `_bounded`. What `Person.evaluate` and the rounds of chance look at
goes through here; a look into a page that surely runs need not.
"""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from typing import Any

from playwright.sync_api import Error, Locator, Page

from .in_time import SECONDS

# A page that runs answers at once what it only has to look at. Seconds.
AT_ONCE = 5
# Longer than what a function may take that runs in the page.
_AT_LAST = SECONDS + 5


def evaluate(page: Page, expression: str, argument: object = None, *, seconds: float = _AT_LAST) -> Any:
    """What an expression in the page comes to; an `Error` if the page does not answer."""
    return _bounded(page, page._impl_obj.evaluate(expression, argument), seconds)


def evaluate_all(elements: Locator, expression: str, *, seconds: float = AT_ONCE) -> Any:
    """The same of a function of all these elements, of which there may be none."""
    return _bounded(elements.page, elements._impl_obj.evaluate_all(expression, None), seconds)


def count(elements: Locator) -> int:
    """How many there are now."""
    found: int = evaluate_all(elements, "(all) => all.length")
    return found


def _bounded(page: Page, look: Coroutine[Any, Any, Any], seconds: float) -> Any:
    try:
        return page._sync(asyncio.wait_for(look, seconds))
    except asyncio.TimeoutError:
        raise Error(f"The page has not answered within {seconds:g} seconds") from None
