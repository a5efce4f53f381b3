"""Assigning: which account managers look after which client."""

from typing import Any

from dpa_manager.actions.recording import chain_of, record
from dpa_manager.actions.toolbox import Toolbox
from dpa_manager.domain.actors import Actor
from dpa_manager.domain.refusals import refused
from dpa_manager.models import Assignment, Client, StaffRole, User
from dpa_manager.models.base import transaction

MANAGER = "account-manager"
_PEOPLE = "people"


def assign_manager(client: Client, user: User, *, by: Actor, toolbox: Toolbox) -> None:
    """Have an account manager look after a client, if they do not yet.

    Raises Refused for anybody who is no account manager, or may come in no more.
    """
    with transaction(chain_of(client), _PEOPLE):
        if not is_manager(user):
            raise refused("not-account-manager", field="user")
        if Assignment.select().where(_pair(client, user)).exists():
            return
        Assignment.create(client=client, user=user, created_at=toolbox.now())
        _record("manager assigned", client, user, by=by, toolbox=toolbox)


def unassign_manager(client: Client, user: User, *, by: Actor, toolbox: Toolbox) -> None:
    """Have an account manager look after a client no more, if they did."""
    with transaction(chain_of(client), _PEOPLE):
        if Assignment.delete().where(_pair(client, user)).execute():
            _record("manager unassigned", client, user, by=by, toolbox=toolbox)


def assign_adder(client: Client, *, by: Actor, toolbox: Toolbox) -> None:
    """Have the account manager who just added a client look after it; others add for others."""
    user = User.get_or_none(User.email == by.email) if by.email else None
    if user is not None and is_manager(user):
        assign_manager(client, user, by=by, toolbox=toolbox)


def is_manager(user: User) -> bool:
    """Whether this is an account manager who may come in."""
    mine = StaffRole.select().where(StaffRole.user == user, StaffRole.role == MANAGER)
    return bool(user.is_active and mine.exists())


def _pair(client: Client, user: User) -> Any:
    return (Assignment.client == client) & (Assignment.user == user)


def _record(act: str, client: Client, user: User, *, by: Actor, toolbox: Toolbox) -> None:
    record(
        act,
        by=by,
        at=toolbox.now(),
        client=client,
        subject="user",
        subject_id=user.public_id,
        personal={"user": {"email": user.email, "name": user.name}},
    )
