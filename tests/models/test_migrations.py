"""Migrations lead to the very tables that the models describe, and back."""

import re
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from dpa_manager.domain.errors import Unavailable
from dpa_manager.models import TABLES
from dpa_manager.models.base import is_postgresql, open_database
from dpa_manager.models.schema import MIGRATIONS, create_all, migrate, pending, revert
from tests.models.catalogue import catalogue

WRITE_ANEW = "the tables changed: run `python -m tests.write_migration`"

# One breach for each thing that a comparison of two databases must see.
BREACHES = {
    "a column is missing": ("ALTER TABLE chain_head DROP COLUMN hash",) * 2,
    "a column is added": ("ALTER TABLE chain_head ADD COLUMN note TEXT",) * 2,
    "an index is missing": ('DROP INDEX "event_subject_subject_id"',) * 2,
    "an index is added": ('CREATE INDEX "more" ON "event" ("act")',) * 2,
    "a trigger is missing": (
        'DROP TRIGGER "event_refuses_update"',
        'DROP TRIGGER "event_refuses_update" ON "event"',
    ),
    "a table is added": ('CREATE TABLE "more" ("id" INTEGER)',) * 2,
    "a column may be NULL": (
        None,
        'ALTER TABLE "event" ALTER COLUMN "act" DROP NOT NULL',
    ),
    "a check is missing": (None, "ALTER TABLE client DROP CONSTRAINT client_language_check"),
}


def test_the_migrated_tables_are_those_of_the_models(empty_db, request, tmp_path):
    migrate(empty_db)
    migrated = catalogue(empty_db)
    kind = "postgresql" if is_postgresql(empty_db) else "sqlite"
    twin = open_database(twin_url(kind, request, tmp_path))
    with twin.connection_context():
        create_all(twin, TABLES)
        assert migrated == catalogue(twin), WRITE_ANEW


def twin_url(kind, request, tmp_path):
    if kind == "sqlite":
        return f"sqlite:///{tmp_path / 'twin.sqlite3'}"
    server = request.getfixturevalue("postgresql_server")
    request.addfinalizer(lambda: server.drop("twin"))
    return server.create("twin")


@pytest.mark.parametrize("breach", BREACHES)
def test_the_comparison_sees_that(db, breach):
    statement = BREACHES[breach][is_postgresql(db)]
    if statement is None:
        # SQLite cannot change these in place: its table is compared word by word.
        statement = 'CREATE TABLE "more" ("id" INTEGER NULL CHECK ("id" > 0))'
    before = catalogue(db)
    db.execute_sql(statement)
    assert catalogue(db) != before


def test_the_catalogue_of_sqlite_tells_null_and_check_apart(sqlite_db):
    sqlite_db.execute_sql('CREATE TABLE "more" ("a" TEXT NOT NULL, "b" TEXT, CHECK (b <> \',\'))')
    told = [line for line in catalogue(sqlite_db) if line.startswith("column more")]
    assert told == [
        'column more | "a" TEXT NOT NULL',
        'column more | "b" TEXT',
        "column more | CHECK (b <> ',')",
    ]


def test_down_leaves_nothing_and_up_makes_it_again(empty_db):
    taken = migrate(empty_db)
    made = catalogue(empty_db)
    revert(empty_db, target=taken[0])
    assert catalogue(empty_db) == []
    migrate(empty_db)
    assert catalogue(empty_db) == made


def test_a_second_migration_does_nothing(empty_db):
    assert pending(empty_db)
    assert migrate(empty_db) == tuple(step.stem for step in sorted(MIGRATIONS.glob("0*.py")))
    assert migrate(empty_db) == ()
    assert pending(empty_db) == ()


def test_a_database_of_a_newer_program_is_refused(db):
    db.execute_sql(
        "INSERT INTO schema_migration (name, applied) VALUES ('9999_tomorrow', '2030-01-01')"
    )
    with pytest.raises(Unavailable, match="9999_tomorrow"):
        migrate(db)


def test_a_step_keeps_foreign_keys_in_force_and_children_alive(empty_db, tmp_path):
    folder = tmp_path / "steps"
    folder.mkdir()
    (folder / "0001_parents.py").write_text(PARENTS)
    (folder / "0002_rebuild.py").write_text(REBUILD)
    migrate(empty_db, folder=folder)
    assert empty_db.execute_sql("SELECT count(*) FROM child").fetchone() == (1,)
    if not is_postgresql(empty_db):
        assert empty_db.pragma("foreign_keys") == 1


PARENTS = """
def up(migrator, db):
    db.execute_sql("CREATE TABLE parent (id INTEGER PRIMARY KEY, name VARCHAR(9))")
    db.execute_sql("CREATE TABLE child (id INTEGER PRIMARY KEY, parent_id INTEGER NOT NULL "
                   "REFERENCES parent (id) ON DELETE CASCADE)")
    db.execute_sql("INSERT INTO parent VALUES (1, 'x')")
    db.execute_sql("INSERT INTO child VALUES (1, 1)")
"""
REBUILD = """
def up(migrator, db):
    migrator.migrate(migrator.add_not_null("parent", "name"))
"""


def test_a_failed_step_leaves_no_trace(empty_db, tmp_path):
    folder = tmp_path / "steps"
    folder.mkdir()
    (folder / "0001_half.py").write_text(
        "def up(migrator, db):\n"
        '    db.execute_sql("CREATE TABLE half (id INTEGER PRIMARY KEY)")\n'
        '    db.execute_sql("CREATE TABLE half (id INTEGER PRIMARY KEY)")\n'
    )
    with pytest.raises(Exception, match="half"):
        migrate(empty_db, folder=folder)
    assert not empty_db.table_exists("half")
    assert pending(empty_db, folder=folder) == ("0001_half",)


def test_two_that_start_together_migrate_one_after_the_other(empty_db):
    barrier = threading.Barrier(2)

    def start(_):
        with empty_db.connection_context():
            barrier.wait()
            return migrate(empty_db)

    with ThreadPoolExecutor(2) as pool:
        taken = list(pool.map(start, range(2)))
    assert sorted(map(bool, taken)) == [False, True]
    assert pending(empty_db) == ()


def test_steps_are_numbered_without_gaps():
    numbers = [int(re.match(r"\d{4}", step.name)[0]) for step in sorted(MIGRATIONS.glob("0*.py"))]
    assert numbers == list(range(1, len(numbers) + 1))
