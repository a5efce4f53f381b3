"""Mapping: whose data, which data, in which activity, to whom; and what holds for those data."""

from collections.abc import Collection, Iterable, Sequence
from typing import Any

from dpa_manager.actions.changing import apply_changes, changing, tell
from dpa_manager.actions.toolbox import Toolbox
from dpa_manager.actions.writing_flows import (
    FlowColumns,
    TypedFlow,
    add_rows,
    present_flows,
    read_flows,
    remove_rows,
    told_flows,
)
from dpa_manager.domain import typed_text
from dpa_manager.domain.actors import Actor
from dpa_manager.domain.choosing import each_of, one_of, whole_number
from dpa_manager.domain.refusals import not_found, refused
from dpa_manager.domain.typed_activity import Place, place_rows
from dpa_manager.models import (
    Activity,
    ActivityData,
    ActivitySubject,
    Engagement,
    Flow,
    Measure,
    Recipient,
    Subprocessor,
)
from dpa_manager.queries.lists import offered, read_lists
from dpa_manager.vocabulary.phrase import Phrase


def add_flows(
    engagement: Engagement, flows: Sequence[TypedFlow], *, by: Actor, toolbox: Toolbox
) -> int:
    """Add flows; those that are there stay. Returns how many are new. Raises Refused.

    All actions here take the engagement with its client joined.
    """
    with changing(engagement):
        wanted = read_flows(engagement, flows)
        present = present_flows(engagement)
        return _apply(
            engagement,
            remove=[],
            add=[flow for flow in wanted if flow not in present],
            by=by,
            toolbox=toolbox,
        )


def remove_flows(
    engagement: Engagement, flows: Sequence[TypedFlow], *, by: Actor, toolbox: Toolbox
) -> int:
    """Remove flows; those that are not there are left alone. Returns how many went."""
    with changing(engagement):
        wanted = read_flows(engagement, flows)
        present = present_flows(engagement)
        doomed = [flow for flow in wanted if flow in present]
        return _apply(engagement, remove=doomed, add=[], by=by, toolbox=toolbox)


def replace_matrix(
    engagement: Engagement, flows: Sequence[TypedFlow], *, by: Actor, toolbox: Toolbox
) -> int:
    """Make these the only flows of the engagement, in one act. Returns how many changed."""
    with changing(engagement):
        wanted = read_flows(engagement, flows)
        present = present_flows(engagement)
        return _apply(
            engagement,
            remove=[flow for flow in sorted(present, key=str) if flow not in set(wanted)],
            add=[flow for flow in wanted if flow not in present],
            by=by,
            toolbox=toolbox,
        )


def replace_activity_flows(
    engagement: Engagement,
    activity: int,
    flows: Sequence[TypedFlow],
    *,
    seen: Collection[TypedFlow] | None = None,
    by: Actor,
    toolbox: Toolbox,
) -> int:
    """Make these the only flows of one activity, in one act. Returns how many changed.

    `seen` are the flows that the person had before them: what others added or removed since then
    stays so, so that people who tick different cells never overwrite each other. A flow that is
    there may stay, whoever it goes to. Raises Refused, NotFound.
    """
    wanted = dict.fromkeys(flows)
    if any(flow.activity != activity for flow in wanted):
        raise refused("activity-unknown", field="activity")
    with changing(engagement):
        present = _typed_flows(_activity(engagement, activity))
        before = set(present) if seen is None else set(seen)
        left = before - wanted.keys()
        gone = [columns for flow, columns in present.items() if flow in left]
        new = [flow for flow in wanted if flow not in before and flow not in present]
        return _apply(
            engagement,
            remove=sorted(gone, key=str),
            add=read_flows(engagement, new),
            by=by,
            toolbox=toolbox,
        )


def set_retention(
    engagement: Engagement,
    *,
    activity: int,
    category: str,
    rule: str,
    words: Phrase | None = None,
    by: Actor,
    toolbox: Toolbox,
) -> None:
    """Choose when a category of data goes; `words` replace the rule's sentence in print.

    Raises Refused for a rule that is not offered, or that is about KBITS's own files (DOMAIN 4.4:
    its own accounts never justify keeping a client's data), NotFound for data that do not flow.
    """
    rules = offered(read_lists("retention_rules").retention_rules, on=toolbox.today())
    one_of(rule, rules, field="rule")
    row_of_activity = _activity(engagement, activity)
    is_own = row_of_activity.role_outcome == "controller"
    if rules[rule].is_own_controller_only and not is_own:
        raise refused("retention-own-files", field="rule")
    columns = {
        "retention_key": rule,
        "retention_words": typed_text.phrase(words or Phrase(), field="words", max_length=1000),
    }
    _change_data(engagement, row_of_activity, category, columns, by=by, toolbox=toolbox)


def describe_data(
    engagement: Engagement,
    *,
    activity: int,
    category: str,
    description: Phrase,
    by: Actor,
    toolbox: Toolbox,
) -> None:
    """Say what a category holds, which "other" and unknown content need (R-PRE-5)."""
    columns = {"description": typed_text.phrase(description, field="description", max_length=2000)}
    row = _activity(engagement, activity)
    _change_data(engagement, row, category, columns, by=by, toolbox=toolbox)


def protect_data(
    engagement: Engagement,
    *,
    activity: int,
    category: str,
    reason: Phrase,
    safeguards: Sequence[str],
    legal_basis: Phrase | None = None,
    by: Actor,
    toolbox: Toolbox,
) -> None:
    """Say why sensitive data are needed, and under which measures of heading S (R-SENS-1).

    `legal_basis` is what the client declares, for the national register number (R-SENS-3).
    """
    offered_here = Measure.select(Measure.key).where(
        Measure.measure_set == engagement.measure_set_id, Measure.heading == "S"
    )
    keys = {row.key for row in offered_here}
    columns = {
        "sensitive_reason": typed_text.phrase(reason, field="reason", max_length=2000),
        "safeguard_keys": each_of(safeguards, keys, field="safeguards"),
        "legal_basis": typed_text.phrase(
            legal_basis or Phrase(), field="legal_basis", max_length=2000
        ),
    }
    row = _activity(engagement, activity)
    _change_data(engagement, row, category, columns, by=by, toolbox=toolbox)


def count_subjects(
    engagement: Engagement,
    *,
    activity: int,
    subject: str,
    count: int | None,
    by: Actor,
    toolbox: Toolbox,
) -> None:
    """Say about how many people of a category there are; None for unknown."""
    if count is not None:
        whole_number(count, field="count")
    row = _activity(engagement, activity)
    found = ActivitySubject.get_or_none(
        ActivitySubject.activity == row, ActivitySubject.category_key == subject
    )
    if found is None:
        raise not_found("subject-not-in-activity")
    with changing(engagement):
        changed = apply_changes(found, {"approximate_count": count})
        details = {"activity": activity, "subject": subject}
        if changed:
            tell(
                "subjects counted",
                engagement,
                details=details | {"changed": changed},
                by=by,
                toolbox=toolbox,
            )


def set_locations(
    engagement: Engagement,
    *,
    activity: int,
    locations: tuple[Place, ...],
    by: Actor,
    toolbox: Toolbox,
) -> None:
    """Say where an activity takes place: countries and kinds of places; raises Refused."""
    columns = {"locations": place_rows(locations, field="locations")}
    row = _activity(engagement, activity)
    with changing(engagement):
        changed = apply_changes(row, columns)
        if changed:
            tell(
                "locations set",
                engagement,
                details={"activity": activity} | {"changed": changed},
                by=by,
                toolbox=toolbox,
            )


def _apply(
    engagement: Engagement,
    *,
    remove: Sequence[FlowColumns],
    add: Sequence[FlowColumns],
    by: Actor,
    toolbox: Toolbox,
) -> int:
    if not remove and not add:
        return 0
    remove_rows(engagement, remove)
    add_rows(engagement, add, on=toolbox.today())
    details = {
        "removed": told_flows(engagement, remove),
        "added": told_flows(engagement, add),
    }
    tell("flows mapped", engagement, details=details, by=by, toolbox=toolbox)
    return len(remove) + len(add)


def _typed_flows(activity: Activity) -> dict[TypedFlow, FlowColumns]:
    """The flows of an activity as they are typed, each with its columns."""
    rows = list(Flow.select().where(Flow.activity == activity))
    references = _references(Subprocessor, [row.subprocessor_id for row in rows])
    names = _references(Recipient, [row.recipient_id for row in rows])
    found = {}
    for row in rows:
        key = references.get(row.subprocessor_id) or names.get(row.recipient_id) or ""
        typed = TypedFlow(activity.number, row.subject_key, row.category_key, row.target, key)
        columns = (activity.id, row.subject_key, row.category_key, row.target)
        found[typed] = (*columns, row.subprocessor_id, row.recipient_id)
    return found


def _references(table: Any, ids: Iterable[int | None]) -> dict[int | None, str]:
    wanted = {identity for identity in ids if identity is not None}
    return dict(table.select(table.id, table.reference).where(table.id.in_(wanted)).tuples())


def _activity(engagement: Engagement, number: int) -> Activity:
    row: Activity | None = Activity.get_or_none(
        Activity.engagement == engagement, Activity.number == number, ~Activity.is_removed
    )
    if row is None:
        raise not_found("activity-not-found")
    return row


def _change_data(
    engagement: Engagement,
    activity: Activity,
    category: str,
    columns: dict[str, Any],
    *,
    by: Actor,
    toolbox: Toolbox,
) -> None:
    row = ActivityData.get_or_none(
        ActivityData.activity == activity, ActivityData.category_key == category
    )
    if row is None:
        raise not_found("data-not-in-activity")
    with changing(engagement):
        changed = apply_changes(row, columns)
        details = {"activity": activity.number, "category": category}
        if changed:
            tell(
                "data described",
                engagement,
                details=details | {"changed": changed},
                by=by,
                toolbox=toolbox,
            )
