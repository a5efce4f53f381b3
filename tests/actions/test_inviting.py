"""People with accounts: staff, and persons of clients."""

import pytest

from dpa_manager.actions import inviting, onboarding
from dpa_manager.actions.inviting import TypedUser
from dpa_manager.domain.errors import Conflict, DomainError, Refused
from dpa_manager.domain.typed_parties import TypedOrganisation
from dpa_manager.models import Membership, StaffRole, User
from dpa_manager.queries.catalogue import users
from dpa_manager.queries.lookup import find_user
from tests.actions.started import CLIENT, acts, doing

ANN = TypedUser("Ann@Example.be", "Ann")


def client_named(toolbox, organisation):
    return onboarding.add_client(onboarding.TypedClient(organisation), **doing(toolbox))


def test_staff_have_one_role_or_more(toolbox):
    user = inviting.add_staff(ANN, roles=["dpo", "admin", "dpo"], **doing(toolbox))
    assert user.email == "ann@example.be"
    assert find_user("ANN@example.be") == user
    (row,) = users()
    assert (row.state, row.more["roles"]) == ("active", ["admin", "dpo"])


@pytest.mark.parametrize(
    ("typed", "roles"),
    [
        (ANN, []),
        (ANN, ["root"]),
        (ANN, ["client-reader"]),
        (TypedUser("", "Ann"), ["dpo"]),
        (TypedUser("ann@example.be, bo@example.be", "Ann"), ["dpo"]),
        (TypedUser("ann@example.be", ""), ["dpo"]),
        (TypedUser("ann@example.be", "Ann", language="de"), ["dpo"]),
    ],
)
def test_a_refused_member_of_staff_leaves_no_row_and_no_event(toolbox, typed, roles):
    with pytest.raises(Refused):
        inviting.add_staff(typed, roles=roles, **doing(toolbox))
    assert User.select().count() == StaffRole.select().count() == 0
    assert acts() == []


def test_an_address_has_one_account_whatever_its_case(toolbox):
    inviting.add_staff(ANN, roles=["dpo"], **doing(toolbox))
    with pytest.raises(Conflict):
        inviting.add_staff(TypedUser("ann@EXAMPLE.be", "Other"), roles=["dpo"], **doing(toolbox))
    assert User.select().count() == 1


def test_one_person_acts_for_two_clients_and_never_twice_for_one(toolbox):
    first = client_named(toolbox, CLIENT)
    second = client_named(toolbox, TypedOrganisation("Other", postcode="9000"))
    for client in (first, second):
        inviting.add_client_user(ANN, client=client, role="client-reader", **doing(toolbox))
    assert (User.select().count(), Membership.select().count()) == (1, 2)
    before = acts()
    with pytest.raises(Conflict):
        inviting.add_client_user(ANN, client=first, role="client-reader", **doing(toolbox))
    with pytest.raises(Refused):
        inviting.add_client_user(ANN, client=first, role="admin", **doing(toolbox))
    assert acts() == before


def test_staff_never_act_for_a_client(toolbox):
    client = client_named(toolbox, CLIENT)
    inviting.add_staff(ANN, roles=["signatory"], **doing(toolbox))
    with pytest.raises(DomainError, match="staff"):
        inviting.add_client_user(ANN, client=client, role="client-signatory", **doing(toolbox))
    assert Membership.select().count() == 0


def test_a_deactivated_user_is_told_once(toolbox):
    user = inviting.add_staff(ANN, roles=["dpo"], **doing(toolbox))
    inviting.deactivate_user(user, **doing(toolbox))
    inviting.deactivate_user(user, **doing(toolbox))
    assert acts() == ["staff added", "user deactivated"]
    assert users()[0].state == "inactive"
