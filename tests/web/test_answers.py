"""What every answer carries, whatever went wrong: safe headers, a page in words, no trace."""

from dataclasses import replace

import pytest
from flask import abort, request

from dpa_manager.app import create_app
from dpa_manager.domain.errors import Conflict, Forbidden, NotFound, Refused, TooMany, Unavailable
from dpa_manager.vocabulary.phrase import Phrase
from dpa_manager.web.access import anyone
from dpa_manager.web.answers import (
    CONTENT_POLICY,
    HEADERS,
    REFERRERS,
    STRICT_TRANSPORT,
    file_answer,
    safe_name,
)
from tests.web.signed_in import a_member_of_staff, browser_of, sign_in, token_of

SENTENCE = Phrase(nl="De opslag zit vol.", fr="Le stockage est plein.", en="The store is full.")
REFERRER = {"Referrer-Policy": REFERRERS}
HTTPS = "https://kbits.example"


def fail():
    raise RuntimeError("a secret of the program")


def raising(error):
    """A view that raises `error`."""

    @anyone
    def view():
        raise error

    return view


@pytest.fixture
def app(own_app):
    """Rules are added to it."""
    return own_app


@pytest.fixture
def failing_app(app):
    """The app with rules that fail in each way, since its own rules should not."""
    app.add_url_rule("/fails", view_func=anyone(fail))
    app.add_url_rule("/full", "full", raising(Unavailable("store-full", SENTENCE)))
    app.add_url_rule("/not-there", "not_there", raising(NotFound("nothing", SENTENCE)))
    app.add_url_rule("/not-allowed", "not_allowed", raising(Forbidden("no", SENTENCE)))
    app.add_url_rule("/conflict", "conflict", raising(Conflict("late", SENTENCE)))
    app.add_url_rule("/refused", "refused", raising(Refused("rule", SENTENCE)))
    app.add_url_rule("/often", "often", raising(TooMany("often", SENTENCE, wait_seconds=30)))
    app.add_url_rule("/forbidden", "forbidden", anyone(lambda: abort(403)))
    app.add_url_rule("/undeclared", "undeclared", lambda: "words")
    app.add_url_rule("/takes", "takes", anyone(lambda: request.get_data()), methods=["POST"])
    app.config["PROPAGATE_EXCEPTIONS"] = False
    return app


FAILURES = {
    "forbidden": ("GET", "/forbidden", 403, None),
    "not allowed": ("GET", "/not-allowed", 403, None),
    "undeclared": ("GET", "/undeclared", 403, None),
    "not there": ("GET", "/nothing", 404, None),
    "no such row": ("GET", "/not-there", 404, None),
    "another method": ("PUT", "/login", 405, None),
    "traced": ("TRACE", "/login", 405, None),
    "asked for options": ("OPTIONS", "/login", 405, None),
    "somebody was first": ("GET", "/conflict", 409, None),
    "a rule": ("GET", "/refused", 400, None),
    "no token": ("POST", "/takes", 400, b"x"),
    "too much": ("POST", "/login", 413, b"x" * (1024 * 1024 + 1)),
    "too often": ("GET", "/often", 429, None),
    "a fault of ours": ("GET", "/fails", 500, None),
    "no room": ("GET", "/full", 503, None),
}


@pytest.mark.parametrize(("method", "path", "status", "data"), FAILURES.values(), ids=FAILURES)
@pytest.mark.parametrize("language", ["nl", "fr", "en"])
def test_what_goes_wrong_is_told_on_a_safe_page(
    failing_app, stranger, language, method, path, status, data
):
    answer = stranger.open(
        path,
        method=method,
        data=data,
        content_type="application/x-www-form-urlencoded",
        headers={"Accept-Language": language},
    )

    assert answer.status_code == status
    assert f'<html lang="{language}">' in answer.text
    assert "<h1>" in answer.text
    assert "secret of the program" not in answer.text
    assert (HEADERS | REFERRER).items() <= dict(answer.headers).items()
    assert answer.headers["Content-Security-Policy"] == CONTENT_POLICY
    assert answer.headers["Cache-Control"] == "no-store"
    assert "Access-Control-Allow-Origin" not in answer.headers


@pytest.mark.parametrize("path", ["/fails", "/full", "/forbidden", "/nothing", "/often"])
def test_a_person_who_is_signed_in_is_told_what_goes_wrong_too(failing_app, visitor, path):
    answer = visitor.get(path)

    assert answer.status_code >= 400
    assert answer.headers["Cache-Control"] == "no-store"
    # A page about a fault of ours is made without asking who reads it.
    assert ("Els Maes" in answer.text) is (answer.status_code < 500)


def test_who_asked_too_often_is_told_how_long_to_wait(failing_app, stranger):
    assert stranger.get("/often").headers["Retry-After"] == "30"


def test_a_part_that_fails_is_told_in_the_readers_words(failing_app, visitor):
    assert SENTENCE.fr in visitor.get("/full?language=fr").text


@pytest.mark.parametrize("size", [250_000, 263_000])
def test_a_form_takes_as_much_as_it_may(stranger, size):
    token = token_of(stranger.get("/login").text)
    data = {"csrf_token": token, "email": "a@b.example", "password": "x" * size}

    assert stranger.post("/login", data=data).status_code == (400 if size < 262_144 else 413)


def test_a_form_has_no_more_parts_than_a_page_could_ask_for(stranger):
    parts = {f"field{number}": "x" for number in range(250)}

    answer = stranger.post("/login", data=parts, content_type="multipart/form-data")

    assert answer.status_code == 413


@pytest.fixture
def https_app(house):
    """The app behind a name of its own, which is reached by https alone."""
    return create_app(replace(house, config=replace(house.config, base_url=HTTPS)))


@pytest.mark.parametrize("path", ["/login", "/nothing", "/static/base.css", "/healthz", "/me"])
def test_browsers_are_told_to_come_by_https_where_the_address_says_so(https_app, app, path):
    by_https = browser_of(https_app).get(path, base_url=HTTPS)

    assert by_https.headers["Strict-Transport-Security"] == STRICT_TRANSPORT
    assert "Strict-Transport-Security" not in browser_of(app).get(path).headers


def test_a_form_is_taken_under_an_https_address(https_app):
    person = sign_in(https_app, a_member_of_staff(), base_url=HTTPS)
    sent = {"base_url": HTTPS, "headers": {"Referer": f"{HTTPS}/me", "Origin": HTTPS}}

    answer = person.submit("/me/language", {"language": "fr"}, on="/me", **sent)

    assert answer.status_code == 303
    assert '<html lang="fr">' in person.get("/me", base_url=HTTPS).text


@pytest.mark.parametrize(
    "name",
    [
        'a"b.pdf',
        "a\r\nSet-Cookie: b=c.pdf",
        "../../etc/passwd",
        "\u202efdp.exe",
        "é 😀.pdf",
        "",
        ".",
    ],
)
def test_a_file_has_a_name_that_ends_no_header_and_names_no_folder(app, name):
    with app.test_request_context("/"):
        answer = file_answer(b"%PDF-", name=name, media_type="application/pdf", language="nl")
        told = answer.headers["Content-Disposition"]
    app.extensions["house"].database.connect(reuse_if_open=True)

    assert told.startswith("attachment; filename")
    assert not {"\r", "\n", "/", "\\", "\u202e"} & set(told.replace("\\", "") + safe_name(name))
    assert answer.headers["Content-Security-Policy"].startswith("sandbox")


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "kbits.example:8000"])
def test_a_foreign_host_is_refused_with_the_same_headers(stranger, host):
    answer = stranger.get("/", headers={"Host": host})

    assert answer.status_code == 400
    assert host not in answer.text
    assert HEADERS.items() <= dict(answer.headers).items()


@pytest.mark.parametrize("host", ["127.0.0.1:8000", "localhost"])
def test_this_computer_is_served_under_both_its_names(stranger, host):
    assert stranger.get("/login", headers={"Host": host}).status_code == 200


@pytest.mark.parametrize("scheme", ["http", "https"])
def test_every_cookie_is_bound_to_this_host_and_read_by_no_script(app, scheme):
    asked = {"base_url": f"{scheme}://127.0.0.1"}
    answers = [
        browser_of(app).get("/login?language=fr", **asked),
        browser_of(app).get(f"/m/{'x' * 43}", **asked),
        sign_in(app, a_member_of_staff()).get("/me"),
    ]
    cookies = [cookie for answer in answers for cookie in answer.headers.getlist("Set-Cookie")]

    names = {cookie.partition("=")[0] for cookie in cookies}
    assert names == {"__Host-session", "__Host-language", "__Host-link"}
    for cookie in cookies:
        parts = {part.strip() for part in cookie.split(";")[1:]}
        assert {"Secure", "HttpOnly", "Path=/", "SameSite=Lax"} <= parts
        assert not any(part.startswith("Domain") for part in parts)


def test_no_cookie_keeps_a_language_that_nobody_asked_for(stranger):
    for path in ("/login", "/login?language=xx"):
        cookies = stranger.get(path).headers.getlist("Set-Cookie")
        assert not any(cookie.startswith("__Host-language") for cookie in cookies)


@pytest.mark.parametrize(
    ("proxies", "forwarded", "address"),
    [
        (0, "192.0.2.1", "203.0.113.9"),
        (1, "192.0.2.1", "192.0.2.1"),
        (1, "192.0.2.66, 192.0.2.1", "192.0.2.1"),
        (2, "192.0.2.1, 198.51.100.7", "192.0.2.1"),
    ],
)
def test_a_forwarded_address_counts_as_far_as_proxies_are_trusted(
    house, proxies, forwarded, address
):
    app = create_app(replace(house, config=replace(house.config, trusted_proxies=proxies)))
    app.add_url_rule("/from", "from", anyone(lambda: f"{request.remote_addr} {request.scheme}"))
    told = browser_of(app).get(
        "/from",
        headers={
            "X-Forwarded-For": forwarded,
            "X-Forwarded-Proto": "https, https",
            "X-Forwarded-Host": "evil.example",
            "X-Forwarded-Prefix": "/evil",
        },
        environ_base={"REMOTE_ADDR": "203.0.113.9"},
    )

    assert told.text == f"{address} {'https' if proxies else 'http'}"
