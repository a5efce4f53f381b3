"""Contacts of a client, each with what they are there for: on pages that change them."""

from collections.abc import Mapping
from dataclasses import dataclass

import peewee

from dpa_manager.domain.refusals import not_found
from dpa_manager.models import Client, Contact, ContactRole, EndController, Engagement
from dpa_manager.queries.scope import Scope, askable

# Nobody chooses from more; the rest is found on the page of the client.
MOST = 500


@dataclass(frozen=True)
class People:
    """Contacts of a client, and who does what: for the client, and for one engagement.

    The roles hold contacts by role, in their order; those of the engagement replace the client's.
    """

    contacts: tuple[Contact, ...]
    of_client: Mapping[str, tuple[Contact, ...]]
    of_engagement: Mapping[str, tuple[Contact, ...]]

    def named(self, public_id: str) -> Contact | None:
        """The contact with this public id."""
        return next((row for row in self.contacts if row.public_id == public_id), None)


def contact_of(client: Client, public_id: str) -> tuple[Contact, tuple[str, ...]]:
    """A contact of a client, also a removed one, with its roles for all engagements.

    Raises NotFound for anybody else's.
    """
    is_meant = (Contact.client == client.id) & (Contact.public_id == askable(public_id))
    row = Contact.get_or_none(is_meant)
    if row is None:
        raise not_found("page-not-found")
    is_general = (ContactRole.contact == row.id) & ContactRole.engagement.is_null()
    roles = ContactRole.select().where(is_general).order_by(ContactRole.id)
    return row, tuple(role.role for role in roles)


def has_contacts(client: Client) -> bool:
    """Whether a client has anybody to write to."""
    return bool(Contact.select().where(Contact.client == client.id, Contact.is_active).exists())


def people_of(engagement: Engagement) -> People:
    """The contacts to choose from for an engagement, its client joined: one query."""
    is_here = ContactRole.engagement.is_null() | (ContactRole.engagement == engagement.id)
    rows = (
        Contact.select(Contact, ContactRole)
        .join(
            ContactRole,
            peewee.JOIN.LEFT_OUTER,
            on=(ContactRole.contact == Contact.id) & is_here,
            attr="given",
        )
        .where(Contact.client == engagement.client_id, Contact.is_active)
        .order_by(ContactRole.position, ContactRole.id, Contact.name, Contact.id)
        .limit(MOST)
    )
    contacts: dict[int, Contact] = {}
    of_client: dict[str, tuple[Contact, ...]] = {}
    of_engagement: dict[str, tuple[Contact, ...]] = {}
    for row in rows:
        contact = contacts.setdefault(row.id, row)
        given = getattr(row, "given", None)
        if given is not None and given.role:
            roles = of_client if given.engagement_id is None else of_engagement
            roles[given.role] = (*roles.get(given.role, ()), contact)
    by_name = sorted(contacts.values(), key=lambda contact: (contact.name.casefold(), contact.id))
    return People(tuple(by_name), of_client, of_engagement)


def known_client(scope: Scope, *, register_kind: str, register_no: str) -> Client | None:
    """The visitor's client with this register number as it is stored; None for no number."""
    if not register_no:
        return None
    is_meant = (Client.register_kind == register_kind) & (Client.register_no == register_no)
    found: Client | None = scope.clients().where(is_meant).first()
    return found


def end_controllers_of(client: Client) -> list[dict[str, str]]:
    """The controllers behind a client, by name: name, address and contact of each."""
    mine = EndController.select().where(EndController.client == client.id)
    return [
        {"name": row.name, "address": row.address, "contact": row.contact}
        for row in mine.order_by(EndController.name)
    ]
