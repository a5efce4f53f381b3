"""The two-tenant house behind an app: what a request wrote, and everything back as it was.

Triggers note every row that is written, so that a request that should have changed nothing is
known at once; when something was written, the house is put back as it was before.
"""

import contextlib
import hashlib
import os
import shutil
import sqlite3
from dataclasses import dataclass

import psycopg

from dpa_manager.app import create_app, settings_of
from dpa_manager.models import TABLES
from dpa_manager.models.base import is_postgresql
from tests.access.ownership import TECHNICAL, hash_of, statements_of

# Reading a page may move when somebody was last seen; every other column counts.
_UNSEEN = {"session": {"seen_at"}}
_FUNCTION = """CREATE FUNCTION witness_of_writes() RETURNS trigger AS $$ BEGIN
INSERT INTO witness_of_writes VALUES (TG_TABLE_NAME, TG_OP); RETURN NULL; END $$
LANGUAGE plpgsql"""


def add_witness(database):
    """Have the open database note every write to every table of ours."""
    database.execute_sql("CREATE TABLE witness_of_writes (name TEXT, what TEXT)")
    if is_postgresql(database):
        database.execute_sql(_FUNCTION)
    for table in TABLES:
        name = table._meta.table_name
        unseen = _UNSEEN.get(name, ())
        columns = ", ".join(f'"{c}"' for c in table._meta.columns if c not in unseen)
        for what in ("INSERT", "DELETE", f"UPDATE OF {columns}"):
            database.execute_sql(_trigger(name, what, is_function=is_postgresql(database)))


def _trigger(name, what, *, is_function):
    head = f'CREATE TRIGGER "witness_{name}_{what[:6]}" AFTER {what} ON "{name}"'
    if is_function:
        return f"{head} FOR EACH ROW EXECUTE FUNCTION witness_of_writes()"
    # The names of tables are ours.
    deed = f"INSERT INTO witness_of_writes VALUES ('{name}', '{what[:6]}')"  # noqa: S608
    return f"{head} BEGIN {deed}; END"


@dataclass(frozen=True)
class Written:
    """The tables that a request wrote; `business` leaves out what every request may write."""

    tables: frozenset

    @property
    def business(self):
        return sorted(self.tables - TECHNICAL)


class Premises:
    """A house, its app, what is in it, and how to undo what requests did to it.

    How to keep a copy of the database and to put it back is given by whoever knows its kind.
    """

    def __init__(self, toolbox, tenants, *, keep, rewind, connect, app=None):
        self.toolbox = toolbox
        self.tenants = tenants
        self.app = moved(app, toolbox) if app else create_app(toolbox)
        self._keep, self._rewind, self._connect = keep, rewind, connect
        self.files = self.file_hashes()
        clients = tenants.clients.items()
        self._asked = {owner: statements_of(client) for owner, client in clients}
        self._watch = connect()
        self.keep()

    def keep(self):
        """Take the rows as they are now for what they were before."""
        self.toolbox.database.close()
        self.written()
        self._watch.close()
        self._keep()
        self._watch = self._connect()
        self.before = self.fingerprints()

    def written(self):
        """What was written since this was asked before."""
        rows = self._watch.execute("SELECT DISTINCT name FROM witness_of_writes").fetchall()
        if rows:
            self._watch.execute("DELETE FROM witness_of_writes")
        return Written(frozenset(name for (name,) in rows))

    def rewind(self):
        """Put every row back as it was."""
        self.toolbox.database.close()
        self._watch.close()
        self._rewind()
        self._watch = self._connect()

    def fingerprints(self, tables=None):
        """A hash of every client's rows, by owner and table; of these tables alone if any."""
        return {
            (owner, name): hash_of(self._rows(*asked))
            for owner, statements in self._asked.items()
            for name, asked in statements.items()
            if tables is None or name in tables
        }

    def _rows(self, statement, values):
        return self._watch.execute(statement, values).fetchall()

    def changed_owners(self, written):
        """Whose rows are no longer what they were, in the tables that were written."""
        now = self.fingerprints(written.tables)
        return sorted({owner for (owner, name), h in now.items() if self.before[owner, name] != h})

    def file_hashes(self):
        """The hash of every file in the store, by its name."""
        files = (path for path in self.toolbox.store.folder.rglob("*") if path.is_file())
        return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in files}

    def lost_files(self):
        """The files that were there before and are gone or changed."""
        now = self.file_hashes()
        return sorted(name for name, digest in self.files.items() if now.get(name) != digest)

    def close(self):
        self._watch.close()


def moved(app, toolbox):
    """An app that was made for another house, over this one."""
    app.extensions["house"] = toolbox
    app.config.update(settings_of(toolbox.config))
    return app


@contextlib.contextmanager
def sqlite_premises(toolbox, tenants, *, app=None):
    """The premises of a house on SQLite, whose file is copied back."""
    path = str(toolbox.database.database)
    add_witness(toolbox.database)
    kept = sqlite3.connect(":memory:")

    def keep():
        with contextlib.closing(sqlite3.connect(path)) as source:
            source.backup(kept)

    def rewind():
        with contextlib.closing(sqlite3.connect(path)) as target:
            target.execute("PRAGMA synchronous=OFF")
            kept.backup(target)

    def connect():
        return sqlite3.connect(path, isolation_level=None)

    premises = Premises(toolbox, tenants, keep=keep, rewind=rewind, connect=connect, app=app)
    yield premises
    premises.close()
    kept.close()


@contextlib.contextmanager
def postgresql_premises(toolbox, tenants, *, server, name):
    """The premises of a house on PostgreSQL, whose database is cloned again."""
    add_witness(toolbox.database)
    kept = f"{name}_kept"
    url = server.create(kept)

    def keep():
        server.drop(kept)
        server.create(kept, template=name)

    def rewind():
        server.drop(name)
        server.create(name, template=kept)

    def connect():
        return psycopg.connect(url.replace(kept, name), autocommit=True)

    premises = Premises(toolbox, tenants, keep=keep, rewind=rewind, connect=connect)
    yield premises
    premises.close()
    server.drop(kept)


def copy_house(folder, target):
    """Copy a home; files of the store are written once, so the copies share them."""
    shutil.copytree(folder / "agreements", target / "agreements", copy_function=os.link)
