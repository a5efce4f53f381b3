"""Engaging: new engagements (blank, from service presets, or copied), their data and terms."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date, datetime
from typing import Any

from dpa_manager.actions.changing import SAME_PRESS, apply_changes, changing, tell
from dpa_manager.actions.copying import copy_contents
from dpa_manager.actions.measuring import newest_measure_set
from dpa_manager.actions.presetting import write_presets
from dpa_manager.actions.recording import chain_of
from dpa_manager.actions.references import next_reference
from dpa_manager.actions.toolbox import Toolbox
from dpa_manager.domain import typed_text
from dpa_manager.domain.actors import Actor
from dpa_manager.domain.agreement_terms import AgreementTerms
from dpa_manager.domain.choices import DURATION_KINDS
from dpa_manager.domain.choosing import each_of, one_of
from dpa_manager.domain.refusals import conflict, refused
from dpa_manager.domain.typed_terms import terms_with
from dpa_manager.models import Client, Engagement
from dpa_manager.models.base import transaction
from dpa_manager.queries.lists import offered, read_lists
from dpa_manager.queries.settings_in_force import usual_terms
from dpa_manager.vocabulary.phrase import Phrase

REFERENCES = "references of engagements"


@dataclass(frozen=True)
class TypedEngagement:
    """What an engagement says beside its activities; `duration_kind` is principal, fixed, open."""

    title: str
    subject_matter: Phrase = field(default_factory=Phrase)
    controller_duties: Phrase = field(default_factory=Phrase)
    contract_name: str = ""
    contract_reference: str = ""
    contract_signed_on: date | None = None
    duration_kind: str = ""
    effective_on: date | None = None
    start_on: date | None = None
    end_on: date | None = None
    replaces: str = ""


def engage(client: Client, typed: TypedEngagement, *, by: Actor, toolbox: Toolbox) -> Engagement:
    """Open an engagement without activities, with the firm's usual terms and newest measures."""
    return _engage(client, typed, terms=usual_terms(), by=by, toolbox=toolbox)


def engage_from_presets(
    client: Client,
    typed: TypedEngagement,
    *,
    service_kinds: Sequence[str],
    by: Actor,
    toolbox: Toolbox,
) -> Engagement:
    """Open an engagement with one activity a service kind, filled with what is usual for it.

    The role of each activity stays open: the facts decide it, not the preset. Raises Refused.
    """
    kinds = offered(read_lists("service_kinds").service_kinds, on=toolbox.today())
    chosen = [kinds[key] for key in each_of(service_kinds, kinds, field="service_kinds")]
    if not chosen:
        raise refused("service-kind-missing", field="service_kinds")
    return _engage(
        client,
        typed,
        terms=usual_terms(),
        fill=lambda engagement: write_presets(engagement, chosen, on=toolbox.today()),
        details={"service_kinds": [kind.key for kind in chosen]},
        by=by,
        toolbox=toolbox,
    )


def engage_from_copy(
    client: Client,
    typed: TypedEngagement,
    *,
    source: Engagement,
    by: Actor,
    toolbox: Toolbox,
) -> Engagement:
    """Open an engagement with terms, activities, flows and measures of a good one.

    Not copied: roles (the facts of the new engagement decide), contacts, dates, the instruction
    behind a recipient, and what was negotiated or permitted there. Raises Refused.
    """
    return _engage(
        client,
        typed,
        terms=AgreementTerms(**source.terms),
        fill=lambda engagement: copy_contents(source, engagement, on=toolbox.today()),
        details={"copied_from": source.reference if source.client_id == client.id else ""},
        by=by,
        toolbox=toolbox,
    )


def change_engagement(
    engagement: Engagement, typed: TypedEngagement, *, by: Actor, toolbox: Toolbox
) -> Engagement:
    """Change what an engagement says; its client comes joined. Raises Refused."""
    columns = _columns(typed)
    with changing(engagement):
        changed = apply_changes(engagement, columns)
        if changed:
            details = {"changed": changed}
            tell("engagement changed", engagement, details=details, by=by, toolbox=toolbox)
    return engagement


def change_terms(
    engagement: Engagement, changes: Mapping[str, Any], *, by: Actor, toolbox: Toolbox
) -> AgreementTerms:
    """Change some terms by their names in AgreementTerms; its client comes joined.

    Raises Refused with the field that is wrong.
    """
    before = AgreementTerms(**engagement.terms)
    after = terms_with(before, changes)
    told = {
        name: [getattr(before, name), value]
        for name, value in asdict(after).items()
        if getattr(before, name) != value
    }
    with changing(engagement):
        if told:
            apply_changes(engagement, {"terms": asdict(after)})
            details = {"changed": told}
            tell("terms changed", engagement, details=details, by=by, toolbox=toolbox)
    return after


def end_engagement(engagement: Engagement, *, by: Actor, toolbox: Toolbox) -> None:
    """Close an engagement for new work; all its rows stay. Its client comes joined."""
    with changing(engagement):
        if apply_changes(engagement, {"is_active": False}):
            tell("engagement ended", engagement, by=by, toolbox=toolbox)


def _engage(
    client: Client,
    typed: TypedEngagement,
    *,
    terms: AgreementTerms,
    fill: Callable[[Engagement], None] | None = None,
    details: Mapping[str, Any] | None = None,
    by: Actor,
    toolbox: Toolbox,
) -> Engagement:
    columns = _columns(typed)
    now = toolbox.now()
    with transaction(chain_of(client), REFERENCES):
        _refuse_second_press(client, columns["title"], at=now)
        engagement: Engagement = Engagement.create(
            client=client,
            reference=next_reference(Engagement, f"KBITS-{toolbox.today().year}"),
            terms=asdict(terms),
            measure_set=newest_measure_set(),
            created_at=now,
            changed_at=now,
            **columns,
        )
        if fill:
            fill(engagement)
        told = {"reference": engagement.reference, "title": engagement.title}
        tell(
            "engagement opened",
            engagement,
            details=told | dict(details or {}),
            by=by,
            toolbox=toolbox,
        )
    return engagement


def _refuse_second_press(client: Client, title: str, *, at: datetime) -> None:
    same = Engagement.select().where(
        Engagement.client == client,
        Engagement.title == title,
        Engagement.created_at > at - SAME_PRESS,
    )
    if same.exists():
        raise conflict("engagement-opened-just-now", field="title")


def _columns(typed: TypedEngagement) -> dict[str, Any]:
    line = typed_text.line
    if typed.start_on and typed.end_on and typed.end_on <= typed.start_on:
        raise refused("end-before-start", field="end_on")
    return asdict(typed) | {
        "title": line(typed.title, field="title", required=True),
        "subject_matter": typed_text.phrase(typed.subject_matter, field="subject_matter"),
        "controller_duties": typed_text.phrase(typed.controller_duties, field="controller_duties"),
        "contract_name": line(typed.contract_name, field="contract_name", max_length=300),
        "contract_reference": line(
            typed.contract_reference, field="contract_reference", max_length=120
        ),
        "duration_kind": one_of(typed.duration_kind, DURATION_KINDS, field="duration_kind"),
        "replaces": line(typed.replaces, field="replaces", max_length=300),
    }
