"""Flows: the one truth about whose data, which data, in which activity, go to whom."""

import peewee

from dpa_manager.domain.choices import FLOW_TARGETS
from dpa_manager.models.activity import Activity
from dpa_manager.models.base import Row
from dpa_manager.models.constraints import one_of
from dpa_manager.models.engagement import Engagement
from dpa_manager.models.recipient import Recipient
from dpa_manager.models.subprocessor import Subprocessor


class Flow(Row):
    """One flow; it stays with KBITS, or goes to one sub-processor or one recipient."""

    engagement = peewee.ForeignKeyField(Engagement, lazy_load=False, backref="flows")
    engagement_id: int
    activity = peewee.ForeignKeyField(
        Activity, lazy_load=False, backref="flows", on_delete="CASCADE"
    )
    activity_id: int
    subject_key = peewee.CharField(max_length=60)
    category_key = peewee.CharField(max_length=60)
    target = peewee.CharField(max_length=20, default="stays")
    subprocessor = peewee.ForeignKeyField(Subprocessor, null=True, lazy_load=False, backref="+")
    subprocessor_id: int | None
    recipient = peewee.ForeignKeyField(Recipient, null=True, lazy_load=False, backref="+")
    recipient_id: int | None

    class Meta:
        constraints = [
            one_of("target", FLOW_TARGETS),
            peewee.Check(
                "(target = 'stays' AND subprocessor_id IS NULL AND recipient_id IS NULL)"
                " OR (target = 'subprocessor' AND subprocessor_id IS NOT NULL"
                " AND recipient_id IS NULL)"
                " OR (target = 'recipient' AND recipient_id IS NOT NULL"
                " AND subprocessor_id IS NULL)"
            ),
        ]
        indexes = ((("engagement", "activity"), False),)


# One partial index a kind of target: a missing target is never equal to another missing one.
_WHAT = (Flow.activity, Flow.subject_key, Flow.category_key)
Flow.add_index(*_WHAT, unique=True, where=(Flow.target == "stays"), name="flow_stays_unique")
Flow.add_index(
    *_WHAT,
    Flow.subprocessor,
    unique=True,
    where=(Flow.target == "subprocessor"),
    name="flow_subprocessor_unique",
)
Flow.add_index(
    *_WHAT,
    Flow.recipient,
    unique=True,
    where=(Flow.target == "recipient"),
    name="flow_recipient_unique",
)
