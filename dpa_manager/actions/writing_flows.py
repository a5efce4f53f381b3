"""Writing flows with the rows that they imply, inside another action's transaction.

A flow implies that its activity has that subject and that category, with the retention that is
usual for its services, and that its target stands in Annex IV under a number of its own.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from dpa_manager.domain.choices import FLOW_TARGETS
from dpa_manager.domain.choosing import one_of
from dpa_manager.domain.refusals import refused
from dpa_manager.domain.usual_retention import usual_retention
from dpa_manager.models import (
    Activity,
    ActivityData,
    ActivitySubject,
    Engagement,
    EngagementRecipient,
    EngagementSubprocessor,
    Flow,
    Recipient,
    Subprocessor,
)
from dpa_manager.queries.lists import read_lists
from dpa_manager.vocabulary.library import vocabulary
from dpa_manager.vocabulary.terms import ServiceKind


@dataclass(frozen=True)
class TypedFlow:
    """A flow: the activity's number, a subject's and a category's key, and whom it goes to.

    `target` is stays, subprocessor or recipient; `target_key` is that one's reference, else "".
    """

    activity: int
    subject: str
    category: str
    target: str = "stays"
    target_key: str = ""


FlowColumns = tuple[int, str, str, str, int | None, int | None]
"""Activity, subject, category, target, sub-processor and recipient, rows by integer key."""


def read_flows(engagement: Engagement, flows: Iterable[TypedFlow]) -> list[FlowColumns]:
    """The typed flows as columns, each once; raises Refused with the field that is wrong."""
    typed = list(dict.fromkeys(flows))
    activities = {
        row.number: row.id
        for row in Activity.select(Activity.id, Activity.number).where(
            Activity.engagement == engagement, ~Activity.is_removed
        )
    }
    targets = _targets(typed)
    return [_columns(flow, activities=activities, targets=targets) for flow in typed]


def present_flows(engagement: Engagement) -> set[FlowColumns]:
    """The flows of an engagement as columns."""
    return {
        (f.activity_id, f.subject_key, f.category_key, f.target, f.subprocessor_id, f.recipient_id)
        for f in Flow.select().where(Flow.engagement == engagement)
    }


def add_rows(engagement: Engagement, flows: Sequence[FlowColumns], *, on: date) -> None:
    """Write flows that are not there yet, with the rows that they imply."""
    _describe(flows)
    _list_targets(engagement, flows, on=on)
    rows = [
        {
            "engagement": engagement.id,
            "activity": activity,
            "subject_key": subject,
            "category_key": category,
            "target": target,
            "subprocessor": subprocessor,
            "recipient": recipient,
        }
        for activity, subject, category, target, subprocessor, recipient in flows
    ]
    for start in range(0, len(rows), 100):
        Flow.insert_many(rows[start : start + 100]).execute()


def remove_rows(engagement: Engagement, flows: Iterable[FlowColumns]) -> None:
    """Remove flows; what was written about their data stays, for when they come back."""
    doomed = set(flows)
    for row in Flow.select().where(Flow.engagement == engagement):
        columns = (row.activity_id, row.subject_key, row.category_key)
        if (*columns, row.target, row.subprocessor_id, row.recipient_id) in doomed:
            row.delete_instance()


def told_flows(engagement: Engagement, flows: Iterable[FlowColumns]) -> list[list[Any]]:
    """The flows as the history tells them: by number, keys and references."""
    numbers = dict(_pairs(Activity, Activity.number, Activity.engagement == engagement))
    subprocessors = dict(_pairs(Subprocessor, Subprocessor.reference, None))
    recipients = dict(_pairs(Recipient, Recipient.reference, None))
    return [
        [numbers[flow[0]], *flow[1:4], subprocessors.get(flow[4]) or recipients.get(flow[5]) or ""]
        for flow in flows
    ]


def list_subprocessor(
    engagement: Engagement, subprocessor_id: int, *, since_on: date | None
) -> EngagementSubprocessor:
    """The row of Annex IV.A for a sub-processor, made with the next number when it is new."""
    row: EngagementSubprocessor = _listed(
        EngagementSubprocessor, engagement, since_on=since_on, subprocessor=subprocessor_id
    )
    return row


def list_recipient(engagement: Engagement, recipient_id: int) -> EngagementRecipient:
    """The row of Annex IV.B for a recipient, made with the next number when it is new."""
    row: EngagementRecipient = _listed(EngagementRecipient, engagement, recipient=recipient_id)
    return row


def _targets(flows: Iterable[TypedFlow]) -> dict[tuple[str, str], int]:
    named: dict[str, set[str]] = {"subprocessor": set(), "recipient": set()}
    for flow in flows:
        one_of(flow.target, FLOW_TARGETS, field="target")
        if flow.target != "stays":
            named[flow.target].add(flow.target_key)
    usable = (Subprocessor.state != "ended") & Subprocessor.reference.in_(named["subprocessor"])
    active = Recipient.is_active & Recipient.reference.in_(named["recipient"])
    subprocessors = Subprocessor.select(Subprocessor.id, Subprocessor.reference).where(usable)
    recipients = Recipient.select(Recipient.id, Recipient.reference).where(active)
    found = {("subprocessor", row.reference): row.id for row in subprocessors}
    return found | {("recipient", row.reference): row.id for row in recipients}


def _columns(
    flow: TypedFlow, *, activities: dict[int, int], targets: dict[tuple[str, str], int]
) -> FlowColumns:
    words = vocabulary()
    if flow.activity not in activities:
        raise refused("activity-unknown", field="activity")
    subject = one_of(flow.subject, words.data_subjects, field="subject")
    category = one_of(flow.category, words.data_categories, field="category")
    start = (activities[flow.activity], subject, category, flow.target)
    if flow.target == "stays":
        if flow.target_key:
            raise refused("flow-stays", field="target_key")
        return (*start, None, None)
    row_id = targets.get((flow.target, flow.target_key))
    if row_id is None:
        raise refused("flow-target-unknown", field="target_key")
    return (*start, row_id, None) if flow.target == "subprocessor" else (*start, None, row_id)


def _describe(flows: Sequence[FlowColumns]) -> None:
    """The subjects and data of activities that these flows name for the first time."""
    ids = sorted({flow[0] for flow in flows})
    subjects = _present(ActivitySubject, ids)
    data = _present(ActivityData, ids)
    kinds = _kinds_of(ids)
    for activity, subject in dict.fromkeys((flow[0], flow[1]) for flow in flows):
        if (activity, subject) not in subjects:
            ActivitySubject.create(activity=activity, category_key=subject)
    for activity, category in dict.fromkeys((flow[0], flow[2]) for flow in flows):
        if (activity, category) not in data:
            ActivityData.create(
                activity=activity,
                category_key=category,
                retention_key=usual_retention(kinds[activity], category),
            )


def _pairs(table: Any, column: Any, condition: Any) -> Any:
    query = table.select(table.id, column)
    return (query if condition is None else query.where(condition)).tuples()


def _present(table: Any, activity_ids: Sequence[int]) -> set[tuple[int, str]]:
    query = table.select(table.activity, table.category_key).where(table.activity.in_(activity_ids))
    return set(query.tuples())


def _kinds_of(activity_ids: Sequence[int]) -> dict[int, list[ServiceKind]]:
    listed = read_lists("service_kinds").service_kinds
    rows = Activity.select(Activity.id, Activity.service_kinds).where(Activity.id.in_(activity_ids))
    return {row.id: [listed[key] for key in row.service_kinds if key in listed] for row in rows}


def _list_targets(engagement: Engagement, flows: Sequence[FlowColumns], *, on: date) -> None:
    for subprocessor in dict.fromkeys(flow[4] for flow in flows if flow[4] is not None):
        list_subprocessor(engagement, subprocessor, since_on=on)
    for recipient in dict.fromkeys(flow[5] for flow in flows if flow[5] is not None):
        list_recipient(engagement, recipient)


def _listed(table: Any, engagement: Engagement, **columns: Any) -> Any:
    (name,) = (name for name in columns if name != "since_on")
    rows = list(table.select().where(table.engagement == engagement))
    for row in rows:
        if getattr(row, f"{name}_id") == columns[name]:
            return row
    number = max((row.number for row in rows), default=0) + 1
    return table.create(engagement=engagement, number=number, **columns)
