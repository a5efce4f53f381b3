"""The categories of data in the activities of an engagement, with what is said of each."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from dpa_manager.domain.usual_retention import usual_retention
from dpa_manager.models import (
    Activity,
    ActivityData,
    Engagement,
    EngagementMeasure,
    Flow,
    Measure,
)
from dpa_manager.models.together import read_together
from dpa_manager.queries.lists import Lists, offered, read_lists
from dpa_manager.vocabulary.library import vocabulary
from dpa_manager.vocabulary.phrase import Phrase
from dpa_manager.vocabulary.terms import DataCategory, RetentionRule

# A joint activity and one of KBITS's own say nothing in this agreement.
_MAYBE_IN_AGREEMENT = ("", "processor")


@dataclass(frozen=True)
class RetainedCategory:
    """A category of data that flows in an activity; `usual` is the key of its usual rule, or ""."""

    activity: int
    term: DataCategory
    row: ActivityData
    usual: str

    @property
    def name(self) -> str:
        """What tells it from others in names of fields: "2-health"."""
        return f"{self.activity}-{self.term.key}"

    @property
    def is_described(self) -> bool:
        """Whether it must say what it holds, or already does."""
        return self.term.needs_description or bool(self.row.description)


@dataclass(frozen=True)
class RetainedActivity:
    """An activity that is or may be in the agreement, with the data that flow in it."""

    number: int
    title: Phrase
    is_role_open: bool
    data: tuple[RetainedCategory, ...]


@dataclass(frozen=True)
class RetentionSheet:
    """What a person needs to say how long data stay.

    `rules` may be chosen here, or are; `safeguards` are the engagement's measures of heading S.
    """

    activities: tuple[RetainedActivity, ...]
    rules: Mapping[str, RetentionRule]
    safeguards: Mapping[str, Phrase]

    @property
    def data(self) -> tuple[RetainedCategory, ...]:
        """The categories of all activities."""
        return tuple(one for activity in self.activities for one in activity.data)


def retention_sheet(row: Engagement, *, on: date) -> RetentionSheet:
    """The sheet of an engagement as its flows stand: two queries."""
    inside = (
        Activity.select()
        .where(
            Activity.engagement == row.id,
            ~Activity.is_removed,
            Activity.role_outcome.in_(_MAYBE_IN_AGREEMENT),
        )
        .order_by(Activity.number)
    )
    ids = inside.clone().select(Activity.id).order_by()
    data = ActivityData.select().where(ActivityData.activity.in_(ids))
    flows = Flow.select(Flow.activity, Flow.category_key).where(Flow.activity.in_(ids)).distinct()
    chosen = EngagementMeasure.select(EngagementMeasure.measure).where(
        EngagementMeasure.engagement == row.id
    )
    measures = (
        Measure.select()
        .where(Measure.heading == "S", Measure.id.in_(chosen))
        .order_by(Measure.position, Measure.id)
    )
    read_together(inside, data, flows, measures)
    lists = read_lists("retention_rules", "service_kinds")
    flowing = {(flow.activity_id, flow.category_key) for flow in flows}
    kept = [one for one in data if (one.activity_id, one.category_key) in flowing]
    return RetentionSheet(
        activities=tuple(_activity(one, kept, lists=lists) for one in inside),
        rules=_rules(lists, kept, on=on),
        safeguards={measure.key: measure.label for measure in measures},
    )


def _activity(
    activity: Activity, rows: Iterable[ActivityData], *, lists: Lists
) -> RetainedActivity:
    terms = vocabulary().data_categories
    kinds = [lists.service_kinds[k] for k in activity.service_kinds if k in lists.service_kinds]
    mine = [row for row in rows if row.activity_id == activity.id]
    mine.sort(key=lambda row: (terms[row.category_key].order, row.category_key))
    return RetainedActivity(
        activity.number,
        activity.title,
        not activity.role_outcome,
        tuple(
            RetainedCategory(
                activity.number,
                terms[row.category_key],
                row,
                usual_retention(kinds, row.category_key),
            )
            for row in mine
        ),
    )


def _rules(lists: Lists, rows: Iterable[ActivityData], *, on: date) -> dict[str, RetentionRule]:
    """Those that may be chosen for a client's data, and those that already are."""
    used = {row.retention_key for row in rows}
    open_to_clients = {
        key: rule
        for key, rule in offered(lists.retention_rules, on=on).items()
        if not rule.is_own_controller_only
    }
    return open_to_clients | {
        key: rule for key, rule in lists.retention_rules.items() if key in used
    }
