"""Sessions: who is signed in, from where, since when; the row is the only authority."""

import peewee

from dpa_manager.domain.sessions import STAGES, WAYS
from dpa_manager.models.base import InstantField, PublicIdField, Row
from dpa_manager.models.client import Client
from dpa_manager.models.constraints import one_of
from dpa_manager.models.user import User


class Session(Row):
    """A browser in which somebody signed in; ended rows stay until they are purged.

    `token_hash` is the SHA-256 of the token that the cookie carries. `client` is the one for whom
    a person of clients acts at the moment, None for staff. `fresh_at` is when the person last
    proved who they are in this session.
    """

    public_id = PublicIdField()
    token_hash = peewee.CharField(max_length=64, unique=True)
    user = peewee.ForeignKeyField(User, lazy_load=False, backref="+")
    user_id: int
    client = peewee.ForeignKeyField(Client, null=True, lazy_load=False, backref="+")
    client_id: int | None
    stage = peewee.CharField(max_length=10)
    way = peewee.CharField(max_length=20)
    started_at = InstantField()
    seen_at = InstantField()
    fresh_at = InstantField()
    ended_at = InstantField(null=True)
    end_reason = peewee.CharField(max_length=40, default="")
    address = peewee.CharField(max_length=64, default="")
    device = peewee.CharField(max_length=300, default="")

    class Meta:
        constraints = [one_of("stage", STAGES), one_of("way", WAYS)]
        indexes = ((("user", "ended_at"), False), (("ended_at", "started_at"), False))
