"""Real browsers and a real server, made easy to ask things of."""

from __future__ import annotations

from playwright.sync_api import expect

from .deadline import PATIENCE

expect.set_options(timeout=1000 * PATIENCE)
