"""Copying: a whole engagement into a new one, or one activity beside itself."""

from datetime import date
from typing import Any

from dpa_manager.actions.changing import apply_changes, changing, tell
from dpa_manager.actions.describing import next_number, refuse_foreign
from dpa_manager.actions.toolbox import Toolbox
from dpa_manager.domain.actors import Actor
from dpa_manager.models import (
    Activity,
    ActivityData,
    ActivitySubject,
    Engagement,
    EngagementMeasure,
    EngagementRecipient,
    EngagementSubprocessor,
    Flow,
    HeadingReason,
    MeasureSet,
)
from dpa_manager.vocabulary.phrase import Phrase

_ACTIVITY = (
    "title",
    "client_role",
    "service_kinds",
    "purposes",
    "own_purposes",
    "operations",
    "channels",
    "locations",
    "platforms",
    "has_remote_access",
    "runs_on_platform",
    "automated_decision",
)
_DATA = (
    "category_key",
    "description",
    "retention_key",
    "retention_words",
    "sensitive_reason",
    "safeguard_keys",
)
_LONGEST_TITLE = 200


def copy_contents(source: Engagement, target: Engagement, *, on: date) -> None:
    """Copy what `actions.engaging.engage_from_copy` says, inside its transaction.

    The declared legal basis of sensitive data stays behind: it is the other client's word.
    """
    activities = _copy_activities(source, target)
    _copy_parts(activities)
    flowing = _copy_flows(source, target, activities)
    _copy_listings(source, target, flowing, on=on)
    _copy_measures(source, target, activities)


def copy_activity(
    engagement: Engagement, activity: Activity, *, by: Actor, toolbox: Toolbox
) -> Activity:
    """Add an activity like another of the same engagement, with its flows and its limits.

    Its role stays open: the facts of the new one decide it. The engagement comes with its client
    joined. Raises Refused.
    """
    refuse_foreign(engagement, activity)
    with changing(engagement):
        number = next_number(engagement)
        columns = {name: getattr(activity, name) for name in _ACTIVITY}
        columns["title"] = _numbered(activity.title, number)
        row: Activity = Activity.create(engagement=engagement, number=number, **columns)
        copied = {activity.id: row.id}
        # The same client declared the legal basis, so here it comes along.
        _copy_parts(copied, columns=(*_DATA, "legal_basis"))
        _copy_flows(engagement, engagement, copied)
        for choice in EngagementMeasure.select().where(EngagementMeasure.activity == activity):
            EngagementMeasure.create(engagement=engagement, measure=choice.measure_id, activity=row)
        details = {"number": number, "title": row.title, "copied_from": activity.number}
        tell("activity added", engagement, details=details, by=by, toolbox=toolbox)
    return row


def _numbered(title: Phrase, number: int) -> Phrase:
    """A title that is told from the one it was copied from: "Web hosting (3)"."""
    end = f" ({number})"
    return Phrase.of(
        {
            code: words and words[: _LONGEST_TITLE - len(end)] + end
            for code, words in title.as_dict().items()
        }
    )


def _copy_activities(source: Engagement, target: Engagement) -> dict[int, int]:
    """The new row's key by the old one's; numbers start from 1 again."""
    rows = Activity.select().where(Activity.engagement == source, ~Activity.is_removed)
    copied = {}
    for number, row in enumerate(rows.order_by(Activity.number), start=1):
        columns = {name: getattr(row, name) for name in _ACTIVITY}
        copied[row.id] = Activity.create(engagement=target, number=number, **columns).id
    return copied


def _copy_parts(activities: dict[int, int], *, columns: tuple[str, ...] = _DATA) -> None:
    ids = list(activities)
    for subject in ActivitySubject.select().where(ActivitySubject.activity.in_(ids)):
        ActivitySubject.create(
            activity=activities[subject.activity_id], category_key=subject.category_key
        )
    for data in ActivityData.select().where(ActivityData.activity.in_(ids)):
        told = {name: getattr(data, name) for name in columns}
        ActivityData.create(activity=activities[data.activity_id], **told)


def _copy_flows(
    source: Engagement, target: Engagement, activities: dict[int, int]
) -> list[tuple[int | None, int | None]]:
    """Copy the flows; returns the sub-processor and recipient of each."""
    rows: list[dict[str, Any]] = [
        {
            "engagement": target.id,
            "activity": activities[row.activity_id],
            "subject_key": row.subject_key,
            "category_key": row.category_key,
            "target": row.target,
            "subprocessor": row.subprocessor_id,
            "recipient": row.recipient_id,
        }
        for row in Flow.select().where(Flow.engagement == source).order_by(Flow.id)
        if row.activity_id in activities
    ]
    for start in range(0, len(rows), 100):
        Flow.insert_many(rows[start : start + 100]).execute()
    return [(row["subprocessor"], row["recipient"]) for row in rows]


def _copy_listings(
    source: Engagement,
    target: Engagement,
    flowing: list[tuple[int | None, int | None]],
    *,
    on: date,
) -> None:
    subprocessors = {subprocessor for subprocessor, _ in flowing}
    recipients = {recipient for _, recipient in flowing}
    old = EngagementSubprocessor.select().where(EngagementSubprocessor.engagement == source)
    number = 0
    for row in old.order_by(EngagementSubprocessor.number):
        if row.subprocessor_id in subprocessors:
            number += 1
            EngagementSubprocessor.create(
                engagement=target,
                subprocessor=row.subprocessor_id,
                number=number,
                delimitation=row.delimitation,
                since_on=on,
            )
    others = EngagementRecipient.select().where(EngagementRecipient.engagement == source)
    number = 0
    for other in others.order_by(EngagementRecipient.number):
        if other.recipient_id in recipients:
            number += 1
            EngagementRecipient.create(
                engagement=target,
                recipient=other.recipient_id,
                number=number,
                purpose=other.purpose,
                event=other.event,
            )


def _copy_measures(source: Engagement, target: Engagement, activities: dict[int, int]) -> None:
    """Copy the chosen measures with their set, and the reasons for headings without any."""
    apply_changes(target, {"measure_set": MeasureSet.get_or_none(id=source.measure_set_id)})
    for row in EngagementMeasure.select().where(EngagementMeasure.engagement == source):
        activity = row.activity_id and activities.get(row.activity_id)
        if activity or row.activity_id is None:
            EngagementMeasure.create(engagement=target, measure=row.measure_id, activity=activity)
    for reason in HeadingReason.select().where(HeadingReason.engagement == source):
        HeadingReason.create(engagement=target, heading=reason.heading, reason=reason.reason)
