"""Roles of staff and seats at clients: who gets which, and that a change ends what went on."""

import pytest

from dpa_manager.actions import appointing, assigning, inviting
from dpa_manager.domain.errors import Conflict, Refused, SignedOut
from dpa_manager.models import Assignment, Membership, OutgoingMail, User
from dpa_manager.queries.people import role_keys, seats_of
from tests.actions.people import (
    acting,
    came_in,
    client_named,
    link_for,
    links,
    mails,
    person_of,
    signed_in,
    staff,
)
from tests.actions.started import acts, doing


def seat_of(user):
    (seat,) = seats_of(user)
    return seat


def test_a_change_of_roles_ends_sessions_at_once_and_is_told(toolbox):
    user = staff(toolbox, "Lotte", "dpo")
    _, again = signed_in(user, toolbox)
    appointing.change_roles(user, ["dpo", "signatory"], **doing(toolbox))
    assert again() is None
    assert role_keys(user) == ("dpo", "signatory")
    (mail,) = OutgoingMail.select().where(OutgoingMail.kind == "access-changed")
    assert "Ondertekenaar voor KBITS" in mail.content["change"]
    assert acts()[-1] == "staff roles changed"


def test_the_same_roles_again_change_nothing(toolbox):
    user = staff(toolbox, "Lotte", "dpo", "signatory")
    visitor, again = signed_in(user, toolbox)
    before = acts()
    appointing.change_roles(user, ["signatory", "dpo", "dpo"], **doing(toolbox))
    assert again() == visitor
    assert acts() == before


@pytest.mark.parametrize("roles", [[], ["root"], ["client-reader"], ["dpo", "client-signatory"]])
def test_roles_that_staff_cannot_have_are_refused(toolbox, roles):
    user = staff(toolbox, "Lotte", "dpo")
    with pytest.raises(Refused):
        appointing.change_roles(user, roles, **doing(toolbox))
    assert role_keys(user) == ("dpo",)


def test_a_person_of_a_client_gets_no_role_of_staff_until_they_act_for_none(toolbox):
    user = person_of(client_named(toolbox), toolbox)
    with pytest.raises(Refused) as error:
        appointing.change_roles(user, ["dpo"], **doing(toolbox))
    assert error.value.code == "user-is-of-client"
    appointing.end_membership(seat_of(user), **doing(toolbox))
    appointing.change_roles(user, ["dpo"], **doing(toolbox))
    assert role_keys(user) == ("dpo",)


def test_the_last_administrator_stays_one(toolbox):
    first = staff(toolbox, "Mira", "admin", "dpo")
    second = staff(toolbox, "Nele", "admin")
    User.update(is_active=False).where(User.id == second).execute()
    with pytest.raises(Refused) as error:
        appointing.change_roles(first, ["dpo"], **doing(toolbox))
    assert error.value.code == "last-administrator"
    appointing.change_roles(first, ["admin"], **doing(toolbox))
    User.update(is_active=True).where(User.id == second).execute()
    appointing.change_roles(first, ["dpo"], **doing(toolbox))
    assert role_keys(first) == ("dpo",)


def test_who_changes_their_own_roles_is_written_down_and_then_signed_out(toolbox):
    user = staff(toolbox, "Mira", "admin")
    staff(toolbox, "Nele", "admin")
    by = acting(user, toolbox)
    appointing.change_roles(user, ["dpo"], by=by, toolbox=toolbox)
    assert role_keys(user) == ("dpo",)
    with pytest.raises(SignedOut):
        appointing.change_roles(user, ["admin"], by=by, toolbox=toolbox)
    assert role_keys(user) == ("dpo",)


def test_who_is_no_account_manager_any_more_looks_after_nobody(toolbox):
    client, other = client_named(toolbox), client_named(toolbox, "Other")
    user = staff(toolbox, "Els", "account-manager")
    for one in (client, other):
        assigning.assign_manager(one, user, **doing(toolbox))
    appointing.change_roles(user, ["account-manager", "dpo"], **doing(toolbox))
    assert Assignment.select().count() == 2
    appointing.change_roles(user, ["dpo"], **doing(toolbox))
    assert Assignment.select().count() == 0
    assert acts()[-2:] == ["manager unassigned"] * 2


def test_another_role_at_a_client_ends_sessions_and_is_told(toolbox):
    user = person_of(client_named(toolbox), toolbox)
    _, again = signed_in(user, toolbox)
    appointing.change_membership_role(seat_of(user), "client-signatory", **doing(toolbox))
    assert again() is None
    assert seat_of(user).role == "client-signatory"
    assert ("access-changed", "queued") in mails(user)
    assert acts()[-1] == "client user role changed"


def test_the_same_role_at_a_client_again_changes_nothing(toolbox):
    user = person_of(client_named(toolbox), toolbox)
    visitor, again = signed_in(user, toolbox)
    appointing.change_membership_role(seat_of(user), "client-reader", **doing(toolbox))
    assert again() == visitor


@pytest.mark.parametrize("role", ["admin", "dpo", "", "root"])
def test_a_role_of_staff_is_none_at_a_client(toolbox, role):
    user = person_of(client_named(toolbox), toolbox)
    with pytest.raises(Refused):
        appointing.change_membership_role(seat_of(user), role, **doing(toolbox))
    assert seat_of(user).role == "client-reader"


def test_who_acts_for_a_client_no_more_is_out_at_once(toolbox):
    user = person_of(client_named(toolbox), toolbox)
    _, again = signed_in(user, toolbox)
    link_for(user, "sign-in", toolbox)
    seat = seat_of(user)
    appointing.end_membership(seat, **doing(toolbox))
    assert again() is None
    assert (Membership.select().count(), links(user)) == (0, [])
    assert acts()[-1] == "client user removed"
    with pytest.raises(Conflict):
        appointing.end_membership(seat, **doing(toolbox))


def test_mails_about_a_client_that_is_no_longer_theirs_are_not_sent(toolbox):
    first, second = client_named(toolbox), client_named(toolbox, "Other")
    user = person_of(first, toolbox)
    came_in(user, toolbox)
    typed = inviting.TypedUser(user.email, user.name)
    inviting.invite_client_user(typed, client=second, role="client-reader", **doing(toolbox))
    kept, ended = seats_of(user)
    appointing.end_membership(ended, **doing(toolbox))
    assert mails(user) == [("client-added", "cancelled"), ("access-changed", "queued")]
    assert seats_of(user) == [kept]


def test_a_person_who_moves_acts_for_the_new_client_alone(toolbox):
    old, new = client_named(toolbox), client_named(toolbox, "Other")
    user = person_of(old, toolbox)
    came_in(user, toolbox)
    _, again = signed_in(user, toolbox)
    appointing.end_membership(seat_of(user), **doing(toolbox))
    typed = inviting.TypedUser(user.email, user.name)
    inviting.invite_client_user(typed, client=new, role="client-reader", **doing(toolbox))
    assert again() is None
    visitor, _ = signed_in(user, toolbox)
    assert [seat.client_id for seat in visitor.seats] == [new.id]
