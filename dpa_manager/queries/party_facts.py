"""The parties of an agreement as facts: from the rows of client and own organisation."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

from dpa_manager.domain.parties import (
    Address,
    Authority,
    ClientFacts,
    ContactPoint,
    EndController,
    Party,
    Person,
    ProcessorFacts,
    Signatory,
    Worded,
)
from dpa_manager.models import (
    Client,
    ContactRole,
    EvidenceItem,
    OwnContact,
    OwnContactRole,
    OwnOrganisation,
)
from dpa_manager.models import EndController as EndControllerRow
from dpa_manager.models.person import OrganisationRow, PersonRow
from dpa_manager.queries.lists import Lists
from dpa_manager.vocabulary.library import vocabulary
from dpa_manager.vocabulary.terms import Term


class RoleRow(Protocol):
    """A row that gives a person a role, for the client or for the own organisation."""

    role: Any
    contact: Any


@dataclass(frozen=True)
class OwnRows:
    """The own organisation with its persons and its evidence; `organisation` may be missing."""

    organisation: OwnOrganisation | None
    roles: Sequence[OwnContactRole]
    evidence: Sequence[EvidenceItem]


def own_queries() -> tuple[Any, Any, Any]:
    """The selects of the own organisation, of its persons by role, and of its evidence."""
    roles = (
        OwnContactRole.select(OwnContactRole, OwnContact)
        .join(OwnContact)
        .where(OwnContact.is_active)
        .order_by(OwnContactRole.role, OwnContactRole.position, OwnContactRole.id)
    )
    evidence = EvidenceItem.select().order_by(EvidenceItem.scheme, EvidenceItem.id)
    return OwnOrganisation.select(), roles, evidence


def own_rows(organisations: Any, roles: Any, evidence: Any) -> OwnRows:
    """The rows of `own_queries`."""
    return OwnRows(next(iter(organisations), None), list(roles), list(evidence))


def worded(terms: dict[str, Any], key: str) -> Worded | None:
    """The term of `key` with its words of today; None for no key. Unknown keys raise KeyError."""
    if not key:
        return None
    term: Term = terms[key]
    return Worded(term.key, term.label)


def worded_all(terms: dict[str, Any], keys: Iterable[str]) -> tuple[Worded, ...]:
    """The terms of all keys, in the order of the keys."""
    return tuple(Worded(key, terms[key].label) for key in keys)


def organisation(row: OrganisationRow, *, lists: Lists) -> Party:
    """The registered side of a party: names, number and address."""
    return Party(
        legal_name=row.legal_name,
        trade_name=row.trade_name,
        legal_form=row.legal_form,
        register_kind=worded(vocabulary().register_kinds, row.register_kind),
        register_no=row.register_no,
        address=Address(
            row.street, row.postcode, row.city, worded(lists.countries, row.country_code)
        ),
    )


def client_facts(
    client: Client,
    *,
    end_controllers: Sequence[EndControllerRow],
    roles: Sequence[ContactRole],
    engagement_id: int,
    lists: Lists,
) -> ClientFacts:
    """The client; contacts given for this engagement take the place of the client's own."""
    chosen = _roles_for(roles, engagement_id=engagement_id)
    return ClientFacts(
        party=_party(client, roles=chosen, lists=lists, is_natural=client.is_natural_person),
        reference=client.register_no,
        role=client.role,
        language=client.language,
        region=client.region,
        public_body=client.public_body,
        authority=_authority(client.authority_key),
        end_controllers=tuple(
            EndController(row.name, row.address, row.contact) for row in end_controllers
        ),
        end_controllers_note=client.end_controllers_note.in_language(client.language),
        min_signature_level=worded(vocabulary().signature_levels, client.signature_level_key),
        is_signed_on_paper=client.is_signed_on_paper,
    )


def processor_facts(rows: OwnRows, *, lists: Lists, on: date, portal_url: str) -> ProcessorFacts:
    """The own organisation; an empty one while `init` has not set it up."""
    row = rows.organisation
    if row is None:
        return ProcessorFacts(party=Party(), portal_url=portal_url)
    return ProcessorFacts(
        party=_party(row, roles=rows.roles, lists=lists, is_natural=False),
        privacy_email=row.privacy_email,
        instruction_email=row.instruction_email,
        general_email=row.general_email,
        phone=row.phone,
        privacy_officer_kind=row.privacy_officer_kind,
        privacy_statement_on=row.privacy_statement_on,
        staff_confidentiality=row.staff_confidentiality,
        has_confidentiality_evidence=any(
            item.kind == "staff_confidentiality" and is_valid(item, on=on) for item in rows.evidence
        ),
        portal_url=portal_url,
    )


def is_valid(item: EvidenceItem, *, on: date) -> bool:
    """Does the evidence hold on this day? Both its days count; an open side is no limit."""
    has_begun = item.valid_from is None or item.valid_from <= on
    return has_begun and (item.valid_until is None or on <= item.valid_until)


def _roles_for(roles: Sequence[ContactRole], *, engagement_id: int) -> list[ContactRole]:
    own = [row for row in roles if row.engagement_id == engagement_id]
    replaced = {row.role for row in own}
    general = [row for row in roles if row.engagement_id is None and row.role not in replaced]
    return own + general


def _party(
    row: OrganisationRow, *, roles: Sequence[RoleRow], lists: Lists, is_natural: bool
) -> Party:
    registered = organisation(row, lists=lists)
    persons: dict[str, list[PersonRow]] = {}
    for role in roles:
        persons.setdefault(role.role, []).append(role.contact)
    return Party(
        legal_name=registered.legal_name,
        trade_name=registered.trade_name,
        legal_form=registered.legal_form,
        is_natural_person=is_natural,
        register_kind=registered.register_kind,
        register_no=registered.register_no,
        address=registered.address,
        signatories=tuple(_signatory(person) for person in persons.get("signatory", ())),
        contact=_first(persons, "privacy"),
        dpo=_first(persons, "dpo"),
        eu_representative=_first(persons, "eu_representative"),
        contacts=tuple(
            ContactPoint(Worded(subject.key, subject.label), _person(person))
            for subject in vocabulary().contact_subjects.values()
            for person in persons.get(subject.key, ())
        ),
    )


def _first(persons: dict[str, list[PersonRow]], role: str) -> Person | None:
    return _person(persons[role][0]) if role in persons else None


def _person(row: PersonRow) -> Person:
    return Person(row.name, row.position, row.email, row.phone)


def _signatory(row: PersonRow) -> Signatory:
    return Signatory(
        name=row.name,
        capacity=worded(vocabulary().capacities, row.capacity_key),
        mandate_on=row.mandate_on,
        is_authority_confirmed=row.is_authority_confirmed,
    )


def _authority(key: str) -> Authority | None:
    if not key:
        return None
    term = vocabulary().authorities[key]
    return Authority(key, term.label, term.address, term.email)
