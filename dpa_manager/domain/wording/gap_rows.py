"""Which row of the facts a row of words was made from, so that a gap in it can be found again.

Words are plain texts without keys. Each function here walks the facts in the very order in which
the wording does.
"""

from collections.abc import Callable, Mapping
from typing import Any

from dpa_manager.domain.facts import ActivityFacts
from dpa_manager.domain.wording.options import SENSITIVE_NATURES
from dpa_manager.domain.wording.order import by_label
from dpa_manager.domain.wording.reading import Reading
from dpa_manager.vocabulary.library import vocabulary

Here = Mapping[str, str]
"""What stands in the places of a path at this point: {"activity": "3", "category": "health"}."""

Words = dict[str, Any]


def names_of_row(rows: str, reading: Reading, *, place: int, words: Words, here: Here) -> Here:
    """What names the row at `place` (from 0) of the words `rows`, beside what is known `here`."""
    names = _ROWS.get(rows)
    found = names(reading, place, words, here) if names else {}
    return {**here, "place": str(place + 1), **found}


def _activity(reading: Reading, place: int, words: Words, here: Here) -> Here:
    return {"activity": str(reading.activities[place].number)}


def _data(reading: Reading, place: int, words: Words, here: Here) -> Here:
    activity = _numbered(reading, here["activity"])
    return {"category": by_label(activity.data, reading.data_label)[place].category.key}


def _sensitive(reading: Reading, place: int, words: Words, here: Here) -> Here:
    """The first activity of the row in which the category has this label."""
    for activity in reading.activities:
        if reading.numbers[activity.number] in words["activities"].split(", "):
            for use in activity.data:
                is_it = reading.data_label(use) == words["category"]
                if is_it and use.nature in SENSITIVE_NATURES:
                    return {"activity": str(activity.number), "category": use.category.key}
    return {"activity": str(reading.activities[0].number), "category": ""}


def _flow(reading: Reading, place: int, words: Words, here: Here) -> Here:
    numbers = {printed: number for number, printed in reading.numbers.items()}
    return {"activity": str(numbers[words["activity"]])}


def _contact(reading: Reading, place: int, words: Words, here: Here) -> Here:
    facts = reading.facts
    points = (*facts.client.party.contacts, *facts.processor.party.contacts)
    keys = {reading.voice.term(point.subject): point.subject.key for point in points}
    return {"subject": keys.get(words["subject"], "instructions")}


def _subprocessor(reading: Reading, place: int, words: Words, here: Here) -> Here:
    rows = sorted(reading.facts.subprocessors, key=lambda row: row.number)
    return {"row": str(rows[place].number)}


def _transfer(reading: Reading, place: int, words: Words, here: Here) -> Here:
    rows = {str(row.number): row for row in reading.facts.subprocessors}
    return {"country": rows[here["row"]].transfers[place].country.key}


def _recipient(reading: Reading, place: int, words: Words, here: Here) -> Here:
    rows = sorted(reading.facts.recipients, key=lambda row: row.number)
    return {"row": str(rows[place].number)}


def _measure_group(reading: Reading, place: int, words: Words, here: Here) -> Here:
    headings = vocabulary().measure_headings
    keys = {reading.voice.of(term.label): key for key, term in headings.items()}
    return {"heading": keys[words["title"]]}


def _planned(reading: Reading, place: int, words: Words, here: Here) -> Here:
    planned = [row for row in reading.facts.measures.measures if row.status == "planned"]
    return {"measure": by_label(planned, lambda row: reading.voice.of(row.label))[place].key}


def _numbered(reading: Reading, number: str) -> ActivityFacts:
    return next(row for row in reading.activities if str(row.number) == number)


_ROWS: Mapping[str, Callable[[Reading, int, Words, Here], Here]] = {
    "activities": _activity,
    "activities.data": _data,
    "sensitive": _sensitive,
    "flows": _flow,
    "contacts": _contact,
    "subprocessors": _subprocessor,
    "subprocessors.transfers": _transfer,
    "recipients": _recipient,
    "measure_groups": _measure_group,
    "measures_planned": _planned,
}
