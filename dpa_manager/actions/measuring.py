"""Measuring: the firm's sets of measures, and those chosen for an engagement (Art. 32)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

import peewee

from dpa_manager.actions.changing import apply_changes, changing, tell
from dpa_manager.actions.recording import record
from dpa_manager.actions.toolbox import Toolbox
from dpa_manager.domain import typed_text
from dpa_manager.domain.actors import Actor
from dpa_manager.domain.choices import MEASURE_STATUSES
from dpa_manager.domain.choosing import one_of
from dpa_manager.domain.refusals import not_found, refused
from dpa_manager.models import (
    Activity,
    Engagement,
    EngagementMeasure,
    HeadingReason,
    Measure,
    MeasureSet,
)
from dpa_manager.models.base import transaction
from dpa_manager.queries.lists import offered, read_lists
from dpa_manager.vocabulary.library import vocabulary
from dpa_manager.vocabulary.phrase import Phrase

REASONED_HEADINGS = ("A", "B", "C", "D", "E", "F", "G")


@dataclass(frozen=True)
class TypedMeasure:
    """A measure of a set; `heading` is a key of `measure_headings` or S."""

    key: str
    heading: str
    label: Phrase
    text: Phrase = field(default_factory=Phrase)
    status: str = "implemented"
    planned_on: date | None = None
    is_visible_to_clients: bool = True
    iso: tuple[str, ...] = ()
    evidence: str = ""
    reviewed_on: date | None = None


@dataclass(frozen=True)
class MeasureChoice:
    """A measure chosen by key; `activities` are numbers, () means all of them."""

    key: str
    activities: tuple[int, ...] = ()


def catalogue_measures(*, on: date) -> list[TypedMeasure]:
    """The measures of the firm's list on this day, as a first set."""
    return [
        TypedMeasure(
            key=term.key,
            heading=term.heading,
            label=term.label,
            text=term.text,
            status=term.status,
            is_visible_to_clients=term.is_visible_to_clients,
            iso=term.iso,
        )
        for term in offered(read_lists("measures").measures, on=on).values()
    ]


def measures_of(measure_set: MeasureSet) -> list[TypedMeasure]:
    """The measures of a set as typed ones, to publish the next set from."""
    rows = Measure.select().where(Measure.measure_set == measure_set).order_by(Measure.position)
    names = [name for name in TypedMeasure.__dataclass_fields__ if name != "iso"]
    return [
        TypedMeasure(**{name: getattr(row, name) for name in names}, iso=tuple(row.iso))
        for row in rows
    ]


def publish_measure_set(
    name: Phrase,
    measures: Sequence[TypedMeasure],
    *,
    dated_on: date,
    by: Actor,
    toolbox: Toolbox,
) -> MeasureSet:
    """Publish the next version of the firm's measures; older sets stay. Raises Refused."""
    cleaned = [_clean(measure) for measure in measures]
    if not cleaned:
        raise refused("measures-missing", field="measures")
    if len({measure.key for measure in cleaned}) < len(cleaned):
        raise refused("named-twice", field="measures")
    title = typed_text.phrase(name, field="name", max_length=200, required=True)
    with transaction("firm"):
        newest = newest_measure_set()
        row = MeasureSet.create(
            version=(newest.version if newest else 0) + 1,
            name=title,
            dated_on=dated_on,
            created_at=toolbox.now(),
        )
        rows = [
            vars(measure) | {"measure_set": row, "iso": list(measure.iso), "position": position}
            for position, measure in enumerate(cleaned, start=1)
        ]
        for start in range(0, len(rows), 50):
            Measure.insert_many(rows[start : start + 50]).execute()
        record(
            "measure set published",
            by=by,
            at=toolbox.now(),
            subject="measure_set",
            subject_id=str(row.version),
            details={"name": title, "dated_on": dated_on, "measures": cleaned},
        )
    return row


def publish_listed_measures(
    name: Phrase, *, dated_on: date, by: Actor, toolbox: Toolbox
) -> MeasureSet:
    """Publish the measures of the firm's list as the next set; raises Refused.

    What only a set knows of a measure (its plan, its evidence, its review) comes along from the
    newest one.
    """
    newest = newest_measure_set()
    known = {one.key: one for one in measures_of(newest)} if newest else {}
    own = ("planned_on", "evidence", "reviewed_on")
    measures = [
        replace(listed, **{part: getattr(known[listed.key], part) for part in own})
        if listed.key in known
        else listed
        for listed in catalogue_measures(on=toolbox.today())
    ]
    return publish_measure_set(name, measures, dated_on=dated_on, by=by, toolbox=toolbox)


def newest_measure_set() -> MeasureSet | None:
    """The set of the highest version, or None before the first."""
    newest: MeasureSet | None = MeasureSet.select().order_by(MeasureSet.version.desc()).first()
    return newest


def choose_measures(
    engagement: Engagement,
    choices: Sequence[MeasureChoice],
    *,
    measure_set: MeasureSet | None,
    reasons: Mapping[str, Phrase] | None = None,
    by: Actor,
    toolbox: Toolbox,
) -> None:
    """Choose the measures of an engagement from one set, with reasons for headings without any.

    `engagement` comes with its client joined. Raises Refused for what the set or the engagement
    does not have, and when there is no set.
    """
    if measure_set is None:
        raise refused("measure-set-missing")
    told = {
        one_of(heading, REASONED_HEADINGS, field="reasons"): typed_text.phrase(
            reason, field="reasons", max_length=1000, required=True
        )
        for heading, reason in (reasons or {}).items()
    }
    with changing(engagement):
        write_choices(engagement, choices, measure_set=measure_set)
        HeadingReason.delete().where(HeadingReason.engagement == engagement).execute()
        for heading, reason in sorted(told.items()):
            HeadingReason.create(engagement=engagement, heading=heading, reason=reason)
        details = {"set": measure_set.version, "measures": choices, "reasons": told}
        tell("measures chosen", engagement, details=details, by=by, toolbox=toolbox)


def renew_measures(engagement: Engagement, *, by: Actor, toolbox: Toolbox) -> MeasureSet:
    """Take over the firm's newest set: what was chosen stays chosen where the set still has it.

    `engagement` comes with its client joined. Raises Refused when the firm has no set yet.
    """
    newest = newest_measure_set()
    if newest is None:
        raise refused("measure-set-missing")
    with changing(engagement):
        kept = {row.key for row in Measure.select().where(Measure.measure_set == newest)}
        write_choices(
            engagement,
            [choice for choice in chosen_measures(engagement) if choice.key in kept],
            measure_set=newest,
        )
        details = {"set": newest.version}
        tell("measures renewed", engagement, details=details, by=by, toolbox=toolbox)
    return newest


def chosen_measures(engagement: Engagement) -> list[MeasureChoice]:
    """The measures that an engagement has, with the numbers of the activities they are for."""
    rows = (
        EngagementMeasure.select(EngagementMeasure, Measure, Activity)
        .join(Measure)
        .switch(EngagementMeasure)
        .join(Activity, peewee.JOIN.LEFT_OUTER)
        .where(EngagementMeasure.engagement == engagement)
        .order_by(EngagementMeasure.id)
    )
    numbers: dict[str, tuple[int, ...]] = {}
    for row in rows:
        limited = (row.activity.number,) if row.activity is not None else ()
        numbers[row.measure.key] = numbers.get(row.measure.key, ()) + limited
    return [MeasureChoice(key, activities) for key, activities in numbers.items()]


def write_choices(
    engagement: Engagement, choices: Sequence[MeasureChoice], *, measure_set: MeasureSet
) -> None:
    """Write which measures an engagement has, inside a transaction; raises Refused."""
    measures = {row.key: row for row in Measure.select().where(Measure.measure_set == measure_set)}
    activities = {
        row.number: row
        for row in Activity.select().where(Activity.engagement == engagement, ~Activity.is_removed)
    }
    apply_changes(engagement, {"measure_set": measure_set})
    EngagementMeasure.delete().where(EngagementMeasure.engagement == engagement).execute()
    rows = [
        {"engagement": engagement, "measure": _of(measures, choice.key), "activity": activity}
        for choice in {choice.key: choice for choice in choices}.values()
        for activity in _activities(choice, activities)
    ]
    for start in range(0, len(rows), 100):
        EngagementMeasure.insert_many(rows[start : start + 100]).execute()


def _clean(measure: TypedMeasure) -> TypedMeasure:
    return replace(
        measure,
        key=typed_text.line(measure.key, field="key", max_length=40, required=True),
        heading=one_of(measure.heading, vocabulary().measure_headings, field="heading"),
        label=typed_text.phrase(measure.label, field="label", max_length=300, required=True),
        text=typed_text.phrase(measure.text, field="text", max_length=3000),
        status=one_of(measure.status, MEASURE_STATUSES, field="status"),
        evidence=typed_text.line(measure.evidence, field="evidence", max_length=500),
    )


def _of(measures: Mapping[str, Measure], key: str) -> Measure:
    if key not in measures:
        raise refused("measure-unknown", field="measures")
    return measures[key]


def _activities(choice: MeasureChoice, activities: Mapping[int, Activity]) -> list[Any]:
    if not choice.activities:
        return [None]
    for number in choice.activities:
        if number not in activities:
            raise not_found("activity-not-found")
    return [activities[number] for number in dict.fromkeys(choice.activities)]
