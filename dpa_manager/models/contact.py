"""Persons of a client, and what each is there for: for all engagements or for one."""

import peewee

from dpa_manager.models.base import PublicIdField, Row
from dpa_manager.models.client import Client
from dpa_manager.models.engagement import Engagement
from dpa_manager.models.person import PersonRow


class Contact(PersonRow):
    """A person of a client; a signatory has a capacity and, if no director, a mandate."""

    public_id = PublicIdField()
    client = peewee.ForeignKeyField(Client, lazy_load=False, backref="contacts")
    client_id: int
    is_active = peewee.BooleanField(default=True)

    class Meta:
        indexes = ((("client", "name"), False),)


class ContactRole(Row):
    """What a contact is there for (vocabularies `contact_subjects` and `contact_roles`).

    Without an engagement it holds for the client; the roles given for one engagement replace the
    client's for the same subject. `position` orders persons of one role, signatories above all.
    """

    client = peewee.ForeignKeyField(Client, lazy_load=False, backref="+")
    client_id: int
    contact = peewee.ForeignKeyField(Contact, lazy_load=False, backref="+", on_delete="CASCADE")
    contact_id: int
    engagement = peewee.ForeignKeyField(Engagement, null=True, lazy_load=False, backref="+")
    engagement_id: int | None
    role = peewee.CharField(max_length=40)
    position = peewee.IntegerField(default=1)

    class Meta:
        indexes = ((("client", "role"), False),)


# Two partial indexes, since a missing engagement is never equal to another missing one.
ContactRole.add_index(
    ContactRole.contact,
    ContactRole.role,
    unique=True,
    where=ContactRole.engagement.is_null(),
    name="contact_role_of_client_unique",
)
ContactRole.add_index(
    ContactRole.engagement,
    ContactRole.contact,
    ContactRole.role,
    unique=True,
    where=ContactRole.engagement.is_null(False),
    name="contact_role_of_engagement_unique",
)
