"""Who is answered: views declare their audience, sessions end at once, strangers go to the door."""

import pytest
from flask import request

from dpa_manager.domain.sessions import ENROL, FACTOR, FRESH, OPEN, STAFF_IDLE
from dpa_manager.models import SecurityLog, Session, StaffRole, User
from dpa_manager.web.access import at_stage, freshly_signed_in, needs, signed_in
from dpa_manager.web.audiences import audience_of
from tests.factories import a_client
from tests.web.signed_in import a_member_of_staff, a_person_of, browser_of, sign_in


def spoken():
    return "secrets of a client"


def named(module):
    """A view that stands in `module`."""

    def view():
        return spoken()

    view.__module__ = module
    return view


OFFICE, PORTAL = named("dpa_manager.web.office.a"), named("dpa_manager.web.portal.a")


@pytest.fixture
def app(own_app):
    """Rules are added to it."""
    return own_app


@pytest.fixture
def guarded_app(app):
    """The app with a rule for each kind of audience."""
    views = {
        "own": signed_in(lambda: spoken()),
        "fresh": freshly_signed_in(lambda: spoken()),
        "factor": at_stage(FACTOR)(lambda: spoken()),
        "people": needs("user.write")(named("dpa_manager.web.a")),
        "office": needs("client.read")(OFFICE),
        "mine": needs("client.read")(PORTAL),
        "undeclared": lambda: spoken(),
    }
    for name, view in views.items():
        app.add_url_rule(f"/{name}", name, view, methods=["GET", "POST"])
    return app


def staff(*roles):
    return lambda: a_member_of_staff(*roles)


def client_person():
    return a_person_of(a_client(legal_name="Ander NV"))


ANSWERS = {
    "nobody, own": (None, "/own", 303),
    "nobody, undeclared": (None, "/undeclared", 403),
    "staff, own": (staff("dpo"), "/own", 200),
    "staff, undeclared": (staff("dpo"), "/undeclared", 403),
    "client, own": (client_person, "/own", 200),
    "admin, users": (staff("admin"), "/people", 200),
    "manager, users": (staff("account-manager"), "/people", 403),
    "client, users": (client_person, "/people", 403),
    "manager, office": (staff("account-manager"), "/office", 200),
    "admin, office": (staff("admin"), "/office", 403),
    "client, office": (client_person, "/office", 403),
    "client, portal": (client_person, "/mine", 200),
    "manager, portal": (staff("account-manager"), "/mine", 403),
}


@pytest.mark.parametrize(("person", "path", "status"), ANSWERS.values(), ids=ANSWERS)
def test_a_view_answers_its_audience_and_nobody_else(guarded_app, person, path, status):
    client = sign_in(guarded_app, person()) if person else browser_of(guarded_app)

    answer = client.get(path)

    assert answer.status_code == status
    assert (spoken() in answer.text) is (status == 200)


@pytest.mark.parametrize("stage", [FACTOR, ENROL])
def test_whoever_is_still_signing_in_goes_on_with_that(guarded_app, stage):
    client = sign_in(guarded_app, a_member_of_staff(), stage=stage)

    answer = client.get("/me?language=fr")

    assert answer.status_code == 303
    assert answer.location == f"/login/{stage}?next=/me?language%3Dfr"
    assert client.get("/own").status_code == 303


def test_whoever_is_in_has_no_step_of_signing_in_left(guarded_app):
    assert sign_in(guarded_app, a_member_of_staff()).get("/factor").status_code == 303


def test_what_is_delicate_asks_for_a_proof_of_a_moment_ago(guarded_app, house):
    person = a_member_of_staff()
    at, late = house.now() - FRESH, house.now() - FRESH * 1.01

    assert sign_in(guarded_app, person, fresh_at=at).get("/fresh").status_code == 200
    answer = sign_in(guarded_app, person, fresh_at=late).get("/fresh")
    assert answer.location == "/login/again?next=/fresh"


ENDS = {
    "the row ended": lambda user, at: Session.update(ended_at=at).execute(),
    "the person was removed": lambda user, at: User.update(is_active=False).execute(),
    "the roles are gone": lambda user, at: StaffRole.delete().execute(),
    "nobody came for long": lambda user, at: Session.update(seen_at=at - STAFF_IDLE).execute(),
}


@pytest.mark.parametrize("end", ENDS.values(), ids=ENDS)
def test_a_copied_cookie_opens_nothing_once_the_session_is_over(guarded_app, house, end):
    user = a_member_of_staff()
    client = sign_in(guarded_app, user)
    assert client.get("/own").status_code == 200

    end(user, house.now())

    answer = client.get("/own")
    assert answer.status_code == 303
    assert answer.location.startswith("/login")


def test_a_cookie_copied_before_signing_out_is_worth_nothing(app):
    client = sign_in(app, a_member_of_staff())
    copied = client.get_cookie("__Host-session").value

    client.submit("/logout", on="/me")

    thief = browser_of(app)
    thief.set_cookie("__Host-session", copied)
    assert thief.get("/me").location == "/login?next=/me"


def test_a_cookie_that_nobody_signed_is_nobodys(app, house):
    forger = browser_of(app)
    forger.set_cookie("__Host-session", "eyJfdXNlcl9pZCI6IngifQ.aaaaaa.bbbbbbbbbbbbbbbbbbbbbbbbbbb")

    assert forger.get("/me").status_code == 303


def test_a_page_is_withheld_when_the_session_ends_while_it_is_made(app):
    def slow():
        Session.update(ended_at=app.extensions["house"].now()).execute()
        return spoken()

    app.add_url_rule("/slow", "slow", signed_in(slow))

    answer = sign_in(app, a_member_of_staff()).get("/slow")

    assert answer.status_code == 303
    assert spoken() not in answer.text


def test_a_denial_is_in_the_security_log_with_who_and_where(guarded_app):
    user = a_member_of_staff("account-manager")

    sign_in(guarded_app, user).get("/people", headers={"User-Agent": "Firefox/140"})

    entry = SecurityLog.get()
    assert (entry.kind, entry.user, entry.device) == ("page-denied", user.public_id, "Firefox/140")
    assert entry.details == {"endpoint": "people", "method": "GET"}


def test_a_button_pressed_after_the_end_leads_to_the_door_and_back_to_its_page(app):
    referer = {"Referer": "http://localhost/me"}

    answer = browser_of(app).post("/me/sessions/end-others", headers=referer)

    assert answer.status_code == 303
    assert answer.location == "/login?next=/me"


def test_every_rule_declares_whom_it_answers(app):
    undeclared = {
        rule.endpoint
        for rule in app.url_map.iter_rules()
        if rule.endpoint != "static" and audience_of(app.view_functions[rule.endpoint]) is None
    }

    assert undeclared == set()


def test_a_view_declares_only_what_the_tables_know():
    with pytest.raises(KeyError):
        needs("clinet.read")
    with pytest.raises(KeyError):
        at_stage("half-way")
    assert audience_of(needs("client.read")(lambda: request)).stage == OPEN
