"""Which measures an engagement has, for which activities, and why a heading has none."""

import peewee

from dpa_manager.models.activity import Activity
from dpa_manager.models.base import PhraseField, Row
from dpa_manager.models.constraints import one_of
from dpa_manager.models.engagement import Engagement
from dpa_manager.models.measure import Measure


class EngagementMeasure(Row):
    """A measure chosen for an engagement; without an activity it is for all of them."""

    engagement = peewee.ForeignKeyField(Engagement, lazy_load=False, backref="+")
    engagement_id: int
    measure = peewee.ForeignKeyField(Measure, lazy_load=False, backref="+")
    measure_id: int
    activity = peewee.ForeignKeyField(
        Activity, null=True, lazy_load=False, backref="+", on_delete="CASCADE"
    )
    activity_id: int | None

    class Meta:
        indexes = ((("engagement", "measure"), False),)


EngagementMeasure.add_index(
    EngagementMeasure.engagement,
    EngagementMeasure.measure,
    unique=True,
    where=EngagementMeasure.activity.is_null(),
    name="engagement_measure_for_all_unique",
)
EngagementMeasure.add_index(
    EngagementMeasure.engagement,
    EngagementMeasure.measure,
    EngagementMeasure.activity,
    unique=True,
    where=EngagementMeasure.activity.is_null(False),
    name="engagement_measure_for_one_unique",
)


class HeadingReason(Row):
    """Why a heading of Annex III has no measure in an engagement (R-C-2)."""

    engagement = peewee.ForeignKeyField(Engagement, lazy_load=False, backref="+")
    engagement_id: int
    heading = peewee.CharField(max_length=4)
    reason = PhraseField()

    class Meta:
        constraints = [one_of("heading", ("A", "B", "C", "D", "E", "F", "G"))]
        indexes = ((("engagement", "heading"), True),)
