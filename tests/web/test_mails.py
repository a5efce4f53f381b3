"""The outbox and the security log on pages."""

from datetime import timedelta

import pytest
from flask import g

from dpa_manager.actions import inviting
from dpa_manager.actions.watching import note
from dpa_manager.domain.mails import MAIL_KINDS, MAIL_STATES
from dpa_manager.models import (
    Assignment,
    Client,
    OutgoingMail,
    OwnOrganisation,
    SecurityLog,
    Setting,
    User,
)
from dpa_manager.web.mail_words import mail_kind, mail_state
from tests.actions.complete_house import doing
from tests.factories import a_client
from tests.web.signed_in import a_member_of_staff, a_person_of, sign_in


@pytest.fixture
def client(house):
    """The client of the complete house."""
    return Client.get()


@pytest.fixture
def admin(app):
    return sign_in(app, a_member_of_staff("admin"))


def invited(client, house, email="greet@client.example"):
    """The mail of an invitation."""
    typed = inviting.TypedUser(email, "Greet")
    inviting.invite_client_user(typed, client=client, role="client-reader", **doing(house))
    return OutgoingMail.get(OutgoingMail.recipient == email)


def fail(mail, state="refused"):
    OutgoingMail.update(state=state, reply="550 no such mailbox", attempts=1).where(
        OutgoingMail.id == mail.id
    ).execute()


def state_of(mail):
    row = OutgoingMail.get_by_id(mail.id)
    return row.state, row.handled_at is not None


@pytest.mark.parametrize("path", ["/admin/mails", "/admin/mails?show=tasks"])
def test_the_outbox_is_for_those_who_may_read_mails(app, client, path):
    for role in ("account-manager", "dpo", "signatory", "admin"):
        answer = sign_in(app, a_member_of_staff(role)).get(path)
        assert answer.status_code == (403 if role == "signatory" else 200), role
    assert sign_in(app, a_person_of(client)).get(path).status_code == 403


def test_the_outbox_shows_who_gets_what_and_never_a_link(admin, client, house):
    mail = invited(client, house)
    page = admin.get("/admin/mails").text
    assert "greet@client.example" in page
    assert client.legal_name in page
    Setting.delete().where(Setting.name == "demonstration").execute()
    for text in (page, admin.get(f"/admin/mails/{mail.public_id}").text):
        assert "/m/" not in text


def test_in_a_demonstration_a_mail_is_shown_with_its_link(admin, client, house):
    mail = invited(client, house)
    assert "http://127.0.0.1:8000/m/" in admin.get(f"/admin/mails/{mail.public_id}").text


def test_account_managers_see_mails_of_their_clients_alone(app, client, house):
    other = a_client(legal_name="Other")
    mine, theirs = invited(client, house), invited(other, house, "bo@other.example")
    els = a_member_of_staff("account-manager")
    Assignment.create(client=client, user=els, created_at=house.now())
    browser = sign_in(app, els)
    page = browser.get("/admin/mails").text
    assert mine.recipient in page
    assert theirs.recipient not in page
    fail(theirs)
    fail(mine)
    for act in ("", "/retry", "/handled"):
        path = f"/admin/mails/{theirs.public_id}{act}"
        answer = browser.submit(path, on="/me") if act else browser.get(path)
        assert answer.status_code == 404
    assert state_of(theirs) == ("refused", False)
    path = f"/admin/mails/{mine.public_id}"
    assert browser.submit(f"{path}/retry", on=path).status_code == 303
    assert state_of(mine) == ("queued", False)


@pytest.mark.parametrize("state", ["refused", "bounced", "given_up"])
def test_a_mail_that_did_not_arrive_is_a_task_until_somebody_dealt_with_it(
    admin, client, house, state
):
    mail = invited(client, house)
    assert mail.recipient not in admin.get("/admin/mails?show=tasks").text
    fail(mail, state)
    path = f"/admin/mails/{mail.public_id}"
    assert mail.recipient in admin.get("/admin/mails?show=tasks").text
    assert "550 no such mailbox" in admin.get(path).text
    assert admin.submit(f"{path}/handled", on=path).status_code == 303
    assert state_of(mail) == (state, True)
    assert mail.recipient not in admin.get("/admin/mails?show=tasks").text
    assert mail.recipient in admin.get("/admin/mails").text
    assert admin.submit(f"{path}/handled", on="/me").status_code == 400


def test_a_mail_whose_link_is_over_is_not_tried_again(admin, client, house):
    mail = invited(client, house)
    inviting.invite_again(User.get(User.name == "Greet"), **doing(house))
    fail(mail)
    path = f"/admin/mails/{mail.public_id}"
    answer = admin.submit(f"{path}/retry", on=path)
    assert answer.status_code == 400
    assert 'class="error-summary"' in answer.text
    assert state_of(mail) == ("refused", False)


def test_a_mail_whose_words_are_broken_says_so(admin, client, house):
    mail = invited(client, house)
    OutgoingMail.update(content={}).execute()
    OwnOrganisation.update(privacy_email="").execute()
    page = admin.get(f"/admin/mails/{mail.public_id}?language=en")
    assert page.status_code == 200
    assert "cannot be shown" in page.text


def test_old_mails_follow_on_the_next_page(admin, client, house, clock):
    for number in range(105):
        clock.move(seconds=1 if number % 3 else 0)
        invited(client, house, f"p{number:03}@client.example")
    seen, path = [], "/admin/mails"
    while path:
        page = admin.get(path).text
        seen += [line[:3] for line in page.split('">p')[1:]]
        path = page.split('class="next" href="')[1].split('"')[0] if 'rel="next"' in page else ""
    assert seen == [f"{number:03}" for number in reversed(range(105))]


def test_today_tells_of_a_mail_that_did_not_arrive_and_leads_to_it(app, client, house):
    mail = invited(client, house)
    everything = sign_in(app, a_member_of_staff())
    path = f"/admin/mails/{mail.public_id}"
    assert path not in everything.get("/today").text
    fail(mail)
    page = everything.get("/today").text
    assert path in page
    assert "Uitnodiging van iemand van een klant" in page


@pytest.mark.parametrize("language", ["nl", "fr"])
def test_every_kind_and_state_of_a_mail_has_words(app, language):
    with app.test_request_context():
        g.language = language
        for key in MAIL_KINDS:
            assert mail_kind(key) != key
        assert len({mail_state(key) for key in MAIL_STATES}) == len(MAIL_STATES)
        assert not {mail_state(key) for key in MAIL_STATES} & set(MAIL_STATES)


@pytest.mark.parametrize("path", ["/admin/security", "/admin/security?q=els"])
def test_the_security_log_is_for_officers_and_administrators(app, client, path):
    for role in ("account-manager", "dpo", "signatory", "admin"):
        answer = sign_in(app, a_member_of_staff(role)).get(path)
        assert answer.status_code == (200 if role in ("dpo", "admin") else 403), role
    assert sign_in(app, a_person_of(client)).get(path).status_code == 403


def test_the_security_log_is_filtered_by_person(admin, house):
    els = a_member_of_staff("dpo", name="Els One", email="els@kbits.example")
    bo = a_member_of_staff("dpo", name="Bo Two", email="bo@kbits.example")
    for user in (els, bo):
        note("signed-out", toolbox=house, user=user)
    page = admin.get("/admin/security").text
    assert "Els One" in page
    assert "Bo Two" in page
    for words in ("els@", els.public_id):
        page = admin.get("/admin/security", query_string={"q": words}).text
        assert "Els One" in page
        assert "Bo Two" not in page


def test_old_entries_of_one_person_follow_on_the_next_page(admin, house):
    els = a_member_of_staff("dpo", email="els@kbits.example")
    for number in range(120):
        SecurityLog.create(
            happened_at=house.now() - timedelta(minutes=number // 2),
            kind="signed-in", user=els.public_id, email=els.email, address=f"10.0.0.{number}",
        )  # fmt: skip
    note("signed-out", toolbox=house, user=a_member_of_staff("dpo", email="bo@kbits.example"))
    seen, path = [], "/admin/security?q=els@"
    while path:
        page = admin.get(path).text
        assert "bo@" not in page
        seen += [int(part.split("<")[0].split("\n")[0]) for part in page.split("10.0.0.")[1:]]
        path = page.split('class="next" href="')[1].split('"')[0] if 'rel="next"' in page else ""
        path = path.replace("&amp;", "&")
    assert sorted(seen) == list(range(120))
    assert len(seen) == 120
