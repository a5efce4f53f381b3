"""The pages in a real browser: the complete house, served by gunicorn on a free port."""

import shutil
from datetime import UTC, datetime
from functools import partial
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import sync_playwright

from dpa_manager.actions.drafting import DraftChoices, draft_agreement
from dpa_manager.actions.linking import link_url, make_link
from dpa_manager.actions.toolbox import read_clock
from dpa_manager.models import Setting
from dpa_manager.models.base import transaction
from dpa_manager.queries.house import DEMONSTRATION
from tests.actions.complete_fixtures import open_toolbox
from tests.actions.complete_house import ENGAGEMENT, fill_house
from tests.browser.hands import Pointer
from tests.browser.pages_of_the_office import Office
from tests.browser.serving import served
from tests.browser.watching import Watch
from tests.conftest import SECRET, FrozenClock, make_tables
from tests.factories import ACTOR
from tests.postgresql_server import PostgresqlServer
from tests.web.signed_in import a_member_of_staff

LANGUAGES = ("nl", "fr", "en")
DURABLE = "-c max_connections=60 -c listen_addresses=''"
# Who works in the houses of `open_house`: an account manager a language, and who sees everything.
PEOPLE = {
    **{language: (("account-manager",), {"language": language}) for language in LANGUAGES},
    "els": (("account-manager", "dpo"), {"name": "Els Maes"}),
    "jan": (("account-manager", "dpo"), {"name": "Jan Peeters"}),
    "ann": (("account-manager", "dpo"), {"name": "Ann Smits"}),
}


@pytest.fixture(scope="session")
def served_home(filled_sqlite, tmp_path_factory):
    """A copy of the complete house, marked as a demonstration, with a drafted agreement."""
    home = tmp_path_factory.mktemp("served") / "home"
    shutil.copytree(filled_sqlite, home)
    url = f"sqlite:///{home / 'dpa_manager.sqlite3'}"
    toolbox = open_toolbox(url, folder=home, clock=FrozenClock())
    with toolbox.connected():
        Setting.create(name=DEMONSTRATION, value=True, changed_at=datetime.now(UTC))
        draft_agreement(ENGAGEMENT, choices=DraftChoices(), by=ACTOR, toolbox=toolbox)
    return home


@pytest.fixture(scope="session")
def address(served_home):
    """Where the house is served while the tests run."""
    with served(served_home, DPA_SECRET_KEY=SECRET) as found:
        yield found


def sign_in_by_link(browser, link):
    """What a browser keeps after somebody opened their link and pressed its button."""
    context = browser.new_context()
    page = context.new_page()
    page.goto(link)
    page.get_by_role("main").get_by_role("button").click()
    page.wait_for_url(lambda url: not url.endswith("/link"))
    state = context.storage_state()
    context.close()
    return state


@pytest.fixture(scope="session")
def staff(chromium, served_home, address):
    """What a browser keeps of somebody of the firm who is signed in, by their language."""
    url = f"sqlite:///{served_home / 'dpa_manager.sqlite3'}"
    toolbox = open_toolbox(url, folder=served_home, clock=read_clock)
    with toolbox.connected():
        users = {language: a_member_of_staff(language=language) for language in LANGUAGES}
        with transaction():
            links = {
                language: make_link(user, purpose="demonstration", toolbox=toolbox)
                for language, user in users.items()
            }
        base_url = toolbox.config.base_url
        addresses = {
            language: link_url(link, toolbox=toolbox).replace(base_url, address)
            for language, link in links.items()
        }
    return {language: sign_in_by_link(chromium, link) for language, link in addresses.items()}


@pytest.fixture(scope="session")
def chromium():
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path="/usr/bin/chromium", args=["--no-sandbox", "--disable-gpu"]
        )
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def open_house(request, chromium, tmp_path_factory):
    """Serve a house with suppliers and templates on a database, once for each kind of database.

    Gives its address, what a browser keeps of each of `PEOPLE`, and what opens the house: each test
    opens it anew, since the tables follow the database that was opened last.
    """
    started, closers = {}, []

    def opened(database):
        if database not in started:
            home = tmp_path_factory.mktemp(database) / "home"
            url = _copy(request, database, home)
            reopen = partial(open_toolbox, url, folder=home, clock=read_clock)
            paths = _invited(reopen())
            context = served(home, DPA_SECRET_KEY=SECRET, DPA_DATABASE_URL=url)
            closers.append(context)
            address = context.__enter__()
            states = {one: sign_in_by_link(chromium, address + paths[one]) for one in paths}
            started[database] = address, states, reopen
        return started[database]

    yield opened
    for context in closers:
        context.__exit__(None, None, None)


def _copy(request, database, home):
    """Put the complete house into `home`; the address of its database."""
    if database == "sqlite":
        shutil.copytree(request.getfixturevalue("filled_sqlite"), home)
        return f"sqlite:///{home / 'dpa_manager.sqlite3'}"
    home.mkdir()
    url = request.getfixturevalue("durable_postgresql").create("journeys")
    make_tables(url)
    toolbox = open_toolbox(url, folder=home, clock=FrozenClock())
    with toolbox.connected():
        fill_house(toolbox)
    return url


@pytest.fixture(scope="session")
def durable_postgresql():
    """A server as `serve` wants it, which waits for the disk."""
    server = PostgresqlServer(DURABLE)
    yield server
    server.stop()


def _invited(toolbox):
    """Mark a house as a demonstration; the links by which its people sign in there."""
    with toolbox.connected():
        Setting.create(name=DEMONSTRATION, value=True, changed_at=datetime.now(UTC))
        people = PEOPLE.items()
        users = {key: a_member_of_staff(*roles, **columns) for key, (roles, columns) in people}
        return {key: a_way_in(user, toolbox=toolbox) for key, user in users.items()}


def a_way_in(user, *, toolbox):
    """The path of a link by which somebody signs in, once."""
    with transaction():
        link = make_link(user, purpose="demonstration", toolbox=toolbox)
    return urlsplit(link_url(link, toolbox=toolbox)).path


@pytest.fixture
def open_office(chromium, open_house):
    """Open the office on a database for one of `PEOPLE`."""
    contexts = []

    def opened(database, who, *, hands=Pointer, has_script=True, judges=False):
        address, states, _ = open_house(database)
        context = chromium.new_context(
            base_url=address,
            storage_state=states[who],
            java_script_enabled=has_script,
            viewport={"width": 1280, "height": 900},
        )
        contexts.append(context)
        page = context.new_page()
        return Office(hands(page), Watch(page, judges=judges), has_script=has_script)

    yield opened
    for context in contexts:
        context.close()
