"""Annex IV of an engagement: its sub-processors and recipients with numbers that stay."""

import peewee

from dpa_manager.models.base import PhraseField, Row
from dpa_manager.models.engagement import Engagement
from dpa_manager.models.recipient import Recipient
from dpa_manager.models.subprocessor import Subprocessor
from dpa_manager.vocabulary.phrase import Phrase


class EngagementSubprocessor(Row):
    """A row of Annex IV.A; the number is never changed and never used again."""

    engagement = peewee.ForeignKeyField(Engagement, lazy_load=False, backref="+")
    engagement_id: int
    subprocessor = peewee.ForeignKeyField(Subprocessor, lazy_load=False, backref="+")
    subprocessor_id: int
    number = peewee.IntegerField()
    delimitation = PhraseField(default=Phrase)
    since_on = peewee.DateField(null=True)
    starts_on = peewee.DateField(null=True)

    class Meta:
        constraints = [peewee.Check("number > 0")]
        indexes = (
            (("engagement", "subprocessor"), True),
            (("engagement", "number"), True),
        )


class EngagementRecipient(Row):
    """A row of Annex IV.B; the number is never changed and never used again."""

    engagement = peewee.ForeignKeyField(Engagement, lazy_load=False, backref="+")
    engagement_id: int
    recipient = peewee.ForeignKeyField(Recipient, lazy_load=False, backref="+")
    recipient_id: int
    number = peewee.IntegerField()
    purpose = PhraseField(default=Phrase)
    instruction_on = peewee.DateField(null=True)
    event = peewee.CharField(max_length=300, default="")

    class Meta:
        constraints = [peewee.Check("number > 0")]
        indexes = (
            (("engagement", "recipient"), True),
            (("engagement", "number"), True),
        )
