"""The team of a client: its own people invite colleagues and let them go."""

import pytest

from dpa_manager.actions import suspending, teaming
from dpa_manager.actions.inviting import TypedUser
from dpa_manager.domain.errors import Conflict, Refused, SignedOut
from dpa_manager.models import Membership, OutgoingMail, User
from dpa_manager.queries.people import seats_of
from tests.actions.people import (
    acting,
    came_in,
    client_named,
    mails,
    person_of,
    signed_in,
    staff,
)
from tests.actions.started import acts, doing

NELE = TypedUser("nele@client.example", "Nele", "fr")
READER = "client-reader"


@pytest.fixture
def client(toolbox):
    return client_named(toolbox)


@pytest.fixture
def signatory(client, toolbox):
    """A signatory of the client, as they act on a page."""
    return acting(person_of(client, toolbox, "Greet", "client-signatory"), toolbox)


def seat_of(user, client):
    """Their place there, as a page takes it."""
    return next(seat for seat in seats_of(user) if seat.client == client)


def test_an_invited_colleague_gets_a_mail_in_their_own_language(client, signatory, toolbox):
    user = teaming.invite_colleague(NELE, client=client, role=READER, by=signatory, toolbox=toolbox)

    (mail,) = OutgoingMail.select().where(OutgoingMail.user == user)
    assert (mail.kind, mail.language, mail.client_id) == ("client-invitation", "fr", client.id)
    assert mail.content["inviter"] == signatory.name
    assert acts()[-1] == "client user added"


def test_somebody_of_another_client_is_told_and_stays_one_person(client, signatory, toolbox):
    other = client_named(toolbox, "Brouwershof Retail NV")
    user = person_of(other, toolbox, "Dirk")
    came_in(user, toolbox)
    typed = TypedUser(user.email, "Somebody")

    done = teaming.invite_colleague(
        typed, client=client, role=READER, by=signatory, toolbox=toolbox
    )

    assert (done, User.get_by_id(user.id).name) == (user, "Dirk")
    assert mails(user)[-1][0] == "client-added"


def test_why_an_address_cannot_be_invited_does_not_tell_what_it_is_elsewhere(
    client, signatory, toolbox
):
    officer = staff(toolbox, "Lotte", "dpo")
    gone = person_of(client_named(toolbox, "Brouwershof Retail NV"), toolbox, "Dirk")
    suspending.deactivate_user(gone, **doing(toolbox))
    told = set()
    for user in (officer, gone):
        with pytest.raises(Refused) as refusal:
            teaming.invite_colleague(
                TypedUser(user.email, "X"),
                client=client,
                role=READER,
                by=signatory,
                toolbox=toolbox,
            )
        told.add((refusal.value.code, refusal.value.sentence))

    assert len(told) == 1
    assert Membership.select().where(Membership.client == client).count() == 1


@pytest.mark.parametrize("role", ["dpo", "admin", ""])
def test_no_colleague_becomes_staff(client, signatory, toolbox, role):
    with pytest.raises(Refused):
        teaming.invite_colleague(NELE, client=client, role=role, by=signatory, toolbox=toolbox)


def test_a_colleague_who_is_there_already_is_a_conflict(client, signatory, toolbox):
    user = person_of(client, toolbox, "Joris")
    with pytest.raises(Conflict):
        teaming.invite_colleague(
            TypedUser(user.email, "Joris"),
            client=client,
            role=READER,
            by=signatory,
            toolbox=toolbox,
        )


def test_a_reminder_goes_out_whatever_the_person_is_elsewhere(client, signatory, toolbox):
    fresh, known = person_of(client, toolbox, "Joris"), person_of(client, toolbox, "Dirk")
    came_in(known, toolbox)
    for user in (fresh, known):
        seat = seat_of(user, client)
        teaming.remind_colleague(seat, by=signatory, toolbox=toolbox)

    assert [mails(user)[-1][0] for user in (fresh, known)] == [
        "client-invitation",
        "client-added",
    ]
    assert acts()[-1] == "user invited again"


def test_nobody_is_reminded_who_may_not_come_in(client, signatory, toolbox):
    user = person_of(client, toolbox, "Joris")
    suspending.deactivate_user(user, **doing(toolbox))
    with pytest.raises(Refused):
        teaming.remind_colleague(seat_of(user, client), by=signatory, toolbox=toolbox)


def test_removing_a_colleague_ends_their_sessions_at_once(client, signatory, toolbox):
    user = person_of(client, toolbox, "Joris")
    _, again = signed_in(user, toolbox)

    teaming.remove_colleague(seat_of(user, client), by=signatory, toolbox=toolbox)

    assert again() is None
    assert not Membership.select().where(Membership.user == user).exists()
    assert acts()[-1] == "client user removed"


def test_removing_a_shared_colleague_leaves_what_they_do_for_another_client(
    client, signatory, toolbox
):
    other = client_named(toolbox, "Brouwershof Retail NV")
    user = person_of(other, toolbox, "Dirk")
    visitor, again = signed_in(user, toolbox)
    teaming.invite_colleague(
        TypedUser(user.email, "Dirk"), client=client, role=READER, by=signatory, toolbox=toolbox
    )

    teaming.remove_colleague(seat_of(user, client), by=signatory, toolbox=toolbox)

    assert again().session_id == visitor.session_id
    assert [seat.name for seat in again().seats] == ["Brouwershof Retail NV"]


def test_nobody_ends_their_own_access_to_a_client(client, signatory, toolbox):
    me = User.get(User.email == signatory.email)
    with pytest.raises(Refused) as refusal:
        teaming.remove_colleague(seat_of(me, client), by=signatory, toolbox=toolbox)

    assert refusal.value.code == "own-access"
    assert seat_of(me, client)


def test_who_was_removed_meanwhile_removes_nobody(client, signatory, toolbox):
    other = person_of(client, toolbox, "Joris", "client-signatory")
    me = User.get(User.email == signatory.email)
    by_other = acting(other, toolbox)
    teaming.remove_colleague(seat_of(me, client), by=by_other, toolbox=toolbox)

    with pytest.raises(SignedOut):
        teaming.remove_colleague(seat_of(other, client), by=signatory, toolbox=toolbox)
    assert seat_of(other, client)


def test_a_colleague_is_removed_once(client, signatory, toolbox):
    user = person_of(client, toolbox, "Joris")
    seat = seat_of(user, client)
    teaming.remove_colleague(seat, by=signatory, toolbox=toolbox)

    with pytest.raises(Conflict):
        teaming.remove_colleague(seat, by=signatory, toolbox=toolbox)
    with pytest.raises(Conflict):
        teaming.remind_colleague(seat, by=signatory, toolbox=toolbox)
