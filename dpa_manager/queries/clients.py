"""Clients as pages show them: the list, and one client with its people, work and agreements."""

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
from dpa_manager.queries.scope import Scope, askable

PAGE = 25
# What a page about one client shows of each kind; more than this is found in the lists.
MOST = 200


@dataclass(frozen=True)
class ClientLine:
    """A client in a list; `register_no` is printed as its register does."""

    public_id: str
    name: str
    register_no: str
    city: str
    language: str
    is_active: bool
    engagements: int


@dataclass(frozen=True)
class ClientPage:
    """A page of clients by name; `next_after` is "" on the last page."""

    lines: tuple[ClientLine, ...]
    next_after: str


@dataclass(frozen=True)
class ContactLine:
    """A person of a client, with the keys of what they are there for in every engagement."""

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


def client_page(scope: Scope, *, search: str = "", after: str = "") -> ClientPage:
    """The clients of the visitor whose name, city or number holds `search`: at most 2 queries.

    `after` is the public id of the last client of the page before; a strange one begins anew.
    """
    query = scope.clients()
    if search:
        query = query.where(_holds(search))
    last = scope.clients().where(Client.public_id == after).first() if after else None
    if last is not None:
        query = query.where(_comes_after(last))
    counted = (
        Engagement.select(peewee.fn.COUNT(Engagement.id))
        .where(Engagement.client == Client.id)
        .alias("engagements")
    )
    rows = list(query.select_extend(counted).order_by(Client.legal_name, Client.id).limit(PAGE + 1))
    lines = tuple(_line(row) for row in rows[:PAGE])
    return ClientPage(lines, lines[-1].public_id if len(rows) > PAGE else "")


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


def _holds(search: str) -> Any:
    """The wildcards that people type stand for themselves."""
    words = askable(search)
    number = "".join(sign for sign in words if sign.isalnum())
    condition = Client.legal_name.contains(words) | Client.city.contains(words)
    condition |= Client.trade_name.contains(words)
    return condition | Client.register_no.contains(number) if number else condition


def _comes_after(last: Client) -> Any:
    is_same = (Client.legal_name == last.legal_name) & (Client.id > last.id)
    return (Client.legal_name > last.legal_name) | is_same


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
        ContactLine(row.name, row.position, row.email, row.phone, tuple(roles[row.id]))
        for row in people.values()
    )


def _line(row: Any) -> ClientLine:
    return ClientLine(
        public_id=row.public_id,
        name=row.legal_name,
        register_no=register_numbers.shown(row.register_kind, row.register_no),
        city=row.city,
        language=row.language,
        is_active=row.is_active,
        engagements=row.engagements,
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
