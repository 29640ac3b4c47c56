"""The fixtures: a server, browsers, and people in front of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Playwright, sync_playwright

from harness import evidence
from harness.browsers import PROBE, launch_chromium
from harness.firefox import Firefox
from harness.people import People
from harness.person import Person
from harness.proxy import Proxy
from harness.server import DuetServer
from harness.servers import Servers

_reports = pytest.StashKey[dict[str, pytest.TestReport]]()
_folders = pytest.StashKey[list[Path]]()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Iterator[None]:
    """Lets fixtures know how the test went, which decides whether they keep evidence."""
    report = yield
    item.stash.setdefault(_reports, {})[report.when] = report
    return report


def pytest_terminal_summary(terminalreporter: Any, config: pytest.Config) -> None:
    """Says at the end where the evidence is."""
    for folder in config.stash.get(_folders, []):
        terminalreporter.write_line(f"Screenshots, consoles and logs: {folder}")


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    """Playwright, started once."""
    with sync_playwright() as playwright:
        yield playwright


@pytest.fixture(scope="session")
def chromium(playwright: Playwright) -> Iterator[Browser]:
    """A Chromium whose microphone beeps."""
    browser = launch_chromium(playwright)
    yield browser
    browser.close()


@pytest.fixture(scope="session")
def servers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Servers]:
    """The servers of all tests."""
    pool = Servers(lambda: tmp_path_factory.mktemp("server"))
    yield pool
    pool.stop()


@pytest.fixture
def server(servers: Servers) -> DuetServer:
    """The server of this test. A test file that needs another one overrides this fixture."""
    return servers.get()


@pytest.fixture
def people(
    request: pytest.FixtureRequest, server: DuetServer, servers: Servers, chromium: Browser
) -> Iterator[People]:
    """Opens pages. After every test that passed, no page may hold a connection or a live track."""
    people = People(server, servers, chromium)
    yield people
    report = request.node.stash[_reports].get("call")
    sound = False
    try:
        if report and report.passed:
            for person in people.opened:
                if not person.page.is_closed():
                    person.expect_nothing_open()
            sound = True
    finally:
        if not sound:
            firefox = request.node.funcargs.get("firefox")
            running = list(dict.fromkeys([server, *servers.all()]))
            folder = evidence.save(request.node.nodeid, people.opened, running, firefox)
            request.config.stash.setdefault(_folders, []).append(folder)
            servers.stop()
        people.close()


@pytest.fixture
def alice(people: People) -> Person:
    """Alice, signed in."""
    return people("alice")


@pytest.fixture
def bo(people: People) -> Person:
    """Bo, signed in."""
    return people("bo")


@pytest.fixture
def proxies(server: DuetServer) -> Iterator[Callable[..., Proxy]]:
    """Makes lines to the server that can go wrong; options as `Proxy`."""
    made: list[Proxy] = []

    def new(**options: str) -> Proxy:
        made.append(Proxy(server.port, **options))
        return made[-1]

    yield new
    for proxy in made:
        proxy.close()


@pytest.fixture
def firefox(tmp_path: Path) -> Iterator[Firefox]:
    """A Firefox whose microphone plays a tone."""
    firefox = Firefox(tmp_path, PROBE)
    yield firefox
    firefox.close()
