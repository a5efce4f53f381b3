"""Documents: the files of a version of an agreement, by hash."""

import peewee

from dpa_manager.domain.choices import LANGUAGES
from dpa_manager.models.agreement import AgreementVersion
from dpa_manager.models.base import InstantField, PublicIdField, Row
from dpa_manager.models.client import Client
from dpa_manager.models.constraints import one_of
from dpa_manager.models.template import TemplateVersion

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
PDF = "application/pdf"


class Document(Row):
    """One file in the store; the row comes after the file is durable and never changes."""

    refused_changes = ("UPDATE", "DELETE")

    public_id = PublicIdField()
    client = peewee.ForeignKeyField(Client, lazy_load=False, backref="+")
    client_id: int
    agreement_version = peewee.ForeignKeyField(
        AgreementVersion, lazy_load=False, backref="documents"
    )
    agreement_version_id: int
    template_version = peewee.ForeignKeyField(
        TemplateVersion, null=True, lazy_load=False, backref="+"
    )
    template_version_id: int | None
    language = peewee.CharField(max_length=2)
    media_type = peewee.CharField(max_length=100)
    sha256 = peewee.CharField(max_length=64)
    size = peewee.IntegerField()
    created_at = InstantField()

    class Meta:
        constraints = [
            one_of("language", LANGUAGES),
            one_of("media_type", (DOCX, PDF)),
            peewee.Check("length(sha256) = 64"),
            peewee.Check("size > 0"),
        ]
        indexes = (
            (("agreement_version", "language", "media_type"), True),
            (("client", "created_at"), False),
            (("sha256",), False),
        )
