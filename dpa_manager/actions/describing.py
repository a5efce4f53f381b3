"""Describing: the activities of an engagement, and what KBITS is for each of them."""

from collections.abc import Sequence

import peewee

from dpa_manager.actions.changing import apply_changes, changing, tell
from dpa_manager.actions.toolbox import Toolbox
from dpa_manager.domain import typed_text
from dpa_manager.domain.actors import Actor
from dpa_manager.domain.refusals import refused
from dpa_manager.domain.role_decision import RoleAnswer, RoleOutcome, decide
from dpa_manager.domain.typed_activity import TypedActivity, activity_columns
from dpa_manager.models import Activity, Engagement
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
    return Activity.create(engagement=engagement, number=_next_number(engagement), **columns)


def change_activity(
    engagement: Engagement,
    activity: Activity,
    typed: TypedActivity,
    *,
    by: Actor,
    toolbox: Toolbox,
) -> Activity:
    """Change an activity, save its flows and its role; raises Refused."""
    _refuse_foreign(engagement, activity)
    columns = activity_columns(typed, service_kinds=read_lists("service_kinds").service_kinds)
    with changing(engagement):
        changed = apply_changes(activity, columns)
        if changed:
            details = {"number": activity.number, "changed": changed}
            tell("activity changed", engagement, details=details, by=by, toolbox=toolbox)
    return activity


def remove_activity(
    engagement: Engagement, activity: Activity, *, by: Actor, toolbox: Toolbox
) -> None:
    """Take an activity out of the engagement; its number is not used again. Raises Refused."""
    _refuse_foreign(engagement, activity)
    with changing(engagement):
        if apply_changes(activity, {"is_removed": True}):
            details = {"number": activity.number}
            tell("activity removed", engagement, details=details, by=by, toolbox=toolbox)


def decide_role(
    engagement: Engagement,
    activity: Activity,
    answers: Sequence[RoleAnswer],
    *,
    own_part: Phrase | None = None,
    by: Actor,
    toolbox: Toolbox,
) -> RoleOutcome:
    """Decide what KBITS is for an activity by the answers to the wizard (DOMAIN 1.1).

    When the answers split off a part for a goal of KBITS's own, that part becomes an activity of
    its own with KBITS as controller; `own_part` is its title. Raises Refused.
    """
    _refuse_foreign(engagement, activity)
    outcome = decide([_clean(answer) for answer in answers])
    if outcome.is_split and not own_part:
        raise refused("own-part-title", field="own_part")
    with changing(engagement):
        _write_role(activity, outcome, outcome.outcome, by=by, toolbox=toolbox)
        details = _told(activity) | {"is_split": outcome.is_split}
        if outcome.is_split and own_part:
            part = write_activity(engagement, TypedActivity(title=own_part))
            _write_role(part, outcome, "controller", by=by, toolbox=toolbox)
            details["own_part"] = part.number
        tell("role decided", engagement, details=details, by=by, toolbox=toolbox)
    return outcome


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


def _next_number(engagement: Engagement) -> int:
    highest = Activity.select(peewee.fn.MAX(Activity.number)).where(
        Activity.engagement == engagement
    )
    return (highest.scalar() or 0) + 1


def _refuse_foreign(engagement: Engagement, activity: Activity) -> None:
    if activity.engagement_id != engagement.id or activity.is_removed:
        raise refused("activity-unknown", field="activity")


def _told(activity: Activity) -> dict[str, object]:
    return {
        "number": activity.number,
        "title": activity.title,
        "outcome": activity.role_outcome,
        "answers": activity.role_answers,
    }
