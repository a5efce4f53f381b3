"""Demonstrations: whether a house is empty, a demonstration, one still being loaded, or real.

And who is who in one.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from peewee import Database

from dpa_manager.domain.choices import STAFF_ROLES
from dpa_manager.models import Client, Membership, OwnOrganisation, Setting, StaffRole, User
from dpa_manager.queries.house import is_demonstration, is_empty

LOADING = "demonstration loading"


class HouseState(StrEnum):
    """What a house holds; LOADING is a demonstration whose loading broke off."""

    EMPTY = "empty"
    LOADING = "loading"
    DEMONSTRATION = "demonstration"
    REAL = "real"


def house_state(opened: Database) -> HouseState:
    """What the house in this database holds. Needs an open connection.

    Only what was marked before anything else went in counts as a demonstration.
    """
    if OwnOrganisation._meta.table_name not in opened.get_tables():
        return HouseState.EMPTY
    if Setting.get_or_none(Setting.name == LOADING) is not None:
        return HouseState.LOADING
    if is_demonstration():
        return HouseState.DEMONSTRATION
    return HouseState.EMPTY if is_empty() else HouseState.REAL


@dataclass(frozen=True)
class PersonInHouse:
    """Somebody who may come in: a member of staff, or for whom they act; `roles` are keys."""

    name: str
    email: str
    clients: tuple[str, ...]
    roles: tuple[str, ...]


def people_in_house() -> tuple[PersonInHouse, ...]:
    """Everybody who may come in: staff in the order of their first role, then people of clients.

    The latter stand by their first client, then by name. For the command line: nothing here is
    bound to what a visitor may see.
    """
    active = User.is_active == True  # noqa: E712 - peewee writes the SQL for ==.
    columns = (User.name, User.email)
    staff: Any = StaffRole.select(*columns, StaffRole.role).join(User).where(active).tuples()
    seats: Any = (
        Membership.select(*columns, Membership.role, Client.legal_name)
        .join(User)
        .switch(Membership)
        .join(Client)
        .where(active)
        .order_by(Membership.id)
        .tuples()
    )
    found: dict[str, PersonInHouse] = {}
    for name, email, role, *client in (*staff, *seats):
        known = found.get(email, PersonInHouse(name, email, (), ()))
        found[email] = PersonInHouse(
            name,
            email,
            clients=tuple(dict.fromkeys((*known.clients, *client))),
            roles=tuple(dict.fromkeys((*known.roles, role))),
        )
    return tuple(sorted(found.values(), key=_place))


def _place(person: PersonInHouse) -> tuple[Any, ...]:
    first = min(
        (STAFF_ROLES.index(role) for role in person.roles if role in STAFF_ROLES), default=9
    )
    return (first, person.clients[:1], person.name)
