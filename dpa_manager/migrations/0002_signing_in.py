"""Makes the tables of signing in, of assignments and of mail, from the statements beside it."""

from pathlib import Path

from peewee import Database, PostgresqlDatabase


def up(migrator: object, db: Database) -> None:
    """Make the tables and their indexes."""
    for statement in _statements(db):
        db.execute_sql(statement)


def down(migrator: object, db: Database) -> None:
    """Remove them again, children before parents."""
    made = [s.split('"')[1] for s in _statements(db) if s.startswith("CREATE TABLE")]
    for table in reversed(made):
        db.execute_sql(f'DROP TABLE "{table}"')


def _statements(db: Database) -> list[str]:
    """The statements for this kind of database; a blank line stands between two."""
    kind = "postgresql" if isinstance(db, PostgresqlDatabase) else "sqlite"
    text = Path(__file__).with_suffix(f".{kind}.sql").read_text(encoding="utf-8")
    return [statement for statement in text.split(";\n\n") if statement.strip()]
