"""Every text of the facts that a document prints, each with its path and where it stands.

Facts are walked by their types, so that a text added to them is looked at without being listed
here; only what is *not* printed is named.
"""

from collections.abc import Iterator
from dataclasses import is_dataclass
from typing import Any, NamedTuple, cast, get_args, get_type_hints

from dpa_manager.domain import facts, parties
from dpa_manager.domain.completeness.case import DraftCase
from dpa_manager.domain.completeness.naming import (
    activity_code,
    recipient_name,
    subprocessor_name,
)
from dpa_manager.vocabulary.phrase import Phrase

# Parts of the facts that no document prints as they are.
_NOT_PRINTED: dict[type, set[str]] = {
    facts.AgreementFacts: {"activities", "flows", "measures"},
    facts.ActivityFacts: {"role", "own_purposes"},
}

# Which fields of a type may hold a text; a type is looked at once.
_PLANS: dict[type, tuple[str, ...]] = {}


class PrintedText(NamedTuple):
    """A text: its path, what it is called (a key of the field names), the row it belongs to."""

    field: str
    name: str
    subject: str
    phrase: Phrase


def printed_texts(case: DraftCase) -> Iterator[PrintedText]:
    """The texts in the order of the facts.

    A text that is empty in every language is left out: whether it may be is for other rules. A
    term or a measure's label always has words, so one without any is among the texts.
    """
    yield from _texts_of(case.facts, "", "")
    for activity in case.activities:
        yield from _texts_of(activity, f"activities.{activity.number}", activity_code(activity))
    yield from _texts_of_measures(case.facts.measures)


def _texts_of_measures(chosen: facts.MeasureSetFacts) -> Iterator[PrintedText]:
    if chosen.name:
        yield PrintedText("measures.name", "name", "III", chosen.name)
    for measure in chosen.measures:
        if measure.status == "not_applicable":
            continue
        path = f"measures.{measure.key}"
        yield PrintedText(f"{path}.label", "label", measure.key, measure.label)
        if measure.text and measure.is_visible_to_clients:
            yield PrintedText(f"{path}.text", "text", measure.key, measure.text)
    for heading, reason in chosen.reasons:
        if reason:
            yield PrintedText(f"measures.headings.{heading}", "reason", f"III.{heading}", reason)


def _texts_of(thing: Any, path: str, subject: str) -> Iterator[PrintedText]:
    for name in _holding_fields(type(thing)):
        # A party's own fields are reached as client.legal_name, not as client.party.legal_name.
        where = path if name == "party" else f"{path}.{name}".lstrip(".")
        if name == "sensitive" and not thing.nature:
            continue
        yield from _texts_at(getattr(thing, name), where, name, subject)


def _texts_at(value: Any, where: str, name: str, subject: str) -> Iterator[PrintedText]:
    kind = type(value)
    if kind is Phrase:
        if value:
            yield PrintedText(where, name, subject, value)
    elif kind is parties.Worded:
        yield PrintedText(where, name, subject, value.words)
    elif kind is tuple:
        for place, item in enumerate(value, start=1):
            step, row = _row(item, place, subject)
            yield from _texts_at(item, f"{where}.{step}", name, row)
    elif value is not None:
        yield from _texts_of(value, where, subject)


def _row(item: Any, place: int, subject: str) -> tuple[str, str]:
    match item:
        case facts.SubprocessorFacts():
            return str(item.number), subprocessor_name(item)
        case facts.RecipientFacts():
            return str(item.number), recipient_name(item)
        case facts.DataCategoryUse() | facts.SubjectCategoryUse():
            return item.category.key, subject
        case parties.ContactPoint():
            return item.subject.key, subject
        case parties.Worded():
            return item.key, subject
        case _:
            return str(place), subject


def _holding_fields(kind: type) -> tuple[str, ...]:
    """The fields of a dataclass that may hold a text, by themselves or deeper down."""
    known = _PLANS.get(kind)
    if known is None:
        left_out = _NOT_PRINTED.get(kind, set())
        hints = get_type_hints(kind)
        known = tuple(
            name for name, hint in hints.items() if name not in left_out and _may_hold_text(hint)
        )
        _PLANS[kind] = known
    return known


def _may_hold_text(hint: Any) -> bool:
    inner = get_args(hint)
    if inner:
        return any(_may_hold_text(part) for part in inner)
    return hint is Phrase or (is_dataclass(hint) and bool(_holding_fields(cast(type, hint))))
