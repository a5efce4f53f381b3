"""Where somebody goes on after signing in: a page of this house, and nowhere else."""

import pytest

from dpa_manager.web.destinations import local_page

ELSEWHERE = (
    "//evil.example",
    "///evil.example",
    "////evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "\\/evil.example",
    "/\tevil.example",
    "/\t/evil.example",
    "\t//evil.example",
    "/ /evil.example",
    " //evil.example",
    "/\n/evil.example",
    "/%09/evil.example",
    "/%2F/evil.example",
    "//%09/evil.example",
    "https:evil.example",
    "https:/evil.example",
    "https://evil.example",
    "HTTPS://evil.example/me",
    "javascript:alert(1)",
    "data:text/html,x",
    "evil.example",
    "me",
    "@evil.example",
    "/@evil.example",
    "/.evil.example",
    "/..//evil.example",
    "/me/..//evil.example",
    "//localhost/me",
    "http://localhost/me",
    "//me",
    "/me\u2028",
    "/\uff0fevil.example",
    "/me\x00",
    "",
    "/" + "x" * 1000,
)
NO_PAGES = (
    "/",
    "/login",
    "/login/again",
    "/logout",
    "/m/abc",
    "/link",
    "/static/base.css",
    "/healthz",
)
NO_PAGES += ("/me/language", "/nothing")
PAGES = ("/me", "/me?after=2&x=%20y", "/me/password", "/me/factor?a=//evil.example")


@pytest.fixture
def judged(app):
    """What is left of an address."""

    def judge(address):
        with app.test_request_context("/login"):
            answer = local_page(address)
        app.extensions["house"].database.connect(reuse_if_open=True)
        return answer

    return judge


@pytest.mark.parametrize("address", ELSEWHERE + NO_PAGES)
def test_an_address_that_is_no_page_of_this_house_is_dropped(judged, address):
    assert judged(address) == ""


@pytest.mark.parametrize("address", PAGES)
def test_a_page_of_this_house_is_kept_as_it_is(judged, address):
    assert judged(address) == address


@pytest.mark.parametrize("address", ["//evil.example", "/\\evil.example", "https:evil.example"])
def test_nobody_is_sent_elsewhere_by_a_step_of_signing_in(visitor, address):
    answer = visitor.get("/login", query_string={"next": address})

    assert answer.status_code == 303
    assert "evil" not in answer.location


def test_the_page_that_was_wanted_is_reached(visitor):
    assert visitor.get("/login?next=/me/password").location == "/me/password"
