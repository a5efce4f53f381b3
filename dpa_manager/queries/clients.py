"""One client as its page shows it: with its people, its work and its agreements."""

from dataclasses import dataclass
from typing import Any

import peewee

from dpa_manager.domain import register_numbers
from dpa_manager.models import (
    Agreement,
    Assignment,
    Client,
    Contact,
    ContactRole,
    Engagement,
    Membership,
    User,
)
from dpa_manager.models.together import read_together
from dpa_manager.queries.scope import Scope

# What a page about one client shows of each kind; more than this is found in the lists.
MOST = 200


@dataclass(frozen=True)
class ContactLine:
    """A person of a client, with the keys of what they are there for in every engagement."""

    public_id: str
    name: str
    position: str
    email: str
    phone: str
    roles: tuple[str, ...]


@dataclass(frozen=True)
class WorkLine:
    """An engagement or an agreement of a client; `state` is that of the agreement."""

    public_id: str
    reference: str
    title: str
    is_active: bool
    state: str = ""


@dataclass(frozen=True)
class PersonLine:
    """Somebody with an account: at the client with a role there, or its account manager."""

    public_id: str
    name: str
    email: str
    role: str
    is_active: bool


@dataclass(frozen=True)
class ClientSheet:
    """One client with what belongs to it, as far as the visitor may see it."""

    client: Client
    register_no: str
    contacts: tuple[ContactLine, ...]
    engagements: tuple[WorkLine, ...]
    agreements: tuple[WorkLine, ...]
    team: tuple[PersonLine, ...]
    managers: tuple[PersonLine, ...]


def client_sheet(scope: Scope, client: Client) -> ClientSheet:
    """What belongs to a client that the scope gave: one query."""
    roles = _contact_roles(client)
    engagements = (
        scope.engagements().where(Engagement.client == client.id).order_by(Engagement.reference)
    )
    agreements = (
        scope.agreements().where(Agreement.client == client.id).order_by(Agreement.reference)
    )
    team = scope.memberships().where(Membership.client == client.id).order_by(User.name, User.id)
    managers = _managers(client)
    asked = tuple(query.limit(MOST) for query in (engagements, agreements, team, managers))
    read_together(roles, *asked)
    return ClientSheet(
        client=client,
        register_no=register_numbers.shown(client.register_kind, client.register_no),
        contacts=_contacts(roles),
        engagements=tuple(engagement_line(row) for row in asked[0]),
        agreements=tuple(agreement_line(row) for row in asked[1]),
        team=tuple(_person(row.user, role=row.role) for row in asked[2]),
        managers=tuple(_person(row.user, role="account-manager") for row in asked[3]),
    )


def _contact_roles(client: Client) -> Any:
    """A left join: somebody without a role is a person of the client too."""
    is_general = ContactRole.engagement.is_null() & (ContactRole.contact == Contact.id)
    return (
        Contact.select(Contact, ContactRole)
        .join(ContactRole, peewee.JOIN.LEFT_OUTER, on=is_general, attr="given")
        .where(Contact.client == client.id, Contact.is_active)
        .order_by(Contact.name, Contact.id, ContactRole.position)
        .limit(MOST)
    )


def _managers(client: Client) -> Any:
    return (
        Assignment.select(Assignment, User)
        .join(User)
        .where(Assignment.client == client.id)
        .order_by(User.name, User.id)
    )


def _contacts(rows: Any) -> tuple[ContactLine, ...]:
    roles: dict[int, list[str]] = {}
    people: dict[int, Contact] = {}
    for row in rows:
        people.setdefault(row.id, row)
        given = getattr(row, "given", None)
        roles.setdefault(row.id, []).extend([given.role] if given and given.role else [])
    return tuple(
        ContactLine(
            row.public_id, row.name, row.position, row.email, row.phone, tuple(roles[row.id])
        )
        for row in people.values()
    )


def engagement_line(row: Engagement) -> WorkLine:
    """An engagement as lists of work name it."""
    return WorkLine(row.public_id, row.reference, row.title, row.is_active)


def agreement_line(row: Agreement) -> WorkLine:
    """An agreement, its engagement joined, as lists of work name it."""
    title = row.engagement.title
    return WorkLine(row.public_id, row.reference, title, row.engagement.is_active, row.state)


def _person(row: User, *, role: str) -> PersonLine:
    return PersonLine(row.public_id, row.name, row.email, role, row.is_active)
