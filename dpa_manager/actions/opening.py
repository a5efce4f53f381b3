"""Opening: the house of this process, its database reached, known as ours and up to date."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from peewee import DatabaseError, InterfaceError, InternalError, OperationalError

from dpa_manager.actions.toolbox import Toolbox
from dpa_manager.domain.errors import Unavailable
from dpa_manager.domain.refusals import not_found, refused
from dpa_manager.models import OwnOrganisation
from dpa_manager.models.base import is_postgresql
from dpa_manager.models.schema import migrate, pending
from dpa_manager.vocabulary.sentences import filled, sentences

# The table in which the migrations keep which of them were taken.
_MIGRATIONS_TAKEN = "schema_migration"
_SURROUNDINGS = (OperationalError, InternalError, InterfaceError)


@contextmanager
def opened(toolbox: Toolbox) -> Iterator[None]:
    """A connection for this thread; what fails about the database is raised as Unavailable.

    It is locked too long, full, no database, not reachable: all that no code can mend.
    """
    try:
        with toolbox.connected():
            yield
    except DatabaseError as error:
        # The bare class is what a file that is no database gives; its other kinds are our faults.
        if not isinstance(error, _SURROUNDINGS) and type(error) is not DatabaseError:
            raise
        raise _unavailable(error) from error
    except InterfaceError as error:
        raise _unavailable(error) from error


@contextmanager
def opened_house(toolbox: Toolbox) -> Iterator[None]:
    """A connection to a house that was founded, its tables brought up to this program.

    Raises NotFound where no house was founded, Refused for tables that are not ours, Unavailable
    for those of a newer program and for a database that fails.
    """
    if not is_postgresql(toolbox.database) and not Path(toolbox.database.database).exists():
        # Connecting would leave an empty file behind.
        raise not_found("no-house")
    with opened(toolbox):
        refuse_foreign(toolbox)
        if not has_tables(toolbox):
            raise not_found("no-house")
        if pending(toolbox.database):
            migrate(toolbox.database)
        yield


def has_tables(toolbox: Toolbox) -> bool:
    """Whether the tables of this program are there, be they empty."""
    return OwnOrganisation._meta.table_name in toolbox.database.get_tables()


def refuse_foreign(toolbox: Toolbox) -> None:
    """Raise Refused for a database that holds tables, and none of this program."""
    tables = set(toolbox.database.get_tables()) - {_MIGRATIONS_TAKEN}
    if tables and not has_tables(toolbox):
        raise refused("database-not-ours")


def _unavailable(error: Exception) -> Unavailable:
    # The driver may tell several lines; the first says what it is.
    detail = (str(error).strip().splitlines() or [type(error).__name__])[0]
    sentence = sentences()["database-unavailable"]
    return Unavailable("database-unavailable", filled(sentence, {"detail": detail}))
