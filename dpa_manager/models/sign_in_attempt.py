"""Attempts to sign in: what throttling counts, also after a restart."""

import peewee

from dpa_manager.models.base import InstantField, Row


class SignInAttempt(Row):
    """One try with a password, a code or a link, by account and network address.

    `account` is a keyed hash of the address typed, known here or not, so that the table is no
    list of people. `network` is an IPv4 address or the /64 of an IPv6 one.
    """

    account = peewee.CharField(max_length=64)
    network = peewee.CharField(max_length=64)
    kind = peewee.CharField(max_length=20)
    is_success = peewee.BooleanField()
    happened_at = InstantField()

    class Meta:
        indexes = (
            (("account", "happened_at"), False),
            (("network", "happened_at"), False),
            (("happened_at",), False),
        )
