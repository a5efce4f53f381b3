"""The activities of an engagement as facts, with the subjects and data that their flows name."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from dpa_manager.domain.facts import (
    ActivityFacts,
    DataCategoryUse,
    FlowFacts,
    Location,
    Platform,
    RetentionRule,
    RoleDecision,
    SensitiveData,
    SubjectCategoryUse,
)
from dpa_manager.domain.parties import Worded
from dpa_manager.models import Activity, ActivityData, ActivitySubject, Flow
from dpa_manager.queries.lists import Lists
from dpa_manager.queries.party_facts import worded_all
from dpa_manager.vocabulary.library import vocabulary
from dpa_manager.vocabulary.phrase import Phrase


def activity_facts(
    activity: Activity,
    *,
    subjects: Sequence[ActivitySubject],
    data: Sequence[ActivityData],
    flows: Sequence[Flow],
    lists: Lists,
    safeguards: Mapping[str, Worded],
    on: date,
) -> ActivityFacts:
    """One activity; subjects and data without any flow are left out (one truth: flows)."""
    words = vocabulary()
    flowing_subjects = {flow.subject_key for flow in flows}
    flowing_data = {flow.category_key for flow in flows}
    return ActivityFacts(
        number=activity.number,
        title=activity.title,
        role=RoleDecision(
            activity.role_outcome,
            tuple((str(a[0]), str(a[1]), str(a[2])) for a in activity.role_answers),
        ),
        client_role=activity.client_role,
        service_kinds=worded_all(lists.service_kinds, activity.service_kinds),
        purposes=activity.purposes,
        own_purposes=worded_all(words.own_purposes, activity.own_purposes),
        operations=worded_all(words.operations, activity.operations),
        subjects=tuple(
            _subject(row)
            for row in _ordered(subjects, words.data_subjects)
            if row.category_key in flowing_subjects
        ),
        data=tuple(
            _data(row, lists=lists, safeguards=safeguards)
            for row in _ordered(data, words.data_categories)
            if row.category_key in flowing_data
        ),
        channels=worded_all(words.channels, activity.channels),
        locations=location_facts(activity.locations, lists=lists, on=on),
        platforms=tuple(Platform(row["name"], row["contract_of"]) for row in activity.platforms),
        has_remote_access=activity.has_remote_access,
        automated_decision=activity.automated_decision,
        began_on=activity.began_on,
        runs_on_platform=activity.runs_on_platform,
    )


def location_facts(
    places: Iterable[Mapping[str, str]], *, lists: Lists, on: date
) -> tuple[Location, ...]:
    """Places as facts: {"country", "place"} with their words, inside the EEA on this day or not."""
    kinds = vocabulary().place_kinds
    return tuple(
        Location(
            country=Worded(place["country"], lists.countries[place["country"]].label),
            place=Worded(place["place"], kinds[place["place"]].label),
            is_eea=lists.is_eea(place["country"], on=on),
        )
        for place in places
    )


def flow_facts(
    flows: Sequence[Flow], *, numbers: Mapping[int, int], keys: Mapping[tuple[str, int], str]
) -> tuple[FlowFacts, ...]:
    """The flows in a fixed order.

    `numbers` gives the number of an activity's row, `keys` the reference of a target's row by kind.
    """
    made = [
        FlowFacts(
            activity=numbers[flow.activity_id],
            subject=flow.subject_key,
            category=flow.category_key,
            target=flow.target,
            target_key=_target_key(flow, keys=keys),
        )
        for flow in flows
    ]
    return tuple(
        sorted(made, key=lambda f: (f.activity, f.subject, f.category, f.target, f.target_key))
    )


def _target_key(flow: Flow, *, keys: Mapping[tuple[str, int], str]) -> str:
    row_id = flow.subprocessor_id or flow.recipient_id
    return keys[flow.target, row_id] if row_id else ""


def _ordered(rows: Sequence[Any], terms: Mapping[str, Any]) -> list[Any]:
    return sorted(rows, key=lambda row: (terms[row.category_key].order, row.category_key))


def _subject(row: ActivitySubject) -> SubjectCategoryUse:
    term = vocabulary().data_subjects[row.category_key]
    return SubjectCategoryUse(
        Worded(term.key, term.label), term.is_vulnerable, row.approximate_count
    )


def _data(row: ActivityData, *, lists: Lists, safeguards: Mapping[str, Worded]) -> DataCategoryUse:
    term = vocabulary().data_categories[row.category_key]
    return DataCategoryUse(
        category=Worded(term.key, term.label),
        nature=term.nature,
        is_high_risk=term.is_high_risk,
        needs_description=term.needs_description,
        description=row.description,
        retention=_retention(row, lists=lists),
        sensitive=_sensitive(row, safeguards=safeguards) if term.nature else None,
    )


def _retention(row: ActivityData, *, lists: Lists) -> RetentionRule | None:
    if not row.retention_key:
        return None
    rule = lists.retention_rules[row.retention_key]
    # A rule by criteria says nothing by itself: only the words written for it are printed.
    own_words = row.retention_words or (Phrase() if rule.is_criteria else rule.sentence)
    return RetentionRule(rule.key, own_words, rule.is_criteria, rule.statute.en)


def _sensitive(row: ActivityData, *, safeguards: Mapping[str, Worded]) -> SensitiveData | None:
    chosen = tuple(safeguards[key] for key in row.safeguard_keys if key in safeguards)
    if not (row.sensitive_reason or chosen or row.legal_basis):
        return None
    return SensitiveData(row.sensitive_reason, chosen, row.legal_basis)
