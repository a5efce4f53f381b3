"""Account managers and the clients whom they look after."""

import pytest

from dpa_manager.actions import assigning, onboarding
from dpa_manager.domain.actors import COMMAND_LINE, Actor
from dpa_manager.domain.errors import Refused
from dpa_manager.domain.typed_parties import TypedOrganisation
from dpa_manager.models import Assignment, User
from tests.actions.people import client_named, person_of, staff
from tests.actions.started import acts, doing

OTHER = onboarding.TypedClient(TypedOrganisation("Other", postcode="9000"))


def actor(user):
    return Actor(user.name, user.email, COMMAND_LINE)


def test_an_account_manager_is_assigned_and_unassigned_once(toolbox):
    client, user = client_named(toolbox), staff(toolbox, "Els", "account-manager")
    for _ in range(2):
        assigning.assign_manager(client, user, **doing(toolbox))
    assert [(row.client_id, row.user_id) for row in Assignment.select()] == [(client.id, user.id)]
    for _ in range(2):
        assigning.unassign_manager(client, user, **doing(toolbox))
    assert Assignment.select().count() == 0
    assert acts()[-2:] == ["manager assigned", "manager unassigned"]


def test_only_account_managers_who_may_come_in_look_after_clients(toolbox):
    client = client_named(toolbox)
    gone = staff(toolbox, "Gone", "account-manager")
    User.update(is_active=False).where(User.id == gone).execute()
    others = (staff(toolbox, "Lotte", "dpo"), person_of(client, toolbox), User.get_by_id(gone.id))
    for user in others:
        with pytest.raises(Refused) as error:
            assigning.assign_manager(client, user, **doing(toolbox))
        assert error.value.code == "not-account-manager"
    assert Assignment.select().count() == 0


def test_an_account_manager_looks_after_the_clients_they_add(toolbox):
    els = staff(toolbox, "Els", "account-manager", "dpo")
    client = onboarding.add_client(OTHER, by=actor(els), toolbox=toolbox)
    assert [(row.client_id, row.user_id) for row in Assignment.select()] == [(client.id, els.id)]
    assert acts()[-2:] == ["client added", "manager assigned"]


def test_others_who_add_a_client_do_not_look_after_it(toolbox):
    lotte = staff(toolbox, "Lotte", "dpo")
    onboarding.add_client(OTHER, by=actor(lotte), toolbox=toolbox)
    assert Assignment.select().count() == 0
    assert acts()[-1] == "client added"
