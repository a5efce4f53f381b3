"""Evidence: certificates, staff confidentiality, access lists and reviews (Art. 28(5))."""

import peewee

from dpa_manager.domain.choices import EVIDENCE_KINDS
from dpa_manager.models.base import InstantField, PhraseField, PublicIdField, Row
from dpa_manager.models.constraints import one_of
from dpa_manager.vocabulary.phrase import Phrase


class EvidenceItem(Row):
    """Something that shows a guarantee; `sha256` names its file in the store, if there is one."""

    public_id = PublicIdField()
    kind = peewee.CharField(max_length=30)
    scheme = peewee.CharField(max_length=200)
    scope = PhraseField(default=Phrase)
    number = peewee.CharField(max_length=120, default="")
    issuer = peewee.CharField(max_length=200, default="")
    valid_from = peewee.DateField(null=True)
    valid_until = peewee.DateField(null=True)
    sha256 = peewee.CharField(max_length=64, null=True)
    is_visible_to_clients = peewee.BooleanField(default=True)
    created_at = InstantField()

    class Meta:
        constraints = [
            one_of("kind", EVIDENCE_KINDS),
            peewee.Check("sha256 IS NULL OR length(sha256) = 64"),
        ]
        indexes = ((("kind", "valid_until"), False),)
