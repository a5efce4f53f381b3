"""Templates and their versions, whose bytes are in the store."""

import peewee

from dpa_manager.domain.choices import LANGUAGES
from dpa_manager.models.base import InstantField, JSONField, PublicIdField, Row
from dpa_manager.models.constraints import one_of


class Template(Row):
    """A template by key and language; `kind` is of the vocabulary `template_kinds`.

    `active_number` is the version that is drafted with; None means the newest.
    """

    public_id = PublicIdField()
    key = peewee.CharField(max_length=60)
    kind = peewee.CharField(max_length=40)
    language = peewee.CharField(max_length=2)
    is_active = peewee.BooleanField(default=True)
    active_number = peewee.IntegerField(null=True)

    class Meta:
        constraints = [one_of("language", LANGUAGES)]
        indexes = ((("key", "language"), True),)


class TemplateVersion(Row):
    """One file of a template that passed the check; `report` is what the check found."""

    refused_changes = ("UPDATE", "DELETE")

    public_id = PublicIdField()
    template = peewee.ForeignKeyField(Template, lazy_load=False, backref="+")
    template_id: int
    number = peewee.IntegerField()
    sha256 = peewee.CharField(max_length=64)
    size = peewee.IntegerField()
    report = JSONField(default=dict)
    created_at = InstantField()

    class Meta:
        constraints = [peewee.Check("number > 0"), peewee.Check("length(sha256) = 64")]
        indexes = ((("template", "number"), True),)
