"""What every table stands on: the database, its transactions, the base row and its fields."""

import hashlib
import json
import os
import secrets
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, ClassVar, overload

from peewee import (
    AutoField,
    CharField,
    Database,
    DatabaseProxy,
    Field,
    JSONField,
    Model,
    PostgresqlDatabase,
    SqliteDatabase,
)

from dpa_manager.vocabulary.phrase import Phrase

__all__ = [
    "InstantField",
    "JSONField",
    "PhraseField",
    "PublicIdField",
    "Row",
    "as_tuples",
    "database",
    "hold_chain",
    "instant_text",
    "is_postgresql",
    "lock_number",
    "open_database",
    "transaction",
]

database = DatabaseProxy()
"""The open database of this process; `open_database` sets it."""

# These are set on every SQLite connection by us, so no address can weaken them: an acknowledged
# row survives a power cut only with FULL, and foreign keys are off in SQLite unless asked for.
SQLITE_PRAGMAS = (
    ("busy_timeout", 5000),
    ("journal_mode", "wal"),
    ("synchronous", "full"),
    ("foreign_keys", 1),
)


class Row(Model):
    """A row of any table: integer `id`, which never leaves the program.

    `refused_changes` names the statements ("UPDATE", "DELETE") that the database itself refuses
    on the table, by a trigger. A column called `sha256` holds the hash of a file in the store;
    `fsck` looks for that file.
    """

    refused_changes: ClassVar[tuple[str, ...]] = ()

    id = AutoField()

    class Meta:
        """Table names are the class names in snake case; only changed columns are saved."""

        database = database
        legacy_table_names = False
        only_save_dirty = True


def as_tuples(query: Any) -> Iterator[tuple[Any, ...]]:
    """The rows of a select as plain tuples, one at a time and not kept."""
    rows: Iterator[tuple[Any, ...]] = query.tuples().iterator()
    return rows


def new_public_id() -> str:
    """A new unguessable identifier of 22 characters (128 bits) for use in addresses."""
    return secrets.token_urlsafe(16)


class PublicIdField(CharField):
    """The identifier of a row outside the program: unguessable, unique, given at creation."""

    def __init__(self, **options: Any) -> None:
        defaults = {"default": new_public_id, "unique": True, "max_length": 40}
        super().__init__(**(defaults | options))


class PhraseField(JSONField):
    """A phrase in three languages, kept as JSON {"nl", "fr", "en"}; empty by default."""

    def __init__(self, **options: Any) -> None:
        # Accents stay readable in the database, so that a search in SQL finds them.
        readable = {"dumps": lambda value: json.dumps(value, ensure_ascii=False)}
        super().__init__(**(readable | {"default": Phrase} | options))

    def db_value(self, value: Any) -> Any:
        """The database's JSON for a phrase or a mapping of language to words."""
        words = value.as_dict() if isinstance(value, Phrase) else value
        return super().db_value(words)  # type: ignore[no-untyped-call]

    def python_value(self, value: Any) -> Phrase | None:
        """The phrase for the database's JSON."""
        words: Mapping[str, str] | None = super().python_value(value)  # type: ignore[no-untyped-call]
        return None if words is None else Phrase.of(words)

    if TYPE_CHECKING:

        @overload
        def __get__(self, instance: None, owner: Any) -> "PhraseField": ...
        @overload
        def __get__(self, instance: object, owner: Any) -> Phrase: ...
        def __get__(self, instance: Any, owner: Any) -> Any:
            """Only for the type checker: a row's attribute is a Phrase."""


def instant_text(instant: datetime) -> str:
    """The one spelling of an instant: UTC, microseconds, "2026-01-31 09:30:00.000000+00:00".

    Fixed width, so that text order is time order. Raises ValueError for a naive datetime.
    """
    if instant.tzinfo is None:
        raise ValueError("An instant needs a time zone.")
    return instant.astimezone(UTC).isoformat(sep=" ", timespec="microseconds")


class InstantField(Field):
    """An instant as an aware datetime in UTC; TIMESTAMPTZ in PostgreSQL, text in SQLite."""

    field_type = "TIMESTAMPTZ"

    def db_value(self, value: datetime | None) -> str | None:
        """The one spelling of the instant, which both databases read alike."""
        return None if value is None else instant_text(value)

    def python_value(self, value: datetime | str | None) -> datetime | None:
        """The instant in UTC."""
        if value is None:
            return None
        instant = datetime.fromisoformat(value) if isinstance(value, str) else value
        return instant.astimezone(UTC)

    if TYPE_CHECKING:

        @overload
        def __get__(self, instance: None, owner: Any) -> "InstantField": ...
        @overload
        def __get__(self, instance: object, owner: Any) -> datetime: ...
        def __get__(self, instance: Any, owner: Any) -> Any:
            """Only for the type checker: a row's attribute is a datetime."""


def open_database(url: str) -> Database:
    """Prepare the database at `url` and make it the one that all tables use.

    `sqlite:////absolute/path` or `postgresql://user:password@host/name`. No connection is made:
    each thread opens and closes its own, by `database.connection_context()`. Raises ValueError
    for any other address.
    """
    opened = _postgresql(url) if url.startswith("postgresql://") else _sqlite(url)
    database.initialize(opened)
    return opened


def _sqlite(url: str) -> SqliteDatabase:
    path = url.removeprefix("sqlite:///")
    if path in ("", url, ":memory:") or "?" in path:
        raise ValueError("A database is sqlite:///PATH without options, or postgresql://…")
    return _PrivateSqlite(
        path, pragmas=SQLITE_PRAGMAS, lock_type="IMMEDIATE", timeout=5, autoconnect=False
    )


class _PrivateSqlite(SqliteDatabase):
    """SQLite in a file that only its owner reads; the files beside it get the same rights."""

    def _connect(self) -> Any:
        # Made here, since SQLite itself makes it readable for everybody whom the umask lets. A file
        # that is there is not opened: closing it would take away the locks that other connections
        # of this process hold on it (a POSIX rule), and the last but one would remove the log.
        with suppress(OSError):
            os.close(os.open(self.database, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))
        return super()._connect()  # type: ignore[misc] # The stubs leave it out.


def _postgresql(url: str) -> PostgresqlDatabase:
    return PostgresqlDatabase(url, prefer_psycopg3=True, autoconnect=False)


def is_postgresql(opened: Database | DatabaseProxy) -> bool:
    """Whether this database is PostgreSQL; if not it is SQLite."""
    return isinstance(getattr(opened, "obj", opened), PostgresqlDatabase)


def database_name() -> str:
    """What the open database is called: the path of SQLite's file, or PostgreSQL's own name."""
    return str(getattr(database, "obj", database).database)


@contextmanager
def transaction(*chains: str) -> Iterator[None]:
    """All or nothing, and alone on the chains of history that it appends to.

    `chains` are the firm's ("firm") or clients' public ids; naming them first lets two
    transactions on the same chains wait for each other instead of locking each other out.
    Inside another transaction this one lasts only if the outer one does. SQLite lets one writer
    in from the beginning (IMMEDIATE), since a reader that turns writer fails at once with
    "database is locked".
    """
    with database.atomic():
        for chain in sorted(set(chains)):
            hold_chain(chain)
        yield


def hold_chain(chain: str) -> None:
    """Wait until no other transaction appends to `chain`; held until this transaction ends.

    Raises RuntimeError outside a transaction, where nothing could be held.
    """
    if not database.in_transaction():
        raise RuntimeError("History is written in the transaction of what it tells.")
    if is_postgresql(database):
        database.execute_sql(
            "SELECT pg_advisory_xact_lock(%s)", (lock_number(f"history of {chain}"),)
        )


def lock_number(name: str) -> int:
    """The number of PostgreSQL's advisory lock called `name`: signed, 64 bits, always the same."""
    digest = hashlib.sha256(name.encode()).digest()
    return int.from_bytes(digest[:8], "big", signed=True)
