"""Names of any direction keep theirs, and of two who could be mistaken everybody reads how they sign in."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Locator, expect

from harness.crowd import Resident, settle_in
from harness.pair import expect_both_to_hear
from harness.people import People
from harness.person import Person
from harness.server import DuetServer
from harness.words import isolated

FATIMA = Resident.new("fatima", "فاطمة الزهراء")
# She has really the same name.
FATIMA_2 = Resident.new("fatima.2", FATIMA.name)
MOSHE = Resident.new("moshe", "משה כהן")
ANNA = Resident.new("anna", "Anna")
# As in a database of before names were compared: the first letter is Cyrillic.
ANNA_2 = Resident.new("anna-2", "Аnna")
CARL = Resident.new("carl_1", "Carl")

# How a name lies: its own direction, and where beside it stands how its owner signs in.
LIES = """
(name) => {
  const [own, by] = name.querySelectorAll("bdi");
  const left = (element) => element.getBoundingClientRect().left;
  const inside = name.getBoundingClientRect();
  const cut = [...name.querySelectorAll("bdi")].map((text) => text.getBoundingClientRect())
    .some((text) => text.left < inside.left - 1 || text.right > inside.right + 1);
  return {
    direction: getComputedStyle(own).direction,
    by: by === undefined ? null : own.offsetTop < by.offsetTop ? "below" : left(own) < left(by) ? "right" : "left",
    cut,
  };
}
"""


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DuetServer]:
    """A server of people from many places."""
    server = DuetServer(tmp_path_factory.mktemp("names"))
    server.stop()
    settle_in(server.database, [FATIMA, FATIMA_2, MOSHE, ANNA, ANNA_2, CARL])
    server.start_again()
    yield server
    server.stop()


@pytest.fixture(params=["ltr", "rtl"])
def direction(request: pytest.FixtureRequest) -> str:
    """In which direction one reads."""
    return request.param


def open_page(people: People, resident: Resident, direction: str) -> Person:
    person = resident.open_page(people)
    person.evaluate("(direction) => void (document.documentElement.dir = direction)", direction)
    return person


def expect_state(person: Person, words: str) -> None:
    """Waits until the page says this of the call, to the letter: what isolates a name is part of it."""
    expect(person.page.get_by_role("status").filter(has_text=words).first).to_be_visible()


def names_in(place: Locator) -> list[str]:
    return [" ".join(text.split()) for text in place.all_inner_texts()]


def expect_to_lie(name: Locator, *, direction: str, by: str | None, narrow: bool = False) -> None:
    """Sees that a name has its own direction, and where beside it stands how its owner signs in; where it is narrow,
    perhaps below it."""
    expect(name).to_be_visible()
    for text in name.locator("bdi").all():
        assert text.get_attribute("translate") == "no"
    lies = name.evaluate(LIES)
    if narrow and lies["by"] == "below":
        lies["by"] = by
    assert lies == {"direction": direction, "by": by, "cut": False}


def test_the_list_says_how_those_sign_in_who_could_be_mistaken_and_nothing_of_others(
    people: People, direction: str
) -> None:
    carl = open_page(people, CARL, direction)
    after = "right" if direction == "ltr" else "left"
    names = carl.page.get_by_role("tabpanel").locator(".row__name")
    expect(names).to_have_count(7)  # Alice and Bo, too
    assert sorted(names_in(names)) == sorted(
        [
            "Alice",
            "Bo",
            "Anna (anna)",
            f"{ANNA_2.name} (anna-2)",
            f"{FATIMA.name} (fatima)",
            f"{FATIMA.name} (fatima.2)",
            MOSHE.name,
        ]
    )
    expect_to_lie(names.filter(has_text="(fatima.2)"), direction="rtl", by=after)
    expect_to_lie(names.filter(has_text=MOSHE.name), direction="rtl", by=None)
    expect_to_lie(names.filter(has_text="(anna)"), direction="ltr", by=after)
    expect_to_lie(names.filter(has_text="Bo"), direction="ltr", by=None)
    # The pictures show whole letters.
    pictures = carl.page.get_by_role("tabpanel").locator(".avatar")
    assert sorted(picture.inner_text() for picture in pictures.all()) == sorted(
        ["A", "B", "A", "А", "فا", "فا", "מכ"]
    )
    # So do those hear it who do not see the page.
    expect(carl.button(f"Call {isolated(f'{isolated(FATIMA.name)} (fatima.2)')}")).to_be_visible()
    expect(carl.button("Call Anna (anna)")).to_be_visible()
    expect(carl.button(f"Call {isolated(MOSHE.name)}")).to_be_visible()
    carl.button("Options for Anna (anna)").click()
    expect(carl.page.get_by_role("dialog", name="Anna (anna)")).to_be_visible()


@pytest.mark.parametrize("narrow", [False, True], ids=["wide", "narrow"])
def test_a_call_says_which_of_two_it_is_at_both_ends_and_afterwards(
    people: People, direction: str, narrow: bool
) -> None:
    fatima, moshe = (open_page(people, resident, direction) for resident in (FATIMA_2, MOSHE))
    if narrow:
        for person in (fatima, moshe):
            person.page.set_viewport_size({"width": 375, "height": 667})
    after = "right" if direction == "ltr" else "left"
    fatima.button(f"Call {isolated(MOSHE.name)}").first.click()
    expect_state(moshe, f"{isolated(FATIMA.name)} is calling")
    heading = moshe.page.get_by_role("main").get_by_role("heading", level=2)
    expect(heading).to_have_text(f"{FATIMA.name} (fatima.2)")
    expect_to_lie(heading, direction="rtl", by=after, narrow=narrow)
    theirs = fatima.page.get_by_role("main").get_by_role("heading", level=2)
    expect(theirs).to_have_text(MOSHE.name)
    expect_to_lie(theirs, direction="rtl", by=None)

    moshe.accept()
    expect_both_to_hear(fatima, moshe)
    expect(heading).to_have_text(f"{FATIMA.name} (fatima.2)")
    moshe.button("Details of the call").click()
    expect(moshe.page.get_by_role("dialog")).to_have_accessible_name(re.compile(r"\(fatima\.2\)"))
    # By a key: what opened it lies where "Close" is on a narrow screen, and two presses there count as one.
    moshe.page.keyboard.press("Escape")
    fatima.hang_up()
    expect_state(moshe, f"{isolated(FATIMA.name)} hung up")

    if narrow:
        moshe.button("Dismiss").click()
    moshe.open_recents()
    past = moshe.recents().first.locator(".row__name")
    expect(past).to_have_text(f"{FATIMA.name} (fatima.2)")
    expect_to_lie(past, direction="rtl", by=after)


def test_a_long_name_is_cut_off_and_not_how_its_owner_signs_in(people: People) -> None:
    carl, anna = CARL.open_page(people), ANNA.open_page(people)
    carl.page.set_viewport_size({"width": 320, "height": 568})
    long = "Anna Maria Theresia Walburga Amalia Christina Johanna"
    for person in (anna, FATIMA.open_page(people)):
        rename(person, long)
        person.page.get_by_role("dialog").get_by_role("button", name="Close").click()
    carl.reload()
    name = carl.page.locator(".row__name").filter(has_text="(fatima)")
    expect(name).to_be_visible()
    by = name.locator("bdi").last
    assert by.evaluate("(by) => by.scrollWidth <= by.clientWidth || getComputedStyle(by).display === 'inline'")
    box, row_box = by.bounding_box(), name.bounding_box()
    assert box and row_box and box["x"] + box["width"] <= row_box["x"] + row_box["width"] + 1
    rename(anna, "Anna")


def rename(person: Person, name: str) -> Locator:
    """Asks for another name."""
    person.page.locator(".menu__button").click()
    person.menu_item("Account").click()
    dialog = person.page.get_by_role("dialog")
    field = dialog.get_by_label("Shown to others as")
    field.fill(name)
    dialog.get_by_role("button", name="Save the name").click()
    return dialog


def test_a_name_that_looks_like_another_ones_is_refused_in_words(people: People) -> None:
    carl = CARL.open_page(people)
    # Anna's very name could be had, were there not the other one who looks like her.
    for imitation in ("Anna", "Ａｎｎａ", "anna", "Anna\u0323"):
        dialog = rename(carl, imitation)
        carl.expect_problem("Shown to others as", "This could be taken for somebody else’s name")
        dialog.get_by_role("button", name="Close").click()
    rename(carl, "An\u2060na")
    carl.expect_problem("Shown to others as", "nothing that is invisible")
