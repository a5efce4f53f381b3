"""What every answer carries, whatever went wrong: safe headers, a page in words, no trace."""

import pytest
from flask import abort, request

from dpa_manager.domain.errors import Unavailable
from dpa_manager.vocabulary.phrase import Phrase
from dpa_manager.web.answers import CONTENT_POLICY, DOCUMENT_POLICY, HEADERS
from tests.web.test_ground import paths

SENTENCE = Phrase(nl="De opslag zit vol.", fr="Le stockage est plein.", en="The store is full.")


def fail():
    raise RuntimeError("a secret of the program")


def be_full():
    raise Unavailable("store-full", SENTENCE)


@pytest.fixture
def failing_app(app):
    """The app with rules that fail in each way, since its own rules should not."""
    app.add_url_rule("/fails", view_func=fail)
    app.add_url_rule("/full", view_func=be_full)
    app.add_url_rule("/forbidden", "forbidden", lambda: abort(403))
    app.add_url_rule("/takes", "takes", lambda: request.get_data(), methods=["POST"])
    app.config["PROPAGATE_EXCEPTIONS"] = False
    return app


FAILURES = {
    "forbidden": ("GET", "/forbidden", 403, None),
    "not there": ("GET", "/nothing", 404, None),
    "another method": ("POST", "/", 405, None),
    "too much": ("POST", "/takes", 413, b"x" * (1024 * 1024 + 1)),
    "a fault of ours": ("GET", "/fails", 500, None),
    "no room": ("GET", "/full", 503, None),
}


@pytest.mark.parametrize(("method", "path", "status", "data"), FAILURES.values(), ids=FAILURES)
@pytest.mark.parametrize("language", ["nl", "fr", "en"])
def test_what_goes_wrong_is_told_on_a_safe_page(
    failing_app, visitor, language, method, path, status, data
):
    answer = visitor.open(path, method=method, data=data, headers={"Accept-Language": language})

    assert answer.status_code == status
    assert f'<html lang="{language}">' in answer.text
    assert "<h1>" in answer.text
    assert "secret of the program" not in answer.text
    assert HEADERS.items() <= dict(answer.headers).items()
    assert answer.headers["Content-Security-Policy"] == CONTENT_POLICY
    assert answer.headers["Cache-Control"] == "no-store"


def test_a_part_that_fails_is_told_in_the_readers_words(failing_app, visitor):
    assert SENTENCE.fr in visitor.get("/full?language=fr").text


def test_as_much_as_may_be_sent_is_taken(failing_app, visitor):
    assert visitor.post("/takes", data=b"x" * 1024 * 1024).status_code == 200


def test_every_rule_carries_the_headers_of_safety(app, visitor, drafted):
    for endpoint, path in paths(app).items():
        answer = visitor.get(path)

        assert HEADERS.items() <= dict(answer.headers).items(), endpoint
        expected = DOCUMENT_POLICY if endpoint == "agreements.document" else CONTENT_POLICY
        assert answer.headers["Content-Security-Policy"] == expected, endpoint
        is_kept = answer.headers["Cache-Control"] != "no-store"
        assert is_kept is (endpoint == "static"), endpoint


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "kbits.example:8000"])
def test_a_foreign_host_is_refused_with_the_same_headers(visitor, drafted, host):
    answer = visitor.get("/", headers={"Host": host})

    assert answer.status_code == 400
    assert host not in answer.text
    assert HEADERS.items() <= dict(answer.headers).items()


@pytest.mark.parametrize("host", ["127.0.0.1:8000", "localhost"])
def test_this_computer_is_served_under_both_its_names(visitor, drafted, host):
    assert visitor.get("/", headers={"Host": host}).status_code == 200


@pytest.mark.parametrize("address", ["127.0.0.1", "::1"])
def test_this_computer_is_served_at_both_its_addresses(visitor, drafted, address):
    assert visitor.get("/", environ_base={"REMOTE_ADDR": address}).status_code == 200


def test_a_forwarded_address_does_not_make_a_visitor_local(visitor, drafted):
    answer = visitor.get(
        "/",
        headers={"X-Forwarded-For": "127.0.0.1"},
        environ_base={"REMOTE_ADDR": "192.0.2.7"},
    )

    assert answer.status_code == 403


@pytest.mark.parametrize(("scheme", "is_secure"), [("http", False), ("https", True)])
def test_the_language_is_kept_in_a_cookie_that_no_script_reads(visitor, house, scheme, is_secure):
    answer = visitor.get("/?language=fr", base_url=f"{scheme}://127.0.0.1")

    cookie = answer.headers["Set-Cookie"]
    assert cookie.startswith("language=fr;")
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert ("Secure" in cookie) is is_secure


def test_no_cookie_is_set_for_who_asked_for_no_language(visitor, house):
    assert "Set-Cookie" not in visitor.get("/").headers
    assert "Set-Cookie" not in visitor.get("/?language=xx").headers
