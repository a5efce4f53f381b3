"""Sub-processors: the firm's register of those who process for it (Art. 28(2) and (4))."""

import peewee

from dpa_manager.domain.choices import SUBPROCESSOR_STATES
from dpa_manager.models.base import InstantField, JSONField, PhraseField, PublicIdField
from dpa_manager.models.constraints import one_of
from dpa_manager.models.person import OrganisationRow
from dpa_manager.vocabulary.phrase import Phrase


class Subprocessor(OrganisationRow):
    """A sub-processor, shared by all clients; `reference` is SUB-NNNN.

    `locations` and `access_from` are JSON lists of {"country", "place"}; `chain` of {"name",
    "address", "contact", "country", "is_listed"}; `mirrored_duties` names the duties of Art. 28(3)
    that its contract mirrors. `notice_days` is the notice of changes that they give us.
    """

    public_id = PublicIdField()
    reference = peewee.CharField(max_length=20, unique=True)
    parent_country_code = peewee.CharField(max_length=2, default="")
    contact_name = peewee.CharField(max_length=200, default="")
    contact_position = peewee.CharField(max_length=200, default="")
    contact_email = peewee.CharField(max_length=254, default="")
    contact_phone = peewee.CharField(max_length=40, default="")
    breach_contact = peewee.CharField(max_length=300, default="")
    service = PhraseField(default=Phrase)
    kinds = JSONField(default=list)
    locations = JSONField(default=list)
    access_from = JSONField(default=list)
    chain = JSONField(default=list)
    chain_url = peewee.CharField(max_length=500, default="")
    chain_checked_on = peewee.DateField(null=True)
    contract_signed_on = peewee.DateField(null=True)
    contract_version = peewee.CharField(max_length=60, default="")
    contract_url = peewee.CharField(max_length=500, default="")
    mirrored_duties = JSONField(default=list)
    notice_days = peewee.IntegerField(null=True)
    state = peewee.CharField(max_length=20, default="proposed")
    reviewed_on = peewee.DateField(null=True)
    next_review_on = peewee.DateField(null=True)
    created_at = InstantField()

    class Meta:
        constraints = [
            one_of("state", SUBPROCESSOR_STATES),
            peewee.Check("notice_days IS NULL OR notice_days >= 0"),
        ]
        indexes = ((("state", "legal_name"), False),)
