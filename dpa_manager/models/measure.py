"""The firm's measures in dated sets, each set whole and never changed once it is there."""

import peewee

from dpa_manager.domain.choices import MEASURE_STATUSES
from dpa_manager.models.base import InstantField, JSONField, PhraseField, Row
from dpa_manager.models.constraints import one_of
from dpa_manager.vocabulary.phrase import Phrase


class MeasureSet(Row):
    """One version of the firm's technical and organisational measures."""

    refused_changes = ("UPDATE", "DELETE")

    version = peewee.IntegerField(unique=True)
    name = PhraseField()
    dated_on = peewee.DateField()
    created_at = InstantField()

    class Meta:
        constraints = [peewee.Check("version > 0")]


class Measure(Row):
    """A measure of a set; `heading` is that of Annex III (A to I, S for sensitive data)."""

    refused_changes = ("UPDATE", "DELETE")

    measure_set = peewee.ForeignKeyField(MeasureSet, lazy_load=False, backref="measures")
    measure_set_id: int
    key = peewee.CharField(max_length=40)
    heading = peewee.CharField(max_length=4)
    label = PhraseField()
    text = PhraseField(default=Phrase)
    status = peewee.CharField(max_length=20, default="implemented")
    planned_on = peewee.DateField(null=True)
    is_visible_to_clients = peewee.BooleanField(default=True)
    iso = JSONField(default=list)
    evidence = peewee.CharField(max_length=500, default="")
    reviewed_on = peewee.DateField(null=True)
    position = peewee.IntegerField(default=0)

    class Meta:
        constraints = [one_of("status", MEASURE_STATUSES)]
        indexes = ((("measure_set", "key"), True),)
