"""Annexes III and IV as facts: measures, sub-processors, other recipients."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from dpa_manager.domain.choices import MIRRORED_DUTIES
from dpa_manager.domain.facts import (
    ChainLink,
    Location,
    MeasureFacts,
    MeasureSetFacts,
    RecipientFacts,
    SubprocessorFacts,
    Transfer,
)
from dpa_manager.domain.parties import Person, Worded
from dpa_manager.models import (
    Authorisation,
    EngagementMeasure,
    EngagementRecipient,
    EngagementSubprocessor,
    HeadingReason,
    Measure,
    MeasureSet,
    Recipient,
    Subprocessor,
)
from dpa_manager.models import Transfer as TransferRow
from dpa_manager.queries.activity_facts import location_facts
from dpa_manager.queries.lists import Lists
from dpa_manager.queries.party_facts import organisation, worded
from dpa_manager.vocabulary.library import vocabulary


def subprocessor_facts(
    listed: EngagementSubprocessor,
    *,
    transfers: Sequence[TransferRow],
    authorisations: Sequence[Authorisation],
    lists: Lists,
    on: date,
) -> SubprocessorFacts:
    """One row of Annex IV.A on this day."""
    row: Subprocessor = listed.subprocessor
    locations = location_facts(row.locations, lists=lists, on=on)
    access_from = location_facts(row.access_from, lists=lists, on=on)
    chain = tuple(_link(link, lists=lists, on=on) for link in row.chain)
    outside = outside_countries((*locations, *access_from, *chain))
    return SubprocessorFacts(
        key=row.reference,
        number=listed.number,
        party=organisation(row, lists=lists),
        contact=_contact(row),
        service=row.service,
        delimitation=listed.delimitation,
        locations=locations,
        access_from=access_from,
        transfers=_transfers(outside, rows=transfers, lists=lists, on=on),
        chain=chain,
        since_on=listed.since_on,
        starts_on=listed.starts_on,
        is_authorised=_is_authorised(row.id, authorisations=authorisations, on=on),
        contract_signed_on=row.contract_signed_on,
        is_mirror_check_complete=set(MIRRORED_DUTIES) <= set(row.mirrored_duties),
        notice_days=row.notice_days,
        is_outside_eea=bool(outside),
    )


def recipient_facts(
    listed: EngagementRecipient, *, transfers: Sequence[TransferRow], lists: Lists, on: date
) -> RecipientFacts:
    """One row of Annex IV.B on this day."""
    row: Recipient = listed.recipient
    words = vocabulary()
    country = worded(lists.countries, row.country_code)
    is_eea = country is None or lists.is_eea(country.key, on=on)
    outside = () if country is None or is_eea else (country,)
    group, kind = words.recipient_groups[row.group_key], words.recipient_kinds[row.kind_key]
    found = _transfers(outside, rows=transfers, lists=lists, on=on)
    return RecipientFacts(
        key=row.reference,
        number=listed.number,
        name=row.name,
        group=Worded(group.key, group.label),
        kind=Worded(kind.key, kind.role),
        address=", ".join(
            part for part in (row.street, f"{row.postcode} {row.city}") if part.strip()
        ),
        country=country,
        is_eea=is_eea,
        purpose=listed.purpose,
        instruction_on=listed.instruction_on,
        transfer=found[0] if found else None,
        event=listed.event,
    )


def outside_countries(places: Iterable[Location | ChainLink]) -> tuple[Worded, ...]:
    """The countries outside the EEA among places and further links, each once, by code."""
    found = {p.country.key: p.country for p in places if p.country and not p.is_eea}
    return tuple(found[code] for code in sorted(found))


def measure_set_facts(
    measure_set: MeasureSet | None,
    *,
    choices: Sequence[EngagementMeasure],
    measures: Mapping[int, Measure],
    reasons: Sequence[HeadingReason],
    numbers: Mapping[int, int],
) -> MeasureSetFacts:
    """The measures of an engagement, in the order of `measures`, which has them by row.

    `numbers` gives the number of an activity's row. A measure that is only for activities that
    were removed is left out: without any number it would be printed as one for all.
    """
    told = tuple(sorted(((row.heading, row.reason) for row in reasons), key=lambda one: one[0]))
    if measure_set is None:
        return MeasureSetFacts(reasons=told)
    activities = _activities(choices, numbers=numbers)
    return MeasureSetFacts(
        name=measure_set.name,
        version=measure_set.version,
        dated_on=measure_set.dated_on,
        measures=tuple(
            MeasureFacts(
                key=measure.key,
                heading=measure.heading,
                label=measure.label,
                text=measure.text,
                status=measure.status,
                planned_on=measure.planned_on,
                is_visible_to_clients=measure.is_visible_to_clients,
                activities=activities[identity],
            )
            for identity, measure in measures.items()
            if identity in activities
        ),
        reasons=told,
    )


def _activities(
    choices: Sequence[EngagementMeasure], *, numbers: Mapping[int, int]
) -> dict[int, tuple[int, ...]]:
    """The numbers of the activities by measure, () for all of them."""
    for_all = {row.measure_id for row in choices if row.activity_id is None}
    found: dict[int, set[int]] = {measure: set() for measure in for_all}
    for row in choices:
        number = row.activity_id and numbers.get(row.activity_id)
        if number and row.measure_id not in for_all:
            found.setdefault(row.measure_id, set()).add(number)
    return {measure: tuple(sorted(activities)) for measure, activities in found.items()}


def _contact(row: Subprocessor) -> Person | None:
    if not row.contact_name:
        return None
    return Person(row.contact_name, row.contact_position, row.contact_email, row.contact_phone)


def _link(link: Mapping[str, Any], *, lists: Lists, on: date) -> ChainLink:
    return ChainLink(
        name=link["name"],
        address=link["address"],
        contact=link["contact"],
        country=worded(lists.countries, link["country"]),
        is_eea=not link["country"] or lists.is_eea(link["country"], on=on),
        is_listed=link["is_listed"],
    )


def _is_authorised(
    subprocessor_id: int, *, authorisations: Sequence[Authorisation], on: date
) -> bool:
    return any(
        row.subprocessor_id == subprocessor_id
        and row.authorised_on <= on
        and (row.withdrawn_on is None or on < row.withdrawn_on)
        for row in authorisations
    )


def _transfers(
    countries: Iterable[Worded], *, rows: Sequence[TransferRow], lists: Lists, on: date
) -> tuple[Transfer, ...]:
    """One transfer a country outside the EEA; without a row its mechanism is not known (R-TR-1)."""
    grounds = {row.country_code: row for row in rows}
    return tuple(
        _transfer(country, row=grounds[country.key], lists=lists, on=on)
        if country.key in grounds
        else Transfer(country)
        for country in countries
    )


def _transfer(country: Worded, *, row: TransferRow, lists: Lists, on: date) -> Transfer:
    mechanisms = vocabulary().transfer_mechanisms
    is_by_decision = row.mechanism_key == "adequacy"
    decision = lists.adequacy(country.key, on=on) if is_by_decision else None
    needs_listing = decision is not None and decision.needs_organisation_listing
    return Transfer(
        country=country,
        mechanism=worded(mechanisms, row.mechanism_key),
        document=row.document or (decision.act if decision else ""),
        module=mechanisms[row.mechanism_key].module if row.mechanism_key else "",
        signed_on=row.signed_on,
        checked_on=row.checked_on,
        is_adequate=decision is not None and (row.is_listed or not needs_listing),
        adequacy_expires_on=decision.expires_on if decision else None,
        needs_organisation_listing=needs_listing,
        is_listed=row.is_listed,
        covers_hr_data=row.covers_hr_data,
        impact_assessment_on=row.impact_assessment_on,
        fallback=worded(mechanisms, row.fallback_key),
        is_dpo_approved=row.is_dpo_approved,
    )
