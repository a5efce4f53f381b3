"""Words of Annex II: one block an activity, sensitive data, functions with access."""

from dpa_manager.domain.facts import (
    AccessFunction,
    ActivityFacts,
    DataCategoryUse,
    Location,
    SensitiveData,
    SubjectCategoryUse,
)
from dpa_manager.domain.wording.options import SENSITIVE_NATURES
from dpa_manager.domain.wording.order import by_label, in_order
from dpa_manager.domain.wording.reading import Reading, Target
from dpa_manager.domain.wording.voice import NO_BREAK, Voice, capital, joined

Words = dict[str, object]


def activity_words(reading: Reading) -> Words:
    """`activities`, `sensitive`, `access_functions` and their conditions."""
    facts = reading.facts
    return {
        "has_several_activities": len(reading.activities) > 1,
        "activities": [_activity(reading, activity) for activity in reading.activities],
        "sensitive": _sensitive(reading),
        "has_access_functions": bool(facts.access_functions),
        "access_functions": [
            _access_function(row, voice=reading.voice) for row in facts.access_functions
        ],
    }


def _activity(reading: Reading, activity: ActivityFacts) -> Words:
    voice = reading.voice
    client_role = reading.facts.client.role
    role = activity.client_role if client_role == "mixed" else client_role
    channels = in_order(voice.term(channel) for channel in activity.channels)
    platforms = _platforms(activity, voice=voice)
    subs = _targets(reading, activity, kind="subprocessor")
    recipients = _targets(reading, activity, kind="recipient")
    services = voice.labels(in_order(voice.term(kind) for kind in activity.service_kinds))
    return {
        "number": reading.numbers[activity.number],
        "title": voice.of(activity.title),
        "service_line": services,
        "client_role": voice.word(f"role_{role}"),
        "purposes": _purposes(activity, services=services, voice=voice),
        "operations": voice.labels(in_order(voice.term(row) for row in activity.operations)),
        "subjects": [
            _subject(use, voice=voice)
            for use in by_label(activity.subjects, lambda use: voice.term(use.category))
        ],
        "data": [_data(reading, use) for use in by_label(activity.data, reading.data_label)],
        "channels": voice.labels(channels),
        "has_channels": bool(channels),
        "locations": in_order(_location(place, voice=voice) for place in activity.locations),
        "platforms": platforms,
        "has_platforms": bool(platforms),
        "subprocessors": [{"number": target.number, "name": target.name} for target in subs],
        "subprocessor_line": _line(subs, voice=voice),
        "recipient_line": _line(recipients, voice=voice),
        "automated_decision": voice.of(activity.automated_decision) or voice.word("none_feminine"),
    }


def place_line(place: Location, *, voice: Voice) -> str:
    """Country and kind of place: België (datacenter)."""
    return f"{voice.term(place.country)} ({voice.term(place.place)})"


def _location(place: Location, *, voice: Voice) -> str:
    mark = "" if place.is_eea else voice.word("outside_eea_mark")
    return joined(place_line(place, voice=voice), mark)


def _purposes(activity: ActivityFacts, *, services: str, voice: Voice) -> str:
    """The label of the service and the Client's own words behind it, each once (DECISIONS 14)."""
    own = voice.of(activity.purposes)
    if not own or not services or own.startswith(services):
        return own or services
    return voice.labelled(services, own)


def _subject(use: SubjectCategoryUse, *, voice: Voice) -> str:
    marks = [voice.word("vulnerable_mark")] if use.is_vulnerable else []
    if use.approximate_count is not None:
        count = voice.number(use.approximate_count)
        marks.append(f"{voice.word('about')}{NO_BREAK}{count}")
    label = voice.term(use.category)
    return f"{label} ({', '.join(marks)})" if marks else label


def _data(reading: Reading, use: DataCategoryUse) -> Words:
    special = _special(use.nature, voice=reading.voice)
    return {
        "label": reading.data_label(use),
        "special": special,
        "is_special": bool(special),
        "retention": reading.voice.of(use.retention.words) if use.retention else "",
    }


def _special(nature: str, *, voice: Voice) -> str:
    if nature == "nrn":
        return voice.word("nature_nrn")
    if nature in SENSITIVE_NATURES:
        return f"{voice.word(f'nature_{nature}')} {voice.word('of_the_gdpr')}"
    return ""


def _platforms(activity: ActivityFacts, *, voice: Voice) -> str:
    names = [platform.name for platform in activity.platforms if platform.contract_of == "client"]
    return voice.line("platforms_of_client", names=voice.listed(in_order(names))) if names else ""


def _targets(reading: Reading, activity: ActivityFacts, *, kind: str) -> list[Target]:
    """The sub-processors or recipients that flows of this activity reach, by number."""
    keys = {
        target_key
        for number, _, target_kind, target_key in reading.flows
        if number == activity.number and target_kind == kind
    }
    return sorted((reading.target(kind, key) for key in keys), key=lambda target: target.rank)


def _line(targets: list[Target], *, voice: Voice) -> str:
    return voice.stacked(target.line for target in targets) or voice.word("none_masculine")


def _access_function(row: AccessFunction, *, voice: Voice) -> Words:
    return {
        "function": voice.of(row.function),
        "tasks": voice.of(row.tasks),
        "bound_by": voice.term(row.bound_by),
    }


def _sensitive(reading: Reading) -> list[Words]:
    """Annex II.B: a category stands once for all activities that say the same about it."""
    rows: dict[tuple[object, ...], tuple[Words, set[int]]] = {}
    for activity in reading.activities:
        for use in activity.data:
            if use.nature in SENSITIVE_NATURES:
                row = _sensitive_row(reading, activity, use)
                same = tuple(str(value) for value in row.values())
                rows.setdefault(same, (row, set()))[1].add(activity.number)
    words = [
        row | {"activities": reading.activity_numbers(numbers)} for row, numbers in rows.values()
    ]
    return by_label(words, lambda row: f"{row['category']} {row['activities']}")


def _sensitive_row(reading: Reading, activity: ActivityFacts, use: DataCategoryUse) -> Words:
    """One category; where no reason is given, the purposes of the activity are the reason."""
    voice = reading.voice
    about = use.sensitive or SensitiveData()
    legal_basis = voice.of(about.legal_basis)
    return {
        "category": reading.data_label(use),
        "ground": capital(voice.word(f"ground_{use.nature}")),
        "reason": voice.of(about.reason) or voice.of(activity.purposes),
        "safeguards": in_order(voice.term(measure) for measure in about.safeguards),
        "legal_basis": legal_basis,
        "has_legal_basis": bool(legal_basis),
    }
