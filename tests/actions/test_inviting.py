"""People with accounts: staff, and persons of clients, and what gets them in."""

import pytest

from dpa_manager.actions import inviting
from dpa_manager.actions.inviting import TypedUser
from dpa_manager.actions.linking import find_link, link_url
from dpa_manager.actions.signing_in import accept_invitation
from dpa_manager.domain.errors import Conflict, DomainError, Refused
from dpa_manager.models import Credential, Membership, OneTimeLink, OutgoingMail, StaffRole, User
from dpa_manager.models.base import database
from dpa_manager.queries.catalogue import users
from dpa_manager.queries.lookup import find_user
from tests.actions.people import (
    ANN,
    BROWSER,
    came_in,
    client_named,
    count_people,
    link_for,
    links,
    mails,
    person_of,
    staff,
)
from tests.actions.started import BY, acts, doing


def token_in(link):
    return link.rpartition("/m/")[2]


def test_staff_have_one_role_or_more(toolbox):
    user = inviting.add_staff(ANN, roles=["dpo", "admin", "dpo"], **doing(toolbox))
    assert user.email == "ann@example.be"
    assert find_user("ANN@example.be") == user
    (row,) = users()
    assert (row.state, row.more["roles"]) == ("active", ["admin", "dpo"])
    assert mails(user) == links(user) == []


REFUSED_STAFF = [
    (ANN, []),
    (ANN, ["root"]),
    (ANN, ["client-reader"]),
    (ANN, ["dpo", "client-reader"]),
    (TypedUser("", "Ann"), ["dpo"]),
    (TypedUser("ann@example.be, bo@example.be", "Ann"), ["dpo"]),
    (TypedUser("ann@example.be", ""), ["dpo"]),
    (TypedUser("ann@example.be", "Ann", language="de"), ["dpo"]),
]


@pytest.mark.parametrize(("typed", "roles"), REFUSED_STAFF)
@pytest.mark.parametrize("act", [inviting.add_staff, inviting.invite_staff])
def test_a_refused_member_of_staff_leaves_no_row_no_mail_and_no_event(toolbox, typed, roles, act):
    with pytest.raises(Refused):
        act(typed, roles=roles, **doing(toolbox))
    assert User.select().count() == StaffRole.select().count() == 0
    assert OutgoingMail.select().count() == OneTimeLink.select().count() == 0
    assert acts() == []


def test_an_address_has_one_account_whatever_its_case(toolbox):
    inviting.add_staff(ANN, roles=["dpo"], **doing(toolbox))
    with pytest.raises(Conflict):
        inviting.add_staff(TypedUser("ann@EXAMPLE.be", "Other"), roles=["dpo"], **doing(toolbox))
    assert count_people() == 1


def test_invited_staff_get_a_mail_and_a_link_that_the_inviter_sees(toolbox):
    invited = inviting.invite_staff(ANN, roles=["dpo", "admin"], **doing(toolbox))
    (mail,) = OutgoingMail.select()
    assert (mail.kind, mail.recipient, mail.language) == (
        "staff-invitation", "ann@example.be", "nl",
    )  # fmt: skip
    assert mail.content["inviter"] == BY.name
    assert mail.content["roles"] == "Functionaris voor gegevensbescherming en Beheerder"
    assert find_link(token_in(invited.link), toolbox=toolbox).user == invited.user
    assert mail.link_id == OneTimeLink.get().id
    assert acts() == ["staff added"]


def test_an_invitation_that_cannot_be_mailed_invites_nobody(toolbox):
    database.execute_sql("DROP TABLE outgoing_mail")
    with pytest.raises(Exception, match="outgoing_mail"):
        inviting.invite_staff(ANN, roles=["dpo"], **doing(toolbox))
    assert count_people() == OneTimeLink.select().count() == 0
    assert acts() == []


def test_a_person_of_a_client_is_invited_by_mail_alone(toolbox):
    client = client_named(toolbox)
    invited = inviting.invite_client_user(
        ANN, client=client, role="client-signatory", **doing(toolbox)
    )
    assert invited.link == ""
    (mail,) = OutgoingMail.select()
    assert (mail.kind, mail.client_id) == ("client-invitation", client.id)
    assert mail.content["client"] == client.legal_name
    assert mail.content["role"] == "Ondertekenaar van de klant"
    assert acts() == ["client added", "client user added"]


def test_who_came_in_for_another_client_is_told_and_not_invited_again(toolbox):
    first, second = client_named(toolbox), client_named(toolbox, "Other")
    user = person_of(first, toolbox)
    came_in(user, toolbox)
    typed = TypedUser(user.email, "Somebody else")
    inviting.invite_client_user(typed, client=second, role="client-reader", **doing(toolbox))
    assert mails(user) == [("client-added", "queued")]
    assert links(user) == []
    assert User.get().name == user.name


def test_who_never_came_in_is_invited_for_another_client_and_the_first_link_ends(toolbox):
    first, second = client_named(toolbox), client_named(toolbox, "Other")
    for client in (first, second):
        inviting.invite_client_user(ANN, client=client, role="client-reader", **doing(toolbox))
    assert mails(User.get()) == [("client-invitation", "queued")] * 2
    assert links(User.get()) == ["invitation"]


def test_one_person_acts_for_two_clients_and_never_twice_for_one(toolbox):
    first, second = client_named(toolbox), client_named(toolbox, "Other")
    for client in (first, second):
        inviting.add_client_user(ANN, client=client, role="client-reader", **doing(toolbox))
    assert (count_people(), Membership.select().count()) == (1, 2)
    before = acts()
    for role in ("client-reader", "client-signatory"):
        with pytest.raises(Conflict):
            inviting.invite_client_user(ANN, client=first, role=role, **doing(toolbox))
    with pytest.raises(Refused):
        inviting.add_client_user(ANN, client=first, role="admin", **doing(toolbox))
    assert acts() == before
    assert OutgoingMail.select().count() == 0


def test_staff_never_act_for_a_client(toolbox):
    client = client_named(toolbox)
    inviting.add_staff(ANN, roles=["signatory"], **doing(toolbox))
    with pytest.raises(DomainError, match="staff"):
        inviting.invite_client_user(ANN, client=client, role="client-signatory", **doing(toolbox))
    assert Membership.select().count() == OutgoingMail.select().count() == 0


def test_a_person_of_a_client_never_becomes_staff_by_invitation(toolbox):
    person_of(client_named(toolbox), toolbox, "Greet")
    with pytest.raises(Conflict):
        inviting.invite_staff(
            TypedUser("greet@client.example", "Greet"), roles=["dpo"], **doing(toolbox)
        )
    assert StaffRole.select().count() == 0


def test_who_may_come_in_no_more_is_not_invited_elsewhere(toolbox):
    user = person_of(client_named(toolbox), toolbox)
    User.update(is_active=False).execute()
    with pytest.raises(Refused) as error:
        inviting.invite_client_user(
            TypedUser(user.email, "X"),
            client=client_named(toolbox, "Other"),
            role="client-reader",
            **doing(toolbox),
        )
    assert error.value.code == "user-not-active"


def test_inviting_again_ends_the_invitation_before(toolbox):
    first = inviting.invite_staff(ANN, roles=["dpo"], **doing(toolbox))
    again = inviting.invite_again(first.user, **doing(toolbox))
    assert first.link != again.link
    with pytest.raises(Refused):
        find_link(token_in(first.link), toolbox=toolbox)
    assert find_link(token_in(again.link), toolbox=toolbox).user == first.user
    assert acts() == ["staff added", "user invited again"]
    assert len(mails(first.user)) == 2


def test_a_persons_of_clients_new_invitation_is_shown_to_nobody(toolbox):
    user = person_of(client_named(toolbox), toolbox)
    assert inviting.invite_again(user, **doing(toolbox)).link == ""
    assert mails(user) == [("client-invitation", "queued")]


def test_who_came_in_is_not_invited_again(toolbox):
    user = staff(toolbox, "Lotte", "dpo")
    came_in(user, toolbox)
    with pytest.raises(Refused) as error:
        inviting.invite_again(user, **doing(toolbox))
    assert error.value.code == "invitation-used"
    assert mails(user) == []


@pytest.mark.parametrize("act", [inviting.invite_again, inviting.send_way_in])
def test_who_may_not_come_in_or_has_nothing_to_do_here_gets_no_link(toolbox, act):
    gone, idle = staff(toolbox, "Gone", "dpo"), staff(toolbox, "Idle", "dpo")
    User.update(is_active=False).where(User.id == gone).execute()
    StaffRole.delete().where(StaffRole.user == idle).execute()
    for user, code in ((gone, "user-not-active"), (idle, "user-without-role")):
        with pytest.raises(Refused) as error:
            act(User.get_by_id(user.id), **doing(toolbox))
        assert error.value.code == code
    assert OneTimeLink.select().count() == 0


@pytest.mark.parametrize(
    ("is_staff", "is_in", "has_password", "kind", "is_shown"),
    [
        (True, False, False, "staff-invitation", True),
        (True, True, True, "password-reset", True),
        (False, False, False, "client-invitation", False),
        (False, True, True, "password-reset", False),
        (False, True, False, "sign-in-link", False),
    ],
)
def test_a_way_in_is_what_gets_the_person_in_now(
    toolbox, is_staff, is_in, has_password, kind, is_shown
):
    user = staff(toolbox, "Lotte", "dpo") if is_staff else person_of(client_named(toolbox), toolbox)
    if is_in:
        came_in(user, toolbox)
    if has_password:
        Credential.create(user=user, password_hash="x")  # noqa: S106
    given = inviting.send_way_in(user, **doing(toolbox))
    assert mails(user) == [(kind, "queued")]
    assert bool(given.link) is is_shown
    if is_shown:
        assert find_link(token_in(given.link), toolbox=toolbox).user == user


def test_an_invitation_leads_in_once(toolbox):
    user = person_of(client_named(toolbox), toolbox)
    inviting.invite_again(user, **doing(toolbox))
    token = token_in(link_url(OneTimeLink.get(), toolbox=toolbox))
    given = {"password": "", "language": "fr", "browser": BROWSER, "toolbox": toolbox}
    assert accept_invitation(token, **given).token
    with pytest.raises(Refused):
        accept_invitation(token, **given)
    assert link_for(user, "sign-in", toolbox).purpose == "sign-in"
