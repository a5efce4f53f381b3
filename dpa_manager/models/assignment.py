"""Assignments: which account managers look after which client."""

import peewee

from dpa_manager.models.base import InstantField, Row
from dpa_manager.models.client import Client
from dpa_manager.models.user import User


class Assignment(Row):
    """An account manager of a client; one may have several."""

    client = peewee.ForeignKeyField(Client, lazy_load=False, backref="+")
    client_id: int
    user = peewee.ForeignKeyField(User, lazy_load=False, backref="+")
    user_id: int
    created_at = InstantField()

    class Meta:
        indexes = ((("client", "user"), True),)
