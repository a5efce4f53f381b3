"""Makes the tables of signing in, of assignments and of mail, from the statements beside it."""

from peewee import Database

from dpa_manager.models.schema import drop_tables_of, make_tables_of


def up(migrator: object, db: Database) -> None:
    """Make the tables and their indexes."""
    make_tables_of(__file__, db)


def down(migrator: object, db: Database) -> None:
    """Remove them again."""
    drop_tables_of(__file__, db)
