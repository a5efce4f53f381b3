"""Settings: the firm's choices that differ from the defaults of `domain.settings`."""

import peewee

from dpa_manager.models.base import InstantField, JSONField, Row


class Setting(Row):
    """One choice of the firm by its name."""

    name = peewee.CharField(max_length=60, unique=True)
    value = JSONField()
    changed_at = InstantField()
