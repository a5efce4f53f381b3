"""Transfers: on which ground data of a sub-processor or recipient leave the EEA."""

import peewee

from dpa_manager.models.base import Row
from dpa_manager.models.constraints import exactly_one
from dpa_manager.models.recipient import Recipient
from dpa_manager.models.subprocessor import Subprocessor


class Transfer(Row):
    """The ground for one country (GDPR chapter V), with the checks that it asks for."""

    subprocessor = peewee.ForeignKeyField(
        Subprocessor, null=True, lazy_load=False, backref="+", on_delete="CASCADE"
    )
    subprocessor_id: int | None
    recipient = peewee.ForeignKeyField(
        Recipient, null=True, lazy_load=False, backref="+", on_delete="CASCADE"
    )
    recipient_id: int | None
    country_code = peewee.CharField(max_length=2)
    mechanism_key = peewee.CharField(max_length=40, default="")
    document = peewee.CharField(max_length=300, default="")
    signed_on = peewee.DateField(null=True)
    checked_on = peewee.DateField(null=True)
    is_listed = peewee.BooleanField(default=False)
    covers_hr_data = peewee.BooleanField(default=False)
    impact_assessment_on = peewee.DateField(null=True)
    fallback_key = peewee.CharField(max_length=40, default="")
    is_dpo_approved = peewee.BooleanField(default=False)

    class Meta:
        constraints = [exactly_one("subprocessor_id", "recipient_id")]
        indexes = (
            (("subprocessor", "country_code"), True),
            (("recipient", "country_code"), True),
        )
