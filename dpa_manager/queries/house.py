"""The house itself: whether it answers, and whether its data are a demonstration."""

from peewee import PeeweeException

from dpa_manager.models import Client, OwnOrganisation, Setting
from dpa_manager.models.base import database

DEMONSTRATION = "demonstration"


def is_demonstration() -> bool:
    """Whether this house holds invented data only, marked when they were loaded."""
    return Setting.get_or_none(Setting.name == DEMONSTRATION) is not None


def is_empty() -> bool:
    """Whether nothing was put into this house yet."""
    return not (Client.select().exists() or OwnOrganisation.select().exists())


def database_state() -> str:
    """ "ok" when the database answers, else "failing"."""
    try:
        database.execute_sql("SELECT 1")
    except PeeweeException:
        return "failing"
    return "ok"
