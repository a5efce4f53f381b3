"""The schema: the statements that make the tables, their guards, and the migrations."""

import fcntl
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from peewee import Context, Database, SchemaManager
from playhouse.migrations import Runner

from dpa_manager.domain.errors import Unavailable
from dpa_manager.models.base import Row, is_postgresql, lock_number
from dpa_manager.vocabulary.phrase import Phrase

MIGRATIONS = Path(__file__).resolve().parent.parent / "migrations"

# PostgreSQL keeps one function for all guards; no per cent sign may stand in it, since the driver
# would read that as a parameter.
REFUSING_FUNCTION = """\
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION USING MESSAGE = 'rows of ' || TG_TABLE_NAME || ' stay as they were written';
END $$"""


def statements(tables: Iterable[type[Row]], *, postgresql: bool) -> tuple[str, ...]:
    """The statements that make a first schema: what the guards need, and `tables`."""
    made = table_statements(tables, postgresql=postgresql)
    return (REFUSING_FUNCTION, *made) if postgresql else made


def table_statements(tables: Iterable[type[Row]], *, postgresql: bool) -> tuple[str, ...]:
    """The statements that make `tables` with indexes and guards, for the database in use."""
    made: list[str] = []
    for table in tables:
        schema: Any = SchemaManager(table)
        made.append(_text(schema._create_table(safe=False)))
        made.extend(_text(index) for index in schema._create_indexes(safe=False))
        made.extend(_guards(table, postgresql=postgresql))
    return tuple(made)


def _text(context: Context) -> str:
    sql, parameters = context.query()
    if parameters:
        raise ValueError("A statement of the schema stands without parameters.")
    return str(sql)


def _guards(table: type[Row], *, postgresql: bool) -> Iterator[str]:
    name = table._meta.table_name
    for change in table.refused_changes:
        trigger = f'CREATE TRIGGER "{name}_refuses_{change.lower()}" BEFORE {change}'
        if postgresql:
            events = f"{trigger} OR TRUNCATE" if change == "DELETE" else trigger
            yield f'{events} ON "{name}" FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()'
        else:
            message = f"rows of {name} stay as they were written"
            yield f"{trigger} ON \"{name}\" BEGIN SELECT RAISE(ABORT, '{message}'); END"


def statements_beside(step: str, opened: Database) -> list[str]:
    """The statements in the SQL file beside the migration `step` (its path), for this database."""
    kind = "postgresql" if is_postgresql(opened) else "sqlite"
    text = Path(step).with_suffix(f".{kind}.sql").read_text(encoding="utf-8")
    return [statement for statement in text.split(";\n\n") if statement.strip()]


def make_tables_of(step: str, opened: Database) -> None:
    """Run the statements beside a migration: its tables, their indexes and guards."""
    for statement in statements_beside(step, opened):
        opened.execute_sql(statement)


def drop_tables_of(step: str, opened: Database) -> None:
    """Remove the tables that a migration made, children before parents."""
    statements = statements_beside(step, opened)
    made = [s.split('"')[1] for s in statements if s.startswith("CREATE TABLE")]
    for table in reversed(made):
        opened.execute_sql(f'DROP TABLE "{table}"')


def create_all(opened: Database, tables: Iterable[type[Row]]) -> None:
    """Make `tables` in an empty database straight from the models; the program migrates instead."""
    for statement in statements(tables, postgresql=is_postgresql(opened)):
        opened.execute_sql(statement)


def pending(opened: Database, *, folder: Path = MIGRATIONS) -> tuple[str, ...]:
    """The names of the migrations that this database still lacks.

    Raises Unavailable when the database holds migrations that this program does not know: a newer
    program wrote it, and an older one could destroy what it does not understand.
    """
    steps = Runner(opened, str(folder)).status()
    unknown = [step.name for step in steps if step.path is None]
    if unknown:
        raise Unavailable("database-too-new", _too_new(unknown[-1]))
    return tuple(step.name for step in steps if not step.applied)


def migrate(opened: Database, *, folder: Path = MIGRATIONS) -> tuple[str, ...]:
    """Bring the database up to this program; returns the names of the steps that were taken.

    Needs an open connection. Two processes that start together migrate one after the other.
    Raises Unavailable as `pending` does.
    """
    with _alone(opened):
        if not pending(opened, folder=folder):
            return ()
        return tuple(Runner(opened, str(folder)).up())


def revert(opened: Database, *, target: str | None = None, folder: Path = MIGRATIONS) -> None:
    """Take back the last migration, or all back to and with `target`."""
    with _alone(opened):
        Runner(opened, str(folder)).down(target)


@contextmanager
def _alone(opened: Database) -> Iterator[None]:
    # The lock cannot be a transaction: SQLite turns foreign keys off only outside of one.
    if is_postgresql(opened):
        number = lock_number("migrations")
        opened.execute_sql("SELECT pg_advisory_lock(%s)", (number,))
        try:
            yield
        finally:
            opened.execute_sql("SELECT pg_advisory_unlock(%s)", (number,))
    else:
        with Path(f"{opened.database}.migrating").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield


def _too_new(name: str) -> Phrase:
    return Phrase(
        nl=f"Een nieuwere versie van het programma schreef deze databank (stap {name}).",
        fr=f"Une version plus récente du programme a écrit cette base de données (étape {name}).",
        en=f"A newer version of the program wrote this database (step {name}).",
    )
