"""Onboarding: clients, the controllers behind them, and their contacts."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import peewee

from dpa_manager.actions.assigning import assign_adder
from dpa_manager.actions.changing import SAME_PRESS, apply_changes
from dpa_manager.actions.recording import chain_of, record
from dpa_manager.actions.toolbox import Toolbox
from dpa_manager.domain import typed_text
from dpa_manager.domain.actors import Actor
from dpa_manager.domain.choices import CLIENT_ROLES, LANGUAGES
from dpa_manager.domain.choosing import one_of, one_or_none
from dpa_manager.domain.refusals import conflict, refused
from dpa_manager.domain.regions import region_of, usual_authority, usual_language
from dpa_manager.domain.typed_parties import (
    TypedOrganisation,
    TypedPerson,
    organisation_columns,
    person_columns,
    roles_of,
)
from dpa_manager.models import Client, Contact, ContactRole, EndController, Engagement
from dpa_manager.models.base import as_tuples, transaction
from dpa_manager.vocabulary.library import vocabulary
from dpa_manager.vocabulary.phrase import Phrase

REGISTER_NUMBERS = "register numbers"


@dataclass(frozen=True)
class TypedEndController:
    """A controller behind a client that is itself a processor (Art. 28(4))."""

    name: str
    address: str = ""
    contact: str = ""


@dataclass(frozen=True)
class TypedClient:
    """A client; `language` and `authority_key` "" mean: what is usual at this place."""

    organisation: TypedOrganisation
    is_natural_person: bool = False
    role: str = "controller"
    language: str = ""
    public_body: str = ""
    authority_key: str = ""
    end_controllers: tuple[TypedEndController, ...] = ()
    end_controllers_note: Phrase = field(default_factory=Phrase)
    signature_level_key: str = "simple"
    is_signed_on_paper: bool = False


def add_client(typed: TypedClient, *, by: Actor, toolbox: Toolbox) -> Client:
    """Add a client; an account manager who does looks after it from now on.

    Raises Refused, or Conflict when its register number is known already.
    """
    columns = _columns(typed)
    controllers = _end_controllers(typed.end_controllers)
    client = Client(**columns, created_at=toolbox.now())
    with transaction(chain_of(client), REGISTER_NUMBERS):
        _refuse_known_number(columns, besides=None)
        _refuse_second_press(columns, at=client.created_at)
        client.save(force_insert=True)
        _replace_end_controllers(client, controllers)
        record(
            "client added",
            by=by,
            at=toolbox.now(),
            client=client,
            subject="client",
            subject_id=client.public_id,
            personal={"client": columns | {"end_controllers": controllers}},
        )
        assign_adder(client, by=by, toolbox=toolbox)
    return client


def change_client(client: Client, typed: TypedClient, *, by: Actor, toolbox: Toolbox) -> Client:
    """Change a client; agreements keep what they froze. Raises Refused, Conflict."""
    columns = _columns(typed)
    controllers = _end_controllers(typed.end_controllers)
    with transaction(chain_of(client), REGISTER_NUMBERS):
        _refuse_known_number(columns, besides=client.id)
        changed = apply_changes(client, columns)
        before = _replace_end_controllers(client, controllers)
        if before != controllers:
            changed["end_controllers"] = [before, controllers]
        if changed:
            record(
                "client changed",
                by=by,
                at=toolbox.now(),
                client=client,
                subject="client",
                subject_id=client.public_id,
                details={"fields": sorted(changed)},
                personal={"changed": changed},
            )
    return client


def add_contact(
    client: Client,
    person: TypedPerson,
    *,
    engagement: Engagement | None = None,
    by: Actor,
    toolbox: Toolbox,
) -> Contact:
    """Add a person of a client with roles, for all its engagements or for this one alone."""
    columns, roles = person_columns(person), roles_of(person)
    _refuse_foreign(engagement, client=client)
    with transaction(chain_of(client)):
        _refuse_known_person(client, columns)
        contact = Contact.create(client=client, **columns)
        _give_roles(contact, roles, engagement=engagement)
        _record_contact("contact added", contact, roles, by=by, toolbox=toolbox, client=client)
    return contact


def change_contact(
    client: Client, contact: Contact, person: TypedPerson, *, by: Actor, toolbox: Toolbox
) -> Contact:
    """Change a person of a client, and the roles for all its engagements; raises Refused."""
    columns, roles = person_columns(person), roles_of(person)
    if contact.client_id != client.id:
        raise refused("contact-of-another-client", field="contact")
    with transaction(chain_of(client)):
        changed = apply_changes(contact, columns)
        general = (ContactRole.contact == contact) & ContactRole.engagement.is_null()
        before = [row.role for row in ContactRole.select().where(general)]
        ContactRole.delete().where(general, ContactRole.role.not_in(roles)).execute()
        _give_roles(contact, [role for role in roles if role not in before], engagement=None)
        if changed or set(before) != set(roles):
            _record_contact(
                "contact changed", contact, roles, by=by, toolbox=toolbox, client=client
            )
    return contact


def assign_contact(
    engagement: Engagement, contact: Contact, *, roles: Sequence[str], by: Actor, toolbox: Toolbox
) -> None:
    """Give a client's contact roles for one engagement; they replace the client's own there.

    `engagement` comes with its client joined. Raises Refused.
    """
    client = engagement.client
    chosen = roles_of(TypedPerson(contact.name, roles=tuple(roles)))
    if contact.client_id != client.id:
        raise refused("contact-of-another-client", field="contact")
    with transaction(chain_of(client)):
        here = (ContactRole.engagement == engagement) & (ContactRole.contact == contact)
        before = {row.role for row in ContactRole.select().where(here)}
        ContactRole.delete().where(here, ContactRole.role.not_in(chosen)).execute()
        _give_roles(contact, [role for role in chosen if role not in before], engagement=engagement)
        if before != set(chosen):
            _record_contact(
                "contact assigned", contact, chosen, by=by, toolbox=toolbox, client=client
            )


def remove_contact(client: Client, contact: Contact, *, by: Actor, toolbox: Toolbox) -> None:
    """Take a person of a client out of all agreements to come; raises Refused."""
    if contact.client_id != client.id:
        raise refused("contact-of-another-client", field="contact")
    with transaction(chain_of(client)):
        if apply_changes(contact, {"is_active": False}):
            _record_contact("contact removed", contact, [], by=by, toolbox=toolbox, client=client)


def restore_contact(client: Client, contact: Contact, *, by: Actor, toolbox: Toolbox) -> None:
    """Take a person back who was removed, with the roles that they had; raises Refused."""
    if contact.client_id != client.id:
        raise refused("contact-of-another-client", field="contact")
    with transaction(chain_of(client)):
        if apply_changes(contact, {"is_active": True}):
            roles = [row.role for row in ContactRole.select().where(ContactRole.contact == contact)]
            told = sorted(set(roles))
            _record_contact(
                "contact restored", contact, told, by=by, toolbox=toolbox, client=client
            )


def _columns(typed: TypedClient) -> dict[str, Any]:
    columns = organisation_columns(typed.organisation)
    country = columns["country_code"]
    words = vocabulary()
    public_body = one_or_none(typed.public_body, words.public_bodies, field="public_body")
    region = region_of(country, postcode=columns["postcode"])
    language = typed.language or usual_language(country, region=region)
    if not language:
        raise refused("language-to-choose", field="language")
    authority = typed.authority_key or usual_authority(country, public_body=public_body)
    return columns | {
        "is_natural_person": typed.is_natural_person,
        "role": one_of(typed.role, CLIENT_ROLES, field="role"),
        "language": one_of(language, LANGUAGES, field="language"),
        "region": region,
        "public_body": public_body,
        "authority_key": one_or_none(authority, words.authorities, field="authority_key"),
        "end_controllers_note": typed_text.phrase(
            typed.end_controllers_note, field="end_controllers_note", max_length=1000
        ),
        "signature_level_key": one_of(
            typed.signature_level_key, words.signature_levels, field="signature_level_key"
        ),
        "is_signed_on_paper": typed.is_signed_on_paper,
    }


def _refuse_known_number(columns: dict[str, Any], *, besides: int | None) -> None:
    if not columns["register_no"]:
        return
    known = Client.get_or_none(
        Client.register_kind == columns["register_kind"],
        Client.register_no == columns["register_no"],
    )
    if known is not None and known.id != besides:
        raise conflict("client-exists", field="register_no")


def _refuse_known_person(client: Client, columns: dict[str, Any]) -> None:
    if not columns["email"]:
        return
    known = (Contact.client == client) & Contact.is_active
    same = (Contact.name == columns["name"]) & (Contact.email == columns["email"])
    if Contact.select().where(known & same).exists():
        raise conflict("contact-exists", field="name")


def _refuse_second_press(columns: dict[str, Any], *, at: datetime) -> None:
    """Without a number to know a client by, the same name a moment ago is the same button again."""
    same = Client.select().where(
        Client.legal_name == columns["legal_name"],
        Client.postcode == columns["postcode"],
        Client.register_no == columns["register_no"],
        Client.created_at > at - SAME_PRESS,
    )
    if same.exists():
        raise conflict("client-added-just-now", field="legal_name")


def _end_controllers(typed: Iterable[TypedEndController]) -> list[dict[str, str]]:
    line = typed_text.line
    rows = [
        {
            "name": line(one.name, field="end_controllers", max_length=300, required=True),
            "address": line(one.address, field="end_controllers", max_length=500),
            "contact": line(one.contact, field="end_controllers", max_length=500),
        }
        for one in typed
    ]
    if len({row["name"] for row in rows}) < len(rows):
        raise refused("named-twice", field="end_controllers")
    return sorted(rows, key=lambda row: row["name"])


def _replace_end_controllers(
    client: Client, rows: Sequence[dict[str, str]]
) -> list[dict[str, str]]:
    """Write the rows; returns those that were there before."""
    mine = EndController.client == client
    before = [
        {"name": row.name, "address": row.address, "contact": row.contact}
        for row in EndController.select().where(mine)
    ]
    before.sort(key=lambda row: row["name"])
    if before != list(rows):
        EndController.delete().where(mine).execute()
        for row in rows:
            EndController.create(client=client, **row)
    return before


def _refuse_foreign(engagement: Engagement | None, *, client: Client) -> None:
    if engagement is not None and engagement.client_id != client.id:
        raise refused("engagement-of-another-client", field="engagement")


def _give_roles(contact: Contact, roles: Sequence[str], *, engagement: Engagement | None) -> None:
    """Give the roles behind those who have them already, in two statements: imports are long."""
    if not roles:
        return
    peers = (ContactRole.client == contact.client_id) & ContactRole.role.in_(roles)
    counts = ContactRole.select(ContactRole.role, peewee.fn.COUNT(ContactRole.id))
    taken = dict(as_tuples(counts.where(peers).group_by(ContactRole.role)))
    rows = [
        {
            "client": contact.client_id,
            "contact": contact,
            "engagement": engagement,
            "role": role,
            "position": taken.get(role, 0) + 1,
        }
        for role in roles
    ]
    ContactRole.insert_many(rows).execute()


def _record_contact(
    act: str,
    contact: Contact,
    roles: Sequence[str],
    *,
    by: Actor,
    toolbox: Toolbox,
    client: Client,
) -> None:
    shown = ("name", "position", "email", "phone", "capacity_key", "mandate_on")
    record(
        act,
        by=by,
        at=toolbox.now(),
        client=client,
        subject="contact",
        subject_id=contact.public_id,
        details={"roles": sorted(roles)},
        personal={"contact": {name: getattr(contact, name) for name in shown}},
    )
