"""One's own account on its pages: what it shows, what it changes, and what it asks for before."""

import pyotp
import pytest

from dpa_manager.domain.sessions import FRESH
from dpa_manager.models import Credential, Membership, Session, User
from tests.factories import AT, a_client
from tests.web.signed_in import a_member_of_staff, a_person_of, open_session, sign_in
from tests.web.test_signing_in import PASSWORD, code_now, secret_on

FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"


@pytest.fixture
def person():
    return a_member_of_staff("dpo", name="Nele Peeters")


@pytest.fixture
def browser(app, person):
    return sign_in(app, person, device=FIREFOX, address="192.0.2.7")


def test_a_person_sees_where_they_are_signed_in(app, house, person, browser):
    open_session(person, house=house, device="curl/8", address="198.51.100.9")
    open_session(a_member_of_staff(), house=house, device="somebody else's", address="203.0.113.1")

    page = browser.get("/me").text

    assert "Firefox, Linux" in page
    assert "192.0.2.7" in page
    assert "curl/8" in page
    assert "somebody else" not in page


def test_another_session_of_ones_own_is_ended_at_once(app, house, person, browser):
    other = sign_in(app, person)
    row = Session.select().order_by(Session.id.desc()).get()

    answer = browser.submit(f"/me/sessions/{row.public_id}/end", on="/me")

    assert answer.location == "/me"
    assert other.get("/me").status_code == 303
    assert browser.get("/me").status_code == 200


def test_a_session_of_somebody_else_is_not_there(app, house, browser):
    other = sign_in(app, a_member_of_staff())
    row = Session.select().order_by(Session.id.desc()).get()

    assert browser.submit(f"/me/sessions/{row.public_id}/end", on="/me").status_code == 404
    assert browser.submit("/me/sessions/nothing/end", on="/me").status_code == 404
    assert other.get("/me").status_code == 200


def test_ending_ones_own_session_in_the_list_is_signing_out(browser):
    row = Session.get()

    answer = browser.submit(f"/me/sessions/{row.public_id}/end", on="/me")

    assert answer.location == "/login"
    assert browser.get("/me").status_code == 303


def test_all_other_sessions_are_ended_together(app, person, browser):
    others = [sign_in(app, person) for _ in range(2)]

    browser.submit("/me/sessions/end-others", on="/me")

    assert [other.get("/me").status_code for other in others] == [303, 303]
    assert browser.get("/me").status_code == 200


def test_a_new_password_gets_a_new_token_and_ends_the_others(app, person, browser):
    other = sign_in(app, person)
    before = browser.get_cookie("__Host-session").value
    easy = browser.submit("/me/password", {"password": "nelepeeters1"})
    assert easy.status_code == 400
    assert "error-summary" in easy.text

    answer = browser.submit("/me/password", {"password": PASSWORD})

    assert answer.location == "/me"
    assert browser.get_cookie("__Host-session").value != before
    assert browser.get("/me").status_code == 200
    assert other.get("/me").status_code == 303
    assert Credential.get().password_hash.startswith("$argon2id$")


def test_what_is_delicate_leads_over_the_proof_back_to_its_page(app, house, person, browser):
    browser.submit("/me/password", {"password": PASSWORD})
    browser.submit("/me/factor/begin", on="/me/factor")
    secret = secret_on(browser.get("/me/factor").text)
    browser.submit("/me/factor", {"code": code_now(secret, house=house)})
    house.clock.move(minutes=FRESH.seconds // 60 + 1)

    asked = browser.get("/me/password")
    assert asked.location == "/login/again?next=/me/password"
    page = browser.get(asked.location).text
    assert 'name="password"' in page
    wrong = {"password": "wrong words", "code": code_now(secret, house=house)}
    assert browser.submit(asked.location, wrong).status_code == 400
    house.clock.move(minutes=1)
    right = {"password": PASSWORD, "code": code_now(secret, house=house)}

    assert browser.submit(asked.location, right).location == "/me/password"
    assert browser.get("/me/password").status_code == 200


@pytest.mark.parametrize("path", ["/me/sessions/end-others", "/me/factor/begin"])
def test_a_button_that_asks_for_a_proof_leads_back_to_its_page(app, house, browser, path):
    token = {"Referer": "http://localhost/me"}
    house.clock.move(minutes=FRESH.seconds // 60 + 1)

    answer = browser.submit(path, on="/me", headers=token)

    assert answer.location == "/login/again?next=/me"


def test_an_app_is_set_up_replaced_and_its_codes_renewed(app, house, browser):
    browser.submit("/me/factor/begin", on="/me/factor")
    first = secret_on(browser.get("/me/factor").text)
    assert browser.submit("/me/factor", {"code": "000000"}).status_code == 400
    page = browser.submit("/me/factor", {"code": code_now(first, house=house)})
    assert page.text.count("<li><code>") == 10

    house.clock.move(minutes=1)
    renewed = browser.submit("/me/factor/recovery-codes", on="/me/factor")
    assert renewed.text.count("<li><code>") == 10
    browser.submit("/me/factor/begin", on="/me/factor")
    second = secret_on(browser.get("/me/factor").text)
    assert second != first
    assert pyotp.TOTP(second).digits == 6
    # Staff never go without.
    assert browser.submit("/me/factor/remove", on="/me/factor").status_code == 400


def test_a_person_of_clients_may_go_without_an_app(app, house):
    browser = sign_in(app, a_person_of(a_client()))
    browser.submit("/me/factor/begin", on="/me/factor")
    secret = secret_on(browser.get("/me/factor").text)
    browser.submit("/me/factor", {"code": code_now(secret, house=house)})

    assert browser.submit("/me/factor/remove", on="/me/factor").location == "/me"
    assert Credential.get().totp_secret == ""


def test_a_picture_of_nothing_is_refused(browser):
    assert browser.get("/me/factor/picture").status_code == 400


def test_a_person_acts_for_one_of_their_clients_at_a_time(app, house):
    one, other, foreign = a_client(legal_name="Een"), a_client(legal_name="Twee"), a_client()
    user = a_person_of(one)
    Membership.create(client=other, user=user, role="client-signatory", created_at=AT)
    browser = sign_in(app, user)
    assert "Twee" in browser.get("/me").text

    assert browser.submit("/me/seat", {"seat": other.public_id}, on="/me").status_code == 303
    assert Session.get().client_id == other.id
    assert browser.submit("/me/seat", {"seat": foreign.public_id}, on="/me").status_code == 404
    assert Session.get().client_id == other.id


@pytest.mark.parametrize("language", ["nl", "fr", "en"])
def test_a_language_is_chosen_for_pages_and_mails_and_the_page_stays(browser, language):
    sent = {"language": language, "next": "/me/password"}

    answer = browser.submit("/me/language", sent, on="/me")

    assert answer.location == "/me/password"
    assert f'<html lang="{language}">' in browser.get("/me").text
    assert User.get(User.name == "Nele Peeters").language == language


@pytest.mark.parametrize("sent", [{"language": "xx"}, {"language": ""}, {"next": "//evil.example"}])
def test_a_language_that_is_none_changes_nothing_and_leads_nowhere_else(browser, sent):
    answer = browser.submit("/me/language", sent, on="/me")

    assert answer.location == "/me"
    assert User.get(User.name == "Nele Peeters").language == "nl"


def test_the_switch_of_languages_forgets_the_one_that_was_asked_for(browser):
    assert 'name="next" value="/me?x=1"' in browser.get("/me?language=fr&x=1").text


def test_a_person_reads_what_happened_to_their_own_account(app, browser):
    browser.submit("/me/password", {"password": PASSWORD})
    sign_in(app, a_member_of_staff("signatory")).get("/admin/users")

    page = browser.get("/me?language=en").text

    assert "Password changed" in page
    assert "denied" not in page.lower()
