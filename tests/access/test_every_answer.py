"""Every answer of every rule, and every error page, carries the headers that keep it safe."""

import re

import pytest
from flask import abort

from dpa_manager.app import create_app
from dpa_manager.config import Config
from dpa_manager.web.access import anyone
from tests.access.browsing import Browsing
from tests.access.cells import NARROW, cells_of
from tests.access.people import NOBODY, PERSONAS
from tests.access.premises import moved
from tests.conftest import SECRET

ASKERS = [p for p in PERSONAS if p.name in ("anonymous", "half dpo", "dpo", "admin", "reader A")]
POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "connect-src": "'self'",
    "object-src": "'none'",
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
    "form-action": "'self'",
}
DOCUMENT_POLICY = {"sandbox": "", "default-src": "'none'", "frame-ancestors": "'none'"}
ERRORS = (400, 403, 404, 405, 409, 413, 429, 500, 503)


SCHEMES = ["http://127.0.0.1:8000", "https://agreements.example"]


@pytest.fixture(params=SCHEMES)
def house(request, premises):
    """The house of two tenants, at a base URL of either scheme."""
    given = {"DPA_HOME": str(premises.toolbox.config.home), "DPA_SECRET_KEY": SECRET}
    config = Config.from_environment(given | {"DPA_BASE_URL": request.param})
    return replaced(premises.toolbox, config)


@pytest.fixture(scope="module")
def kept_apps():
    """An app for each scheme, once it is made."""
    return {}


@pytest.fixture
def app(house, kept_apps):
    """The app over the two tenants, at a base URL of either scheme."""
    base_url = house.config.base_url
    if base_url not in kept_apps:
        kept_apps[base_url] = create_app(house)
    return moved(kept_apps[base_url], house)


def replaced(toolbox, config):
    """The same house with other settings."""
    return type(toolbox)(**(vars(toolbox) | {"config": config}))


def faults_of(answer, *, is_https):
    """What is missing in the headers of an answer."""
    headers = answer.headers
    is_file = "attachment" in headers.get("Content-Disposition", "")
    wanted = DOCUMENT_POLICY if is_file else POLICY
    sent = headers["Content-Security-Policy"]
    policy = dict(part.strip().partition(" ")[::2] for part in sent.split(";"))
    yield from (f"{n} is {policy.get(n)}" for n, value in wanted.items() if policy.get(n) != value)
    if "unsafe" in sent:
        yield "the policy allows what is unsafe"
    if headers.get("X-Content-Type-Options") != "nosniff":
        yield "sniffed"
    if headers.get("Cache-Control") != "no-store":
        yield "kept"
    if headers.get("Referrer-Policy") not in ("same-origin", "no-referrer"):
        yield "tells where it came from"
    if "Access-Control-Allow-Origin" in headers:
        yield "open to other sites"
    if is_https and "max-age=31536000; includeSubDomains" not in headers.get(
        "Strict-Transport-Security", ""
    ):
        yield "not held to https"
    if not re.search(r"charset=utf-8|^application/|^image/", headers.get("Content-Type", "")):
        yield f"of no known type: {headers.get('Content-Type')}"
    yield from cookie_faults(answer)


def cookie_faults(answer):
    """What is wrong with the cookies that an answer sets."""
    for cookie in answer.headers.getlist("Set-Cookie"):
        name, _, rest = cookie.partition("=")
        flags = {flag.strip().lower() for flag in rest.split(";")[1:]}
        if not name.startswith("__Host-") or "path=/" not in flags or "secure" not in flags:
            yield f"{name} is not bound to this host"
        if "httponly" not in flags or not flags & {"samesite=lax", "samesite=strict"}:
            yield f"{name} is open to scripts or other sites"
        if any(flag.startswith("domain=") for flag in flags):
            yield f"{name} goes to other hosts"


@pytest.mark.parametrize("persona", ASKERS, ids=lambda persona: persona.name)
def test_every_rule_answers_with_its_headers(persona, app, premises):
    browsing = Browsing(app)
    is_https = app.extensions["house"].config.base_url.startswith("https")
    found = []
    for cell in cells_of(app, premises.tenants, breadth=NARROW):
        if not is_https and persona.name != "dpo" and cell.method == "POST":
            continue
        answer = browsing.ask(persona, cell.address, method=cell.method)
        found += [f"{cell}: {fault}" for fault in faults_of(answer, is_https=is_https)]

    assert found == []


def test_an_address_that_carries_a_token_is_left_at_once_and_told_nobody(app):
    answer = Browsing(app).ask(NOBODY, "/m/" + "a" * 43)

    assert (answer.status, answer.location) == (303, "/link")
    assert answer.headers["Referrer-Policy"] == "no-referrer"


def test_every_error_page_has_the_headers_and_tells_nothing_of_inside(house):
    app = create_app(house)
    for code in ERRORS:
        view = anyone(lambda code=code: abort(code))
        app.add_url_rule(f"/planted/{code}", f"planted{code}", view)
    app.get("/planted/fault")(anyone(lambda: 1 / 0))
    for persona in ASKERS:
        for code in (*ERRORS, "fault"):
            answer = Browsing(app).ask(persona, f"/planted/{code}")

            assert answer.status == (500 if code == "fault" else code)
            assert list(faults_of(answer, is_https=False)) == []
            assert not re.search(r"Traceback|peewee|ZeroDivision|File \"|sqlite", answer.page)


REFUSED = (
    ("GET", "/nowhere", 404),
    ("GET", "/static/nowhere.css", 404),
    ("GET", "/static/../../../secret.key", 404),
    ("PUT", "/login", 405),
    ("DELETE", "/me", 405),
    ("TRACE", "/login", 405),
    ("GET", "/login?a=1&a=2", 400),
    ("GET", "/login?next=%00", 400),
    ("GET", "/login?" + "a" * 5000, 400),
)


@pytest.mark.parametrize("persona", ASKERS, ids=lambda persona: persona.name)
def test_a_request_that_no_page_makes_is_refused_with_the_headers(persona, app):
    for method, address, code in REFUSED:
        answer = Browsing(app).ask(persona, address, method=method)

        assert answer.status == code, (method, address)
        if not address.startswith("/static"):
            assert list(faults_of(answer, is_https=False)) == []


def test_more_than_a_form_holds_is_refused(app):
    answer = Browsing(app).ask(NOBODY, "/login", method="POST", data={"email": "a" * 3_000_000})

    assert answer.status == 413
    assert list(faults_of(answer, is_https=False)) == []


def test_a_name_that_is_not_ours_is_refused(app):
    answer = Browsing(app).ask(NOBODY, "/login", headers={"Host": "evil.example"})

    assert answer.status == 400
    assert "evil.example" not in answer.text


def test_a_new_session_sets_only_safe_cookies(app):
    answer = Browsing(app).ask(NOBODY, "/login", method="GET", headers={"Cookie": ""})

    assert answer.headers.getlist("Set-Cookie") != []
    assert list(cookie_faults(answer)) == []


def test_signing_out_has_the_browser_forget(app):
    answer = Browsing(app).ask(PERSONAS[-1], "/logout", method="POST")

    assert answer.leads_to_sign_in
    assert "cache" in answer.headers["Clear-Site-Data"]
