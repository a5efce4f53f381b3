"""Mailed links on pages: opened by anybody, used by a button, once."""

import re

import pytest

from dpa_manager.actions.linking import link_token
from dpa_manager.models import OneTimeLink, Session, Setting
from dpa_manager.queries.house import DEMONSTRATION
from tests.factories import a_client
from tests.web.signed_in import a_member_of_staff, a_person_of, browser_of, sign_in
from tests.web.test_signing_in import mailed_link, open_link


@pytest.fixture
def person():
    """A member of staff who was never here."""
    return a_member_of_staff("dpo", email="nele@kbits.example", name="Nele Peeters")


@pytest.fixture
def client_person():
    return a_person_of(a_client(), email="an@lichtpunt.example", name="An Claes")


def test_a_person_of_a_client_signs_in_by_a_mailed_link(app, house, stranger, client_person):
    answer = stranger.submit("/login/link", {"email": "an@lichtpunt.example"})
    assert answer.location == "/login/mailed"
    link = OneTimeLink.get()

    page = open_link(stranger, f"/m/{link_token(link, toolbox=house)}")
    assert "An Claes" in page.text
    assert stranger.submit("/link").status_code == 303
    assert "An Claes" in stranger.get("/me").text


def test_asking_for_a_link_answers_everybody_alike(app, person, client_person):
    answers = set()
    for email in ("an@lichtpunt.example", "nele@kbits.example", "nobody@x.example"):
        answer = browser_of(app).submit("/login/link", {"email": email})
        answers.add((answer.status_code, answer.location, answer.text))

    assert len(answers) == 1
    assert OneTimeLink.select().count() == 1


@pytest.mark.parametrize("purpose", ["invitation", "sign-in", "reset", "demonstration"])
def test_opening_a_link_uses_nothing_up_however_often_and_by_whom(
    app, house, client_person, purpose
):
    path = mailed_link(client_person, purpose, house=house)
    for _ in range(3):
        scanner = browser_of(app)
        for method in ("GET", "HEAD"):
            assert scanner.open(path, method=method).status_code == 303
            assert scanner.open("/link", method=method).status_code == 200

    assert OneTimeLink.get().used_at is None
    assert Session.select().count() == 0


def test_the_token_of_a_link_stands_in_no_page_and_no_referrer(app, house, stranger, client_person):
    path = mailed_link(client_person, "sign-in", house=house)

    landing = stranger.get(path)
    page = stranger.get("/link")

    token = path.removeprefix("/m/")
    assert landing.headers["Referrer-Policy"] == "no-referrer"
    assert token not in landing.text + landing.location + page.text
    cookie = landing.headers["Set-Cookie"]
    assert cookie.startswith(f"__Host-link={token};")
    assert "Max-Age=900" in cookie


def test_a_link_that_was_used_lets_nobody_in_again(app, house, stranger, client_person):
    path = mailed_link(client_person, "sign-in", house=house)
    open_link(stranger, path)
    used = stranger.submit("/link")
    assert "__Host-link=;" in used.headers.getlist("Set-Cookie")[0]

    other = browser_of(app)
    other.get(path)
    assert other.get("/link").status_code == 410
    assert Session.select().count() == 1


def test_a_link_that_was_used_meanwhile_is_refused_by_its_button(app, house, client_person):
    path = mailed_link(client_person, "sign-in", house=house)
    late, first = browser_of(app), browser_of(app)
    page = open_link(late, path).text
    open_link(first, path)
    first.submit("/link")

    token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page)[1]
    assert late.post("/link", data={"csrf_token": token}).status_code == 410


@pytest.mark.parametrize("token", ["x", "x" * 43, "%00", "a;b", "x" * 300, "é", "a b"])
def test_a_link_that_never_was_is_told_alike(stranger, token):
    assert stranger.get(f"/m/{token}").status_code == 303
    answer = stranger.get("/link")

    assert answer.status_code == 410
    assert "used_at" not in answer.text


def test_a_link_of_a_demonstration_lets_staff_in_at_once_there(app, house, stranger, person):
    open_link(stranger, mailed_link(person, "demonstration", house=house))

    assert stranger.submit("/link").status_code == 303
    assert "Nele Peeters" in stranger.get("/me").text


def test_a_link_of_a_demonstration_lets_nobody_into_real_data(app, house, stranger, person):
    path = mailed_link(person, "demonstration", house=house)
    Setting.delete().where(Setting.name == DEMONSTRATION).execute()
    open_link(stranger, path)

    assert stranger.submit("/link").status_code == 400
    assert Session.select().count() == 0


def test_signing_in_as_another_ends_the_session_before(app, house, person, client_person):
    browser = sign_in(app, person)
    open_link(browser, mailed_link(client_person, "sign-in", house=house))

    browser.submit("/link")

    assert "An Claes" in browser.get("/me").text
    ended = [row.user_id for row in Session.select().where(Session.ended_at.is_null(False))]
    assert ended == [person.id]
