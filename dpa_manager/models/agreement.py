"""Agreements and their versions: frozen facts with a hash."""

import peewee

from dpa_manager.domain.choices import AGREEMENT_STATES
from dpa_manager.models.base import InstantField, JSONField, PublicIdField, Row
from dpa_manager.models.client import Client
from dpa_manager.models.constraints import one_of
from dpa_manager.models.engagement import Engagement


class Agreement(Row):
    """An agreement of an engagement; its reference is printed on every page."""

    public_id = PublicIdField()
    client = peewee.ForeignKeyField(Client, lazy_load=False, backref="agreements")
    client_id: int
    engagement = peewee.ForeignKeyField(Engagement, lazy_load=False, backref="agreements")
    engagement_id: int
    kind = peewee.CharField(max_length=40, default="processing-agreement")
    reference = peewee.CharField(max_length=60, unique=True)
    state = peewee.CharField(max_length=20, default="draft")
    created_at = InstantField()

    class Meta:
        constraints = [one_of("state", AGREEMENT_STATES)]
        indexes = ((("client", "state", "reference"), False),)


class AgreementVersion(Row):
    """One version, never changed: `facts` is canonical JSON; `reasons` are by rule (WARN)."""

    refused_changes = ("UPDATE", "DELETE")

    public_id = PublicIdField()
    agreement = peewee.ForeignKeyField(Agreement, lazy_load=False, backref="versions")
    agreement_id: int
    number = peewee.IntegerField()
    annex_version = peewee.IntegerField(default=1)
    dated_on = peewee.DateField()
    facts = peewee.TextField()
    facts_sha256 = peewee.CharField(max_length=64)
    reasons = JSONField(default=dict)
    created_at = InstantField()

    class Meta:
        constraints = [peewee.Check("number > 0"), peewee.Check("length(facts_sha256) = 64")]
        indexes = ((("agreement", "number"), True),)
