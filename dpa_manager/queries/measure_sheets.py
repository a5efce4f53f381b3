"""The firm's sets of measures as pages show them, and what the list has that no set has yet."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

import peewee

from dpa_manager.models import Engagement, Measure, MeasureSet
from dpa_manager.queries.lists import offered, read_lists
from dpa_manager.vocabulary.library import vocabulary
from dpa_manager.vocabulary.phrase import Phrase
from dpa_manager.vocabulary.terms import MeasureHeading


@dataclass(frozen=True)
class SetLine:
    """A set by version; `engagements` is how many that are still active have it."""

    version: int
    name: Phrase
    dated_on: date
    engagements: int


@dataclass(frozen=True)
class SetHeading:
    """A heading of Annex III with the measures of a set under it."""

    key: str
    term: MeasureHeading
    measures: tuple[Measure, ...]


@dataclass(frozen=True)
class Unpublished:
    """What the list has otherwise than the newest set: names of measures."""

    added: tuple[Phrase, ...] = ()
    changed: tuple[Phrase, ...] = ()
    removed: tuple[Phrase, ...] = ()

    @property
    def is_any(self) -> bool:
        """Whether a new set would differ from the newest one."""
        return bool(self.added or self.changed or self.removed)


@dataclass(frozen=True)
class MeasureSheet:
    """The sets of the firm, the newest first, one of them with its measures."""

    sets: tuple[SetLine, ...]
    shown: MeasureSet | None
    headings: tuple[SetHeading, ...]
    unpublished: Unpublished


def measure_sheet(*, on: date, version: str = "") -> MeasureSheet:
    """The sets, and the measures of `version`, or of the newest where there is none: 4 queries."""
    sets = list(MeasureSet.select().order_by(MeasureSet.version.desc()))
    wanted = [one for one in sets if str(one.version) == version]
    shown = next(iter(wanted or sets), None)
    newest = next(iter(sets), None)
    keys = [one.id for one in (shown, newest) if one is not None]
    asked = Measure.select().where(Measure.measure_set.in_(keys)).order_by(Measure.position)
    by_set: dict[int, list[Measure]] = defaultdict(list)
    for measure in asked:
        by_set[measure.measure_set_id].append(measure)
    return MeasureSheet(
        sets=_lines(sets),
        shown=shown,
        headings=_headings(by_set[shown.id] if shown else ()),
        unpublished=_unpublished(by_set[newest.id] if newest else (), on=on),
    )


def _lines(sets: Iterable[MeasureSet]) -> tuple[SetLine, ...]:
    counted: Any = (
        Engagement.select(Engagement.measure_set, peewee.fn.COUNT(Engagement.id))
        .where(Engagement.is_active)
        .group_by(Engagement.measure_set)
        .tuples()
    )
    counts = dict(counted)
    return tuple(
        SetLine(one.version, one.name, one.dated_on, counts.get(one.id, 0)) for one in sets
    )


def _headings(measures: Iterable[Measure]) -> tuple[SetHeading, ...]:
    by_heading: dict[str, list[Measure]] = defaultdict(list)
    for measure in measures:
        by_heading[measure.heading].append(measure)
    return tuple(
        SetHeading(key, term, tuple(by_heading[key]))
        for key, term in vocabulary().measure_headings.items()
        if by_heading[key]
    )


def _unpublished(newest: Iterable[Measure], *, on: date) -> Unpublished:
    """A measure is known again by its code; what a set says beside the list's words stays."""
    listed = offered(read_lists("measures").measures, on=on)
    kept = {row.key: row for row in newest}
    return Unpublished(
        added=tuple(term.label for key, term in listed.items() if key not in kept),
        changed=tuple(
            term.label for key, term in listed.items() if key in kept and _differs(term, kept[key])
        ),
        removed=tuple(row.label for key, row in kept.items() if key not in listed),
    )


def _differs(term: Any, row: Measure) -> bool:
    names = ("heading", "label", "text", "status", "is_visible_to_clients")
    return any(getattr(term, name) != getattr(row, name) for name in names)
