"""The team's pages: signatories invite and remove colleagues of their own client, readers read."""

from datetime import timedelta

import pytest

from dpa_manager.models import Client, Membership, OutgoingMail, Session, User
from tests.factories import a_client
from tests.web.signed_in import a_person_of, sign_in

INVITED = {
    "name": "Nele Peeters",
    "email": "nele@dijlevallei.example",
    "role": "client-reader",
    "language": "fr",
}


@pytest.fixture
def client(house):
    return Client.get()


@pytest.fixture
def greet(client):
    return a_person_of(client, "client-signatory", name="Greet Mertens")


@pytest.fixture
def signatory(app, greet):
    """The browser of a signatory of the client."""
    return sign_in(app, greet)


@pytest.fixture
def joris(app, client):
    """A colleague who is signed in at this moment."""
    return a_person_of(client, name="Joris Claes")


def path_of(user, act=""):
    return f"/portal/team/{user.public_id}{act and '/' + act}"


def test_an_invitation_goes_out_in_the_language_of_the_colleague(signatory, client):
    answer = signatory.submit("/portal/team/new", INVITED)

    assert (answer.status_code, answer.location) == (303, "/portal/team")
    user = User.get(User.email == INVITED["email"])
    assert Membership.get(Membership.user == user).client_id == client.id
    (mail,) = OutgoingMail.select().where(OutgoingMail.user == user)
    assert (mail.kind, mail.language) == ("client-invitation", "fr")


def test_a_bad_address_is_told_and_nothing_typed_is_lost(signatory):
    answer = signatory.submit("/portal/team/new?language=en", INVITED | {"email": "nele"})

    assert answer.status_code == 400
    assert 'value="Nele Peeters"' in answer.text
    assert 'id="email-error"' in answer.text
    assert not User.select().where(User.name == "Nele Peeters").exists()


def test_a_colleague_is_signed_out_at_once_when_removed(app, signatory, joris):
    his = sign_in(app, joris)
    assert his.get("/portal").status_code == 200

    answer = signatory.submit(path_of(joris, "end"), on=path_of(joris))

    assert answer.status_code == 303
    assert "/login" in his.get("/portal").location
    assert Session.get(Session.user == joris).end_reason == "removed"
    assert (
        "Joris" not in signatory.get("/portal/team").text.partition('</div>\n<p class="lead">')[2]
    )


def test_nobody_ends_their_own_access_to_a_client(signatory, greet, joris):
    answer = signatory.submit(f"{path_of(greet, 'end')}?language=en", on=path_of(joris))

    assert answer.status_code == 400
    assert "You cannot end your own access" in answer.text
    assert "End access" not in signatory.get(f"{path_of(greet)}?language=en").text


def test_a_colleague_who_has_not_signed_in_gets_another_invitation(signatory, joris):
    answer = signatory.submit(path_of(joris, "invite"), on=path_of(joris))

    assert answer.status_code == 303
    assert OutgoingMail.get(OutgoingMail.user == joris).kind == "client-invitation"


def test_a_reader_sees_the_list_and_no_button(app, joris):
    his = sign_in(app, joris)
    page = his.get("/portal/team?language=en").text

    assert "Joris Claes" in page
    assert "Invite" not in page
    for address in ("/portal/team/new", path_of(joris)):
        assert his.get(address).status_code == 403


def test_somebody_of_another_client_is_not_there(signatory):
    foreign = a_person_of(a_client(legal_name="Drukkerij Zwin BV"), name="Bram Zwin")
    before = OutgoingMail.select().count()

    assert "Bram" not in signatory.get("/portal/team").text
    assert signatory.get(path_of(foreign)).status_code == 404
    for act in ("invite", "end"):
        assert signatory.submit(path_of(foreign, act), on="/portal/team").status_code == 404
    assert OutgoingMail.select().count() == before
    assert Membership.select().where(Membership.user == foreign).exists()


def test_inviting_and_removing_ask_for_a_fresh_proof(app, greet, joris):
    then = app.extensions["house"].now() - timedelta(hours=1)
    hers = sign_in(app, greet, fresh_at=then)

    assert "/login/again" in hers.get("/portal/team/new").location
    page = hers.get(f"{path_of(joris)}?language=en").text
    assert "confirm first that it is you" in page
    assert "End access" not in page
    hers.submit(path_of(joris, "end"), on="/portal/team")
    assert Membership.select().where(Membership.user == joris).exists()
