"""Directing: other recipients, and what each engagement does with sub-processors and them."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from dpa_manager.actions.changing import apply_changes, changing, tell
from dpa_manager.actions.recording import chain_of, record
from dpa_manager.actions.references import next_reference
from dpa_manager.actions.toolbox import Toolbox
from dpa_manager.actions.writing_flows import list_recipient, list_subprocessor
from dpa_manager.domain import typed_text
from dpa_manager.domain.actors import Actor
from dpa_manager.domain.choices import AUTHORISATION_MODES
from dpa_manager.domain.choosing import one_of, one_or_none
from dpa_manager.domain.refusals import conflict, not_found, refused
from dpa_manager.models import (
    Authorisation,
    Client,
    Engagement,
    EngagementRecipient,
    EngagementSubprocessor,
    Recipient,
    Subprocessor,
)
from dpa_manager.models.base import transaction
from dpa_manager.vocabulary.library import vocabulary
from dpa_manager.vocabulary.phrase import Phrase

RECIPIENTS = "register of recipients"


@dataclass(frozen=True)
class TypedRecipient:
    """A recipient that is no sub-processor; group and kind are keys of the vocabularies."""

    name: str
    group_key: str = "controller_directed"
    kind_key: str = "independent_controller"
    street: str = ""
    postcode: str = ""
    city: str = ""
    country_code: str = "BE"
    contact_email: str = ""


@dataclass(frozen=True)
class TypedAuthorisation:
    """A client's yes to a sub-processor: how, when, by which document, by whom."""

    mode: str
    authorised_on: date
    document: str = ""
    person: str = ""


@dataclass(frozen=True)
class TypedDirection:
    """Why a recipient gets data of an engagement, and since which instruction of the client."""

    purpose: Phrase = field(default_factory=Phrase)
    instruction_on: date | None = None
    event: str = ""


def add_recipient(typed: TypedRecipient, *, by: Actor, toolbox: Toolbox) -> Recipient:
    """Add a recipient with the next reference; raises Refused, Conflict."""
    columns = _columns(typed)
    with transaction("firm", RECIPIENTS):
        _refuse_known(columns, besides=None)
        row = Recipient.create(
            reference=next_reference(Recipient, "REC"), created_at=toolbox.now(), **columns
        )
        _record_recipient("recipient added", row, columns, by=by, toolbox=toolbox)
    return row


def change_recipient(
    row: Recipient, typed: TypedRecipient, *, by: Actor, toolbox: Toolbox
) -> Recipient:
    """Change a recipient; agreements keep what they froze. Raises Refused, Conflict."""
    columns = _columns(typed)
    with transaction("firm", RECIPIENTS):
        _refuse_known(columns, besides=row.id)
        changed = apply_changes(row, columns)
        if changed:
            _record_recipient("recipient changed", row, changed, by=by, toolbox=toolbox)
    return row


def authorise(
    client: Client,
    subprocessor: Subprocessor,
    typed: TypedAuthorisation,
    *,
    by: Actor,
    toolbox: Toolbox,
) -> Authorisation:
    """Record a client's prior written authorisation of a sub-processor; a later one replaces it."""
    columns: dict[str, Any] = {
        "mode": one_of(typed.mode, AUTHORISATION_MODES, field="mode"),
        "authorised_on": typed.authorised_on,
        "document": typed_text.line(typed.document, field="document", max_length=300),
        "person": typed_text.line(typed.person, field="person"),
        "withdrawn_on": None,
    }
    with transaction(chain_of(client)):
        row = _authorisation(client, subprocessor)
        if row is None:
            row = Authorisation.create(
                client=client, subprocessor=subprocessor, created_at=toolbox.now(), **columns
            )
        elif not apply_changes(row, columns):
            return row
        _record_authorisation(
            "sub-processor authorised", client, subprocessor, columns, by=by, toolbox=toolbox
        )
    return row


def withdraw_authorisation(
    client: Client, subprocessor: Subprocessor, *, withdrawn_on: date, by: Actor, toolbox: Toolbox
) -> None:
    """Record that a client takes its authorisation back from a day on; raises NotFound."""
    with transaction(chain_of(client)):
        row = _authorisation(client, subprocessor)
        if row is None:
            raise not_found("authorisation-not-found")
        changed = apply_changes(row, {"withdrawn_on": withdrawn_on})
        if changed:
            _record_authorisation(
                "authorisation withdrawn", client, subprocessor, changed, by=by, toolbox=toolbox
            )


def list_on_engagement(
    engagement: Engagement,
    subprocessor: Subprocessor,
    *,
    delimitation: Phrase | None = None,
    since_on: date | None = None,
    starts_on: date | None = None,
    by: Actor,
    toolbox: Toolbox,
) -> EngagementSubprocessor:
    """Put a sub-processor into Annex IV.A, or change how its task is marked off from others.

    It is printed once a flow goes to it. `starts_on` is when a new one begins (R-SUB-6);
    `engagement` comes with its client joined. Raises Refused.
    """
    if subprocessor.state == "ended":
        raise refused("flow-target-unknown", field="subprocessor")
    columns = {
        "delimitation": typed_text.phrase(
            delimitation or Phrase(), field="delimitation", max_length=1000
        ),
        # Who begins later is not there yet: the time to object has to pass first.
        "since_on": since_on or (None if starts_on else toolbox.today()),
        "starts_on": starts_on,
    }
    with changing(engagement):
        row = list_subprocessor(engagement, subprocessor.id, since_on=None)
        changed = apply_changes(row, columns)
        if changed:
            details = {"subprocessor": subprocessor.reference, "changed": changed}
            tell("sub-processor listed", engagement, details=details, by=by, toolbox=toolbox)
    return row


def direct_recipient(
    engagement: Engagement,
    recipient: Recipient,
    typed: TypedDirection,
    *,
    by: Actor,
    toolbox: Toolbox,
) -> EngagementRecipient:
    """Put a recipient into Annex IV.B on the client's instruction; raises Refused.

    It is printed once a flow goes to it. A group that is for events only needs the event
    (seed F-18). `engagement` comes with its client joined.
    """
    group = vocabulary().recipient_groups[recipient.group_key]
    columns = {
        "purpose": typed_text.phrase(typed.purpose, field="purpose", max_length=2000),
        "instruction_on": typed.instruction_on,
        "event": typed_text.line(
            typed.event, field="event", max_length=300, required=group.needs_event
        ),
    }
    if group.needs_client_instruction and typed.instruction_on is None:
        raise refused("instruction-missing", field="instruction_on")
    with changing(engagement):
        row = list_recipient(engagement, recipient.id)
        changed = apply_changes(row, columns)
        if changed:
            details = {"recipient": recipient.reference, "changed": changed}
            tell("recipient directed", engagement, details=details, by=by, toolbox=toolbox)
    return row


def _columns(typed: TypedRecipient) -> dict[str, Any]:
    line, words = typed_text.line, vocabulary()
    kind = one_of(typed.kind_key, words.recipient_kinds, field="kind_key")
    if words.recipient_kinds[kind].is_sub_processor:
        raise refused("recipient-is-subprocessor", field="kind_key")
    return {
        "name": line(typed.name, field="name", max_length=300, required=True),
        "group_key": one_of(typed.group_key, words.recipient_groups, field="group_key"),
        "kind_key": kind,
        "street": line(typed.street, field="street", max_length=300),
        "postcode": line(typed.postcode, field="postcode", max_length=20),
        "city": line(typed.city, field="city", max_length=120),
        "country_code": one_or_none(typed.country_code, words.countries, field="country_code"),
        "contact_email": typed_text.email(typed.contact_email, field="contact_email"),
    }


def _refuse_known(columns: dict[str, Any], *, besides: int | None) -> None:
    same = (Recipient.name == columns["name"]) & (Recipient.country_code == columns["country_code"])
    known = Recipient.get_or_none(same)
    if known is not None and known.id != besides:
        raise conflict("recipient-exists", field="name")


def _authorisation(client: Client, subprocessor: Subprocessor) -> Authorisation | None:
    row: Authorisation | None = Authorisation.get_or_none(
        Authorisation.client == client, Authorisation.subprocessor == subprocessor
    )
    return row


def _record_recipient(
    act: str, row: Recipient, columns: dict[str, Any], *, by: Actor, toolbox: Toolbox
) -> None:
    record(
        act,
        by=by,
        at=toolbox.now(),
        subject="recipient",
        subject_id=row.public_id,
        details={"reference": row.reference},
        personal={"recipient": columns},
    )


def _record_authorisation(
    act: str,
    client: Client,
    subprocessor: Subprocessor,
    columns: dict[str, Any],
    *,
    by: Actor,
    toolbox: Toolbox,
) -> None:
    told = {name: value for name, value in columns.items() if name != "person"}
    record(
        act,
        by=by,
        at=toolbox.now(),
        client=client,
        subject="subprocessor",
        subject_id=subprocessor.public_id,
        details=told | {"reference": subprocessor.reference},
        personal={"person": columns.get("person", "")},
    )
