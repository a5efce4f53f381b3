"""Two data maps as one: all their flows, and which were added, removed or changed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Protocol, TypeVar

from dpa_manager.domain.data_map.cards import Mark
from dpa_manager.domain.data_map.reading import map_of
from dpa_manager.domain.data_map.rows import DataMap, Flow
from dpa_manager.domain.facts import AgreementFacts

MARKS: tuple[Mark, ...] = ("added", "removed", "changed")


class _Keyed(Protocol):
    @property
    def key(self) -> str: ...


_Row = TypeVar("_Row", bound=_Keyed)


@dataclass(frozen=True)
class MarkedMap:
    """Two maps as one: every flow of either, and a mark for each that is not the same in both."""

    data_map: DataMap
    marks: Mapping[Flow, Mark]

    def only(self, mark: Mark) -> DataMap:
        """The part of the map that has this mark."""
        return self.data_map.with_flows({flow for flow, one in self.marks.items() if one == mark})


def marked_map(before: AgreementFacts, after: AgreementFacts) -> MarkedMap:
    """The maps of two editions of one engagement as one.

    Activity by activity: a category of data may be kept for another period in one alone.
    """
    marks: dict[Flow, Mark] = {}
    numbers = {activity.number: None for activity in (*before.activities, *after.activities)}
    for number in numbers:
        _, found = marks_between(*(_map_of_one(facts, number) for facts in (before, after)))
        marks.update(found)
    return MarkedMap(_union(map_of([before]), map_of([after])), marks)


def marks_between(before: DataMap, after: DataMap) -> tuple[DataMap, Mapping[Flow, Mark]]:
    """All flows of two maps as one map, and the marks of those that differ.

    A flow changed when it is in both, and where it goes, on what ground, how long it is kept, how
    sensitive it is or what it is for differs; another name of the same thing is no change. The
    union has the rows of `after`, and those of `before` that are gone.
    """
    had, has = set(before.flows), set(after.flows)
    marks: dict[Flow, Mark] = {}
    for flow in dict.fromkeys((*before.flows, *after.flows)):
        if flow not in had:
            marks[flow] = "added"
        elif flow not in has:
            marks[flow] = "removed"
        elif _said_of(flow, before) != _said_of(flow, after):
            marks[flow] = "changed"
    return _union(before, after), marks


def _map_of_one(facts: AgreementFacts, number: int) -> DataMap:
    activities = tuple(one for one in facts.activities if one.number == number)
    return map_of([replace(facts, activities=activities)])


def _said_of(flow: Flow, data_map: DataMap) -> tuple[object, ...]:
    """What a map says of a flow, in keys and typed words: what changes when it differs."""
    category = data_map.category[flow.category]
    subject = data_map.subject[flow.subject]
    receiver = data_map.receiver.get(flow.receiver)
    said: list[object] = [category.nature, frozenset(category.retention), subject.is_vulnerable]
    said.append(data_map.activity[flow.activity].purposes)
    if receiver:
        said.append(frozenset(country.key for country in receiver.countries))
        said.append(frozenset(country.key for country in receiver.outside))
        said.append(receiver.line)
        said.append(receiver.is_own_controller)
        said.append(
            frozenset(
                (one.country.key, one.words, one.document, one.signed_on)
                for one in receiver.safeguards
            )
        )
    return tuple(said)


def _union(before: DataMap, after: DataMap) -> DataMap:
    return DataMap(
        subjects=_each(after.subjects, before.subjects),
        categories=_each(after.categories, before.categories),
        activities=_each(after.activities, before.activities),
        receivers=_each(after.receivers, before.receivers),
        flows=tuple(dict.fromkeys((*after.flows, *before.flows))),
    )


def _each(rows: Iterable[_Row], others: Iterable[_Row]) -> tuple[_Row, ...]:
    """Each row once by its key, as the first ones say it."""
    found: dict[str, _Row] = {}
    for row in (*rows, *others):
        found.setdefault(row.key, row)
    return tuple(found.values())
