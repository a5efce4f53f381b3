"""Makes the table of kept forms, and lets a template say which version is drafted with."""

from peewee import Database

from dpa_manager.models.schema import drop_tables_of, make_tables_of


def up(migrator: object, db: Database) -> None:
    """Make the table and the column."""
    make_tables_of(__file__, db)
    db.execute_sql('ALTER TABLE "template" ADD COLUMN "active_number" INTEGER')


def down(migrator: object, db: Database) -> None:
    """Remove them again."""
    db.execute_sql('ALTER TABLE "template" DROP COLUMN "active_number"')
    drop_tables_of(__file__, db)
