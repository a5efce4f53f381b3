"""The activities of an engagement for those who describe them: one with its people, the removed."""

from dataclasses import dataclass

from peewee import ModelSelect

from dpa_manager.domain.refusals import not_found
from dpa_manager.models import Activity, ActivitySubject, Agreement, Engagement, Flow
from dpa_manager.models.together import read_together
from dpa_manager.vocabulary.library import vocabulary

_LONGEST_NUMBER = 6


@dataclass(frozen=True)
class ActivitySheet:
    """An activity; `counts` says of each category of people in its flows how many there are."""

    activity: Activity
    counts: dict[str, int | None]


def activity_of(row: Engagement, number: str, *, also_removed: bool = False) -> Activity:
    """The activity with this number, as an address has it; raises NotFound."""
    found: Activity | None = _numbered(row, number, also_removed=also_removed).first()
    if found is None:
        raise not_found("activity-not-found")
    return found


def activity_sheet(row: Engagement, number: str) -> ActivitySheet:
    """The activity with this number and the people in its flows: one query; raises NotFound."""
    activities = _numbered(row, number, also_removed=False)
    here = activities.clone().select(Activity.id)
    people = ActivitySubject.select().where(ActivitySubject.activity.in_(here))
    flows = Flow.select(Flow.subject_key).where(Flow.activity.in_(here)).distinct()
    read_together(activities, people, flows)
    activity: Activity | None = next(iter(activities), None)
    if activity is None:
        raise not_found("activity-not-found")
    flowing = {flow.subject_key for flow in flows}
    known = {one.category_key: one.approximate_count for one in people}
    order = [key for key in vocabulary().data_subjects if key in known and key in flowing]
    return ActivitySheet(activity, {key: known[key] for key in order})


def removed_activities(row: Engagement) -> tuple[Activity, ...]:
    """What was taken out of the engagement, by number."""
    rows = Activity.select().where(Activity.engagement == row.id, Activity.is_removed)
    return tuple(rows.order_by(Activity.number))


def has_agreement(row: Engagement) -> bool:
    """Whether an agreement was drafted for the engagement, so that a change asks for a new one."""
    return bool(Agreement.select().where(Agreement.engagement == row.id).exists())


def _numbered(row: Engagement, number: str, *, also_removed: bool) -> "ModelSelect[Activity]":
    """The activity as a select; a number is written in one way only, and never too long to ask."""
    is_number = number.isascii() and number.isdecimal() and len(number) <= _LONGEST_NUMBER
    known = int(number) if is_number and not number.startswith("0") else 0
    found = Activity.select().where(Activity.engagement == row.id, Activity.number == known)
    return found if also_removed else found.where(~Activity.is_removed)
