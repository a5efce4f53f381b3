"""Authorisations: which client said yes to which sub-processor (Art. 28(2))."""

import peewee

from dpa_manager.domain.choices import AUTHORISATION_MODES
from dpa_manager.models.base import InstantField, Row
from dpa_manager.models.client import Client
from dpa_manager.models.constraints import one_of
from dpa_manager.models.subprocessor import Subprocessor


class Authorisation(Row):
    """A client's prior written authorisation of a sub-processor."""

    client = peewee.ForeignKeyField(Client, lazy_load=False, backref="+")
    client_id: int
    subprocessor = peewee.ForeignKeyField(Subprocessor, lazy_load=False, backref="+")
    subprocessor_id: int
    mode = peewee.CharField(max_length=20)
    authorised_on = peewee.DateField()
    document = peewee.CharField(max_length=300, default="")
    person = peewee.CharField(max_length=200, default="")
    withdrawn_on = peewee.DateField(null=True)
    created_at = InstantField()

    class Meta:
        constraints = [one_of("mode", AUTHORISATION_MODES)]
        indexes = ((("client", "subprocessor"), True),)
