"""What every test may ask for: databases of both kinds, a store, a clock, the open house.

A test that takes `db` (or `toolbox`) runs twice, on SQLite and on PostgreSQL; one that takes
`sqlite_db` (or `sqlite_toolbox`) runs once. A house with all that a draft needs is in
`tests/actions/complete_fixtures.py`.
"""

import itertools
import shutil
from datetime import UTC, datetime, timedelta

import pytest
from playhouse.migrations import Runner

from dpa_manager.actions.toolbox import Toolbox
from dpa_manager.config import Config
from dpa_manager.documents.store import Store
from dpa_manager.models import TABLES
from dpa_manager.models.base import open_database
from dpa_manager.models.schema import MIGRATIONS, create_all
from tests.postgresql_server import PostgresqlServer

pytest_plugins = ["tests.actions.complete_fixtures", "tests.mail.servers"]

SECRET = "a secret of the tests, 0123456789 abcdefghij"  # noqa: S105
NUMBERS = itertools.count(1)


class FrozenClock:
    """A clock that stands still until it is moved."""

    def __init__(self):
        self.instant = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)

    def __call__(self):
        return self.instant

    def move(self, **distance):
        """Move on by e.g. `days=1`; a negative distance moves back."""
        self.instant += timedelta(**distance)


def make_tables(url):
    """Make all tables as the migrations would: a test of the migrations proves them equal."""
    opened = open_database(url)
    with opened.connection_context():
        create_all(opened, TABLES)
        Runner(opened, str(MIGRATIONS)).fake()


@pytest.fixture
def clock():
    return FrozenClock()


@pytest.fixture
def store(tmp_path):
    return Store(tmp_path / "agreements")


@pytest.fixture(scope="session")
def postgresql_server():
    server = PostgresqlServer()
    yield server
    server.stop()


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory):
    path = tmp_path_factory.mktemp("template") / "template.sqlite3"
    make_tables(f"sqlite:///{path}")
    return path


@pytest.fixture(scope="session")
def postgresql_template(postgresql_server):
    make_tables(postgresql_server.create("filled"))
    return "filled"


@pytest.fixture
def sqlite_url(sqlite_template, tmp_path):
    """The address of a new SQLite database with all tables."""
    path = tmp_path / "dpa_manager.sqlite3"
    shutil.copyfile(sqlite_template, path)
    return f"sqlite:///{path}"


@pytest.fixture
def postgresql_url(postgresql_server, postgresql_template):
    """The address of a new PostgreSQL database with all tables."""
    name = f"test_{next(NUMBERS)}"
    yield postgresql_server.create(name, template=postgresql_template)
    postgresql_server.drop(name)


@pytest.fixture
def empty_sqlite_url(tmp_path):
    return f"sqlite:///{tmp_path / 'empty.sqlite3'}"


@pytest.fixture
def empty_postgresql_url(postgresql_server):
    name = f"empty_{next(NUMBERS)}"
    yield postgresql_server.create(name)
    postgresql_server.drop(name)


@pytest.fixture(params=["sqlite", "postgresql"])
def db_url(request):
    """The address of a new database with all tables: SQLite, then PostgreSQL."""
    return request.getfixturevalue(f"{request.param}_url")


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_db_url(request):
    """The address of a new database without tables: SQLite, then PostgreSQL."""
    return request.getfixturevalue(f"empty_{request.param}_url")


@pytest.fixture
def db(db_url):
    """A new database with all tables, open on this thread: SQLite, then PostgreSQL."""
    opened = open_database(db_url)
    with opened.connection_context():
        yield opened


@pytest.fixture
def empty_db(empty_db_url):
    """A new database without tables, open on this thread: SQLite, then PostgreSQL."""
    opened = open_database(empty_db_url)
    with opened.connection_context():
        yield opened


@pytest.fixture
def sqlite_db(sqlite_url):
    """A new SQLite database with all tables, open on this thread."""
    opened = open_database(sqlite_url)
    with opened.connection_context():
        yield opened


@pytest.fixture
def config(tmp_path):
    return Config.from_environment({"DPA_HOME": str(tmp_path), "DPA_SECRET_KEY": SECRET})


@pytest.fixture
def toolbox(db, config, store, clock):
    """The open house on either database, without a converter."""
    return Toolbox(config=config, database=db, store=store, clock=clock)


@pytest.fixture
def sqlite_toolbox(sqlite_db, config, store, clock):
    """The open house on SQLite alone, without a converter."""
    return Toolbox(config=config, database=sqlite_db, store=store, clock=clock)


@pytest.fixture
def postgresql_db(postgresql_url):
    """A new PostgreSQL database with all tables, open on this thread."""
    opened = open_database(postgresql_url)
    with opened.connection_context():
        yield opened
