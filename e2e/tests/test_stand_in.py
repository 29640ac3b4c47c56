"""Something on the way that answers in the server's place: the sign-in of a network or of a company."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from harness.pair import coming_back
from harness.people import People
from harness.proxy import Proxy
from harness.words import LINE_LOST

SAYS_SO = "Something between you and Duet answers in its place"
SIGN_IN = "<!DOCTYPE html><title>Company</title><h1>Sign in to the company</h1>"


def answer(status: str, body: str = "", **headers: str) -> bytes:
    """What stands in says this to whatever it is asked."""
    fields = {"Connection": "close", "Content-Length": str(len(body)), **headers}
    lines = [f"HTTP/1.1 {status}", *(f"{name.replace('_', '-')}: {value}" for name, value in fields.items())]
    return "\r\n".join([*lines, "", body]).encode()


PAGE = answer("200 OK", SIGN_IN, Content_Type="text/html")
REFUSAL = answer("401 Unauthorized", SIGN_IN, Content_Type="text/html")


@pytest.fixture
def line(proxies: Callable[..., Proxy]) -> Proxy:
    return proxies()


@pytest.fixture
def portal(proxies: Callable[..., Proxy]) -> Proxy:
    """Where one is sent: another origin, which answers with a page."""
    portal = proxies()
    portal.answer_instead(PAGE)
    return portal


@pytest.fixture(params=["a redirection elsewhere", "a page", "a page with 401"])
def stand_in(request: pytest.FixtureRequest, portal: Proxy) -> bytes:
    return {
        "a redirection elsewhere": answer("302 Found", Location=f"{portal.origin}/sign-in"),
        "a page": PAGE,
        "a page with 401": REFUSAL,
    }[request.param]


def test_a_page_that_is_open_says_so_and_leads_to_the_sign_in(
    people: People, line: Proxy, stand_in: bytes
) -> None:
    alice = people("alice", url=line.origin)
    expect(alice.call_button("Bo")).to_be_visible()
    line.answer_instead(stand_in)
    alice.expect_note(SAYS_SO)
    alice.expect_no_note(LINE_LOST)
    expect(alice.button("Sign in")).to_have_count(0)
    expect(alice.call_button("Bo")).to_be_visible()

    alice.button("Load the page again").click()
    expect(alice.page.get_by_role("heading", name="Sign in to the company")).to_be_visible()
    # Whoever has signed in there is sent back to where they came from.
    line.mend()
    alice.page.goto(line.origin)
    alice.expect_signed_in()
    alice.expect_no_note(SAYS_SO)


def test_what_stands_in_for_a_moment_is_forgotten_when_the_server_answers_again(
    people: People, line: Proxy
) -> None:
    alice = people("alice", url=line.origin)
    line.answer_instead(REFUSAL)
    alice.expect_note(SAYS_SO)
    with coming_back(alice):
        line.mend()
    alice.expect_no_note(SAYS_SO)
    alice.expect_signed_in()


def test_who_is_calling_is_offered_to_load_the_page_again_only_after_the_call(people: People, line: Proxy) -> None:
    alice, bo = people("alice", url=line.origin), people("bo")
    alice.call(bo)
    expect(bo.button("Accept")).to_be_visible()
    with alice.page.expect_response("**/api/session"):
        line.answer_instead(PAGE)
    alice.expect_note(LINE_LOST)
    alice.let_pass(1)
    expect(alice.button("Load the page again")).to_have_count(0)
    alice.hang_up()
    alice.expect_note(SAYS_SO)
    expect(alice.button("Load the page again")).to_be_visible()
    bo.button("Decline").click()  # nobody has told the server that it is over


def test_somebody_who_signs_in_is_told_what_answers_and_not_that_a_password_is_wrong(
    people: People, line: Proxy, stand_in: bytes
) -> None:
    alice = people.stranger("alice", url=line.origin)
    expect(alice.button("Sign in")).to_be_visible()
    line.answer_instead(stand_in)
    alice.sign_in()
    assert alice.refusal().startswith(SAYS_SO)


def test_a_page_that_has_just_loaded_takes_nobody_for_signed_out(people: People) -> None:
    # The page itself may come out of a cache, and only its questions be answered by something else.
    alice = people.stranger("alice")
    sign_in = {"status": 401, "content_type": "text/html", "body": SIGN_IN}
    alice.page.route("**/api/**", lambda route: route.fulfill(**sign_in))
    alice.page.reload()
    expect(alice.page.get_by_role("heading", name=SAYS_SO)).to_be_visible()
    expect(alice.button("Sign in")).to_have_count(0)
    alice.page.unroute("**/api/**")
    alice.button("Load the page again").click()
    expect(alice.button("Sign in")).to_be_visible()


def test_a_server_that_is_gone_is_told_from_a_sign_in(people: People, line: Proxy) -> None:
    alice = people("alice", url=line.origin)
    line.answer_instead(answer("502 Bad Gateway", "<h1>Bad gateway</h1>", Content_Type="text/html"))
    alice.expect_note(LINE_LOST)
    alice.expect_no_note(SAYS_SO)


def test_a_session_that_has_ended_says_so(people: People) -> None:
    alice = people.stranger("alice")
    alice.sign_in()
    alice.line.wait_for("session:ready")
    alice.new_tab().choose("Sign out")
    expect(alice.page.get_by_text("Your session has ended")).to_be_visible()
    expect(alice.button("Sign in")).to_be_visible()
