"""The measures of an engagement beside those that its set, or the firm's newest one, offers."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from dpa_manager.models import (
    Activity,
    Engagement,
    EngagementMeasure,
    HeadingReason,
    Measure,
    MeasureSet,
)
from dpa_manager.models.together import read_together
from dpa_manager.vocabulary.library import vocabulary
from dpa_manager.vocabulary.phrase import Phrase
from dpa_manager.vocabulary.terms import MeasureHeading


@dataclass(frozen=True)
class OfferedMeasure:
    """A measure of a set; `status` is implemented, planned or not_applicable."""

    key: str
    label: Phrase
    text: Phrase
    status: str
    is_visible_to_clients: bool


@dataclass(frozen=True)
class OfferedHeading:
    """A heading of Annex III with the measures that the set has for it, in printed order."""

    key: str
    term: MeasureHeading
    measures: tuple[OfferedMeasure, ...]


@dataclass(frozen=True)
class ActivityLine:
    """An activity by number and title."""

    number: int
    title: Phrase


@dataclass(frozen=True)
class EngagedMeasures:
    """What is offered and chosen; `chosen` goes from a measure's key to activities, () for all.

    `newer` is the firm's newest set when the engagement has an older one, or none at all.
    `gone` are the labels of chosen measures that the newer set does not have any more.
    """

    measure_set: MeasureSet | None
    newer: MeasureSet | None
    headings: tuple[OfferedHeading, ...]
    chosen: dict[str, tuple[int, ...]]
    reasons: dict[str, Phrase]
    activities: tuple[ActivityLine, ...]
    gone: tuple[Phrase, ...] = ()


def engaged_measures(row: Engagement) -> EngagedMeasures:
    """The measures of an engagement: one query."""
    sets = MeasureSet.select().order_by(MeasureSet.version.desc())
    choices = (
        EngagementMeasure.select(EngagementMeasure, Measure)
        .join(Measure)
        .where(EngagementMeasure.engagement == row.id)
        .order_by(EngagementMeasure.id)
    )
    reasons = HeadingReason.select().where(HeadingReason.engagement == row.id)
    activities = (
        Activity.select()
        .where(Activity.engagement == row.id, ~Activity.is_removed)
        .order_by(Activity.number)
    )
    newest_set = MeasureSet.select(MeasureSet.id).order_by(MeasureSet.version.desc()).limit(1)
    is_needed = (Measure.measure_set == row.measure_set_id) | Measure.measure_set.in_(newest_set)
    measures = Measure.select().where(is_needed).order_by(Measure.position, Measure.id)
    read_together(sets, choices, reasons, activities, measures)
    by_set = _by_set(measures)
    mine = next((one for one in sets if one.id == row.measure_set_id), None)
    newest = next(iter(sets), None)
    newer = newest if newest is not None and newest.id != row.measure_set_id else None
    numbers = {activity.id: activity.number for activity in activities}
    return EngagedMeasures(
        measure_set=mine,
        newer=newer,
        headings=_headings(by_set[mine.id] if mine else ()),
        chosen=_chosen(choices, numbers=numbers),
        reasons={reason.heading: reason.reason for reason in reasons},
        activities=tuple(ActivityLine(a.number, a.title) for a in activities),
        gone=_gone(choices, by_set[newer.id]) if newer else (),
    )


def _by_set(measures: Iterable[Measure]) -> dict[int, list[Measure]]:
    found: dict[int, list[Measure]] = defaultdict(list)
    for measure in measures:
        found[measure.measure_set_id].append(measure)
    return found


def _headings(measures: Iterable[Measure]) -> tuple[OfferedHeading, ...]:
    by_heading: dict[str, list[OfferedMeasure]] = defaultdict(list)
    for row in measures:
        by_heading[row.heading].append(
            OfferedMeasure(row.key, row.label, row.text, row.status, row.is_visible_to_clients)
        )
    return tuple(
        OfferedHeading(key, term, tuple(by_heading[key]))
        for key, term in vocabulary().measure_headings.items()
        if by_heading[key] or term.needs_measure
    )


def _chosen(choices: Iterable[Any], *, numbers: dict[int, int]) -> dict[str, tuple[int, ...]]:
    found: dict[str, tuple[int, ...]] = {}
    for row in choices:
        limited = (numbers[row.activity_id],) if row.activity_id in numbers else ()
        found[row.measure.key] = found.get(row.measure.key, ()) + limited
    return found


def _gone(choices: Iterable[Any], newer: Iterable[Measure]) -> tuple[Phrase, ...]:
    kept = {measure.key for measure in newer}
    labels = {row.measure.key: row.measure.label for row in choices if row.measure.key not in kept}
    return tuple(labels.values())
