"""Fixtures: a copy of the complete house, which is made once a session on each database.

`complete_toolbox` (either database) and `complete_sqlite_toolbox`; both without a converter.
"""

import shutil

import pytest

from dpa_manager.actions.toolbox import Toolbox
from dpa_manager.config import Config
from dpa_manager.documents.store import Store
from dpa_manager.models.base import open_database
from dpa_manager.queries.lookup import find_engagement
from tests.actions.complete_house import ENGAGEMENT, fill_house
from tests.conftest import NUMBERS, SECRET, FrozenClock, make_tables


def open_toolbox(url, *, folder, clock):
    """The house in `folder` with its rows in the database at `url`."""
    config = Config.from_environment({"DPA_HOME": str(folder), "DPA_SECRET_KEY": SECRET})
    return Toolbox(
        config=config,
        database=open_database(url),
        store=Store(folder / "agreements"),
        clock=clock,
    )


def _filled(url, *, folder):
    toolbox = open_toolbox(url, folder=folder, clock=FrozenClock())
    with toolbox.connected():
        fill_house(toolbox)
    return folder


@pytest.fixture(scope="session")
def filled_sqlite(tmp_path_factory):
    """The folder of the house that is copied for each test on SQLite."""
    folder = tmp_path_factory.mktemp("complete")
    url = f"sqlite:///{folder / 'dpa_manager.sqlite3'}"
    make_tables(url)
    return _filled(url, folder=folder)


@pytest.fixture(scope="session")
def filled_postgresql(postgresql_server, postgresql_template, tmp_path_factory):
    """The same with its rows in the database "complete"."""
    folder = tmp_path_factory.mktemp("complete")
    return _filled(
        postgresql_server.create("complete", template=postgresql_template), folder=folder
    )


@pytest.fixture
def complete_sqlite_url(filled_sqlite, tmp_path):
    """The address of a copy of the complete house, whose files are in the same folder."""
    shutil.copytree(filled_sqlite / "agreements", tmp_path / "agreements")
    shutil.copyfile(filled_sqlite / "dpa_manager.sqlite3", tmp_path / "dpa_manager.sqlite3")
    return f"sqlite:///{tmp_path / 'dpa_manager.sqlite3'}"


@pytest.fixture
def complete_postgresql_url(filled_postgresql, postgresql_server, tmp_path):
    """The same with its rows in PostgreSQL."""
    shutil.copytree(filled_postgresql / "agreements", tmp_path / "agreements")
    name = f"complete_{next(NUMBERS)}"
    yield postgresql_server.create(name, template="complete")
    postgresql_server.drop(name)


@pytest.fixture(params=["sqlite", "postgresql"])
def complete_url(request):
    """The address of a copy of the complete house: SQLite, then PostgreSQL."""
    return request.getfixturevalue(f"complete_{request.param}_url")


@pytest.fixture
def complete_toolbox(complete_url, tmp_path, clock):
    """The complete house, open on this thread: SQLite, then PostgreSQL. Without a converter."""
    toolbox = open_toolbox(complete_url, folder=tmp_path, clock=clock)
    with toolbox.connected():
        yield toolbox


@pytest.fixture
def complete_sqlite_toolbox(complete_sqlite_url, tmp_path, clock):
    """The complete house, open on this thread on SQLite alone. Without a converter."""
    toolbox = open_toolbox(complete_sqlite_url, folder=tmp_path, clock=clock)
    with toolbox.connected():
        yield toolbox


@pytest.fixture
def complete_engagement(complete_toolbox):
    """The engagement of the complete house, its client joined."""
    return find_engagement(ENGAGEMENT)
