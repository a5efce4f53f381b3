"""Whom a client reaches: the firm and its people, and the client's own supervisory authority."""

from collections.abc import Iterable
from dataclasses import dataclass

from dpa_manager.models import Client, OwnContact, OwnOrganisation
from dpa_manager.models.own_organisation import OwnContactRole
from dpa_manager.models.together import read_together
from dpa_manager.queries.scope import Scope
from dpa_manager.vocabulary.library import vocabulary
from dpa_manager.vocabulary.terms import SupervisoryAuthority

# Who signs is no one to turn to.
_NO_CONTACTS = frozenset({"signatory", "eu_representative"})
# The authority of the firm itself, for a client of whom none is known yet (F-26).
_USUAL_AUTHORITY = "gba"


@dataclass(frozen=True)
class FirmContact:
    """A person of the firm, with the keys of what they are to be reached for."""

    name: str
    position: str
    email: str
    phone: str
    roles: tuple[str, ...]


@dataclass(frozen=True)
class PortalContacts:
    """The firm, None before it is described, its people, and the client's authority."""

    firm: OwnOrganisation | None
    people: tuple[FirmContact, ...]
    authority: SupervisoryAuthority


def portal_contacts(scope: Scope) -> PortalContacts:
    """Whom the own client reaches: one query."""
    firms, clients = OwnOrganisation.select(), scope.clients().limit(1)
    roles = (
        OwnContactRole.select(OwnContactRole, OwnContact)
        .join(OwnContact)
        .where(OwnContact.is_active, OwnContactRole.role.not_in(sorted(_NO_CONTACTS)))
        .order_by(OwnContactRole.id)
    )
    read_together(firms, clients, roles)
    client: Client = next(iter(clients))
    authorities = vocabulary().authorities
    return PortalContacts(
        firm=next(iter(firms), None),
        people=_people(roles),
        authority=authorities.get(client.authority_key, authorities[_USUAL_AUTHORITY]),
    )


def _people(rows: Iterable[OwnContactRole]) -> tuple[FirmContact, ...]:
    roles: dict[int, list[str]] = {}
    people: dict[int, OwnContact] = {}
    for row in rows:
        people.setdefault(row.contact.id, row.contact)
        roles.setdefault(row.contact.id, []).append(row.role)
    return tuple(
        FirmContact(row.name, row.position, row.email, row.phone, tuple(roles[key]))
        for key, row in people.items()
    )
