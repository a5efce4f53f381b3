"""What changed between the facts of two versions, in plain words.

`tell_changes` tells every difference once, in the order of what people care about: who receives
data, which data of whom, what for, how long, how secured, and then the terms and the rest.
Old words are those of the older facts, which a renamed label never changes.
"""

from collections.abc import Iterable, Iterator
from dataclasses import fields

from dpa_manager.domain.differences import differences, paired
from dpa_manager.domain.facts import AgreementFacts, MeasureFacts, MeasureSetFacts
from dpa_manager.domain.telling_changes.activities import tell_activities
from dpa_manager.domain.telling_changes.change import (
    PARTS,
    Cause,
    Change,
    added,
    part_name,
    removed,
    words,
)
from dpa_manager.domain.telling_changes.differing import Telling, tell_fields, tell_value
from dpa_manager.domain.telling_changes.flows import tell_flows
from dpa_manager.domain.telling_changes.receivers import (
    tell_inside_receivers,
    tell_who_comes_and_goes,
)
from dpa_manager.vocabulary.phrase import Phrase

__all__ = ["PARTS", "Cause", "Change", "part_name", "tell_changes"]

_NOBODY = Phrase()
# The group in which the other fields of an agreement are told.
_PARTS_OF_FIELDS = {
    "subject_matter": "purposes",
    "principal_contract": "contract",
    "duration_kind": "duration",
    "effective_on": "duration",
    "start_on": "duration",
    "end_on": "duration",
    "certificates": "measures",
    "access_functions": "measures",
    "legal_retention": "retention",
    "onward_permissions": "receivers",
    "controller_duties": "terms",
    "special_terms": "terms",
    "engagement": "small",
    "title": "small",
    "replaces": "small",
}


def tell_changes(before: AgreementFacts, after: AgreementFacts) -> tuple[Change, ...]:
    """Every difference from `before` to `after`, told once, the most important first.

    What is of one subject stands together. There are no changes exactly when
    `differences(before, after)` finds none.
    """
    changes = list(_each_once(_changes(before, after)))
    if not changes and differences(before, after):
        # Rows that are there twice say nothing to a reader, and yet the facts are not the same.
        change = Change("changed", "small", words("other"), words("other"))
        changes = [change.because(Cause("AgreementFacts", before, after))]
    subjects = list(dict.fromkeys(change.subject for change in changes))
    places = {subject: place for place, subject in enumerate(subjects)}
    return tuple(
        sorted(changes, key=lambda change: (PARTS.index(change.part), places[change.subject]))
    )


def _each_once(changes: Iterable[Change]) -> Iterator[Change]:
    """What reads the same is told once, with all the facts behind it."""
    found: dict[Change, list[Cause]] = {}
    for change in changes:
        found.setdefault(change, []).extend(change.causes)
    for change, causes in found.items():
        yield change.because(*causes)


def _changes(before: AgreementFacts, after: AgreementFacts) -> Iterator[Change]:
    yield from tell_who_comes_and_goes(before, after)
    yield from tell_flows(before, after)
    yield from tell_inside_receivers(before, after)
    yield from tell_activities(before, after)
    yield from _tell_measures(before.measures, after.measures)
    yield from _tell_parties(before, after)
    terms = Telling("terms", _NOBODY, "AgreementTerms")
    yield from tell_fields(before.terms, after.terms, telling=terms)
    for field in fields(AgreementFacts):
        if field.name in _PARTS_OF_FIELDS:
            yield from tell_value(
                getattr(before, field.name),
                getattr(after, field.name),
                name=f"AgreementFacts.{field.name}",
                telling=Telling(_PARTS_OF_FIELDS[field.name], _NOBODY),
            )


def _tell_parties(before: AgreementFacts, after: AgreementFacts) -> Iterator[Change]:
    client = Telling("parties", words("client"), "ClientFacts")
    legal_name = Phrase.same(before.processor.party.legal_name)
    firm = Telling("parties", legal_name, "ProcessorFacts")
    for telling, old, new in (
        (client, before.client, after.client),
        (firm, before.processor, after.processor),
    ):
        yield from tell_value(old.party, new.party, name="Party", telling=telling)
        yield from tell_fields(old, new, telling=telling, but=("party",))


def _tell_measures(before: MeasureSetFacts, after: MeasureSetFacts) -> Iterator[Change]:
    for old, new in paired(before.measures, after.measures):
        if old is None and new is not None:
            name = _measure_name(new)
            change = added("measures", name, words("measure-added", name=name))
            yield change.because(Cause("MeasureSetFacts.measures", None, new))
        elif old is not None and new is None:
            name = _measure_name(old)
            change = removed("measures", name, words("measure-removed", name=name))
            yield change.because(Cause("MeasureSetFacts.measures", old, None))
        elif old is not None and new is not None:
            telling = Telling("measures", _measure_name(old), "MeasureFacts", old.key)
            yield from tell_fields(old, new, telling=telling, but=("key",))
    about = Telling("measures", _NOBODY, "MeasureSetFacts")
    yield from tell_fields(before, after, telling=about, but=("measures",))


def _measure_name(measure: MeasureFacts) -> Phrase:
    return measure.label or Phrase.same(measure.key)
