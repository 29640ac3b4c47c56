"""Twenty thousand people, five thousand of them online: the page stays what it is with three."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice, product

import pytest
from playwright.sync_api import expect

from harness.crowd import Crowd, Resident, allow_many_files, settle_in
from harness.people import People
from harness.person import Person
from harness.server import DuetServer
from harness.words import CONNECTED, hung_up, is_calling

PEOPLE = 20_000
ONLINE = 5_000
# So many rows may be in the document, whatever the size of the window.
ROWS = 100
# A page asks for the whole list again at random, so that not all ask at once, and with so many online presence is
# told every five seconds. Milliseconds.
LIST_COMES = 40_000
FIRST = "Ada Ben Chloé Dag Eva Finn Gül Hana Ivo Jae Kim Léa Mia Nils Ola Pia Rui Şule Tom Uma Vera Wim Zoë".split()
LAST = "Ahl Berg Çelik Diaz Ek Fox Graf Hall Ito Jung Kern Lund Maas Novák Ott Park Ruiz Sato Tran Vogt Weiß".split()


@dataclass(frozen=True)
class Town:
    """A server with everybody on it."""

    server: DuetServer
    crowd: Crowd
    residents: list[Resident]
    olga: Resident
    gus: Resident


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    """A town, a quarter of which is awake."""
    allow_many_files()
    server = DuetServer(tmp_path_factory.mktemp("town"))
    server.stop()
    names = (f"{first} {last} {number}" for number, last, first in product(range(1, 99), LAST, FIRST))
    residents = [Resident.new(f"resident-{index}", name) for index, name in enumerate(islice(names, PEOPLE))]
    olga, gus = Resident.new("olga", "Olga"), Resident.new("gus", "Gus")
    settle_in(server.database, [*residents, olga, gus])
    server.start_again()
    crowd = Crowd(server.port)
    try:
        crowd.come(residents[:ONLINE])
        yield Town(server, crowd, residents, olga, gus)
        crowd.go_home()  # so that the server has nothing left to do when it is asked to stop
    finally:
        crowd.close()
        server.stop()


@pytest.fixture
def server(town: Town) -> DuetServer:
    """The server of the town."""
    return town.server


def search(person: Person, query: str) -> None:
    """Types into the search field, key after key."""
    field = person.page.get_by_label("Search people")
    field.fill("")
    field.press_sequentially(query)


def rows(person: Person) -> int:
    """How many rows are in the document."""
    return person.page.get_by_role("listitem").count()


def watch_long_tasks(person: Person) -> None:
    """Lets the page remember from now on whenever it could not answer for more than 50 ms."""
    person.page.evaluate(
        """() => {
          window.longTasks = [];
          new PerformanceObserver((list) => {
            for (const { duration } of list.getEntries()) longTasks.push(Math.round(duration));
          }).observe({ type: "longtask", buffered: true });
        }"""
    )


def tell_long_tasks(person: Person, during: str, tell: Callable[[str], None]) -> None:
    """Tells, at the end of the run, of the long tasks since the last time."""
    tasks = person.page.evaluate("longTasks.splice(0)")
    tell(f"20,000 people, long tasks {during}: {tasks} ms")


@pytest.mark.alone
def test_a_town_of_twenty_thousand_can_be_searched_followed_and_called(
    people: People, town: Town, tell: Callable[[str], None]
) -> None:
    olga = town.olga.open_page(people)
    expect(olga.call_button(town.residents[0].name)).to_be_visible(timeout=LIST_COMES)
    watch_long_tasks(olga)
    tell_long_tasks(olga, "until the list is there", tell)

    # Only what can be seen is there, and a screen reader hears how many there are.
    everybody = PEOPLE + 3  # Alice, Bo and Gus
    assert rows(olga) < ROWS
    expect(olga.page.get_by_role("listitem").first).to_have_attribute("aria-setsize", str(everybody))
    olga.page.get_by_label("Search people").press("Tab")
    olga.page.keyboard.press("End")
    last = olga.page.get_by_role("listitem").last
    expect(last).to_have_attribute("aria-posinset", str(everybody))
    expect(last.get_by_role("button").first).to_be_focused()
    expect(last).to_be_in_viewport()
    assert rows(olga) < ROWS
    tell_long_tasks(olga, "on the way to the end of the list", tell)

    # Who is looked for is found, and is seen to come and go.
    sleeper = town.residents[-1]
    search(olga, sleeper.name)
    row = olga.row(sleeper.name)
    expect(row.get_by_text("Offline", exact=True)).to_be_visible()
    tell_long_tasks(olga, "while typing a name", tell)
    town.crowd.come([sleeper])
    expect(row.get_by_text("Online", exact=True)).to_be_visible()
    town.crowd.go([sleeper])
    expect(row.get_by_text("Offline", exact=True)).to_be_visible()

    # More of them go than can be told one by one, one of whom is looked at.
    goers = town.residents[ONLINE - 500 : ONLINE]
    search(olga, goers[-1].name)
    row = olga.row(goers[-1].name)
    expect(row.get_by_text("Online", exact=True)).to_be_visible()
    town.crowd.go(goers)
    expect(row.get_by_text("Offline", exact=True)).to_be_visible(timeout=LIST_COMES)
    town.crowd.come(goers)
    expect(row.get_by_text("Online", exact=True)).to_be_visible(timeout=LIST_COMES)
    tell_long_tasks(olga, "while 500 people go and come", tell)

    # A call among all of them.
    gus = town.gus.open_page(people)
    search(olga, "gus")
    expect(olga.row("Gus").get_by_text("Online", exact=True)).to_be_visible()
    olga.call("Gus")
    gus.expect_state(is_calling("Olga"))
    gus.accept()
    olga.expect_state(CONNECTED)
    olga.expect_to_hear()
    gus.hang_up()
    olga.expect_state(hung_up("Gus"))
    tell_long_tasks(olga, "during a call", tell)
    assert [line for line in olga.console if line.startswith(("error", "warning"))] == []
    assert olga.violations() == []
