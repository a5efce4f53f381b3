"""The house itself: whether it answers, and whether its data are a demonstration."""

import os

from peewee import Database, PeeweeException

from dpa_manager.documents.store import Store
from dpa_manager.models import Client, OwnOrganisation, Setting
from dpa_manager.models.safety import dangers

DEMONSTRATION = "demonstration"
OK, FAILING = "ok", "failing"


def is_demonstration() -> bool:
    """Whether this house holds invented data only, marked when they were loaded."""
    return Setting.get_or_none(Setting.name == DEMONSTRATION) is not None


def is_empty() -> bool:
    """Whether nothing was put into this house yet."""
    return not (Client.select().exists() or OwnOrganisation.select().exists())


def database_state(opened: Database) -> str:
    """ "ok" when the database can be reached and has our tables, else "failing".

    Connects this thread when it is not connected yet.
    """
    try:
        opened.connect(reuse_if_open=True)
        Setting.select().exists()
    except PeeweeException:
        return FAILING
    return OK


def database_dangers(opened: Database) -> tuple[str, ...]:
    """A sentence for each way in which this database could lose what it acknowledged."""
    return dangers(opened)


def store_state(store: Store) -> str:
    """ "ok" when files can be read and written, else "failing".

    The store's folder is made with its first file, so until then the one above it counts.
    """
    folder = store.folder if store.folder.exists() else store.folder.parent
    is_usable = folder.is_dir() and os.access(folder, os.R_OK | os.W_OK | os.X_OK)
    return OK if store.is_healthy and is_usable else FAILING
