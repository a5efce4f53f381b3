"""Lists that the firm edits: presets, retention rules, measures, countries, adequacy."""

import peewee

from dpa_manager.models.base import InstantField, JSONField, Row
from dpa_manager.models.constraints import one_of

# Named like the vocabulary's files, from which they are filled once (DECISIONS 9).
LIST_NAMES = (
    "retention_rules",
    "measures",
    "service_kinds",
    "countries",
    "eea_memberships",
    "adequacy_decisions",
)


class ListItem(Row):
    """One entry of a list; `content` is the vocabulary's term as plain data, dates as ISO texts."""

    list_name = peewee.CharField(max_length=40)
    key = peewee.CharField(max_length=60)
    position = peewee.IntegerField()
    active_from = peewee.DateField()
    active_to = peewee.DateField(null=True)
    content = JSONField()
    changed_at = InstantField()

    class Meta:
        constraints = [one_of("list_name", LIST_NAMES)]
        indexes = ((("list_name", "key"), True),)
