"""Signing in on pages, each way from its beginning to its end, and what must not let anybody in."""

import re

import pyotp
import pytest

from dpa_manager.actions.linking import code_digits, link_token, make_link
from dpa_manager.config import Config
from dpa_manager.models import OneTimeCode, OneTimeLink, Session, Setting, User
from dpa_manager.models.base import transaction
from dpa_manager.queries.house import DEMONSTRATION
from tests.factories import a_client
from tests.web.signed_in import a_member_of_staff, a_person_of, browser_of, sign_in

PASSWORD = "een lange zin over molens en mist"  # noqa: S105


def mailed_link(user, purpose, *, house):
    """The path of a link as a mail carries it."""
    with transaction():
        link = make_link(user, purpose=purpose, toolbox=house)
    return f"/m/{link_token(link, toolbox=house)}"


def open_link(browser, path):
    """Open a link, as far as the page with its button."""
    landing = browser.get(path)
    assert landing.location == "/link"
    return browser.get("/link")


def secret_on(page):
    return re.search(r'class="secret"><code>([A-Z2-7 ]+)</code>', page)[1].replace(" ", "")


def code_now(secret, *, house):
    return pyotp.TOTP(secret).at(house.now())


@pytest.fixture
def person():
    """A member of staff who was never here."""
    return a_member_of_staff("dpo", email="nele@kbits.example", name="Nele Peeters")


@pytest.fixture
def client_person():
    return a_person_of(a_client(), email="an@lichtpunt.example", name="An Claes")


@pytest.fixture
def enrolled(app, house, person):
    """The secret of the person's app, after the whole way from the invitation."""
    browser = browser_of(app)
    open_link(browser, mailed_link(person, "invitation", house=house))
    browser.submit("/link", {"password": PASSWORD, "language": "nl"})
    secret = secret_on(browser.get("/login/enrol").text)
    browser.submit("/login/enrol", {"code": code_now(secret, house=house)})
    return secret


def by_password(browser, email, password=PASSWORD, *, path="/login"):
    return browser.submit(path, {"email": email, "password": password})


def test_an_invitation_leads_over_password_and_app_to_the_first_page(app, house, stranger, person):
    page = open_link(stranger, mailed_link(person, "invitation", house=house))
    assert "Nele Peeters" in page.text

    answer = stranger.submit("/link", {"password": PASSWORD, "language": "en"})
    assert answer.location == "/login/enrol"
    page = stranger.get("/login/enrol").text
    picture = stranger.get("/login/enrol/picture")
    assert picture.mimetype == "image/svg+xml"
    assert stranger.get("/me").location == "/login/enrol?next=/me"

    page = stranger.submit("/login/enrol", {"code": code_now(secret_on(page), house=house)})
    assert page.status_code == 200
    assert len(re.findall(r"<li><code>[0-9a-z-]{19}</code>", page.text)) == 10
    assert '<html lang="en">' in stranger.get("/me").text
    # The form of the codes' page belongs to the new session.
    token = re.search(r'name="csrf_token" value="([^"]+)"', page.text)[1]
    assert stranger.post("/logout", data={"csrf_token": token}).status_code == 303


def test_recovery_codes_are_shown_once(app, house, enrolled):
    browser = browser_of(app)
    by_password(browser, "nele@kbits.example")
    house.clock.move(minutes=1)
    browser.submit("/login/factor", {"code": code_now(enrolled, house=house)})

    for path in ("/me", "/me/factor", "/login/enrol", "/login/factor"):
        assert not re.search(r"<code>[0-9a-z]{4}-", browser.get(path).text)


def test_password_and_code_open_the_page_that_was_wanted(app, house, stranger, enrolled):
    assert stranger.get("/me/password").location == "/login?next=/me/password"
    answer = by_password(stranger, "nele@kbits.example", path="/login?next=/me/password")
    assert answer.location == "/login/factor?next=/me/password"
    house.clock.move(minutes=1)

    wrong = stranger.submit(answer.location, {"code": "000000"})
    assert wrong.status_code == 400
    right = stranger.submit(answer.location, {"code": code_now(enrolled, house=house)})

    assert right.location == "/me/password"
    assert stranger.get(right.location).status_code == 200


def test_a_code_that_was_used_opens_no_second_session(app, house, enrolled):
    code = code_now(enrolled, house=house)
    browser = browser_of(app)
    by_password(browser, "nele@kbits.example")

    assert browser.submit("/login/factor", {"code": code}).status_code == 400
    assert browser.submit("/login/factor", {"code": f" {code[:3]} {code[3:]} "}).status_code == 400
    assert browser.get("/me").status_code == 303


def test_a_password_alone_opens_nothing(app, stranger, enrolled):
    by_password(stranger, "nele@kbits.example")

    for path in ("/me", "/me/password", "/login/again", "/login/enrol", "/login/enrol/picture"):
        answer = stranger.get(path)
        assert answer.status_code == 303
        assert answer.location.startswith("/login/factor")


@pytest.mark.parametrize(
    ("email", "password"),
    [
        ("nele@kbits.example", "another password of somebody"),
        ("nobody@kbits.example", PASSWORD),
        ("an@lichtpunt.example", PASSWORD),
        ("nele@kbits.example", PASSWORD[:-1]),
    ],
)
def test_what_does_not_fit_together_gets_one_and_the_same_answer(
    app, house, enrolled, client_person, email, password
):
    answer = browser_of(app).submit("/login", {"email": email, "password": password})

    assert answer.status_code == 400
    shown = re.sub(r'name="csrf_token"[^>]*>|value="[^"]*"', "", answer.text)
    plain = browser_of(app).submit("/login", {"email": "x@y.example", "password": "some words"})
    assert shown == re.sub(r'name="csrf_token"[^>]*>|value="[^"]*"', "", plain.text)
    assert Session.select().where(Session.ended_at.is_null()).count() == 1


def test_a_new_token_comes_with_each_step(app, house, enrolled):
    browser, seen = browser_of(app), []
    for step in (
        lambda: browser.get("/login"),
        lambda: by_password(browser, "nele@kbits.example"),
        lambda: browser.submit("/login/factor", {"code": code_now(enrolled, house=house)}),
    ):
        step()
        house.clock.move(minutes=1)
        with browser.session_transaction() as cookie:
            seen.append((cookie.get("_user_id"), cookie.get("csrf_token")))
        house.database.connect(reuse_if_open=True)

    assert len({token for token, _ in seen}) == 3
    assert len({csrf for _, csrf in seen if csrf}) == len([csrf for _, csrf in seen if csrf])


def test_a_person_of_a_client_with_a_password_types_a_mailed_code(app, house, client_person):
    browser = browser_of(app)
    open_link(browser, mailed_link(client_person, "invitation", house=house))
    browser.submit("/link", {"password": PASSWORD, "language": "nl"})
    browser.submit("/logout", on="/me")

    answer = by_password(browser, "an@lichtpunt.example")
    assert answer.location == "/login/factor"
    page = browser.get("/login/factor").text
    code = code_digits(OneTimeCode.select().order_by(OneTimeCode.id.desc()).get(), toolbox=house)
    assert code in page

    browser.submit("/login/factor/send", on="/login/factor")
    newer = code_digits(OneTimeCode.select().order_by(OneTimeCode.id.desc()).get(), toolbox=house)
    assert browser.submit("/login/factor", {"code": code}).status_code == 400
    assert browser.submit("/login/factor", {"code": newer}).status_code == 303
    assert browser.get("/me").status_code == 200


REAL = {
    "a house with real data": lambda house: Setting.delete().where(Setting.name == DEMONSTRATION),
    "another computer": None,
}


@pytest.mark.parametrize("where", REAL.values(), ids=REAL)
def test_a_mailed_code_is_shown_on_no_page_but_of_a_demonstration_here(
    app, house, client_person, where
):
    if where:
        where(house).execute()
    browser = sign_in(app, client_person, stage="factor")
    OneTimeCode.create(
        session=Session.get(), created_at=house.now(), expires_at=house.now().replace(year=2030)
    )
    code = code_digits(OneTimeCode.get(), toolbox=house)
    address = {"environ_base": {"REMOTE_ADDR": "127.0.0.1" if where else "192.0.2.7"}}

    assert code not in browser.get("/login/factor", **address).text


def test_a_forgotten_password_is_changed_by_link_and_signs_nobody_in(app, house, enrolled, person):
    signed_in, browser = sign_in(app, person), browser_of(app)
    assert browser.submit("/login/reset", {"email": person.email}).location == "/login/mailed"
    link = OneTimeLink.get(OneTimeLink.purpose == "reset")
    open_link(browser, f"/m/{link_token(link, toolbox=house)}")
    easy = browser.submit("/link", {"password": "password1234"})
    assert easy.status_code == 400

    answer = browser.submit("/link", {"password": f"{PASSWORD} anders"})

    assert answer.location == "/login"
    assert browser.get("/me").status_code == 303
    assert signed_in.get("/me").status_code == 303
    assert by_password(browser, person.email).status_code == 400
    # The second step is asked for as before.
    assert by_password(browser, person.email, f"{PASSWORD} anders").location == "/login/factor"


def test_signing_out_ends_the_row_and_has_the_browser_forget(app, house, person):
    browser = sign_in(app, person)

    answer = browser.submit("/logout", on="/me")

    assert answer.location == "/login"
    assert answer.headers["Clear-Site-Data"] == '"cache", "storage"'
    assert "__Host-session=;" in answer.headers["Set-Cookie"]
    assert Session.get().end_reason == "signed out"


def test_wrong_passwords_are_slowed_down_with_a_time_to_wait(app, house, enrolled):
    browser = browser_of(app)
    answers = [by_password(browser, "nele@kbits.example", "wrong words") for _ in range(6)]

    assert [answer.status_code for answer in answers] == [400] * 5 + [429]
    assert int(answers[-1].headers["Retry-After"]) > 0
    assert by_password(browser, "nele@kbits.example").status_code == 429


def test_a_known_browser_is_told_from_strangers(app, house, enrolled):
    known, stranger = browser_of(app), browser_of(app)
    by_password(known, "nele@kbits.example")
    house.clock.move(minutes=1)
    known.submit("/login/factor", {"code": code_now(enrolled, house=house)})
    known.submit("/logout", on="/me")
    cookie = known.get_cookie("__Host-known")
    assert cookie.http_only
    assert "nele" not in cookie.value

    for _ in range(6):
        by_password(stranger, "nele@kbits.example", "wrong words")

    assert by_password(stranger, "nele@kbits.example").status_code == 429
    assert by_password(known, "nele@kbits.example").status_code == 303


@pytest.mark.parametrize("value", ["", "x", "WyJhIl0.aaaaaa.bbbbbbbbbbbbbbbbbbbbbbbbbbb"])
def test_a_proof_that_nobody_signed_makes_no_browser_known(app, enrolled, value):
    browser = browser_of(app)
    browser.set_cookie("__Host-known", value)

    assert by_password(browser, "nele@kbits.example").status_code == 303


def test_the_language_that_was_chosen_stays_through_the_steps(app, house, enrolled):
    browser = browser_of(app)
    browser.get("/login?language=fr")

    by_password(browser, "nele@kbits.example")

    assert '<html lang="fr">' in browser.get("/login/factor").text
    house.clock.move(minutes=1)
    browser.submit("/login/factor", {"code": code_now(enrolled, house=house)})
    assert '<html lang="nl">' in browser.get("/me").text


def test_a_start_leads_strangers_to_the_door_and_others_to_their_pages(app, stranger, person):
    assert stranger.get("/").location == "/login"
    assert sign_in(app, person, stage="factor").get("/").location == "/login/factor"
    assert sign_in(app, person).get("/").location == "/today"
    admin = a_member_of_staff("admin")
    assert sign_in(app, admin).get("/login").location in ("/admin/users", "/me")
    assert User.select().count() > 0


def test_the_settings_name_where_links_lead(tmp_path):
    config = Config.from_environment({"DPA_HOME": str(tmp_path)})

    assert (config.base_host, config.is_local) == ("127.0.0.1", True)
