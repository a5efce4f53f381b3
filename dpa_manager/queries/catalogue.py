"""The catalogue: what there is, one row a thing, for lists on the command line (DECISIONS 33)."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import peewee

from dpa_manager.domain import register_numbers
from dpa_manager.models import (
    Agreement,
    AgreementVersion,
    Client,
    Engagement,
    Membership,
    Recipient,
    StaffRole,
    Subprocessor,
    Template,
    TemplateVersion,
    User,
)


@dataclass(frozen=True)
class CatalogueRow:
    """One thing: what people call it, its public id, its name, its state, and what else counts."""

    reference: str
    public_id: str
    name: str
    state: str
    more: dict[str, Any] = field(default_factory=dict)

    def as_dict(self) -> dict[str, Any]:
        """The row as it is written in JSON, the public id as `id`."""
        return {
            "reference": self.reference,
            "id": self.public_id,
            "name": self.name,
            "state": self.state,
        } | self.more


def _activity(is_active: bool) -> str:
    return "active" if is_active else "ended"


def _pairs(query: Any) -> dict[int, Any]:
    return dict(query.tuples())


def _last_versions(table: Any, parent: Any) -> dict[int, int]:
    return _pairs(table.select(parent, peewee.fn.MAX(table.number)).group_by(parent))


def clients() -> list[CatalogueRow]:
    """All clients by name; the reference is the register number as printed."""
    return [
        CatalogueRow(
            reference=register_numbers.shown(row.register_kind, row.register_no),
            public_id=row.public_id,
            name=row.legal_name,
            state=_activity(row.is_active),
            more={"language": row.language, "register_kind": row.register_kind},
        )
        for row in Client.select().order_by(Client.legal_name, Client.id)
    ]


def engagements() -> list[CatalogueRow]:
    """All engagements by reference, in the state of their agreement ("draft" before it exists)."""
    states = _pairs(Agreement.select(Agreement.engagement, Agreement.state).order_by(Agreement.id))
    query = Engagement.select(Engagement, Client).join(Client).order_by(Engagement.reference)
    return [
        CatalogueRow(
            reference=row.reference,
            public_id=row.public_id,
            name=row.title,
            state=states.get(row.id, "draft") if row.is_active else "ended",
            more={"client": row.client.legal_name, "client_id": row.client.public_id},
        )
        for row in query
    ]


def agreements() -> list[CatalogueRow]:
    """All agreements by reference, with the number of their last version."""
    versions = _last_versions(AgreementVersion, AgreementVersion.agreement)
    query = (
        Agreement.select(Agreement, Client, Engagement)
        .join(Client)
        .switch(Agreement)
        .join(Engagement)
        .order_by(Agreement.reference)
    )
    return [
        CatalogueRow(
            reference=row.reference,
            public_id=row.public_id,
            name=row.engagement.title,
            state=row.state,
            more={"client": row.client.legal_name, "version": versions.get(row.id)},
        )
        for row in query
    ]


def templates() -> list[CatalogueRow]:
    """All templates by key and language, with the number of their last version."""
    versions = _last_versions(TemplateVersion, TemplateVersion.template)
    return [
        CatalogueRow(
            reference=f"{row.key}/{row.language}",
            public_id=row.public_id,
            name=row.key,
            state=_activity(row.is_active),
            more={"kind": row.kind, "language": row.language, "version": versions.get(row.id)},
        )
        for row in Template.select().order_by(Template.key, Template.language)
    ]


def subprocessors() -> list[CatalogueRow]:
    """All sub-processors by reference."""
    return [
        CatalogueRow(
            reference=row.reference,
            public_id=row.public_id,
            name=row.legal_name,
            state=row.state,
            more={"country": row.country_code},
        )
        for row in Subprocessor.select().order_by(Subprocessor.reference)
    ]


def recipients() -> list[CatalogueRow]:
    """All other recipients by reference."""
    return [
        CatalogueRow(
            reference=row.reference,
            public_id=row.public_id,
            name=row.name,
            state=_activity(row.is_active),
            more={"group": row.group_key, "country": row.country_code},
        )
        for row in Recipient.select().order_by(Recipient.reference)
    ]


def users() -> list[CatalogueRow]:
    """All people with an account by e-mail address, with their roles."""
    roles: dict[int, set[str]] = defaultdict(set)
    for table in (StaffRole, Membership):
        rows: Any = table.select(table.user, table.role).tuples()
        for user_id, role in rows:
            roles[user_id].add(role)
    return [
        CatalogueRow(
            reference=row.email,
            public_id=row.public_id,
            name=row.name,
            state="active" if row.is_active else "inactive",
            more={"roles": sorted(roles[row.id])},
        )
        for row in User.select().order_by(User.email)
    ]


CATALOGUE: dict[str, Callable[[], list[CatalogueRow]]] = {
    "clients": clients,
    "engagements": engagements,
    "agreements": agreements,
    "templates": templates,
    "subprocessors": subprocessors,
    "recipients": recipients,
    "users": users,
}
