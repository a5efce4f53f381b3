"""Requests that other sites make, and forms of another visit: nothing is done, and it is told."""

import pytest

from dpa_manager.models import SecurityLog, User
from tests.web.signed_in import a_member_of_staff, browser_of, sign_in, token_of

POSTS = ("/me/language", "/logout", "/me/password", "/me/factor/begin", "/login/again")


@pytest.fixture
def person(app):
    return sign_in(app, a_member_of_staff(language="nl"))


@pytest.mark.parametrize("path", POSTS)
@pytest.mark.parametrize("token", ["none", "empty", "invented", "another session's", "of before"])
def test_a_form_without_the_token_of_this_session_does_nothing(app, person, path, token):
    tokens = {
        "none": {},
        "empty": {"csrf_token": ""},
        "invented": {"csrf_token": "IjEi.aaaaaa.bbb"},
        "another session's": {
            "csrf_token": token_of(sign_in(app, a_member_of_staff()).get("/me").text)
        },
        "of before": {"csrf_token": token_of(browser_of(app).get("/login").text)},
    }

    answer = person.post(path, data={"language": "fr"} | tokens[token])

    assert answer.status_code == 400
    assert "niet meer geldig" in answer.text
    assert person.get("/me").status_code == 200
    assert {user.language for user in User.select()} == {"nl"}


def test_the_form_of_this_session_does_what_it_says(person):
    answer = person.submit("/me/language", {"language": "fr", "next": "/me"}, on="/me")

    assert (answer.status_code, answer.location) == (303, "/me")
    assert '<html lang="fr">' in person.get("/me").text


FOREIGN = {
    "another site": {"Sec-Fetch-Site": "cross-site"},
    "a sister site": {"Sec-Fetch-Site": "same-site"},
    "another origin": {"Origin": "https://evil.example"},
    "our name elsewhere": {"Origin": "http://localhost:9999"},
    "our name as a part": {"Origin": "http://localhost.evil.example"},
    "no origin": {"Origin": "null"},
    "another page": {"Referer": "https://evil.example/localhost"},
    "no address": {"Origin": "http://[bad"},
}


@pytest.mark.parametrize("headers", FOREIGN.values(), ids=FOREIGN)
def test_a_page_of_another_site_sends_no_form_even_with_the_token(person, headers):
    token = token_of(person.get("/me").text)

    answer = person.post(
        "/me/language", data={"csrf_token": token, "language": "fr"}, headers=headers
    )

    assert answer.status_code == 400
    assert {user.language for user in User.select()} == {"nl"}


OURS = {
    "this site": {"Sec-Fetch-Site": "same-origin"},
    "nobody's page": {"Sec-Fetch-Site": "none"},
    "this origin": {"Origin": "http://localhost"},
    "the configured origin": {"Origin": "http://127.0.0.1:8000"},
    "this page": {"Referer": "http://localhost/me"},
    "unsaid": {},
}


@pytest.mark.parametrize("headers", OURS.values(), ids=OURS)
def test_a_page_of_ours_sends_a_form(person, headers):
    token = token_of(person.get("/me").text)

    answer = person.post(
        "/me/language", data={"csrf_token": token, "language": "fr"}, headers=headers
    )

    assert answer.status_code == 303


def test_a_link_on_another_site_leads_here(person):
    assert person.get("/me", headers={"Sec-Fetch-Site": "cross-site"}).status_code == 200


def test_a_refused_form_is_in_the_security_log(person):
    person.post("/me/language", data={"language": "fr"})

    assert SecurityLog.get().kind == "request-refused"


def test_signing_in_begins_with_another_token(app):
    earlier, later = browser_of(app), sign_in(app, a_member_of_staff())
    earlier.get("/login")

    with earlier.session_transaction() as before, later.session_transaction() as after:
        assert before["csrf_token"] != after.get("csrf_token")
