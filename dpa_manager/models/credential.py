"""Credentials: what somebody proves with who they are; kept apart from the person's row."""

import peewee

from dpa_manager.models.base import InstantField, Row
from dpa_manager.models.user import User


class Credential(Row):
    """The password and the second factor of a person; each may be absent ("" or None).

    `password_hash` is argon2's own text. `totp_secret` and `totp_pending` (asked for, not proven
    yet) are encrypted with a key from the deployment's secret. `totp_last_step` is the number of
    the last 30 seconds whose code was used: none works twice.
    """

    user = peewee.ForeignKeyField(User, unique=True, lazy_load=False, backref="+")
    user_id: int
    password_hash = peewee.CharField(max_length=200, default="")
    password_changed_at = InstantField(null=True)
    totp_secret = peewee.CharField(max_length=300, default="")
    totp_pending = peewee.CharField(max_length=300, default="")
    totp_confirmed_at = InstantField(null=True)
    totp_last_step = peewee.BigIntegerField(default=0)


class RecoveryCode(Row):
    """One code that stands in for a lost second factor, once."""

    user = peewee.ForeignKeyField(User, lazy_load=False, backref="+")
    user_id: int
    code_hash = peewee.CharField(max_length=64, unique=True)
    used_at = InstantField(null=True)
