"""The security log: signing in and out, denials, changed factors; apart from the history."""

import peewee

from dpa_manager.models.base import InstantField, JSONField, Row


class SecurityLog(Row):
    """One entry, purged after six months (DECISIONS 6); it points at no row, so all may go.

    `kind` is a key of the vocabulary `security_events`; `user` and `session` are public ids or "".
    """

    happened_at = InstantField()
    kind = peewee.CharField(max_length=40)
    user = peewee.CharField(max_length=40, default="")
    session = peewee.CharField(max_length=40, default="")
    email = peewee.CharField(max_length=254, default="")
    address = peewee.CharField(max_length=64, default="")
    device = peewee.CharField(max_length=300, default="")
    details = JSONField(default=dict)

    class Meta:
        indexes = ((("happened_at",), False), (("user", "happened_at"), False))
