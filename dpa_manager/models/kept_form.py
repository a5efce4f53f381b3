"""Kept forms: what somebody had typed when their session ended, until they come back for it."""

import peewee

from dpa_manager.models.base import InstantField, JSONField, Row
from dpa_manager.models.user import User


class KeptForm(Row):
    """The last form that somebody sent too late; one a person, and for that person alone.

    `path` is the page that it belongs to; `fields` is a list of [name, value] in the order sent,
    without passwords, codes and tokens.
    """

    user = peewee.ForeignKeyField(User, lazy_load=False, backref="+", unique=True)
    user_id: int
    path = peewee.CharField(max_length=500)
    fields = JSONField(default=list)
    kept_at = InstantField()
