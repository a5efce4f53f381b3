"""Links and codes that work once: the row knows a hash, and only the mail the thing itself."""

import peewee

from dpa_manager.domain.sessions import LINK_PURPOSES
from dpa_manager.models.base import InstantField, PublicIdField, Row
from dpa_manager.models.constraints import one_of
from dpa_manager.models.session import Session
from dpa_manager.models.user import User


class OneTimeLink(Row):
    """A link that lets one person in once: an invitation, a new password, a sign-in.

    The token is derived from the deployment's secret and `public_id`, so neither database nor
    outbox holds it; `token_hash` is its SHA-256.
    """

    public_id = PublicIdField()
    token_hash = peewee.CharField(max_length=64, unique=True)
    purpose = peewee.CharField(max_length=20)
    user = peewee.ForeignKeyField(User, lazy_load=False, backref="+")
    user_id: int
    created_at = InstantField()
    expires_at = InstantField()
    used_at = InstantField(null=True)
    withdrawn_at = InstantField(null=True)

    class Meta:
        constraints = [one_of("purpose", LINK_PURPOSES)]
        indexes = ((("user", "purpose"), False),)


class OneTimeCode(Row):
    """A code of six digits for one session alone, derived as a link's token is."""

    public_id = PublicIdField()
    session = peewee.ForeignKeyField(Session, lazy_load=False, backref="+", on_delete="CASCADE")
    session_id: int
    created_at = InstantField()
    expires_at = InstantField()
    tries = peewee.IntegerField(default=0)
    used_at = InstantField(null=True)

    class Meta:
        indexes = ((("session", "created_at"), False),)
