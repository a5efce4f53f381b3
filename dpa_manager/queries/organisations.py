"""The own organisation as its page shows it, with its persons and what each is there for."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from dpa_manager.domain import register_numbers
from dpa_manager.domain.refusals import not_found
from dpa_manager.models import OwnContact, OwnContactRole, OwnOrganisation


@dataclass(frozen=True)
class OwnContactLine:
    """A person of the firm; `number` is their place among all there ever were, from 1."""

    number: int
    name: str
    position: str
    email: str
    phone: str
    capacity_key: str
    mandate_on: date | None
    is_authority_confirmed: bool
    roles: tuple[str, ...]


@dataclass(frozen=True)
class OwnSheet:
    """The firm, None before it is described, and its persons who are printed."""

    organisation: OwnOrganisation | None
    register_no: str
    contacts: tuple[OwnContactLine, ...]


def own_sheet() -> OwnSheet:
    """The firm and its persons: three queries."""
    row: OwnOrganisation | None = OwnOrganisation.get_or_none()
    number = register_numbers.shown(row.register_kind, row.register_no) if row else ""
    roles = _roles()
    lines = (
        _line(contact, number=place, roles=roles[contact.id])
        for place, contact in enumerate(_contacts(), start=1)
        if contact.is_active
    )
    return OwnSheet(row, number, tuple(lines))


def own_contact(number: str) -> tuple[OwnContact, OwnContactLine]:
    """A person of the firm by their number, as a row and as a line; raises NotFound.

    Persons are never deleted, so a number stays somebody's; their key does not leave the house.
    """
    contacts = _contacts()
    # No house has a thousand persons; a longer number is none of ours.
    place = int(number) if number.isascii() and number.isdigit() and len(number) < 4 else 0
    if not 1 <= place <= len(contacts) or not contacts[place - 1].is_active:
        raise not_found("page-not-found")
    row = contacts[place - 1]
    return row, _line(row, number=place, roles=_roles()[row.id])


def _contacts() -> Sequence[OwnContact]:
    return list(OwnContact.select().order_by(OwnContact.id))


def _roles() -> dict[int, list[str]]:
    found: dict[int, list[str]] = defaultdict(list)
    for row in OwnContactRole.select().order_by(OwnContactRole.id):
        found[row.contact_id].append(row.role)
    return found


def _line(row: OwnContact, *, number: int, roles: Sequence[str]) -> OwnContactLine:
    return OwnContactLine(
        number=number,
        name=row.name,
        position=row.position,
        email=row.email,
        phone=row.phone,
        capacity_key=row.capacity_key,
        mandate_on=row.mandate_on,
        is_authority_confirmed=row.is_authority_confirmed,
        roles=tuple(roles),
    )
