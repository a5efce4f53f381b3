"""Describing: the activities of an engagement, and what KBITS is for each of them."""

from collections.abc import Mapping, Sequence
from typing import Any

import peewee

from dpa_manager.actions.changing import apply_changes, changing, tell
from dpa_manager.actions.toolbox import Toolbox
from dpa_manager.domain import typed_text
from dpa_manager.domain.actors import Actor
from dpa_manager.domain.choosing import whole_number
from dpa_manager.domain.refusals import conflict, not_found, refused
from dpa_manager.domain.role_decision import RoleAnswer, RoleOutcome, decide
from dpa_manager.domain.typed_activity import TypedActivity, activity_columns
from dpa_manager.models import Activity, ActivitySubject, Engagement
from dpa_manager.queries.lists import read_lists
from dpa_manager.vocabulary.phrase import Phrase

SEVERAL_WORDS = 2000


def add_activity(
    engagement: Engagement, typed: TypedActivity, *, by: Actor, toolbox: Toolbox
) -> Activity:
    """Add an activity with the next number; raises Refused.

    All actions here take the engagement with its client joined.
    """
    with changing(engagement):
        row = write_activity(engagement, typed)
        tell("activity added", engagement, details=_told(row), by=by, toolbox=toolbox)
    return row


def write_activity(engagement: Engagement, typed: TypedActivity) -> Activity:
    """Write an activity with the next number, inside a transaction; raises Refused."""
    columns = activity_columns(typed, service_kinds=read_lists("service_kinds").service_kinds)
    return Activity.create(engagement=engagement, number=next_number(engagement), **columns)


def change_activity(
    engagement: Engagement,
    activity: Activity,
    typed: TypedActivity,
    *,
    counts: Mapping[str, int | None] | None = None,
    by: Actor,
    toolbox: Toolbox,
) -> Activity:
    """Change an activity, save its flows and its role; raises Refused.

    `counts` says of some categories of people about how many there are, None for unknown. Raises
    NotFound for people whom the activity does not touch.
    """
    refuse_foreign(engagement, activity)
    columns = activity_columns(typed, service_kinds=read_lists("service_kinds").service_kinds)
    with changing(engagement):
        changed = apply_changes(activity, columns)
        people = _count(activity, counts or {})
        if changed or people:
            details = {"number": activity.number, "changed": changed} | people
            tell("activity changed", engagement, details=details, by=by, toolbox=toolbox)
    return activity


def remove_activity(
    engagement: Engagement, activity: Activity, *, by: Actor, toolbox: Toolbox
) -> Activity:
    """Take an activity out of the engagement; its number is not used again. Raises Refused."""
    refuse_foreign(engagement, activity)
    with changing(engagement):
        if apply_changes(activity, {"is_removed": True}):
            details = {"number": activity.number}
            tell("activity removed", engagement, details=details, by=by, toolbox=toolbox)
    return activity


def restore_activity(
    engagement: Engagement, activity: Activity, *, by: Actor, toolbox: Toolbox
) -> Activity:
    """Put a removed activity back, with its flows and its role as they were. Raises Refused."""
    if activity.engagement_id != engagement.id:
        raise refused("activity-unknown", field="activity")
    with changing(engagement):
        if apply_changes(activity, {"is_removed": False}):
            details = {"number": activity.number}
            tell("activity restored", engagement, details=details, by=by, toolbox=toolbox)
    return activity


def decide_role(
    engagement: Engagement,
    activity: Activity,
    answers: Sequence[RoleAnswer],
    *,
    own_part: Phrase | None = None,
    seen: str | None = None,
    by: Actor,
    toolbox: Toolbox,
) -> RoleOutcome:
    """Decide what KBITS is for an activity by the answers to the wizard (DOMAIN 1.1).

    When the answers split off a part for a goal of KBITS's own, that part becomes an activity of
    its own with KBITS as controller; `own_part` is its title. `seen` is `decision_mark` of the
    decision that the person knows of. Raises Refused, and Conflict when there is a newer one.
    """
    refuse_foreign(engagement, activity)
    outcome = decide([_clean(answer) for answer in answers])
    if outcome.is_split and not own_part:
        raise refused("own-part-title", field="own_part")
    with changing(engagement):
        _refuse_overtaken(activity, seen)
        _write_role(activity, outcome, outcome.outcome, by=by, toolbox=toolbox)
        details = _told(activity) | {"is_split": outcome.is_split}
        if outcome.is_split and own_part:
            part = write_activity(engagement, TypedActivity(title=own_part))
            _write_role(part, outcome, "controller", by=by, toolbox=toolbox)
            details["own_part"] = part.number
        tell("role decided", engagement, details=details, by=by, toolbox=toolbox)
    return outcome


def decision_mark(activity: Activity) -> str:
    """What tells one decision about an activity's role from the next: its instant, or ""."""
    return activity.role_decided_at.isoformat() if activity.role_decided_at else ""


def _refuse_overtaken(activity: Activity, seen: str | None) -> None:
    now = Activity.select(Activity.role_decided_at).where(Activity.id == activity.id).get()
    if seen is not None and decision_mark(now) != seen:
        raise conflict("role-decided-meanwhile")


def _count(activity: Activity, counts: Mapping[str, int | None]) -> dict[str, Any]:
    """Write how many people there are; returns {"people": {subject: [before, after]}} or {}."""
    rows = ActivitySubject.select().where(ActivitySubject.activity == activity)
    known = {row.category_key: row for row in rows}
    told = {}
    for subject, count in counts.items():
        if subject not in known:
            raise not_found("subject-not-in-activity")
        if count is not None:
            whole_number(count, field=f"count_{subject}")
        changed = apply_changes(known[subject], {"approximate_count": count})
        if changed:
            told[subject] = changed["approximate_count"]
    return {"people": told} if told else {}


def _write_role(
    activity: Activity, found: RoleOutcome, outcome: str, *, by: Actor, toolbox: Toolbox
) -> None:
    activity.role_outcome = outcome
    activity.role_answers = [
        [answer.question.removeprefix("q"), "yes" if answer.is_yes else "no", answer.reason]
        for answer in found.answers
    ]
    activity.role_decided_by = by.email
    activity.role_decided_at = toolbox.now()
    activity.save()


def _clean(answer: RoleAnswer) -> RoleAnswer:
    reason = typed_text.prose(answer.reason, field=answer.question, max_length=SEVERAL_WORDS)
    return RoleAnswer(answer.question, answer.is_yes, reason)


def next_number(engagement: Engagement) -> int:
    """The number of the next activity: none is ever given twice, removed ones included."""
    highest = Activity.select(peewee.fn.MAX(Activity.number)).where(
        Activity.engagement == engagement
    )
    return (highest.scalar() or 0) + 1


def refuse_foreign(engagement: Engagement, activity: Activity) -> None:
    """Raises Refused unless the activity is one of this engagement's, and not removed."""
    if activity.engagement_id != engagement.id or activity.is_removed:
        raise refused("activity-unknown", field="activity")


def _told(activity: Activity) -> dict[str, object]:
    return {
        "number": activity.number,
        "title": activity.title,
        "outcome": activity.role_outcome,
        "answers": activity.role_answers,
    }
