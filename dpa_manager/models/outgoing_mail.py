"""The outbox: mails to send, written in the transaction of what they tell."""

import peewee

from dpa_manager.domain.choices import LANGUAGES
from dpa_manager.domain.mails import MAIL_STATES
from dpa_manager.models.base import InstantField, JSONField, PublicIdField, Row
from dpa_manager.models.client import Client
from dpa_manager.models.constraints import one_of
from dpa_manager.models.one_time_link import OneTimeCode, OneTimeLink
from dpa_manager.models.user import User


class OutgoingMail(Row):
    """A mail to one person. `key` says what it tells: the same thing is told once.

    `content` holds what the text names, never a link or a code: these are derived when the mail
    is sent, from `link` or `code`. `client` is the one it is about, None for the firm's own.
    A worker that sends holds the row until `leased_until`. `handled_at` is when a person dealt
    with a mail that did not arrive, `retried_at` when one last had it sent again.
    """

    public_id = PublicIdField()
    key = peewee.CharField(max_length=120, unique=True)
    message_id = peewee.CharField(max_length=200, unique=True)
    kind = peewee.CharField(max_length=40)
    language = peewee.CharField(max_length=2)
    recipient = peewee.CharField(max_length=254)
    recipient_name = peewee.CharField(max_length=200, default="")
    user = peewee.ForeignKeyField(User, null=True, lazy_load=False, backref="+")
    user_id: int | None
    client = peewee.ForeignKeyField(Client, null=True, lazy_load=False, backref="+")
    client_id: int | None
    link = peewee.ForeignKeyField(OneTimeLink, null=True, lazy_load=False, backref="+")
    link_id: int | None
    code = peewee.ForeignKeyField(
        OneTimeCode, null=True, lazy_load=False, backref="+", on_delete="SET NULL"
    )
    code_id: int | None
    content = JSONField(default=dict)
    state = peewee.CharField(max_length=20, default="queued")
    attempts = peewee.IntegerField(default=0)
    next_at = InstantField()
    leased_until = InstantField(null=True)
    leased_by = peewee.CharField(max_length=80, default="")
    reply = peewee.CharField(max_length=500, default="")
    sent_at = InstantField(null=True)
    created_at = InstantField()
    handled_at = InstantField(null=True)
    retried_at = InstantField(null=True)

    class Meta:
        constraints = [one_of("language", LANGUAGES), one_of("state", MAIL_STATES)]
        indexes = ((("state", "next_at"), False), (("client", "created_at"), False))
