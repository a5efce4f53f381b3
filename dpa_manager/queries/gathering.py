"""Gathering: the facts of an agreement from the tables, frozen with their words of today."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date

from dpa_manager.domain.agreement_terms import AgreementTerms
from dpa_manager.domain.facts import (
    AccessFunction,
    ActivityFacts,
    AgreementFacts,
    Certificate,
    LegalRetention,
    OnwardPermission,
    PrincipalContract,
    SpecialTerm,
)
from dpa_manager.domain.parties import Worded
from dpa_manager.models import Activity, Engagement, Flow
from dpa_manager.queries.activity_facts import activity_facts, flow_facts
from dpa_manager.queries.annex_facts import (
    measure_set_facts,
    recipient_facts,
    subprocessor_facts,
)
from dpa_manager.queries.engagement_rows import EngagementRows, read_rows
from dpa_manager.queries.lists import Lists, read_lists
from dpa_manager.queries.lookup import find_engagement
from dpa_manager.queries.party_facts import (
    OwnRows,
    client_facts,
    is_valid,
    processor_facts,
)
from dpa_manager.vocabulary.library import vocabulary

# Annex IV tells of activities in the agreement; one whose role is still open may yet be in it.
_MAYBE_IN_AGREEMENT = ("", "processor")

# A bound for memory, and for the values of one statement: each id is in it some twenty times.
_BATCH = 200


def gather_facts(engagement: str, *, on: date, portal_url: str = "") -> AgreementFacts:
    """The facts of an engagement, by reference or public id, as they stand on this day.

    Facts may be incomplete; `domain.completeness` says what is missing. Raises NotFound.
    """
    row = find_engagement(engagement)
    return next(iter(gather_many([row.id], on=on, portal_url=portal_url)))


def gather_many(
    engagement_ids: Collection[int], *, on: date, portal_url: str = ""
) -> Iterator[AgreementFacts]:
    """The facts of several engagements in the order given, by two queries a batch.

    `engagement_ids` are integer keys of rows that exist; callers get them from another query.
    """
    ids = list(engagement_ids)
    for start in range(0, len(ids), _BATCH):
        yield from _gather_batch(ids[start : start + _BATCH], on=on, portal_url=portal_url)


def _gather_batch(
    engagement_ids: Sequence[int], *, on: date, portal_url: str
) -> Iterator[AgreementFacts]:
    rows = read_rows(engagement_ids)
    lists = read_lists(
        "countries",
        "retention_rules",
        "service_kinds",
        "eea_memberships",
        "adequacy_decisions",
        keys=set(_used_keys(rows)),
    )
    for identity in engagement_ids:
        yield _facts(rows.engagements[identity], rows=rows, lists=lists, on=on, url=portal_url)


def _facts(
    engagement: Engagement,
    *,
    rows: EngagementRows,
    lists: Lists,
    on: date,
    url: str,
) -> AgreementFacts:
    identity, client = engagement.id, engagement.client
    activities = rows.activities.get(identity, [])
    flows = _flows_in_agreement(rows.flows.get(identity, []), activities=activities)
    numbers = {activity.id: activity.number for activity in activities}
    return AgreementFacts(
        engagement=engagement.reference,
        title=engagement.title,
        client=client_facts(
            client,
            end_controllers=rows.end_controllers_by_client.get(client.id, ()),
            roles=rows.contact_roles_by_client.get(client.id, ()),
            engagement_id=identity,
            lists=lists,
        ),
        processor=processor_facts(rows.own, lists=lists, on=on, portal_url=url),
        terms=AgreementTerms(**engagement.terms),
        subject_matter=engagement.subject_matter,
        controller_duties=engagement.controller_duties,
        principal_contract=_contract(engagement),
        duration_kind=engagement.duration_kind,
        effective_on=engagement.effective_on,
        start_on=engagement.start_on,
        end_on=engagement.end_on,
        replaces=engagement.replaces,
        activities=tuple(_activities(activities, rows=rows, lists=lists, on=on)),
        subprocessors=tuple(
            subprocessor_facts(
                listed,
                transfers=rows.transfers_by_subprocessor.get(listed.subprocessor_id, ()),
                authorisations=rows.authorisations_by_client.get(client.id, ()),
                lists=lists,
                on=on,
            )
            for listed in rows.subprocessors.get(identity, ())
            if listed.subprocessor_id in {flow.subprocessor_id for flow in flows}
        ),
        recipients=tuple(
            recipient_facts(
                listed,
                transfers=rows.transfers_by_recipient.get(listed.recipient_id, ()),
                lists=lists,
                on=on,
            )
            for listed in rows.recipients.get(identity, ())
            if listed.recipient_id in {flow.recipient_id for flow in flows}
        ),
        flows=flow_facts(flows, numbers=numbers, keys=_target_keys(rows, identity)),
        measures=measure_set_facts(
            engagement.measure_set if engagement.measure_set_id else None,
            choices=rows.measure_choices.get(identity, ()),
            measures=rows.measures,
            reasons=rows.reasons.get(identity, ()),
            numbers=numbers,
        ),
        certificates=tuple(_certificates(rows.own, on=on)),
        access_functions=tuple(_access_functions(rows, identity)),
        legal_retention=tuple(
            LegalRetention(row.data, row.statute, row.until, row.access)
            for row in rows.legal_retention.get(identity, ())
        ),
        onward_permissions=tuple(_onward_permissions(rows, identity, on=on)),
        special_terms=tuple(
            SpecialTerm(row.reference, row.text, row.is_contradicting)
            for row in rows.special_terms.get(identity, ())
        ),
    )


def _flows_in_agreement(flows: Iterable[Flow], *, activities: Iterable[Activity]) -> list[Flow]:
    inside = {row.id for row in activities if row.role_outcome in _MAYBE_IN_AGREEMENT}
    return [flow for flow in flows if flow.activity_id in inside]


def _activities(
    activities: Iterable[Activity], *, rows: EngagementRows, lists: Lists, on: date
) -> Iterator[ActivityFacts]:
    for activity in activities:
        flows = rows.flows.get(activity.engagement_id, ())
        yield activity_facts(
            activity,
            subjects=rows.subjects_by_activity.get(activity.id, ()),
            data=rows.data_by_activity.get(activity.id, ()),
            flows=[flow for flow in flows if flow.activity_id == activity.id],
            lists=lists,
            safeguards=_safeguards(rows, activity.engagement_id),
            on=on,
        )


def _safeguards(rows: EngagementRows, engagement_id: int) -> dict[str, Worded]:
    """Extra measures for sensitive data, worded by the engagement's own set (heading S)."""
    chosen = {row.measure_id for row in rows.measure_choices.get(engagement_id, ())}
    return {
        measure.key: Worded(measure.key, measure.text or measure.label)
        for identity, measure in rows.measures.items()
        if measure.heading == "S" and identity in chosen
    }


def _target_keys(rows: EngagementRows, identity: int) -> dict[tuple[str, int], str]:
    subprocessors = {
        ("subprocessor", row.subprocessor_id): row.subprocessor.reference
        for row in rows.subprocessors.get(identity, ())
    }
    recipients = {
        ("recipient", row.recipient_id): row.recipient.reference
        for row in rows.recipients.get(identity, ())
    }
    return subprocessors | recipients


def _contract(row: Engagement) -> PrincipalContract | None:
    if not row.contract_name:
        return None
    return PrincipalContract(row.contract_name, row.contract_reference, row.contract_signed_on)


def _certificates(own: OwnRows, *, on: date) -> Iterator[Certificate]:
    for item in own.evidence:
        if item.kind == "certificate" and item.is_visible_to_clients and is_valid(item, on=on):
            yield Certificate(item.scheme, item.scope, item.number, item.valid_until)


def _access_functions(rows: EngagementRows, identity: int) -> Iterator[AccessFunction]:
    words = vocabulary().document_words
    for row in rows.access_functions.get(identity, ()):
        bound_by = Worded(row.bound_by_key, words[f"bound_by_{row.bound_by_key}"])
        yield AccessFunction(row.function, row.tasks, bound_by)


def _onward_permissions(
    rows: EngagementRows, identity: int, *, on: date
) -> Iterator[OnwardPermission]:
    for row in rows.onward_permissions.get(identity, ()):
        if row.withdrawn_on is None or on < row.withdrawn_on:
            yield OnwardPermission(row.scope, row.document, row.given_on)


def _used_keys(rows: EngagementRows) -> Iterator[str]:
    """The keys of countries, retention rules and service kinds that these rows name."""
    for engagement in rows.engagements.values():
        yield engagement.client.country_code
    if rows.own.organisation:
        yield rows.own.organisation.country_code
    for activities in rows.activities.values():
        for activity in activities:
            yield from activity.service_kinds
            yield from (place["country"] for place in activity.locations)
    for data in rows.data_by_activity.values():
        yield from (row.retention_key for row in data)
    yield from _countries_of_annexes(rows)


def _countries_of_annexes(rows: EngagementRows) -> Iterator[str]:
    for subprocessors in rows.subprocessors.values():
        for listed in subprocessors:
            row = listed.subprocessor
            yield row.country_code
            yield from (place["country"] for place in (*row.locations, *row.access_from))
            yield from (link["country"] for link in row.chain)
    for recipients in rows.recipients.values():
        yield from (listed.recipient.country_code for listed in recipients)
