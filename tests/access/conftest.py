"""The two-tenant house, made once a session on each database and copied for each test."""

import shutil

import pytest

from dpa_manager.app import create_app
from tests.access.browsing import Browsing
from tests.access.forms import all_forms
from tests.access.people import PERSONAS
from tests.access.premises import copy_house, postgresql_premises, sqlite_premises
from tests.access.two_tenants import fill_two_tenants
from tests.actions.complete_fixtures import open_toolbox
from tests.conftest import NUMBERS, FrozenClock

_DATABASE = "dpa_manager.sqlite3"
# The others find the same forms, and whoever is no longer in finds nothing.
FORM_FINDERS = [
    p
    for p in PERSONAS
    if p.owner in ("", "A") and p.name not in ("removed", "signed out", "signatory", "reader A")
]


@pytest.fixture(scope="session")
def tenants_sqlite(filled_sqlite, tmp_path_factory):
    """The folder of the two-tenant house on SQLite, and what is in it."""
    folder = tmp_path_factory.mktemp("tenants") / "home"
    shutil.copytree(filled_sqlite, folder)
    toolbox = open_toolbox(f"sqlite:///{folder / _DATABASE}", folder=folder, clock=FrozenClock())
    with toolbox.connected():
        return folder, fill_two_tenants(toolbox)


@pytest.fixture(scope="session")
def tenants_postgresql(filled_postgresql, postgresql_server, tmp_path_factory):
    """The same with its rows in the database "tenants"."""
    folder = tmp_path_factory.mktemp("tenants") / "home"
    shutil.copytree(filled_postgresql, folder)
    url = postgresql_server.create("tenants", template="complete")
    toolbox = open_toolbox(url, folder=folder, clock=FrozenClock())
    with toolbox.connected():
        tenants = fill_two_tenants(toolbox)
    toolbox.database.close()
    return folder, tenants


@pytest.fixture
def original_house(tenants_sqlite):
    """The two-tenant house itself, open on this thread, for tests that only read."""
    folder, tenants = tenants_sqlite
    toolbox = open_toolbox(f"sqlite:///{folder / _DATABASE}", folder=folder, clock=FrozenClock())
    with toolbox.connected():
        yield toolbox, tenants


@pytest.fixture
def tenant_house(tenants_sqlite, tmp_path, clock):
    """A copy of the two-tenant house on SQLite, open on this thread, and what is in it."""
    folder, tenants = tenants_sqlite
    copy_house(folder, tmp_path)
    shutil.copyfile(folder / _DATABASE, tmp_path / _DATABASE)
    toolbox = open_toolbox(f"sqlite:///{tmp_path / _DATABASE}", folder=tmp_path, clock=clock)
    with toolbox.connected():
        yield toolbox, tenants


@pytest.fixture(scope="session")
def shared_app(tenants_sqlite):
    """One app for all houses of the session: making it takes longer than most tests."""
    folder, _ = tenants_sqlite
    url = f"sqlite:///{folder / _DATABASE}"
    return create_app(open_toolbox(url, folder=folder, clock=FrozenClock()))


@pytest.fixture
def premises(tenant_house, shared_app):
    """The app over a copy of the two-tenant house on SQLite."""
    with sqlite_premises(*tenant_house, app=shared_app) as found:
        yield found


@pytest.fixture
def own_premises(tenant_house):
    """The same with an app of its own, to which a test may add rules and guards."""
    with sqlite_premises(*tenant_house) as found:
        yield found


@pytest.fixture
def premises_on_postgresql(tenants_postgresql, postgresql_server, tmp_path, clock):
    """The same on PostgreSQL."""
    folder, tenants = tenants_postgresql
    copy_house(folder, tmp_path)
    name = f"premises_{next(NUMBERS)}"
    url = postgresql_server.create(name, template="tenants")
    toolbox = open_toolbox(url, folder=tmp_path, clock=clock)
    toolbox.database.connect()
    with postgresql_premises(toolbox, tenants, server=postgresql_server, name=name) as found:
        yield found
    toolbox.database.close()
    postgresql_server.drop(name)


@pytest.fixture
def browsing(premises):
    """Browsers of everybody at the app of `premises`."""
    return Browsing(premises.app)


@pytest.fixture(scope="session")
def page_forms(tenants_sqlite, shared_app, tmp_path_factory):
    """Every form that anybody finds on any page, read once."""
    folder, tenants = tenants_sqlite
    target = tmp_path_factory.mktemp("forms")
    copy_house(folder, target)
    shutil.copyfile(folder / _DATABASE, target / _DATABASE)
    url = f"sqlite:///{target / _DATABASE}"
    toolbox = open_toolbox(url, folder=target, clock=FrozenClock())
    toolbox.database.connect()
    with sqlite_premises(toolbox, tenants, app=shared_app) as found:
        return all_forms(Browsing(found.app), tenants, FORM_FINDERS)


@pytest.fixture(scope="session")
def page_forms_on_postgresql(tenants_postgresql, postgresql_server):
    """The same of the house on PostgreSQL, whose rows have other public ids."""
    folder, tenants = tenants_postgresql
    name = "forms"
    url = postgresql_server.create(name, template="tenants")
    toolbox = open_toolbox(url, folder=folder, clock=FrozenClock())
    toolbox.database.connect()
    with postgresql_premises(toolbox, tenants, server=postgresql_server, name=name) as found:
        forms = all_forms(Browsing(found.app), tenants, FORM_FINDERS)
    postgresql_server.drop(name)
    return forms


def pytest_terminal_summary(terminalreporter):
    """Say how many cells the access matrix asked, and how long that took."""
    reports = terminalreporter.stats.get("passed", []) + terminalreporter.stats.get("failed", [])
    asked = [(dict(r.user_properties), r.duration) for r in reports if r.when == "call"]
    counted = [(found["cells"], found["writes"], took) for found, took in asked if "cells" in found]
    if counted:
        cells, writes, seconds = (sum(column) for column in zip(*counted, strict=True))
        terminalreporter.write_line(
            f"access matrix: {cells} cells, {writes} of them wrote, {seconds:.1f} s in all"
        )
