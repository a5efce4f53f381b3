"""Subcontracting: the register of sub-processors, their contracts and transfers (Art. 28)."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from dpa_manager.actions.changing import apply_changes
from dpa_manager.actions.recording import record
from dpa_manager.actions.references import next_reference
from dpa_manager.actions.toolbox import Toolbox
from dpa_manager.domain import typed_text
from dpa_manager.domain.actors import Actor
from dpa_manager.domain.choices import MIRRORED_DUTIES, SUBPROCESSOR_STATES
from dpa_manager.domain.choosing import each_of, one_of, one_or_none, whole_number
from dpa_manager.domain.refusals import conflict
from dpa_manager.domain.typed_activity import Place, place_rows
from dpa_manager.domain.typed_parties import TypedOrganisation, organisation_columns
from dpa_manager.models import Recipient, Subprocessor, Transfer
from dpa_manager.models.base import transaction
from dpa_manager.vocabulary.library import vocabulary
from dpa_manager.vocabulary.phrase import Phrase

REGISTER = "register of sub-processors"


@dataclass(frozen=True)
class TypedLink:
    """A known sub-processor of a sub-processor (EDPB Opinion 22/2024)."""

    name: str
    address: str = ""
    contact: str = ""
    country_code: str = ""
    is_listed: bool = True


@dataclass(frozen=True)
class TypedSubprocessor:
    """A sub-processor; `kinds` are keys of `subprocessor_kinds`.

    `access_from` are places from which it, or its staff or group, can reach the data.
    """

    organisation: TypedOrganisation
    service: Phrase = field(default_factory=Phrase)
    kinds: tuple[str, ...] = ()
    parent_country_code: str = ""
    contact_name: str = ""
    contact_position: str = ""
    contact_email: str = ""
    contact_phone: str = ""
    breach_contact: str = ""
    locations: tuple[Place, ...] = ()
    access_from: tuple[Place, ...] = ()
    chain: tuple[TypedLink, ...] = ()
    chain_url: str = ""
    chain_checked_on: date | None = None
    state: str = "proposed"
    reviewed_on: date | None = None
    next_review_on: date | None = None


@dataclass(frozen=True)
class TypedContract:
    """The contract with a sub-processor; `mirrored_duties` are those of MIRRORED_DUTIES."""

    signed_on: date
    version: str = ""
    url: str = ""
    mirrored_duties: tuple[str, ...] = ()
    notice_days: int | None = None


@dataclass(frozen=True)
class TypedTransfer:
    """The ground on which data leave the EEA for one country (GDPR chapter V)."""

    country_code: str
    mechanism_key: str
    document: str = ""
    signed_on: date | None = None
    checked_on: date | None = None
    is_listed: bool = False
    covers_hr_data: bool = False
    impact_assessment_on: date | None = None
    fallback_key: str = ""
    is_dpo_approved: bool = False


def add_subprocessor(typed: TypedSubprocessor, *, by: Actor, toolbox: Toolbox) -> Subprocessor:
    """Add a sub-processor with the next reference; raises Refused, or Conflict by its number."""
    columns = _columns(typed)
    with transaction("firm", REGISTER):
        _refuse_known(columns, besides=None)
        row = Subprocessor.create(
            reference=next_reference(Subprocessor, "SUB"), created_at=toolbox.now(), **columns
        )
        _record("sub-processor added", row, {"after": columns}, by=by, toolbox=toolbox)
    return row


def change_subprocessor(
    row: Subprocessor, typed: TypedSubprocessor, *, by: Actor, toolbox: Toolbox
) -> Subprocessor:
    """Change a sub-processor; what clients must be told first is the notice's matter."""
    columns = _columns(typed)
    with transaction("firm", REGISTER):
        _refuse_known(columns, besides=row.id)
        changed = apply_changes(row, columns)
        if changed:
            _record("sub-processor changed", row, {"changed": changed}, by=by, toolbox=toolbox)
    return row


def set_subprocessor_state(
    row: Subprocessor, state: str, *, by: Actor, toolbox: Toolbox
) -> Subprocessor:
    """Move a sub-processor through its life: proposed, active, retiring, ended."""
    columns = {"state": one_of(state, SUBPROCESSOR_STATES, field="state")}
    with transaction("firm"):
        changed = apply_changes(row, columns)
        if changed:
            _record("sub-processor changed", row, {"changed": changed}, by=by, toolbox=toolbox)
    return row


def record_contract(
    row: Subprocessor, contract: TypedContract, *, by: Actor, toolbox: Toolbox
) -> Subprocessor:
    """Record the signed contract and which duties it mirrors (R-SUB-3); raises Refused."""
    notice = contract.notice_days
    columns = {
        "contract_signed_on": contract.signed_on,
        "contract_version": typed_text.line(contract.version, field="version", max_length=60),
        "contract_url": typed_text.line(contract.url, field="url", max_length=500),
        "mirrored_duties": each_of(
            contract.mirrored_duties, MIRRORED_DUTIES, field="mirrored_duties"
        ),
        "notice_days": None
        if notice is None
        else whole_number(notice, field="notice_days", most=3650),
    }
    with transaction("firm"):
        changed = apply_changes(row, columns)
        if changed:
            _record("contract recorded", row, {"changed": changed}, by=by, toolbox=toolbox)
    return row


def set_transfers(
    target: Subprocessor | Recipient,
    transfers: Sequence[TypedTransfer],
    *,
    by: Actor,
    toolbox: Toolbox,
) -> None:
    """Set the grounds of transfer of a sub-processor or recipient, one a country."""
    rows = sorted((_transfer(one) for one in transfers), key=lambda row: str(row["country_code"]))
    if len({row["country_code"] for row in rows}) < len(rows):
        raise conflict("transfer-twice", field="country_code")
    is_subprocessor = isinstance(target, Subprocessor)
    owner = {"subprocessor" if is_subprocessor else "recipient": target}
    mine = Transfer.subprocessor == target if is_subprocessor else Transfer.recipient == target
    with transaction("firm"):
        present = Transfer.select().where(mine).order_by(Transfer.country_code)
        names = list(TypedTransfer.__dataclass_fields__)
        before = [{name: getattr(row, name) for name in names} for row in present]
        if before == rows:
            return
        Transfer.delete().where(mine).execute()
        for row in rows:
            Transfer.create(**owner, **row)
        details = {"before": before, "after": rows}
        _record("transfers set", target, details, by=by, toolbox=toolbox)


def approve_transfers(target: Subprocessor | Recipient, *, by: Actor, toolbox: Toolbox) -> None:
    """The DPO's yes to all grounds of transfer of one target (Art. 49, R-TR-5)."""
    is_subprocessor = isinstance(target, Subprocessor)
    mine = Transfer.subprocessor == target if is_subprocessor else Transfer.recipient == target
    names = list(TypedTransfer.__dataclass_fields__)
    typed = [
        TypedTransfer(**{name: getattr(row, name) for name in names})
        for row in Transfer.select().where(mine)
    ]
    approved = [replace(one, is_dpo_approved=True) for one in typed]
    set_transfers(target, approved, by=by, toolbox=toolbox)


def _columns(typed: TypedSubprocessor) -> dict[str, Any]:
    line, words = typed_text.line, vocabulary()
    return organisation_columns(typed.organisation) | {
        "service": typed_text.phrase(typed.service, field="service", max_length=2000),
        "kinds": each_of(typed.kinds, words.subprocessor_kinds, field="kinds"),
        "parent_country_code": one_or_none(
            typed.parent_country_code, words.countries, field="parent_country_code"
        ),
        "contact_name": line(typed.contact_name, field="contact_name"),
        "contact_position": line(typed.contact_position, field="contact_position"),
        "contact_email": typed_text.email(typed.contact_email, field="contact_email"),
        "contact_phone": typed_text.phone(typed.contact_phone, field="contact_phone"),
        "breach_contact": line(typed.breach_contact, field="breach_contact", max_length=300),
        "locations": place_rows(typed.locations, field="locations"),
        "access_from": place_rows(typed.access_from, field="access_from"),
        "chain": [_link(link) for link in typed.chain],
        "chain_url": line(typed.chain_url, field="chain_url", max_length=500),
        "chain_checked_on": typed.chain_checked_on,
        "state": one_of(typed.state, SUBPROCESSOR_STATES, field="state"),
        "reviewed_on": typed.reviewed_on,
        "next_review_on": typed.next_review_on,
    }


def _link(link: TypedLink) -> dict[str, Any]:
    line = typed_text.line
    return {
        "name": line(link.name, field="chain", max_length=300, required=True),
        "address": line(link.address, field="chain", max_length=500),
        "contact": line(link.contact, field="chain", max_length=300),
        "country": one_or_none(link.country_code, vocabulary().countries, field="chain"),
        "is_listed": link.is_listed,
    }


def _transfer(typed: TypedTransfer) -> dict[str, Any]:
    words = vocabulary()
    mechanisms = words.transfer_mechanisms
    return vars(typed) | {
        "country_code": one_of(typed.country_code, words.countries, field="country_code"),
        "mechanism_key": one_or_none(typed.mechanism_key, mechanisms, field="mechanism_key"),
        "document": typed_text.line(typed.document, field="document", max_length=300),
        "fallback_key": one_or_none(typed.fallback_key, mechanisms, field="fallback_key"),
    }


def _refuse_known(columns: dict[str, Any], *, besides: int | None) -> None:
    """Two rows for one legal person would give one client two numbers for it."""
    if columns["register_no"]:
        same = (Subprocessor.register_kind == columns["register_kind"]) & (
            Subprocessor.register_no == columns["register_no"]
        )
    else:
        same = Subprocessor.legal_name == columns["legal_name"]
    known = Subprocessor.get_or_none(same)
    if known is not None and known.id != besides:
        raise conflict("subprocessor-exists", field="register_no")


def _record(
    act: str,
    row: Subprocessor | Recipient,
    details: dict[str, Any],
    *,
    by: Actor,
    toolbox: Toolbox,
) -> None:
    """Contacts of suppliers are people: what names them goes where it can be erased."""
    kind = "subprocessor" if isinstance(row, Subprocessor) else "recipient"
    record(
        act,
        by=by,
        at=toolbox.now(),
        subject=kind,
        subject_id=row.public_id,
        details={"reference": row.reference},
        personal=details,
    )
