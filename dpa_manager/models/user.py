"""People with an account: staff with their roles, and persons of clients by membership."""

import peewee

from dpa_manager.domain.choices import CLIENT_USER_ROLES, LANGUAGES, STAFF_ROLES
from dpa_manager.models.base import InstantField, PublicIdField, Row
from dpa_manager.models.client import Client
from dpa_manager.models.constraints import one_of


class User(Row):
    """Somebody who may sign in; the e-mail address is kept in lower case."""

    public_id = PublicIdField()
    email = peewee.CharField(max_length=254, unique=True)
    name = peewee.CharField(max_length=200)
    language = peewee.CharField(max_length=2, default="nl")
    is_active = peewee.BooleanField(default=True)
    created_at = InstantField()

    class Meta:
        constraints = [one_of("language", LANGUAGES)]


class StaffRole(Row):
    """One role of a member of staff; roles combine (DECISIONS 10)."""

    user = peewee.ForeignKeyField(User, lazy_load=False, backref="+")
    user_id: int
    role = peewee.CharField(max_length=20)

    class Meta:
        constraints = [one_of("role", STAFF_ROLES)]
        indexes = ((("user", "role"), True),)


class Membership(Row):
    """A person acting for a client; one person may act for several clients."""

    client = peewee.ForeignKeyField(Client, lazy_load=False, backref="+")
    client_id: int
    user = peewee.ForeignKeyField(User, lazy_load=False, backref="+")
    user_id: int
    role = peewee.CharField(max_length=20)
    created_at = InstantField()

    class Meta:
        constraints = [one_of("role", CLIENT_USER_ROLES)]
        indexes = ((("client", "user", "role"), True),)
