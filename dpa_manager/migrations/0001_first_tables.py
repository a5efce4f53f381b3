"""Makes every table of the first version, from the statements beside this file."""

from peewee import Database

from dpa_manager.models.base import is_postgresql
from dpa_manager.models.schema import drop_tables_of, make_tables_of


def up(migrator: object, db: Database) -> None:
    """Make the tables, their indexes and their guards."""
    make_tables_of(__file__, db)


def down(migrator: object, db: Database) -> None:
    """Remove them again."""
    drop_tables_of(__file__, db)
    if is_postgresql(db):
        db.execute_sql("DROP FUNCTION refuse_change()")
