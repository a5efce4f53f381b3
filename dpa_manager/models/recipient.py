"""Other recipients: those who receive data and are not sub-processors (Art. 4(9))."""

import peewee

from dpa_manager.models.base import InstantField, PublicIdField, Row


class Recipient(Row):
    """A recipient, shared by all clients; `reference` is REC-NNNN.

    The group is one of the closed list (seed F-16); purpose and instruction belong to the
    engagement that directs data to it.
    """

    public_id = PublicIdField()
    reference = peewee.CharField(max_length=20, unique=True)
    name = peewee.CharField(max_length=300)
    group_key = peewee.CharField(max_length=40)
    kind_key = peewee.CharField(max_length=40)
    street = peewee.CharField(max_length=300, default="")
    postcode = peewee.CharField(max_length=20, default="")
    city = peewee.CharField(max_length=120, default="")
    country_code = peewee.CharField(max_length=2, default="")
    contact_email = peewee.CharField(max_length=254, default="")
    is_active = peewee.BooleanField(default=True)
    created_at = InstantField()

    class Meta:
        indexes = ((("is_active", "name"), False),)
