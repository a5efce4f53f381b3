"""Configuring: the own organisation, the firm's lists and settings, and its evidence."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from typing import Any

from dpa_manager.actions.changing import apply_changes
from dpa_manager.actions.recording import record
from dpa_manager.actions.toolbox import Toolbox
from dpa_manager.domain import typed_text
from dpa_manager.domain.actors import Actor
from dpa_manager.domain.choices import EVIDENCE_KINDS, PRIVACY_OFFICER_KINDS
from dpa_manager.domain.choosing import one_of
from dpa_manager.domain.refusals import not_found, refused
from dpa_manager.domain.settings import SETTINGS, Value, is_allowed
from dpa_manager.domain.stored_terms import term_from_plain, term_to_plain
from dpa_manager.domain.typed_parties import (
    TypedOrganisation,
    TypedPerson,
    organisation_columns,
    person_columns,
    roles_of,
)
from dpa_manager.models import (
    EvidenceItem,
    ListItem,
    OwnContact,
    OwnContactRole,
    OwnOrganisation,
    Setting,
)
from dpa_manager.models.base import transaction
from dpa_manager.queries.lists import KINDS
from dpa_manager.queries.settings_in_force import settings_in_force
from dpa_manager.vocabulary.library import vocabulary
from dpa_manager.vocabulary.phrase import Phrase
from dpa_manager.vocabulary.terms import Entry

FIRM = "firm"


@dataclass(frozen=True)
class TypedFirm:
    """The own organisation beside its registered side (seed F-25)."""

    organisation: TypedOrganisation
    general_email: str = ""
    privacy_email: str = ""
    instruction_email: str = ""
    phone: str = ""
    privacy_officer_kind: str = "privacy_contact"
    privacy_statement_on: date | None = None
    staff_confidentiality: Phrase = field(default_factory=Phrase)


@dataclass(frozen=True)
class TypedEvidence:
    """A certificate or other evidence; `kind` is one of EVIDENCE_KINDS."""

    kind: str
    scheme: str
    scope: Phrase = field(default_factory=Phrase)
    number: str = ""
    issuer: str = ""
    valid_from: date | None = None
    valid_until: date | None = None
    is_visible_to_clients: bool = True


def describe_firm(typed: TypedFirm, *, by: Actor, toolbox: Toolbox) -> OwnOrganisation:
    """Set up the own organisation, or change it; raises Refused."""
    columns = organisation_columns(typed.organisation) | {
        "general_email": typed_text.email(typed.general_email, field="general_email"),
        "privacy_email": typed_text.email(typed.privacy_email, field="privacy_email"),
        "instruction_email": typed_text.email(typed.instruction_email, field="instruction_email"),
        "phone": typed_text.phone(typed.phone, field="phone"),
        "privacy_officer_kind": one_of(
            typed.privacy_officer_kind, PRIVACY_OFFICER_KINDS, field="privacy_officer_kind"
        ),
        "privacy_statement_on": typed.privacy_statement_on,
        "staff_confidentiality": typed_text.phrase(
            typed.staff_confidentiality, field="staff_confidentiality"
        ),
    }
    with transaction(FIRM):
        row = OwnOrganisation.get_or_none() or OwnOrganisation.create(id=1, legal_name="")
        changed = apply_changes(row, columns)
        if changed:
            _record("firm described", by=by, toolbox=toolbox, details={"changed": changed})
    return row


def add_own_contact(person: TypedPerson, *, by: Actor, toolbox: Toolbox) -> OwnContact:
    """Add a person of KBITS with the roles it is printed for; raises Refused."""
    columns, roles = person_columns(person), roles_of(person)
    with transaction(FIRM):
        row = OwnContact.create(**columns)
        for role in roles:
            count = OwnContactRole.select().where(OwnContactRole.role == role).count()
            OwnContactRole.create(contact=row, role=role, position=count + 1)
        _record(
            "own contact added",
            by=by,
            toolbox=toolbox,
            details={"roles": roles},
            personal={"contact": columns},
        )
    return row


def change_own_contact(
    row: OwnContact, person: TypedPerson, *, by: Actor, toolbox: Toolbox
) -> OwnContact:
    """Change a person of KBITS and its roles; raises Refused."""
    columns, roles = person_columns(person), roles_of(person)
    with transaction(FIRM):
        changed = apply_changes(row, columns)
        before = [r.role for r in OwnContactRole.select().where(OwnContactRole.contact == row)]
        OwnContactRole.delete().where(
            OwnContactRole.contact == row, OwnContactRole.role.not_in(roles)
        ).execute()
        for role in roles:
            if role not in before:
                OwnContactRole.create(contact=row, role=role)
        if changed or set(before) != set(roles):
            _record(
                "own contact changed",
                by=by,
                toolbox=toolbox,
                details={"roles": roles},
                personal={"changed": changed},
            )
    return row


def remove_own_contact(row: OwnContact, *, by: Actor, toolbox: Toolbox) -> None:
    """Take a person of KBITS out of all agreements to come."""
    with transaction(FIRM):
        if apply_changes(row, {"is_active": False}):
            _record("own contact removed", by=by, toolbox=toolbox, personal={"name": row.name})


def fill_lists(*, by: Actor, toolbox: Toolbox) -> int:
    """Fill the editable lists from the vocabulary; what is there stays. Returns how many came."""
    words, now = vocabulary(), toolbox.now()
    with transaction(FIRM):
        present = {(row.list_name, row.key) for row in ListItem.select()}
        missing = [
            _item_columns(term) | {"list_name": name, "key": key, "changed_at": now}
            for name in KINDS
            for key, term in getattr(words, name).items()
            if (name, key) not in present
        ]
        for start in range(0, len(missing), 50):
            ListItem.insert_many(missing[start : start + 50]).execute()
        if missing:
            counts = {name: sum(row["list_name"] == name for row in missing) for name in KINDS}
            _record("lists filled", by=by, toolbox=toolbox, details={"added": counts})
    return len(missing)


def change_list_item(list_name: str, term: Entry, *, by: Actor, toolbox: Toolbox) -> ListItem:
    """Add an entry to an editable list or change it; agreements keep the words they froze.

    Raises Refused for an unknown list, a term of another list, or an end before the beginning.
    """
    one_of(list_name, KINDS, field="list_name")
    if type(term) is not KINDS[list_name]:
        raise refused("term-of-another-list", field="list_name")
    if term.active_to and term.active_to < term.active_from:
        raise refused("end-before-start", field="active_to")
    columns = _item_columns(term)
    with transaction(FIRM):
        row = ListItem.get_or_none(ListItem.list_name == list_name, ListItem.key == term.key)
        if row is None:
            row = ListItem.create(
                list_name=list_name, key=term.key, changed_at=toolbox.now(), **columns
            )
            changed: dict[str, Any] = {"content": [None, columns["content"]]}
        else:
            changed = apply_changes(row, columns)
        if changed:
            ListItem.update(changed_at=toolbox.now()).where(ListItem.id == row.id).execute()
            details = {"list": list_name, "key": term.key, "changed": changed}
            _record("list item changed", by=by, toolbox=toolbox, details=details)
    return row


def retire_list_item(
    list_name: str, key: str, *, last_on: date, by: Actor, toolbox: Toolbox
) -> ListItem:
    """Stop offering an entry after a day; it is never deleted. Raises NotFound, Refused."""
    row = ListItem.get_or_none(ListItem.list_name == list_name, ListItem.key == key)
    if row is None:
        raise not_found("list-item-not-found")
    term = term_from_plain(KINDS[list_name], row.content)
    return change_list_item(list_name, replace(term, active_to=last_on), by=by, toolbox=toolbox)


def choose_setting(name: str, value: Value, *, by: Actor, toolbox: Toolbox) -> Setting:
    """Choose a value for a setting of the firm; raises Refused for a value of another type."""
    one_of(name, SETTINGS, field="name")
    if not is_allowed(name, value):
        raise refused("setting-value", field="value")
    kept = list(value) if isinstance(value, tuple) else value
    with transaction(FIRM):
        row = Setting.get_or_none(Setting.name == name)
        before = row.value if row else SETTINGS[name].default
        if row is None:
            row = Setting.create(name=name, value=kept, changed_at=toolbox.now())
        else:
            apply_changes(row, {"value": kept, "changed_at": toolbox.now()})
        if before != value and before != kept:
            details = {"name": name, "before": before, "after": kept}
            _record("setting chosen", by=by, toolbox=toolbox, details=details)
    return row


def choose_settings(values: Mapping[str, Value], *, by: Actor, toolbox: Toolbox) -> None:
    """Choose several values in one act; raises Refused with the name of the one that is wrong."""
    with transaction(FIRM):
        in_force = settings_in_force()
        for name, value in values.items():
            if not is_allowed(name, value):
                raise refused("setting-value", field=name)
            if value != in_force[name]:
                choose_setting(name, value, by=by, toolbox=toolbox)


def add_evidence(typed: TypedEvidence, *, by: Actor, toolbox: Toolbox) -> EvidenceItem:
    """Add a certificate or other evidence of the firm; raises Refused."""
    if typed.valid_from and typed.valid_until and typed.valid_until < typed.valid_from:
        raise refused("end-before-start", field="valid_until")
    columns = asdict(typed) | {
        "kind": one_of(typed.kind, EVIDENCE_KINDS, field="kind"),
        "scheme": typed_text.line(typed.scheme, field="scheme", required=True),
        "scope": typed_text.phrase(typed.scope, field="scope", max_length=1000),
        "number": typed_text.line(typed.number, field="number", max_length=120),
        "issuer": typed_text.line(typed.issuer, field="issuer"),
    }
    with transaction(FIRM):
        row = EvidenceItem.create(**columns, created_at=toolbox.now())
        _record(
            "evidence added",
            by=by,
            toolbox=toolbox,
            subject="evidence_item",
            subject_id=row.public_id,
            details=columns,
        )
    return row


def _item_columns(term: Entry) -> dict[str, Any]:
    return {
        "position": term.order,
        "active_from": term.active_from,
        "active_to": term.active_to,
        "content": term_to_plain(term),
    }


def _record(act: str, *, by: Actor, toolbox: Toolbox, **told: Any) -> None:
    record(act, by=by, at=toolbox.now(), **told)
