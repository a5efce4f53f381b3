"""The processor itself: one row, and its persons by role."""

import peewee

from dpa_manager.domain.choices import PRIVACY_OFFICER_KINDS
from dpa_manager.models.base import PhraseField, Row
from dpa_manager.models.constraints import one_of
from dpa_manager.models.person import OrganisationRow, PersonRow
from dpa_manager.vocabulary.phrase import Phrase


class OwnOrganisation(OrganisationRow):
    """KBITS as it is printed in every agreement (seed F-25); there is exactly one row."""

    general_email = peewee.CharField(max_length=254, default="")
    privacy_email = peewee.CharField(max_length=254, default="")
    instruction_email = peewee.CharField(max_length=254, default="")
    phone = peewee.CharField(max_length=40, default="")
    privacy_officer_kind = peewee.CharField(max_length=20, default="privacy_contact")
    privacy_statement_on = peewee.DateField(null=True)
    staff_confidentiality = PhraseField(default=Phrase)

    class Meta:
        constraints = [
            peewee.Check("id = 1"),
            one_of("privacy_officer_kind", PRIVACY_OFFICER_KINDS),
        ]


class OwnContact(PersonRow):
    """A person of KBITS who is printed in agreements."""

    is_active = peewee.BooleanField(default=True)


class OwnContactRole(Row):
    """What a person of KBITS is there for (vocabularies `contact_subjects`, `contact_roles`)."""

    contact = peewee.ForeignKeyField(OwnContact, lazy_load=False, backref="+", on_delete="CASCADE")
    contact_id: int
    role = peewee.CharField(max_length=40)
    position = peewee.IntegerField(default=1)

    class Meta:
        indexes = ((("role", "contact"), True),)
