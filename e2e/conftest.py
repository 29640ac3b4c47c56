"""The fixtures: a server, browsers, and people in front of them."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Generator, Iterator
from contextlib import ExitStack, closing
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Playwright, sync_playwright

from harness import evidence, machine, network, verdicts
from harness import relay as relays
from harness.browsers import EXECUTABLE, launch_chromium
from harness.firefox import Firefox
from harness.firefox_process import EXECUTABLE as FIREFOX
from harness.firefox_process import FirefoxProcess
from harness.homes import Home, Homes
from harness.people import People
from harness.person import Person
from harness.proxy import Proxy
from harness.relay import Relay
from harness.residents import residents
from harness.server import REPOSITORY, DuetServer
from harness.servers import Servers
from harness.shared import Shared

# What a test tells beside its verdict travels in its report, because the process that ran it may be another
# one than the one that writes to the terminal.
_MEASURED = "measured"
_EVIDENCE = "evidence"


def pytest_configure(config: pytest.Config) -> None:
    """Gives every process that runs tests a network of its own."""
    if hasattr(config, "workerinput") or not config.getoption("numprocesses"):
        network.enter_own()


def pytest_xdist_auto_num_workers() -> int | None:
    """How many tests run at once, unless xdist's own variable says it: while one waits, another one works."""
    if "PYTEST_XDIST_AUTO_NUM_WORKERS" in os.environ:
        return None
    return _processes()


def _processes() -> int:
    return 1 + (os.cpu_count() or 1)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Deals the long tests evenly among the others: they wait, and while one waits another one can work. Only the
    longest of each process goes first, so that in the end none waits for another one's."""
    long = sorted((item for item in items if _seconds(item)), key=_seconds, reverse=True)
    first, waiting = long[: _processes()], long[_processes() :]
    rest = [item for item in items if not _seconds(item)]
    dealt = [(place / len(group), item) for group in (waiting, rest) for place, item in enumerate(group)]
    items[:] = [item for _, item in sorted(dealt, key=lambda dealt: dealt[0])]
    for place, item in enumerate(first):
        items.insert(2 * place, item)  # xdist begins by handing out two at once


def _seconds(item: pytest.Item) -> float:
    mark = item.get_closest_marker("takes")
    return mark.kwargs["seconds"] if mark else 0


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item,
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Lets fixtures know how the test went, which decides whether they keep evidence."""
    report = yield
    verdicts.note(item, report)
    return report


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Says at the end what was measured, and where the evidence is."""
    told = [
        (report.nodeid, name, value)
        for reports in terminalreporter.stats.values()
        for report in reports
        if isinstance(report, pytest.TestReport) and report.when == "teardown"
        for name, value in report.user_properties
    ]
    if any(name == _MEASURED for _, name, _ in told):
        terminalreporter.section("measured")
    for test, name, value in sorted(told):
        if name == _MEASURED:
            terminalreporter.write_line(f"{test}: {value}")
    for _, name, value in told:
        if name == _EVIDENCE:
            terminalreporter.write_line(f"Screenshots, consoles and logs: {value}")


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
    own = tmp_path_factory.getbasetemp()
    # Each process that xdist starts has a folder of its own in the run's.
    shared = own.parent if "PYTEST_XDIST_WORKER" in os.environ else own
    pool = Servers(lambda: tmp_path_factory.mktemp("server"), residents(shared))
    yield pool
    pool.stop()


@pytest.fixture
def server(servers: Servers) -> DuetServer:
    """The server of this test. A test file that needs another one overrides this fixture."""
    return servers.get()


@pytest.fixture(scope="module")
def page_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the page that a test may change."""
    folder = tmp_path_factory.mktemp("installed") / "web"
    shutil.copytree(REPOSITORY / "web/dist", folder)
    return folder


@pytest.fixture
def people(
    request: pytest.FixtureRequest, server: DuetServer, servers: Servers, chromium: Browser
) -> Iterator[People]:
    """Opens pages. After every test that passed, no page may hold a connection or a live track."""
    with closing(People(server, servers, chromium)) as people:
        yield people
        sound = False
        try:
            if verdicts.has_passed(request.node):
                for person in people.opened:
                    if not person.page.is_closed():
                        person.expect_nothing_open()
                sound = True
        finally:
            if not sound:
                firefox = request.node.funcargs.get("firefox")
                running = list(dict.fromkeys([server, *servers.all()]))
                folder = evidence.save(request.node.nodeid, people.opened, running, firefox)
                request.node.user_properties.append((_EVIDENCE, str(folder)))
                servers.stop()


@pytest.fixture
def tell(request: pytest.FixtureRequest) -> Callable[[str], None]:
    """Tells, at the end of the run, what was measured."""
    return lambda words: request.node.user_properties.append((_MEASURED, words))


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


@pytest.fixture(scope="session")
def firefox_process(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shared[FirefoxProcess]]:
    """A Firefox that runs, whose microphone plays a tone."""
    with Shared(lambda: FirefoxProcess(tmp_path_factory.mktemp("firefox"))) as shared:
        yield shared


@pytest.fixture
def firefox(request: pytest.FixtureRequest, firefox_process: Shared[FirefoxProcess]) -> Iterator[Firefox]:
    """Somebody's own Firefox."""
    with firefox_process.lend(request.node) as process, Firefox(process) as firefox:
        yield firefox


@pytest.fixture
def at_home(
    server: DuetServer, people: People, playwright: Playwright, tmp_path: Path
) -> Iterator[Callable[..., Person]]:
    """Lets somebody open the page in a browser in their home, perhaps with flags of their own; the server's fixture
    makes the homes first."""
    with ExitStack() as browsers:

        def open_page(username: str, home: Home, *flags: str) -> Person:
            executable = home.browser(tmp_path, EXECUTABLE)
            browser = launch_chromium(
                playwright, executable=executable, trusting=server.origin, loopback=False, flags=flags
            )
            browsers.callback(browser.close)
            return people(username, browser=browser)

        yield open_page


@pytest.fixture
def lab() -> Iterator[Homes]:
    """Two homes that reach each other, and a server's machine; a test file where they do not overrides this fixture."""
    machine.require()
    with Homes() as lab:
        yield lab


@pytest.fixture
def relay(lab: Homes, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Relay]:
    """A relay on the server's machine."""
    relays.require()
    relay = Relay(tmp_path_factory.mktemp("relay"), lab.server.address, machine=lab.server.command)
    relay.start()
    yield relay
    relay.kill()


@pytest.fixture
def start_in_lab(
    lab: Homes, servers: Servers, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Callable[..., DuetServer]]:
    """Starts a server on its machine, with everybody whom the other servers know; options as `DuetServer`."""
    with ExitStack() as running:

        def start(**options: Any) -> DuetServer:
            folder = tmp_path_factory.mktemp("server")
            server = servers.start_elsewhere(folder, lab.server.address, lab.server.command, **options)
            running.callback(server.stop)
            return server

        yield start


@pytest.fixture
def firefox_at_home(server: DuetServer, tmp_path: Path) -> Iterator[Callable[[Home], Firefox]]:
    """Starts a Firefox in somebody's home."""
    with ExitStack() as browsers:

        def start(home: Home) -> Firefox:
            executable = home.browser(tmp_path, FIREFOX)
            process = FirefoxProcess(tmp_path, executable=executable, reach=home.reach, trusting=server.host)
            return Firefox(browsers.enter_context(process))

        yield start
