"""Engagements: what KBITS does for a client under one principal contract."""

from datetime import datetime

import peewee

from dpa_manager.domain.choices import BOUND_BY, DURATION_KINDS
from dpa_manager.models.base import InstantField, JSONField, PhraseField, PublicIdField, Row
from dpa_manager.models.client import Client
from dpa_manager.models.constraints import one_of
from dpa_manager.models.measure import MeasureSet
from dpa_manager.vocabulary.phrase import Phrase


class Engagement(Row):
    """One engagement; `terms` holds every field of `AgreementTerms` as JSON.

    The reference is KBITS-YYYY-NNNN and is that of the agreement too; it is never used again.
    """

    public_id = PublicIdField()
    client = peewee.ForeignKeyField(Client, lazy_load=False, backref="engagements")
    client_id: int
    reference = peewee.CharField(max_length=40, unique=True)
    title = peewee.CharField(max_length=200)
    subject_matter = PhraseField(default=Phrase)
    controller_duties = PhraseField(default=Phrase)
    contract_name = peewee.CharField(max_length=300, default="")
    contract_reference = peewee.CharField(max_length=120, default="")
    contract_signed_on = peewee.DateField(null=True)
    duration_kind = peewee.CharField(max_length=20, default="")
    effective_on = peewee.DateField(null=True)
    start_on = peewee.DateField(null=True)
    end_on = peewee.DateField(null=True)
    replaces = peewee.CharField(max_length=300, default="")
    terms = JSONField(default=dict)
    measure_set = peewee.ForeignKeyField(MeasureSet, null=True, lazy_load=False, backref="+")
    measure_set_id: int | None
    is_active = peewee.BooleanField(default=True)
    created_at = InstantField()
    changed_at = InstantField()
    # No column: when it was last changed as far as a page knows that somebody is working on.
    expected_at: datetime | None = None

    class Meta:
        constraints = [one_of("duration_kind", DURATION_KINDS)]
        indexes = ((("client", "is_active", "reference"), False),)


class AccessFunction(Row):
    """A function with access to sensitive data (Belgian Act of 30 July 2018, Arts. 9-10)."""

    engagement = peewee.ForeignKeyField(Engagement, lazy_load=False, backref="access_functions")
    engagement_id: int
    function = PhraseField()
    tasks = PhraseField(default=Phrase)
    bound_by_key = peewee.CharField(max_length=20)

    class Meta:
        constraints = [one_of("bound_by_key", BOUND_BY)]


class LegalRetention(Row):
    """Data that a law obliges KBITS to keep after the end (Annex II.C, R-G-2)."""

    engagement = peewee.ForeignKeyField(Engagement, lazy_load=False, backref="legal_retention")
    engagement_id: int
    data = PhraseField()
    statute = PhraseField(default=Phrase)
    until = PhraseField(default=Phrase)
    access = PhraseField(default=Phrase)


class OnwardPermission(Row):
    """A written permission for use by others for their own purposes (seed F-14)."""

    engagement = peewee.ForeignKeyField(Engagement, lazy_load=False, backref="onward_permissions")
    engagement_id: int
    scope = PhraseField()
    document = peewee.CharField(max_length=300, default="")
    given_on = peewee.DateField(null=True)
    withdrawn_on = peewee.DateField(null=True)


class SpecialTerm(Row):
    """A negotiated term of clSpecial; `reference` names the clause that it changes."""

    engagement = peewee.ForeignKeyField(Engagement, lazy_load=False, backref="special_terms")
    engagement_id: int
    reference = peewee.CharField(max_length=60)
    text = PhraseField()
    is_contradicting = peewee.BooleanField(default=False)
