"""Clients, and the controllers behind a client that is itself a processor."""

import peewee

from dpa_manager.domain.choices import CLIENT_ROLES, LANGUAGES, PUBLIC_BODIES, REGIONS
from dpa_manager.models.base import InstantField, PhraseField, PublicIdField, Row
from dpa_manager.models.constraints import one_of
from dpa_manager.models.person import OrganisationRow
from dpa_manager.vocabulary.phrase import Phrase


class Client(OrganisationRow):
    """A client, with what decides language, authority and signature for it (DOMAIN 5)."""

    public_id = PublicIdField()
    is_natural_person = peewee.BooleanField(default=False)
    role = peewee.CharField(max_length=20, default="controller")
    language = peewee.CharField(max_length=2, default="nl")
    region = peewee.CharField(max_length=20, default="")
    public_body = peewee.CharField(max_length=20, default="")
    authority_key = peewee.CharField(max_length=40, default="")
    end_controllers_note = PhraseField(default=Phrase)
    signature_level_key = peewee.CharField(max_length=20, default="simple")
    is_signed_on_paper = peewee.BooleanField(default=False)
    is_active = peewee.BooleanField(default=True)
    created_at = InstantField()

    class Meta:
        constraints = [
            one_of("role", CLIENT_ROLES),
            one_of("language", LANGUAGES),
            one_of("region", REGIONS),
            one_of("public_body", PUBLIC_BODIES),
        ]
        indexes = ((("is_active", "legal_name"), False),)


# A client may still lack its number; two clients never have the same one.
Client.add_index(
    Client.register_kind,
    Client.register_no,
    unique=True,
    where=(Client.register_no != ""),
    name="client_register_unique",
)


class EndController(Row):
    """A controller behind a client that is itself a processor (Art. 28(4))."""

    client = peewee.ForeignKeyField(Client, lazy_load=False, backref="end_controllers")
    client_id: int
    name = peewee.CharField(max_length=300)
    address = peewee.CharField(max_length=500, default="")
    contact = peewee.CharField(max_length=500, default="")

    class Meta:
        indexes = ((("client", "name"), True),)
