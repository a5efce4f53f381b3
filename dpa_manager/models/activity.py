"""Processing activities of an engagement, with whose data and which data they touch."""

import peewee

from dpa_manager.domain.choices import ACTIVITY_CLIENT_ROLES, ROLE_OUTCOMES
from dpa_manager.models.base import InstantField, JSONField, PhraseField, PublicIdField, Row
from dpa_manager.models.constraints import one_of
from dpa_manager.models.engagement import Engagement
from dpa_manager.vocabulary.phrase import Phrase


class Activity(Row):
    """One activity of Annex II; its number never changes and is never used again.

    Lists of vocabulary keys are JSON lists in the order chosen. `role_answers` are rows of
    [question, "yes" or "no", reason]; `locations` are {"country", "place"}; `platforms` are
    {"name", "contract_of"}.
    """

    public_id = PublicIdField()
    engagement = peewee.ForeignKeyField(Engagement, lazy_load=False, backref="activities")
    engagement_id: int
    number = peewee.IntegerField()
    title = PhraseField()
    role_outcome = peewee.CharField(max_length=20, default="")
    role_answers = JSONField(default=list)
    role_decided_by = peewee.CharField(max_length=254, default="")
    role_decided_at = InstantField(null=True)
    client_role = peewee.CharField(max_length=20, default="controller")
    service_kinds = JSONField(default=list)
    purposes = PhraseField(default=Phrase)
    own_purposes = JSONField(default=list)
    operations = JSONField(default=list)
    channels = JSONField(default=list)
    locations = JSONField(default=list)
    platforms = JSONField(default=list)
    has_remote_access = peewee.BooleanField(default=False)
    runs_on_platform = peewee.BooleanField(default=False)
    automated_decision = PhraseField(default=Phrase)
    began_on = peewee.DateField(null=True)
    is_removed = peewee.BooleanField(default=False)

    class Meta:
        constraints = [
            one_of("role_outcome", ROLE_OUTCOMES),
            one_of("client_role", ACTIVITY_CLIENT_ROLES),
            peewee.Check("number > 0"),
        ]
        indexes = ((("engagement", "number"), True),)


class ActivitySubject(Row):
    """A category of data subjects in an activity."""

    activity = peewee.ForeignKeyField(
        Activity, lazy_load=False, backref="subjects", on_delete="CASCADE"
    )
    activity_id: int
    category_key = peewee.CharField(max_length=60)
    approximate_count = peewee.IntegerField(null=True)

    class Meta:
        constraints = [peewee.Check("approximate_count IS NULL OR approximate_count >= 0")]
        indexes = ((("activity", "category_key"), True),)


class ActivityData(Row):
    """A category of data in an activity, with its retention and the care it needs.

    `retention_words` take the place of the rule's own sentence: for a rule by criteria, or for a
    period that was agreed with this client.
    """

    activity = peewee.ForeignKeyField(
        Activity, lazy_load=False, backref="data", on_delete="CASCADE"
    )
    activity_id: int
    category_key = peewee.CharField(max_length=60)
    description = PhraseField(default=Phrase)
    retention_key = peewee.CharField(max_length=60, default="")
    retention_words = PhraseField(default=Phrase)
    sensitive_reason = PhraseField(default=Phrase)
    safeguard_keys = JSONField(default=list)
    legal_basis = PhraseField(default=Phrase)

    class Meta:
        indexes = ((("activity", "category_key"), True),)
